"""One door for frameworks that come in as files: what a file is, whether it is safe, where its pages end."""

from __future__ import annotations

from dataclasses import replace
from pathlib import PurePath

from kader.domain.errors import UnreadableDocument
from kader.domain.importing import Manuscript, has_own_marks
from kader.formats.by_kind import is_heavy
from kader.formats.frameworks.apart import read_framework_apart
from kader.formats.frameworks.kinds import TAKEN, Reading, read_kind
from kader.formats.frameworks.layout import laid_out
from kader.formats.reading import MAX_BYTES

MARKDOWN = (".md", ".markdown")
"""Kinds that are taken as they are."""
ACCEPTED = (*TAKEN, *MARKDOWN)
ONLY_FIXED_BREAKS = (
    "In dit bestand staan alleen de pagina-einden die iemand zelf heeft gezet. "
    "Open het in Word, sla het op en lees het opnieuw in, of zet de paginamarkeringen zelf."
)
NO_BREAKS = (
    "In dit bestand is niet bewaard waar de pagina’s eindigen, en LibreOffice, dat ze kan bepalen, is er "
    "niet of kon het niet. Open het in Word, sla het op en lees het opnieuw in, of lees een PDF ervan in."
)
_LONG_TEXT = 500_000
"""A text of more bytes takes seconds, and is read in a process of its own."""
_EMPTY = "Dit bestand is leeg. Controleer of u het goede bestand hebt gekozen."
_NO_TEXT = "In dit bestand staat geen tekst. Controleer of u het goede bestand hebt gekozen."
_TOO_BIG = f"Dit bestand is te groot: een kader mag hoogstens {MAX_BYTES // 1_000_000} MB zijn."


def kind_of(name: str, content: bytes) -> str:
    """The kind of a file, such as ".docx". Raises UnreadableDocument when it is empty or too large."""
    if not content:
        raise UnreadableDocument(_EMPTY)
    if len(content) > MAX_BYTES:
        raise UnreadableDocument(_TOO_BIG)
    return PurePath(name).suffix.lower()


def read_framework(name: str, content: bytes) -> Manuscript:
    """The manuscript in a Word, ODT, PDF or text file. Raises UnreadableDocument, which says why not."""
    kind = kind_of(name, content)
    reading = read_framework_apart(kind, content) if _is_heavy(kind, content) else read_kind(kind, content)
    if not any(paragraph.text.strip() for paragraph in reading.manuscript.paragraphs):
        raise UnreadableDocument(_NO_TEXT)
    return reading.manuscript if _has_pages(reading) else _with_pages(reading.manuscript, kind, content)


def _is_heavy(kind: str, content: bytes) -> bool:
    return is_heavy(kind, content) or (len(content) > _LONG_TEXT and kind in (".txt", ".text"))


def _has_pages(reading: Reading) -> bool:
    return reading.drawn or has_own_marks(reading.manuscript.paragraphs)


def _with_pages(manuscript: Manuscript, kind: str, content: bytes) -> Manuscript:
    """With the pages of its layout, or with what is missing without them."""
    found = laid_out(manuscript, kind, content)
    if found is not None:
        return found
    fixed = any(paragraph.page for paragraph in manuscript.paragraphs)
    missing = ONLY_FIXED_BREAKS if fixed else NO_BREAKS
    return replace(manuscript, attention=(missing, *manuscript.attention))
