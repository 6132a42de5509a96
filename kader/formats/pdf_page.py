"""A PDF page is letters at coordinates and lines drawn between them; nothing in it says what is a sentence.

PDFium gives both. Here they become plain values in points from the top left, as the page is read: a page that
was turned is turned back.
"""

from __future__ import annotations

import ctypes
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from math import degrees
from typing import Any, NamedTuple

import pypdfium2 as pdfium
import pypdfium2.raw as raw

MOST_GLYPHS = 60_000
"""Most letters read of one page; a page of the smallest print has some 15,000."""
MOST_RULES = 4_000
"""A page with more lines is a drawing, and its lines are no tables."""
_ITALIC, _FORCED_BOLD = 1 << 6, 1 << 18
_BOLD_NAMES = ("bold", "black", "heavy", "semibold", "demi")
_SHORTEST_RULE = 8.0
_STRAIGHT = 1.5
_LIGATURE, _LIGATURE_STEP = "fijltb", 0.4
_LAYOUT_SIGNS = ("\r", "\n", "\x00")
# PDFium gives a hyphen at which a line was broken as a sign of its own.
_BROKEN_HYPHEN = 0x02


class Glyph(NamedTuple):
    """A letter and its box in points; top and bottom are those of its font, alike along a line.

    A named tuple, since a file has millions: they are made in a third of the time of a frozen dataclass.
    """

    text: str
    x0: float
    x1: float
    top: float
    bottom: float
    size: float
    bold: bool
    italic: bool

    @property
    def middle(self) -> tuple[float, float]:
        return (self.x0 + self.x1) / 2, (self.top + self.bottom) / 2


@dataclass(frozen=True, slots=True)
class Rule:
    """A straight line, `at` points from the left (upright) or the top, from `start` to `end` along it."""

    upright: bool
    at: float
    start: float
    end: float

    def spans(self, place: float) -> bool:
        return self.start - 1.5 <= place <= self.end + 1.5


@dataclass(frozen=True, slots=True)
class Sheet:
    """One page as it is read; `has_picture` when anything is drawn on it that may hold text."""

    width: float
    height: float
    glyphs: tuple[Glyph, ...]
    rules: tuple[Rule, ...]
    has_picture: bool


@dataclass(frozen=True, slots=True)
class Turn:
    """From PDF coordinates, upwards from the bottom left, to those of a page turned by quarter turns."""

    quarters: int
    width: float
    height: float
    left: float
    below: float

    def point(self, x: float, y: float) -> tuple[float, float]:
        x, y = x - self.left, y - self.below
        if self.quarters == 1:
            return y, x
        if self.quarters == 2:
            return self.width - x, y
        if self.quarters == 3:
            return self.height - y, self.width - x
        return x, self.height - y

    @property
    def size(self) -> tuple[float, float]:
        return (self.height, self.width) if self.quarters % 2 else (self.width, self.height)

    def box(self, x0: float, y0: float, x1: float, y1: float) -> tuple[float, float, float, float]:
        """(x0, top, x1, bottom)."""
        if self.quarters == 0:
            return (
                x0 - self.left,
                self.height - y1 + self.below,
                x1 - self.left,
                self.height - y0 + self.below,
            )
        one, other = self.point(x0, y0), self.point(x1, y1)
        (left, right), (top, bottom) = sorted((one[0], other[0])), sorted((one[1], other[1]))
        return left, top, right, bottom


def read_sheet(page: pdfium.PdfPage) -> tuple[Sheet, Turn]:
    """The letters and lines of a page, and how places on it are turned."""
    letters = page.get_textpage()
    count = min(letters.count_chars(), MOST_GLYPHS)
    angles = [round(degrees(raw.FPDFText_GetCharAngle(letters, at)) / 90) % 4 for at in range(count)]
    quarters = Counter(angles).most_common(1)[0][0] if angles else 0
    left, below, right, above = page.get_mediabox()
    turn = Turn(quarters, right - left, above - below, left, below)
    glyphs = tuple(_glyphs(letters, [at for at in range(count) if angles[at] == quarters], turn))
    rules, pictures = _drawn(page, turn)
    return Sheet(*turn.size, glyphs, rules, pictures), turn


