"""A table becomes a table: rows of cells between bars, the first of them its head."""

from collections.abc import Callable, Sequence
from itertools import groupby

from kader.domain.paragraphs import Cell, Paragraph


def table_lines(paragraphs: Sequence[Paragraph], in_line: Callable[[Paragraph], str]) -> list[str]:
    """The blocks that a table becomes; one with a single cell is a frame around text, not a table."""
    places = [paragraph.cell or Cell(0, 0, 0) for paragraph in paragraphs]
    rows = 1 + max(place.row for place in places)
    columns = 1 + max(place.column for place in places)
    lines = [in_line(paragraph) for paragraph in paragraphs]
    if len({(place.row, place.column) for place in places}) == 1:
        return lines
    cells = {(place.row, place.column): "" for place in places}
    for place, line in zip(places, lines, strict=True):
        cells[place.row, place.column] = f"{cells[place.row, place.column]} {line}".strip()
    filled = sorted({row for row, _ in cells})
    written = [[cells.get((row, column), "") for column in range(columns)] for row in filled[:rows]]
    return ["\n".join([_row(written[0]), _row(["---"] * columns), *(_row(row) for row in written[1:])])]


def headless(paragraphs: Sequence[Paragraph]) -> list[str]:
    """How each table begins of which no row is marked, or stands out, as its head."""
    found = []
    cells = [paragraph for paragraph in paragraphs if paragraph.cell is not None and not paragraph.note]
    for _, group in groupby(cells, key=lambda paragraph: paragraph.cell.table if paragraph.cell else -1):
        table = list(group)
        first = [p for p in table if p.cell and table[0].cell and p.cell.row == table[0].cell.row]
        if len(table) > 1 and len({p.cell for p in table}) > 1 and not all(_stands_out(p) for p in first):
            found.append(" ".join(table[0].text.split())[:40])
    return found


def _stands_out(paragraph: Paragraph) -> bool:
    if paragraph.cell is not None and paragraph.cell.header:
        return True
    bold = sum(mark.end - mark.start for mark in paragraph.marks if mark.kind == "bold")
    return bold >= len(paragraph.text.strip())


def _row(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cells)} |"
