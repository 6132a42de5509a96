"""Load rounds with what belongs to them, and whom a mail about a round is for."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session, joinedload, selectinload

from kader.domain.errors import NotFound
from kader.domain.round import Calendar
from kader.domain.vocabulary import ResponseStatus, Role
from kader.storage.mail_tables import Mail
from kader.storage.tables import Alignment, Grant, Organisation, Response, Round, User, Version

_LAST_ID = 2**31 - 1
_AT_ONCE = 1_000
_RESPONDING = (Role.MEMBER, Role.COORDINATOR)


@dataclass(frozen=True, slots=True)
class Recipient:
    """Somebody to mail, and the organisation they get it for; None for an editor."""

    user_id: int
    name: str
    email: str
    organisation_id: int | None
    organisation: str


def calendar_of(one: Round) -> Calendar:
    return Calendar(
        one.opens_at,
        one.closes_at,
        one.accounted_at,
        one.open_to_all,
        frozenset(invitation.organisation_id for invitation in one.invitations),
        tuple((late.organisation_id, late.until) for late in one.late_admissions),
    )


def round_of(session: Session, round_id: int) -> Round:
    """The round with its version, framework, invitations, extensions and admissions. Raises NotFound."""
    options = [
        joinedload(Round.version).joinedload(Version.framework),
        selectinload(Round.invitations),
        selectinload(Round.extensions),
        selectinload(Round.late_admissions),
    ]
    found = session.get(Round, round_id, options=options) if round_id <= _LAST_ID else None
    if found is None:
        raise NotFound("Deze consultatieronde bestaat niet. Kijk in de lijst van rondes.")
    return found


def locked_round(session: Session, round_id: int) -> Round:
    """The round, held until the transaction ends: two editors must not put its end at two moments."""
    # By its number alone: PostgreSQL does not lock what a join brings along.
    if round_id <= _LAST_ID:
        session.execute(select(Round.id).where(Round.id == round_id).with_for_update())
    return round_of(session, round_id)


def open_between(session: Session, after: datetime, now: datetime) -> list[Round]:
    """Rounds that are open now and opened after a moment, or close within the time that was since then."""
    soon = now + (now - after)
    query = select(Round).where(
        Round.opens_at <= now, Round.closes_at > now, or_(Round.opens_at > after, Round.closes_at <= soon)
    )
    return list(session.scalars(query))


def organisations(session: Session) -> list[Organisation]:
    return list(session.scalars(select(Organisation).order_by(Organisation.name)))


def responding_organisations(session: Session) -> set[int]:
    """The organisations in which somebody can respond."""
    query = select(Grant.organisation_id).where(Grant.role.in_(_RESPONDING)).distinct()
    return {one for one in session.scalars(query) if one is not None}


def stands(session: Session, round_id: int) -> dict[int, ResponseStatus]:
    """How far each organisation that began is; of drafts nothing else."""
    query = select(Response.organisation_id, Response.status).where(Response.round_id == round_id)
    return {row[0]: row[1] for row in session.execute(query)}


def responders(session: Session, organisation_ids: Collection[int]) -> list[Recipient]:
    """The people who can respond for these organisations and can sign in."""
    query = (
        select(User, Organisation)
        .join(Grant, Grant.user_id == User.id)
        .join(Organisation, Organisation.id == Grant.organisation_id)
        .where(User.active, Grant.role.in_(_RESPONDING), Organisation.id.in_(organisation_ids))
        .order_by(Organisation.id, User.id)
    )
    pairs = {(user.id, one.id): (user, one) for user, one in session.execute(query)}
    return [Recipient(user.id, user.name, user.email, one.id, one.name) for user, one in pairs.values()]


def editors(session: Session, framework_id: int) -> list[Recipient]:
    query = (
        select(User)
        .join(Grant, Grant.user_id == User.id)
        .where(User.active, Grant.role == Role.EDITOR, Grant.framework_id == framework_id)
        .order_by(User.id)
    )
    return [Recipient(user.id, user.name, user.email, None, "") for user in session.scalars(query).unique()]


def inspectors(session: Session, organisation_ids: Collection[int]) -> list[Recipient]:
    query = (
        select(User, Organisation)
        .join(Grant, Grant.user_id == User.id)
        .join(Organisation, Organisation.id == Grant.organisation_id)
        .where(User.active, Grant.role == Role.INSPECTOR, Organisation.id.in_(organisation_ids))
        .order_by(User.id)
    )
    return [
        Recipient(user.id, user.name, user.email, one.id, one.name) for user, one in session.execute(query)
    ]


def took_part(session: Session, framework_id: int) -> set[int]:
    """The organisations that submitted a response on any version of a framework."""
    query = (
        select(Response.organisation_id)
        .join(Round, Round.id == Response.round_id)
        .join(Version, Version.id == Round.version_id)
        .where(Version.framework_id == framework_id, Response.status == ResponseStatus.SUBMITTED)
    )
    return set(session.scalars(query.distinct()))


def judged(session: Session, framework_id: int) -> set[int]:
    """The inspectorates that judged any version of a framework."""
    query = (
        select(Alignment.organisation_id)
        .join(Version, Version.id == Alignment.version_id)
        .where(Version.framework_id == framework_id)
    )
    return {one for one in session.scalars(query.distinct()) if one is not None}


def promised(session: Session, keys: Collection[str]) -> int:
    """How many mails with these keys were promised."""
    wanted = list(keys)
    parts = (wanted[start : start + _AT_ONCE] for start in range(0, len(wanted), _AT_ONCE))
    counts = (select(func.count(Mail.id)).where(Mail.key.in_(part)) for part in parts)
    return sum(session.scalars(query).one() for query in counts)
