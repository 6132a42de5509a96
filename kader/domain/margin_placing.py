"""Where do the words stand on which somebody put a remark, in a text that is not the file they had?

The file may be a later save, a PDF with broken lines, or have other quotation marks. So letters and digits
alone are compared; what is nowhere letter for letter is looked for as the most similar stretch.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol

from rapidfuzz import fuzz
from rapidfuzz.distance import Indel

from kader.domain.locating import How, Location, Remark, locate
from kader.domain.margin import MarginComment
from kader.domain.reading_text import ReadingText

SURE = 85.0
"""Least similarity, 0 to 100, of a passage that stands nowhere letter for letter."""
_SURE_WITH_CONTEXT = 75.0
_SHORT = 12
_COMMON = 4
_MOST_PLACES = 500
_LONGEST = 2_000


class PlacedRemark(Remark, Protocol):
    """A remark that may stand in the margin."""

    @property
    def margin(self) -> MarginComment | None:
        """What stands in the margin, with the words around its passage; None for a remark in a letter."""


def locate_all(remarks: Sequence[PlacedRemark], reading: ReadingText) -> tuple[Location, ...]:
    """Where each remark points: in the margin by its passage, or else by what its form and its words say."""
    places = margin_places([remark.margin for remark in remarks], reading)
    rest = [remark for remark, place in zip(remarks, places, strict=True) if place is None]
    found = iter(locate(rest, reading))
    return tuple(place or next(found) for place in places)


def margin_places(
    margins: Sequence[MarginComment | None], reading: ReadingText
) -> tuple[Location | None, ...]:
    """The places of remarks in the margin; None for another remark, or when its passage is not found."""
    if not any(margins):
        return (None,) * len(margins)
    places = MarginPlaces(reading)
    return tuple(_location(places.find(margin), reading) if margin else None for margin in margins)


def _location(span: tuple[int, int] | None, reading: ReadingText) -> Location | None:
    if span is None:
        return None
    start, end = span
    return Location(reading.page_at(start), start, end, reading.text[start:end], How.MARGIN)


@dataclass(frozen=True, slots=True)
class _Squeezed:
    """The letters and digits of a text in lower case, and where each stands in it."""

    letters: str
    places: tuple[int, ...]


def _squeezed(text: str) -> _Squeezed:
    kept = [(low, at) for at, sign in enumerate(text) if sign.isalnum() for low in sign.lower()]
    return _Squeezed("".join(low for low, _ in kept), tuple(at for _, at in kept))


class MarginPlaces:
    """Finds passages in one reading text; made once for all remarks on it."""

    def __init__(self, reading: ReadingText) -> None:
        self._shown = reading.text
        self._text = _squeezed(reading.text)

    def find(self, remark: MarginComment) -> tuple[int, int] | None:
        """Code points [start, end) of the passage, or None when it stands nowhere recognisably."""
        passage = _squeezed(remark.passage).letters
        if not passage:
            return None
        context = _squeezed(remark.prefix).letters, _squeezed(remark.suffix).letters
        exact = list(self._exact(passage))
        if exact:
            at = max(exact, key=lambda place: self._fits(place, place + len(passage), context))
            if len(passage) >= 4 or self._fits(at, at + len(passage), context) > 100:
                return self._with_signs(remark.passage, *self._span(at, at + len(passage)))
        return self._alike(passage, context)

    def _with_signs(self, passage: str, start: int, end: int) -> tuple[int, int]:
        """The span with the quotation mark or full stop that the passage has at its edges too."""
        before, behind = re.match(r"[^\w]*", passage), re.search(r"[^\w]*$", passage)
        for sign in reversed(before.group() if before else ""):
            start -= self._shown[start - 1 : start] == sign
        for sign in behind.group() if behind else "":
            end += self._shown[end : end + 1] == sign
        return start, end

    def _exact(self, passage: str) -> Iterator[int]:
        at = self._text.letters.find(passage)
        for _ in range(_MOST_PLACES):
            if at < 0:
                return
            yield at
            at = self._text.letters.find(passage, at + 1)

    def _fits(self, start: int, end: int, context: tuple[str, str]) -> float:
        """How much of what stood around a passage stands around this place, 0 to 200."""
        before, after = context
        here = (
            self._text.letters[max(0, start - len(before)) : start],
            self._text.letters[end : end + len(after)],
        )
        return sum(
            _tail_alike(one, other) for one, other in ((before[::-1], here[0][::-1]), (after, here[1]))
        )

    def _alike(self, passage: str, context: tuple[str, str]) -> tuple[int, int] | None:
        passage = passage[:_LONGEST]
        before, after = context
        if len(passage) >= 3 * _SHORT:
            found = fuzz.partial_ratio_alignment(passage, self._text.letters, score_cutoff=SURE)
            if found is not None and found.score >= SURE:
                return self._span(*self._edges(passage, found.dest_start, found.dest_end))
        # A passage of a few words, or one that was rewritten, is known by what stands around it.
        whole = before + passage + after
        found = fuzz.partial_ratio_alignment(whole, self._text.letters, score_cutoff=_SURE_WITH_CONTEXT)
        if found is None or found.score < _SURE_WITH_CONTEXT or len(whole) < 2 * _SHORT:
            return None
        start, end = self._within(passage, found.dest_start, found.dest_end, len(before), len(after))
        return self._span(start, end) if end > start else None

    def _within(self, passage: str, start: int, end: int, before: int, after: int) -> tuple[int, int]:
        """Where in a stretch found with its context the passage itself stands."""
        stretch = self._text.letters[start:end]
        found = fuzz.partial_ratio_alignment(passage, stretch)
        if found is not None and found.score >= _SURE_WITH_CONTEXT and len(passage) >= 4:
            return self._edges(passage, start + found.dest_start, start + found.dest_end)
        return start + min(before, len(stretch)), max(start + before, end - after)

    def _edges(self, passage: str, start: int, end: int) -> tuple[int, int]:
        """The stretch from the first to the last letters that it has in common with the passage."""
        low, high = max(0, start - _SHORT), min(len(self._text.letters), end + _SHORT)
        common = [
            (block.b, block.b + block.size)
            for block in Indel.opcodes(passage, self._text.letters[low:high]).as_matching_blocks()
            if block.size >= _COMMON
        ]
        return (low + common[0][0], low + common[-1][1]) if common else (start, end)

    def _span(self, start: int, end: int) -> tuple[int, int]:
        end = min(end, len(self._text.places))
        return self._text.places[start], self._text.places[end - 1] + 1


def _tail_alike(one: str, other: str) -> float:
    """How many letters two stretches have in common from where the passage is, 0 to 100."""
    same = next(
        (n for n, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other))
    )
    return 100.0 * same / max(len(one), 1) if one else 50.0
