"""One unit of work over SQLite or PostgreSQL.

`Database.read()` and `Database.write()` each give one transaction; a write commits when its block ends well
and leaves nothing behind when it does not. SQLite runs with a write-ahead log, foreign keys, full
synchronisation and BEGIN IMMEDIATE for writes, so that two writers wait for one another instead of failing at
commit.
"""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event, make_url
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.orm import Session
from sqlalchemy.pool import ConnectionPoolEntry

__all__ = ["Database", "Session"]

_BUSY_TIMEOUT_MS = 10_000


class Database:
    def __init__(self, url: str) -> None:
        """`url` as SQLAlchemy takes it: sqlite:///path or postgresql+psycopg://..."""
        self.engine = _engine(url)
        self._writing = self.engine.execution_options(kader_write=True)

    @contextmanager
    def read(self) -> Iterator[Session]:
        with Session(self.engine, expire_on_commit=False) as session:
            yield session

    @contextmanager
    def write(self) -> Iterator[Session]:
        """One transaction: committed when the block ends, rolled back when it raises."""
        with Session(self._writing, expire_on_commit=False) as session, session.begin():
            yield session

    def make_room(self) -> None:
        """Make the folder that a SQLite file is to stand in."""
        name = self.engine.url.database
        if self.engine.dialect.name == "sqlite" and name:
            Path(name).parent.mkdir(parents=True, exist_ok=True)

    def close(self) -> None:
        self.engine.dispose()


def _engine(url: str) -> Engine:
    # An error goes to the log; what people wrote, which is in the parameters, does not.
    engine = create_engine(url, pool_pre_ping=not url.startswith("sqlite"), hide_parameters=True)
    if make_url(url).get_backend_name() == "sqlite":
        event.listen(engine, "connect", _prepare_sqlite)
        event.listen(engine, "begin", _begin_sqlite)
    return engine


def _prepare_sqlite(connection: DBAPIConnection, _record: ConnectionPoolEntry) -> None:
    assert isinstance(connection, sqlite3.Connection)  # noqa: S101 - narrows the type for the checker
    connection.isolation_level = None  # transactions are begun below, not by the driver
    for pragma in (
        "journal_mode=WAL",
        "synchronous=FULL",
        "foreign_keys=ON",
        f"busy_timeout={_BUSY_TIMEOUT_MS}",
    ):
        connection.execute(f"PRAGMA {pragma}")


def _begin_sqlite(connection: Connection) -> None:
    options: dict[str, Any] = dict(connection.get_execution_options())
    connection.exec_driver_sql("BEGIN IMMEDIATE" if options.get("kader_write") else "BEGIN")
