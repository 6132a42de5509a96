"""The difference of two texts as a word processor keeps it: accept all is the new text, reject all the old.

A comparison says where passages came, went and moved, in code points. A word processor knows no moved
code points: it has paragraphs with stretches that were inserted or deleted, paragraph marks that were, and
table rows that were. What neither text changed stands in both in the same order (the promise of
`kader.domain.comparison`), so both texts can be walked side by side along what was kept. Tables that share
words are laid over each other row by row; of any other table all rows came or went.
"""

from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import takewhile
from typing import Literal, NamedTuple

from kader.domain.comparison import Change
from kader.domain.text_blocks import Block, ReadingText
from kader.formats.html_shape import Numbered, families, table_rows
from kader.formats.kept import Kept, clipped, kept_runs

Op = Literal["=", "-", "+"]


@dataclass(frozen=True, slots=True)
class Stretch:
    """Code points that stayed, went or came; `old` and `new` are where they start in either text."""

    op: Op
    old: int
    new: int
    length: int


@dataclass(frozen=True, slots=True)
class TrackedParagraph:
    """`mark` is what became of its end: where that went or came, the next paragraph goes on in this one.

    `block` is the block of the new text that ends here, or of the old text where the mark went.
    """

    stretches: tuple[Stretch, ...]
    mark: Op
    block: Block


@dataclass(frozen=True, slots=True)
class TrackedRow:
    """Each cell is a row of stretches."""

    op: Op
    cells: tuple[tuple[Stretch, ...], ...]
    header: bool


@dataclass(frozen=True, slots=True)
class TrackedTable:
    rows: tuple[TrackedRow, ...]


Tracked = TrackedParagraph | TrackedTable


class _Table(NamedTuple):
    rows: list[list[Numbered | None]]
    blocks: tuple[Block, ...]


_Unit = Block | _Table


def track(old: ReadingText, new: ReadingText, changes: Sequence[Change]) -> Iterator[Tracked]:
    """Paragraphs and tables in the order of the new text. `changes` is what `compare(old, new)` gives."""
    kept = kept_runs(old.text, new.text, changes)
    olds, news = _units(old), _units(new)
    i = j = 0
    for a, b in [*_pairs(olds, news, kept), (len(olds), len(news))]:
        yield from _Flow(old.text, new.text, kept).walk(olds[i:a], news[j:b])
        if a < len(olds):
            yield _laid_over(olds[a], news[b], kept)
        i, j = a + 1, b + 1


def _units(reading: ReadingText) -> list[_Unit]:
    units: list[_Unit] = []
    for family, group in families(reading.blocks):
        blocks = tuple(one.block for one in group)
        units += [_Table(table_rows(group), blocks)] if family == "table" else blocks
    return units


# -- tables --------------------------------------------------------------------------------------------------


def _pairs(olds: Sequence[_Unit], news: Sequence[_Unit], kept: Sequence[Kept]) -> list[tuple[int, int]]:
    """Which old table is which new one: those that share most words, in order, equally wide."""
    found: list[tuple[int, int]] = []
    for a, table in enumerate(olds):
        if not isinstance(table, _Table):
            continue
        least = found[-1][1] + 1 if found else 0
        shared = {
            b: _shared(table, other, kept)
            for b, other in enumerate(news[least:], least)
            if isinstance(other, _Table) and len(other.rows[0]) == len(table.rows[0])
        }
        best = max(shared, key=lambda b: shared[b], default=None)
        if best is not None and shared[best]:
            found.append((a, best))
    return found


def _shared(a: _Table, b: _Table, kept: Sequence[Kept]) -> int:
    spans = [(t.blocks[0].start, t.blocks[-1].end) for t in (a, b)]
    return sum(run.length for run in clipped(kept, *spans))


def _laid_over(a: _Unit, b: _Unit, kept: Sequence[Kept]) -> TrackedTable:
    assert isinstance(a, _Table)  # noqa: S101 - only tables are paired
    assert isinstance(b, _Table)  # noqa: S101
    rows: list[TrackedRow] = []
    i = j = 0
    for x, y in [*_row_pairs(a, b, kept), (len(a.rows), len(b.rows))]:
        rows += (_whole_row("-", row) for row in a.rows[i:x])
        rows += (_whole_row("+", row) for row in b.rows[j:y])
        if x < len(a.rows):
            cells = zip(a.rows[x], b.rows[y], strict=True)
            rows.append(TrackedRow("=", tuple(_cell(p, q, kept) for p, q in cells), _is_header(b.rows[y])))
        i, j = x + 1, y + 1
    return TrackedTable(tuple(rows))


