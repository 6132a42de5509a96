"""Score every pair of a comment and a change, and say why."""

from collections.abc import Iterator, Sequence
from dataclasses import astuple
from math import exp

from kader.domain.comparison import Change
from kader.domain.text_blocks import ReadingText
from kader.domain.uptake.evidence import Case, Evidence
from kader.domain.uptake.values import SHOWN, Asked, Link

# A logistic of the evidence. The weights were fitted (logistic regression, L2) on the two pairs of versions
# in `content/` with their truth in `bench/truth/`, checked by cross-validation over comments, and rounded.
# The bias lays SHOWN where about five of six links are right.
_WEIGHTS = Evidence(
    touches=6.5,
    beside=1.6,
    same_section=1.9,
    nearest=1.7,
    claimed=-2.0,
    on_page=2.9,
    words=2.7,
    words_here=1.9,
    best_words=1.5,
    gone=3.1,
    added_here=1.6,
    heading=1.5,
    formal=-0.9,
    size=1.3,
)
_PLAIN: tuple[float, ...] = astuple(_WEIGHTS)
_BIAS = -5.65
# An addition beside an addition that is linked belongs to it: a list and its items, a row of definitions.
_COMPANY = 1.0
_NAMED_WORDS = 3


def suggest(
    asked: Sequence[Asked], old: ReadingText, new: ReadingText, changes: Sequence[Change]
) -> tuple[Link, ...]:
    """The links worth showing, per comment the strongest first. Many to many; none is ever confirmed here."""
    case = Case(asked, old, new, changes)
    return tuple(link for comment in range(len(asked)) for link in _of_comment(case, comment))


def _of_comment(case: Case, comment: int) -> list[Link]:
    evidence = [case.evidence(comment, k) for k in range(len(case.edits))]
    plain = [_sum(found) for found in evidence]
    scores = [_chance(total + _company(case, plain, k)) for k, total in enumerate(plain)]
    shown = sorted((k for k, score in enumerate(scores) if score >= SHOWN), key=lambda k: (-scores[k], k))
    return [
        Link(
            comment,
            case.edits[k].change.id,
            round(scores[k], 3),
            tuple(_reasons(case, comment, k, evidence[k])),
        )
        for k in shown
    ]


def _sum(evidence: Evidence) -> float:
    found: tuple[float, ...] = astuple(evidence)
    return _BIAS + sum(weight * value for weight, value in zip(_PLAIN, found, strict=True))


def _chance(total: float) -> float:
    return float(1 / (1 + exp(-total)))


def _company(case: Case, plain: Sequence[float], k: int) -> float:
    """What an addition gains from a linked addition that it stands in one row with."""
    if not case.edits[k].inserted:
        return 0.0
    return _COMPANY if any(plain[other] >= 0 for other in case.row_of(k)) else 0.0


def _reasons(case: Case, comment: int, k: int, evidence: Evidence) -> Iterator[str]:
    one, change = case.asked[comment], case.edits[k].change
    if one.proposal and change.new and one.proposal.casefold() in change.new.text.casefold():
        yield "tekstvoorstel letterlijk overgenomen"
    if evidence.touches:
        yield "verandert de passage van de opmerking"
    elif evidence.nearest and evidence.beside > 0.3:
        yield "staat direct bij de passage van de opmerking"
    elif evidence.same_section:
        yield "staat onder dezelfde kop"
    elif evidence.on_page:
        yield "staat op de pagina van de opmerking"
    shared = case.shared_words(comment, k)[:_NAMED_WORDS]
    if shared:
        yield f"brengt woorden uit de opmerking in de tekst: {', '.join(shared)}"
    if evidence.gone > 0.3:
        yield "woorden uit de opmerking zijn uit de tekst verdwenen"
    if evidence.heading:
        yield "verandert de kop erboven"
