"""What other links say about a link: another remark fits better."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from math import inf


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
