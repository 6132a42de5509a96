"""Score every pair of a comment and a change that anything speaks for, and say why."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import fields
from math import exp
from operator import attrgetter, mul

from kader.domain.comparison import Change
from kader.domain.text_blocks import ReadingText
from kader.domain.uptake.company import Rivals
from kader.domain.uptake.evidence import Case, Evidence, Nearness
from kader.domain.uptake.together import Tie, Together
from kader.domain.uptake.values import SHOWN, Asked, Link

# A logistic of the evidence. The weights were fitted by logistic regression (L2) on hand-made truth and
# rounded; those of what is too rare to fit were set so that each nearly carries, or nearly excludes, a link
# by itself. See docs/adr/0012.
_WEIGHTS = Evidence(
    touches=2.5,
    rewritten=4.0,
    around=1.5,
    added=2.0,
    follows=1.5,
    words=3.5,
    phrase=3.0,
    said=2.0,
    about_here=4.5,
    quote_gone=4.5,
    retired=4.5,
    meaning=4.5,
    proposal=3.0,
    cut=-0.5,
    praised=-3.0,
)
_KINDS = attrgetter(*(field.name for field in fields(Evidence)))
_PLAIN: tuple[float, ...] = _KINDS(_WEIGHTS)
# Lays SHOWN where at least four of five links are right, and found, on each pair left out of the fit.
_BIAS = -2.6
# What a change that is likely by itself brings to those that belong with it.
_TIES = {Tie.UNDER: 3.5, Tie.OVER: 4.0, Tie.NOTE: 4.0, Tie.COLUMN: 4.0, Tie.COUNT: 4.0}
_LIKELY = 0.4
_RIVAL = -2.0
_NAMED_WORDS = 3
_WORTH_SAYING = 0.3


def suggest(
    asked: Sequence[Asked], old: ReadingText, new: ReadingText, changes: Sequence[Change]
) -> tuple[Link, ...]:
    """The links worth showing, per comment the strongest first. Many to many; none is ever confirmed here."""
    case = Case(asked, old, new, changes)
    evidence = [{k: case.evidence(c, k) for k in case.candidates(c)} for c in range(len(asked))]
    totals = [{k: _sum(found) for k, found in row.items()} for row in evidence]
    ties = [_ties(case.together, row) for row in totals]
    totals = [{k: total + ties[c][k][0] for k, total in row.items()} for c, row in enumerate(totals)]
    rivals = Rivals(totals, case.on_one_place)
    links = []
    for c, row in enumerate(totals):
        scores = {k: _chance(row[k] + _RIVAL * _rival(case, c, k, rivals)) for k in row}
        for k in _shown(scores):
            reasons = tuple(_reasons(case, c, k, evidence[c][k], ties[c][k][1]))
            links.append(Link(c, case.edits[k].change.id, round(scores[k], 3), reasons))
    return tuple(links)


def _ties(together: Together, totals: Mapping[int, float]) -> dict[int, tuple[float, Tie | None]]:
    """What the changes that it belongs with bring to each change, and by which tie."""
    chances = {k: _chance(total) for k, total in totals.items()}
    return {k: _tie(together, k, chances) for k in totals}


def _tie(together: Together, k: int, chances: Mapping[int, float]) -> tuple[float, Tie | None]:
    found = [
        (_TIES[tie] * chances[lead], tie)
        for tie, lead in together.leads(k)
        if chances.get(lead, 0) >= _LIKELY
    ]
    return max(found, key=lambda one: one[0], default=(0.0, None))


def _shown(scores: Mapping[int, float]) -> list[int]:
    return sorted((k for k, score in scores.items() if score >= SHOWN), key=lambda k: (-scores[k], k))


def _sum(evidence: Evidence) -> float:
    found: tuple[float, ...] = _KINDS(evidence)
    return float(_BIAS + sum(map(mul, _PLAIN, found)))


def _rival(case: Case, comment: int, k: int, rivals: Rivals) -> float:
    """The chance of the likeliest other remark; in the passage itself there are no rivals."""
    return 0.0 if case.at_home(comment, k) else _chance(rivals.best(k, comment))


def _chance(total: float) -> float:
    # Beyond some 700 the exponential of a float overflows; nothing adds up to so much, but -inf comes in.
    return 1 / (1 + exp(-max(total, -50.0)))


def _reasons(case: Case, comment: int, k: int, evidence: Evidence, tie: Tie | None) -> Iterator[str]:
    if evidence.proposal == 1:
        yield "tekstvoorstel letterlijk overgenomen"
    elif evidence.proposal > SHOWN:
        yield "tekstvoorstel grotendeels overgenomen"
    yield from _where(case.nearness(comment, k))
    if tie:
        yield tie.value
    shared = case.shared_words(comment, k)[:_NAMED_WORDS]
    if shared:
        yield f"brengt woorden uit de opmerking in de tekst: {', '.join(shared)}"
    if evidence.phrase and evidence.proposal <= SHOWN:
        yield "neemt een aantal woorden van de opmerking letterlijk over"
    if evidence.retired:
        yield "een woord uit de opmerking wordt nergens meer gebruikt"
    elif evidence.quote_gone:
        yield "woorden die de opmerking aanhaalt, zijn hier verdwenen"
    elif evidence.said > _WORTH_SAYING:
        yield "gaat over dezelfde woorden als de opmerking"
    if evidence.meaning:
        yield "legt een begrip uit waar de opmerking naar vraagt"


def _where(near: Nearness) -> Iterator[str]:
    if near.touches:
        yield "verandert de passage van de opmerking"
    elif near.beside > _WORTH_SAYING:
        yield "staat direct bij de passage van de opmerking"
    elif near.under:
        yield "staat onder dezelfde kop"
    elif near.on_page:
        yield "staat op de pagina van de opmerking"
    elif near.named:
        yield "staat op een pagina die de opmerking noemt"
