"""A reader of changes must see in one text what stands there now and what stood there before.

`merge` puts the deleted words back into the new reading text, where they were, and says which words came,
went or moved. The result is a reading text again, so it is shown by the same renderer as any version. Deleted
words stand inside the block they were taken from; a block that went as a whole stands on its own.
"""

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate
from typing import Literal

from kader.domain.comparison import Change
from kader.domain.text_blocks import Block, Mark, Page, ReadingText

Side = Literal["ins", "del", "mark"]


@dataclass(frozen=True, slots=True)
class Stretch:
    """Code points [start, end) of the merged text that change number `change` (from 0) is about."""

    start: int
    end: int
    change: int
    side: Side


@dataclass(frozen=True, slots=True)
class Merged:
    """`origin` tells for each block which text it is from, and its ordinal there."""

    reading: ReadingText
    origin: tuple[tuple[Literal["old", "new"], int], ...]
    stretches: tuple[Stretch, ...]


@dataclass(frozen=True, slots=True)
class _Gone:
    """Code points [start, end) of the old text, to stand before code point `at` of the new text."""

    at: int
    start: int
    end: int
    change: int
    alone: bool = False


@dataclass(frozen=True, slots=True)
class _Came:
    start: int
    end: int
    change: int
    side: Side


def merge(old: ReadingText, new: ReadingText, changes: Sequence[Change]) -> Merged:
    """One text with both sides of every change. `changes` is what `compare(old, new)` gives."""
    gone, came = _edits(changes)
    pieces = [piece for one in gone for piece in _in_blocks(one, old)]
    weave = _Weave(old, new)
    weave.lay(pieces)
    stretches = [*weave.gone, *(stretch for one in came for stretch in weave.shown(one))]
    stretches += _unseen(changes, stretches, weave)
    reading = weave.reading()
    bare = sorted((_bare(one, reading.text) for one in stretches), key=lambda one: (one.start, one.end))
    return Merged(reading, tuple(weave.origin), tuple(bare))


def _bare(stretch: Stretch, text: str) -> Stretch:
    """Without the white space around it."""
    words = text[stretch.start : stretch.end]
    left = len(words) - len(words.lstrip())
    return replace(stretch, start=stretch.start + left, end=stretch.start + len(words.rstrip()))


def _edits(changes: Sequence[Change]) -> tuple[list[_Gone], list[_Came]]:
    gone: list[_Gone] = []
    came: list[_Came] = []
    for number, (change, at) in enumerate(zip(changes, _places(changes), strict=True)):
        was = change.old.start if change.old else 0
        if change.new and change.kind not in ("inserted", "reworded"):
            came.append(_Came(change.new.start, change.new.end, number, "mark"))
        for op, text in change.words:
            if op == "-":
                gone.append(_Gone(at, was, was + len(text), number, alone=change.new is None))
            if op == "+":
                came.append(_Came(at, at + len(text), number, "ins"))
            was += len(text) if op != "+" else 0
            at += len(text) if op != "-" else 0
    return gone, came


def _places(changes: Sequence[Change]) -> Iterator[int]:
    """Where each change stands in the new text; for what was deleted, where it would have stood.

    What neither text changed is the same in both, so a place in the old text, counted without what left it,
    is a place in the new text counted without what came.
    """
    left = _Kept([(c.old.start, c.old.end) for c in changes if c.old])
    came = _Kept([(c.new.start, c.new.end) for c in changes if c.new])
    at = 0
    for change in changes:
        if change.new:
            yield change.new.start
            at = change.new.end
        elif change.old:
            # Not before what the comparison names before it.
            at = max(at, came.offset_of(left.kept_before(change.old.start)))
            yield at


