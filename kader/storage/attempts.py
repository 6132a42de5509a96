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
    session.execute(insert(AttemptCount).values(fresh).on_conflict_do_nothing())
    query = select(AttemptCount).where(AttemptCount.key == key).with_for_update()
    return session.scalars(query.execution_options(populate_existing=True)).one()


def forget(session: Session, key: str) -> None:
    session.execute(delete(AttemptCount).where(AttemptCount.key == key))


def forget_before(session: Session, moment: datetime) -> None:
    """Drop the counts that nobody touched since."""
    session.execute(delete(AttemptCount).where(AttemptCount.last_at < moment))
