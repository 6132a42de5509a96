"""Who writes what, and when: the title and the date at the head of a response, or its date at the foot."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from kader.domain.responses.dates import is_date_line, read_date
from kader.domain.responses.lines import Line
from kader.domain.responses.part_titles import (
    is_annex_title,
    is_farewell,
    is_general_title,
    is_salutation,
    is_title_like,
)

_SUBJECT = re.compile(
    r"(?:betreft|onderwerp|betr\.|re|subject|titel|title)\s*:\s*(?P<title>.+)", re.IGNORECASE
)
_SUBJECT_ALONE = re.compile(r"(?:betreft|onderwerp)\s*:?", re.IGNORECASE)
_FIELD = re.compile(
    r"(?:aan|van|t\.a\.v\.|datum|date|kenmerk|ons kenmerk|uw kenmerk|bijlagen?|"
    r"tel(?:efoon)?|e-?mail|postbus|adres|cc|"
    r"contactpersoon|behandeld door|to|from)\b\s*[:.]?|postbus\s|.*@|\d{4}\s?[A-Z]{2}\b|www\.",
    re.IGNORECASE,
)
_REFERENCE = re.compile(
    r"(?:(?:ons|uw|onze|our|your)\s+)?(?:kenmerk|referentie|ref\.?|reference|zaaknummer|dossiernummer|briefnummer)\b"
    r"|(?:betreft|onderwerp|datum|date|aan|t\.a\.v\.|behandeld\s+door)\s*:",
    re.IGNORECASE,
)
_ABOUT = re.compile(
    r"\b(?:reactie|aandachtspunten|opmerkingen|zienswijze|inbreng|commentaar|consultatie\w*|advies|respons|kader|\w+kader|"
    r"response|comments|brief|bijdrage|feedback)\b",
    re.IGNORECASE,
)
_HEAD = 30


@dataclass(frozen=True, slots=True)
class Opening:
    """Title and date with the lines that say nothing else; `taken` are the indices of those lines."""

    title: str | None
    date: str | None
    title_lines: tuple[Line, ...]
    date_lines: tuple[Line, ...]
    taken: frozenset[int]


def is_letterhead(text: str) -> bool:
    """Whether what stands at the edge of a page belongs to the letter: its date, subject or reference."""
    parts = [part.strip() for part in re.split(r"\t|\s\|\s|\s{3,}|\n", text) if part.strip()]
    return any(
        is_date_line(part) or _SUBJECT.fullmatch(part) or _REFERENCE.match(part) is not None for part in parts
    )


def find_opening(lines: Sequence[Line]) -> Opening:
    """The title and the date of a letter."""
    head = _head(lines)
    titled, title = _title(lines, head)
    dated, date = _date(lines, head)
    if titled is not None and date is None:
        date = read_date(lines[titled].text)
    taken = [titled] if titled is not None else []
    return Opening(
        title=title,
        date=date,
        title_lines=tuple(lines[index] for index in taken),
        date_lines=() if dated is None or dated == titled else (lines[dated],),
        taken=frozenset(index for index in (titled, dated) if index is not None),
    )


def _head(lines: Sequence[Line]) -> int:
    """How many lines may hold the title and the date: up to the first sentence, label or page."""
    for index, line in enumerate(lines[:_HEAD]):
        is_body = len(line.text.split()) > 25 or (line.label is not None and not is_date_line(line.text))
        if line.place_ref is not None or line.cell is not None or is_body:
            return index
    return min(len(lines), _HEAD)


def _title(lines: Sequence[Line], head: int) -> tuple[int | None, str | None]:
    for index in range(head):
        subject = _SUBJECT.fullmatch(lines[index].text)
        if subject:
            return index, subject["title"].strip(" '\"")
        if index and _SUBJECT_ALONE.fullmatch(lines[index - 1].text):
            return index, lines[index].text
    # What stands behind the salutation is the letter's text, with titles of its own.
    before = next((index for index in range(head) if is_salutation(lines[index])), head)
    annex = next((index for index in range(before) if is_annex_title(lines[index])), before)
    # A title within the annex names a part of the framework, unless it says what it answers.
    candidates = [
        index
        for index in range(before)
        if _may_be_title(lines[index]) and (index <= annex or _ABOUT.search(lines[index].text))
    ]
    ranked = sorted(candidates, key=lambda index: (_rank(lines[index]), index))
    return (ranked[0], lines[ranked[0]].text.strip(" *")) if ranked else (None, None)


def _may_be_title(line: Line) -> bool:
    if is_salutation(line) or is_date_line(line.text) or _FIELD.match(line.text) or is_general_title(line):
        return False
    if line.text.endswith(":"):
        return False
    shaped = is_title_like(line.text) or (line.heading == 1 and len(line.text.split()) < 30)
    return shaped and line.label is None and len(line.text) > 3


def _rank(line: Line) -> int:
    about = bool(_ABOUT.search(line.text))
    if is_annex_title(line):
        return 4
    if line.heading is not None:
        return 0 if about or line.heading == 1 else 3
    if about:
        return 1 if line.is_set_apart else 2
    return 5


def _date(lines: Sequence[Line], head: int) -> tuple[int | None, str | None]:
    for index in range(head):
        if is_date_line(lines[index].text):
            return index, read_date(lines[index].text)
    signed = next((index for index, line in enumerate(lines) if is_farewell(line)), len(lines))
    foot = [*range(max(signed - 2, 0), min(signed + 8, len(lines)))]
    for index in foot:
        line = lines[index]
        if is_date_line(line.text) and line.label is None and line.place_ref is None:
            return index, read_date(line.text)
    return None, None
