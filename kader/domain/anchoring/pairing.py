"""Which sentence became which, where a stretch was rewritten so far that words no longer tell?

A few old sentences and a few new ones are laid along each other in order, one to one, or two or three to one
and one to two or three where sentences were merged or split, so that together they resemble each other most.
This is the dynamic programme of W. Gale and K. Church, "A program for aligning sentences in bilingual
corpora" (1993), with shared pieces of words for likeness where they had lengths.
"""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace

# More cells are not filled: a chapter rewritten from scratch has no sentences to pair.
MAX_CELLS = 900
PIECE = 4
_EDGES = ".,;:!?…()[]{}<>*_`#|\"'“”‘’„"
# How many old sentences may have become how many new ones.
SHAPES = ((1, 1), (2, 1), (1, 2), (3, 1), (1, 3))
# Standing opposite each other is worth a little without any likeness, most at equal length.
OPPOSITE = 0.10
# Each sentence more than one to one must explain more than unrelated sentences share by chance.
CHANCE = 0.18

Pieces = frozenset[str]


@dataclass(frozen=True, slots=True)
class Sentence:
    """What pairing knows of a sentence: its pieces, and its kind, "text", "heading" or "table_cell".

    Only like kinds are paired, and only running text is merged or split.
    """

    pieces: Pieces
    kind: str = "text"


@dataclass(frozen=True, slots=True)
class Pair:
    """Old sentences [i, i_end) became new sentences [j, j_end).

    `shares[k]` is the part of old sentence `i + k`, 0 to 1, that the new ones hold and its fellows do not.
    """

    i: int
    i_end: int
    j: int
    j_end: int
    shares: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class _Step:
    """The worth of the best pairing up to a cell, and the pair it ends with, if any."""

    worth: float
    shape: tuple[int, int]
    shares: tuple[float, ...] = ()


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


def pair_sentences(
    old: Sequence[Sentence], new: Sequence[Sentence], known: Collection[tuple[int, int]] = ()
) -> list[Pair]:
    """The best pairing of two short series of sentences, in order; none when they are too many.

    `known` are pairs of an old and a new sentence that surely belong together.
    """
    if not old or not new or len(old) * len(new) > MAX_CELLS:
        return []
    table: dict[tuple[int, int], _Step] = {(0, 0): _Step(0.0, (0, 0))}
    for i in range(len(old) + 1):
        for j in range(len(new) + 1):
            if i or j:
                steps = (_with_known(step, i, j, known) for step in _steps(table, old, new, i, j))
                table[i, j] = max(steps, key=lambda step: step.worth)
    return _traced(table, len(old), len(new))


def _steps(
    table: dict[tuple[int, int], _Step], old: Sequence[Sentence], new: Sequence[Sentence], i: int, j: int
) -> Iterator[_Step]:
    for p, q in ((1, 0), (0, 1)):
        if p <= i and q <= j:
            yield _Step(table[i - p, j - q].worth, (p, q))
    for p, q in SHAPES:
        if p <= i and q <= j and _fit(old[i - p : i], new[j - q : j]):
            worth, shares = _worth([s.pieces for s in old[i - p : i]], [s.pieces for s in new[j - q : j]])
            yield _Step(table[i - p, j - q].worth + worth, (p, q), shares)


def _with_known(step: _Step, i: int, j: int, known: Collection[tuple[int, int]]) -> _Step:
    p, q = step.shape
    kept = sum(i - p <= k < i and j - q <= m < j for k, m in known)
    return replace(step, worth=step.worth + kept) if kept else step


def _fit(old: Sequence[Sentence], new: Sequence[Sentence]) -> bool:
    kinds = {sentence.kind for sentence in (*old, *new)}
    return len(kinds) == 1 and (len(old) == len(new) == 1 or kinds == {"text"})


def _worth(old: Sequence[Pieces], new: Sequence[Pieces]) -> tuple[float, tuple[float, ...]]:
    """What it is worth that these old sentences became these new ones, and the share of each old one."""
    here: Pieces = frozenset().union(*old)
    there: Pieces = frozenset().union(*new)
    shares = tuple(_share(one, there - _others(old, k)) for k, one in enumerate(old))
    explained = sum(shares) + sum(_share(one, here) for one in new)
    lengths = min(len(here), len(there)) / max(1, len(here), len(there))
    return explained / 2 + OPPOSITE * lengths - CHANCE * (len(old) + len(new) - 2), shares


def _others(old: Sequence[Pieces], k: int) -> Pieces:
    """What the other sentences explain: a deleted sentence is not merged into the copy of its lookalike."""
    return frozenset().union(*old[:k], *old[k + 1 :])


def _share(part: Pieces, whole: Pieces) -> float:
    return len(part & whole) / len(part) if part else 0.0


def _traced(table: dict[tuple[int, int], _Step], i: int, j: int) -> list[Pair]:
    pairs: list[Pair] = []
    while i or j:
        step = table[i, j]
        p, q = step.shape
        if p and q:
            pairs.append(Pair(i - p, i, j - q, j, step.shares))
        i, j = i - p, j - q
    return pairs[::-1]
