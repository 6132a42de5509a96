"""One search box over versions, published remarks and answers, whatever engine is behind it.

The index is never the only copy: what it holds is made from the database, and an index that is missing or
damaged says so, so that the caller can make it again.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from kader.domain.errors import KaderError
from kader.search.snippet import Snippet


class Kind(StrEnum):
    """What a document is; the search page groups by it."""

    PASSAGE = "passage"
    REMARK = "opmerking"
    ANSWER = "antwoord"


@dataclass(frozen=True, slots=True)
class Document:
    """Something that can be found: a block of a version, a published remark, or the reason of an answer.

    `kind` and `key` together are its name: a second document with the same name replaces the first. `title`
    is what a reader sees above it (the section, the organisation), `fragment` the address within its page
    (`p3`, `b41`). `framework` is a slug, `version` and `page` are labels, where it has them.
    """

    kind: Kind
    key: str
    title: str
    text: str
    fragment: str = ""
    framework: str | None = None
    version: str | None = None
    page: str | None = None


@dataclass(frozen=True, slots=True)
class Hit:
    """A document that answers a question, with the stretch of its text that shows why."""

    kind: Kind
    key: str
    title: str
    snippet: Snippet
    fragment: str
    framework: str | None
    version: str | None
    page: str | None


class SearchIndex(Protocol):
    """What every engine does. All but `rebuild` raise `IndexUnusable` without a sound index."""

    def put(self, documents: Iterable[Document]) -> None:
        """Add documents; each takes the place of the one with the same kind and key."""

    def remove(self, kind: Kind, keys: Iterable[str]) -> None:
        """Take documents out; a key that is not there is no error."""

    def rebuild(self, documents: Iterable[Document]) -> None:
        """Start again with exactly these documents, whatever was there."""

    def close(self) -> None:
        """Let go of open files; the index itself stays."""

    def search(
        self,
        query: str,
        limit: int = 20,
        kinds: Iterable[Kind] = (),
        framework: str | None = None,
        version: str | None = None,
    ) -> tuple[Hit, ...]:
        """The documents that answer a question best, best first; any text is a question.

        All words must be there, in any shape; when no document has them all, those that have some. Words
        between quotes must stand so next to each other. No `kinds` means all of them.
        """


class IndexUnusable(KaderError):
    """There is no index, or it cannot be read; making it again is the way out."""

    def __init__(self) -> None:
        super().__init__(
            "De zoekindex ontbreekt of is beschadigd. Maak hem opnieuw met: kader index rebuild."
        )


class IndexBusy(KaderError):
    """Another process kept writing for too long."""

    def __init__(self) -> None:
        super().__init__("De zoekindex wordt nu door een ander proces bijgewerkt. Probeer het zo opnieuw.")
