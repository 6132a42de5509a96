"""A judgement says that a passage covers a norm. When either side changes, is it still true?

Nobody can tell without looking, so a judgement whose passage or norm changed is stale: an inspector looks
again. A passage that merely moved, word for word, keeps its judgement. A judgement without a passage
("ontbreekt") is about the whole text, and any new version of that text may hold what was missing.
"""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from enum import StrEnum
from itertools import islice

from rapidfuzz import fuzz

from kader.domain.anchoring import Status
from kader.domain.errors import InvalidInput
from kader.domain.norm_reading import Norm, norms
from kader.domain.reading_text import ReadingText
from kader.domain.vocabulary import Verdict

__all__ = [
    "Norm",
    "Urgency",
    "counterpart",
    "find_words",
    "joined",
    "needs_review",
    "norm_changed",
    "norms",
    "require_passage",
    "tally",
    "urgency",
    "verdict_of",
]

# Norms whose words are less alike than this are not the same norm with other words (rapidfuzz ratio).
_ALIKE = 60.0


def needs_review(carried: Status | None, norm_changed: bool = False) -> bool:
    """Whether a judgement that was carried to a new version is stale.

    `carried` is the fate of its passage, None when it had none; `norm_changed` whether the norm reads
    otherwise in the assessment version it is now held against.
    """
    return norm_changed or carried not in (Status.UNCHANGED, Status.MOVED)


def norm_changed(old: Norm, new: Norm) -> bool:
    """Whether two versions of a norm say something else; number, theme and page do not count."""
    return _says(old) != _says(new)


def counterpart(norm: Norm, later: Sequence[Norm]) -> Norm | None:
    """What a norm became in a later version: the same words, else the same number or the likest words.

    None when nothing is alike enough: a norm that was dropped.
    """
    same = next((other for other in later if _says(other) == _says(norm)), None)
    if same is not None or not later:
        return same
    best = max(later, key=lambda other: (_likeness(norm, other), other.number == norm.number))
    numbered = next((other for other in later if other.number == norm.number), None)
    if numbered is not None and _likeness(norm, numbered) >= _ALIKE:
        return numbered
    return best if _likeness(norm, best) >= _ALIKE else None


def _says(norm: Norm) -> tuple[str, str, tuple[str, ...]]:
    return norm.title, norm.text, norm.indicators


def _likeness(one: Norm, other: Norm) -> float:
    """0 to 100, of the statements with their titles."""
    return fuzz.ratio(f"{one.title}\n{one.text}".casefold(), f"{other.title}\n{other.text}".casefold())


def require_passage(verdict: Verdict, has_passage: bool) -> None:
    """Raises InvalidInput when a verdict rests on nothing: only what is missing has no passage."""
    if verdict is not Verdict.MISSING and not has_passage:
        raise InvalidInput(
            "Kies de passage waarop dit oordeel rust. Alleen bij ‘ontbreekt’ mag die leeg zijn."
        )


# -- a norm with several judgements -------------------------------------------------------------------------

_WEIGHTS = (Verdict.CONFLICTING, Verdict.COVERED, Verdict.PARTLY, Verdict.MISSING)


def verdict_of(verdicts: Iterable[Verdict]) -> Verdict | None:
    """One verdict for a norm on which several passages bear; None when nobody judged it.

    A conflict goes before all, since the text contradicts the norm somewhere; else the best passage counts.
    """
    given = set(verdicts)
    return next((verdict for verdict in _WEIGHTS if verdict in given), None)


class Urgency(StrEnum):
    """How soon a norm asks for an inspector's attention, most urgent first."""

    CONFLICT = "strijdig"
    MISSING = "ontbreekt"
    STALE = "opnieuw bekijken"
    OPEN = "nog niet beoordeeld"
    PARTLY = "deels"
    COVERED = "gedekt"


def urgency(verdicts: Sequence[Verdict], stale: bool) -> Urgency:
    """Gaps first: what contradicts, what is missing, what must be looked at again, what nobody judged."""
    verdict = verdict_of(verdicts)
    if verdict is None:
        return Urgency.OPEN
    if verdict is Verdict.CONFLICTING:
        return Urgency.CONFLICT
    if verdict is Verdict.MISSING:
        return Urgency.MISSING
    if stale:
        return Urgency.STALE
    return Urgency.PARTLY if verdict is Verdict.PARTLY else Urgency.COVERED


_GAPS_FIRST = (None, Verdict.CONFLICTING, Verdict.MISSING, Verdict.PARTLY, Verdict.COVERED)


def tally(verdicts: Iterable[Verdict | None]) -> dict[Verdict | None, int]:
    """How many norms have each verdict, gaps first, also those that do not occur; None is not judged."""
    counted = Counter(verdicts)
    return {verdict: counted[verdict] for verdict in _GAPS_FIRST}


# -- finding and joining passages ---------------------------------------------------------------------------

_PLAIN = str.maketrans("‘’“”„–—", '\'\'"""--')
_MOST_FOUND = 50


def find_words(reading: ReadingText, words: str) -> tuple[tuple[int, int], ...]:
    """Where these words stand, as code points, at most 50 places; () when nowhere.

    Capitals, white space and the sort of quotation marks and dashes do not count, since words that are pasted
    from a PDF or typed on a phone differ in them.
    """
    wanted = words.translate(_PLAIN).strip("\"' \n").split()
    if not wanted:
        return ()
    # Translating keeps every code point in its place.
    text = reading.text.translate(_PLAIN)
    found = re.finditer(r"\s+".join(map(re.escape, wanted)), text, re.IGNORECASE)
    return tuple(match.span() for match in islice(found, _MOST_FOUND))


def joined(reading: ReadingText, spans: Iterable[tuple[int, int]]) -> tuple[int, int] | None:
    """One passage of the chosen stretches, in code points; None when nothing was chosen.

    Raises InvalidInput when a stretch lies outside the text, or when words lie between two of them.
    """
    chosen = sorted(spans)
    if not chosen:
        return None
    end = chosen[0][0]
    for start, stop in chosen:
        if not 0 <= start < stop <= len(reading.text):
            raise InvalidInput("Deze passage staat niet in deze versie. Kies haar opnieuw.")
        if reading.text[end:start].strip():
            raise InvalidInput("Tussen de gekozen zinnen staat nog tekst. Kies zinnen die op elkaar volgen.")
        end = max(end, stop)
    return chosen[0][0], end
