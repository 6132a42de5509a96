"""Where the letter stops and the remarks begin is marked by titles, by page headings, or only by a page.

`divide` cuts the lines into regions, each with the title or page heading above it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from enum import Enum, auto
from itertools import pairwise

from kader.domain.responses.bare_titles import bare_titles
from kader.domain.responses.joining import continues, ends_sentence, goes_on
from kader.domain.responses.lines import Line
from kader.domain.responses.numbering import Rank
from kader.domain.responses.page_headings import mentioned_pages
from kader.domain.responses.part_titles import (
    is_annex_title,
    is_farewell,
    is_frame_title,
    is_general_title,
    is_other_title,
    is_place_title,
    is_salutation,
    is_title_like,
)
from kader.domain.responses.points import Letter, find_points
from kader.domain.responses.tables import guessed_columns, header, rows_of

_WITHIN_PAGE = re.compile(
    r"(?:,?\s*(?:en\s+)?(?:(?:par(?:agraaf|\.)?|hoofdstuk|hfst\.?|§|sectie|regels?|r\.|alinea|bullet|voetnoot|kop(?:je)?|tabel|figuur|kader|"
    r"punt|artikel|art\.|stap|fase|schema)\s*[\d.,/–-]*(?:\s*(?:en|t/m|-)\s*\d+)?(?:\s+[‘'\"“]?(?-i:[A-Z])[^.!?]{0,60})?"
    r"|(?:\d+e|\d+de|eerste|tweede|derde|vierde|vijfde|laatste|voorlaatste|onderste|bovenste)\s+(?:alinea|zin|bullet|regel|punt|kop)"
    r"|boven(?:aan|in)?|onder(?:aan|in)?|midden)[:,]?)+",
    re.IGNORECASE,
)


_LONGEST_HEAD = 40
STYLED, GUESSED = 0.9, 0.65


class Kind(Enum):
    LETTER = auto()
    GENERAL = auto()
    REMARKS = auto()
    TABLE = auto()
    TAIL = auto()


@dataclass
class Region:
    """Lines of one kind under one title; `placed` when the title names a page or another place.

    `trust`, 0 to 1, is how sure it is that the title names a place.
    """

    kind: Kind
    title: list[Line] = field(default_factory=list)
    lines: list[Line] = field(default_factory=list)
    pages: tuple[str, ...] = ()
    place: str | None = None
    placed: bool = False
    introduces: bool = False
    trust: float = 1.0


def divide(lines: Sequence[Line], width: int | None) -> list[Region]:
    """The regions of a response, in order; every line is in exactly one, as title or as line."""
    return _Walk(lines, width).regions()


def without_layout_tables(lines: Sequence[Line]) -> list[Line]:
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
        self._salutation = self._find_salutation()
        self._inline_from = self._first_inline()
        self._bare: frozenset[int] | None = None

    def regions(self) -> list[Region]:
        for index, line in enumerate(self._lines):
            opened = self._opened(index, line)
            if opened:
                self._regions.append(opened)
            else:
                self._regions[-1].lines.append(line)
        self._move_lone_labels()
        self._mark_introductions()
        return self._regions

    @property
    def _now(self) -> Region:
        return self._regions[-1]

    def _opened(self, index: int, line: Line) -> Region | None:
        if line.cell is not None:
            return self._table(line)
        if self._now.kind is Kind.TABLE:
            self._regions.append(self._after_table())
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

    def _after_table(self) -> Region:
        """A letter goes on behind a table of remarks that no annex title or page came before."""
        before = next(
            (region.kind for region in reversed(self._regions) if region.kind is not Kind.TABLE), None
        )
        return Region(Kind.REMARKS if before is Kind.REMARKS else Kind.TAIL)

    def _titled(self, index: int, line: Line) -> Region | None:
        if is_page_heading(self._lines, index):
            return self._under(line)
        if self._continues(index):
            return None
        among_remarks = self._now.kind is Kind.REMARKS
        if is_other_title(line, among_remarks=among_remarks) and self._now.kind is not Kind.LETTER:
            return Region(Kind.REMARKS, [line], placed=True)
        if is_general_title(line) and self._is_title(index) and not (among_remarks and _says_more(line)):
            return Region(Kind.GENERAL, [line])
        if is_annex_title(line) and self._is_title(index):
            return Region(Kind.REMARKS, [line])
        return (self._placed(index, line) or self._bare_title(index, line)) if among_remarks else None

    def _under(self, line: Line) -> Region:
        """What stands under a heading that names a page or a section, and maybe more of the place."""
        ref = line.place_ref
        told = [ref.section if ref else None, line.rest.strip(" :()")]
        pages = (ref.pages if ref else ()) or self._inherited(line)
        place = ", ".join(filter(None, told)) or None
        return Region(Kind.REMARKS, [line], pages=pages, place=place, placed=True)

    def _placed(self, index: int, line: Line) -> Region | None:
        """A title among the remarks that is neither page nor annex: a chapter, or a styled title."""
        if is_frame_title(line) and self._is_title(index):
            return Region(Kind.TAIL, [line])
        styled = line.heading is not None and is_title_like(line.text)
        if not styled and not (is_place_title(line) and self._is_title(index) and line.label is None):
            return None
        pages = mentioned_pages(line.text) or self._inherited(line)
        return Region(
            Kind.REMARKS, [line], pages=pages, place=line.text.strip(" :"), placed=True, trust=STYLED
        )

    def _bare_title(self, index: int, line: Line) -> Region | None:
        """A short line that remarks follow, where nothing names pages."""
        if self._bare is None:
            self._bare = bare_titles(self._lines, index, self._width)
        if self._now.pages or index not in self._bare:
            return None
        trust = STYLED if line.is_bold or line.label else GUESSED
        return Region(Kind.REMARKS, [line], place=line.text.strip(" :"), placed=True, trust=trust)

    def _inherited(self, line: Line) -> tuple[str, ...]:
        """A title right under a page heading, or of a lower level than it, is on that page."""
        now = self._now
        above = now.title[0].heading if now.title else None
        lower = above is not None and line.heading is not None and line.heading > above
        return now.pages if not now.lines or lower else ()

    def _untitled(self, index: int, line: Line) -> Region | None:
        if self._now.kind is Kind.REMARKS and is_farewell(line) and not self._continues(index):
            return Region(Kind.TAIL, lines=[line])
        if self._now.kind in (Kind.LETTER, Kind.TAIL) and index == self._inline_from:
            return Region(Kind.REMARKS, lines=[line])
        # Without a salutation it is no letter, but a list of remarks per section.
        listed = self._salutation < 0 and self._now.kind in (Kind.LETTER, Kind.GENERAL)
        return self._bare_title(index, line) if listed and self._heads_list(index) else None

    def _heads_list(self, index: int) -> bool:
        following = self._lines[index + 1] if index + 1 < len(self._lines) else None
        bullets = following is not None and following.label and following.label.rank is Rank.BULLET
        return bool(bullets) and self._lines[index].label is None

    def _continues(self, index: int) -> bool:
        return index > 0 and continues(self._lines[index - 1], self._lines[index], self._width)

    def _is_title(self, index: int) -> bool:
        """Whether a line that could be a title is not the beginning of a wrapped sentence."""
        if index + 1 >= len(self._lines):
            return True
        line, following = self._lines[index], self._lines[index + 1]
        return following.paragraph != line.paragraph or not continues(line, following, self._width)

    def _find_salutation(self) -> int:
        """Where the letter begins; a title before it ("Bijlage: opmerkingen") is a line of the letterhead."""
        for index, line in enumerate(self._lines[:_LONGEST_HEAD]):
            if is_page_heading(self._lines, index) or line.cell:
                break
            if is_salutation(line):
                return index
        return -1

    def _first_inline(self) -> int | None:
        """Where remarks that each open with their page begin without any title above them."""
        stop = next(
            (i for i, line in enumerate(self._lines) if line.cell or is_page_heading(self._lines, i)),
            len(self._lines),
        )
        named = [i for i in range(stop) if _opens_with_page(self._lines[i]) and not self._continues(i)]
        points = find_points(Letter(self._lines[:stop], False, self._width))[0]
        spans = {(p.source[0].paragraph, p.source[0].start) for p in points}
        last = max(
            (p for p, line in enumerate(self._lines[:stop]) if (line.paragraph, line.start) in spans),
            default=-1,
        )
        told = [i for i in range(stop) if self._tells_page(i)]
        if not points and not named and len(told) >= 2:
            return told[0]
        labelled = [i for i in named if self._lines[i].label]
        if len(labelled) >= 2:
            return labelled[0]
        after = [i for i in named if i > last]
        return after[0] if after else None

    def _tells_page(self, index: int) -> bool:
        line = self._lines[index]
        return line.opens_paragraph and line.place_ref is not None and line.place_ref.announced

    def _move_lone_labels(self) -> None:
        """ "Opmerking 1" above "Pagina: 2" is the number of the remark on that page."""
        for region, following in pairwise(self._regions):
            last = region.lines[-1] if region.lines else None
            alone = last and last.label and not last.rest and last.place_ref is None
            if last and alone and following.placed and following.kind is Kind.REMARKS:
                following.lines.insert(0, region.lines.pop())

    def _mark_introductions(self) -> None:
        """Text under an annex title before its first page heading introduces what follows."""
        for region, following in pairwise(self._regions):
            region.introduces = following.kind is not Kind.TAIL


def _says_more(line: Line) -> bool:
    """ "4. Algemeen: te veel Engels" is a remark, not a title."""
    return line.label is not None and ":" in line.rest.rstrip(" :")


def _opens_with_page(line: Line) -> bool:
    ref = line.place_ref
    if ref is None or line.cell is not None or line.note:
        return False
    # "1. Hoofdstuk 2 is te lang" may be a general point; "1. Pagina 2 is te vol" is not.
    return ref.pointed or (line.label is not None and bool(ref.pages))


def is_page_heading(lines: Sequence[Line], index: int) -> bool:
    """Whether a line is a page heading rather than a remark that opens with its page."""
    line = lines[index]
    ref = line.place_ref
    if ref is None or ref.in_sentence or line.note:
        return False
    rest = line.rest.strip()
    if not rest:
        return line.label is None or _heads_labelled(lines, index)
    if line.label is not None or _is_wrapped(lines, index):
        return False
    if _WITHIN_PAGE.fullmatch(rest) and not _is_last_or_new_page(lines, index):
        return True
    if not is_title_like(rest):
        return False
    if line.heading is not None or line.is_bold or (rest[0] == "(" and rest[-1] == ")"):
        return True
    return (
        _is_followed_by_number(lines, index, rest)
        or _has_dashed_title(lines, index, rest)
        or _has_section_title(lines, index, rest)
    )


def _has_section_title(lines: Sequence[Line], index: int, rest: str) -> bool:
    """ "Hoofdstuk 2: De rol van scholen" above a list."""
    if _is_last_or_new_page(lines, index) or len(rest.split()) > 8:
        return False
    ref = lines[index].place_ref
    return ref is not None and ref.section is not None and rest[0].isupper() and bool(lines[index + 1].label)


def _has_dashed_title(lines: Sequence[Line], index: int, rest: str) -> bool:
    """ "Bladzijde 2 - doelgroep" above a sentence; "P.3: typefout" is a remark."""
    if _is_last_or_new_page(lines, index) or len(rest.split()) > 4:
        return False
    following, opening = lines[index + 1], lines[index].text[: lines[index].content]
    dashed = bool(re.search(r"\s[-–—]\s*$", opening))
    return (
        dashed
        and following.label is None
        and not goes_on(following.text)
        and (ends_sentence(following.text) or len(following.text) > 40)
    )


def _heads_labelled(lines: Sequence[Line], index: int) -> bool:
    """Whether labelled lines follow: "2. Pagina 3" heads a list, "Opmerking 2 (p. 3)" heads its own text."""
    return index + 1 < len(lines) and lines[index + 1].label is not None


def _is_wrapped(lines: Sequence[Line], index: int) -> bool:
    following = lines[index + 1] if index + 1 < len(lines) else None
    same = following is not None and following.paragraph == lines[index].paragraph
    return same and following is not None and following.label is None and goes_on(following.text)


def _is_last_or_new_page(lines: Sequence[Line], index: int) -> bool:
    return index + 1 >= len(lines) or lines[index + 1].place_ref is not None


def _is_followed_by_number(lines: Sequence[Line], index: int, rest: str) -> bool:
    if index + 1 >= len(lines) or len(rest.split()) > 8:
        return False
    following = lines[index + 1]
    labelled = following.label is not None and following.place_ref is None
    colon = ":" in lines[index].text[: lines[index].content]
    return labelled and following.label is not None and (following.label.rank is Rank.NUMBER or not colon)
