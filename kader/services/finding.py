"""One search box: what the index holds, and what it finds."""

from collections.abc import Iterator
from dataclasses import replace

from kader.search.index import Document, Kind
from kader.services.wiring import Wiring
from kader.storage import answering, frameworks
from kader.storage.database import Session
from kader.storage.tables import Comment, Point, Round, Version


def rebuild_index(wiring: Wiring) -> int:
    """Make the index again from the database; gives the number of documents."""
    with wiring.database.read() as session:
        documents = list(_documents(wiring, session))
    wiring.index.rebuild(documents)
    return len(documents)


def index_version(wiring: Wiring, session: Session, version: Version) -> None:
    """Add one newly published version to the index."""
    wiring.index.put(_passages(wiring, version))


def index_round(wiring: Wiring, session: Session, one: Round) -> None:
    """Add the remarks and answers of a round to the index, now that its response document is published."""
    wiring.index.put(_remarks(session, one))


def _documents(wiring: Wiring, session: Session) -> Iterator[Document]:
    for framework in frameworks.frameworks(session):
        for version in framework.versions:
            yield from _passages(wiring, version)
            for one in version.rounds:
                if one.accounted_at is not None:
                    yield from _remarks(session, one)


def _remarks(session: Session, one: Round) -> Iterator[Document]:
    """The points and comments of a round with their answers; the key (`o12`, `p3`) is also the fragment."""
    for response in answering.submitted(session, one.id):
        for point in response.points:
            yield from _remark(one, point, f"p{point.id}", f"{point.title}\n{point.text}")
        for comment in response.comments:
            text = "\n".join([comment.text, *comment.sub_remarks, comment.proposal or ""])
            yield from _remark(one, comment, f"o{comment.id}", text)


def _remark(one: Round, remark: Comment | Point, key: str, text: str) -> Iterator[Document]:
    document = Document(
        kind=Kind.REMARK,
        key=key,
        title=remark.response.organisation.name,
        text=text.strip(),
        fragment=key,
        framework=one.version.framework.slug,
        version=one.version.label,
        page=remark.page if isinstance(remark, Comment) else None,
    )
    yield document
    if remark.disposition is not None and remark.disposition.reason:
        yield replace(document, kind=Kind.ANSWER, text=remark.disposition.reason)


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
