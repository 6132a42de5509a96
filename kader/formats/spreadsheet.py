"""Remarks in a sheet: a title or two, then a header row somewhere, then a remark a row.

Numbers come as 3.0, a page may stand in a merged cell over ten rows, and a comma may be a semicolon.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Sequence
from datetime import date, datetime, time, timedelta
from typing import Any

from python_calamine import CalamineError, CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

from kader.domain.errors import UnreadableDocument
from kader.domain.paragraphs import Cell, Paragraph
from kader.domain.responses.column_names import Column
from kader.domain.responses.lines import read_lines
from kader.domain.responses.tables import header, rows_of
from kader.formats import archive
from kader.formats.plain import read_plain
from kader.formats.text_bytes import decode

NOT_SHEET = (
    "De naam hoort bij een spreadsheet, maar het bestand is er geen. "
    "Open het in Excel of LibreOffice, sla het op als .xlsx en stuur het opnieuw."
)
_DAMAGED = (
    "Deze spreadsheet is beschadigd of niet compleet. "
    "Open haar in Excel of LibreOffice, sla haar op als .xlsx en stuur haar opnieuw."
)
_TOO_LARGE = (
    "Deze spreadsheet heeft te veel rijen of kolommen. "
    "Verwijder de lege rijen en kolommen en de bladen die niet nodig zijn, en stuur haar opnieuw."
)
_WORDS = {
    archive.DAMAGED: _DAMAGED,
    archive.UNSAFE_XML: archive.UNSAFE_XML.replace(".docx", ".xlsx"),
}
MOST_CELLS = 2_000_000
"""Most cells of a sheet, the empty ones between others included."""
MOST_FILLED = 200_000
_MOST_XML = 150_000_000
_PLAIN_NAME = re.compile(r"(?:sheet|blad|tabelle|feuil)\s*\d*|werkblad\s*\d*", re.IGNORECASE)
_SEPARATORS = (";", ",", "\t", "|")
_FILLED_DOWN = (Column.PAGE, Column.PLACE, Column.PASSAGE, Column.AUTHOR)

Grid = list[list[str]]
Merged = Sequence[tuple[tuple[int, int], tuple[int, int]]]


def read_sheets(content: bytes) -> tuple[Paragraph, ...]:
    """The paragraphs of the visible sheets of a spreadsheet, a table a sheet. Raises UnreadableDocument."""
    _check_archive(content)
    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(content))
        sheets = list(_sheets(book))
    except (CalamineError, ValueError, OSError) as error:
        raise UnreadableDocument(_DAMAGED) from error
    found: list[Paragraph] = []
    for number, (name, grid, merged) in enumerate(sheets):
        if len(sheets) > 1 and not _PLAIN_NAME.fullmatch(name.strip()):
            found.append(Paragraph(name.strip(), heading=2))
        found += _paragraphs(grid, number, merged)
    return tuple(found)


def _check_archive(content: bytes) -> None:
    """Raises UnreadableDocument for what a zip or its XML must not hold."""
    try:
        parts = archive.Archive(content)
        archive.require_open(parts)
        for name in parts.names():
            if name.endswith((".xml", ".rels")):
                parts.plain_xml(name)
    except UnreadableDocument as refused:
        raise UnreadableDocument(_WORDS.get(str(refused), str(refused))) from refused
    if parts.xml_size() > _MOST_XML:
        raise UnreadableDocument(_TOO_LARGE)
    if "xl/workbook.xml" not in parts and "content.xml" not in parts:
        raise UnreadableDocument(NOT_SHEET)


def _sheets(book: CalamineWorkbook) -> Iterator[tuple[str, Grid, Merged]]:
    for told in book.sheets_metadata:
        if told.visible != SheetVisibleEnum.Visible or told.typ != SheetTypeEnum.WorkSheet:
            continue
        sheet = book.get_sheet_by_name(told.name)
        if sheet.total_height * sheet.total_width > MOST_CELLS:
            raise UnreadableDocument(_TOO_LARGE)
        grid = [[_written(value) for value in row] for row in sheet.to_python(skip_empty_area=False)]
        if any(cell for row in grid for cell in row):
            yield told.name, grid, sheet.merged_cell_ranges or ()


def _written(value: Any) -> str:
    """A cell's value as people write it."""
    if isinstance(value, bool):
        return "ja" if value else "nee"
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < 1e15 else repr(value)
    if isinstance(value, date | datetime):
        return f"{value.day}-{value.month}-{value.year}"
    if isinstance(value, time | timedelta):
        return str(value)
    return str(value).replace("\r\n", "\n").replace("\r", "\n").replace("\u00ad", "").strip()


def read_csv(content: bytes) -> tuple[Paragraph, ...]:
    """The paragraphs of values parted by semicolons, commas, tabs or bars. Raises UnreadableDocument."""
    text = decode(content)
    told = re.match(r"sep=(.)\n", text)
    text = text[told.end() :] if told else text
    separator = told.group(1) if told else _separator(text)
    if separator is None:
        return read_plain(content)
    rows = list(_values(text, separator))
    return tuple(_paragraphs([[_as_number(value) for value in row] for row in rows], 0, ()))


def _values(text: str, separator: str) -> Iterator[list[str]]:
    csv.field_size_limit(len(text) + 1)
    try:
        yield from csv.reader(io.StringIO(text, newline=""), delimiter=separator)
    except csv.Error as error:
        raise UnreadableDocument(_DAMAGED) from error


def _separator(text: str) -> str | None:
    """The sign that cuts most rows into as many values, two at least."""
    scores = {}
    for sign in _SEPARATORS:
        widths = [len(row) for row, _ in zip(_values(text[:200_000], sign), range(200), strict=False) if row]
        usual = max(set(widths), key=widths.count, default=1)
        scores[sign] = (widths.count(usual) / len(widths) if widths else 0, usual) if usual > 1 else (0, 1)
    best = max(_SEPARATORS, key=lambda sign: scores[sign])
    return best if scores[best][1] > 1 else None


def _as_number(value: str) -> str:
    value = value.strip()
    return value[:-2] if re.fullmatch(r"\d{1,6}[.,]0", value) else value


def _paragraphs(grid: Grid, table: int, merged: Merged) -> list[Paragraph]:
    """A table's cells; the rows above its header row are lines of text."""
    cells = list(_cells(grid, table))
    rows = rows_of(read_lines(cells))
    found = header(rows)
    if found is None:
        return cells
    first = rows[found[0]].lines[0].cell
    head = first.row if first else 0
    _fill_down(grid, merged, found[1], head)
    above = [" ".join(filter(None, row)).strip() for row in grid[:head]]
    below = [cell for cell in _cells(grid, table) if cell.cell and cell.cell.row >= head]
    return [*(Paragraph(text) for text in above if text), *below]


def _cells(grid: Grid, table: int) -> Iterator[Paragraph]:
    count = 0
    for row, values in enumerate(grid):
        for column, value in enumerate(values):
            if value:
                count += 1
                if count > MOST_FILLED:
                    raise UnreadableDocument(_TOO_LARGE)
                yield Paragraph(value, cell=Cell(table, row, column))


def _fill_down(grid: Grid, merged: Merged, columns: dict[int, Column], head: int) -> None:
    """What a merged cell says of the place holds for all rows it spans."""
    for (top, left), (bottom, _) in merged:
        if columns.get(left) in _FILLED_DOWN and top > head and top < len(grid):
            for row in grid[top + 1 : bottom + 1]:
                if left < len(row) and not row[left]:
                    row[left] = grid[top][left]
