"""One door for every file that comes in: its name, what it really is, whether it is safe."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import PurePath

from kader.domain.errors import UnreadableDocument
from kader.domain.paragraphs import Paragraph
from kader.formats.archive import PROTECTED
from kader.formats.docx import NOT_WORD, read_docx
from kader.formats.markdown import read_markdown
from kader.formats.odt import NOT_ODT, read_odt
from kader.formats.plain import read_plain
from kader.formats.text_bytes import NOT_TEXT

MAX_BYTES = 25_000_000
"""Largest file taken in."""
MAX_TEXT_BYTES = 5_000_000
"""Largest plain text taken in: some 2,000 pages."""
MAX_LINES = 100_000
"""Most lines of text taken in, over all paragraphs; ten thousand remarks have far fewer."""

_EMPTY = "Dit bestand is leeg. Controleer of u het goede bestand hebt gekozen."
_NO_TEXT = "In dit bestand staat geen tekst. Controleer of u het goede bestand hebt gekozen."
_TOO_BIG = f"Dit bestand is te groot: een reactie mag hoogstens {MAX_BYTES // 1_000_000} MB zijn."
_TOO_MUCH_TEXT = "Dit bestand bevat meer tekst dan een reactie kan hebben. Splits het op en stuur de delen."
_UNKNOWN = (
    "Dit soort bestand kan niet worden gelezen. "
    "Stuur de reactie als Word-document (.docx), als .odt, als tekst (.txt) of als markdown (.md)."
)
_OLD_WORD = (
    "Dit is een Word-document van het oude soort (.doc). Sla het in Word op als .docx en stuur het opnieuw."
)
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ZIPS = (b"PK\x03\x04", b"PK\x05\x06")
# How files begin that sometimes carry the name of a text file.
_NOT_TEXTS = (*_ZIPS, _OLE, b"%PDF", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"{\\rtf")


def read_document(name: str, content: bytes) -> tuple[Paragraph, ...]:
    """The paragraphs of a received file. Raises UnreadableDocument, which says why not."""
    if not content:
        raise UnreadableDocument(_EMPTY)
    if len(content) > MAX_BYTES:
        raise UnreadableDocument(_TOO_BIG)
    paragraphs = _reader(name)(content)
    if not paragraphs:
        raise UnreadableDocument(_NO_TEXT)
    if sum(paragraph.text.count("\n") + 1 for paragraph in paragraphs) > MAX_LINES:
        raise UnreadableDocument(_TOO_MUCH_TEXT)
    return paragraphs


def _reader(name: str) -> Callable[[bytes], tuple[Paragraph, ...]]:
    reader = _READERS.get(PurePath(name).suffix.lower())
    if reader is None:
        raise UnreadableDocument(_UNKNOWN)
    return reader


def _word(content: bytes) -> tuple[Paragraph, ...]:
    if content.startswith(_OLE):
        # Word wraps a document with a password in the container of the old format.
        protected = "EncryptedPackage".encode("utf-16-le") in content
        raise UnreadableDocument(PROTECTED if protected else _OLD_WORD)
    if not content.startswith(_ZIPS):
        raise UnreadableDocument(NOT_WORD)
    return read_docx(content)


def _old_word(content: bytes) -> tuple[Paragraph, ...]:
    if content.startswith(_ZIPS):
        return read_docx(content)
    raise UnreadableDocument(_OLD_WORD)


def _open_document(content: bytes) -> tuple[Paragraph, ...]:
    if not content.startswith(_ZIPS):
        raise UnreadableDocument(NOT_ODT)
    return read_odt(content)


def _text(content: bytes) -> tuple[Paragraph, ...]:
    return read_plain(_checked_text(content))


def _markdown(content: bytes) -> tuple[Paragraph, ...]:
    return read_markdown(_checked_text(content))


def _checked_text(content: bytes) -> bytes:
    if content.startswith(_NOT_TEXTS):
        raise UnreadableDocument(NOT_TEXT)
    # Blank lines count here, so that a file of nothing else is not walked through either.
    if len(content) > MAX_TEXT_BYTES or content.count(b"\n") + content.count(b"\f") > 3 * MAX_LINES:
        raise UnreadableDocument(_TOO_MUCH_TEXT)
    return content


_READERS: dict[str, Callable[[bytes], tuple[Paragraph, ...]]] = {
    ".docx": _word,
    ".docm": _word,
    ".doc": _old_word,
    ".odt": _open_document,
    ".txt": _text,
    ".text": _text,
    ".md": _markdown,
    ".markdown": _markdown,
}
