"""Add to the audit log, and read it."""

import secrets
from collections.abc import Generator, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, delete, func, or_, select
from sqlalchemy.orm import Session

from kader.domain.audit import Entry, Head, Kept, Trace, account, chained, seal
from kader.domain.rights import Person
from kader.storage.audit_tables import AuditEntry, AuditHead, AuditTrace

_AT_ONCE = 1000
_Query = Select[*tuple[Any, ...]]
# Columns, not rows as objects: a log has far more of them than anything else.
_KEPT: _Query = select(
    AuditEntry.ordinal,
    AuditEntry.at,
    AuditEntry.person_id,
    AuditEntry.act,
    AuditEntry.subject,
    AuditEntry.detail,
    AuditEntry.sealed,
    AuditEntry.sha256,
    AuditTrace.salt,
    AuditTrace.name,
    AuditTrace.origin,
).outerjoin_from(AuditEntry, AuditTrace, AuditTrace.ordinal == AuditEntry.ordinal)


def append(
    session: Session, at: datetime, person: Person, act: str, subject: str, detail: str, origin: str
) -> None:
    """Add the last entry; must be the last thing that happens in a unit of work.

    From here until it ends other writers wait, so that no two entries follow the same one.
    """
    session.flush()
    head = session.get_one(AuditHead, 1, with_for_update=True, populate_existing=True)
    trace = Trace(secrets.token_hex(16), person.name, origin)
    entry = Entry(head.ordinal + 1, at, person.id, act, subject, detail, seal(trace))
    head.ordinal, head.sha256 = entry.ordinal, chained(head.sha256, entry)
    session.add(_row(entry, head.sha256))
    session.flush()
    session.add(AuditTrace(ordinal=entry.ordinal, salt=trace.salt, name=trace.name, origin=trace.origin))


def erase_traces(session: Session, user_id: int) -> None:
    """Remove the name and the addresses of a person from the log; their acts stay.

    Belongs in the unit of work that records `Act.ERASE_ACCOUNT` on `account(user_id)`.
    """
    of_person = select(AuditEntry.ordinal).where(AuditEntry.person_id == user_id)
    session.execute(delete(AuditTrace).where(AuditTrace.ordinal.in_(of_person)))


def clear_traces(session: Session, before: datetime) -> int:
    """Remove all names and addresses up to the first entry from `before` on; gives the last ordinal cleared.

    Belongs in the unit of work that records `Act.CLEAR_TRACES` with that ordinal as its detail.
    """
    kept_from = session.scalar(select(func.min(AuditEntry.ordinal)).where(AuditEntry.at >= before))
    last = head(session).ordinal if kept_from is None else kept_from - 1
    session.execute(delete(AuditTrace).where(AuditTrace.ordinal <= last))
    return last


def head(session: Session) -> Head:
    row = session.get_one(AuditHead, 1)
    return Head(row.ordinal, row.sha256)


def kept(session: Session) -> Generator[Kept]:
    """All entries with their traces, in their order; who stops halfway closes it."""
    yield from _fetched(session, _KEPT.order_by(AuditEntry.ordinal))


@dataclass(frozen=True, slots=True)
class Sought:
    """Which entries: by or on one account, or by nobody with one; of one act; `start` <= moment < `end`."""

    person_id: int | None = None
    without_account: bool = False
    act: str = ""
    start: datetime | None = None
    end: datetime | None = None


def search(session: Session, sought: Sought, before: int | None, most: int | None) -> Generator[Kept]:
    """The newest first, those before the ordinal `before`, no more than `most` of them."""
    query = _KEPT.where(*_conditions(sought)).order_by(AuditEntry.ordinal.desc()).limit(most)
    if before is not None:
        query = query.where(AuditEntry.ordinal < before)
    yield from _fetched(session, query)


def acts(session: Session) -> list[str]:
    """What was ever done, in the words of the log."""
    return list(session.scalars(select(AuditEntry.act).distinct().order_by(AuditEntry.act)))


def _conditions(sought: Sought) -> Iterator[ColumnElement[bool]]:
    if sought.without_account:
        yield AuditEntry.person_id.is_(None)
    elif sought.person_id is not None:
        yield or_(AuditEntry.person_id == sought.person_id, AuditEntry.subject == account(sought.person_id))
    if sought.act:
        yield AuditEntry.act == sought.act
    if sought.start is not None:
        yield AuditEntry.at >= sought.start
    if sought.end is not None:
        yield AuditEntry.at < sought.end


def _row(entry: Entry, sha256: str) -> AuditEntry:
    return AuditEntry(
        ordinal=entry.ordinal,
        at=entry.at,
        person_id=entry.person_id,
        act=str(entry.act),
        subject=entry.subject,
        detail=entry.detail,
        sealed=entry.sealed,
        sha256=sha256,
    )


def _fetched(session: Session, query: _Query) -> Generator[Kept]:
    with session.execute(query.execution_options(yield_per=_AT_ONCE)) as rows:
        for row in rows:
            yield _kept(*row)


def _kept(*row: Any) -> Kept:
    *entry, sha256, salt, name, origin = row
    return Kept(Entry(*entry), sha256, None if salt is None else Trace(salt, name, origin))
