"""Some write the bare title of a section above their remarks on it: "2.1 Reikwijdte", "Regie en afstemming".

Without the framework in hand such a title looks like any short line. It is taken for one only where nothing
names pages, remarks follow it directly, and it has a section's number, stands out, or is one of several.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from kader.domain.responses.dates import is_date_line
from kader.domain.responses.joining import continues, ends_sentence
from kader.domain.responses.lines import Line
from kader.domain.responses.numbering import Rank
from kader.domain.responses.part_titles import (
    is_annex_title,
    is_farewell,
    is_frame_title,
    is_general_title,
    is_other_title,
    is_salutation,
    is_title_like,
)

_MOST_WORDS = 10
_OPENS_TITLE = re.compile(r"[\"'‘“„(]?[A-Z0-9À-Ý]")
_SECTION_NUMBER = re.compile(r"\d{1,2}(?:\.\d{1,2}){1,3}")
_LEAST = 2
_SHORT_REMARK = 50


def bare_titles(lines: Sequence[Line], first: int, width: int | None) -> frozenset[int]:
    """The indices, from `first` on, of the lines that head remarks on a section they merely name."""
    found = [i for i in range(first, len(lines)) if _heads_remarks(lines, i, width, opens=i == first)]
    sure = {index for index in found if _has_section_number(lines[index]) or lines[index].is_bold}
    by_section = len(found) + sum(_is_section(line) for line in lines)
    return frozenset(found if by_section >= _LEAST else sure)


def _is_section(line: Line) -> bool:
    ref = line.place_ref
    return ref is not None and ref.section is not None and not line.rest and line.label is None


def _heads_remarks(lines: Sequence[Line], index: int, width: int | None, *, opens: bool) -> bool:
    """`opens`: the line is the first below the title of the remarks."""
    line = lines[index]
    if index + 1 >= len(lines) or not _is_short_title(line) or _is_part_of_letter(line):
        return False
    before = None if opens or index == 0 else lines[index - 1]
    if before and not line.opens_paragraph and not _is_over(before):
        return False
    if before and continues(before, line, width):
        return False
    return _is_remark(line, lines[index + 1], width)


def _is_over(line: Line) -> bool:
    """Whether nothing of a line's sentence can stand on the next: its end, or a short remark without one."""
    return ends_sentence(line.text) or (line.label is not None and len(line.text) < _SHORT_REMARK)


def _is_short_title(line: Line) -> bool:
    if line.place_ref or line.cell or line.note or line.heading is not None or line.text.endswith(":"):
        return False
    short = len(line.text.split()) <= _MOST_WORDS and is_title_like(line.text)
    return short and bool(_OPENS_TITLE.match(line.text)) and (line.label is None or _has_section_number(line))


def _has_section_number(line: Line) -> bool:
    label = line.label
    return label is not None and label.rank is Rank.NUMBER and bool(_SECTION_NUMBER.fullmatch(label.printed))


def _is_part_of_letter(line: Line) -> bool:
    tests = (is_annex_title, is_general_title, is_frame_title, is_salutation, is_farewell)
    return (
        any(test(line) for test in tests)
        or is_other_title(line, among_remarks=True)
        or is_date_line(line.text)
    )


def _is_remark(title: Line, line: Line, width: int | None) -> bool:
    """Whether a line below a title is a remark: labelled, or a whole sentence in a paragraph of its own."""
    if line.place_ref or line.cell or line.note or line.heading is not None:
        return False
    if line.label:
        return not _has_section_number(line)
    apart = line.opens_paragraph or title.is_bold
    return apart and ends_sentence(line.text) and not continues(title, line, width)
