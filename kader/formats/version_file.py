"""The exchange form of a framework: `kader.toml`, and a markdown file with front matter for each version."""

import tomllib
from dataclasses import dataclass
from datetime import date
from typing import Any, TypeVar

import yaml

from kader.domain.errors import InvalidFrontMatter
from kader.domain.markdown_size import require_readable
from kader.domain.reading_text import split_front_matter
from kader.domain.vocabulary import FrameworkKind, VersionStatus

_Word = TypeVar("_Word", FrameworkKind, VersionStatus)


@dataclass(frozen=True, slots=True)
class FrameworkFile:
    slug: str
    title: str
    kind: FrameworkKind
    description: str
    owner: str


@dataclass(frozen=True, slots=True)
class VersionFile:
    """What the front matter says; `source` is the whole file as it was read."""

    label: str
    title: str
    status: VersionStatus
    dated: date
    source: str


def read_framework_file(source: str) -> FrameworkFile:
    """Raises InvalidFrontMatter when a field is missing or unknown."""
    try:
        fields = tomllib.loads(source)
    except tomllib.TOMLDecodeError as error:
        raise InvalidFrontMatter(f"kader.toml is niet te lezen: {error}") from error
    slug = _text(fields, "slug")
    if not slug.replace("-", "").isalnum() or slug != slug.lower():
        raise InvalidFrontMatter("Het veld slug mag alleen kleine letters, cijfers en streepjes bevatten.")
    return FrameworkFile(
        slug=slug,
        title=_text(fields, "title"),
        kind=_word(FrameworkKind, fields, "kind"),
        description=_text(fields, "description"),
        owner=_text(fields, "owner"),
    )


def read_version_file(source: str) -> VersionFile:
    """The fields of a version's front matter.

    Raises InvalidFrontMatter with the field that is wrong, UnreadableDocument when there is too much to read.
    """
    if "\x00" in source:
        raise InvalidFrontMatter(
            "De tekst bevat een teken dat niet mag (NUL). Sla het bestand opnieuw op als UTF-8."
        )
    require_readable(source)
    fields = _front_matter(source)
    return VersionFile(
        label=_label(fields),
        title=_text(fields, "title"),
        status=_word(VersionStatus, fields, "status"),
        dated=_date(fields),
        source=source,
    )


def _front_matter(source: str) -> dict[str, Any]:
    front, _ = split_front_matter(source)
    if not front:
        raise InvalidFrontMatter("De tekst begint niet met kopgegevens tussen twee regels met ---.")
    try:
        fields = yaml.safe_load(front)
    except yaml.YAMLError as error:
        raise InvalidFrontMatter(
            "De kopgegevens zijn niet te lezen: schrijf op elke regel ‘veld: waarde’."
        ) from error
    if not isinstance(fields, dict):
        raise InvalidFrontMatter("De kopgegevens zijn niet te lezen: schrijf op elke regel ‘veld: waarde’.")
    return fields


def _text(fields: dict[str, Any], name: str) -> str:
    value = str(fields.get(name) or "").strip()
    if not value:
        raise InvalidFrontMatter(f"Het veld {name} ontbreekt in de kopgegevens.")
    return value


def _label(fields: dict[str, Any]) -> str:
    label = _text(fields, "label")
    if not all(char.isalnum() or char in ".-_" for char in label) or not label[0].isalnum():
        raise InvalidFrontMatter(
            f"De versie {label!r} mag alleen letters, cijfers, punten en streepjes bevatten."
        )
    return label


def _word(kind: type[_Word], fields: dict[str, Any], name: str) -> _Word:
    value = _text(fields, name)
    try:
        return kind(value)
    except ValueError:
        allowed = ", ".join(member.value for member in kind)
        raise InvalidFrontMatter(f"Het veld {name} is {value!r}; kies uit: {allowed}.") from None


def _date(fields: dict[str, Any]) -> date:
    value = fields.get("date")
    if isinstance(value, date):
        return value
    try:
        return date.fromisoformat(_text(fields, "date"))
    except ValueError:
        raise InvalidFrontMatter("Het veld date is geen datum; schrijf die als 2026-01-31.") from None
