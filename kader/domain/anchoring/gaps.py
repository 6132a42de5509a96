"""A sentence of which hardly a word is left may still be there, between neighbours that did not move.

Around such a sentence lies a gap: the old sentences up to the nearest ones on either side that are surely
somewhere, and the new sentences between those. They are paired in order; what moved elsewhere, or came from
elsewhere, is left out.
"""

from bisect import bisect_left
from dataclasses import dataclass

from kader.domain.anchoring.pairing import Pieces, pair_sentences, word_pieces
from kader.domain.anchoring.placement import hits_in, weight_of
from kader.domain.anchoring.sentences import Sentences
from kader.domain.anchoring.word_map import Side, WordMap

# A sentence is surely somewhere when this part of its weight stands together there, in order.
SURE = 0.6
# How many sentences to look outward for a sure one.
REACH = 25
# A longer "sentence" is none, but text without punctuation.
LONGEST = 2000


@dataclass(frozen=True, slots=True)
class Proposal:
    """Where an old sentence may have gone: a span, and what speaks for it.

    `share` is the part of the sentence that the span holds; `room` the number of new sentences less that of old
    ones in the gap; `merged` says that other sentences went there too.
    """

    start: int
    end: int
    share: float
    room: int
    merged: bool


class Gaps:
    """The gaps between sure sentences, looked up when asked for and kept for the next anchor."""

    def __init__(self, words: WordMap, old: Sentences, new: Sentences) -> None:
        self._words, self._old, self._new = words, old, new
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
        # What lies between two sure ones has the same bounds, as long as the reach did not end first.
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
        group = [hit for hit in hits.together(end - start) if not hit.moved]
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
        pairs = pair_sentences(
            _pieces(self._words.old, self._old, old), _pieces(self._words.new, self._new, new)
        )
        room = (after.start - before.stop) - (high - low - 1)
        return {
            old[pair.i + k]: Proposal(
                self._new.starts[new[pair.j]],
                self._new.ends[new[pair.j_end - 1]],
                share,
                room,
                len(pair.shares) > 1,
            )
            for pair in pairs
            for k, share in enumerate(pair.shares)
        }

    def _stayed(self, k: int) -> bool:
        """Whether old sentence `k` did not move elsewhere."""
        hits = hits_in(self._words, self._old.starts[k], self._old.ends[k])
        return weight_of([hit for hit in hits.found if hit.moved]) < SURE * hits.total

    def _is_home(self, k: int) -> bool:
        """Whether new sentence `k` did not come from elsewhere."""
        words = self._words
        units = range(
            max(0, words.new.unit_at(self._new.starts[k])), bisect_left(words.new.starts, self._new.ends[k])
        )
        total = sum(words.new.weights[unit] for unit in units)
        came = sum(
            words.new.weights[u] for u in units if words.source[u] >= 0 and words.moved[words.source[u]]
        )
        return came < SURE * total or total == 0.0


def _pieces(side: Side, sentences: Sentences, chosen: list[int]) -> list[Pieces]:
    """The pieces of the chosen sentences; none of what is too long to be a sentence."""
    spans = [(sentences.starts[k], sentences.ends[k]) for k in chosen]
    return [word_pieces(side.text[s:e]) if e - s <= LONGEST else frozenset() for s, e in spans]
