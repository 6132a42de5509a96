"""From the words of a passage that live on to the place of the whole passage.

The words that have an image vote for a place; the weightiest group of images that stand together wins. Where
the first or last words of the passage were replaced, its edge lies somewhere in the new words between the
nearest images on either side: all of them when the passage begins there, in proportion when its neighbour was
replaced too, and never beyond the sentence.
"""

from bisect import bisect_left
from dataclasses import dataclass

from kader.domain.anchoring.sentences import Sentences
from kader.domain.anchoring.word_map import WordMap

# How far, in code points, images of one passage may stand apart, besides half of its own length.
APART = 60
# How many units to look outward for the next image.
REACH = 40
# An inserted stretch this much longer than what it replaces (times, plus code points) is not all replacement.
STRETCH_TIMES, STRETCH_PLUS = 4, 60
# The context of a passage: so many units on either side, so many code points around the new place.
CONTEXT_UNITS, CONTEXT_REACH = 10, 120
# Punctuation this much further, in code points, from the words than it was is other punctuation.
STRAY = 10


@dataclass(frozen=True, slots=True)
class Hit:
    """A piece of a passage that has an image: unit, old and new place, weight, and whether it moved."""

    unit: int
    start: int
    end: int
    new_start: int
    new_end: int
    weight: float
    moved: bool


@dataclass(frozen=True, slots=True)
class Hits:
    """The hits of a passage, in order, and the weight of all its units, with and without image."""

    found: list[Hit]
    total: float

    def together(self, length: int) -> list[Hit]:
        """The weightiest group of hits that stand close together in the new text."""
        groups: list[list[Hit]] = []
        for hit in sorted(self.found, key=lambda hit: hit.new_start):
            if groups and hit.new_start - groups[-1][-1].new_end <= APART + length // 2:
                groups[-1].append(hit)
            else:
                groups.append([hit])
        return max(groups, key=weight_of, default=[])

    def share(self, group: list[Hit]) -> float:
        return weight_of(group) / self.total if self.total else 0.0


def weight_of(hits: list[Hit]) -> float:
    return sum(hit.weight for hit in hits)


def hits_in(words: WordMap, start: int, end: int) -> Hits:
    """What of the old passage [start, end) has an image."""
    old, new = words.old, words.new
    first, stop = max(0, old.unit_at(start)), bisect_left(old.starts, end)
    found: list[Hit] = []
    total = 0.0
    for unit in range(first, stop):
        s, e = max(start, old.starts[unit]), min(end, old.ends[unit])
        if s >= e:
            continue
        weight = old.weights[unit] * (e - s) / (old.ends[unit] - old.starts[unit])
        total += weight
        image = words.image[unit]
        if image >= 0:
            at = new.starts[image] + s - old.starts[unit]
            stop_at = min(new.ends[image], at + e - s)
            found.append(Hit(unit, s, e, at, stop_at, weight, bool(words.moved[unit])))
    return Hits(found, total)


def span_of(words: WordMap, sentences: Sentences, start: int, end: int, group: list[Hit]) -> tuple[int, int]:
    """The place in the new text of the old passage [start, end), given the hits that stand together.

    `sentences` are those of the new text.
    """
    group = _without_stray_marks(words.old.text, group)
    left, right = group[0], max(group, key=lambda hit: hit.new_end)
    first, last = min(group, key=lambda hit: hit.start), max(group, key=lambda hit: hit.end)
    at, stop = left.new_start, right.new_end
    if left is first:
        words_lost = _has_words(words.old.text, start, first.start)
        at = _left_edge(words, sentences, start, first) if words_lost else _marks_before(words, start, first)
    if right is last:
        words_lost = _has_words(words.old.text, last.end, end)
        stop = _right_edge(words, sentences, end, last) if words_lost else _marks_after(words, end, last)
    return at, stop


def _without_stray_marks(text: str, group: list[Hit]) -> list[Hit]:
    """The group without punctuation at its edges that stands further off than it did.

    A full stop finds its like anywhere; words say where a passage begins and ends.
    """
    while len(group) > 1 and _is_stray(text, group[-1], group[-2]):
        group = group[:-1]
    while len(group) > 1 and _is_stray(text, group[0], group[1]):
        group = group[1:]
    return group


def _is_stray(text: str, mark: Hit, inner: Hit) -> bool:
    if _has_words(text, mark.start, mark.end):
        return False
    apart = max(mark.start, inner.start) - min(mark.end, inner.end)
    return max(mark.new_start, inner.new_start) - min(mark.new_end, inner.new_end) > apart + STRAY


