"""Where the letter stops and the remarks begin is marked by titles, by page headings, or only by a page.

`divide` cuts the lines into regions, each with the title or page heading above it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from enum import Enum, auto

from kader.domain.responses.joining import continues
from kader.domain.responses.lines import Line
from kader.domain.responses.numbering import Rank
from kader.domain.responses.page_headings import mentioned_pages
from kader.domain.responses.part_titles import (
    is_annex_title,
    is_farewell,
    is_frame_title,
    is_general_title,
    is_place_title,
    is_salutation,
    is_title_like,
)
from kader.domain.responses.points import Letter, find_points
from kader.domain.responses.tables import guessed_columns, header, rows_of


class Kind(Enum):
    LETTER = auto()
    GENERAL = auto()
    REMARKS = auto()
    TABLE = auto()
    TAIL = auto()


@dataclass
class Region:
    """Lines of one kind under one title; `placed` when the title names a page or another place."""

    kind: Kind
    title: list[Line] = field(default_factory=list)
    lines: list[Line] = field(default_factory=list)
    pages: tuple[str, ...] = ()
    placed: bool = False
    introduces: bool = False


def divide(lines: Sequence[Line], width: int | None) -> list[Region]:
    """The regions of a response, in order; every line is in exactly one, as title or as line."""
    walk = _Walk(_without_layout_tables(lines), width)
    return walk.regions()


def _without_layout_tables(lines: Sequence[Line]) -> list[Line]:
    """Tables that hold no remarks are there for the layout: their lines are lines of the letter."""
    tables: dict[int, list[Line]] = {}
    for line in lines:
        if line.cell:
            tables.setdefault(line.cell.table, []).append(line)
    real = {number for number, held in tables.items() if _holds_remarks(held)}
    return [replace(line, cell=None) if line.cell and line.cell.table not in real else line for line in lines]


def _holds_remarks(lines: Sequence[Line]) -> bool:
    rows = rows_of(lines)
    return header(rows) is not None or guessed_columns(rows) is not None


class _Walk:
    """Goes down the lines and opens a region wherever one begins."""

    def __init__(self, lines: Sequence[Line], width: int | None) -> None:
        self._lines = lines
        self._width = width
        self._regions = [Region(Kind.LETTER)]
        self._salutation = max((i for i, line in enumerate(lines) if is_salutation(line)), default=-1)
        self._inline_from = self._first_inline()

    def regions(self) -> list[Region]:
        for index, line in enumerate(self._lines):
            opened = self._opened(index, line)
            if opened:
                self._regions.append(opened)
            else:
                self._regions[-1].lines.append(line)
        self._mark_introductions()
        return self._regions

    @property
    def _now(self) -> Region:
        return self._regions[-1]

    def _opened(self, index: int, line: Line) -> Region | None:
        if line.cell is not None:
            return self._table(line)
        if self._now.kind is Kind.TABLE:
            self._regions.append(Region(Kind.REMARKS))
        if line.note or index < self._salutation:
            return None
        return self._titled(index, line) or self._untitled(index, line)

    def _table(self, line: Line) -> Region | None:
        now = self._now
        above = now.lines[0].cell if now.kind is Kind.TABLE else None
        if above and line.cell and above.table == line.cell.table:
            return None
        pages = now.pages if now.kind is Kind.REMARKS and not now.lines else ()
        return Region(Kind.TABLE, lines=[line], pages=pages)

    def _titled(self, index: int, line: Line) -> Region | None:
        if is_page_heading(self._lines, index):
            ref = line.page_ref
            return Region(Kind.REMARKS, [line], pages=ref.pages if ref else (), placed=True)
        if self._continues(index):
            return None
        if is_general_title(line) and self._is_title(index):
            return Region(Kind.GENERAL, [line])
        if is_annex_title(line) and self._is_title(index):
            return Region(Kind.REMARKS, [line])
        return self._placed(index, line) if self._now.kind is Kind.REMARKS else None

    def _placed(self, index: int, line: Line) -> Region | None:
        """A title among the remarks that is neither page nor annex: a chapter, or a styled title."""
        if is_frame_title(line) and self._is_title(index):
            return Region(Kind.TAIL, [line])
        styled = line.heading is not None and is_title_like(line.text)
        if not styled and not (is_place_title(line) and self._is_title(index) and line.label is None):
            return None
        now, pages = self._now, mentioned_pages(line.text)
        # A chapter's title right under a page heading is on that page.
        inherited = now.pages if not now.lines else ()
        return Region(Kind.REMARKS, [line], pages=pages or inherited, placed=True)

    def _untitled(self, index: int, line: Line) -> Region | None:
        if self._now.kind is Kind.REMARKS and is_farewell(line):
            return Region(Kind.TAIL, lines=[line])
        if self._now.kind in (Kind.LETTER, Kind.TAIL) and index == self._inline_from:
            return Region(Kind.REMARKS, lines=[line])
        return None

    def _continues(self, index: int) -> bool:
        return index > 0 and continues(self._lines[index - 1], self._lines[index], self._width)

    def _is_title(self, index: int) -> bool:
        """Whether a line that could be a title is not the beginning of a wrapped sentence."""
        if index + 1 >= len(self._lines):
            return True
        line, following = self._lines[index], self._lines[index + 1]
        return following.paragraph != line.paragraph or not continues(line, following, self._width)

    def _first_inline(self) -> int | None:
        """Where remarks that each open with their page begin without any title above them."""
        stop = next(
            (i for i, line in enumerate(self._lines) if line.cell or is_page_heading(self._lines, i)),
            len(self._lines),
        )
        named = [i for i in range(stop) if _opens_with_page(self._lines[i]) and not self._continues(i)]
        points = find_points(Letter(self._lines[:stop], False, self._width))[0]
        spans = [(p.source[0].paragraph, p.source[0].start) for p in points]
        last = max(
            (p for p, line in enumerate(self._lines[:stop]) if (line.paragraph, line.start) in spans),
            default=-1,
        )
        labelled = [i for i in named if self._lines[i].label]
        if len(labelled) >= 2:
            return labelled[0]
        after = [i for i in named if i > last]
        return after[0] if after else None

    def _mark_introductions(self) -> None:
        """Text under an annex title before its first page heading introduces what follows."""
        for region, following in zip(self._regions, self._regions[1:], strict=False):
            region.introduces = following.kind in (Kind.REMARKS, Kind.TABLE)


def _opens_with_page(line: Line) -> bool:
    ref = line.page_ref
    return ref is not None and line.cell is None and not line.note and (ref.pointed or line.label is not None)


def is_page_heading(lines: Sequence[Line], index: int) -> bool:
    """Whether a line is a page heading rather than a remark that opens with its page."""
    line = lines[index]
    ref = line.page_ref
    if ref is None or ref.in_sentence or line.note:
        return False
    rest = line.rest.strip()
    if not rest:
        return True
    if line.label is not None or not is_title_like(rest):
        return False
    if line.heading is not None or line.is_bold or (rest[0] == "(" and rest[-1] == ")"):
        return True
    return _is_followed_by_number(lines, index, rest)


def _is_followed_by_number(lines: Sequence[Line], index: int, rest: str) -> bool:
    if index + 1 >= len(lines) or len(rest.split()) > 8:
        return False
    following = lines[index + 1]
    labelled = following.label is not None and following.page_ref is None
    colon = ":" in lines[index].text[: lines[index].content]
    return labelled and following.label is not None and (following.label.rank is Rank.NUMBER or not colon)
