"""Put mails in the outbox, and take them out one at a time."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, func, or_, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from kader.domain.errors import NotFound
from kader.domain.mail import MailKind, MailState
from kader.storage.mail_tables import Mail, MailChoice

_LAST_ID = 2**31 - 1


def add_once(session: Session, values: Mapping[str, Any]) -> bool:
    """Add a mail unless one with its key is there; whether it was added.

    Two transactions that add the same key at once do not fail: the second waits, and adds nothing.
    """
    insert = sqlite.insert if session.get_bind().dialect.name == "sqlite" else postgresql.insert
    statement = insert(Mail).values(**values).on_conflict_do_nothing(index_elements=[Mail.key])
    return session.scalar(statement.returning(Mail.id)) is not None


def is_due(session: Session, now: datetime) -> bool:
    """Whether a sender has something to do: asked before a claim, which makes others wait on SQLite."""
    return session.scalar(select(Mail.id).where(_due(now)).limit(1)) is not None


def claim(session: Session, now: datetime, until: datetime, lease: str) -> Mail | None:
    """The mail that waited longest, leased; one that another sender is claiming is passed over."""
    query = select(Mail).where(_due(now)).order_by(Mail.due_at, Mail.id).limit(1)
    found = session.scalar(query.with_for_update(skip_locked=True))
    if found is not None:
        found.lease, found.leased_until, found.tries = lease, until, found.tries + 1
    return found


def held_until(session: Session, now: datetime) -> list[Mail]:
    """Mails held for summaries that are due, by person and in the order of promising; locked."""
    query = select(Mail).where(Mail.state == MailState.HELD, Mail.due_at <= now)
    order = query.order_by(Mail.user_id, Mail.queued_at, Mail.id)
    return list(session.scalars(order.with_for_update(skip_locked=True)))


def has_held(session: Session, now: datetime) -> bool:
    query = select(Mail.id).where(Mail.state == MailState.HELD, Mail.due_at <= now)
    return session.scalar(query.limit(1)) is not None


def mail(session: Session, mail_id: int) -> Mail:
    """Raises NotFound."""
    found = session.get(Mail, mail_id) if mail_id <= _LAST_ID else None
    if found is None:
        raise NotFound("Deze mail bestaat niet. Kijk in de lijst.")
    return found


def counts(session: Session) -> dict[MailState, int]:
    rows = session.execute(select(Mail.state, func.count(Mail.id)).group_by(Mail.state))
    return {row[0]: row[1] for row in rows}


def in_state(session: Session, state: MailState, limit: int) -> Sequence[Mail]:
    """The newest first."""
    query = select(Mail).where(Mail.state == state)
    return session.scalars(query.order_by(Mail.queued_at.desc(), Mail.id.desc()).limit(limit)).all()


def choice(session: Session, user_id: int) -> MailChoice | None:
    return session.get(MailChoice, user_id)


def has_settled(session: Session, before: datetime) -> bool:
    """Whether there are addresses of mails that went out before a moment."""
    return session.scalar(select(Mail.id).where(_old(before)).limit(1)) is not None


def forget_settled(session: Session, before: datetime) -> None:
    session.execute(update(Mail).where(_old(before)).values(to_address="", user_id=None, subject=""))


def refused_by(session: Session, kind: MailKind) -> set[int]:
    """The ids of who does not want mails of a kind."""
    rows = session.execute(select(MailChoice.user_id, MailChoice.refused))
    return {row[0] for row in rows if kind in row[1]}


def _old(before: datetime) -> ColumnElement[bool]:
    is_out = Mail.state.in_((MailState.SENT, MailState.SUMMARISED))
    return is_out & (Mail.settled_at < before) & (Mail.to_address != "")


def _due(now: datetime) -> ColumnElement[bool]:
    free = or_(Mail.leased_until.is_(None), Mail.leased_until <= now)
    return (Mail.state == MailState.WAITING) & (Mail.due_at <= now) & free
