"""Which reader reads which kind of file, told by the end of its name and checked by how it begins."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable
from dataclasses import replace

from kader.domain.errors import UnreadableDocument
from kader.domain.margin import MarginComment
from kader.domain.markdown_size import require_readable
from kader.domain.paragraphs import Paragraph
from kader.domain.responses.own_form import is_own
from kader.formats.archive import PROTECTED
from kader.formats.docx import NOT_WORD, read_docx
from kader.formats.docx_margin import read_word_margin
from kader.formats.eml import read_eml
from kader.formats.markdown import read_markdown
from kader.formats.odt import NOT_ODT, read_odt
from kader.formats.odt_margin import read_odt_margin
from kader.formats.pdf import read_pdf
from kader.formats.pdf_margin import read_pdf_margin
from kader.formats.plain import read_plain, without_marks
from kader.formats.spreadsheet import NOT_SHEET, read_csv, read_sheets
from kader.formats.text_bytes import NOT_TEXT, decode

MAX_TEXT_BYTES = 5_000_000
"""Largest plain text taken in: some 2,000 pages."""
MAX_LINES = 100_000
"""Most lines of text taken in, over all paragraphs; ten thousand remarks have far fewer."""
LIGHT_XML = 8_000_000
"""A document of at most this much XML, in bytes, is read in a second and within some 200 MB."""
LIGHT_TEXT = 500_000
"""A text of at most this many bytes is no burden, whatever stands in it."""

ACCEPTED = (".docx", ".docm", ".odt", ".pdf", ".xlsx", ".xlsm", ".ods", ".csv", ".txt", ".md", ".eml")
"""The kinds that people are told of."""
TOO_MUCH_TEXT = (
    "Dit bestand bevat meer tekst dan een reactie kan hebben. Stuur alleen de reactie zelf, zonder bijlagen."
)
_UNKNOWN = (
    "Dit soort bestand kan niet worden gelezen. "
    "Stuur de reactie als Word-document (.docx), .odt, .pdf, .xlsx, .csv, .txt, .md of .eml."
)
_OLD_WORD = (
    "Dit is een Word-document van het oude soort (.doc). Sla het in Word op als .docx en stuur het opnieuw."
)
_OLD_SHEET = (
    "Dit is een Excel-bestand van het oude soort (.xls). Sla het in Excel op als .xlsx en stuur het opnieuw."
)
_OUTLOOK = (
    "Een e-mail uit Outlook (.msg) kan niet worden gelezen. "
    "Sla de e-mail op als .eml of als tekst, of stuur de bijlage ervan in."
)
_RICH_TEXT = "Een bestand op .rtf kan niet worden gelezen. Sla het in Word op als .docx en stuur het opnieuw."
_STARS = re.compile(r"[*_]")
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ZIPS = (b"PK\x03\x04", b"PK\x05\x06")
# How files begin that sometimes carry the name of a text file.
_NOT_TEXTS = (*_ZIPS, _OLE, b"%PDF", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"{\\rtf")
Reader = Callable[[bytes], tuple[Paragraph, ...]]


def reader(kind: str) -> Reader:
    """The reader of a kind of file: ".docx". Raises UnreadableDocument for a kind that is not taken."""
    if kind in _REFUSED:
        raise UnreadableDocument(_REFUSED[kind])
    found = _READERS.get(kind)
    if found is None:
        raise UnreadableDocument(_UNKNOWN)
    return found


def read_all(kind: str, content: bytes) -> tuple[Paragraph, ...]:
    """The paragraphs of a file, and behind them what stands in its margin. Raises UnreadableDocument."""
    body = reader(kind)(content)
    # What went out of this service is meant sign by sign.
    body = body if is_own(body) else tuple(map(_unstarred, body))
    margin = _MARGINS.get(kind)
    whole = (*body, *map(_in_margin, margin(content))) if margin else body
    if sum(len(paragraph.text) for paragraph in whole) > MAX_TEXT_BYTES:
        raise UnreadableDocument(TOO_MUCH_TEXT)
    return whole


def _unstarred(paragraph: Paragraph) -> Paragraph:
    """Stars and underscores around words, pasted from a plain text, as the emphasis they mean."""
    if paragraph.marks or paragraph.cites or paragraph.links or not _STARS.search(paragraph.text):
        return paragraph
    text, marks = without_marks(paragraph.text)
    breaks = tuple((_kept(paragraph.text, text, at), page) for at, page in paragraph.breaks)
    return replace(paragraph, text=text, marks=marks, breaks=breaks) if marks else paragraph


def _kept(whole: str, text: str, offset: int) -> int:
    """How many of the first `offset` letters of `whole` are in `text`, which is what is left of it."""
    at = 0
    for letter in whole[:offset]:
        at += text[at : at + 1] == letter
    return at


def _in_margin(comment: MarginComment) -> Paragraph:
    return Paragraph(comment.thread(), margin=comment)


def is_heavy(kind: str, content: bytes) -> bool:
    """Whether reading may take much memory or time, or runs code that is not Python."""
    if kind in _OWN_PROCESS:
        return True
    if kind not in (".docx", ".docm", ".odt", ".doc"):
        return len(content) > LIGHT_TEXT
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as parts:
            return sum(p.file_size for p in parts.infolist() if p.filename.endswith(".xml")) > LIGHT_XML
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError):
        return False


def _word(content: bytes) -> tuple[Paragraph, ...]:
    if content.startswith(_OLE):
        raise UnreadableDocument(PROTECTED if _is_protected(content) else _OLD_WORD)
    if not content.startswith(_ZIPS):
        raise UnreadableDocument(NOT_WORD)
    return read_docx(content)


def _is_protected(content: bytes) -> bool:
    # Office wraps a document with a password in the container of the old format.
    return "EncryptedPackage".encode("utf-16-le") in content


def _old_word(content: bytes) -> tuple[Paragraph, ...]:
    if content.startswith(_ZIPS):
        return read_docx(content)
    raise UnreadableDocument(_OLD_WORD)


def _open_document(content: bytes) -> tuple[Paragraph, ...]:
    if not content.startswith(_ZIPS):
        raise UnreadableDocument(NOT_ODT)
    return read_odt(content)


def _sheets(content: bytes) -> tuple[Paragraph, ...]:
    if content.startswith(_OLE) and _is_protected(content):
        raise UnreadableDocument(PROTECTED)
    if not content.startswith(_ZIPS):
        raise UnreadableDocument(NOT_SHEET)
    return read_sheets(content)


def _csv(content: bytes) -> tuple[Paragraph, ...]:
    return read_csv(_checked_text(content))


def _text(content: bytes) -> tuple[Paragraph, ...]:
    return read_plain(_checked_text(content))


def _markdown(content: bytes) -> tuple[Paragraph, ...]:
    require_readable(decode(_checked_text(content)))
    return read_markdown(content)


def _checked_text(content: bytes) -> bytes:
    if content.startswith(_NOT_TEXTS):
        raise UnreadableDocument(NOT_TEXT)
    # Blank lines count here, so that a file of nothing else is not walked through either.
    if len(content) > MAX_TEXT_BYTES or content.count(b"\n") + content.count(b"\f") > 3 * MAX_LINES:
        raise UnreadableDocument(TOO_MUCH_TEXT)
    return content


_OWN_PROCESS = (".pdf", ".xlsx", ".xlsm", ".ods")
_REFUSED = {".msg": _OUTLOOK, ".xls": _OLD_SHEET, ".rtf": _RICH_TEXT}
_MARGINS: dict[str, Callable[[bytes], tuple[MarginComment, ...]]] = {
    ".docx": read_word_margin,
    ".docm": read_word_margin,
    ".odt": read_odt_margin,
    ".pdf": read_pdf_margin,
}
_READERS: dict[str, Reader] = {
    ".docx": _word,
    # Macros are parts of their own; only the text is read.
    ".docm": _word,
    ".doc": _old_word,
    ".odt": _open_document,
    ".pdf": read_pdf,
    ".xlsx": _sheets,
    ".xlsm": _sheets,
    ".ods": _sheets,
    ".csv": _csv,
    ".tsv": _csv,
    ".txt": _text,
    ".text": _text,
    ".md": _markdown,
    ".markdown": _markdown,
    ".eml": read_eml,
}
