"""How much two passages say with the same words.

Each passage is the set of its words, without case, and of the first five letters of its longer words, so that
"gezin" and "gezinnen" count as half the same. A word weighs as much as it has letters: that "de" and "en" are
shared says little. Sets are compared with Dice's coefficient (Dice 1945).
"""

from dataclasses import dataclass

from kader.domain.comparison.units import Unit
from kader.domain.words import is_word, tokenize

STEM = 5
Words = tuple[frozenset[str], int]


@dataclass(frozen=True, slots=True)
class Bag:
    """The words of a unit and what they weigh together (in letters), found when first asked for.

    Units with the same words share what is `known`: a text may say the same thing a hundred thousand times.
    """

    unit: Unit
    known: dict[str, Words]

    @property
    def words(self) -> frozenset[str]:
        return self._found()[0]

    @property
    def weight(self) -> int:
        return self._found()[1]

    def _found(self) -> Words:
        key = self.unit.key
        if key not in self.known:
            words = {token.casefold() for token in tokenize(key).texts if is_word(token)}
            words |= {word[:STEM] for word in words if len(word) > STEM}
            self.known[key] = frozenset(words), sum(map(len, words))
        return self.known[key]


def weight(words: frozenset[str]) -> int:
    return sum(map(len, words))


def shared(a: Bag, b: Bag) -> int:
    """The weight of the words that both have."""
    return weight(a.words & b.words)


def likeness(a: Bag, b: Bag) -> float:
    """0.0 when no word is shared, 1.0 when all are or the texts are equal."""
    if a.unit.key == b.unit.key:
        return 1.0
    total = a.weight + b.weight
    alike = 2 * shared(a, b) / total if total else 0.0
    # A sentence does not easily become a heading, though it does become a list item.
    crosses = (a.unit.shape[0] == "heading") != (b.unit.shape[0] == "heading")
    return alike * 0.8 if crosses else alike


def containment(a: Bag, b: Bag) -> float:
    """How much of the lighter of two passages the other holds, 0.0 to 1.0."""
    least = min(a.weight, b.weight)
    return shared(a, b) / least if least else 0.0
