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

MOST = 32_767
"""Characters in a cell, counted as Excel does: UTF-16 units."""
_SPLIT = "Een tekst die langer is dan een cel van Excel kan hebben, gaat verder in de rij eronder ({mark})."
GOES_ON = "vervolg"
_SHEET_NAME_LENGTH = 31
# Heights in points: of a line, and the most that Excel takes for a row.
_LINE = 15.0
_HIGHEST = 409.0


@dataclass(frozen=True, slots=True)
class Sheet:
    """`lines` stand above the table; without a header they are all there is, each whole. `widths` are those
    of the columns, in characters."""

    name: str
    lines: tuple[str, ...]
    header: tuple[str, ...]
    rows: Sequence[tuple[str, ...]]
    widths: tuple[int, ...]


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
        self.title = book.add_format({"bold": True, "font_size": 14})
        self.line = book.add_format({"font_color": "#4d4d4d"})
        self.text = book.add_format({"text_wrap": True, "valign": "top"})
        self.head = book.add_format({**plain, "bold": True, "bg_color": "#edeff2", "bottom": 1})
        self.cell = book.add_format({**plain, "bottom": 4, "bottom_color": "#767676"})


def _write_sheet(book: xlsxwriter.Workbook, sheet: Sheet, looks: _Looks) -> None:
    page = book.add_worksheet(_sheet_name(sheet.name))
    page.set_paper(9)
    page.fit_to_pages(1, 0)
    for column, width in enumerate(sheet.widths):
        page.set_column(column, column, width)
    if sheet.header:
        _write_table(page, sheet, looks)
    else:
        for at, line in enumerate(piece for text in sheet.lines for piece in _pieces(text)):
            page.write_string(at, 0, line, looks.text)
            page.set_row(at, _height([line], sheet.widths))


def _write_table(page: Any, sheet: Sheet, looks: _Looks) -> None:
    rows = [row for row in sheet.rows for row in split_row(row)]
    lines = [*sheet.lines, *([_SPLIT.format(mark=GOES_ON)] if len(rows) > len(sheet.rows) else [])]
    for at, line in enumerate(lines):
        page.write_string(at, 0, line[:MOST], looks.line if at else looks.title)
    top = len(lines) + 1 if lines else 0
    for column, name in enumerate(sheet.header):
        page.write_string(top, column, name, looks.head)
    for at, row in enumerate(rows, top + 1):
        page.set_row(at, _height(row, sheet.widths))
        for column, text in enumerate(row):
            page.write_string(at, column, text, looks.cell)
    page.freeze_panes(top + 1, 0)
    page.autofilter(top, 0, top + max(len(rows), 1), len(sheet.header) - 1)
    page.repeat_rows(top)
    page.set_landscape()


def _height(texts: Sequence[str], widths: Sequence[int]) -> float:
    """Room for the longest cell, in points; a spreadsheet does not find it by itself in every program."""
    lines = max(_lines(text, width) for text, width in zip(texts, widths, strict=True))
    return min(lines * _LINE + 3, _HIGHEST)


def _lines(text: str, width: int) -> int:
    return sum(len(line) // width + 1 for line in text.split("\n"))


def split_row(row: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    """A row, and the rows in which its long texts go on."""
    pieces = [_pieces(text) for text in row]
    for at in range(max(map(len, pieces))):
        cells = [texts[at] if at < len(texts) else "" for texts in pieces]
        yield (GOES_ON if at else cells[0], *cells[1:])


def _pieces(text: str) -> list[str]:
    """A text in pieces that fit, cut after white space where there is any near the end."""
    pieces = []
    while _units(text) > MOST:
        end = _fitting(text)
        space = max(text.rfind(" ", 0, end), text.rfind("\n", 0, end)) + 1
        end = space if space > end // 2 else end
        pieces.append(text[:end])
        text = text[end:]
    return [*pieces, text]


def _units(text: str) -> int:
    return len(text) + sum(ord(char) > 0xFFFF for char in text)


def _fitting(text: str) -> int:
    """How many code points from the start fit."""
    end = MOST
    while _units(text[:end]) > MOST:
        end -= _units(text[:end]) - MOST
    return end


def _sheet_name(name: str) -> str:
    kept = "".join(" " if char in "[]:*?/\\" else char for char in name)
    return kept[:_SHEET_NAME_LENGTH].strip("' ") or "Blad"
