"""Each change as uptake needs it: where it stands in the old text, and which words came and went."""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from kader.domain.comparison import Change
from kader.domain.text_blocks import ReadingText
from kader.domain.uptake.terms import stems

# With at most this many code points of kept text between them, two passages stand in one row.
_ROW = 3


@dataclass(frozen=True, slots=True)
class Edit:
    """`start` and `end` are code points of the old text, equal for what was inserted between.

    `section` numbers the heading it stands under, from 0; `came` and `went` are the stems that only the new
    or only the old words have; `formal` says that nothing was said differently.
    """

    change: Change
    start: int
    end: int
    section: int
    came: frozenset[str]
    went: frozenset[str]
    formal: bool
    heading: bool

    @property
    def inserted(self) -> bool:
        return self.change.old is None


class Sections:
    """Which heading a code point of the old text stands under."""

    def __init__(self, reading: ReadingText) -> None:
        self._headings = [(b.start, b.end) for b in reading.blocks if b.kind == "heading"]
        self._starts = [start for start, _ in self._headings]

    def number(self, offset: int) -> int:
        return bisect_right(self._starts, offset)

    def is_heading(self, start: int, end: int) -> bool:
        """Whether the stretch begins in a heading."""
        at = bisect_right(self._starts, start) - 1
        return at >= 0 and start < self._headings[at][1] and end > self._headings[at][0]


def edits(old: ReadingText, changes: Sequence[Change]) -> tuple[Edit, ...]:
    """The changes in the order given."""
    sections = Sections(old)
    places = _places(changes)
    return tuple(_edit(change, *place, sections) for change, place in zip(changes, places, strict=True))


def rows_of_additions(all_edits: Sequence[Edit]) -> dict[int, tuple[int, ...]]:
    """For each addition, by index, its neighbours in the new text that changed too."""
    placed = [(e.change.new.start, e.change.new.end, k) for k, e in enumerate(all_edits) if e.change.new]
    rows: dict[int, tuple[int, ...]] = {}
    for (_, end, one), (start, _, other) in pairwise(sorted(placed)):
        if start - end <= _ROW:
            rows[one] = (*rows.get(one, ()), other)
            rows[other] = (*rows.get(other, ()), one)
    return rows


def _edit(change: Change, start: int, end: int, sections: Sections) -> Edit:
    new = stems("".join(word.text for word in change.words if word.op != "-"))
    old = stems("".join(word.text for word in change.words if word.op != "+"))
    came, went = new - old, old - new
    formal = change.kind == "opmaak" or (change.kind == "moved" and not came and not went)
    heading = change.old is not None and sections.is_heading(start, end)
    return Edit(change, start, end, sections.number(start), came, went, formal, heading)


def _places(changes: Sequence[Change]) -> list[tuple[int, int]]:
    """Where each change stands in the old text.

    Without the passages that differ both texts are the same; so an insertion is found by counting what is
    kept before it, and counting as much in the old text.
    """
    olds = sorted((c.old.start, c.old.end) for c in changes if c.old)
    news = sorted((c.new.start, c.new.end) for c in changes if c.new)
    kept_before_old, gone = _kept_before(olds)
    kept_before_new = dict(zip(news, _kept_before(news)[0], strict=True))

    def inserted_at(new: tuple[int, int]) -> tuple[int, int]:
        kept = kept_before_new[new]
        passed = bisect_right(kept_before_old, kept - 1)
        at = kept + (gone[passed - 1] if passed else 0)
        return at, at

    return [
        (c.old.start, c.old.end) if c.old else inserted_at((c.new.start, c.new.end)) if c.new else (0, 0)
        for c in changes
    ]


def _kept_before(passages: list[tuple[int, int]]) -> tuple[list[int], list[int]]:
    """For each passage how much is kept before it, and how much has gone up to its end."""
    kept, gone, total = [], [], 0
    for start, end in passages:
        kept.append(start - total)
        total += end - start
        gone.append(total)
    return kept, gone
