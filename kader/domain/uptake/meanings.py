"""Which words a text explains: "Onveilig noemen we ...", "Van een crisis spreken we wanneer ..."."""

import re

from kader.domain.uptake.terms import stems

# An explanation names its term at the start; the rest of a long sentence is not read.
_START = 300
_TERM = r"(?:een |het |de )?((?:\w+ ){0,2}?\w+)"
_FORMS = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"^{_TERM} (?:noemen|heet|heten|betekent|betekenen|is|zijn)\b",
        rf"\b(?:onder|met|van) {_TERM} (?:verstaan|bedoelen|spreken|spreekt|wordt|is sprake)\b",
        rf"\b(?:verstaan|bedoelen|spreken) (?:we|wij) (?:onder|met|van) {_TERM}",
        rf"\bnoemen (?:we|wij) {_TERM}\b",
        rf"^{_TERM}:",
    )
)
_BETWEEN = re.compile(r"(?<=[.!?])\s+|\n")


def explained(text: str) -> frozenset[str]:
    """The stems of the terms that sentences of the text explain."""
    found: set[str] = set()
    for sentence in _BETWEEN.split(text):
        for form in _FORMS:
            for hit in form.finditer(sentence.strip()[:_START]):
                found |= stems(hit[1])
    return frozenset(found)
