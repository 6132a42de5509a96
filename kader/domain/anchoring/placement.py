"""From the words of a passage that live on to the place of the whole passage.

The words that have an image vote for a place; the weightiest group of images that stand together wins. Where
the first or last words of the passage were replaced, its edge lies somewhere in the new words between the
nearest images on either side: all of them when the passage begins there, in proportion when its neighbour was
replaced too, and never beyond the sentence. Distances are counted in units, words mostly, so that the blanks
of a table drawn in plain text count for nothing.
"""

from bisect import bisect_left, bisect_right
from dataclasses import dataclass

from kader.domain.anchoring.sentences import Sentences
from kader.domain.anchoring.units import Side
from kader.domain.anchoring.word_map import WordMap

# Parts of a passage that changed places belong together less, by this for each unit between them.
BACK = 0.1
# How many units to look outward for the next image.
REACH = 40
# An inserted stretch this much longer than what it replaces (times, plus units) is not all replacement.
STRETCH_TIMES, STRETCH_PLUS = 3, 6
# The context of a passage: so many units on either side, and so many around the new place.
CONTEXT_UNITS, CONTEXT_REACH = 10, 22
# Words that cover less than this part of a sentence are there by coincidence.
HARDLY = 0.15
# Punctuation this many units further from the words than it was is other punctuation.
STRAY = 1
# A unit heavier than this is a line kept whole, which is nowhere by coincidence.
SURELY = 1.0


@dataclass(frozen=True, slots=True)
class Hit:
    """A piece of a passage that has an image: unit and image, old and new place, weight, whether it moved."""

    unit: int
    image: int
    start: int
    end: int
    new_start: int
    new_end: int
    weight: float
    moved: bool


@dataclass(frozen=True, slots=True)
class Hits:
    """The hits of a passage, in order; the number and weight of all its units, with and without image."""

    found: list[Hit]
    units: int
    total: float

    def together(self, words: WordMap) -> list[Hit]:
        """The stretch of hits that holds most of the passage and least of anything else.

        That is the heaviest part of a row, hits counting for it and what stands between them against it.
        """
        hits = sorted(self.found, key=lambda hit: hit.new_start)
        best, heaviest, worth, since = (0, 0), 0.0, 0.0, 0
        for k, hit in enumerate(hits):
            worth -= _strangeness(words, hits[k - 1], hit) if k else 0.0
            if worth <= 0.0:
                worth, since = 0.0, k
            worth += hit.weight
            if worth > heaviest:
                best, heaviest = (since, k + 1), worth
        return hits[best[0] : best[1]]

    def share(self, group: list[Hit]) -> float:
        return weight_of(group) / self.total if self.total else 0.0


def _strangeness(words: WordMap, one: Hit, other: Hit) -> float:
    """How much stands between two hits that the passage did not hold."""
    new = words.new
    jump = BACK * (other.image - one.image) if other.unit < one.unit else 0.0
    after = _part_of_unit(new, one.image, new.ends[one.image] - one.new_end)
    before = _part_of_unit(new, other.image, other.new_start - new.starts[other.image])
    return words.strange_between(one.image, other.image) + after + before + jump


def _part_of_unit(side: Side, unit: int, length: int) -> float:
    """The weight of so many code points of a unit: of a line, a passage may hold a part."""
    return side.weights[unit] * length / (side.ends[unit] - side.starts[unit]) if length else 0.0


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
            found.append(Hit(unit, image, s, e, at, stop_at, weight, bool(words.moved[unit])))
    return Hits(found, stop - first, total)


def span_of(words: WordMap, sentences: Sentences, start: int, end: int, group: list[Hit]) -> tuple[int, int]:
    """The place in the new text of the old passage [start, end), given the hits that stand together.

    `sentences` are those of the new text.
    """
    group = _without_stray_marks(words, group)
    left, right = group[0], max(group, key=lambda hit: hit.new_end)
    first, last = min(group, key=lambda hit: hit.start), max(group, key=lambda hit: hit.end)
    at, stop = left.new_start, right.new_end
    if left is first:
        words_lost = _has_words(words.old.text, start, first.start)
        at = _left_edge(words, sentences, start, first) if words_lost else _marks_before(words, start, first)
    if right is last:
        words_lost = _has_words(words.old.text, last.end, end)
        stop = _right_edge(words, sentences, end, last) if words_lost else _marks_after(words, end, last)
        stop = _closing_mark(words, end, stop) if words_lost else stop
    return at, stop


def _without_stray_marks(words: WordMap, group: list[Hit]) -> list[Hit]:
    """The group without punctuation at its edges that stands further off than it did.

    A full stop finds its like anywhere; words say where a passage begins and ends.
    """
    while len(group) > 1 and _is_stray(words, group[-1], group[-2], 1):
        group = group[:-1]
    while len(group) > 1 and _is_stray(words, group[0], group[1], -1):
        group = group[1:]
    return group


def _is_stray(words: WordMap, mark: Hit, inner: Hit, outward: int) -> bool:
    if _has_words(words.old.text, mark.start, mark.end):
        return False
    beyond = mark.unit + outward
    if 0 <= beyond < len(words.image) and words.image[beyond] == mark.image + outward:
        return False
    return abs(mark.image - inner.image) > abs(mark.unit - inner.unit) + STRAY


