"""Words that tell one subject from another: rare in the text, whatever their endings.

A remark asks for "bescherming tegen de overheid" and the text comes to speak of "rechtsbescherming"; so two
stems also count as one, for a little less, when they share their first or last six letters.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable
from math import log

from kader.domain.dutch_words import is_function_word, words
from kader.domain.text_blocks import ReadingText

# Rarity runs from 0 (in every block) to 1 (in one); what is less rare than this tells nothing.
_COMMON = 0.45
# What one word can tell at most.
_MOST = 3.1
_SHARED_LETTERS = 6
_ALIKE = 0.7


def stems(text: str) -> frozenset[str]:
    """The stems of a text without function words."""
    return frozenset(word.stem for word in words(text) if not is_function_word(word.folded))


class Telling:
    """How much a stem tells: its inverse document frequency over all blocks (Spärck Jones 1972)."""

    def __init__(self, old: ReadingText, new: ReadingText) -> None:
        frequency: Counter[str] = Counter()
        for reading in (old, new):
            for block in reading.blocks:
                frequency.update(stems(reading.text[block.start : block.end]))
        self._frequency = frequency
        self._blocks = len(old.blocks) + len(new.blocks)
        self._rarest = log((self._blocks + 1) / 2) if self._blocks > 1 else 1.0

    def weight(self, stem: str) -> float:
        """From 0 for what stands in many blocks to about 3 for a word that stands in one."""
        rarity = log((self._blocks + 1) / (self._frequency[stem] + 1)) / self._rarest
        return max(0.0, _MOST * (rarity - _COMMON) / (1 - _COMMON))


class Wanted:
    """The stems of one remark, with the stems that nearly are one of them."""

    def __init__(self, stems_of_remark: Iterable[str]) -> None:
        self._exact = frozenset(stems_of_remark)
        self._ends: dict[str, bool] = defaultdict(bool)
        for stem in self._exact:
            if len(stem) >= _SHARED_LETTERS:
                self._ends["^" + stem[:_SHARED_LETTERS]] = True
                self._ends["$" + stem[-_SHARED_LETTERS:]] = True

    def share(self, stem: str) -> float:
        """1 for a stem of the remark, a little less for one that nearly is, 0 for any other."""
        if stem in self._exact:
            return 1.0
        if len(stem) < _SHARED_LETTERS:
            return 0.0
        near = ("^" + stem[:_SHARED_LETTERS]) in self._ends or ("$" + stem[-_SHARED_LETTERS:]) in self._ends
        return _ALIKE if near else 0.0
