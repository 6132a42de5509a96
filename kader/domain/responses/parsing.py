"""A formal response is a letter with general points and remarks per page, in whatever order they were typed.

The lines are walked once and divided over regions: letter, general part, remarks under a heading, tables.
Each region is then read by the module that knows it. Every line ends up in exactly one of the four lists.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from kader.domain.paragraphs import Paragraph
from kader.domain.responses.column_names import Column
from kader.domain.responses.comments import finished
from kader.domain.responses.joining import sources, text_of, wrap_width
from kader.domain.responses.letter import find_opening, is_letterhead
from kader.domain.responses.lines import Line, read_lines
from kader.domain.responses.own_form import form_lines, read_own
from kader.domain.responses.parsed import LetterKind, LetterPiece, ParsedPoint, ParsedResponse, UnplacedPiece
from kader.domain.responses.part_titles import is_salutation, takes_leave
from kader.domain.responses.points import Letter, find_points
from kader.domain.responses.regions import Kind, Region, divide, without_layout_tables
from kader.domain.responses.remarks import WITHOUT_PLACE, Draft, Habits, gather, main_rank
from kader.domain.responses.running_lines import running_lines
from kader.domain.responses.tables import (
    Row,
    guessed_columns,
    header,
    only_tells_place,
    read_rows,
    repeats_header,
    rows_of,
)
from kader.domain.responses.within_letter import parted, remarks_within, without_repeated


@dataclass
class _Harvest:
    """What has been understood so far."""

    width: int | None
    points: list[ParsedPoint] = field(default_factory=list)
    drafts: list[Draft] = field(default_factory=list)
    letter: list[LetterPiece] = field(default_factory=list)
    unplaced: list[UnplacedPiece] = field(default_factory=list)

    def keep(self, kind: LetterKind, lines: Sequence[Line]) -> None:
        """Each paragraph becomes a piece of its own, so that a person can move it by itself."""
        for piece in _by_paragraph(lines):
            self.letter.append(LetterPiece(kind, text_of(piece, self.width), sources(piece)))

    def leave(self, lines: Sequence[Line]) -> None:
        for piece in _by_paragraph(lines):
            self.unplaced.append(UnplacedPiece(text_of(piece, self.width), sources(piece)))


def parse(paragraphs: Sequence[Paragraph]) -> ParsedResponse:
    """The response in a received document; any paragraphs have one, and none of their lines is lost."""
    return read_own(paragraphs) or _understood(paragraphs)


def _understood(paragraphs: Sequence[Paragraph]) -> ParsedResponse:
    every = read_lines(paragraphs)
    running = running_lines(every) | _edges(paragraphs, every) | form_lines(every)
    lines = without_layout_tables([line for index, line in enumerate(every) if index not in running])
    opening = find_opening(lines)
    harvest = _Harvest(wrap_width(lines))
    harvest.keep(LetterKind.RUNNING, [every[index] for index in sorted(running)])
    harvest.keep(LetterKind.TITLE, opening.title_lines)
    harvest.keep(LetterKind.DATE, opening.date_lines)
    _read_regions(_without(lines, opening.taken), harvest)
    drafts = without_repeated(_in_order(harvest.drafts))
    return ParsedResponse(
        title=opening.title,
        date=opening.date,
        points=tuple(harvest.points),
        comments=finished(drafts, len(harvest.points), harvest.width),
        letter=tuple(sorted(harvest.letter, key=lambda piece: _place(piece.source))),
        unplaced=tuple(harvest.unplaced),
    )


def _edges(paragraphs: Sequence[Paragraph], lines: Sequence[Line]) -> frozenset[int]:
    """The lines at the edge of each page, but for what a letter has there once: date, subject, reference."""
    roles = [paragraphs[line.paragraph].role for line in lines]
    return frozenset(
        index
        for index, (line, role) in enumerate(zip(lines, roles, strict=True))
        if role == "footer" or (role == "header" and not is_letterhead(line.text))
    )


def _place(source: Sequence[object]) -> tuple[int, int]:
    first = source[0]
    return (getattr(first, "paragraph", 0), getattr(first, "start", 0))


def _without(lines: Sequence[Line], taken: frozenset[int]) -> list[Line]:
    return [line for index, line in enumerate(lines) if index not in taken]


def _in_order(drafts: Sequence[Draft]) -> list[Draft]:
    return sorted(drafts, key=lambda draft: (draft.lines[0].paragraph, draft.lines[0].start))


def _by_paragraph(lines: Sequence[Line]) -> list[list[Line]]:
    pieces: list[list[Line]] = []
    for line in lines:
        if pieces and pieces[-1][-1].paragraph == line.paragraph:
            pieces[-1].append(line)
        else:
            pieces.append([line])
    return pieces


def _read_regions(lines: Sequence[Line], harvest: _Harvest) -> None:
    regions = divide(lines, harvest.width)
    remarks = [region.lines for region in regions if region.kind is Kind.REMARKS and region.lines]
    habits = Habits(harvest.width, main_rank(remarks))
    plain = all(region.kind in (Kind.LETTER, Kind.TAIL) for region in regions)
    for region in regions:
        harvest.keep(LetterKind.HEADING, region.title)
        _read(region, habits, harvest, plain=plain)


def _read(region: Region, habits: Habits, harvest: _Harvest, *, plain: bool) -> None:
    """`plain`: the response is a letter and nothing else, so what it has to say is in its paragraphs."""
    if region.kind is Kind.TABLE:
        _read_table(region, habits, harvest)
    elif region.kind is Kind.REMARKS:
        _read_remarks(region, habits, harvest)
    elif region.kind is Kind.TAIL:
        harvest.keep(LetterKind.TEXT, region.lines)
        harvest.drafts += remarks_within(region.lines, None, harvest.width)
    else:
        _read_letter(region, harvest, plain=plain)


def _read_letter(region: Region, harvest: _Harvest, *, plain: bool) -> None:
    points, outside = find_points(Letter(region.lines, region.kind is Kind.GENERAL, harvest.width))
    salutation = next((i for i, line in enumerate(region.lines[:40]) if is_salutation(line)), None)
    if plain and not points and salutation is not None:
        head, body = region.lines[: salutation + 1], region.lines[salutation + 1 :]
        points, outside = find_points(Letter(body, True, harvest.width))
        outside = [*head, *outside]
    lines = {line.source: line for line in region.lines}
    for number, point in enumerate(points, start=len(harvest.points)):
        said = [lines[source] for source in point.source]
        harvest.drafts += remarks_within(said, number, harvest.width)
    harvest.drafts += remarks_within(outside, None, harvest.width)
    harvest.points += points
    harvest.keep(LetterKind.TEXT, outside)


def _read_remarks(region: Region, habits: Habits, harvest: _Harvest) -> None:
    if region.placed or any(line.label or line.place_ref for line in region.lines):
        drafts, led_in = gather(region.lines, region.pages, habits)
        if not region.placed and _labels_are_pages(region, drafts):
            for draft in drafts:
                draft.pages, draft.label = ((draft.label.printed,) if draft.label else ()), None
        for draft in drafts:
            told = region.placed or draft.place is not None
            loose = draft.label is None and not draft.pages and (not told or _is_leave(draft))
            if not loose:
                harvest.drafts += parted(_placed(draft, region), harvest.width)
            else:
                harvest.keep(LetterKind.TEXT, draft.lines)
        for lines in led_in:
            harvest.keep(LetterKind.TEXT, lines)
    elif region.introduces:
        harvest.keep(LetterKind.TEXT, region.lines)
    else:
        harvest.leave(region.lines)


def _placed(draft: Draft, region: Region) -> Draft:
    """The remark with the place that stands above it, and as sure as that place is."""
    if draft.place is None and region.placed:
        draft.place = region.place
        lost = WITHOUT_PLACE if region.place and not draft.pages else 0.0
        draft.confidence = round((draft.confidence + lost) * region.trust, 2)
    return draft


def _labels_are_pages(region: Region, drafts: Sequence[Draft]) -> bool:
    """ "Bij de pagina's: 2 - ..., 5 - ..., 5 - ...": numbers that skip and repeat under a title on pages."""
    numbers = [draft.label.number if draft.label and not draft.pages else None for draft in drafts]
    about_pages = any(re.search(r"(?i)pagina|bladzijde", line.text) for line in region.title)
    known = [number for number in numbers if number is not None]
    counting = all(after == before + 1 for before, after in pairwise(known)) and known[:1] == [1]
    return about_pages and len(known) == len(numbers) >= 2 and known == sorted(known) and not counting


def _is_leave(draft: Draft) -> bool:
    return takes_leave(" ".join(line.text for line in draft.lines[:20]))


def _read_table(region: Region, habits: Habits, harvest: _Harvest) -> None:
    rows = rows_of(region.lines)
    found = header(rows)
    columns = found[1] if found else guessed_columns(rows)
    if columns is None:
        harvest.leave(region.lines)
        return
    first = found[0] + 1 if found else 0
    for row in rows[:first]:
        harvest.keep(LetterKind.HEADING, row.lines)
    drafts, rest = read_rows(rows[first:], columns, region.pages, habits)
    harvest.drafts += drafts
    _keep_rest(rest, columns, harvest)


def _keep_rest(rows: Sequence[Row], columns: dict[int, Column], harvest: _Harvest) -> None:
    for row in rows:
        if len(row.cells) == 1 or repeats_header(row, columns) or only_tells_place(row, columns):
            harvest.keep(LetterKind.HEADING, row.lines)
        else:
            harvest.leave(row.lines)
