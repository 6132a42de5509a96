"""The words of two texts with their partners, and how the words in a stretch get theirs: in order."""

from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate

from kader.domain.anchoring.units import Side
from kader.domain.words import Run, matching_runs

# Two runs of agreement belong together when no more units than this lie between them.
NEAR = 8
# Agreement of this weight, about two or three telling words, is no coincidence.
FIRM = 2.0
# How strange a new unit without a source is among those of a passage; one from elsewhere counts its weight.
FRESH = 0.02

Gap = tuple[int, int, int, int]


@dataclass
class WordMap:
    """`image[i]` is the unit of `new` that unit `i` of `old` became, or -1; `source` the reverse.

    `moved[i]` is 1 where that image stands out of order.
    """

    old: Side
    new: Side
    image: list[int]
    source: list[int]
    moved: bytearray

    def pair(self, run: Run, moved: bool = False) -> None:
        i, j, n = run
        self.image[i : i + n] = range(j, j + n)
        self.source[j : j + n] = range(i, i + n)
        if moved:
            self.moved[i : i + n] = b"\x01" * n

    @cached_property
    def _strangeness(self) -> list[float]:
        """The sum over all new units before each; asked for only when the map is complete."""
        pairs = zip(self.source, self.new.weights, strict=True)
        return list(accumulate((FRESH if one < 0 else weight for one, weight in pairs), initial=0.0))

    def strange_between(self, one: int, other: int) -> float:
        """How much stands between two new units that did not come from the passage they came from."""
        return self._strangeness[max(one + 1, other)] - self._strangeness[one + 1]


def pair_aligned(found: WordMap, gap: Gap, moved: bool) -> None:
    """Pair what agrees, in order, of the units in a gap that have no partner yet."""
    i, i_end, j, j_end = gap
    if i >= i_end or j >= j_end:
        return
    a = _free(found.old.keys[i:i_end], found.image[i:i_end], 1)
    b = _free(found.new.keys[j:j_end], found.source[j:j_end], -1)
    runs = [(i + p, j + q, n) for p, q, n in _made_whole(matching_runs(a, b), a, b)]
    groups = _grouped(runs)
    for group in groups:
        if _believable(group, found.old, gap, len(groups)):
            for run in group:
                found.pair(run, moved)


def _free(keys: list[str], partners: list[int], sign: int) -> Sequence[Hashable]:
    """The keys, with numbers that equal nothing where a unit has a partner."""
    if max(partners) < 0:
        return keys
    pairs = enumerate(zip(keys, partners, strict=True), 1)
    return [key if partner < 0 else sign * k for k, (key, partner) in pairs]


def _made_whole(runs: list[Run], a: Sequence[Hashable], b: Sequence[Hashable]) -> list[Run]:
    """The same alignment in fewer pieces: a run takes over a neighbour whose words stand next to its own.

    Of two sentences alike, one deleted, an alignment is as long when it takes half of each.
    """
    whole: list[Run] = []
    for run in runs:
        while whole and (joined := _joined(whole[-1], run, a, b)):
            whole.pop()
            run = joined
        whole.append(run)
    return whole


def _joined(one: Run, other: Run, a: Sequence[Hashable], b: Sequence[Hashable]) -> Run | None:
    """Two runs that touch on one side as one run that touches on both, when the words allow it."""
    (i, j, n), (p, q, m) = one, other
    if i + n != p and j + n != q:
        return None
    if a[i + n : i + n + m] == b[j + n : j + n + m] == b[q : q + m]:
        return i, j, n + m
    if p >= n and q >= n and a[p - n : p] == b[q - n : q] == b[j : j + n]:
        return p - n, q - n, n + m
    return None


def _grouped(runs: Iterable[Run]) -> list[list[Run]]:
    groups: list[list[Run]] = []
    for run in runs:
        last = groups[-1][-1] if groups else None
        if last and run[0] - last[0] - last[2] <= NEAR and run[1] - last[1] - last[2] <= NEAR:
            groups[-1].append(run)
        else:
            groups.append([run])
    return groups


def _believable(group: list[Run], old: Side, gap: Gap, groups: int) -> bool:
    """Whether agreement is more than a coincidence: telling, at the gap's edge, or all there is."""
    (i, j, _), (p, q, n) = group[0], group[-1]
    if (i, j) == (gap[0], gap[2]) or (p + n, q + n) == (gap[1], gap[3]):
        return True
    weight = sum(sum(old.weights[i : i + n]) for i, _, n in group)
    span = p + n - i + q + n - j
    return weight >= FIRM or (groups == 1 and weight >= span / 6)
