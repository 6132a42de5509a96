"""What the services work with, put together once in `kader.app` and handed to whoever calls them."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime

from kader.config import Settings
from kader.domain.audit import Act
from kader.domain.rights import Person
from kader.search.index import SearchIndex
from kader.services.derived import Derived
from kader.storage import audit
from kader.storage.database import Database, Session

Clock = Callable[[], datetime]
COMMAND_LINE = "opdrachtregel"
_NOTES = "audit notes"


def system_clock() -> datetime:
    """The present moment, aware, in UTC."""
    return datetime.now(UTC)


@dataclass(frozen=True, slots=True)
class Wiring:
    """`origin` says where acts come from: a network address, COMMAND_LINE, or "" for the service itself."""

    settings: Settings
    database: Database
    index: SearchIndex
    clock: Clock = system_clock
    derived: Derived = field(default_factory=Derived)
    origin: str = ""

    @contextmanager
    def writing(self, person: Person, act: Act, subject: str = "") -> Iterator[Session]:
        """The one unit of work of an act that changes something, with its entry in the audit log.

        Both are kept when the block ends, neither when it raises. `subject` says what the act is done to
        ("reactie 12"); when that is known only later, `note` it.
        """
        with self.database.write() as session:
            yield session
            notes: dict[str, _Note] = session.info.get(_NOTES) or {subject: _Note()}
            for about, said in notes.items():
                who = said.by or person
                audit.append(session, self.clock(), who, act, about, said.detail, self.origin)

    @contextmanager
    def bookkeeping(self) -> Iterator[Session]:
        """A unit of work that changes nothing people would ask about, and so leaves no entry.

        For counting attempts, claiming a mail, when a session was last seen. `tests/repo` lists who may.
        """
        with self.database.write() as session:
            yield session

    def close(self) -> None:
        """Let go of connections and open files."""
        self.database.close()
        self.index.close()


@dataclass(frozen=True, slots=True)
class _Note:
    detail: str = ""
    by: Person | None = None


def note(session: Session, subject: str, detail: str = "", by: Person | None = None) -> None:
    """Say what the running act is done to, and one word more; no names, no contents.

    Who does the same to several things notes each: each gets its entry. Of what is noted twice the last word
    counts. `by` is who acts, where that becomes known only within the act: when somebody signs in.
    """
    session.info.setdefault(_NOTES, {})[subject] = _Note(detail, by)
