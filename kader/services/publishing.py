"""A version is published once, and stays as it was; what stood on the one before is carried to it."""

from kader.domain.errors import Immutable
from kader.domain.rights import Action, Person, require
from kader.formats.version_file import VersionFile, read_version_file
from kader.services.wiring import Wiring
from kader.storage import frameworks
from kader.storage.database import Session
from kader.storage.tables import Framework, Version


def publish_version(wiring: Wiring, person: Person, slug: str, source: str) -> str:
    """Publish a version's markdown with front matter; gives its label.

    Raises InvalidFrontMatter when the head is wrong, Immutable when the label is taken.
    """
    file = read_version_file(source)
    with wiring.database.write() as session:
        framework = frameworks.framework(session, slug)
        require(person, Action.PUBLISH, framework_id=framework.id)
        add_version(wiring, session, framework, file, person.id)
    return file.label


def add_version(
    wiring: Wiring, session: Session, framework: Framework, file: VersionFile, by: int | None
) -> Version:
    """Add a version within a running transaction."""
    if any(version.label == file.label for version in framework.versions):
        raise Immutable(
            f"Versie {file.label} is al gepubliceerd en verandert niet. Kies een nieuw versienummer."
        )
    version = Version(
        label=file.label,
        ordinal=frameworks.next_ordinal(session, framework),
        title=file.title,
        status=file.status,
        dated=file.dated,
        source=file.source,
        sha256=frameworks.digest(file.source),
        published_at=wiring.clock(),
        published_by_id=by,
    )
    framework.versions.append(version)
    session.flush()
    return version
