"""Which stretch of the new text is which stretch of the old one?

One map is made for each pair of texts, and every anchor is read off it. Lines that stand once in both texts
are taken whole; only what lies between them is cut into words and aligned: first between lines that are still
neighbours, wherever both went, then between lines that kept their order. Agreement by chance, a "de" here and
an "en" there between two rewritten stretches, is taken away again. What is then left over on both sides is
searched for runs that moved. A word of the new text has one source at most, so a lookalike that other old
text already became is never offered for a passage that was deleted.

Sources: B. Cohen, "Patience diff" (2010), for the lines.
"""

from collections.abc import Iterator
from itertools import pairwise

from kader.domain.anchoring.lines import SharedLine
from kader.domain.anchoring.moves import pair_moved
from kader.domain.anchoring.units import cut_into_units
from kader.domain.anchoring.word_map import Gap, WordMap, pair_aligned


def map_words(old_text: str, new_text: str) -> WordMap:
    """The map of two texts; time and memory grow with their length, whatever they hold."""
    old, new, lines = cut_into_units(old_text, new_text)
    sizes = len(old.starts), len(new.starts)
    found = WordMap(old, new, [-1] * sizes[0], [-1] * sizes[1], bytearray(sizes[0]))
    for line in lines:
        found.pair((line.i, line.j, 1), line.moved)
    close = dict(_close_gaps(lines, sizes))
    for gap, moved in close.items():
        pair_aligned(found, gap, moved)
    for gap in _wide_gaps(lines, sizes):
        if gap not in close:
            pair_aligned(found, gap, moved=False)
    pair_moved(found)
    return found


def _close_gaps(lines: list[SharedLine], sizes: tuple[int, int]) -> Iterator[tuple[Gap, bool]]:
    """The gaps between lines that are neighbours on both sides, and whether they moved."""
    ends = [SharedLine(-1, -1, False), *lines, SharedLine(*sizes, False)]
    in_new_order = sorted(ends, key=lambda line: line.j)
    following = dict(pairwise(in_new_order))
    for one, other in pairwise(ends):
        if following.get(one) == other:
            yield _between(one, other), one.moved or other.moved


def _wide_gaps(lines: list[SharedLine], sizes: tuple[int, int]) -> Iterator[Gap]:
    """The gaps between lines that kept their order."""
    kept = [SharedLine(-1, -1, False), *(line for line in lines if not line.moved), SharedLine(*sizes, False)]
    return (_between(one, other) for one, other in pairwise(kept))


def _between(one: SharedLine, other: SharedLine) -> Gap:
    return one.i + 1, other.i, one.j + 1, other.j
