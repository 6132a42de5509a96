"""Plain text as people type and paste it: blocks between blank lines, stars for emphasis, bars for tables.

What a line means (a number, a page, a continuation) is for the domain to say; here the text is only divided
and freed of its marks. Leading spaces stay, since indentation may set a sub-remark apart.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from kader.domain.paragraphs import Cell, Emphasis, Paragraph
from kader.formats.markdown_notes import with_notes
from kader.formats.text_bytes import decode

_HEADING = re.compile(r"^ {0,3}(#{1,6})[ \t]+(.+?)[ \t]*#*[ \t]*$")
_UNDERLINE = re.compile(r"^ {0,3}(=+|-{4,}|~{4,})[ \t]*$")
_RULE = re.compile(r"^[ \t]*([-=*_~][ \t]*){3,}$")
_BAR_ROW = re.compile(r"^[ \t]*\|.*\|[ \t]*$")
_BAR_RULE = re.compile(r"^[ \t|:+=-]+$")
# The length is bounded, so that a text full of unclosed stars is read in linear time.
_EMPHASIS = re.compile(
    r"(?<![\w*\\])(?P<stars>\*{2,3})(?=[^\s*])(?P<strong>[^\n]{0,1500}?[^\s*])(?P=stars)(?!\*)"
    r"|(?<![\w*\\])\*(?=[^\s*])(?P<italic>[^*]{0,1500}?[^\s*])\*(?![\w*])"
    r"|(?<![\w\\])(?P<lines>_{1,2})(?=[^\s_])(?P<under>[^_\n]{0,1500}?[^\s_])(?P=lines)(?!\w)"
)
_KINDS = {1: ("italic",), 2: ("bold",), 3: ("bold", "italic")}


def read_plain(content: bytes) -> tuple[Paragraph, ...]:
    """The paragraphs of a text file; form feeds start a page. Raises UnreadableDocument."""
    pages = decode(content).split("\f")
    paragraphs: list[Paragraph] = []
    tables = 0
    for number, page in enumerate(pages, start=1):
        for block in _blocks(page):
            found = _paragraphs(block, number if len(pages) > 1 else None, tables)
            tables += any(paragraph.cell for paragraph in found)
            paragraphs.extend(found)
    return with_notes(paragraphs)


def _blocks(text: str) -> Iterator[list[str]]:
    block: list[str] = []
    for line in text.split("\n"):
        if line.strip():
            block.append(line.rstrip(" "))
        elif block:
            yield block
            block = []
    if block:
        yield block


def _paragraphs(block: list[str], page: int | None, table: int) -> list[Paragraph]:
    rows = _table_rows(block)
    if rows:
        return list(_cells(rows, page, table))
    found: list[Paragraph] = []
    lines: list[str] = []
    for line in block:
        heading = _HEADING.match(line)
        if _UNDERLINE.match(line) and lines:
            title = lines.pop()
            found += _flush(lines, page)
            found.append(_paragraph(title.strip(), page, heading=1 if "=" in line else 2))
            lines = []
        elif heading:
            found += _flush(lines, page)
            found.append(_paragraph(heading.group(2), page, heading=len(heading.group(1))))
            lines = []
        elif not _RULE.match(line):
            lines.append(line)
    return found + _flush(lines, page)


def _flush(lines: list[str], page: int | None) -> list[Paragraph]:
    return [_paragraph("\n".join(lines), page)] if lines else []


def _table_rows(block: list[str]) -> list[list[str]]:
    """The rows of a block that is a table throughout: bars around each row, or tabs from a sheet."""
    if len(block) > 1 and all(_BAR_ROW.match(line) for line in block):
        rows = [line for line in block if not _BAR_RULE.match(line)]
        return [[cell.strip() for cell in line.strip().strip("|").split("|")] for line in rows]
    tabs = {line.count("\t") for line in block if not line.startswith("\t")}
    if len(block) > 1 and min(tabs, default=0) >= 2 and len(tabs) == 1:
        return [[cell.strip() for cell in line.split("\t")] for line in block]
    return []


def _cells(rows: list[list[str]], page: int | None, table: int) -> Iterator[Paragraph]:
    for row, cells in enumerate(rows):
        for column, cell in enumerate(cells):
            if cell:
                yield _paragraph(cell, page, cell=Cell(table, row, column))


def _paragraph(
    marked: str, page: int | None, heading: int | None = None, cell: Cell | None = None
) -> Paragraph:
    text, marks = without_marks(marked)
    return Paragraph(text=text, marks=marks, heading=heading, cell=cell, page=page)


def without_marks(marked: str) -> tuple[str, tuple[Emphasis, ...]]:
    """The text without its stars and underscores, and where they stood."""
    text = ""
    marks: list[Emphasis] = []
    position = 0
    if _is_hostile(marked):
        return marked, ()
    for match in _EMPHASIS.finditer(marked):
        stars = match["stars"] or match["lines"] or "*"
        inner = match["strong"] or match["italic"] or match["under"]
        text += marked[position : match.start()]
        start = len(text)
        inner, nested = without_marks(inner)
        text += inner
        marks += [Emphasis(kind, start, len(text)) for kind in _KINDS[len(stars)]]
        marks += [Emphasis(mark.kind, start + mark.start, start + mark.end) for mark in nested]
        position = match.end()
    return text + marked[position:], tuple(marks)


def _is_hostile(marked: str) -> bool:
    # Looking for the end of each of a million stars would take minutes; no letter has so many.
    signs = marked.count("*") + marked.count("_")
    return signs > 1_000 and signs > len(marked) // 20
