"""Which reader reads which kind of framework; each gives the same manuscript."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from kader.domain.errors import UnreadableDocument
from kader.domain.importing import Manuscript, read_text
from kader.formats.archive import Archive
from kader.formats.by_kind import reader
from kader.formats.frameworks.portable import read_pdf_framework
from kader.formats.frameworks.word import COMMENTS, TRACKED, read_word_framework
from kader.formats.text_bytes import decode

_UNKNOWN = (
    "Dit soort bestand kan niet als kader worden ingelezen. "
    "Neem een Word-document (.docx), .odt, .pdf, .txt of .md."
)


@dataclass(frozen=True, slots=True)
class Reading:
    """A manuscript; `drawn` tells that the file itself says where its pages end, or cannot."""

    manuscript: Manuscript
    drawn: bool = True


def read_kind(kind: str, content: bytes) -> Reading:
    """A framework of a kind such as ".docx". Raises UnreadableDocument."""
    if kind not in _READERS:
        raise UnreadableDocument(_UNKNOWN)
    return _READERS[kind](content)


def _word(content: bytes) -> Reading:
    if not content.startswith(b"PK"):
        reader(".docx")(content)  # says what it is instead
    found = read_word_framework(content)
    return Reading(found.manuscript, found.drawn)


def _open_document(content: bytes) -> Reading:
    paragraphs = tuple(p for p in reader(".odt")(content) if p.role not in ("header", "footer"))
    # LibreOffice stores where it broke pages only when it is told to.
    source = Archive(content).read("content.xml")
    signs = ((b"<office:annotation", COMMENTS), (b"<text:changed-region", TRACKED))
    attention = tuple(sentence for sign, sentence in signs if sign in source)
    return Reading(Manuscript(paragraphs, attention=attention), drawn=b"soft-page-break" in source)


def _portable(content: bytes) -> Reading:
    return Reading(read_pdf_framework(content))


def _plain(content: bytes) -> Reading:
    reader(".txt")(content)  # refuses what is no text, or too much of it
    return Reading(read_text(decode(content)))


_READERS: dict[str, Callable[[bytes], Reading]] = {
    ".docx": _word,
    ".docm": _word,
    ".odt": _open_document,
    ".pdf": _portable,
    ".txt": _plain,
    ".text": _plain,
}
TAKEN = tuple(_READERS)
