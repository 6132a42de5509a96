"""A framework that exists as Word, PDF or text becomes a version: read, reviewed by a person, published."""

from dataclasses import dataclass
from datetime import date
from typing import Any

import yaml

from kader.domain.audit import SYSTEM, Act
from kader.domain.errors import InvalidFrontMatter, InvalidInput
from kader.domain.importing import Imported, make
from kader.domain.markdown_size import require_readable
from kader.domain.reading_text import ReadingText, read, split_front_matter
from kader.domain.rights import Person
from kader.domain.vocabulary import VersionStatus
from kader.formats.frameworks.reading import ACCEPTED, MARKDOWN, kind_of, read_framework
from kader.formats.reading import MAX_TEXT_BYTES
from kader.formats.text_bytes import decode
from kader.formats.version_file import read_framework_file, read_version_file
from kader.services.publishing import add_version, head, index_published
from kader.services.wiring import Wiring
from kader.storage import frameworks
from kader.storage.database import Session
from kader.storage.tables import Framework

__all__ = [
    "ACCEPTED",
    "MARKDOWN",
    "Draft",
    "Head",
    "NewFramework",
    "Outlook",
    "add_imported",
    "draft_of",
    "import_file",
    "mistakes",
    "outlook",
    "with_head",
]


@dataclass(frozen=True, slots=True)
class Head:
    """What the front matter of a version says, as typed; "" for what is not known."""

    title: str = ""
    label: str = ""
    status: str = ""
    dated: str = ""

    def or_else(self, imported: Imported) -> "Head":
        """The same, completed with what the text says of itself."""
        return Head(
            self.title or imported.title,
            self.label or imported.label,
            self.status or imported.status,
            self.dated or imported.dated,
        )


@dataclass(frozen=True, slots=True)
class NewFramework:
    """What is needed for a framework that is not there yet."""

    title: str
    kind: str
    description: str
    owner: str


def import_file(name: str, content: bytes) -> Imported:
    """A file as markdown, with what must be looked at; markdown is taken as it is.

    Raises UnreadableDocument with a sentence on what is wrong with the file.
    """
    if kind_of(name, content) not in MARKDOWN:
        return make(read_framework(name, content))
    front, body = split_front_matter(decode(content))
    fields = _fields(front)
    return Imported(
        body.lstrip("\n"),
        title=str(fields.get("title") or ""),
        label=str(fields.get("label") or ""),
        dated=str(fields.get("date") or ""),
        status=str(fields.get("status") or ""),
        front=front,
    )


def with_head(head: Head, markdown: str, front: str = "") -> str:
    """A version's source: the front matter, as far as it is known, and the text.

    `front` is what the file had already: it stays as it was typed when the head says nothing else.
    """
    known = {"title": head.title, "label": head.label, "status": head.status, "date": head.dated}
    typed = _fields(front)
    told = {name: value for name, value in known.items() if value and value != str(typed.get(name))}
    if told:
        dates = {"date": _date(told["date"])} if "date" in told else {}
        front = yaml.safe_dump(typed | told | dates, allow_unicode=True, sort_keys=False, width=10_000)
    return f"---\n{front}---\n\n{markdown}" if front else markdown


def _fields(front: str) -> dict[str, Any]:
    try:
        fields = yaml.safe_load(front)
    except yaml.YAMLError as error:
        raise InvalidFrontMatter(
            "De kopgegevens boven de tekst zijn niet te lezen: schrijf op elke regel ‘veld: waarde’."
        ) from error
    return fields if isinstance(fields, dict) else {}


def _date(typed: str) -> date | str:
    try:
        return date.fromisoformat(typed)
    except ValueError:
        return typed


# -- on the screen -------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Draft:
    """A text on its way to become a version: head, markdown, its own front matter, what needs attention."""

    head: Head
    markdown: str
    front: str = ""
    attention: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Outlook:
    """What a draft is as it stands: its reading text, how much of what is in it, for which framework."""

    slug: str
    framework: str
    latest: str | None
    reading: ReadingText
    headings: int
    tables: int
    notes: int


