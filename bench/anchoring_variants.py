"""More cases with a known truth, made of the given ones: backwards, and with sections in another order."""

import random
import re
from collections.abc import Callable, Iterable
from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

from kader.domain.anchoring import anchor_at
from kader.domain.reading_text import read_plain

if TYPE_CHECKING:
    from bench.anchoring import Case

Span = tuple[int, int]
_HEADING = re.compile(r"^#{1,3} ", re.MULTILINE)


def backwards(cases: "Iterable[Case]") -> "list[Case]":
    """From the new text to the old; a passage that was deleted has nothing to start from."""
    return [
        replace(
            case,
            old=case.new,
            new=case.old,
            anchor=anchor_at(read_plain(case.new), *case.truth),
            truth=(case.anchor.start, case.anchor.end),
        )
        for case in cases
        if case.truth
    ]


def shuffled(cases: "Iterable[Case]") -> "list[Case]":
    """With the sections of the new text in another order; passages over two sections are left out."""
    orders: dict[str, tuple[str, list[tuple[int, int, int]]]] = {}
    made = []
    for case in cases:
        if case.new not in orders:
            orders[case.new] = _shuffle(case.new, random.Random(len(orders)))
        text, moves = orders[case.new]
        truth = _followed(case.truth, moves) if case.truth else None
        if truth or not case.truth:
            made.append(replace(case, new=text, truth=truth))
    return made


def _shuffle(text: str, rng: random.Random) -> tuple[str, list[tuple[int, int, int]]]:
    """The text with its sections in another order, and how far each section [start, end) went."""
    starts = [found.start() for found in _HEADING.finditer(text)]
    sections = [(s, e) for s, e in pairwise([0, *starts, len(text)]) if s < e]
    rng.shuffle(sections)
    parts, moves, length = [], [], 0
    for start, end in sections:
        section = text[start:end]
        parts.append(section if section.endswith("\n") else section + "\n")
        moves.append((start, end, length - start))
        length += len(parts[-1])
    return "".join(parts), moves


def _followed(truth: Span, moves: list[tuple[int, int, int]]) -> Span | None:
    for start, end, shift in moves:
        if start <= truth[0] and truth[1] <= end:
            return truth[0] + shift, truth[1] + shift
    return None


VARIANTS: "dict[str, Callable[[Iterable[Case]], list[Case]]]" = {
    "backwards": backwards,
    "sections shuffled": shuffled,
    "backwards and sections shuffled": lambda cases: shuffled(backwards(cases)),
}
