"""The editor's start page, and opening a round on a version."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from kader.domain.audit import Act
from kader.domain.errors import InvalidInput
from kader.domain.mail import one_line
from kader.domain.rights import Action, Person, frameworks_of, require
from kader.domain.round import (
    Phase,
    RoundAct,
    phase,
    require_act,
    require_organisations,
    require_period,
)
from kader.domain.typed_text import cleaned
from kader.domain.vocabulary import VersionStatus
from kader.services import round_mails
from kader.services.wiring import Wiring, note
from kader.storage import answering, frameworks
from kader.storage import rounds as stored
from kader.storage.database import Session
from kader.storage.round_tables import Invitation
from kader.storage.rounds import calendar_of
from kader.storage.tables import Framework, Organisation, Round, Version

NO_TITLE = "Geef de consultatieronde een titel."


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
    """What an editor fills in; both moments are aware, `introduction` is markdown.

    `invited` holds slugs of organisations; when not `open_to_all` only these can respond.
    """

    title: str
    introduction: str
    questions: tuple[str, ...]
    opens_at: datetime
    closes_at: datetime
    open_to_all: bool = True
    invited: tuple[str, ...] = ()
    satisfaction_public: bool = False


@dataclass(frozen=True, slots=True)
class RoundSubject:
    """The version a round is opened on, and (slug, name) of the organisations that can be invited."""

    slug: str
    framework: str
    label: str
    title: str
    organisations: tuple[tuple[str, str], ...]


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
        return _subject(session, version)


def open_round(wiring: Wiring, person: Person, slug: str, label: str, new: NewRound) -> int:
    """The id of a new round; who is invited gets a mail.

    Raises InvalidInput without a title, when it would end before it begins, or when nobody could take part.
    """
    _require_complete(new)
    with wiring.writing(person, Act.OPEN_ROUND) as session:
        version = frameworks.version(session, slug, label)
        require(person, Action.OPEN_ROUND, framework_id=version.framework_id)
        added = Round(version=version)
        _fill(added, new)
        session.add(added)
        session.flush()
        invite(wiring, session, person, added, new.invited)
        note(session, f"consultatieronde {added.id}")
        return added.id


def round_as_filled_in(wiring: Wiring, person: Person, round_id: int) -> tuple[RoundSubject, NewRound]:
    """A round that is not open yet, to be changed. Raises NotFound, NotAllowed."""
    with wiring.database.read() as session:
        one = _changeable(wiring, session, person, round_id)
        slugs = {organisation.id: organisation.slug for organisation in stored.organisations(session)}
        filled_in = NewRound(
            one.title,
            one.introduction,
            tuple(one.questions),
            one.opens_at,
            one.closes_at,
            one.open_to_all,
            tuple(slugs[asked.organisation_id] for asked in one.invitations),
            one.satisfaction_public,
        )
        return _subject(session, one.version), filled_in


def change_round(wiring: Wiring, person: Person, round_id: int, new: NewRound) -> None:
    """Change a round that is not open yet; who is newly invited, or invited for another period, gets a mail.

    Raises NotAllowed once it opened, InvalidInput as `open_round` does.
    """
    _require_complete(new)
    with wiring.writing(person, Act.CHANGE_ROUND, f"consultatieronde {round_id}") as session:
        one = _changeable(wiring, session, person, round_id)
        period = one.opens_at, one.closes_at
        _fill(one, new)
        wanted = {organisation.id for organisation in _named(session, new.invited)}
        one.invitations = [asked for asked in one.invitations if asked.organisation_id in wanted]
        session.flush()
        if period != (one.opens_at, one.closes_at):
            told = [asked.organisation_id for asked in one.invitations]
            round_mails.tell_period(session, wiring, one, told)
        invite(wiring, session, person, one, new.invited)


def invite(wiring: Wiring, session: Session, person: Person, one: Round, slugs: Sequence[str]) -> None:
    """Invite organisations that were not invited yet, within a running transaction, and tell them."""
    present = {asked.organisation_id for asked in one.invitations}
    added = {organisation.id for organisation in _named(session, slugs)} - present
    now = wiring.clock()
    one.invitations += [
        Invitation(organisation_id=number, invited_at=now, invited_by_id=person.id)
        for number in sorted(added)
    ]
    session.flush()
    round_mails.invite(session, wiring, one, added)


def _changeable(wiring: Wiring, session: Session, person: Person, round_id: int) -> Round:
    one = stored.round_of(session, round_id)
    require(person, Action.OPEN_ROUND, framework_id=one.version.framework_id)
    require_act(RoundAct.CHANGE, calendar_of(one).phase(wiring.clock()))
    return one


def _named(session: Session, slugs: Sequence[str]) -> list[Organisation]:
    """Raises InvalidInput when one of them is not there."""
    found = [one for one in stored.organisations(session) if one.slug in slugs]
    if len(found) < len(set(slugs)):
        raise InvalidInput("Een van de organisaties bestaat niet. Kies uit de lijst.")
    return found


def _require_complete(new: NewRound) -> None:
    if not new.title.strip():
        raise InvalidInput(NO_TITLE)
    require_period(new.opens_at, new.closes_at)
    require_organisations(new.open_to_all, new.invited)


def _subject(session: Session, version: Version) -> RoundSubject:
    return RoundSubject(
        version.framework.slug,
        version.framework.title,
        version.label,
        version.title,
        tuple((one.slug, one.name) for one in stored.organisations(session)),
    )


def _fill(row: Round, new: NewRound) -> None:
    row.title = one_line(new.title)
    row.introduction = cleaned(new.introduction)
    row.questions = [question for typed in new.questions if (question := cleaned(typed))]
    row.opens_at, row.closes_at = new.opens_at, new.closes_at
    row.open_to_all, row.satisfaction_public = new.open_to_all, new.satisfaction_public


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
