"""The sentences among which a remark is looked up, and where in them each word stands."""

from collections.abc import Iterable
from functools import cached_property

from kader.domain.locating.ground import Ground, rarity

# A word that stands oftener tells nothing; following every place of it would only cost time.
MOST_PLACES = 200


class Area:
    """A choice of the sentences of a text (by number)."""

    def __init__(self, ground: Ground, sentences: Iterable[int]) -> None:
        self.ground = ground
        self.sentences = frozenset(sentences)
        self._places: dict[str, tuple[int, ...]] = {}
        self._holding: dict[str, frozenset[int]] = {}

    def places(self, stem: str) -> tuple[int, ...]:
        """The numbers of the words of the area that have this stem, at most `MOST_PLACES`."""
        if stem not in self._places:
            sentence_of = self.ground.sentence_of
            inside = [at for at in self.ground.places.get(stem, ()) if sentence_of[at] in self.sentences]
            self._places[stem] = tuple(inside[:MOST_PLACES])
        return self._places[stem]

    def holding(self, stem: str) -> frozenset[int]:
        """The sentences of the area that have a word with this stem."""
        if stem not in self._holding:
            self._holding[stem] = frozenset(self.ground.sentence_of[at] for at in self.places(stem))
        return self._holding[stem]

    @cached_property
    def headings(self) -> frozenset[int]:
        """The sentences of the area that are headings."""
        return frozenset(number for number in self.sentences if self.ground.block(number).kind == "heading")

    def rarity(self, stem: str) -> float:
        """1 for a stem that one sentence of the area has, towards 0 for one that all have."""
        return rarity(len(self.holding(stem)), len(self.sentences))
