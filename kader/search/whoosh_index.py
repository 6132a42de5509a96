"""The index on one machine, in a directory that several processes share.

Whoosh lets one process write at a time; a second one waits for the lock (a plain writer would lose its work).
Readers need no lock: each process keeps one searcher, and exchanges it when the index has a newer generation.
The text is normalised before it comes to Whoosh, so that its own analysers and query syntax play no part.
"""

import pickle
import struct
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from threading import Lock
from time import sleep
from typing import Any

from whoosh.analysis.tokenizers import SpaceSeparatedTokenizer
from whoosh.fields import ID, STORED, TEXT, Schema
from whoosh.index import EmptyIndexError, FileIndex, LockError
from whoosh.index import IndexError as WhooshError
from whoosh.query.compound import And, Or
from whoosh.query.qcore import Query
from whoosh.query.terms import Term
from whoosh.searching import Searcher
from whoosh.writing import CLEAR

from kader.search.index import Document, Hit, IndexBusy, IndexUnusable, Kind
from kader.search.normaliser import normalise
from kader.search.question import read_question
from kader.search.snippet import snippet
from kader.search.vocabulary import Vocabulary
from kader.search.whoosh_files import TidyStorage
from kader.search.whoosh_question import Asked

# A whole framework is indexed in seconds; who waits longer than this waits for something broken.
LOCK_SECONDS = 20.0
LOCK_DELAY = 0.05
ATTEMPTS, ATTEMPT_DELAY = 10, 0.01
# What Whoosh lets through when a file is cut short, overwritten or gone.
_DAMAGE = (
    WhooshError,
    OSError,
    EOFError,
    ValueError,
    LookupError,
    TypeError,
    AssertionError,
    AttributeError,
    struct.error,
    pickle.UnpicklingError,
)


def _schema() -> Schema:
    normalised = TEXT(analyzer=SpaceSeparatedTokenizer(), phrase=True)
    return Schema(
        name=ID(unique=True),
        kind=ID(stored=True),
        framework=ID(stored=True),
        version=ID(stored=True),
        title_stems=normalised,
        stems=normalised,
        words=normalised,
        document=STORED,
    )


