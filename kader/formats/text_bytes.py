"""Plain text comes without saying in which encoding it was saved; a letter must not turn into "Ã©Ã©n"."""

from __future__ import annotations

import codecs

from kader.domain.errors import UnreadableDocument

NOT_TEXT = (
    "Dit bestand heet een tekstbestand, maar er staat geen leesbare tekst in. "
    "Sla de reactie op als Word-document (.docx) of als tekst en stuur haar opnieuw."
)
_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
# Word processors and mail programs each have their own idea of a line end.
_LINE_ENDS = ("\r\n", "\r", "\x0b", "\u2028", "\u2029")


def decode(content: bytes) -> str:
    """The text with "\\n" as its only line end; form feeds stay, for they are the file's page breaks.

    Raises UnreadableDocument for bytes that are no text.
    """
    text = _decoded(content)
    if _looks_binary(text):
        raise UnreadableDocument(NOT_TEXT)
    for line_end in _LINE_ENDS:
        text = text.replace(line_end, "\n")
    return text.replace("\u00ad", "").replace("\ufeff", "")


def _decoded(content: bytes) -> str:
    for mark, encoding in _BOMS:
        if content.startswith(mark):
            return content[len(mark) :].decode(encoding, errors="replace")
    guess = _utf16_without_mark(content)
    if guess:
        return content.decode(guess, errors="replace")
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError:
        return content.decode("cp1252", errors="replace")


def _utf16_without_mark(content: bytes) -> str | None:
    # Western text in UTF-16 has a zero in every other byte.
    sample = content[:2000]
    half = max(len(sample) // 2, 1)
    if sample[1::2].count(0) > 0.6 * half and sample[0::2].count(0) < 0.1 * half:
        return "utf-16-le"
    if sample[0::2].count(0) > 0.6 * half and sample[1::2].count(0) < 0.1 * half:
        return "utf-16-be"
    return None


def _looks_binary(text: str) -> bool:
    sample = text[:20000]
    odd = sum(1 for character in sample if _is_odd(character))
    return "\x00" in sample or odd > 0.02 * len(sample)


def _is_odd(character: str) -> bool:
    return character == "\ufffd" or (character < " " and character not in "\t\n\r\f\x0b\x1a\x1b")
