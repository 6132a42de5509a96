"""Words that tell one subject from another: rare in the text, whatever their endings.

A remark asks for "begeleiding van ouders" and the text comes to speak of "ouderbegeleiding"; so two
stems also count as one, for a little less, when they share their first or last six letters.
"""

from collections import Counter
from collections.abc import Mapping
from math import log

from kader.domain.dutch_words import is_function_word, words
from kader.domain.text_blocks import ReadingText

# Rarity runs from 0 (in every block) to 1 (in one); what is less rare than this tells nothing.
_COMMON = 0.45
# What one word can tell at most.
_MOST = 3.1
_SHARED_LETTERS = 6
# So many words in a row do not agree by accident.
_RUN = 4
ALIKE = 0.7


def stems(text: str) -> frozenset[str]:
    """The stems of a text without function words."""
    return frozenset(word.stem for word in words(text) if not is_function_word(word.folded))


def edges(stem: str) -> tuple[str, ...]:
    """What two stems that nearly are one share: their first or their last letters."""
    if len(stem) < _SHARED_LETTERS:
        return ()
    return f"^{stem[:_SHARED_LETTERS]}", f"{stem[-_SHARED_LETTERS:]}$"


def line_of(text: str) -> str:
    """The stems of all words of a text in order, each between spaces, so that a phrase can be looked for."""
    return f" {' '.join(word.stem for word in words(text))} "


def runs_of(line: str) -> frozenset[tuple[str, ...]]:
    """Every `_RUN` words in a row of a text as `line_of` writes it."""
    stems_in_order = line.split()
    return frozenset(zip(*(stems_in_order[skip:] for skip in range(_RUN)), strict=False))


class Telling:
    """How much a stem tells: its inverse document frequency over all blocks (Spärck Jones 1972)."""

    def __init__(self, old: ReadingText, new: ReadingText) -> None:
        self._old, self._new = _frequency(old), _frequency(new)
        self._blocks = len(old.blocks) + len(new.blocks)
        self._rarest = log((self._blocks + 1) / 2) if self._blocks > 1 else 1.0
        self._weights: dict[str, float] = {}

    def weight(self, stem: str) -> float:
        """From 0 for what stands in many blocks to about 3 for a word that stands in one."""
        if stem not in self._weights:
            self._weights[stem] = self._weighed(stem)
        return self._weights[stem]

    def retired(self, stem: str) -> bool:
        """Whether the old text used it more than once and the new one never."""
        return self._old[stem] > 1 and not self._new[stem]

    def _weighed(self, stem: str) -> float:
        blocks = self._old[stem] + self._new[stem]
        rarity = log((self._blocks + 1) / (blocks + 1)) / self._rarest
        return max(0.0, _MOST * (rarity - _COMMON) / (1 - _COMMON))


def _frequency(reading: ReadingText) -> Counter[str]:
    """In how many blocks each stem stands."""
    found: Counter[str] = Counter()
    for block in reading.blocks:
        found.update(stems(reading.text[block.start : block.end]))
    return found


class Wanted:
    """The stems of one remark, with the stems that nearly are one of them."""

    def __init__(self, stems_of_remark: frozenset[str]) -> None:
        self.exact = stems_of_remark
        self.edges = frozenset(edge for stem in stems_of_remark for edge in edges(stem))

    def share(self, stem: str) -> float:
        """1 for a stem of the remark, a little less for one that nearly is, 0 for any other."""
        if stem in self.exact:
            return 1.0
        return ALIKE if any(edge in self.edges for edge in edges(stem)) else 0.0

    def worth(self, weights: Mapping[str, float]) -> float:
        """What the stems of a remark among these tell."""
        return sum(self.share(stem) * weight for stem, weight in weights.items())

    def resembles(self, other: "Wanted") -> bool:
        """Whether two remarks have half of their words in common."""
        return 2 * len(self.exact & other.exact) >= len(self.exact | other.exact)
