"""A letter as PDF: its text in reading order, with headings, lists, tables, notes and the file's own pages.

PDFium is written in C++ and reads what others made: it runs in a process of its own (`kader.formats.apart`).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from typing import TypeVar

import pypdfium2 as pdfium

from kader.domain.errors import UnreadableDocument
from kader.domain.paragraphs import Paragraph
from kader.formats.archive import PROTECTED
from kader.formats.pdf_lines import PdfLine, lines_of
from kader.formats.pdf_page import read_sheet
from kader.formats.pdf_paragraphs import Building, Print, build, print_of
from kader.formats.pdf_running import without_running

MOST_PAGES = 400
_LEAST_LETTERS = 10
NOT_PDF = (
    "De naam eindigt op .pdf, maar het bestand is geen PDF. "
    "Maak de PDF opnieuw, of stuur het Word-document (.docx) zelf."
)
DAMAGED_PDF = (
    "Deze PDF is beschadigd of niet compleet. Maak de PDF opnieuw, of stuur het Word-document (.docx) zelf."
)
SCANNED = (
    "Deze PDF is een scan: er staan afbeeldingen van bladzijden in en geen tekst. "
    "Stuur het document waarvan de scan is gemaakt, of laat eerst tekstherkenning (OCR) doen."
)
_TOO_LONG = f"Deze PDF heeft meer dan {MOST_PAGES} bladzijden. Stuur alleen de bladzijden met uw reactie."
_UNTOLD_LETTERS = (
    "De letters in deze PDF zijn zo opgeslagen dat een computer ze niet kan lezen. "
    "Stuur het Word-document (.docx) zelf, of maak de PDF opnieuw uit uw tekstverwerker."
)
_NOTE = re.compile(r"(\d{1,3})[.)]?\s+(?=\S)|(\d{1,3})(?=[A-Z\"'‘“(])")
_ATTACHED = re.compile(r"(?:(?<=[^\W\d_])|(?<=[^\d\s][.,;:!?)”’\"'»]))(\d{1,3})(?![\w%]|[.,]\d)")
_PASSWORD = "password"  # noqa: S105 - the word in PDFium's message

_Found = TypeVar("_Found")


def read_pdf(content: bytes) -> tuple[Paragraph, ...]:
    """The paragraphs of a PDF. Raises UnreadableDocument."""
    pages, heights = lined_pages(content)
    return paragraphs_of(without_running(pages, heights))


def lined_pages(content: bytes) -> tuple[list[list[PdfLine]], list[float]]:
    """The lines of each page and the height of each, in points. Raises UnreadableDocument."""
    leaves = each_page(content, _leaf)
    _check(leaves)
    return [leaf.lines for leaf in leaves], [leaf.height for leaf in leaves]


@dataclass(frozen=True, slots=True)
class _Leaf:
    """What is kept of a page once its letters, of which there are thousands, have become lines."""

    lines: list[PdfLine]
    height: float
    letters: int
    odd: int
    pictured: bool


def _leaf(page: pdfium.PdfPage) -> _Leaf:
    sheet, _ = read_sheet(page)
    letters = [glyph.text for glyph in sheet.glyphs if glyph.text.strip()]
    odd = sum(1 for text in letters if text == "\ufffd" or "\ue000" <= text <= "\uefff" or text < " ")
    return _Leaf(lines_of(sheet), sheet.height, len(letters), odd, sheet.has_picture)


def paragraphs_of(pages: Sequence[Sequence[PdfLine]]) -> tuple[Paragraph, ...]:
    """The paragraphs of pages of lines, each footnote behind the paragraph that cites it."""
    texts, notes = _without_notes(pages)
    return _placed(list(build(texts, frozenset(notes))), notes)


def each_page(content: bytes, read: Callable[[pdfium.PdfPage], _Found]) -> list[_Found]:
    """What `read` finds on each page. Raises UnreadableDocument, also when a single page is lost."""
    with _opened(content) as document:
        try:
            return [_read_and_closed(page, read) for page in document]
        except pdfium.PdfiumError as error:
            raise UnreadableDocument(DAMAGED_PDF) from error


def _read_and_closed(page: pdfium.PdfPage, read: Callable[[pdfium.PdfPage], _Found]) -> _Found:
    try:
        return read(page)
    finally:
        page.close()


def _opened(content: bytes) -> pdfium.PdfDocument:
    # A few programs put bytes of their own before the head or behind the end.
    if b"%PDF-" not in content[:1024]:
        raise UnreadableDocument(NOT_PDF)
    if b"%%EOF" not in content[-4096:]:
        raise UnreadableDocument(DAMAGED_PDF)
    try:
        document = pdfium.PdfDocument(content)
        count = len(document)
    except pdfium.PdfiumError as error:
        raise UnreadableDocument(PROTECTED if _PASSWORD in str(error).lower() else DAMAGED_PDF) from error
    if count > MOST_PAGES:
        raise UnreadableDocument(_TOO_LONG)
    if count == 0:
        raise UnreadableDocument(DAMAGED_PDF)
    return document


def _check(leaves: Sequence[_Leaf]) -> None:
    letters = sum(leaf.letters for leaf in leaves)
    pictures = sum(1 for leaf in leaves if leaf.pictured and leaf.letters < _LEAST_LETTERS)
    if pictures and (not letters or 2 * pictures >= len(leaves)):
        raise UnreadableDocument(SCANNED)
    if sum(leaf.odd for leaf in leaves) > 0.2 * letters:
        raise UnreadableDocument(_UNTOLD_LETTERS)


def _without_notes(
    pages: Sequence[Sequence[PdfLine]],
) -> tuple[list[list[PdfLine]], dict[str, Building]]:
    """The pages without the small print at their feet, and that print as footnotes by number."""
    looks = print_of(pages)
    texts: list[list[PdfLine]] = []
    notes: dict[str, Building] = {}
    for number, lines in enumerate(pages, start=1):
        start = _foot(lines, looks)
        numbers = {found[1] or found[2] for line in lines[start:] if (found := _NOTE.match(line.text))}
        texts.append([with_raised(line, numbers) for line in lines[:start]])
        _read_notes(lines[start:], number, notes)
    return texts, notes


def _foot(lines: Sequence[PdfLine], looks: Print) -> int:
    """The index of the first line of a page's footnotes; the number of lines when it has none."""
    start = len(lines)
    while start and looks.is_note(lines[start - 1]) and lines[start - 1].table is None:
        start -= 1
    raised = {line.text[s:e].strip() for line in lines[:start] for s, e in line.raised}
    # Some fonts draw a raised number at the size of the other letters.
    raised |= {found[1] for line in lines[:start] for found in _ATTACHED.finditer(line.text)}
    for place in range(start, len(lines)):
        found = _NOTE.match(lines[place].text)
        if found and (found[1] or found[2]) in raised:
            return place
    return len(lines)


