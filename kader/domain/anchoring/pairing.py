"""Which sentence became which, where a stretch was rewritten so far that words no longer tell?

A few old sentences and a few new ones are laid along each other in order, one to one, or two or three to one
and one to two or three where sentences were merged or split, so that together they resemble each other most.
This is the dynamic programme of W. Gale and K. Church, "A program for aligning sentences in bilingual
corpora" (1993), with shared pieces of words for likeness where they had lengths.
"""

from collections.abc import Sequence
from dataclasses import dataclass

# More cells are not filled: a chapter rewritten from scratch has no sentences to pair.
MAX_CELLS = 900
PIECE = 4
_EDGES = ".,;:!?…()[]{}<>*_`#|\"'“”‘’„"
# What a pairing of so many old with so many new sentences is worth, times their likeness. A merged sentence
# must resemble both its sources better than one alone; a deleted neighbour makes the union resemble it less.
SHAPES = {(1, 1): 1.0, (2, 1): 1.25, (1, 2): 1.25, (3, 1): 1.45, (1, 3): 1.45}
# Standing opposite each other is worth a little without any likeness.
OPPOSITE = 0.04

Pieces = frozenset[str]


@dataclass(frozen=True, slots=True)
class Pair:
    """Old sentences [i, i_end) became new sentences [j, j_end); `likeness` is 0 to 1."""

    i: int
    i_end: int
    j: int
    j_end: int
    likeness: float


@dataclass(frozen=True, slots=True)
class _Step:
    """The worth of the best pairing up to a cell, and its last step."""

    worth: float
    shape: tuple[int, int]
    likeness: float


def word_pieces(text: str) -> Pieces:
    """Four-letter pieces of the longer words: shared by inflections and by the parts of a compound."""
    words = (word.strip(_EDGES) for word in text.lower().split())
    return frozenset(word[k : k + PIECE] for word in words for k in range(len(word) - PIECE + 1))


def likeness(one: Pieces, other: Pieces) -> float:
    """Shared pieces over the mean of all pieces and the smaller side's: a part should resemble its whole."""
    if not one or not other:
        return 0.0
    mean = (len(one) + len(other)) / 2
    return 2 * len(one & other) / (mean + min(len(one), len(other)))


def pair_sentences(old: Sequence[Pieces], new: Sequence[Pieces]) -> list[Pair]:
    """The best pairing of two short series of sentences, in order; none when they are too many."""
    if not old or not new or len(old) * len(new) > MAX_CELLS:
        return []
    table: dict[tuple[int, int], _Step] = {(0, 0): _Step(0.0, (0, 0), 0.0)}
    for i in range(len(old) + 1):
        for j in range(len(new) + 1):
            if i or j:
                table[i, j] = max(_steps(table, old, new, i, j), key=lambda step: step.worth)
    return _traced(table, len(old), len(new))


def _steps(
    table: dict[tuple[int, int], _Step], old: Sequence[Pieces], new: Sequence[Pieces], i: int, j: int
) -> list[_Step]:
    steps = [_Step(table[i - p, j - q].worth, (p, q), 0.0) for p, q in ((1, 0), (0, 1)) if p <= i and q <= j]
    for (p, q), factor in SHAPES.items():
        if p <= i and q <= j:
            alike = likeness(frozenset().union(*old[i - p : i]), frozenset().union(*new[j - q : j]))
            worth = table[i - p, j - q].worth + factor * alike + OPPOSITE
            steps.append(_Step(worth, (p, q), alike))
    return steps


def _traced(table: dict[tuple[int, int], _Step], i: int, j: int) -> list[Pair]:
    pairs: list[Pair] = []
    while i or j:
        step = table[i, j]
        p, q = step.shape
        if p and q:
            pairs.append(Pair(i - p, i, j - q, j, step.likeness))
        i, j = i - p, j - q
    return pairs[::-1]
