"""A phrase of which hardly a word is left may still be there, between the words that stood around it.

The words before and after the phrase that live on, wherever they went, enclose a stretch of new text. What
resembles the phrase most in that stretch is its place, unless other old text became it.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator

from rapidfuzz import fuzz

from kader.domain.anchoring.word_map import WordMap

# How many units to look outward for words that live on, and how many of those to try on either side.
REACH = 30
TRIED = 6
# The stretch may be so many times as long as the old one, plus so many units.
TIMES, PLUS = 3, 30
# What is longer is no phrase; code points.
LONGEST = 600
# A phrase that filled its stretch still does, when the stretch grew no more than this part.
GROWN = 0.5

Span = tuple[int, int]


def look_between(words: WordMap, start: int, end: int) -> Span | None:
    """What resembles old text [start, end) most between its old neighbours: a span of the new text."""
    units = range(bisect_right(words.old.ends, start), bisect_left(words.old.starts, end))
    if end - start > LONGEST:
        return None
    for left, right in _neighbours(words, units):
        low, high = words.new.ends[words.image[left]], words.new.starts[words.image[right]]
        place = _resembling(words, (start, end), (low, high))
        fits = place and high - low <= (1 + GROWN) * (end - start)
        if fits and left == units.start - 1 and right == units.stop:
            place = low, high
        return _free_words(words, place) if place else None
    return None


def _neighbours(words: WordMap, units: range) -> Iterator[tuple[int, int]]:
    """Pairs of old units around these whose images still stand close together in order, the nearest first."""
    lefts = [u for u in range(units.start - 1, max(-1, units.start - 1 - REACH), -1) if words.image[u] >= 0]
    rights = [u for u in range(units.stop, min(len(words.image), units.stop + REACH)) if words.image[u] >= 0]
    pairs = sorted((right - left, left, right) for left in lefts[:TRIED] for right in rights[:TRIED])
    for apart, left, right in pairs:
        if 0 < words.image[right] - words.image[left] <= TIMES * apart + PLUS:
            yield left, right


def _resembling(words: WordMap, old: Span, stretch: Span) -> Span | None:
    phrase, there = words.old.text[slice(*old)], words.new.text[slice(*stretch)]
    if len(there) <= len(phrase):
        return stretch
    found = fuzz.partial_ratio_alignment(phrase, there)
    return (stretch[0] + found.dest_start, stretch[0] + found.dest_end) if found else None


def _free_words(words: WordMap, place: Span) -> Span | None:
    """From the first to the last word that stands half in the place; None when most came from elsewhere."""
    new = words.new
    touched = range(max(0, new.unit_at(place[0])), bisect_left(new.starts, place[1]))
    inside = [k for k in touched if _part_inside(new.starts[k], new.ends[k], place) >= 0.5]
    taken = sum(new.weights[k] for k in inside if words.source[k] >= 0)
    if not inside or 2 * taken > sum(new.weights[k] for k in inside):
        return None
    return new.starts[inside[0]], new.ends[inside[-1]]


def _part_inside(start: int, end: int, place: Span) -> float:
    return (min(end, place[1]) - max(start, place[0])) / (end - start)
