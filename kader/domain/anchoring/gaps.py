"""A sentence of which hardly a word is left may still be there, between neighbours that did not move.

Around such a sentence lies a gap: the old sentences up to the nearest ones on either side that are surely
somewhere, and the new sentences between those. They are paired in order; what moved elsewhere, or came from
elsewhere, is left out.
"""

from bisect import bisect_left
from dataclasses import dataclass

from kader.domain.anchoring.pairing import Sentence, pair_sentences, word_pieces
from kader.domain.anchoring.placement import hits_in, weight_of
from kader.domain.anchoring.sentences import Sentences
from kader.domain.anchoring.word_map import WordMap
from kader.domain.reading_text import ReadingText

# A sentence is surely somewhere when this part of its weight stands together there, in order.
SURE = 0.6
# How many sentences to look outward for a sure one.
REACH = 25
# A longer "sentence" is none, but text without punctuation.
LONGEST = 2000


@dataclass(frozen=True, slots=True)
class Proposal:
    """Where an old sentence may have gone: a span, and what speaks for it.

    `share` is the part of the sentence that the span holds; `room` the number of new sentences in the gap
    less that of old ones.
    """

    start: int
    end: int
    share: float
    room: int


class Gaps:
    """The gaps between sure sentences, looked up when asked for and kept for the next anchor."""

    def __init__(
        self, words: WordMap, texts: tuple[ReadingText, ReadingText], cuts: tuple[Sentences, Sentences]
    ) -> None:
        self._words, self._texts = words, texts
        self._old, self._new = cuts
        self._sure_at: dict[int, range | None] = {}
        self._pairs: dict[tuple[int, int], dict[int, Proposal]] = {}
        self._bounds: dict[int, tuple[int, int]] = {}

    def proposal(self, k: int) -> Proposal | None:
        """Where old sentence `k` may have gone."""
        low, high = self._bounds.get(k) or self._find_bounds(k)
        if (low, high) not in self._pairs:
            self._pairs[low, high] = self._paired(low, high)
        return self._pairs[low, high].get(k)

    def _find_bounds(self, k: int) -> tuple[int, int]:
        """The sure sentences around old sentence `k`; -1 and len(old) when there is none."""
        low, high = k - 1, k + 1
        while low >= 0 and self._sure(low) is None and k - low < REACH:
            low -= 1
        while high < len(self._old) and self._sure(high) is None and high - k < REACH:
            high += 1
        self._bounds[k] = low, high
        return low, high

    def _sure(self, k: int) -> range | None:
        if k not in self._sure_at:
            self._sure_at[k] = self._look(k)
        return self._sure_at[k]

    def _look(self, k: int) -> range | None:
        start, end = self._old.starts[k], self._old.ends[k]
        if end - start > LONGEST:
            return None
        hits = hits_in(self._words, start, end)
        group = [hit for hit in hits.together(self._words) if not hit.moved]
        if not group or hits.share(group) < SURE:
            return None
        return self._new.touched(group[0].new_start, max(hit.new_end for hit in group))

    def _paired(self, low: int, high: int) -> dict[int, Proposal]:
        before = self._sure(low) if low >= 0 else range(-1, 0)
        after = self._sure(high) if high < len(self._old) else range(len(self._new), len(self._new) + 1)
        if not before or not after or before.stop > after.start + 1:
            return {}
        # The sure sentences take part: what stood between them may have been merged into one of them.
        old = [k for k in range(max(0, low), min(high + 1, len(self._old))) if self._stayed(k)]
        new = [k for k in range(max(0, before.start), min(after.stop, len(self._new))) if self._is_home(k)]
        room = sum(before.stop <= k < after.start for k in new) - sum(low < k < high for k in old)
        homes = {low: before, high: after}
        known = [(i, j) for i, k in enumerate(old) for j, n in enumerate(new) if k in homes and n in homes[k]]
        series = [self._old_sentence(k) for k in old], [self._new_sentence(k) for k in new]
        proposals: dict[int, Proposal] = {}
        for pair in pair_sentences(*series, known):
            start, end = self._new.starts[new[pair.j]], self._new.ends[new[pair.j_end - 1]]
            for k, share in enumerate(pair.shares):
                proposals[old[pair.i + k]] = Proposal(start, end, share, room)
        return proposals

    def _old_sentence(self, k: int) -> Sentence:
        return _sentence(self._texts[0], self._old.starts[k], self._old.ends[k])

    def _new_sentence(self, k: int) -> Sentence:
        return _sentence(self._texts[1], self._new.starts[k], self._new.ends[k])

    def _stayed(self, k: int) -> bool:
        """Whether old sentence `k` did not move elsewhere."""
        if self._old.ends[k] - self._old.starts[k] > LONGEST:
            return True
        hits = hits_in(self._words, self._old.starts[k], self._old.ends[k])
        return weight_of([hit for hit in hits.found if hit.moved]) < SURE * hits.total

    def _is_home(self, k: int) -> bool:
        """Whether new sentence `k` did not come from elsewhere."""
        words, start, end = self._words, self._new.starts[k], self._new.ends[k]
        if end - start > LONGEST:
            return True
        units = range(max(0, words.new.unit_at(start)), bisect_left(words.new.starts, end))
        from_elsewhere = (u for u in units if words.source[u] >= 0 and words.moved[words.source[u]])
        total = sum(words.new.weights[u] for u in units)
        return sum(words.new.weights[u] for u in from_elsewhere) < SURE * total or total == 0.0


def _sentence(text: ReadingText, start: int, end: int) -> Sentence:
    block = text.block_at(start)
    kind = block.kind if block and block.kind in ("heading", "table_cell") else "text"
    # What is too long to be a sentence resembles everything.
    return Sentence(word_pieces(text.text[start:end]) if end - start <= LONGEST else frozenset(), kind)
