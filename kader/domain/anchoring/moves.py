"""Runs of words that moved: left over on both sides once what kept its order is paired.

Source: S. Schleimer, D. Wilkerson and A. Aiken, "Winnowing" (2003), for recognising text by its runs of
words.
"""

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
    for gap in [gap for gap in _gaps_beside(found) if gap[0] < gap[1] and gap[2] < gap[3]]:
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
    loose = [k for k, other in enumerate(partner) if other < 0]
    for k, last in zip(loose, loose[GRAM - 1 :], strict=False):
        if last - k == GRAM - 1:
            grams[tuple(keys[k : last + 1])].append(k)
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
    unit = found.moved.find(1)
    while unit >= 0:
        image = found.image[unit]
        low, new_low = _free_until(found.image, unit, -1), _free_until(found.source, image, -1)
        high, new_high = _free_until(found.image, unit, 1), _free_until(found.source, image, 1)
        yield low + 1, unit, new_low + 1, image
        yield unit + 1, high, image + 1, new_high
        unit = found.moved.find(1, unit + 1)


def _free_until(partner: list[int], at: int, step: int) -> int:
    """The first unit that has a partner, or the last to look at, from the one beside `at`."""
    stop = max(-1, at - BESIDE - 1) if step < 0 else min(len(partner), at + BESIDE + 1)
    return next((k for k in range(at + step, stop, step) if partner[k] >= 0), stop)
