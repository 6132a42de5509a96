"""Runs of words that moved: left over on both sides once what kept its order is paired.

Source: S. Schleimer, D. Wilkerson and A. Aiken, "Winnowing" (2003), for recognising text by its runs of
words.
"""

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterator
from itertools import pairwise

from kader.domain.anchoring.word_map import Gap, WordMap, pair_aligned
from kader.domain.words import Run

# So many units together recognise moved text; a run that occurs more often than COMMON says nothing.
GRAM = 3
COMMON = 8
# The least weight of a run that moved.
MOVED = 1.2
# How many units beside a run that moved may have moved with it, with changes.
BESIDE = 60


def pair_moved(found: WordMap) -> None:
    """Pair runs of units that are left over on both sides, then what moved with them."""
    _pair_runs(found)
    for gap in list(_gaps_beside(found)):
        pair_aligned(found, gap, moved=True)


def _pair_runs(found: WordMap) -> None:
    candidates = _moved_runs(found)
    weights = found.old.weights
    weighed = [(sum(weights[i : i + n]), (i, j, n)) for i, j, n in candidates]
    for weight, run in sorted(weighed, key=lambda item: (-item[0], item[1])):
        if weight < MOVED:
            break
        for part in _free_parts(found, run):
            if sum(weights[part[0] : part[0] + part[2]]) >= MOVED:
                found.pair(part, moved=True)


def _moved_runs(found: WordMap) -> list[Run]:
    there = _loose_grams(found.new.keys, found.source)
    here = _loose_grams(found.old.keys, found.image)
    shared = [gram for gram in here if len(here[gram]) <= COMMON and len(there.get(gram, ())) <= COMMON]
    starts = sorted((i, j) for gram in shared for i in here[gram] for j in there.get(gram, ()))
    runs: list[Run] = []
    # A run is met again at each of its units; one look per diagonal keeps the work linear.
    done: dict[int, int] = {}
    for i, j in starts:
        if done.get(j - i, 0) <= i:
            runs.append(_extended(found, i, j))
            done[j - i] = runs[-1][0] + runs[-1][2]
    return runs


def _loose_grams(keys: list[str], partner: list[int]) -> dict[tuple[str, ...], list[int]]:
    """Where each run of GRAM units without a partner begins."""
    grams: dict[tuple[str, ...], list[int]] = defaultdict(list)
    paired = [-1, *(k for k, other in enumerate(partner) if other >= 0), len(partner)]
    for before, after in pairwise(paired):
        for k in range(before + 1, after - GRAM + 1):
            grams[tuple(keys[k : k + GRAM])].append(k)
    return grams


def _extended(found: WordMap, i: int, j: int) -> Run:
    """The longest run of agreement without partners around old unit `i` and new unit `j`."""
    while i and j and _agree(found, i - 1, j - 1):
        i, j = i - 1, j - 1
    n = 0
    while i + n < len(found.image) and j + n < len(found.source) and _agree(found, i + n, j + n):
        n += 1
    return i, j, n


def _agree(found: WordMap, i: int, j: int) -> bool:
    return found.image[i] < 0 and found.source[j] < 0 and found.old.keys[i] == found.new.keys[j]


def _free_parts(found: WordMap, run: Run) -> list[Run]:
    """The parts of a run that weightier runs left free."""
    i, j, n = run
    taken = [k for k in range(n) if found.image[i + k] >= 0 or found.source[j + k] >= 0]
    return [(i + p + 1, j + p + 1, q - p - 1) for p, q in pairwise([-1, *taken, n]) if q - p > 1]


def _gaps_beside(found: WordMap) -> Iterator[Gap]:
    """The stretches without partners directly before and after what moved, on both sides."""
    paired = [-1, *(k for k, image in enumerate(found.image) if image >= 0), len(found.image)]
    taken = [-1, *(k for k, source in enumerate(found.source) if source >= 0), len(found.source)]
    for one, other in pairwise(paired):
        if other - one > 1:
            if one >= 0 and found.moved[one]:
                yield _gap_after(found.image[one], one, other, taken)
            if other < len(found.image) and found.moved[other]:
                yield _gap_before(found.image[other], one, other, taken)


def _gap_after(image: int, one: int, other: int, taken: list[int]) -> Gap:
    stop = taken[bisect_right(taken, image)]
    return one + 1, min(other, one + 1 + BESIDE), image + 1, min(stop, image + 1 + BESIDE)


def _gap_before(image: int, one: int, other: int, taken: list[int]) -> Gap:
    start = taken[bisect_left(taken, image) - 1] + 1
    return max(one + 1, other - BESIDE), other, max(start, image - BESIDE), image