def _marks_before(words: WordMap, start: int, first: Hit) -> int:
    """The new edge when only punctuation stands before the first hit: as much of it as is still there."""
    at, k = first.new_start, first.start
    while k > start and at > 0 and words.old.text[k - 1] == words.new.text[at - 1]:
        at, k = at - 1, k - 1
    return _skip_broken_word(words.new.text, at, first.new_start)


def _marks_after(words: WordMap, end: int, last: Hit) -> int:
    stop, k = last.new_end, last.end
    while k < end and stop < len(words.new.text) and words.old.text[k] == words.new.text[stop]:
        stop, k = stop + 1, k + 1
    return stop


def _has_words(text: str, start: int, end: int) -> bool:
    return any(char.isalnum() for char in text[start:end])


def _left_edge(words: WordMap, sentences: Sentences, start: int, first: Hit) -> int:
    low = sentences.start_before(first.new_start)
    slack = first.start - start
    before = _neighbour(words, first.unit, -1)
    at = _share_of_gap(before, (first.start, first.new_start), slack)
    if at is None:
        at = first.new_start - slack
    at = max(at, low) if low < first.new_start else at
    return _skip_broken_word(words.new.text, at, first.new_start)


def _right_edge(words: WordMap, sentences: Sentences, end: int, last: Hit) -> int:
    high = sentences.end_after(last.new_end)
    slack = end - last.end
    after = _neighbour(words, last.unit, 1)
    stop = _share_of_gap(after, (last.end, last.new_end), slack)
    if stop is None:
        stop = last.new_end + slack
    stop = min(stop, high) if high > last.new_end else stop
    return _drop_broken_word(words.new.text, stop, last.new_end)


def _neighbour(words: WordMap, unit: int, step: int) -> tuple[int, int] | None:
    """The facing edges, old and new, of the next unit with an image; None when there is none in reach."""
    for at in range(unit + step, unit + step * REACH, step):
        if not 0 <= at < len(words.image):
            return (0, 0) if step < 0 else (len(words.old.text), len(words.new.text))
        image = words.image[at]
        if image >= 0:
            if step < 0:
                return words.old.ends[at], words.new.ends[image]
            return words.old.starts[at], words.new.starts[image]
    return None


def _share_of_gap(neighbour: tuple[int, int] | None, edge: tuple[int, int], slack: int) -> int | None:
    """The edge, moved outward by the part of the new gap that `slack` is of the old gap.

    None when the neighbour's image is no neighbour, or when far more was inserted than replaced.
    """
    if neighbour is None:
        return None
    old_gap, new_gap = abs(edge[0] - neighbour[0]), neighbour[1] - edge[1]
    outward = -1 if neighbour[0] < edge[0] else 1
    if new_gap * outward < 0 or abs(new_gap) > STRETCH_TIMES * slack + STRETCH_PLUS:
        return None
    return edge[1] + round(new_gap * min(1.0, slack / max(1, old_gap)))


def _skip_broken_word(text: str, at: int, limit: int) -> int:
    at = max(0, at)
    while at < limit and (text[at].isspace() or (at and text[at - 1].isalnum() and text[at].isalnum())):
        at += 1
    return at


def _drop_broken_word(text: str, stop: int, limit: int) -> int:
    stop = min(len(text), stop)
    while stop > limit and (
        text[stop - 1].isspace() or (stop < len(text) and text[stop - 1 : stop + 1].isalnum())
    ):
        stop -= 1
    return stop


def context_kept(words: WordMap, start: int, end: int, new_start: int, new_end: int) -> tuple[float, float]:
    """Which part of what stood before, and after, still stands close before, and after, the new place."""
    last = words.old.unit_at(start - 1) if start else -1
    after = bisect_left(words.old.starts, end)
    before_units = range(max(0, last - CONTEXT_UNITS + 1), last + 1)
    after_units = range(after, min(len(words.image), after + CONTEXT_UNITS))
    return (
        _kept(words, before_units, new_start - CONTEXT_REACH, new_start),
        _kept(words, after_units, new_end, new_end + CONTEXT_REACH),
    )


def _kept(words: WordMap, units: range, low: int, high: int) -> float:
    weights, new = words.old.weights, words.new
    total = sum(weights[unit] for unit in units)
    images = ((unit, words.image[unit]) for unit in units if words.image[unit] >= 0)
    near = sum(weights[unit] for unit, at in images if new.starts[at] < high and new.ends[at] > low)
    return near / total if total else 1.0
