"""Two texts with their changes between them: what stands where in the one stands where in the other?

Without the passages that differ both texts are the same. So a place that is kept is found by counting what is
kept before it, and counting as much in the other text.
"""

from bisect import bisect_right
from collections.abc import Iterable, Sequence

from kader.domain.comparison import Change
from kader.domain.text_blocks import ReadingText

Span = tuple[int, int]


class Sections:
    """Which heading a code point of a text stands under."""

    def __init__(self, reading: ReadingText) -> None:
        self._headings = [(b.start, b.end) for b in reading.blocks if b.kind == "heading"]
        self._starts = [start for start, _ in self._headings]

    def number(self, offset: int) -> int:
        """0 before the first heading, then 1 and up."""
        return bisect_right(self._starts, offset)

    def is_heading(self, start: int, end: int) -> bool:
        """Whether the stretch begins in a heading."""
        at = bisect_right(self._starts, start) - 1
        return at >= 0 and start < self._headings[at][1] and end > self._headings[at][0]


class Notes:
    """Where a text calls its footnotes: who reads the passage, reads its note with it."""

    def __init__(self, reading: ReadingText) -> None:
        marks = {mark.value: mark.start for mark in reversed(reading.marks) if mark.kind == "noteref"}
        self._bodies = [
            (block.start, block.end, marks[block.note])
            for block in reading.blocks
            if block.kind == "footnote" and block.note in marks
        ]
        self._starts = [start for start, _, _ in self._bodies]

    def called(self, offset: int) -> int | None:
        """The code point where the note that holds the offset is first called, None outside notes."""
        at = bisect_right(self._starts, offset) - 1
        return self._bodies[at][2] if at >= 0 and offset <= self._bodies[at][1] else None


class Course:
    """Where a place of the old text is in the new text, and the reverse, by the changes between them."""

    def __init__(self, changes: Sequence[Change]) -> None:
        self._old = _Side((c.old.start, c.old.end) for c in changes if c.old)
        self._new = _Side((c.new.start, c.new.end) for c in changes if c.new)
        lasting = [(c.old, c.new) for c in changes if c.old and c.new]
        self._lasting = sorted((old.start, old.end, new.start, new.end) for old, new in lasting)

    def old_place(self, change: Change) -> Span:
        """Code points of the old text, an empty stretch for what was inserted."""
        if change.old:
            return change.old.start, change.old.end
        at = self._old.offset(self._new.kept_before(change.new.start if change.new else 0))
        return at, at

    def new_place(self, change: Change) -> Span:
        """Code points of the new text, an empty stretch for what was deleted."""
        if change.new:
            return change.new.start, change.new.end
        at = self._new.offset(self._old.kept_before(change.old.start if change.old else 0))
        return at, at

    def now(self, start: int, end: int) -> Span:
        """Where a passage of the old text is now; for one that was altered, the passage it became most of."""
        after = bisect_right(self._lasting, (end,))
        first = max(0, bisect_right(self._lasting, (start,)) - 1)
        touched = [one for one in self._lasting[first:after] if start < one[1] and one[0] < end]
        if touched:
            best = max(touched, key=lambda one: min(end, one[1]) - max(start, one[0]))
            return best[2], best[3]
        first = self._new.offset(self._old.kept_before(start), behind=True)
        return first, max(first, self._new.offset(self._old.kept_before(end)))


class _Side:
    """One of the two texts, as the passages that the other has not."""

    def __init__(self, passages: Iterable[Span]) -> None:
        self._starts: list[int] = []
        self._passages: list[Span] = sorted(passages)
        self._kept: list[int] = []
        self._gone: list[int] = []
        total = 0
        for start, end in self._passages:
            self._starts.append(start)
            self._kept.append(start - total)
            total += end - start
            self._gone.append(total)

    def kept_before(self, offset: int) -> int:
        """How many code points before the offset both texts have."""
        at = bisect_right(self._starts, offset) - 1
        if at < 0:
            return offset
        end = self._passages[at][1]
        return self._kept[at] + max(0, offset - end)

    def offset(self, kept: int, behind: bool = False) -> int:
        """The place with so much kept before it; what was put in right there comes after, or before it."""
        passed = bisect_right(self._kept, kept if behind else kept - 1)
        return kept + (self._gone[passed - 1] if passed else 0)
