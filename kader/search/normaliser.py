"""Two engines must find the same: what they index and what they are asked goes through here.

An engine gets words that need no further analysis, parted by spaces: folded words for phrases and spelling,
stems for meaning. Whoosh indexes them as they are, PostgreSQL under its `simple` configuration.
"""

from dataclasses import dataclass

from kader.domain.dutch_words import Word, is_function_word, words

__all__ = ["Normalised", "Word", "is_function_word", "normalise", "words"]


@dataclass(frozen=True, slots=True)
class Normalised:
    """The words of a text and their stems, each parted by single spaces; both hold as many."""

    words: str
    stems: str


def normalise(text: str) -> Normalised:
    """What an engine indexes of a text."""
    found = words(text)
    return Normalised(" ".join(word.folded for word in found), " ".join(word.stem for word in found))
