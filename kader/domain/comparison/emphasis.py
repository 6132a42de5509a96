"""Words can stay the same and be shown otherwise: in italics, as a link, as a heading of another level."""

from bisect import bisect_right
from collections.abc import Sequence

from kader.domain.comparison.units import Shape, Unit
from kader.domain.reading_text import Mark

# (kind, start and end in the unit, value); a reference to a footnote comes and goes with the note.
Shown = frozenset[tuple[str, int, int, str]]
Look = tuple[Shape | None, Shown]


def looks(units: Sequence[Unit], marks: Sequence[Mark]) -> list[Look]:
    """How each unit is shown. The shape of a block counts for its first sentence only."""
    shown: list[set[tuple[str, int, int, str]]] = [set() for _ in units]
    starts = [unit.start for unit in units]
    for mark in marks:
        at = max(bisect_right(starts, mark.start) - 1, 0)
        while mark.kind != "noteref" and at < len(units) and units[at].start < mark.end:
            start, end = max(mark.start, starts[at]), min(mark.end, units[at].end)
            if start < end:
                shown[at].add((mark.kind, start - starts[at], end - starts[at], mark.value))
            at += 1
    return [(_shape(unit), frozenset(found)) for unit, found in zip(units, shown, strict=True)]


def _shape(unit: Unit) -> Shape | None:
    return unit.shape if unit.start <= unit.parts[0].start else None