def draft_of(wiring: Wiring, person: Person, slug: str, name: str, content: bytes) -> Draft:
    """A file as a draft for the next version of a framework; nothing is kept.

    Raises NotFound, NotAllowed, UnreadableDocument.
    """
    known = head(wiring, person, slug)  # reading costs time: only who may publish spends it
    imported = import_file(name, content)
    found = Head(title=known.title).or_else(imported) if not imported.title else Head().or_else(imported)
    return Draft(found, imported.markdown, imported.front, imported.attention)


def outlook(wiring: Wiring, person: Person, slug: str, draft: Draft) -> Outlook:
    """Raises NotFound, NotAllowed, InvalidInput when the text is larger than a framework can be."""
    known = head(wiring, person, slug)
    if len(draft.markdown) > MAX_TEXT_BYTES:
        raise InvalidInput("Deze tekst is te lang. Splits het kader in delen.")
    require_readable(draft.markdown)
    reading = read(draft.markdown)
    return Outlook(
        known.slug,
        known.title,
        known.latest,
        reading,
        headings=sum(block.kind == "heading" for block in reading.blocks),
        tables=len({block.cell.table for block in reading.blocks if block.cell}),
        notes=sum(block.kind == "footnote" for block in reading.blocks),
    )


def mistakes(draft: Draft) -> dict[str, str]:
    """What must be filled in or mended before a draft can be a version, by field."""
    found = {}
    if not draft.head.title:
        found["title"] = "Vul de titel in."
    if not draft.head.label:
        found["label"] = "Vul het versienummer in, bijvoorbeeld 2.0."
    if draft.head.status not in tuple(VersionStatus):
        found["status"] = "Kies de status van deze versie."
    if not isinstance(_date(draft.head.dated), date):
        found["dated"] = "Vul de datum van deze versie in."
    if not draft.markdown.strip():
        found["text"] = "Er is geen tekst. Lees een bestand in, of schrijf de tekst."
    return found


# -- on the command line -------------------------------------------------------------------------------------


def add_imported(wiring: Wiring, slug: str, source: str, new: NewFramework | None) -> str:
    """Add a version to a framework, or to a new one, from the command line; gives its label.

    Raises InvalidFrontMatter, Immutable when the label is taken, InvalidInput when the framework is not there
    and nothing says what it is.
    """
    file = read_version_file(source)
    with wiring.writing(SYSTEM, Act.PUBLISH_VERSION) as session:
        framework = _framework(session, slug, new)
        version = add_version(wiring, session, framework, file, None)
    index_published(wiring, version)
    return file.label


def _framework(session: Session, slug: str, new: NewFramework | None) -> Framework:
    found = next((f for f in frameworks.frameworks(session) if f.slug == slug), None)
    if found is not None:
        return found
    if new is None:
        raise InvalidInput(f"Er is geen kader {slug!r}. Geef bij een nieuw kader --title en --kind.")
    source = _framework_source(slug, new)
    file = read_framework_file(source)
    made = Framework(
        slug=file.slug,
        title=file.title,
        kind=file.kind,
        description=file.description,
        owner=file.owner,
        source=source,
    )
    session.add(made)
    session.flush()
    return made


def _framework_source(slug: str, new: NewFramework) -> str:
    """The framework as a `kader.toml` would have it, so that it can be exported."""
    fields = (
        ("title", new.title),
        ("slug", slug),
        ("kind", new.kind),
        ("description", new.description),
        ("owner", new.owner),
    )
    return "".join(f"{name} = {_quoted(value)}\n" for name, value in fields)


def _quoted(value: str) -> str:
    """A TOML basic string on one line."""
    clean = " ".join(value.split()).replace("\\", "\\\\").replace('"', '\\"')
    return f'"{clean}"'