def _glyphs(letters: Any, places: list[int], turn: Turn) -> Iterator[Glyph]:
    box, fonts = raw.FS_RECTF(), _Fonts(letters)
    last: Glyph | None = None
    for at in places:
        sign = raw.FPDFText_GetUnicode(letters, at)
        if raw.FPDFText_IsGenerated(letters, at) == 1 or not raw.FPDFText_GetLooseCharBox(letters, at, box):
            continue
        text = "-" if sign == _BROKEN_HYPHEN else chr(sign) if sign < 0x110000 else "\ufffd"
        if text in _LAYOUT_SIGNS or 0xD800 <= sign <= 0xDFFF:
            continue
        x0, top, x1, bottom = turn.box(box.left, box.bottom, box.right, box.top)
        glyph = Glyph(text, x0, x1, top, bottom, fonts.size(at, bottom - top), *fonts.weight(at))
        if last is not None and text in _LIGATURE and (last.x0, last.x1, last.top) == (x0, x1, top):
            # Letters of one ligature share a box; in order, they are no letter that was printed twice.
            glyph = glyph._replace(x0=x0 + (x1 - x0) * _LIGATURE_STEP)
        else:
            last = glyph
        yield glyph


class _Fonts:
    """Asks each letter's font, by its own name and flags."""

    def __init__(self, letters: Any) -> None:
        self._letters = letters
        self._buffer = ctypes.create_string_buffer(256)
        self._flags = ctypes.c_int()
        self._known: dict[tuple[bytes, int], tuple[bool, bool]] = {}

    def size(self, at: int, height: float) -> float:
        # The font may be set at size 1 and scaled by the page; the box then tells.
        size = raw.FPDFText_GetFontSize(self._letters, at)
        return float(size) if 3 < size < 2 * height + 3 else height

    def weight(self, at: int) -> tuple[bool, bool]:
        raw.FPDFText_GetFontInfo(self._letters, at, self._buffer, len(self._buffer), self._flags)
        key = self._buffer.value, self._flags.value
        if key not in self._known:
            self._known[key] = _weight(*key)
        return self._known[key]


def _weight(font: bytes, flags: int) -> tuple[bool, bool]:
    """Whether a font is bold, and whether it is italic."""
    name = font.decode("utf-8", "replace").lower()
    bold = bool(flags & _FORCED_BOLD) or any(word in name for word in _BOLD_NAMES)
    return bold, bool(flags & _ITALIC) or "italic" in name or "oblique" in name


def _drawn(page: Any, turn: Turn) -> tuple[tuple[Rule, ...], bool]:
    rules: list[Rule] = []
    picture = False
    for at in range(raw.FPDFPage_CountObjects(page)):
        thing = raw.FPDFPage_GetObject(page, at)
        kind = raw.FPDFPageObj_GetType(thing)
        picture = picture or kind in (raw.FPDF_PAGEOBJ_IMAGE, raw.FPDF_PAGEOBJ_FORM)
        if kind == raw.FPDF_PAGEOBJ_PATH and len(rules) <= MOST_RULES:
            rules += _rules(thing, turn)
    picture = picture or len(rules) > MOST_RULES
    return (tuple(rules) if len(rules) <= MOST_RULES else ()), picture


def _rules(path: Any, turn: Turn) -> Iterator[Rule]:
    matrix = raw.FS_MATRIX()
    raw.FPDFPageObj_GetMatrix(path, matrix)
    before = first = (0.0, 0.0)
    x, y = ctypes.c_float(), ctypes.c_float()
    for number in range(min(raw.FPDFPath_CountSegments(path), MOST_RULES)):
        segment = raw.FPDFPath_GetPathSegment(path, number)
        raw.FPDFPathSegment_GetPoint(segment, x, y)
        here = turn.point(
            matrix.a * x.value + matrix.c * y.value + matrix.e,
            matrix.b * x.value + matrix.d * y.value + matrix.f,
        )
        if raw.FPDFPathSegment_GetType(segment) == raw.FPDF_SEGMENT_MOVETO:
            first = here
        else:
            yield from _rule(before, here)
        if raw.FPDFPathSegment_GetClose(segment):
            yield from _rule(here, first)
        before = here


def _rule(one: tuple[float, float], other: tuple[float, float]) -> Iterator[Rule]:
    wide, high = abs(one[0] - other[0]), abs(one[1] - other[1])
    if wide < _STRAIGHT and high >= _SHORTEST_RULE:
        yield Rule(True, (one[0] + other[0]) / 2, min(one[1], other[1]), max(one[1], other[1]))
    elif high < _STRAIGHT and wide >= _SHORTEST_RULE:
        yield Rule(False, (one[1] + other[1]) / 2, min(one[0], other[0]), max(one[0], other[0]))
