"""One door for every file that comes in: its name, what it really is, whether it is safe."""

from __future__ import annotations

from pathlib import PurePath

from kader.domain.errors import UnreadableDocument
from kader.domain.paragraphs import Paragraph
from kader.formats.apart import read_apart
from kader.formats.by_kind import ACCEPTED, MAX_LINES, MAX_TEXT_BYTES, TOO_MUCH_TEXT, is_heavy, read_all

__all__ = ["ACCEPTED", "MAX_BYTES", "MAX_LINES", "MAX_TEXT_BYTES", "read_document", "read_here"]

MAX_BYTES = 25_000_000
"""Largest file taken in."""

_EMPTY = "Dit bestand is leeg. Controleer of u het goede bestand hebt gekozen."
_NO_TEXT = "In dit bestand staat geen tekst. Controleer of u het goede bestand hebt gekozen."
_TOO_BIG = (
    f"Dit bestand is te groot: een reactie mag hoogstens {MAX_BYTES // 1_000_000} MB zijn. "
    "Maak de afbeeldingen kleiner of haal ze eruit, en stuur het opnieuw."
)


def read_document(name: str, content: bytes) -> tuple[Paragraph, ...]:
    """The paragraphs of a received file. Raises UnreadableDocument, which says why not."""
    kind = _kind(name, content)
    return _checked(read_apart(kind, content) if is_heavy(kind, content) else read_all(kind, content))


def read_here(name: str, content: bytes) -> tuple[Paragraph, ...]:
    """As `read_document`, but within this process, without its limits of memory and time."""
    return _checked(read_all(_kind(name, content), content))


def _kind(name: str, content: bytes) -> str:
    if not content:
        raise UnreadableDocument(_EMPTY)
    if len(content) > MAX_BYTES:
        raise UnreadableDocument(_TOO_BIG)
    return PurePath(name).suffix.lower()


def _checked(paragraphs: tuple[Paragraph, ...]) -> tuple[Paragraph, ...]:
    if not paragraphs:
        raise UnreadableDocument(_NO_TEXT)
    if sum(paragraph.text.count("\n") + 1 for paragraph in paragraphs) > MAX_LINES:
        raise UnreadableDocument(TOO_MUCH_TEXT)
    return paragraphs
