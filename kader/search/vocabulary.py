"""Dutch writes compounds as one word, and people misspell: which words of the index are meant?

"Plan" should also find "veiligheidsplan", and "veiligheidsplan" a passage on a "plan voor de veiligheid".
A word the index does not have is read as the nearest word that it has (Damerau-Levenshtein, counting a swap
of neighbouring letters as one mistake).
"""

from bisect import bisect_left
from collections.abc import Iterable, Iterator
from itertools import takewhile

from rapidfuzz.distance import OSA
from rapidfuzz.process import extract

# Shorter words begin and end too many others by chance.
SHORTEST_PART = 4
# Behind a word three letters are often only an ending ("plan", "planten").
SHORTEST_BEFORE, SHORTEST_BEHIND = 3, 4
MOST_COMPOUNDS = 50
MOST_CORRECTIONS = 5
LINKS = ("", "s", "en", "e", "n")


class Vocabulary:
    """The folded words of an index, to look up their kin."""

    def __init__(self, words: Iterable[str]) -> None:
        self._words = sorted(set(words))
        self._known = frozenset(self._words)
        self._backwards = sorted(word[::-1] for word in self._words)

    def __contains__(self, word: str) -> bool:
        return word in self._known

    def compounds(self, part: str) -> tuple[str, ...]:
        """Words that begin or end with `part` and have something like a word besides."""
        if len(part) < SHORTEST_PART:
            return ()
        ahead = _starting_with(self._words, part)
        behind = (word[::-1] for word in _starting_with(self._backwards, part[::-1]))
        longer = [word for word in ahead if len(word) >= len(part) + SHORTEST_BEHIND]
        longer += [word for word in behind if len(word) >= len(part) + SHORTEST_BEFORE]
        return tuple(dict.fromkeys(longer))[:MOST_COMPOUNDS]

    def parts(self, compound: str) -> tuple[tuple[str, str], ...]:
        """The ways to read a word as two words of the index, with or without a linking sound between."""
        cuts = range(SHORTEST_PART, len(compound) - SHORTEST_PART + 1)
        pairs = ((compound[:cut], compound[cut:]) for cut in cuts)
        return tuple(
            (left.removesuffix(link), right)
            for left, right in pairs
            if right in self._known
            for link in LINKS
            if left.endswith(link) and left.removesuffix(link) in self._known
        )

    def corrections(self, word: str) -> tuple[str, ...]:
        """The nearest words, one mistake away, or two in a word of eight letters or more."""
        allowed = 0 if len(word) < SHORTEST_PART else 1 if len(word) < 2 * SHORTEST_PART else 2
        if not allowed:
            return ()
        near = extract(word, self._words, scorer=OSA.distance, score_cutoff=allowed, limit=MOST_CORRECTIONS)
        best = min((mistakes for _, mistakes, _ in near), default=0)
        return tuple(found for found, mistakes, _ in near if mistakes == best)


def _starting_with(ordered: list[str], start: str) -> Iterator[str]:
    first = bisect_left(ordered, start)
    following = (ordered[at] for at in range(first, len(ordered)))
    return takewhile(lambda word: word.startswith(start), following)
