"""Letters at coordinates become lines in reading order: within columns, and within the cells of a table."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from statistics import median

from kader.domain.paragraphs import Emphasis
from kader.formats.pdf_page import Glyph, Rule, Sheet

_WORD_GAP, _PIECE_GAP = 0.18, 1.6
"""Wider than this part of the letter size is a space; wider than that is another column, or a tab."""
_SNAP = 3.0
_NARROWEST_COLUMN = 110.0
_SHORTEST_COLUMN = 5


@dataclass(frozen=True, slots=True)
class Box:
    """The cell in which a line stands: `left` and `top` of its edges in points."""

    left: float
    top: float
    right: float
    bottom: float


@dataclass(frozen=True, slots=True)
class PdfLine:
    """A line, or the part of one that stands in one column or cell.

    `raised` are the numbers in it that are set small and high: marks of footnotes, as offsets in `text`.
    `table`, `row` and `column` are set for lines in a table of the page.
    """

    text: str
    marks: tuple[Emphasis, ...]
    raised: tuple[tuple[int, int], ...]
    x0: float
    x1: float
    top: float
    bottom: float
    size: float
    first_word: float
    box: Box | None = None
    table: int | None = None
    row: int = 0
    column: int = 0

    @property
    def is_bold(self) -> bool:
        return any(m.kind == "bold" and m.start == 0 and m.end >= len(self.text) for m in self.marks)


def lines_of(sheet: Sheet) -> list[PdfLine]:
    """The lines of a page in reading order."""
    pieces = [line for row in _rows(sheet.glyphs) for line in _pieces(row, sheet.rules)]
    boxed = _in_tables([line for line in pieces if line.box is not None])
    loose = [line for line in pieces if line.box is None]
    loose += [replace(line, box=None) for line in boxed if line.table is None]
    tables = [line for line in boxed if line.table is not None]
    return _in_order(loose, tables)


def _rows(glyphs: Sequence[Glyph]) -> Iterator[list[Glyph]]:
    """Letters that stand side by side, from the top down."""
    row: list[Glyph] = []
    first = 0.0
    for height, glyph in sorted((glyph.middle[1], glyph) for glyph in glyphs):
        if row and height > first + 0.45 * max(glyph.size, row[0].size):
            yield row
            row = []
        first = first if row else height
        row.append(glyph)
    if row:
        yield row


def _pieces(row: list[Glyph], rules: Sequence[Rule]) -> Iterator[PdfLine]:
    """A row, cut where a column or a cell ends."""
    upright = [rule for rule in rules if rule.upright and rule.spans(row[0].middle[1])]
    piece: list[Glyph] = []
    for glyph in sorted(row, key=lambda glyph: glyph.x0):
        if piece and _is_double(piece[-1], glyph):
            continue
        if piece and (_is_wide(piece, glyph) or (upright and _is_parted(piece[-1], glyph, upright))):
            yield from _line(piece, rules)
            piece = []
        piece.append(glyph)
    yield from _line(piece, rules)


def _is_double(one: Glyph, other: Glyph) -> bool:
    # Some programs print a letter twice to make it bold.
    return one.text == other.text and abs(one.x0 - other.x0) < 0.1 * one.size and one.text != " "


def _is_wide(piece: list[Glyph], glyph: Glyph) -> bool:
    if glyph.text.isspace():
        return False
    last = next((one for one in reversed(piece) if one.text.strip()), piece[-1])
    return glyph.x0 - last.x1 > _PIECE_GAP * max(glyph.size, last.size)


def _is_parted(one: Glyph, other: Glyph, upright: Sequence[Rule]) -> bool:
    return any(one.middle[0] <= rule.at <= other.middle[0] for rule in upright)


def _line(piece: Sequence[Glyph], rules: Sequence[Rule]) -> Iterator[PdfLine]:
    inked = [glyph for glyph in piece if glyph.text.strip()]
    if not inked:
        return
    # A damaged page may set letters at no size at all.
    size = max(1.0, Counter(round(glyph.size * 2) / 2 for glyph in inked).most_common(1)[0][0])
    text, marks, raised = _written(piece, size)
    main = [glyph for glyph in inked if glyph.size >= 0.8 * size] or inked
    line = PdfLine(
        text=text,
        marks=marks,
        raised=raised,
        x0=inked[0].x0,
        x1=inked[-1].x1,
        top=median(glyph.top for glyph in main),
        bottom=median(glyph.bottom for glyph in main),
        size=size,
        first_word=_first_word(inked, piece),
    )
    yield replace(line, box=_box(line, rules))


def _first_word(inked: Sequence[Glyph], piece: Sequence[Glyph]) -> float:
    """The width of the first word: whether it could have stood on the line before."""
    start = piece.index(inked[0])
    end = next((i for i in range(start, len(piece)) if not piece[i].text.strip()), len(piece))
    return piece[end - 1].x1 - piece[start].x0


def _written(
    piece: Sequence[Glyph], size: float
) -> tuple[str, tuple[Emphasis, ...], tuple[tuple[int, int], ...]]:
    text = ""
    spans: dict[str, list[tuple[int, int]]] = {"bold": [], "italic": [], "raised": []}
    bottom = median(glyph.bottom for glyph in piece)
    for before, glyph in zip((None, *piece), piece, strict=False):
        if before and glyph.x0 - before.x1 > _WORD_GAP * size and text.strip() and not text.endswith(" "):
            text += " "
        shown = " " if glyph.text.isspace() else glyph.text
        if shown == " " and (not text or text.endswith(" ")):
            continue
        start, text = len(text), text + shown
        is_high = glyph.size <= 0.78 * size and glyph.bottom < bottom - 0.08 * size
        for kind, on in (("bold", glyph.bold), ("italic", glyph.italic), ("raised", is_high)):
            if on:
                _extend(spans[kind], start, len(text))
    text = text.rstrip()
    marks = tuple(
        Emphasis(kind, start, min(end, len(text)))
        for kind in ("bold", "italic")
        for start, end in spans[kind]
        if start < len(text)
    )
    return text, marks, tuple((s, e) for s, e in spans["raised"] if text[s:e].strip().isdecimal())


def _extend(spans: list[tuple[int, int]], start: int, end: int) -> None:
    if spans and start - spans[-1][1] <= 1:
        spans[-1] = (spans[-1][0], end)
    else:
        spans.append((start, end))


def _box(line: PdfLine, rules: Sequence[Rule]) -> Box | None:
    """The drawn cell around a line, or None when it is not closed in on all four sides."""
    x, y = (line.x0 + min(line.x1, line.x0 + 20)) / 2, (line.top + line.bottom) / 2
    beside = [rule.at for rule in rules if rule.upright and rule.spans(y)]
    above = [rule.at for rule in rules if not rule.upright and rule.spans(x)]
    left = max((at for at in beside if at <= x), default=None)
    right = min((at for at in beside if at > x), default=None)
    top = max((at for at in above if at <= y), default=None)
    bottom = min((at for at in above if at > y), default=None)
    if left is None or right is None or top is None or bottom is None:
        return None
    return Box(left, top, right, bottom)


def _in_tables(lines: Sequence[PdfLine]) -> list[PdfLine]:
    """The lines with their table, row and column; a lone box around text is no table."""
    found: list[PdfLine] = []
    for number, group in enumerate(_touching(lines)):
        lefts, tops = (_snapped([getattr(line.box, edge) for line in group]) for edge in ("left", "top"))
        if len(lefts) * len(tops) < 2:
            found += group
            continue
        for line in group:
            box = line.box or Box(0, 0, 0, 0)
            row, column = _nearest(tops, box.top), _nearest(lefts, box.left)
            found.append(replace(line, table=number, row=row, column=column))
    return found


def _touching(lines: Sequence[PdfLine]) -> Iterator[list[PdfLine]]:
    group: list[PdfLine] = []
    bottom = 0.0
    for line in sorted(lines, key=lambda line: line.box.top if line.box else 0.0):
        box = line.box
        if box is None:
            continue
        if group and box.top > bottom + _SNAP:
            yield group
            group, bottom = [], 0.0
        group.append(line)
        bottom = max(bottom, box.bottom)
    if group:
        yield group


def _snapped(places: Sequence[float]) -> list[float]:
    found: list[float] = []
    for place in sorted(places):
        if not found or place - found[-1] > _SNAP:
            found.append(place)
    return found


def _nearest(places: Sequence[float], place: float) -> int:
    at = bisect_left(places, place)
    near = [i for i in (at - 1, at) if 0 <= i < len(places)]
    return min(near, key=lambda i: abs(places[i] - place))


def _in_order(loose: Sequence[PdfLine], tables: Sequence[PdfLine]) -> list[PdfLine]:
    ordered: list[PdfLine] = []
    rest = sorted(loose, key=lambda line: (line.top, line.x0))
    for number in sorted({line.table for line in tables if line.table is not None}):
        table = [line for line in tables if line.table == number]
        top = min(line.top for line in table)
        ordered += _by_columns([line for line in rest if line.top < top])
        rest = [line for line in rest if line.top >= top]
        ordered += sorted(table, key=lambda line: (line.row, line.column, line.top, line.x0))
    return ordered + _by_columns(rest)


def _by_columns(lines: Sequence[PdfLine]) -> list[PdfLine]:
    """Lines from the top down; where two columns stand side by side, the left one first."""
    gutter = _gutter(lines)
    if gutter is None:
        return _joined(lines)
    ordered: list[PdfLine] = []
    zone: list[PdfLine] = []
    for line in lines:
        if line.x0 < gutter < line.x1:
            ordered += _split_zone(zone, gutter)
            ordered.append(line)
            zone = []
        else:
            zone.append(line)
    return ordered + _split_zone(zone, gutter)


def _split_zone(zone: Sequence[PdfLine], gutter: float) -> list[PdfLine]:
    left = [line for line in zone if line.x1 <= gutter]
    right = [line for line in zone if line.x1 > gutter]
    if min(len(left), len(right)) < 2:
        return _joined(zone)
    return [*_by_columns(left), *_by_columns(right)]


def _gutter(lines: Sequence[PdfLine]) -> float | None:
    """The place between two columns: where many lines begin, with many broad lines ending before it."""
    starts = Counter(round(line.x0 / 4) for line in lines)
    for start, count in starts.most_common(6):
        place = start * 4 - 4
        left = [line for line in lines if line.x1 <= place + 1]
        crossing = sum(1 for line in lines if line.x0 < place < line.x1)
        broad = sum(1 for line in left if line.x1 - line.x0 >= _NARROWEST_COLUMN)
        if count >= _SHORTEST_COLUMN and broad >= _SHORTEST_COLUMN and crossing <= 0.3 * len(lines):
            return float(place)
    return None


def _joined(lines: Sequence[PdfLine]) -> list[PdfLine]:
    """Pieces of one line that only a tab parts, as one line again."""
    joined: list[PdfLine] = []
    for line in lines:
        last = joined[-1] if joined else None
        if last and abs(last.bottom - line.bottom) < 0.3 * line.size and line.x0 >= last.x1:
            joined[-1] = _with(last, line)
        else:
            joined.append(line)
    return joined


def _with(line: PdfLine, other: PdfLine) -> PdfLine:
    shift = len(line.text) + 1
    moved = tuple(replace(mark, start=mark.start + shift, end=mark.end + shift) for mark in other.marks)
    raised = tuple((start + shift, end + shift) for start, end in other.raised)
    return replace(
        line,
        text=f"{line.text}\t{other.text}",
        marks=(*line.marks, *moved),
        raised=(*line.raised, *raised),
        x1=other.x1,
    )
