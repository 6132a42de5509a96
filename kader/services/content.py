"""Frameworks in files: `content/<slug>/kader.toml` and a markdown file a version.

Loading is idempotent and refuses to change what was published; exporting gives back the very bytes.
"""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from kader.domain.audit import SYSTEM, Act
from kader.domain.errors import Immutable, InvalidFrontMatter, InvalidInput
from kader.formats.version_file import FrameworkFile, VersionFile, read_framework_file, read_version_file
from kader.services.publishing import add_version
from kader.services.wiring import Wiring
from kader.storage import frameworks
from kader.storage.database import Session
from kader.storage.tables import Framework

_File = TypeVar("_File", FrameworkFile, VersionFile)
_HEAD = "kader.toml"


@dataclass(frozen=True, slots=True)
class Loaded:
    """Which versions were new and which were there already, as `slug label`."""

    added: tuple[str, ...]
    present: tuple[str, ...]


def load_content(wiring: Wiring, folder: Path) -> Loaded:
    """Load every framework in the folder, all or nothing.

    Raises InvalidFrontMatter or InvalidInput with the file's name, Immutable when a published text differs.
    """
    heads = sorted(folder.glob(f"*/{_HEAD}"))
    if not heads:
        raise InvalidInput(f"In {folder} staat geen kader. Verwacht: een map per kader met {_HEAD}.")
    added: list[str] = []
    present: list[str] = []
    with wiring.writing(SYSTEM, Act.LOAD_CONTENT, "geen nieuwe versies") as session:
        for head in heads:
            framework = _framework(session, head)
            for path, file in _versions(head.parent):
                is_new = _load_version(wiring, session, framework, path, file)
                (added if is_new else present).append(f"{framework.slug} {file.label}")
    return Loaded(tuple(added), tuple(present))


def export_content(wiring: Wiring, folder: Path) -> tuple[Path, ...]:
    """Write all frameworks and versions as they were loaded; gives the files written."""
    with wiring.database.read() as session:
        written = [
            path for framework in frameworks.frameworks(session) for path in _export(framework, folder)
        ]
    return tuple(written)


def _framework(session: Session, head: Path) -> Framework:
    source = _read(head)
    file = _named(head, read_framework_file, source)
    found = next((f for f in frameworks.frameworks(session) if f.slug == file.slug), None)
    if found is None:
        found = Framework(slug=file.slug)
        session.add(found)
    # The head describes; only texts are fixed once published.
    found.title, found.kind, found.description = file.title, file.kind, file.description
    found.owner, found.source = file.owner, source
    session.flush()
    return found


def _load_version(
    wiring: Wiring, session: Session, framework: Framework, path: Path, file: VersionFile
) -> bool:
    """Whether the version was new."""
    known = next((v for v in framework.versions if v.label == file.label), None)
    if known is None:
        add_version(wiring, session, framework, file, None)
    elif known.source != file.source:
        raise Immutable(f"{path}: versie {file.label} is al gepubliceerd en verandert niet. Maak een nieuwe.")
    return known is None


def _versions(folder: Path) -> list[tuple[Path, VersionFile]]:
    """Oldest first, so that each version follows the one it came from."""
    files = [(path, _named(path, read_version_file, _read(path))) for path in sorted(folder.glob("*.md"))]
    return sorted(files, key=lambda pair: (pair[1].dated, pair[1].label))


def _named(path: Path, read: Callable[[str], _File], source: str) -> _File:
    """What `read` makes of the source; its errors get the file's name in front."""
    try:
        return read(source)
    except InvalidFrontMatter as error:
        raise InvalidFrontMatter(f"{path}: {error}") from error


def _export(framework: Framework, folder: Path) -> list[Path]:
    home = folder / framework.slug
    home.mkdir(parents=True, exist_ok=True)
    written = [_write(home / _HEAD, framework.source)]
    return written + [_write(home / f"{version.label}.md", version.source) for version in framework.versions]


def _read(path: Path) -> str:
    try:
        return path.read_bytes().decode("utf-8")
    except UnicodeDecodeError:
        raise InvalidInput(f"{path} is geen UTF-8. Sla het bestand opnieuw op als UTF-8.") from None


def _write(path: Path, source: str) -> Path:
    path.write_bytes(source.encode("utf-8"))
    return path