def _row_pairs(a: _Table, b: _Table, kept: Sequence[Kept]) -> list[tuple[int, int]]:
    """Rows that share words in the same column, in order; of each the one that shares most."""
    shared: dict[int, Counter[int]] = defaultdict(Counter)
    for run in clipped(kept, (a.blocks[0].start, a.blocks[-1].end), (b.blocks[0].start, b.blocks[-1].end)):
        for left in _touched(a.blocks, run.old, run.length):
            j = run.new + max(left.start - run.old, 0)
            length = min(left.end, run.old + run.length) - max(left.start, run.old)
            for right in _touched(b.blocks, j, length):
                if left.cell and right.cell and left.cell.column == right.cell.column:
                    overlap = min(right.end, j + length) - max(right.start, j)
                    shared[left.cell.row][right.cell.row] += overlap
    found: list[tuple[int, int]] = []
    for x in sorted(shared):
        least = found[-1][1] + 1 if found else 0
        later = [(y, words) for y, words in shared[x].items() if y >= least]
        if later:
            found.append((x, max(later, key=lambda pair: pair[1])[0]))
    return found


def _touched(cells: Sequence[Block], start: int, length: int) -> Iterator[Block]:
    first = bisect_right(cells, start, key=lambda cell: cell.end)
    for cell in cells[first:]:
        if cell.start >= start + length:
            return
        yield cell


def _span(cell: Numbered) -> tuple[int, int]:
    return cell.block.start, cell.block.end


def _cell(a: Numbered | None, b: Numbered | None, kept: Sequence[Kept]) -> tuple[Stretch, ...]:
    i, old_end = _span(a) if a else (0, 0)
    j, new_end = _span(b) if b else (0, 0)
    stretches: list[Stretch] = []
    for run in [*clipped(kept, (i, old_end), (j, new_end)), Kept(old_end, new_end, 0)]:
        stretches += (Stretch("-", i, j, run.old - i), Stretch("+", run.old, j, run.new - j))
        stretches.append(Stretch("=", run.old, run.new, run.length))
        i, j = run.old + run.length, run.new + run.length
    return tuple(stretch for stretch in stretches if stretch.length)


def _whole_row(op: Op, row: Sequence[Numbered | None]) -> TrackedRow:
    cells = (
        (Stretch(op, cell.block.start, cell.block.start, cell.block.end - cell.block.start),) if cell else ()
        for cell in row
    )
    return TrackedRow(op, tuple(cells), _is_header(row))


def _is_header(row: Sequence[Numbered | None]) -> bool:
    return all(cell is None or (cell.block.cell is not None and cell.block.cell.header) for cell in row)


# -- paragraphs ----------------------------------------------------------------------------------------------


@dataclass(slots=True)
class _Side:
    """The paragraphs of one side in a row, each with its end; `tables` by how many ends stand before them."""

    text: str
    op: Op
    blocks: list[Block] = field(default_factory=list)
    tables: list[tuple[int, _Table]] = field(default_factory=list)
    at: int = 0
    """The block that is being walked."""

    def take(self, units: Iterable[_Unit]) -> None:
        for unit in units:
            if isinstance(unit, _Table):
                self.tables.append((len(self.blocks), unit))
            else:
                self.blocks.append(unit)

    def due(self) -> Iterator[TrackedTable]:
        while self.tables and self.tables[0][0] <= self.at:
            yield TrackedTable(tuple(_whole_row(self.op, row) for row in self.tables.pop(0)[1].rows))

    def whole(self, end: int) -> int:
        """Where the last paragraph before `end` that is passed whole ends, its line end included."""
        whole = takewhile(lambda block: block.end < end, self.blocks[self.at :])
        return max((block.end + 1 for block in whole), default=0)

    def line_end(self, start: int) -> int:
        """Where the first paragraph that reaches as far as `start` ends."""
        return next((block.end for block in self.blocks[self.at :] if block.end >= start), start)

    def is_line_end(self, offset: int) -> bool:
        return self.line_end(offset) == offset

    def spans(self) -> Iterator[tuple[int, int]]:
        """Code points of paragraphs that follow one another, with the line ends between them and the last."""
        start: int | None = None
        for at, block in enumerate(self.blocks):
            start = block.start if start is None else start
            following = self.blocks[at + 1] if at + 1 < len(self.blocks) else None
            if following is None or following.start != block.end + 1:
                yield start, block.end + 1
                start = None


