"""People mark words in a PDF and pin notes; the file knows only where on the page (ISO 32000-2, 12.5).

The letters whose middle lies within a mark's quadrilaterals are the words that were marked.
"""

from __future__ import annotations

import ctypes
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import pypdfium2 as pdfium
import pypdfium2.raw as raw

from kader.domain.margin import CONTEXT, MarginComment, MarginReply
from kader.formats.pdf import each_page
from kader.formats.pdf_lines import PdfLine, lines_of
from kader.formats.pdf_page import Glyph, Sheet, Turn, read_sheet
from kader.formats.pdf_paragraphs import joined

_MARKS = (
    raw.FPDF_ANNOT_HIGHLIGHT,
    raw.FPDF_ANNOT_UNDERLINE,
    raw.FPDF_ANNOT_SQUIGGLY,
    raw.FPDF_ANNOT_STRIKEOUT,
)
_PINS = (raw.FPDF_ANNOT_TEXT, raw.FPDF_ANNOT_FREETEXT, raw.FPDF_ANNOT_CARET)
_SHAPES = (raw.FPDF_ANNOT_SQUARE, raw.FPDF_ANNOT_CIRCLE, raw.FPDF_ANNOT_POLYGON, raw.FPDF_ANNOT_INK)
_DATE = re.compile(r"D?:?(\d{4})(\d\d)?(\d\d)?(\d\d)?(\d\d)?(\d\d)?")
_MOST_ANNOTATIONS = 5_000

Area = tuple[float, float, float, float]


@dataclass
class _Mark:
    """An annotation: its areas as (x0, top, x1, bottom); `answers` the index of the one it belongs to."""

    kind: int
    author: str | None
    date: str | None
    text: str
    areas: list[Area]
    answers: int | None
    grouped: bool
    replies: list[MarginReply] = field(default_factory=list)
    replacement: str = ""


def read_pdf_margin(content: bytes) -> tuple[MarginComment, ...]:
    """The notes, and the marks with a note, in a PDF, in order. Raises UnreadableDocument."""
    return tuple(comment for found in each_page(content, _on_page) for comment in found)


def _on_page(page: pdfium.PdfPage) -> list[MarginComment]:
    return list(_remarks(page)) if raw.FPDFPage_GetAnnotCount(page) else []


def _remarks(page: pdfium.PdfPage) -> Iterator[MarginComment]:
    sheet, turn = read_sheet(page)
    marks = dict(_marks(page, turn))
    _thread(marks)
    lines = lines_of(sheet)
    heads = [mark for mark in marks.values() if mark.answers is None and _says_something(mark)]
    for mark in sorted(heads, key=lambda mark: _place(mark)):
        yield _comment(mark, sheet, lines)


def _marks(page: pdfium.PdfPage, turn: Turn) -> Iterator[tuple[int, _Mark]]:
    head: int | None = None
    for at in range(min(raw.FPDFPage_GetAnnotCount(page), _MOST_ANNOTATIONS)):
        annotation = raw.FPDFPage_GetAnnot(page, at)
        if not annotation:
            continue
        try:
            kind = raw.FPDFAnnot_GetSubtype(annotation)
            if kind in (*_MARKS, *_PINS, *_SHAPES):
                mark = _mark(page, annotation, kind, turn)
                if raw.FPDFAnnot_HasKey(annotation, b"IRT"):
                    # PDFium follows only some of the links; replies then stand behind what they answer.
                    mark.answers = head if mark.answers is None else mark.answers
                else:
                    head = at
                yield at, mark
        finally:
            raw.FPDFPage_CloseAnnot(annotation)


def _mark(page: pdfium.PdfPage, annotation: Any, kind: int, turn: Turn) -> _Mark:
    above = raw.FPDFAnnot_GetLinkedAnnot(annotation, b"IRT")
    answers = raw.FPDFPage_GetAnnotIndex(page, above) if above else None
    if above:
        raw.FPDFPage_CloseAnnot(above)
    return _Mark(
        kind=kind,
        author=_string(annotation, b"T") or None,
        date=_iso(_string(annotation, b"M") or _string(annotation, b"CreationDate")),
        text=_string(annotation, b"Contents").replace("\r\n", "\n").replace("\r", "\n").strip(),
        areas=list(_areas(annotation, turn)),
        answers=answers if answers is not None and answers >= 0 else None,
        grouped=_string(annotation, b"RT") == "Group",
    )


def _string(annotation: Any, key: bytes) -> str:
    size = raw.FPDFAnnot_GetStringValue(annotation, key, None, 0)
    if not 2 < size < 1_000_000:
        return ""
    buffer = ctypes.create_string_buffer(size)
    raw.FPDFAnnot_GetStringValue(annotation, key, ctypes.cast(buffer, ctypes.POINTER(raw.FPDF_WCHAR)), size)
    return buffer.raw.decode("utf-16-le", "replace").replace("\x00", "")


