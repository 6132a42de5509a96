"""While a round runs: who was invited and who submitted, more invitations, a later end, a late admission.

An editor sees which organisations submitted, and of drafts only how many there are.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from kader.domain.audit import Act
from kader.domain.errors import InvalidInput
from kader.domain.rights import Action, Person, require
from kader.domain.round import (
    ALLOWED,
    Phase,
    RoundAct,
    require_act,
    require_admission,
    require_extension,
)
from kader.domain.typed_text import cleaned
from kader.domain.vocabulary import ResponseStatus
from kader.formats.dutch import moment
from kader.services import round_mails
from kader.services.rounds import invite
from kader.services.wiring import Wiring, note
from kader.storage import rounds as stored
from kader.storage.database import Session
from kader.storage.round_tables import Extension, LateAdmission
from kader.storage.rounds import calendar_of
from kader.storage.tables import Organisation, Round


@dataclass(frozen=True, slots=True)
class ExtensionLine:
    """The end of a round was put later for everyone."""

    closed_at: datetime
    closes_at: datetime
    reason: str
    decided_at: datetime


@dataclass(frozen=True, slots=True)
class AdmissionLine:
    """The round is open longer for one organisation."""

    organisation: str
    until: datetime
    reason: str
    decided_at: datetime


@dataclass(frozen=True, slots=True)
class TakingPart:
    """An organisation in a round. Whether it has begun is its own business until it submits.

    `reachable` is False when nobody has an account to respond with: then no mail arrived anywhere.
    """

    slug: str
    name: str
    invited: bool
    submitted: bool
    reachable: bool


@dataclass(frozen=True, slots=True)
class Course:
    """A round as its editors follow it.

    `organisations` are those invited or admitted and those that submitted; `others` (slug, name) those that
    can still be invited; `begun` counts drafts; `may` is what can be done now.
    """

    id: int
    title: str
    slug: str
    framework: str
    version: str
    phase: Phase
    opens_at: datetime
    closes_at: datetime
    open_to_all: bool
    satisfaction_public: bool
    organisations: tuple[TakingPart, ...]
    others: tuple[tuple[str, str], ...]
    everyone: tuple[tuple[str, str], ...]
    begun: int
    submitted: int
    extensions: tuple[ExtensionLine, ...]
    admissions: tuple[AdmissionLine, ...]
    may: frozenset[RoundAct]


def course(wiring: Wiring, person: Person, round_id: int) -> Course:
    """Raises NotFound, NotAllowed for who is no editor of the framework."""
    with wiring.database.read() as session:
        return _course(session, _mine(session, person, round_id), wiring.clock())


def invite_more(wiring: Wiring, person: Person, round_id: int, slugs: Sequence[str]) -> None:
    """Invite more organisations; they get a mail. Raises NotAllowed when closed, InvalidInput without any."""
    if not slugs:
        raise InvalidInput("Kies ten minste één organisatie.")
    with wiring.writing(person, Act.INVITE_ORGANISATION, _subject(round_id)) as session:
        one = _mine(session, person, round_id)
        require_act(RoundAct.INVITE, calendar_of(one).phase(wiring.clock()))
        invite(wiring, session, person, one, slugs)


def extend(wiring: Wiring, person: Person, round_id: int, closes_at: datetime, reason: str) -> None:
    """Put the end of a round later for everyone; who takes part gets a mail with the reason.

    Raises NotAllowed before the opening or once accounted for, InvalidInput without a reason or a later end.
    """
    now, reason = wiring.clock(), cleaned(reason)
    with wiring.writing(person, Act.EXTEND_ROUND, _subject(round_id)) as session:
        one = _mine(session, person, round_id, locked=True)
        require_extension(calendar_of(one), closes_at, reason, now)
        extension = Extension(
            closed_at=one.closes_at,
            closes_at=closes_at,
            reason=reason,
            decided_at=now,
            decided_by_id=person.id,
        )
        one.extensions.append(extension)
        one.closes_at = closes_at
        session.flush()
        round_mails.tell_extension(session, wiring, one, extension)


def admit(wiring: Wiring, person: Person, round_id: int, slug: str, until: datetime, reason: str) -> None:
    """Open a round longer for one organisation, which gets a mail with the reason.

    Raises NotAllowed before the opening or once accounted for, InvalidInput without an organisation, a reason
    or a later moment.
    """
    now, reason = wiring.clock(), cleaned(reason)
    with wiring.writing(person, Act.ADMIT_LATE, _subject(round_id)) as session:
        one = _mine(session, person, round_id, locked=True)
        organisation = next((o for o in stored.organisations(session) if o.slug == slug), None)
        if organisation is None:
            raise InvalidInput("Kies een organisatie uit de lijst.")
        require_admission(calendar_of(one), organisation.id, until, reason, now)
        late = LateAdmission(
            organisation_id=organisation.id,
            until=until,
            reason=reason,
            decided_at=now,
            decided_by_id=person.id,
        )
        one.late_admissions.append(late)
        session.flush()
        note(session, _subject(round_id), f"organisatie {organisation.id}")
        round_mails.tell_admission(session, wiring, one, late)


def extension_lines(one: Round) -> tuple[ExtensionLine, ...]:
    return tuple(
        ExtensionLine(row.closed_at, row.closes_at, row.reason, row.decided_at) for row in one.extensions
    )


def admission_lines(one: Round, organisations: Iterable[Organisation]) -> tuple[AdmissionLine, ...]:
    """The late admissions of these organisations."""
    names = {organisation.id: organisation.name for organisation in organisations}
    return tuple(
        AdmissionLine(names[row.organisation_id], row.until, row.reason, row.decided_at)
        for row in one.late_admissions
        if row.organisation_id in names
    )


def still_open_for(session: Session, one: Round, now: datetime) -> str:
    """The name of an admitted organisation that can respond now and did not; "" when there is none."""
    stands = stored.stands(session, one.id)
    calendar = calendar_of(one)
    waiting = [
        organisation.name
        for organisation in stored.organisations(session)
        if any(organisation.id == number for number, _ in calendar.late)
        and calendar.open_for(organisation.id, now)
        and stands.get(organisation.id) is not ResponseStatus.SUBMITTED
    ]
    return waiting[0] if waiting else ""


def course_sentences(session: Session, one: Round) -> tuple[str, ...]:
    """How the period of a round came to be other than it was announced, with the reasons."""
    longer = [
        f"De ronde is verlengd van {moment(row.closed_at)} tot {moment(row.closes_at)}. Reden: {row.reason}"
        for row in one.extensions
    ]
    late = [
        f"{line.organisation} kon reageren tot {moment(line.until)}. Reden: {line.reason}"
        for line in admission_lines(one, stored.organisations(session))
    ]
    return (*longer, *late)


def _mine(session: Session, person: Person, round_id: int, *, locked: bool = False) -> Round:
    one = stored.locked_round(session, round_id) if locked else stored.round_of(session, round_id)
    require(person, Action.OPEN_ROUND, framework_id=one.version.framework_id)
    return one


def _course(session: Session, one: Round, now: datetime) -> Course:
    organisations = stored.organisations(session)
    stands = stored.stands(session, one.id)
    phase = calendar_of(one).phase(now)
    part = _taking_part(one, organisations, stands, stored.responding_organisations(session))
    known = {organisation.slug for organisation in part if organisation.invited}
    everyone = tuple((organisation.slug, organisation.name) for organisation in organisations)
    return Course(
        id=one.id,
        title=one.title,
        slug=one.version.framework.slug,
        framework=one.version.framework.title,
        version=one.version.label,
        phase=phase,
        opens_at=one.opens_at,
        closes_at=one.closes_at,
        open_to_all=one.open_to_all,
        satisfaction_public=one.satisfaction_public,
        organisations=part,
        others=tuple(pair for pair in everyone if pair[0] not in known),
        everyone=everyone,
        begun=sum(status is ResponseStatus.DRAFT for status in stands.values()),
        submitted=sum(status is ResponseStatus.SUBMITTED for status in stands.values()),
        extensions=extension_lines(one),
        admissions=admission_lines(one, organisations),
        may=frozenset(act for act, phases in ALLOWED.items() if phase in phases),
    )


def _taking_part(
    one: Round,
    organisations: Iterable[Organisation],
    stands: dict[int, ResponseStatus],
    reachable: Collection[int],
) -> tuple[TakingPart, ...]:
    calendar = calendar_of(one)
    submitted = {number for number, status in stands.items() if status is ResponseStatus.SUBMITTED}
    shown = calendar.invited | submitted | {number for number, _ in calendar.late}
    return tuple(
        TakingPart(
            organisation.slug,
            organisation.name,
            organisation.id in calendar.invited,
            organisation.id in submitted,
            organisation.id in reachable,
        )
        for organisation in organisations
        if organisation.id in shown
    )


def _subject(round_id: int) -> str:
    return f"consultatieronde {round_id}"
