"""What is stored with a hash beside it: published versions, files as received, submitted editions."""

from collections.abc import Iterator
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from kader.domain.audit import edition_subject, version_subject
from kader.storage.contributing_tables import Edition
from kader.storage.tables import Framework, Upload, Version

# A file may be large: no more of them in memory than the one at hand.
_ONE_BY_ONE = {"yield_per": 1}


@dataclass(frozen=True, slots=True)
class Hashed:
    """`subject` names it as the audit log does; `sha256` is the hash that stands beside the content."""

    subject: str
    content: bytes
    sha256: str


def versions(session: Session) -> Iterator[Hashed]:
    query = select(Framework.slug, Version.label, Version.source, Version.sha256).join(Version.framework)
    for slug, label, source, sha256 in session.execute(
        query.order_by(Version.id), execution_options=_ONE_BY_ONE
    ):
        yield Hashed(version_subject(slug, label), source.encode("utf-8", "surrogatepass"), sha256)


def uploads(session: Session) -> Iterator[Hashed]:
    query = select(Upload.id, Upload.content, Upload.sha256).order_by(Upload.id)
    for number, content, sha256 in session.execute(query, execution_options=_ONE_BY_ONE):
        yield Hashed(f"bestand {number}", content, sha256)


def editions(session: Session) -> Iterator[Hashed]:
    query = select(Edition.response_id, Edition.number, Edition.content, Edition.sha256).order_by(Edition.id)
    for response_id, number, content, sha256 in session.execute(query, execution_options=_ONE_BY_ONE):
        yield Hashed(edition_subject(response_id, number), content.encode("utf-8", "surrogatepass"), sha256)
