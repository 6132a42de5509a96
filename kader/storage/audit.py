"""Add to the audit log, and read it."""

import secrets
from collections.abc import Generator
from datetime import datetime

from sqlalchemy import delete, select
from sqlalchemy.orm import Session, joinedload

from kader.domain.audit import Entry, Head, Kept, Trace, chained, seal
from kader.domain.rights import Person
from kader.storage.audit_tables import AuditEntry, AuditHead, AuditTrace

_AT_ONCE = 1000


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


def head(session: Session) -> Head:
    row = session.get_one(AuditHead, 1)
    return Head(row.ordinal, row.sha256)


def kept(session: Session) -> Generator[Kept]:
    """All entries with their traces, in their order; who stops halfway closes it."""
    query = select(AuditEntry).options(joinedload(AuditEntry.trace)).order_by(AuditEntry.ordinal)
    with session.scalars(query.execution_options(yield_per=_AT_ONCE)) as rows:
        for row in rows:
            yield _kept(row)


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


def _kept(row: AuditEntry) -> Kept:
    entry = Entry(row.ordinal, row.at, row.person_id, row.act, row.subject, row.detail, row.sealed)
    found = row.trace
    trace = None if found is None else Trace(found.salt, found.name, found.origin)
    return Kept(entry, row.sha256, trace)
