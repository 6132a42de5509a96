"""What is derived from published texts, kept by the hash of what it was derived from.

A published text never changes, so neither does its reading text or its comparison with another; a bounded
cache in each process spares making them again.
"""

from collections import OrderedDict
from collections.abc import Callable
from threading import Lock
from typing import Any

from kader.domain.reading_text import ReadingText, read
from kader.storage.tables import Version

_KEPT = 64


class Derived:
    """A least-recently-used store; two threads may make the same value twice, never a wrong one."""

    def __init__(self) -> None:
        self._values: OrderedDict[tuple[str, ...], Any] = OrderedDict()
        self._lock = Lock()

    def reading(self, version: Version) -> ReadingText:
        text: ReadingText = self.made("reading", (version.sha256,), lambda: read(version.source))
        return text

    def made(self, what: str, hashes: tuple[str, ...], make: Callable[[], Any]) -> Any:
        """The value named `what` derived from the texts with these hashes, made when it is not kept."""
        key = (what, *hashes)
        with self._lock:
            if key in self._values:
                self._values.move_to_end(key)
                return self._values[key]
        value = make()
        with self._lock:
            self._values[key] = value
            while len(self._values) > _KEPT:
                self._values.popitem(last=False)
        return value