class _Kept:
    """Counts code points of a text outside some passages that are apart from one another."""

    def __init__(self, passages: Sequence[tuple[int, int]]) -> None:
        ordered = sorted(passages)
        self.starts = [start for start, _ in ordered]
        self.cut = list(accumulate((end - start for start, end in ordered), initial=0))
        # Where each passage stands among what was kept.
        self.gaps = [start - cut for start, cut in zip(self.starts, self.cut, strict=False)]

    def kept_before(self, offset: int) -> int:
        """How many code points before the passage that begins at `offset` were kept."""
        return offset - self.cut[bisect_left(self.starts, offset)]

    def offset_of(self, kept: int) -> int:
        """The first offset that has so many kept code points before it."""
        return kept + self.cut[bisect_left(self.gaps, kept)]


def _in_blocks(gone: _Gone, old: ReadingText) -> Iterator[_Gone]:
    """Cut at blocks; a piece stays alone when it is all of its block."""
    for block in old.blocks_between(gone.start, gone.end):
        start, end = max(gone.start, block.start), min(gone.end, block.end)
        if old.text[start:end].strip():
            whole = (start, end) == (block.start, block.end)
            yield replace(gone, start=start, end=end, alone=gone.alone and whole)


class _Weave:
    """Lays new blocks and deleted pieces one after the other, and remembers what went where."""

    def __init__(self, old: ReadingText, new: ReadingText) -> None:
        self.old, self.new = old, new
        self.starts = [block.start for block in new.blocks]
        self.old_starts = [block.start for block in old.blocks]
        self.old_marks: dict[int, list[Mark]] = defaultdict(list)
        for mark in old.marks:
            self.old_marks[self._old_ordinal(mark.start)].append(mark)
        self.parts: list[str] = []
        self.length = 0
        self.blocks: list[Block] = []
        self.origin: list[tuple[Literal["old", "new"], int]] = []
        self.runs: list[tuple[int, int, int]] = []  # start and end in the new text, start in the merged text
        self.gone: list[Stretch] = []
        self.marks: list[Mark] = []

    def lay(self, pieces: Sequence[_Gone]) -> None:
        alone: dict[int, list[_Gone]] = defaultdict(list)
        inside: dict[int, list[_Gone]] = defaultdict(list)
        for piece in pieces:
            if piece.alone or not self.starts:
                alone[self._gap(piece)].append(piece)
            else:
                inside[max(0, bisect_right(self.starts, piece.at) - 1)].append(piece)
        for ordinal, block in enumerate(self.new.blocks):
            self._lay_deleted(alone[ordinal])
            self._lay_block(ordinal, block, inside[ordinal])
        self._lay_deleted(alone[len(self.new.blocks)])

    def _gap(self, piece: _Gone) -> int:
        """Before which new block a deleted block goes: not inside a list or table that it is no part of."""
        gap = bisect_left(self.starts, piece.at)
        own = self.old.blocks[self._old_ordinal(piece.start)]
        kinds = [block.kind for block in self.new.blocks[gap - 1 : gap + 1]] if gap else []
        while kinds in (["list_item"] * 2, ["table_cell"] * 2) and kinds[0] != own.kind:
            gap += 1
            kinds = [block.kind for block in self.new.blocks[gap - 1 : gap + 1]]
        return gap

    def _lay_deleted(self, pieces: Sequence[_Gone]) -> None:
        for piece in pieces:
            ordinal = self._old_ordinal(piece.start)
            start = self._open()
            self._lay_gone(piece)
            # Its note number belongs to the old version.
            self._close(replace(self.old.blocks[ordinal], note=None), start, ("old", ordinal))

    def _old_ordinal(self, offset: int) -> int:
        return bisect_right(self.old_starts, offset) - 1

    def _lay_block(self, ordinal: int, block: Block, pieces: Sequence[_Gone]) -> None:
        start = self._open()
        at = block.start
        for before, piece in zip([None, *pieces], pieces, strict=False):
            upto = min(max(piece.at, at), block.end)
            self._lay_run(at, upto)
            if before and before.change == piece.change and before.at == piece.at:
                self._write(" ")  # two blocks went into one place
            self._lay_gone(piece)
            at = upto
        self._lay_run(at, block.end)
        self._close(block, start, ("new", ordinal))

    def _lay_run(self, start: int, end: int) -> None:
        if end > start:
            self.runs.append((start, end, self.length))
            self._write(self.new.text[start:end])

    def _lay_gone(self, piece: _Gone) -> None:
        start = self.length
        self._write(self.old.text[piece.start : piece.end])
        self.gone.append(Stretch(start, self.length, piece.change, "del"))
        for mark in self.old_marks[self._old_ordinal(piece.start)]:
            if mark.start < piece.end and mark.end > piece.start:
                first, last = max(mark.start, piece.start), min(mark.end, piece.end)
                shift = start - piece.start
                self.marks.append(replace(mark, start=first + shift, end=last + shift))

    def _open(self) -> int:
        if self.parts:
            self._write("\n")
        return self.length

    def _close(self, block: Block, start: int, origin: tuple[Literal["old", "new"], int]) -> None:
        self.blocks.append(replace(block, start=start, end=self.length))
        self.origin.append(origin)

    def _write(self, text: str) -> None:
        self.parts.append(text)
        self.length += len(text)

    def start_of(self, offset: int) -> int:
        """Where the new code point at `offset` stands in the merged text; for a newline what follows it."""
        index = bisect_right(self.runs, offset, key=lambda run: run[0]) - 1
        if index >= 0 and offset < self.runs[index][1]:
            return self.runs[index][2] + offset - self.runs[index][0]
        return self.runs[index + 1][2] if index + 1 < len(self.runs) else self.length

    def end_of(self, offset: int) -> int:
        """Where the code point before `offset` ends in the merged text."""
        index = bisect_left(self.runs, offset, key=lambda run: run[0]) - 1
        if index < 0:
            return 0
        start, end, merged = self.runs[index]
        return merged + min(offset, end) - start

    def shown(self, came: _Came) -> Iterator[Stretch]:
        """What came, as a stretch of the merged text, if there are words in it."""
        if self.new.text[came.start : came.end].strip():
            yield Stretch(self.start_of(came.start), self.end_of(came.end), came.change, came.side)

    def reading(self) -> ReadingText:
        marks = [replace(m, start=self._mark_start(m), end=self.end_of(m.end)) for m in self.new.marks]
        pages = tuple(Page(p.label, self.start_of(p.start), self.end_of(p.end)) for p in self.new.pages)
        return ReadingText("".join(self.parts), pages, _tables(self.blocks), (*marks, *self.marks))

    def _mark_start(self, mark: Mark) -> int:
        # A note's mark follows the word before it, also when words after that word were deleted.
        return self.end_of(mark.start) if mark.kind == "noteref" else self.start_of(mark.start)


def _unseen(changes: Sequence[Change], stretches: Sequence[Stretch], weave: _Weave) -> Iterator[Stretch]:
    """Something to point at for a change without words of its own, such as two paragraphs made one."""
    seen = {stretch.change for stretch in stretches}
    for number, (change, at) in enumerate(zip(changes, _places(changes), strict=True)):
        block = weave.new.block_at(change.new.start if change.new else at)
        if number not in seen and block is not None:
            yield Stretch(weave.start_of(block.start), weave.end_of(block.end), number, "mark")


def _tables(blocks: Sequence[Block]) -> tuple[Block, ...]:
    """Cells of both texts in one grid: a row ends where a column does not go up, or its own row ends."""
    laid: list[Block] = []
    table, row = -1, 0
    before: Block | None = None
    for block in blocks:
        if block.cell is None:
            before = None
            laid.append(block)
            continue
        if before is None or before.cell is None:
            table, row = table + 1, 0
        elif block.cell.column <= before.cell.column or block.cell.row != before.cell.row:
            row += 1
        before = block
        laid.append(replace(block, cell=replace(block.cell, table=table, row=row)))
    return tuple(laid)
