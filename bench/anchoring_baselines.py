"""Known ways to carry a passage, as baselines: each maps (old, new) to a function of an anchor."""

import difflib
import re
from bisect import bisect_right
from collections.abc import Callable

from diff_match_patch import diff_match_patch
from rapidfuzz import fuzz

from kader.domain.anchoring import Anchor

Placed = tuple[tuple[int, int] | None, bool]
"""A span in the new text or None, and whether it is meant as a placement."""
_WORD = re.compile(r"\w+|[^\w\s]")


def _words(text: str) -> tuple[list[str], list[int], list[int]]:
    found = list(_WORD.finditer(text))
    return [m.group() for m in found], [m.start() for m in found], [m.end() for m in found]


def _word_map(old: str, new: str) -> Callable[[Anchor], tuple[tuple[int, int] | None, float]]:
    """difflib on words, no autojunk: the image of a passage and the share of its words that have one."""
    a, a_starts, _ = _words(old)
    b, b_starts, b_ends = _words(new)
    image: dict[int, int] = {}
    for i, j, size in difflib.SequenceMatcher(None, a, b, autojunk=False).get_matching_blocks():
        image.update(zip(range(i, i + size), range(j, j + size), strict=True))

    def place(anchor: Anchor) -> tuple[tuple[int, int] | None, float]:
        first = max(0, bisect_right(a_starts, anchor.start) - 1)
        last = max(first + 1, bisect_right(a_starts, anchor.end - 1))
        hits = [image[i] for i in range(first, last) if i in image]
        if not hits:
            return None, 0.0
        return (b_starts[hits[0]], b_ends[hits[-1]]), len(hits) / (last - first)

    return place


def difflib_words(old: str, new: str) -> Callable[[Anchor], Placed]:
    place = _word_map(old, new)

    def carry(anchor: Anchor) -> Placed:
        span, share = place(anchor)
        return (span if share >= 0.5 else None), True

    return carry


def word_map_then_rapidfuzz(old: str, new: str) -> Callable[[Anchor], Placed]:
    place = _word_map(old, new)

    def carry(anchor: Anchor) -> Placed:
        span, share = place(anchor)
        if span and share >= 0.5:
            return span, True
        found = fuzz.partial_ratio_alignment(anchor.exact, new, score_cutoff=78)
        return ((found.dest_start, found.dest_end) if found else None), True

    return carry


def dmp_position_map(old: str, new: str) -> Callable[[Anchor], Placed]:
    engine = diff_match_patch()
    changes = engine.diff_main(old, new)

    def carry(anchor: Anchor) -> Placed:
        start, end = engine.diff_xIndex(changes, anchor.start), engine.diff_xIndex(changes, anchor.end)
        close = end > start and fuzz.ratio(anchor.exact, new[start:end]) >= 50
        return ((start, end) if close else None), True

    return carry


BASELINES = {
    "difflib on words": difflib_words,
    "dmp position map, checked": dmp_position_map,
    "word map, then rapidfuzz": word_map_then_rapidfuzz,
}
