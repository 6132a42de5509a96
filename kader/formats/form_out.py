"""A table of remarks as Word and as Excel: an empty form to fill in, or a response as it was submitted."""

from collections.abc import Iterable, Iterator
from datetime import date

from kader.formats import outgoing as out
from kader.formats.docx_out import write_docx
from kader.formats.remark_table import COLUMNS, WIDTHS, RemarkForm, RemarkRow, table_rows
from kader.formats.xlsx_out import Sheet, write_xlsx

_SHARES = tuple(width / sum(WIDTHS) for width in WIDTHS)
_LETTER = "Blad 1"
_POINTS = "Algemene punten"
_REMARKS = "Opmerkingen"


def form_xlsx(form: RemarkForm, author: str, dated: date | None) -> bytes:
    """The general points as text on a sheet of their own, then the remarks."""
    head = (form.title, *form.lines)
    told = Sheet(_POINTS, _told(form.points), (), (), (70,))
    remarks = Sheet(_REMARKS, () if form.points else head, COLUMNS, table_rows(form.rows), WIDTHS)
    sheets = [Sheet(_LETTER, head, (), (), (70,)), told, remarks] if form.points else [remarks]
    return write_xlsx(sheets, form.title, author, dated)


def _told(points: Iterable[tuple[str, str]]) -> tuple[str, ...]:
    """A line for each title, with its number, and one for each paragraph."""
    lines = []
    for number, (title, text) in enumerate(points, 1):
        lines += [f"{number}. {title}", *(line for line in text.splitlines() if line.strip())]
    return tuple(lines)


def form_docx(form: RemarkForm, author: str, dated: date | None) -> bytes:
    """General points as text under headings, then the remarks as a table."""
    blocks = tuple(_blocks(form))
    return write_docx(out.Document(form.title, blocks, author=author, dated=dated, landscape=True))


def _blocks(form: RemarkForm) -> Iterator[out.Block]:
    yield out.Heading(1, out.plain(form.title))
    for line in form.lines:
        yield from out.paragraphs(line)
    if form.points:
        yield out.Heading(2, out.plain(_POINTS))
    for number, (title, text) in enumerate(form.points, 1):
        yield out.Heading(3, out.plain(f"{number}. {title}"))
        yield from out.paragraphs(text)
    yield out.Heading(2, out.plain(_REMARKS))
    yield out.Table((tuple(map(out.plain, COLUMNS)), *map(_row, form.rows)), name=_REMARKS, shares=_SHARES)


def _row(row: RemarkRow) -> tuple[out.Inlines, ...]:
    return tuple(out.plain(cell) for cell in row.cells())
