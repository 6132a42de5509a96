"""A text cut into the units that the word map pairs: lines shared with the other text whole, and words."""

from bisect import bisect_right
from collections import Counter
from dataclasses import dataclass, field
from math import sqrt

from kader.domain.anchoring.lines import LINE_LENGTH, Line, SharedLine, lines_of, shared_lines
from kader.domain.words import is_word, tokenize

_PLAIN = {"’": "'", "‘": "'", "“": '"', "”": '"', "„": '"', "–": "-", "\u00a0": " "}


@dataclass(slots=True)
class Side:
    """One text, folded and cut into units: kept lines whole, and words. `weights`: how telling each is."""

    text: str
    starts: list[int] = field(default_factory=list)
    ends: list[int] = field(default_factory=list)
    keys: list[str] = field(default_factory=list)
    weights: list[float] = field(default_factory=list)

    def unit_at(self, offset: int) -> int:
        """The unit at an offset, or the last one before it; -1 before the first."""
        return bisect_right(self.starts, offset) - 1


def cut_into_units(old_text: str, new_text: str) -> tuple[Side, Side, list[SharedLine]]:
    """Both sides, and which units of them are shared lines, in old order."""
    old, new = folded(old_text), folded(new_text)
    old_lines, new_lines = lines_of(old), lines_of(new)
    shared = shared_lines(old_lines, new_lines)
    left, lefts = _cut(old, [old_lines[line.i] for line in shared])
    order = sorted(range(len(shared)), key=lambda k: shared[k].j)
    right, rights = _cut(new, [new_lines[shared[k].j] for k in order])
    unit_of = dict(zip(order, rights, strict=True))
    weights = _weights(left, right)
    _weigh(left, weights, lefts)
    _weigh(right, weights, rights)
    return (
        left,
        right,
        [SharedLine(unit, unit_of[k], shared[k].moved) for k, unit in enumerate(lefts)],
    )


def folded(text: str) -> str:
    """The text in small letters with plain quotes and dashes, code point for code point."""
    lower = text.lower()
    if len(lower) != len(text):
        lower = "".join(small if len(small := char.lower()) == 1 else char for char in text)
    for fancy, plain in _PLAIN.items():
        lower = lower.replace(fancy, plain)
    return lower


def _cut(text: str, lines: list[Line]) -> tuple[Side, list[int]]:
    """The text in units: these lines whole, words between them; and which units the lines are."""
    side = Side(text)
    units, at = [], 0
    for line in lines:
        _add_words(side, at, line.start)
        units.append(len(side.starts))
        at = _add_line(side, line.start, line.text)
    _add_words(side, at, len(text))
    return side, units


def _add_line(side: Side, start: int, line: str) -> int:
    side.starts.append(start)
    side.ends.append(start + len(line))
    side.keys.append(line)
    return start + len(line)


def _add_words(side: Side, start: int, end: int) -> None:
    piece = side.text[start:end]
    if not piece or piece.isspace():
        return
    words = tokenize(piece, start)
    side.starts.extend(words.starts)
    side.ends.extend(words.ends)
    side.keys.extend(words.texts)


def _weigh(side: Side, weights: dict[str, float], lines: list[int]) -> None:
    side.weights = list(map(weights.__getitem__, side.keys))
    for unit in lines:
        side.weights[unit] = len(side.keys[unit]) / LINE_LENGTH


def _weights(old: Side, new: Side) -> dict[str, float]:
    """A word counts for its length, and for less the more often it occurs; punctuation hardly counts."""
    counts = Counter(old.keys)
    counts.update(new.keys)
    return {key: _weight(key, count) for key, count in counts.items()}


def _weight(token: str, count: int) -> float:
    if not is_word(token):
        return 0.1
    return max(0.15, min(1.0, len(token) / 6) * min(1.0, sqrt(2 / count)))