def _marks_before(words: WordMap, start: int, first: Hit) -> int:
    """The new edge when only punctuation stands before the first hit: as much of it as is still there."""
    at, k = first.new_start, first.start
    while k > start and at > 0 and words.old.text[k - 1] == words.new.text[at - 1]:
        at, k = at - 1, k - 1
    return at


def _marks_after(words: WordMap, end: int, last: Hit) -> int:
    stop, k = last.new_end, last.end
    while k < end and stop < len(words.new.text) and words.old.text[k] == words.new.text[stop]:
        stop, k = stop + 1, k + 1
    return stop


def _closing_mark(words: WordMap, end: int, stop: int) -> int:
    """The mark that closed the passage closes its new words too, when it is the next thing there."""
    mark, there = words.old.text[end - 1], words.new.text
    if mark.isalnum() or mark.isspace() or there[stop - 1] == mark:
        return stop
    at = stop
    while at < len(there) and there[at].isspace():
        at += 1
    return at + 1 if there[at : at + 1] == mark else stop


def whole_sentences(sentences: Sentences, group: list[Hit]) -> tuple[int, int]:
    """The new sentences in which the hits stand, but for those at the ends that they hardly cover."""
    start, end = group[0].new_start, max(hit.new_end for hit in group)
    numbers = list(sentences.touched(start, end))
    while len(numbers) > 1 and _covered(sentences, numbers[0], group) < HARDLY:
        numbers = numbers[1:]
    while len(numbers) > 1 and _covered(sentences, numbers[-1], group) < HARDLY:
        numbers = numbers[:-1]
    return (sentences.starts[numbers[0]], sentences.ends[numbers[-1]]) if numbers else (start, end)


def _covered(sentences: Sentences, k: int, group: list[Hit]) -> float:
    """The part of new sentence `k` that hits cover."""
    start, end = sentences.starts[k], sentences.ends[k]
    return sum(max(0, min(end, hit.new_end) - max(start, hit.new_start)) for hit in group) / (end - start)


def _has_words(text: str, start: int, end: int) -> bool:
    return any(char.isalnum() for char in text[start:end])


def _left_edge(words: WordMap, sentences: Sentences, start: int, first: Hit) -> int:
    lost = first.unit - max(0, bisect_right(words.old.ends, start))
    taken = _taken(words, first, lost, -1)
    at = words.new.starts[max(0, first.image - taken)] if taken else first.new_start
    low = sentences.start_before(first.new_start)
    return max(at, low) if low < first.new_start else at


def _right_edge(words: WordMap, sentences: Sentences, end: int, last: Hit) -> int:
    lost = bisect_left(words.old.starts, end) - 1 - last.unit
    taken = _taken(words, last, lost, 1)
    stop = words.new.ends[min(len(words.source) - 1, last.image + taken)] if taken else last.new_end
    high = sentences.end_after(last.new_end)
    return min(stop, high) if high > last.new_end else stop


def _taken(words: WordMap, edge: Hit, lost: int, step: int) -> int:
    """How many new units beyond the edge stand for the `lost` old ones, which have no image there.

    Between the edge and the next image lie old and new units; the passage takes the part of the new ones that
    its own are of the old ones. It takes as many as it lost when the next image is no neighbour, or when far
    more was inserted than replaced.
    """
    neighbour = _neighbour(words, edge.unit, step)
    if neighbour is None:
        return lost
    old_gap, new_gap = (neighbour[0] - edge.unit) * step - 1, (neighbour[1] - edge.image) * step - 1
    if 0 <= neighbour[0] < len(words.image) and words.old.weights[neighbour[0]] > SURELY:
        # The line that went elsewhere is not lost.
        lost = min(lost, old_gap)
    if new_gap < 0 or new_gap > STRETCH_TIMES * lost + STRETCH_PLUS:
        return lost
    return round(new_gap * min(1.0, lost / max(1, old_gap)))


def _neighbour(words: WordMap, unit: int, step: int) -> tuple[int, int] | None:
    """The next unit with an image, and the image; the text's edges have each other; None out of reach."""
    for at in range(unit + step, unit + step * REACH, step):
        if not 0 <= at < len(words.image):
            return (-1, -1) if step < 0 else (len(words.image), len(words.source))
        if words.image[at] >= 0:
            return at, words.image[at]
    return None


def context_kept(words: WordMap, start: int, end: int, new_start: int, new_end: int) -> tuple[float, float]:
    """Which part of what stood before, and after, still stands close before, and after, the new place."""
    before, after = bisect_right(words.old.ends, start), bisect_left(words.old.starts, end)
    new_before, new_after = bisect_right(words.new.ends, new_start), bisect_left(words.new.starts, new_end)
    return (
        _kept(words, range(max(0, before - CONTEXT_UNITS), before), new_before - CONTEXT_REACH, new_before),
        _kept(
            words,
            range(after, min(len(words.image), after + CONTEXT_UNITS)),
            new_after,
            new_after + CONTEXT_REACH,
        ),
    )


def _kept(words: WordMap, units: range, low: int, high: int) -> float:
    weights = words.old.weights
    total = sum(weights[unit] for unit in units)
    near = sum(weights[unit] for unit in units if low <= words.image[unit] < high)
    return near / total if total else 1.0
