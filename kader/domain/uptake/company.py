"""What other links say about a link: the heading above it is linked too, or another remark fits better.

A remark on a whole page may bring the word of a new heading; the list under that heading then answers the
remark as well, in words of its own. And an addition between two passages answers one of the two remarks.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from math import inf

from kader.domain.uptake.edits import Edit


class Headings:
    """Which changes of headings stand above a change in the new text."""

    def __init__(self, edits: Sequence[Edit]) -> None:
        self._sections = [edit.new_section for edit in edits]
        self._formal = [edit.formal for edit in edits]
        self._above: dict[int, list[int]] = defaultdict(list)
        for k, edit in enumerate(edits):
            if edit.heading and edit.change.new:
                self._above[edit.new_section].append(k)

    def above(self, k: int, chances: Mapping[int, float]) -> float:
        """The best chance of a heading above, by the chances of one remark; what is formal gains nothing."""
        if self._formal[k]:
            return 0.0
        return max((chances.get(h, 0.0) for h in self._above[self._sections[k]] if h != k), default=0.0)


class Rivals:
    """For each change how much speaks for the likeliest other remark."""

    def __init__(self, totals: Sequence[Mapping[int, float]]) -> None:
        found: dict[int, list[float]] = defaultdict(list)
        for row in totals:
            for k, total in row.items():
                found[k].append(total)
        self._two_best = {k: (*sorted(of_all, reverse=True)[:2], -inf)[:2] for k, of_all in found.items()}

    def best(self, k: int, own: float) -> float:
        """The highest total of another remark, given the total of this one."""
        first, second = self._two_best[k]
        return second if own >= first else first
