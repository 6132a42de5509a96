"""A letter arrives as Word, markdown or plain text; the rules that understand it must not know which.

Every reader in `kader.formats` turns a file into a tuple of these paragraphs, in reading order. They say
what stood in the file and how it looked there, and nothing about what it means.
"""

from __future__ import annotations

from dataclasses import dataclass

from kader.domain.margin import MarginComment


@dataclass(frozen=True, slots=True)
class Emphasis:
    """A stretch that stands out; start and end are code points of the paragraph's text.

    `kind` is one of bold, italic, underline, strike.
    """

    kind: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Cell:
    """Where in which table a paragraph stands, each counted from 0; a merged cell has its first place.

    `header` tells that the file itself says that the row heads the table; `rows` is how many a
    merged cell spans.
    """

    table: int
    row: int
    column: int
    header: bool = False
    rows: int = 1


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph, list item, heading, table paragraph or footnote.

    text     without marks or computed labels; line breaks inside the paragraph are "\\n", and a line of a
             plain text keeps its leading spaces, since they may tell a remark from a sub-remark
    heading  level from 1, or None
    label    the list label the program shows without it being in the text: "9", "a", "o", "•"
    depth    0 outside lists, 1 in a list, 2 in a list within a list
    page     the file's own page, from 1, or None where the file does not say
    note     the number of the footnote this paragraph is the text of; it follows the paragraph citing it

    What follows matters only to a text that becomes a framework, and a reader that cannot tell leaves it out:

    breaks   (offset, page) for each page that begins within the text
    cites    (offset, note) for each footnote mark, which is no part of the text
    links    (start, end, address)
    printed  the label as it is printed, with its points and brackets: "1.2", "a)", "Artikel 3."
    size     of most of its letters, in points
    role     "contents" for a line of the table of contents, "title" for the title of the whole document,
             "header" and "footer" for what stands at the edge of each page

    margin   a remark in the margin or a tracked change; the text is then its thread, and it stands behind the
             paragraphs of the file itself
    """

    text: str
    marks: tuple[Emphasis, ...] = ()
    heading: int | None = None
    label: str | None = None
    depth: int = 0
    cell: Cell | None = None
    page: int | None = None
    note: str | None = None
    breaks: tuple[tuple[int, int], ...] = ()
    cites: tuple[tuple[int, str], ...] = ()
    links: tuple[tuple[int, int, str], ...] = ()
    printed: str | None = None
    size: float | None = None
    role: str | None = None
    margin: MarginComment | None = None
