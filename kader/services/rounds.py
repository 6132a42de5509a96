"""The editor's start page, and opening a round on a version."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from kader.domain.audit import Act
from kader.domain.errors import InvalidInput
from kader.domain.rights import Action, Person, frameworks_of, require
from kader.domain.round import Phase, phase, require_period
from kader.domain.vocabulary import VersionStatus
from kader.services.wiring import Wiring, note
from kader.storage import answering, frameworks
from kader.storage.tables import Framework, Round, Version


@dataclass(frozen=True, slots=True)
class RoundWork:
    """A round as an editor sees it; `total` and `answered` count points and comments."""

    id: int
    title: str
    version: str
    phase: Phase
    opens_at: datetime
    closes_at: datetime
    total: int
    answered: int


@dataclass(frozen=True, slots=True)
class VersionLine:
    label: str
    status: VersionStatus
    dated: date


@dataclass(frozen=True, slots=True)
class FrameworkWork:
    """A framework of this editor: its versions and rounds, newest first."""

    slug: str
    title: str
    versions: tuple[VersionLine, ...]
    rounds: tuple[RoundWork, ...]


@dataclass(frozen=True, slots=True)
class NewRound:
    """What an editor fills in; both moments are aware."""

    title: str
    introduction: str
    questions: tuple[str, ...]
    opens_at: datetime
    closes_at: datetime


@dataclass(frozen=True, slots=True)
class RoundSubject:
    """The version a round is opened on."""

    slug: str
    framework: str
    label: str
    title: str


def my_work(wiring: Wiring, person: Person) -> tuple[FrameworkWork, ...]:
    """The frameworks this person edits."""
    with wiring.database.read() as session:
        mine = answering.frameworks_with_rounds(session, frameworks_of(person, Action.ANSWER))
        rounds = [one for framework in mine for version in framework.versions for one in version.rounds]
        progress = answering.progress(session, [one.id for one in rounds])
        return tuple(_work(framework, progress, wiring.clock()) for framework in mine)


def round_subject(wiring: Wiring, person: Person, slug: str, label: str) -> RoundSubject:
    """Raises NotFound, NotAllowed."""
    with wiring.database.read() as session:
        version = frameworks.version(session, slug, label)
        require(person, Action.OPEN_ROUND, framework_id=version.framework_id)
        return RoundSubject(slug, version.framework.title, label, version.title)


def open_round(wiring: Wiring, person: Person, slug: str, label: str, new: NewRound) -> int:
    """The id of a new round. Raises InvalidInput without a title or when it would end before it begins."""
    if not new.title.strip():
        raise InvalidInput("Geef de consultatieronde een titel.")
    require_period(new.opens_at, new.closes_at)
    with wiring.writing(person, Act.OPEN_ROUND) as session:
        version = frameworks.version(session, slug, label)
        require(person, Action.OPEN_ROUND, framework_id=version.framework_id)
        added = _row(version, new)
        session.add(added)
        session.flush()
        note(session, f"consultatieronde {added.id}")
        return added.id


def _row(version: Version, new: NewRound) -> Round:
    return Round(
        version_id=version.id,
        title=new.title.strip(),
        introduction=new.introduction.strip(),
        questions=[question.strip() for question in new.questions if question.strip()],
        opens_at=new.opens_at,
        closes_at=new.closes_at,
    )


def _work(framework: Framework, progress: dict[int, answering.Progress], now: datetime) -> FrameworkWork:
    versions = sorted(framework.versions, key=lambda version: version.ordinal, reverse=True)
    return FrameworkWork(
        framework.slug,
        framework.title,
        tuple(VersionLine(version.label, version.status, version.dated) for version in versions),
        tuple(_rounds(versions, progress, now)),
    )


def _rounds(
    versions: Sequence[Version], progress: dict[int, answering.Progress], now: datetime
) -> list[RoundWork]:
    pairs = [(version, one) for version in versions for one in version.rounds]
    pairs.sort(key=lambda pair: pair[1].opens_at, reverse=True)
    return [_round(version, one, progress, now) for version, one in pairs]


def _round(version: Version, one: Round, progress: dict[int, answering.Progress], now: datetime) -> RoundWork:
    done = progress.get(one.id, answering.Progress())
    return RoundWork(
        one.id,
        one.title,
        version.label,
        phase(one.opens_at, one.closes_at, one.accounted_at, now),
        one.opens_at,
        one.closes_at,
        done.total,
        done.answered,
    )