def _iso(told: str) -> str | None:
    found = _DATE.match(told)
    if found is None:
        return None
    parts = [part for part in found.groups() if part]
    return "-".join(parts[:3]) + ("T" + ":".join(parts[3:6]) if len(parts) >= 5 else "")


def _areas(annotation: Any, turn: Turn) -> Iterator[Area]:
    quads = raw.FS_QUADPOINTSF()
    for at in range(min(raw.FPDFAnnot_CountAttachmentPoints(annotation), _MOST_ANNOTATIONS)):
        if raw.FPDFAnnot_GetAttachmentPoints(annotation, at, quads):
            xs, ys = (quads.x1, quads.x2, quads.x3, quads.x4), (quads.y1, quads.y2, quads.y3, quads.y4)
            yield turn.box(min(xs), min(ys), max(xs), max(ys))
    box = raw.FS_RECTF()
    if not raw.FPDFAnnot_CountAttachmentPoints(annotation) and raw.FPDFAnnot_GetRect(annotation, box):
        yield turn.box(box.left, box.bottom, box.right, box.top)


def _thread(marks: dict[int, _Mark]) -> None:
    """Give replies to the mark at the head of their thread, and a replacement to the words struck out."""
    for at, mark in marks.items():
        top, seen = at, {at}
        while (above := marks[top].answers) in marks and above not in seen:
            top = above if above is not None else top
            seen.add(top)
        if top == at:
            mark.answers = None
        elif mark.grouped and {mark.kind, marks[top].kind} == {
            raw.FPDF_ANNOT_STRIKEOUT,
            raw.FPDF_ANNOT_CARET,
        }:
            # Acrobat's "replace text": words struck out, and a caret with the new ones.
            head = marks[top]
            caret = head if head.kind == raw.FPDF_ANNOT_CARET else mark
            struck = mark if caret is head else head
            head.replacement, head.text = caret.text, struck.text if caret is not struck else head.text
            head.kind, head.areas = raw.FPDF_ANNOT_STRIKEOUT, struck.areas
        elif mark.text:
            marks[top].replies.append(MarginReply(mark.author, mark.date, mark.text))


def _says_something(mark: _Mark) -> bool:
    struck = mark.kind == raw.FPDF_ANNOT_STRIKEOUT
    return bool(mark.text or mark.replies or mark.replacement or struck)


def _place(mark: _Mark) -> tuple[float, float]:
    return min(((area[1], area[0]) for area in mark.areas), default=(0.0, 0.0))


def _comment(mark: _Mark, sheet: Sheet, lines: Sequence[PdfLine]) -> MarginComment:
    inside = [at for at, glyph in enumerate(sheet.glyphs) if _is_inside(glyph, mark.areas)]
    if mark.kind in _PINS or not inside:
        passage, prefix, suffix = _nearest(mark, lines), "", ""
    else:
        passage = joined(lines_of(replace(sheet, glyphs=tuple(sheet.glyphs[at] for at in inside), rules=())))
        prefix = "".join(glyph.text for glyph in sheet.glyphs[max(0, inside[0] - CONTEXT) : inside[0]])
        suffix = "".join(glyph.text for glyph in sheet.glyphs[inside[-1] + 1 : inside[-1] + 1 + CONTEXT])
    text, proposal = mark.text, None
    if mark.kind == raw.FPDF_ANNOT_STRIKEOUT and passage:
        proposal = mark.replacement
        asked = f"Vervang ‘{passage}’ door ‘{proposal}’." if proposal else f"Schrap: ‘{passage}’."
        text = text or asked
    return MarginComment(mark.author, mark.date, passage, prefix, suffix, text, tuple(mark.replies), proposal)


def _is_inside(glyph: Glyph, areas: Sequence[Area]) -> bool:
    x, y = glyph.middle
    return bool(glyph.text.strip()) and any(a[0] <= x <= a[2] and a[1] <= y <= a[3] for a in areas)


def _nearest(mark: _Mark, lines: Sequence[PdfLine]) -> str:
    """The line beside which a note was pinned."""
    if not lines or not mark.areas:
        return ""
    x, y = mark.areas[0][0], (mark.areas[0][1] + mark.areas[0][3]) / 2

    def away(line: PdfLine) -> float:
        down = max(line.top - y, y - line.bottom, 0.0)
        across = max(line.x0 - x, x - line.x1, 0.0)
        return down * 4 + across

    return min(lines, key=away).text
