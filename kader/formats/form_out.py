"""A table of remarks as Word and as Excel: an empty form to fill in, or a response as it was submitted."""

from collections.abc import Iterator
from datetime import date

from kader.domain.responses.own_form import LETTER, POINT_COLUMNS, POINTS, REMARKS
from kader.formats import outgoing as out
from kader.formats.docx_out import write_docx
from kader.formats.remark_table import RemarkForm, table_of
from kader.formats.xlsx_out import Sheet, write_xlsx

# A sheet of such a name is no heading to who reads it.
_FIRST = "Blad 1"
_POINT_WIDTHS = (6, 30, 90)
_WIDE = (88,)


def form_xlsx(form: RemarkForm, author: str, dated: date | None) -> bytes:
    """Title, letter and general points on sheets of their own, then the remarks."""
    return write_xlsx(list(_sheets(form)), form.title, author, dated)


def _sheets(form: RemarkForm) -> Iterator[Sheet]:
    table = table_of(form)
    head = (form.title, *form.lines)
    if form.counted:
        yield Sheet(_FIRST, head, (), (), _WIDE)
    if form.letter:
        yield Sheet(LETTER, form.letter, (), (), _WIDE, titled=False)
    if form.points:
        points = [(str(number), *point) for number, point in enumerate(form.points, 1)]
        yield Sheet(POINTS, (), POINT_COLUMNS, points, _POINT_WIDTHS)
    yield Sheet(REMARKS, () if form.counted else head, table.columns, table.rows, table.widths)


def form_docx(form: RemarkForm, author: str, dated: date | None) -> bytes:
    """Letter and general points as text under headings, then the remarks as a table."""
    blocks = tuple(_blocks(form))
    return write_docx(out.Document(form.title, blocks, author=author, dated=dated, landscape=True))


def _blocks(form: RemarkForm) -> Iterator[out.Block]:
    yield out.Heading(1, out.plain(form.title))
    yield from (out.Paragraph(out.plain(line)) for line in form.lines)
    if form.letter:
        yield out.Heading(2, out.plain(LETTER))
        yield from (out.Paragraph(out.plain(text)) for text in form.letter)
    if form.points:
        yield out.Heading(2, out.plain(POINTS))
    for number, (title, text) in enumerate(form.points, 1):
        yield out.Heading(3, out.plain(f"{number}. {title}"))
        yield from (out.Paragraph(out.plain(line)) for line in text.split("\n") if line)
    yield out.Heading(2, out.plain(REMARKS))
    table = table_of(form)
    shares = tuple(width / sum(table.widths) for width in table.widths)
    rows = (tuple(map(out.plain, row)) for row in (table.columns, *table.rows))
    yield out.Table(tuple(rows), name=REMARKS, shares=shares)
