"""Count attempts in the database, so that all processes of the service count together."""

from datetime import datetime

from sqlalchemy import delete, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from kader.storage.account_tables import AttemptCount


def locked(session: Session, key: str, now: datetime) -> AttemptCount:
    """The count under this key, made if it is not there; who wants it too waits for this unit of work."""
    insert = postgresql.insert if session.get_bind().dialect.name == "postgresql" else sqlite.insert
    fresh = {"key": key, "attempts": 0, "last_at": now, "free_at": now}
    made = insert(AttemptCount).values(fresh)
    # An update that changes nothing holds the row, so that nobody drops it before it is read.
    session.execute(made.on_conflict_do_update(index_elements=["key"], set_={"key": key}))
    query = select(AttemptCount).where(AttemptCount.key == key).with_for_update()
    return session.scalars(query.execution_options(populate_existing=True)).one()


def forget(session: Session, key: str) -> None:
    session.execute(delete(AttemptCount).where(AttemptCount.key == key))


def forget_before(session: Session, moment: datetime) -> None:
    """Drop the counts that nobody touched since; those that somebody else is dropping are left to them."""
    old = select(AttemptCount.key).where(AttemptCount.last_at < moment).with_for_update(skip_locked=True)
    session.execute(delete(AttemptCount).where(AttemptCount.key.in_(session.scalars(old).all())))
