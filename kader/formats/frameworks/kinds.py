"""Which reader reads which kind of framework; each gives the same manuscript."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from kader.domain.errors import UnreadableDocument
from kader.domain.importing import Manuscript, read_text
from kader.domain.paragraphs import Paragraph
from kader.formats.frameworks.word import read_word_framework
from kader.formats.reading import read_document
from kader.formats.text_bytes import decode

TAKEN = (".docx", ".docm", ".odt", ".pdf", ".txt", ".text")
_UNKNOWN = (
    "Dit soort bestand kan niet als kader worden ingelezen. "
    "Neem een Word-document (.docx), .odt, .pdf, .txt of .md."
)


@dataclass(frozen=True, slots=True)
class Reading:
    """A manuscript; `drawn` tells that the file itself says where its pages end."""

    manuscript: Manuscript
    drawn: bool = True


def read_kind(kind: str, content: bytes) -> Reading:
    """A framework of a kind such as ".docx". Raises UnreadableDocument."""
    if kind not in TAKEN:
        raise UnreadableDocument(_UNKNOWN)
    return _READERS.get(kind, _neutral(kind))(content)


def _neutral(kind: str) -> Callable[[bytes], Reading]:
    """The reader that letters share, for a kind that tells as much to a framework."""

    def read(content: bytes) -> Reading:
        paragraphs = read_document(f"kader{kind}", content)
        return Reading(Manuscript(paragraphs), drawn=_has_pages(paragraphs))

    return read


def _word(content: bytes) -> Reading:
    if not content.startswith(b"PK"):
        read_document("kader.docx", content)  # says what it is instead
    found = read_word_framework(content)
    return Reading(found.manuscript, found.drawn)


def _plain(content: bytes) -> Reading:
    read_document("kader.txt", content)  # refuses what is no text, or too much of it
    manuscript = read_text(decode(content))
    return Reading(manuscript)


def _has_pages(paragraphs: tuple[Paragraph, ...]) -> bool:
    return any(paragraph.page is not None for paragraph in paragraphs)


_READERS: dict[str, Callable[[bytes], Reading]] = {
    ".docx": _word,
    ".docm": _word,
    ".txt": _plain,
    ".text": _plain,
}