class _Flow:
    """Walks the paragraphs between two tables that are in both texts."""

    def __init__(self, old: str, new: str, kept: Sequence[Kept]) -> None:
        self.old, self.new, self.kept = _Side(old, "-"), _Side(new, "+"), kept
        self.open: list[Stretch] = []

    def walk(self, olds: Sequence[_Unit], news: Sequence[_Unit]) -> Iterator[Tracked]:
        self.old.take(olds)
        self.new.take(news)
        yield from self._tables()
        i = self.old.blocks[0].start if self.old.blocks else 0
        j = self.new.blocks[0].start if self.new.blocks else 0
        for found in self._runs():
            for run in self._brought_forward(found, i, j):
                yield from self._between(i, j, run)
                yield from self._keep(run)
                i, j = run.old + run.length, run.new + run.length

    def _brought_forward(self, run: Kept, i: int, j: int) -> Iterator[Kept]:
        """A kept line end after words that changed is the first one there, and those behind it came or went
        with whole paragraphs, as somebody types them."""
        first = self.old.line_end(i), self.new.line_end(j)
        if self.open and run.length and (run.old, run.new) != first and self._is_line_end(run):
            yield Kept(*first, 1)
            yield Kept(run.old + 1, run.new + 1, run.length - 1)
        else:
            yield run

    def _is_line_end(self, run: Kept) -> bool:
        return self.old.is_line_end(run.old) and self.new.is_line_end(run.new)

    def _between(self, i: int, j: int, run: Kept) -> Iterator[Tracked]:
        """What came and went before what was kept."""
        if not self.open:
            # Whole paragraphs first, or the words of one side would stand in a paragraph of the other.
            whole = self.old.whole(run.old), self.new.whole(run.new)
            yield from self._pass(self.old, i, whole[0])
            yield from self._pass(self.new, j, whole[1])
            i, j = max(i, whole[0]), max(j, whole[1])
        yield from self._pass(self.old, i, run.old)
        yield from self._pass(self.new, j, run.new)

    def _runs(self) -> Iterator[Kept]:
        """What both sides have here; where both have paragraphs, the end of the last is the same end."""
        both = bool(self.old.blocks and self.new.blocks)
        ends = [side.blocks[-1].end if side.blocks else 0 for side in (self.old, self.new)]
        for a in self.old.spans():
            for b in self.new.spans():
                for run in clipped(self.kept, a, b):
                    length = min(run.length, ends[0] - run.old, ends[1] - run.new)
                    if length > 0:
                        yield Kept(run.old, run.new, length)
        past = 0 if both else 1
        yield Kept(
            ends[0] + (past if self.old.blocks else 0), ends[1] + (past if self.new.blocks else 0), int(both)
        )

    def _pass(self, side: _Side, start: int, end: int) -> Iterator[Tracked]:
        """What one side has alone, from start to end."""
        while start < end and side.at < len(side.blocks):
            block = side.blocks[side.at]
            start = max(start, block.start)
            upto = min(end, block.end)
            if upto > start:
                self.open.append(Stretch(side.op, start, start, upto - start))
            if end <= block.end:
                return
            yield self._close(side.op, block)
            side.at += 1
            yield from self._tables()
            start = block.end + 1

    def _keep(self, run: Kept) -> Iterator[Tracked]:
        """What both sides have, with the line ends in it."""
        i, j, left = run.old, run.new, run.length
        while left > 0:
            block = self.new.blocks[self.new.at]
            length = min(left, block.end - j)
            if length > 0:
                self.open.append(Stretch("=", i, j, length))
                i, j, left = i + length, j + length, left - length
            if left > 0:
                yield self._close("=", block)
                self.old.at, self.new.at = self.old.at + 1, self.new.at + 1
                yield from self._tables()
                i, j, left = i + 1, j + 1, left - 1

    def _tables(self) -> Iterator[Tracked]:
        yield from self.old.due()
        yield from self.new.due()

    def _close(self, mark: Op, block: Block) -> TrackedParagraph:
        made = TrackedParagraph(tuple(self.open), mark, block)
        self.open = []
        return made
