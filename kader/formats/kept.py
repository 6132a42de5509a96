"""What two texts have in common, as runs of code points: the other side of a list of changes."""

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate
from typing import NamedTuple

from kader.domain.comparison import Change

_Span = tuple[int, int]


class Kept(NamedTuple):
    """`length` code points that stand at `old` in the one text and at `new` in the other."""

    old: int
    new: int
    length: int


def kept_runs(old: str, new: str, changes: Sequence[Change]) -> list[Kept]:
    """What stayed, in order: outside the changes, and inside a passage that was reworded in its place."""
    gone = sorted((c.old.start, c.old.end) for c in changes if c.old)
    come = sorted((c.new.start, c.new.end) for c in changes if c.new)
    left, right = list(_outside(gone, len(old))), list(_outside(come, len(new)))
    runs = [*_laid_side_by_side(left, right), *_in_passages(changes, _Count(left), _Count(right))]
    return list(_in_order(sorted(runs)))


def clipped(runs: Sequence[Kept], old: _Span, new: _Span) -> Iterator[Kept]:
    """The parts of these runs that stand in both spans."""
    first = max(0, bisect_right(runs, old[0], key=lambda run: run.old) - 1)
    for run in runs[first:]:
        if run.old >= old[1]:
            return
        skip = max(0, old[0] - run.old, new[0] - run.new)
        length = min(run.length, old[1] - run.old, new[1] - run.new) - skip
        if length > 0:
            yield Kept(run.old + skip, run.new + skip, length)


def _outside(spans: Iterable[_Span], length: int) -> Iterator[_Span]:
    at = 0
    for start, end in spans:
        if start > at:
            yield at, start
        at = max(at, end)
    if at < length:
        yield at, length


def _laid_side_by_side(left: Sequence[_Span], right: Sequence[_Span]) -> Iterator[Kept]:
    """Both sides hold the same words here, cut at different places."""
    a = b = used_a = used_b = 0
    while a < len(left) and b < len(right):
        i, j = left[a][0] + used_a, right[b][0] + used_b
        length = min(left[a][1] - i, right[b][1] - j)
        yield Kept(i, j, length)
        used_a, used_b = used_a + length, used_b + length
        if left[a][0] + used_a == left[a][1]:
            a, used_a = a + 1, 0
        if right[b][0] + used_b == right[b][1]:
            b, used_b = b + 1, 0


class _Count:
    """How many kept code points stand before an offset."""

    def __init__(self, spans: Sequence[_Span]) -> None:
        self.starts = [start for start, _ in spans]
        self.spans = spans
        self.before = list(accumulate((end - start for start, end in spans), initial=0))

    def at(self, offset: int) -> int:
        index = bisect_right(self.starts, offset) - 1
        if index < 0:
            return 0
        start, end = self.spans[index]
        return self.before[index] + min(offset, end) - start


def _in_passages(changes: Iterable[Change], left: _Count, right: _Count) -> Iterator[Kept]:
    for change in changes:
        if change.old is None or change.new is None:
            continue
        i, j = change.old.start, change.new.start
        if left.at(i) != right.at(j):
            # It moved: a word processor sees words that went here and came there.
            continue
        for op, text in change.words:
            if op == "=":
                yield Kept(i, j, len(text))
            i += len(text) if op != "+" else 0
            j += len(text) if op != "-" else 0


def _in_order(runs: Iterable[Kept]) -> Iterator[Kept]:
    """Runs that follow one another on both sides."""
    i = j = 0
    for run in runs:
        if run.old >= i and run.new >= j and run.length:
            yield run
            i, j = run.old + run.length, run.new + run.length
