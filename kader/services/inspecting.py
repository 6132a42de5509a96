"""Inspecting: an assessment framework's version held against a framework's version, norm by norm.

Only inspectors see judgements: a verdict that is typed in is work under way, and there is no moment yet at
which an inspectorate publishes its verdicts as a whole.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from kader.domain.alignment import Norm, Urgency, tally, urgency, verdict_of
from kader.domain.errors import NotFound
from kader.domain.rights import Person
from kader.domain.vocabulary import FrameworkKind, Verdict
from kader.services.judgements import (
    Earlier,
    Judgement,
    Pair,
    Sides,
    earlier,
    judgement,
    norms_of,
    require_inspector,
)
from kader.services.wiring import Wiring
from kader.storage import alignments, frameworks
from kader.storage.database import Session
from kader.storage.tables import Alignment, Version


@dataclass(frozen=True, slots=True)
class VersionName:
    slug: str
    title: str
    label: str
    dated: date


@dataclass(frozen=True, slots=True)
class PairLine:
    """A pair on which judgements were made; norms, judged norms and judgements to look at again."""

    pair: Pair
    assessment: VersionName
    version: VersionName
    norms: int
    judged: int
    stale: int


@dataclass(frozen=True, slots=True)
class Overview:
    """What can be chosen, newest versions first, and what was begun."""

    assessments: tuple[VersionName, ...]
    versions: tuple[VersionName, ...]
    pairs: tuple[PairLine, ...]


@dataclass(frozen=True, slots=True)
class NormRow:
    norm: Norm
    fragment: str
    verdict: Verdict | None
    urgency: Urgency
    stale: bool
    judgements: tuple[Judgement, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """Norms down, as printed; `stale` counts norms.

    `unmatched` are judgements on a norm that is not found in this assessment version;
    `previous` is the label of the earlier assessment version whose judgements can be taken over.
    """

    pair: Pair
    assessment: VersionName
    version: VersionName
    rows: tuple[NormRow, ...]
    counts: dict[Verdict | None, int]
    stale: int
    unmatched: tuple[Judgement, ...]
    previous: str | None

    @property
    def judged(self) -> int:
        return sum(1 for row in self.rows if row.judgements)


@dataclass(frozen=True, slots=True)
class NormPage:
    """One norm with its judgements; `before` and `after` are the numbers of its neighbours."""

    pair: Pair
    assessment: VersionName
    version: VersionName
    row: NormRow
    withdrawn: tuple[Earlier, ...]
    before: str | None
    after: str | None

    def judgement(self, number: int) -> Judgement:
        """The judgement on this norm with this id. Raises NotFound when it is not (or no longer) in force."""
        found = next((one for one in self.row.judgements if one.id == number), None)
        if found is None:
            raise NotFound("Dit oordeel geldt niet meer. Open de norm opnieuw.")
        return found


def overview(wiring: Wiring, person: Person) -> Overview:
    with wiring.database.read() as session:
        require_inspector(person)
        assessments: list[VersionName] = []
        versions: list[VersionName] = []
        for framework in frameworks.frameworks(session):
            named = [_name(version) for version in reversed(framework.versions)]
            (assessments if framework.kind is FrameworkKind.ASSESSMENT else versions).extend(named)
        return Overview(tuple(assessments), tuple(versions), _pairs(wiring, session))


def table(wiring: Wiring, person: Person, pair: Pair) -> Table:
    """Raises NotFound when one of the two versions does not exist."""
    with wiring.database.read() as session:
        require_inspector(person)
        sides = Sides(wiring, session, pair)
        judged = alignments.in_force(session, sides.assessment, sides.version)
        rows = tuple(_row(sides, person, norm, _on(judged, norm.number)) for norm in sides.norms)
        known = {norm.number for norm in sides.norms}
        return Table(
            pair=pair,
            assessment=_name(sides.assessment),
            version=_name(sides.version),
            rows=rows,
            counts=tally(row.verdict for row in rows),
            stale=sum(1 for row in rows if row.stale),
            unmatched=tuple(judgement(sides, person, row) for row in judged if row.norm not in known),
            previous=_previous(session, sides, judged),
        )


def norm_page(wiring: Wiring, person: Person, pair: Pair, number: str) -> NormPage:
    """Raises NotFound when a version or the norm does not exist."""
    with wiring.database.read() as session:
        require_inspector(person)
        sides = Sides(wiring, session, pair)
        norm = sides.norm(number)
        numbers = [other.number for other in sides.norms]
        at = numbers.index(number)
        judged = _on(alignments.in_force(session, sides.assessment, sides.version), number)
        return NormPage(
            pair=pair,
            assessment=_name(sides.assessment),
            version=_name(sides.version),
            row=_row(sides, person, norm, judged),
            withdrawn=_withdrawn(session, sides, number),
            before=numbers[at - 1] if at else None,
            after=numbers[at + 1] if at + 1 < len(numbers) else None,
        )


def _pairs(wiring: Wiring, session: Session) -> tuple[PairLine, ...]:
    grouped: dict[tuple[int, int], list[Alignment]] = {}
    for row in alignments.all_in_force(session):
        grouped.setdefault((row.assessment_version_id, row.version_id), []).append(row)
    lines = [_pair_line(wiring, rows) for rows in grouped.values()]
    return tuple(sorted(lines, key=lambda line: (line.version.title, line.version.dated), reverse=True))


def _pair_line(wiring: Wiring, rows: Sequence[Alignment]) -> PairLine:
    assessment, version = rows[0].assessment_version, rows[0].version
    numbers = {norm.number for norm in norms_of(wiring, assessment)}
    return PairLine(
        Pair(assessment.framework.slug, assessment.label, version.framework.slug, version.label),
        _name(assessment),
        _name(version),
        norms=len(numbers),
        judged=len({row.norm for row in rows} & numbers),
        stale=sum(1 for row in rows if row.stale),
    )


def _previous(session: Session, sides: Sides, judged: Sequence[Alignment]) -> str | None:
    before = frameworks.previous(session, sides.assessment)
    if judged or before is None:
        return None
    return before.label if alignments.in_force(session, before, sides.version) else None


def _row(sides: Sides, person: Person, norm: Norm, judged: Sequence[Alignment]) -> NormRow:
    verdicts = [row.verdict for row in judged]
    stale = any(row.stale for row in judged)
    return NormRow(
        norm=norm,
        fragment=sides.norm_fragment(norm),
        verdict=verdict_of(verdicts),
        urgency=urgency(verdicts, stale),
        stale=stale,
        judgements=tuple(judgement(sides, person, row) for row in judged),
    )


def _withdrawn(session: Session, sides: Sides, number: str) -> tuple[Earlier, ...]:
    """Judgements on this norm that ended without another in their place."""
    ended = alignments.ended(session, sides.assessment, sides.version)
    replaced = {row.carried_from_id for row in ended}
    replaced |= {row.carried_from_id for row in alignments.in_force(session, sides.assessment, sides.version)}
    return tuple(earlier(row) for row in _on(ended, number) if row.id not in replaced)


def _on(rows: Iterable[Alignment], number: str) -> list[Alignment]:
    return [row for row in rows if row.norm == number]


def _name(version: Version) -> VersionName:
    return VersionName(version.framework.slug, version.title, version.label, version.dated)
