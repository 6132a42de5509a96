"""What the services work with, put together once in `kader.app` and handed to whoever calls them."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime

from kader.config import Settings
from kader.search.index import SearchIndex
from kader.services.derived import Derived
from kader.storage.database import Database

Clock = Callable[[], datetime]


def system_clock() -> datetime:
    """The present moment, aware, in UTC."""
    return datetime.now(UTC)


@dataclass(frozen=True, slots=True)
class Wiring:
    settings: Settings
    database: Database
    index: SearchIndex
    clock: Clock = system_clock
    derived: Derived = field(default_factory=Derived)

    def close(self) -> None:
        """Let go of connections and open files."""
        self.database.close()
        self.index.close()
