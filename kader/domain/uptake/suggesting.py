"""Score every pair of a comment and a change that anything speaks for, and say why."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import fields
from math import exp
from operator import attrgetter, mul

from kader.domain.comparison import Change
from kader.domain.text_blocks import ReadingText
from kader.domain.uptake.company import Headings, Rivals
from kader.domain.uptake.evidence import Case, Evidence
from kader.domain.uptake.values import SHOWN, Asked, Link

# A logistic of the evidence. The weights were fitted by logistic regression (L2) on the two pairs of versions
# in `content/` with their truth in `bench/truth/`, and rounded; `quote_gone`, `meaning` and `proposal` are
# too rare there to fit, and were set so that each nearly carries a link by itself. See docs/adr/0012.
_WEIGHTS = Evidence(
    touches=6.0,
    beside=1.7,
    same_section=1.8,
    nearest=1.0,
    on_page=3.0,
    beside_added=0.9,
    words=2.5,
    words_here=2.0,
    best_words=1.5,
    gone=2.5,
    speaks=2.0,
    quote_gone=4.5,
    meaning=4.5,
    proposal=3.0,
    heading=1.5,
    size=2.0,
)
_KINDS = attrgetter(*(field.name for field in fields(Evidence)))
_PLAIN: tuple[float, ...] = _KINDS(_WEIGHTS)
# Lays SHOWN where four of five links are right.
_BIAS = -4.9
_HEADING_ABOVE = 2.5
_RIVAL = -2.5
_NAMED_WORDS = 3
_WORTH_SAYING = 0.3


def suggest(
    asked: Sequence[Asked], old: ReadingText, new: ReadingText, changes: Sequence[Change]
) -> tuple[Link, ...]:
    """The links worth showing, per comment the strongest first. Many to many; none is ever confirmed here."""
    case = Case(asked, old, new, changes)
    evidence = [{k: case.evidence(c, k) for k in case.candidates(c)} for c in range(len(asked))]
    totals = [{k: _sum(found) for k, found in row.items()} for row in evidence]
    headings, rivals = Headings(case.edits), Rivals(totals)
    links = []
    for c, row in enumerate(totals):
        chances = {k: _chance(total) for k, total in row.items()}
        above = {k: headings.above(k, chances) for k in row}
        rival = {k: _rival(evidence[c][k], rivals.best(k, total)) for k, total in row.items()}
        scores = {k: _chance(row[k] + _HEADING_ABOVE * above[k] + _RIVAL * rival[k]) for k in row}
        for k in _shown(scores):
            reasons = tuple(_reasons(case, c, k, evidence[c][k], above[k]))
            links.append(Link(c, case.edits[k].change.id, round(scores[k], 3), reasons))
    return tuple(links)


def _shown(scores: Mapping[int, float]) -> list[int]:
    return sorted((k for k, score in scores.items() if score >= SHOWN), key=lambda k: (-scores[k], k))


def _sum(evidence: Evidence) -> float:
    found: tuple[float, ...] = _KINDS(evidence)
    return float(_BIAS + sum(map(mul, _PLAIN, found)))


def _rival(evidence: Evidence, best: float) -> float:
    """The chance of the likeliest other remark; remarks about one passage are no rivals."""
    return 0.0 if evidence.touches else _chance(best)


def _chance(total: float) -> float:
    # Beyond some 700 the exponential of a float overflows; nothing adds up to so much, but -inf comes in.
    return 1 / (1 + exp(-max(total, -50.0)))


def _reasons(case: Case, comment: int, k: int, evidence: Evidence, above: float) -> Iterator[str]:
    if evidence.proposal == 1:
        yield "tekstvoorstel letterlijk overgenomen"
    elif evidence.proposal > SHOWN:
        yield "tekstvoorstel grotendeels overgenomen"
    if evidence.heading:
        yield "verandert de kop boven de passage van de opmerking"
    else:
        yield from _where(evidence)
    if above >= SHOWN:
        yield "staat onder een kop die bij deze opmerking hoort"
    shared = case.shared_words(comment, k)[:_NAMED_WORDS]
    if shared:
        yield f"brengt woorden uit de opmerking in de tekst: {', '.join(shared)}"
    if evidence.quote_gone:
        yield "woorden die de opmerking aanhaalt, zijn hier verdwenen"
    elif evidence.gone > _WORTH_SAYING:
        yield "woorden uit de opmerking zijn hier verdwenen"
    if evidence.meaning:
        yield "legt een begrip uit waar de opmerking naar vraagt"


def _where(evidence: Evidence) -> Iterator[str]:
    if evidence.touches:
        yield "verandert de passage van de opmerking"
    elif evidence.nearest and evidence.beside > _WORTH_SAYING:
        yield "staat direct bij de passage van de opmerking"
    elif evidence.same_section:
        yield "staat onder dezelfde kop"
    elif evidence.on_page:
        yield "staat op de pagina van de opmerking"
