"""How sure may we be that a place in the new text is the place of an old passage?

The score is the estimated chance that it is, from a logistic regression on six observations.
docs/anchoring.md says on which cases it was fitted and how well it held on others.
"""

from dataclasses import dataclass
from math import exp

PLACED = 0.5
PROPOSED = 0.2


@dataclass(frozen=True, slots=True)
class Evidence:
    """What speaks for a place, each 0 to 1.

    `cover`: weight of the words whose image stands there; `pieces`: shared pieces of words; `letters`: common
    letters in order; `before`, `after`: context that still stands close by; `moved`: out of order.
    """

    cover: float
    pieces: float
    letters: float
    before: float
    after: float
    moved: bool


def chance_of_words(seen: Evidence) -> float:
    """For a place that the words of the passage point to."""
    around = 0.85 * (seen.before + seen.after)
    return _logistic(
        3.1 * seen.cover + 2.8 * seen.pieces + 2.8 * seen.letters + around - 0.6 * seen.moved - 3.8
    )


def chance_of_gap(seen: Evidence, share: float, room: int, whole: bool) -> float:
    """For a sentence that stands where the passage stood, between the same neighbours.

    `share` is the part of the passage it holds, `room` how many more new sentences than old ones stand there,
    `whole` whether the passage was a sentence: of a rewritten sentence one phrase is often simply gone.
    """
    fits = {0: 1.8, 1: 0.8, -1: 0.8}.get(room, 0.0) + (0.0 if whole else -1.5)
    return _logistic(1.5 * share + 3.0 * seen.letters + 2.0 * (seen.before + seen.after) + fits - 4.0)


def chance_of_phrase(seen: Evidence) -> float:
    """For what resembles a phrase most, between the words that stood around it."""
    return _logistic(25 * (seen.letters - 0.59) + 0.5 * (seen.before + seen.after))


def is_recognised(seen: Evidence, share: float) -> bool:
    """Whether a sentence says enough of what the passage said to place it there, not merely propose it."""
    return share >= 0.5 and seen.letters >= 0.6


def _logistic(value: float) -> float:
    return 1 / (1 + exp(-value))
