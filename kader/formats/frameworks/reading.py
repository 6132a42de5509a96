"""One door for frameworks that come in as files: what a file is, whether it is safe, where its pages end."""

from __future__ import annotations

from dataclasses import replace
from pathlib import PurePath

from kader.domain.errors import UnreadableDocument
from kader.domain.importing import Manuscript, has_own_marks
from kader.formats.frameworks.apart import read_framework_apart
from kader.formats.frameworks.kinds import TAKEN, Reading
from kader.formats.frameworks.word import ONLY_FIXED_BREAKS
from kader.formats.reading import MAX_BYTES

MARKDOWN = (".md", ".markdown")
"""Kinds that are taken as they are."""
ACCEPTED = (*TAKEN, *MARKDOWN)
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
    reading = read_framework_apart(kind_of(name, content), content)
    if not any(paragraph.text.strip() for paragraph in reading.manuscript.paragraphs):
        raise UnreadableDocument(_NO_TEXT)
    return _with_pages(reading)


def _with_pages(reading: Reading) -> Manuscript:
    manuscript = reading.manuscript
    if (
        reading.drawn
        or has_own_marks(manuscript.paragraphs)
        or not any(paragraph.page for paragraph in manuscript.paragraphs)
    ):
        return manuscript
    return replace(manuscript, attention=(ONLY_FIXED_BREAKS, *manuscript.attention))
