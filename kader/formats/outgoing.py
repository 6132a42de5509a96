"""What goes out must read the same as Word, PDF, ODT, HTML or markdown.

So everything that goes out is first put in one neutral form: headings, paragraphs, lists, tables and notes,
as a tree (a reading text only numbers its lists and cells). Each writer turns this form into the bytes of one
format, and knows nothing of versions, remarks or answers. Words are data everywhere: no writer pastes them
into markup.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

Look = Literal["emphasis", "strong", "code", "strikethrough", "inserted", "deleted", "moved"]
Role = Literal["text", "quote", "lead", "label", "quiet", "outcome"]


MANY_COLUMNS = 6
"""A table with more columns than these needs smaller letters."""
# Of a table, in characters: its width, the longest word that must fit, the room beside a word.
_CHARACTERS = 85
_LONGEST = 20
_PADDING = 3
_SHORT = 600
"""Characters of a cell that surely fits on a page, however narrow."""


@dataclass(frozen=True, slots=True)
class Words:
    """A stretch of text that looks the same; `link` is a safe address or empty."""

    text: str
    looks: frozenset[Look] = frozenset()
    link: str = ""


@dataclass(frozen=True, slots=True)
class NoteMark:
    """A reference to the note with this label in `Document.notes`."""

    label: str


@dataclass(frozen=True, slots=True)
class PageMark:
    """A page begins here, inside a paragraph. `breaks` is False where a page cannot be broken (a cell)."""

    label: str
    breaks: bool = True


Inline = Words | NoteMark | PageMark
Inlines = tuple[Inline, ...]


@dataclass(frozen=True, slots=True)
class Heading:
    """`level` counts from 1 and skips none; `id` is its address within the document, if it has one."""

    level: int
    inlines: Inlines
    id: str = ""


@dataclass(frozen=True, slots=True)
class Paragraph:
    inlines: Inlines
    role: Role = "text"


@dataclass(frozen=True, slots=True)
class Code:
    text: str


@dataclass(frozen=True, slots=True)
class Item:
    """`number` is None for a bullet; `blocks` are paragraphs and deeper lists."""

    number: int | None
    blocks: tuple["Block", ...]


@dataclass(frozen=True, slots=True)
class List:
    items: tuple[Item, ...]

    @property
    def is_numbered(self) -> bool:
        return self.items[0].number is not None


@dataclass(frozen=True, slots=True)
class Table:
    """`rows` have the same number of cells; the first `header_rows` are headers. `name` says what it is.

    `shares` are the widths of the columns, together 1, where they should not follow from the words.
    """

    rows: tuple[tuple[Inlines, ...], ...]
    header_rows: int = 1
    name: str = ""
    shares: tuple[float, ...] = ()


@dataclass(frozen=True, slots=True)
class PageStart:
    """A page begins here, between two blocks; without a label, what is no page of the text.

    `breaks` is False for the first: nothing stands before it.
    """

    label: str
    breaks: bool = True


Block = Heading | Paragraph | Code | List | Table | PageStart


@dataclass(frozen=True, slots=True)
class Note:
    """`number` is what is printed at its reference."""

    label: str
    number: str
    inlines: Inlines


@dataclass(frozen=True, slots=True)
class Document:
    """A whole document; `opening` stands above the text and is no part of its pages."""

    title: str
    blocks: tuple[Block, ...]
    notes: tuple[Note, ...] = ()
    opening: tuple[Paragraph, ...] = ()
    author: str = ""
    dated: date | None = None
    language: str = "nl"
    landscape: bool = False
    by_label: dict[str, Note] = field(init=False, compare=False, repr=False, default_factory=dict)

    def __post_init__(self) -> None:
        self.by_label.update((note.label, note) for note in self.notes)


def plain(text: str, *looks: Look) -> Inlines:
    """Words without links, as inlines."""
    return (Words(text, frozenset(looks)),) if text else ()


def paragraphs(text: str, role: Role = "text") -> Iterator[Paragraph]:
    """Each line with words as a paragraph."""
    for line in text.splitlines():
        if line.strip():
            yield Paragraph(plain(line.strip()), role)


def words_of(inlines: Iterable[Inline]) -> str:
    """The text alone, without note and page marks."""
    return "".join(one.text for one in inlines if isinstance(one, Words))


def column_shares(table: Table) -> tuple[float, ...]:
    """How much of the width each column gets, together 1: room for its longest word, long texts more."""
    if table.shares:
        return table.shares
    columns = [[words_of(row[column]) for row in table.rows] for column in range(len(table.rows[0]))]
    padding = _PADDING if len(columns) <= MANY_COLUMNS else _PADDING - 1
    least = [max(map(_longest_word, texts)) + padding for texts in columns]
    longest = [max(map(len, texts)) + padding for texts in columns]
    widths = _with_room(least, longest, _CHARACTERS - sum(least))
    return tuple(width / sum(widths) for width in widths)


def _with_room(least: list[int], longest: list[int], room: float) -> list[float]:
    """What is left goes to the columns with longer texts, and no column gets more than it can fill."""
    widths = [float(width) for width in least]
    while room > 1:
        wanting = [at for at, width in enumerate(widths) if width < longest[at]]
        if not wanting:
            break
        weights = {at: (longest[at] - widths[at]) ** 0.5 for at in wanting}
        given = {
            at: min(room * weights[at] / sum(weights.values()), longest[at] - widths[at]) for at in wanting
        }
        for at, more in given.items():
            widths[at] += more
        room -= sum(given.values())
    return widths


def numeric_columns(table: Table) -> tuple[bool, ...]:
    """Of each column whether it holds numbers alone, which are compared when they stand right."""
    rows = table.rows[table.header_rows :]
    columns = [[words_of(row[at]).strip() for row in rows] for at in range(len(table.rows[0]))]
    return tuple(any(texts) and all(text.isdecimal() for text in texts if text) for texts in columns)


def is_short(row: Iterable[Inlines]) -> bool:
    """Whether a row surely fits on a page and so need not be cut."""
    return all(len(words_of(cell)) <= _SHORT for cell in row)


def _longest_word(text: str) -> int:
    return min(max(map(len, text.split()), default=1), _LONGEST)