class WhooshIndex:
    """A `SearchIndex` in `directory`; nothing is opened before it is used, so a server may fork first."""

    def __init__(self, directory: Path) -> None:
        self._directory = directory
        self._storage = TidyStorage(str(directory))
        self._lock = Lock()
        self._searcher: Searcher | None = None
        self._vocabulary = Vocabulary(())

    def put(self, documents: Iterable[Document]) -> None:
        rows = _rows(documents)
        with self._damage_told(), self._writer(self._open()) as writer:
            for row in rows:
                writer.update_document(**row)

    def remove(self, kind: Kind, keys: Iterable[str]) -> None:
        names = [_name(kind, key) for key in keys]
        with self._damage_told(), self._writer(self._open()) as writer:
            for name in names:
                writer.delete_by_term("name", name)

    def rebuild(self, documents: Iterable[Document]) -> None:
        """One commit, so that others find the old documents until the new ones are all there."""
        rows = _rows(documents)
        try:
            self._replace(self._open(), rows)
        except IndexUnusable:
            self._replace(self._create(), rows)

    def search(
        self,
        query: str,
        limit: int = 20,
        kinds: Iterable[Kind] = (),
        framework: str | None = None,
        version: str | None = None,
    ) -> tuple[Hit, ...]:
        question = read_question(query)
        if not question.all_words or limit < 1:
            return ()
        within = _within(kinds, framework, version)
        with self._lock, self._damage_told():
            searcher = self._fresh_searcher()
            asked = Asked.read(question, self._vocabulary)
            found = next(filter(None, (_found(searcher, q, within, limit) for q in asked.queries())), [])
        return tuple(_hit(document, asked.highlighted) for document in found)

    def close(self) -> None:
        """Let go of the index's files."""
        with self._lock:
            if self._searcher is not None:
                self._searcher.close()  # type: ignore[no-untyped-call]
            self._searcher = None

    def _open(self) -> FileIndex:
        """The index; what a writer replaces between two looks is there at the next."""
        with self._damage_told():
            for _ in range(ATTEMPTS):
                with suppress(FileNotFoundError, EmptyIndexError):
                    return FileIndex(self._storage, schema=_schema())  # type: ignore[no-untyped-call]
                sleep(ATTEMPT_DELAY)
        raise IndexUnusable

    def _create(self) -> FileIndex:
        self.close()
        self._directory.mkdir(parents=True, exist_ok=True)
        return FileIndex.create(self._storage, _schema())  # type: ignore[no-any-return, no-untyped-call]

    @contextmanager
    def _damage_told(self) -> Iterator[None]:
        try:
            yield
        except _DAMAGE as error:
            self._storage.close_all()
            raise IndexUnusable from error

    def _replace(self, index: FileIndex, rows: list[dict[str, Any]]) -> None:
        with self._damage_told(), self._writer(index, mergetype=CLEAR) as writer:
            for row in rows:
                writer.add_document(**row)

    @contextmanager
    def _writer(self, index: FileIndex, **commit: Any) -> Iterator[Any]:
        try:
            writer = index.writer(timeout=LOCK_SECONDS, delay=LOCK_DELAY)
        except LockError as error:
            raise IndexBusy from error
        try:
            yield writer
        except BaseException:
            writer.cancel()
            raise
        writer.commit(**commit)

    def _fresh_searcher(self) -> Searcher:
        """The searcher of this process, on the newest generation of the index."""
        before, self._searcher = self._searcher, None
        if before is not None and before.up_to_date():  # type: ignore[no-untyped-call]
            self._searcher = before
            return before
        # Not `before.refresh()`: it keeps segments that a rebuild has put aside, and finds them too.
        searcher: Searcher = self._open().searcher()
        if before is not None:
            before.close()  # type: ignore[no-untyped-call]
        self._vocabulary = Vocabulary(searcher.reader().field_terms("words"))
        self._searcher = searcher
        return searcher


def _name(kind: Kind, key: str) -> str:
    return f"{kind}\x1f{key}"


def _rows(documents: Iterable[Document]) -> list[dict[str, Any]]:
    """What Whoosh is given; Whoosh itself would keep both of two documents with one name in one commit."""
    return list({_name(document.kind, document.key): _fields(document) for document in documents}.values())


def _fields(document: Document) -> dict[str, Any]:
    text = normalise(document.text)
    fields = {
        "name": _name(document.kind, document.key),
        "kind": str(document.kind),
        "framework": document.framework,
        "version": document.version,
        "title_stems": normalise(document.title).stems,
        "stems": text.stems,
        "words": text.words,
        "document": _stored(document),
    }
    return {field: value for field, value in fields.items() if value is not None}


def _stored(document: Document) -> tuple[str | None, ...]:
    """Plain values, so that reading an index needs no class of a certain age."""
    place = (document.framework, document.version, document.page)
    return (str(document.kind), document.key, document.title, document.text, document.fragment, *place)


def _within(kinds: Iterable[Kind], framework: str | None, version: str | None) -> Query | None:
    of_kind = [Term("kind", str(kind)) for kind in kinds]
    place = (("framework", framework), ("version", version))
    terms: list[Query] = [Or(of_kind)] if of_kind else []
    terms += [Term(field, value) for field, value in place if value is not None]
    return And(terms) if terms else None


def _found(searcher: Searcher, query: Query, within: Query | None, limit: int) -> list[Document]:
    hits = searcher.search(query, limit=limit, filter=within)
    return [_document(hit["document"]) for hit in hits]


def _document(stored: tuple[Any, ...]) -> Document:
    kind, key, title, text, fragment, *place = stored
    return Document(Kind(kind), key, title, text, fragment, *place)


def _hit(document: Document, wanted: frozenset[str]) -> Hit:
    shown = snippet(document.text, wanted)
    place = (document.framework, document.version, document.page)
    return Hit(document.kind, document.key, document.title, shown, document.fragment, *place)
