"""What other links say about a link: another remark fits better."""

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from heapq import nlargest
from math import inf

# Of more remarks that are about one passage, the rest is not looked through.
_LOOKED_AT = 6


class Rivals:
    """For each change how much speaks for the likeliest other remark.

    Remarks on one place are no rivals: two organisations may ask the same. `together` says of two of them, by
    index, whether they are.
    """

    def __init__(self, totals: Sequence[Mapping[int, float]], together: Callable[[int, int], bool]) -> None:
        found: dict[int, list[tuple[float, int]]] = defaultdict(list)
        for comment, row in enumerate(totals):
            for k, total in row.items():
                found[k].append((total, comment))
        self._best = {k: nlargest(_LOOKED_AT, of_all) for k, of_all in found.items()}
        self._together = together

    def best(self, k: int, comment: int) -> float:
        """The highest total of another remark at the change of index `k`."""
        others = (total for total, other in self._best[k] if not self._together(comment, other))
        return next(others, -inf)
