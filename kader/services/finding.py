"""One search box: what the index holds, and what it finds."""

from collections.abc import Iterator

from kader.search.index import Document, Kind
from kader.services.wiring import Wiring
from kader.storage import frameworks
from kader.storage.database import Session
from kader.storage.tables import Version


def rebuild_index(wiring: Wiring) -> int:
    """Make the index again from the database; gives the number of documents."""
    with wiring.database.read() as session:
        documents = list(_documents(wiring, session))
    wiring.index.rebuild(documents)
    return len(documents)


def index_version(wiring: Wiring, session: Session, version: Version) -> None:
    """Add one newly published version to the index."""
    wiring.index.put(_passages(wiring, version))


def _documents(wiring: Wiring, session: Session) -> Iterator[Document]:
    for framework in frameworks.frameworks(session):
        for version in framework.versions:
            yield from _passages(wiring, version)


def _passages(wiring: Wiring, version: Version) -> Iterator[Document]:
    """One document a block: small enough to link to the very place."""
    reading = wiring.derived.reading(version)
    for ordinal, block in enumerate(reading.blocks):
        yield Document(
            kind=Kind.PASSAGE,
            key=f"{version.id}-{ordinal}",
            title=block.section or version.title,
            text=reading.text[block.start : block.end],
            fragment=f"a{ordinal}",
            framework=version.framework.slug,
            version=version.label,
            page=block.page,
        )