def with_raised(line: PdfLine, numbers: Collection[str]) -> PdfLine:
    """The line with the numbers behind its words known as marks of the notes below it."""
    known = {line.text[s:e].strip() for s, e in line.raised}
    found = [
        match.span(1)
        for match in _ATTACHED.finditer(line.text)
        if match[1] in numbers and match[1] not in known
    ]
    return replace(line, raised=tuple(sorted((*line.raised, *found)))) if found else line


def _read_notes(lines: Sequence[PdfLine], page: int, notes: dict[str, Building]) -> None:
    now: Building | None = None
    for line in lines:
        found = _NOTE.match(line.text)
        number = (found[1] or found[2]) if found else None
        if found and number and number not in notes:
            now = Building([line], page, None, None, note=number)
            now.add(line, found.end(), frozenset())
            notes[number] = now
        elif now is not None:
            now.add(line, 0, frozenset())


def _placed(buildings: Sequence[Building], notes: dict[str, Building]) -> tuple[Paragraph, ...]:
    """The paragraphs with list depths, each footnote behind the paragraph that cites it."""
    found: list[Paragraph] = []
    left = dict(notes)
    for _, run in groupby(buildings, key=lambda one: one.label is not None and one.heading is None):
        together = list(run)
        for building in together:
            found.append(building.paragraph(_depth(building, together)))
            found += [left.pop(n).paragraph(0) for n in building.raised if n in left]
    found += [note.paragraph(0) for note in left.values()]
    return tuple(paragraph for paragraph in found if paragraph.text)


def _depth(building: Building, together: Sequence[Building]) -> int:
    """1 for the items furthest left in a run of items, one more for each step to the right."""
    if building.label is None:
        return 0
    steps: list[float] = []
    for indent in sorted(one.indent for one in together if one.label is not None):
        if not steps or indent > steps[-1] + 6:
            steps.append(indent)
    return sum(1 for step in steps if step <= building.indent + 1) or 1
