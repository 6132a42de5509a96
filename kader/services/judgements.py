"""A judgement as an inspector sees it: its passage, why it is to be looked at again, what came before."""

from dataclasses import dataclass
from datetime import datetime

from kader.domain.alignment import Norm, norms
from kader.domain.anchoring import Status
from kader.domain.comparison import Word
from kader.domain.comparison.wording import wording
from kader.domain.errors import NotFound
from kader.domain.reading_text import ReadingText
from kader.domain.rights import Action, Person, may, organisations_of, require
from kader.domain.vocabulary import FrameworkKind, Verdict
from kader.formats.html import block_id
from kader.services.wiring import Wiring
from kader.storage import alignments, frameworks
from kader.storage.database import Session
from kader.storage.tables import Alignment, Version


@dataclass(frozen=True, slots=True)
class Pair:
    """What is held against what: the slug and label of an assessment version and of a version."""

    assessment: str
    assessment_label: str
    framework: str
    label: str


@dataclass(frozen=True, slots=True)
class Passage:
    """Words of the version; `fragment` is the address of their block on the version's page."""

    start: int
    end: int
    exact: str
    page: str | None
    section: str | None
    fragment: str


@dataclass(frozen=True, slots=True)
class Review:
    """Why a judgement is to be looked at again, and which words changed, of the passage and of the norm."""

    reason: str
    since: str
    passage: tuple[Word, ...]
    norm: tuple[Word, ...]


@dataclass(frozen=True, slots=True)
class Earlier:
    """A judgement that this one came from, or one that was withdrawn (`ended_at`, `ended_by`)."""

    version: str
    assessment: str
    verdict: Verdict
    explanation: str
    exact: str
    page: str | None
    by: str
    decided_at: datetime
    ended_at: datetime | None
    ended_by: str


@dataclass(frozen=True, slots=True)
class Judgement:
    """A judgement in force; `proposed`: its passage is not certain; `mine`: the person may change it."""

    id: int
    norm: str
    verdict: Verdict
    explanation: str
    passage: Passage | None
    proposed: bool
    by: str
    organisation: str
    decided_at: datetime
    stale: bool
    mine: bool
    review: Review | None
    earlier: tuple[Earlier, ...]


def require_inspector(person: Person) -> int:
    """The id of the inspectorate for which the person judges. Raises NotAllowed."""
    own = organisations_of(person, Action.INSPECT)
    require(person, Action.INSPECT, organisation_id=own[0] if own else None)
    return own[0]


class Sides:
    """Both versions of a pair with their reading texts. Raises NotFound."""

    def __init__(self, wiring: Wiring, session: Session, pair: Pair) -> None:
        self.assessment = frameworks.version(session, pair.assessment, pair.assessment_label)
        self.version = frameworks.version(session, pair.framework, pair.label)
        if self.assessment.framework.kind is not FrameworkKind.ASSESSMENT:
            raise NotFound("Dit kader is geen toetsingskader. Kies een toetsingskader uit de lijst.")
        self._wiring = wiring
        self.reading = wiring.derived.reading(self.version)
        self.norms = norms_of(wiring, self.assessment)

    def norm(self, number: str) -> Norm:
        found = next((norm for norm in self.norms if norm.number == number), None)
        if found is None:
            raise NotFound(
                f"Norm {number} staat niet in dit toetsingskader. Kies een norm uit het overzicht."
            )
        return found

    def norm_fragment(self, norm: Norm) -> str:
        return fragment(self._wiring.derived.reading(self.assessment), norm.start)

    def norm_then(self, row: Alignment) -> Norm | None:
        """The norm as it read in the assessment version by which a row was judged."""
        then = norms_of(self._wiring, row.assessment_version)
        return next((norm for norm in then if norm.number == row.norm), None)


def norms_of(wiring: Wiring, assessment: Version) -> tuple[Norm, ...]:
    """The norms of an assessment version, kept by its hash."""
    found: tuple[Norm, ...] = wiring.derived.made(
        "norms", (assessment.sha256,), lambda: norms(wiring.derived.reading(assessment))
    )
    return found


def fragment(reading: ReadingText, offset: int) -> str:
    """The address, on the version's page, of the block that holds the code point at `offset`."""
    block = reading.block_at(offset)
    return block_id(reading.blocks.index(block)) if block else ""


def judgement(sides: Sides, person: Person, row: Alignment) -> Judgement:
    return Judgement(
        id=row.id,
        norm=row.norm,
        verdict=row.verdict,
        explanation=row.explanation,
        passage=_passage(sides.reading, row),
        proposed=row.stale and row.carried_status == Status.UNCERTAIN,
        by=_by(row),
        organisation=row.organisation.name if row.organisation else "",
        decided_at=row.decided_at,
        stale=row.stale,
        mine=may_change(person, row),
        review=_review(sides, row) if row.stale else None,
        earlier=tuple(earlier(one) for one in alignments.trail(row)),
    )


def may_change(person: Person, row: Alignment) -> bool:
    """A judgement is changed by the inspectorate that made it; one without a maker by any inspector."""
    organisation_id = row.organisation_id or require_inspector(person)
    return may(person, Action.INSPECT, organisation_id=organisation_id)


def _passage(reading: ReadingText, row: Alignment) -> Passage | None:
    if row.start is None or row.end is None:
        return None
    return Passage(row.start, row.end, row.exact, row.page, row.section, fragment(reading, row.start))


def _review(sides: Sides, row: Alignment) -> Review:
    """What happened since a person last looked: the rows between were carried while already in doubt."""
    trail = list(alignments.trail(row))
    basis = next((earlier for earlier in trail if not earlier.stale), trail[-1] if trail else row)
    before, now = sides.norm_then(basis), sides.norm_then(row)
    changed = before is not None and now is not None and _norm_text(before) != _norm_text(now)
    return Review(
        reason=_reason(sides.version.label, row, basis, changed),
        since=basis.version.label,
        passage=wording(basis.exact, row.exact) if basis.exact != row.exact else (),
        norm=wording(_norm_text(before), _norm_text(now)) if changed and before and now else (),
    )


def _reason(label: str, row: Alignment, basis: Alignment, norm_changed: bool) -> str:
    if norm_changed:
        return "De norm is veranderd."
    if basis.start is None:
        return f"Er was geen passage. De tekst is veranderd: kijk of versie {label} de norm nu wel raakt."
    if row.start is None:
        return f"De passage staat niet meer in versie {label}."
    if row.carried_status == Status.UNCERTAIN:
        return f"De passage is niet zeker teruggevonden in versie {label}. Dit lijkt de plaats."
    return f"De passage is anders geworden in versie {label}."


def _norm_text(norm: Norm) -> str:
    return "\n".join((f"{norm.title}. {norm.text}" if norm.title else norm.text, *norm.indicators))


def earlier(row: Alignment) -> Earlier:
    return Earlier(
        version=row.version.label,
        assessment=row.assessment_version.label,
        verdict=row.verdict,
        explanation=row.explanation,
        exact=row.exact,
        page=row.page,
        by=_by(row),
        decided_at=row.decided_at,
        ended_at=row.ended_at,
        ended_by=row.ended_by.name if row.ended_by else "",
    )


def _by(row: Alignment) -> str:
    return row.decided_by.name if row.decided_by else ""
