"""A framework in Word: its paragraphs, the page labels that Word prints, and what Word shows beside the text.

Headers and footers stand on each page and are no part of the text. Whether they print a page number, and in
which form, says what people will cite (ECMA-376 part 1, 17.6.12 and 17.16.5.37).
"""

from __future__ import annotations

import posixpath
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from kader.domain.importing import Manuscript
from kader.formats.archive import Archive
from kader.formats.docx import MAIN, Word, read_word
from kader.formats.docx_numbering import W, in_form

_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_FORMS = {
    "roman": "lowerRoman",
    "ROMAN": "upperRoman",
    "alphabetic": "lowerLetter",
    "ALPHABETIC": "upperLetter",
}
_PAGE_FIELD = re.compile(r"\bPAGE\b(?:\s*\\\*\s*(\w+))?")
_PICTURE = re.compile(r"word/media/.+\.(?:png|jpe?g|gif|emf|wmf|svg|tiff?|bmp)", re.IGNORECASE)

_PICTURES = "Afbeeldingen gaan niet mee ({count} in dit document): beschrijf in de tekst wat erop staat."
COMMENTS = "Opmerkingen in de kantlijn gaan niet mee."
TRACKED = "Er staan bijgehouden wijzigingen in het document. Ze zijn gelezen alsof ze zijn aangenomen."
_LEFT_OUT = "Kop- en voetteksten zijn weggelaten: {texts}."


@dataclass(frozen=True, slots=True)
class WordFramework:
    """`drawn` tells whether the pages are those that Word drew."""

    manuscript: Manuscript
    drawn: bool


def read_word_framework(content: bytes) -> WordFramework:
    """Raises UnreadableDocument."""
    archive = Archive(content)
    word = read_word(archive)
    running = _running_parts(archive)
    attention = tuple(_attention(archive, running))
    return WordFramework(Manuscript(word.paragraphs, tuple(_labels(word, running)), attention), word.drawn)


# -- headers and footers -------------------------------------------------------------------------------------


def _running_parts(archive: Archive) -> dict[str, etree._Element]:
    """The headers and footers, by the relationship that sections name them with."""
    rels = "word/_rels/document.xml.rels"
    named = {} if rels not in archive else {one.get("Id", ""): one for one in archive.xml(rels)}
    parts = {}
    for identity, relation in named.items():
        path = posixpath.normpath(posixpath.join("word", relation.get("Target", ""))).lstrip("/")
        if relation.get("Type", "").endswith(("/header", "/footer")) and path in archive:
            parts[identity] = archive.xml(path)
    return parts


def _attention(archive: Archive, running: dict[str, etree._Element]) -> Iterator[str]:
    texts = [
        text for part in running.values() if (text := _text(part)) and not text.strip(" -–|").isdecimal()
    ]
    if texts:
        shown = ", ".join(f"‘{text[:80]}’" for text, _ in Counter(texts).most_common(5))
        yield _LEFT_OUT.format(texts=shown)
    pictures = sum(1 for name in archive.names() if _PICTURE.fullmatch(name))
    if pictures:
        yield _PICTURES.format(count=pictures)
    if "word/comments.xml" in archive and len(archive.xml("word/comments.xml")):
        yield COMMENTS
    if any(True for _ in archive.xml(MAIN).iter(f"{W}ins", f"{W}del", f"{W}moveTo", f"{W}moveFrom")):
        yield TRACKED


def _text(part: etree._Element) -> str:
    return " ".join("".join(piece.text or "" for piece in part.iter(f"{W}t")).split())


def _page_form(part: etree._Element) -> str | None:
    """The form in which a header or footer prints the page: "" for the section's own; None for not."""
    simple = [field.get(f"{W}instr", "") for field in part.iter(f"{W}fldSimple")]
    coded = "".join(piece.text or "" for piece in part.iter(f"{W}instrText"))
    found = _PAGE_FIELD.search(" ".join([*simple, coded]))
    return None if found is None else _FORMS.get(found[1] or "", "")


# -- labels --------------------------------------------------------------------------------------------------


def _labels(word: Word, running: dict[str, etree._Element]) -> list[tuple[int, str]]:
    """(page, label) of each page, for a document in which page numbers are printed."""
    last = max((page for p in word.paragraphs for page in _pages_of(p.page, p.breaks)), default=0)
    ends = [*(first for first, _ in word.sections[1:]), last + 1]
    shown: dict[str, str | None] = {}
    labels: list[tuple[int, str]] = []
    unprinted: list[int] = []
    count = 0
    for (first, section), end in zip(word.sections, ends, strict=True):
        shown |= _shown(section, running)
        form = next((form for form in shown.values() if form is not None), None)
        start, usual = _counting(section)
        count = count if start is None else start - 1
        if form is None and not labels:
            unprinted += range(first, end)
        else:
            labels += [(page, in_form(count + 1 + page - first, form or usual)) for page in range(first, end)]
        count += end - first
    return [*zip(unprinted, map(_cover, range(len(unprinted))), strict=True), *labels] if labels else []


def _cover(number: int) -> str:
    """The label of a page before the first that is numbered; its own number is that of another page."""
    return f"omslag-{number + 1}" if number else "omslag"


def _counting(section: etree._Element) -> tuple[int | None, str]:
    """(the number a section starts at, the form it counts in), as it says so."""
    kind = section.find(f"{W}pgNumType")
    start = "" if kind is None else kind.get(f"{W}start", "")
    form = "" if kind is None else kind.get(f"{W}fmt", "")
    return int(start) if start.isdecimal() and len(start) < 6 else None, form


def _shown(section: etree._Element, running: dict[str, etree._Element]) -> dict[str, str | None]:
    """The forms of page numbers in the headers and footers a section names; others go on from before."""
    return {
        f"{reference.tag}{reference.get(f'{W}type')}": _page_form(running[identity])
        for reference in section
        if (identity := reference.get(_RELATION)) in running
    }


def _pages_of(page: int | None, breaks: tuple[tuple[int, int], ...]) -> list[int]:
    return [page or 0, *(after for _, after in breaks)]
