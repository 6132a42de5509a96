"""A Word file may not say where its pages end, while its layout, printed as PDF, does.

The two hold the same words. The first words of each printed page are looked up in the text, one page after
the other, so that a sentence that stands twice is found where it can stand.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from kader.domain.paragraphs import Paragraph

_LENGTHS = (80, 40, 20)
"""Letters of a page's first words that are looked up; fewer where something is in the way."""
_LABEL = re.compile(r"^(?:\d{1,3}(?:\.\d{1,3})*[.)]?|[a-z]\)|[^\w\s])\s+")
_FARTHEST = 6
"""Pages of usual length, within which the next page must begin."""


@dataclass(frozen=True, slots=True)
class Matched:
    """The paragraphs with the pages that were found, and how many were not."""

    paragraphs: tuple[Paragraph, ...]
    missing: int


def with_printed_pages(paragraphs: Sequence[Paragraph], printed: Sequence[Paragraph]) -> Matched:
    """`printed` are the same words as they were read from the PDF, with their pages."""
    text = _Letters(paragraphs)
    starts = list(_page_starts(printed))
    breaks: list[tuple[int, int]] = []
    position, missing = 0, 0
    farthest = _FARTHEST * max(len(text.letters) // max(len(starts) + 1, 1), 500)
    for page, words in starts:
        found = text.find(words, position, position + farthest)
        if found is None:
            missing += 1
        else:
            breaks.append((found, page))
            position = found + 1
    return Matched(text.broken(breaks), missing)


def _page_starts(printed: Sequence[Paragraph]) -> Iterator[tuple[int, str]]:
    """(page, its first words) for each page but the first."""
    body = [paragraph for paragraph in printed if not paragraph.note]
    page = body[0].page if body else None
    for index, paragraph in enumerate(body):
        for offset, begins in ((0, paragraph.page), *paragraph.breaks):
            if begins is not None and begins != page:
                page = begins
                following = " ".join(other.text for other in body[index + 1 : index + 4])
                yield page, f"{paragraph.text[offset:]} {following}"


def _letters(text: str) -> str:
    return "".join(character for character in text.casefold() if character.isalnum())


class _Letters:
    """The letters and digits of a text, each with its place."""

    def __init__(self, paragraphs: Sequence[Paragraph]) -> None:
        self._paragraphs = tuple(paragraphs)
        self._places: list[tuple[int, int]] = []
        parts: list[str] = []
        for index, paragraph in enumerate(self._paragraphs):
            for offset, character in enumerate("" if paragraph.note else paragraph.text):
                # Some letters become two when case is set aside.
                folded = _letters(character)
                parts.append(folded)
                self._places += [(index, offset)] * len(folded)
        self.letters = "".join(parts)

    def find(self, words: str, start: int, end: int) -> int | None:
        for length in _LENGTHS:
            for shown in (words, _LABEL.sub("", words)):
                key = _letters(shown)[:length]
                found = self.letters.find(key, start, end) if key else -1
                if found >= 0:
                    return found
        return None

    def broken(self, breaks: Sequence[tuple[int, int]]) -> tuple[Paragraph, ...]:
        """The paragraphs with pages that begin at these letters; page 1 is the first."""
        by_paragraph: dict[int, list[tuple[int, int]]] = {}
        for letter, page in breaks:
            index, offset = self._places[letter]
            by_paragraph.setdefault(index, []).append((self._word_start(index, offset), page))
        changes = sorted(by_paragraph)
        made = []
        for index, paragraph in enumerate(self._paragraphs):
            before = bisect_right(changes, index - 1)
            page = by_paragraph[changes[before - 1]][-1][1] if before else 1
            inside = by_paragraph.get(index, [])
            if inside and not _letters(paragraph.text[: inside[0][0]]):
                page, inside = inside[0][1], inside[1:]
            made.append(replace(paragraph, page=page, breaks=tuple(inside)))
        return tuple(made)

    def _word_start(self, index: int, offset: int) -> int:
        """Before a quotation mark or bracket that opens the word."""
        text = self._paragraphs[index].text
        while offset and not text[offset - 1].isspace() and not text[offset - 1].isalnum():
            offset -= 1
        return offset
