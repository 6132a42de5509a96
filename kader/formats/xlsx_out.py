"""Rows as an Excel file: every cell text, so that nothing is taken for a number, a date or a formula.

A cell of Excel holds at most 32,767 characters. A longer text goes on in the row below, the other cells of
which are empty but for the first column, and a line above the table says so: nothing is cut off unseen.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from io import BytesIO
from typing import Any

import xlsxwriter

from kader.domain.responses.own_form import GOES_ON, NOTICE
from kader.domain.responses.sub_letters import JOINER
from kader.formats.docx_package import printable

MOST = 32_767
"""Characters in a cell, counted as Excel does: UTF-16 units."""
_ROOM = MOST - 2
_SHEET_NAME_LENGTH = 31
# Heights in points: of a line, and the most that Excel takes for a row.
_LINE = 15.0
_TITLE_LINE = 19.0
# Characters of running text that fit in the width of one digit.
_NARROWER = 1.08
_HIGHEST = 409.0


@dataclass(frozen=True, slots=True)
class Sheet:
    """`lines` stand above the table, the first as its title if it is `titled`; without a header they are all
    there is, each whole. `widths` are those of the columns, in characters."""

    name: str
    lines: tuple[str, ...]
    header: tuple[str, ...]
    rows: Sequence[tuple[str, ...]]
    widths: tuple[int, ...]
    titled: bool = True


def write_xlsx(sheets: Sequence[Sheet], title: str, author: str, dated: date | None) -> bytes:
    """An .xlsx with a sheet for each table: header row repeated in print, filter, and nothing computed."""
    made = BytesIO()
    options = {
        "in_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
    }
    with xlsxwriter.Workbook(made, options) as book:
        moment = datetime.combine(dated or date(2000, 1, 1), time(), UTC)
        book.set_properties({"title": title, "author": author, "created": moment.replace(tzinfo=None)})
        looks = _Looks(book)
        for sheet in sheets:
            _write_sheet(book, sheet, looks)
    return made.getvalue()


class _Looks:
    def __init__(self, book: xlsxwriter.Workbook) -> None:
        plain = {"text_wrap": True, "valign": "top", "num_format": "@"}
        self.title = book.add_format({"text_wrap": True, "valign": "top", "bold": True, "font_size": 14})
        self.above = book.add_format({"bold": True, "font_size": 14})
        self.line = book.add_format({"font_color": "#4d4d4d"})
        self.text = book.add_format({"text_wrap": True, "valign": "top"})
        self.head = book.add_format({**plain, "bold": True, "bg_color": "#edeff2", "bottom": 1})
        self.cell = book.add_format({**plain, "bottom": 4, "bottom_color": "#767676"})


def _write_sheet(book: xlsxwriter.Workbook, sheet: Sheet, looks: _Looks) -> None:
    page = book.add_worksheet(_sheet_name(sheet.name))
    page.set_paper(9)
    page.set_margins(left=0.5, right=0.5, top=0.6, bottom=0.7)
    page.set_footer("&L&9&A&R&9blad &P van &N")
    page.fit_to_pages(1, 0)
    for column, width in enumerate(sheet.widths):
        page.set_column(column, column, width)
    if sheet.header:
        _write_table(page, sheet, looks)
    else:
        _write_lines(page, sheet, looks)


def _write_lines(page: Any, sheet: Sheet, looks: _Looks) -> None:
    for at, line in enumerate(piece for text in sheet.lines for piece in _pieces(text)):
        titled = sheet.titled and at == 0
        page.write_string(at, 0, printable(line), looks.title if titled else looks.text)
        page.set_row(at, _height([line], sheet.widths, _TITLE_LINE if titled else _LINE))


def _write_table(page: Any, sheet: Sheet, looks: _Looks) -> None:
    rows = [row for row in sheet.rows for row in split_row(row)]
    lines = [*sheet.lines, *([NOTICE] if len(rows) > len(sheet.rows) else [])]
    for at, line in enumerate(lines):
        titled = sheet.titled and at == 0 and bool(sheet.lines)
        page.write_string(at, 0, printable(line[:MOST]), looks.above if titled else looks.line)
        page.set_row(at, _TITLE_LINE if titled else _LINE)
    top = len(lines) + 1 if lines else 0
    page.set_row(top, _height(sheet.header, sheet.widths))
    for column, name in enumerate(sheet.header):
        page.write_string(top, column, name, looks.head)
    for at, row in enumerate(rows, top + 1):
        page.set_row(at, _height(row, sheet.widths))
        for column, text in enumerate(row):
            page.write_string(at, column, printable(text), looks.cell)
    page.freeze_panes(top + 1, 0)
    page.autofilter(top, 0, top + max(len(rows), 1), len(sheet.header) - 1)
    page.repeat_rows(top)
    page.set_landscape()


def _height(texts: Sequence[str], widths: Sequence[int], line: float = _LINE) -> float:
    """Room for the longest cell, in points; a spreadsheet does not find it by itself in every program."""
    lines = max(_lines(text, width) for text, width in zip(texts, widths, strict=True))
    return min(lines * line + 3, _HIGHEST)


def _lines(text: str, width: int) -> int:
    """How many lines a text takes: words are not cut, and most letters are narrower than a digit."""
    return sum(int(len(line) / (width * _NARROWER)) + 1 for line in text.split("\n"))


def split_row(row: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    """A row, and the rows in which its long texts go on."""
    pieces = [_pieces(text) for text in row]
    for at in range(max(map(len, pieces))):
        cells = [texts[at] if at < len(texts) else "" for texts in pieces]
        yield (GOES_ON if at else cells[0], *cells[1:])


def _pieces(text: str) -> list[str]:
    """A text in pieces that fit, as `joined_pieces` puts them together: cut at a space near the end, in whose
    place the cut is, or between word joiners."""
    pieces = []
    while _units(text) > MOST:
        end = _fitting(text)
        space = _lone_space(text, end)
        if space > end // 2:
            pieces.append(text[:space])
            text = text[space + 1 :]
        else:
            pieces.append(text[:end] + JOINER)
            text = JOINER + text[end:]
    return [*pieces, text]


def _lone_space(text: str, end: int) -> int:
    """The last space between two words before `end`, or -1."""
    at = text.rfind(" ", 0, end)
    while at > 0 and not _parts(text, at):
        at = text.rfind(" ", 0, at)
    return at


def _parts(text: str, at: int) -> bool:
    beside = (text[at - 1], text[at + 1 : at + 2])
    return all(char and not char.isspace() and char != JOINER for char in beside)


def _units(text: str) -> int:
    return len(text) + sum(ord(char) > 0xFFFF for char in text)


def _fitting(text: str) -> int:
    """How many code points from the start fit."""
    end = _ROOM
    while _units(text[:end]) > _ROOM:
        # Each character less is one unit less, or two.
        end -= (_units(text[:end]) - _ROOM + 1) // 2
    return end


def _sheet_name(name: str) -> str:
    kept = "".join(" " if char in "[]:*?/\\" else char for char in name)
    return kept[:_SHEET_NAME_LENGTH].strip("' ") or "Blad"
