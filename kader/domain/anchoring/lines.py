"""Which lines stand in both texts, and which of them kept their order?

Lines that stand once on either side pin two texts on each other. Where some of them changed places, it must
be decided which stayed and which moved. The heaviest series in the same order stayed; but where what stayed
hardly outweighs what moved past it, lines cannot tell, and the words around them must: such lines are left
out.

Source: M. Fredman, "On computing the length of longest increasing subsequences" (1975), here with weights.
"""

from bisect import bisect_left, bisect_right
from collections import Counter
from dataclasses import dataclass
from itertools import accumulate, pairwise

# Shorter lines ("---", "</dl>") say too little to pin a text on.
LINE_LENGTH = 16
# What stayed must weigh this many times as much as what moved past it.
CLEARLY = 1.5


@dataclass(frozen=True, slots=True)
class Line:
    """A line without the white space around it, and where it starts, in code points."""

    start: int
    text: str


@dataclass(frozen=True, slots=True)
class SharedLine:
    """Line `i` of the old text is line `j` of the new one; `moved` when out of order."""

    i: int
    j: int
    moved: bool


@dataclass(frozen=True, slots=True)
class _Block:
    """Shared lines that are neighbours on both sides; the rank of the first in new order; their length."""

    lines: list[tuple[int, int]]
    rank: int
    weight: int


def lines_of(text: str) -> list[Line]:
    lines: list[Line] = []
    at = 0
    for line in text.split("\n"):
        lines.append(Line(at + len(line) - len(line.lstrip()), line.strip()))
        at += len(line) + 1
    return lines


def shared_lines(old: list[Line], new: list[Line]) -> list[SharedLine]:
    """The lines that stand once in both, in old order, without those that may have moved or stayed."""
    there = _single(new)
    pairs = [(i, there[text]) for text, i in _single(old).items() if text in there]
    blocks = _blocks(pairs, old)
    stayed = _heaviest_rising(blocks)
    unsure = _unsure(blocks, stayed)
    kept = set(stayed)
    return [
        SharedLine(i, j, k not in kept)
        for k, block in enumerate(blocks)
        if k not in unsure
        for i, j in block.lines
    ]


def _single(lines: list[Line]) -> dict[str, int]:
    counts = Counter(line.text for line in lines)
    return {
        line.text: k
        for k, line in enumerate(lines)
        if len(line.text) >= LINE_LENGTH and counts[line.text] == 1
    }


def _blocks(pairs: list[tuple[int, int]], old: list[Line]) -> list[_Block]:
    rank = {j: k for k, j in enumerate(sorted(j for _, j in pairs))}
    cuts = [k for k in range(1, len(pairs)) if rank[pairs[k][1]] != rank[pairs[k - 1][1]] + 1]
    groups = [pairs[p:q] for p, q in pairwise([0, *cuts, len(pairs)]) if p < q]
    return [_Block(group, rank[group[0][1]], sum(len(old[i].text) for i, _ in group)) for group in groups]


def _heaviest_rising(blocks: list[_Block]) -> list[int]:
    """The numbers of the blocks that together are the heaviest series in the same order on both sides."""
    tops: list[int] = []
    sums: list[int] = []
    last: list[int] = []
    previous: list[int] = []
    for k, block in enumerate(blocks):
        at = bisect_left(tops, block.rank)
        total = block.weight + (sums[at - 1] if at else 0)
        previous.append(last[at - 1] if at else -1)
        # A series that ends later and weighs no more can never win again.
        stop = bisect_right(sums, total, at)
        tops[at:stop], sums[at:stop], last[at:stop] = [block.rank], [total], [k]
    series: list[int] = []
    k = last[-1] if last else -1
    while k >= 0:
        series.append(k)
        k = previous[k]
    return series[::-1]


def _unsure(blocks: list[_Block], stayed: list[int]) -> set[int]:
    """Blocks that moved past hardly more than they weigh, and what they moved past."""
    ranks = [blocks[k].rank for k in stayed]
    sums = list(accumulate((blocks[k].weight for k in stayed), initial=0))
    kept = set(stayed)
    unsure: set[int] = set()
    for k, block in enumerate(blocks):
        if k in kept:
            continue
        one, other = sorted((bisect_left(stayed, k), bisect_left(ranks, block.rank)))
        if sums[other] - sums[one] < CLEARLY * block.weight:
            unsure.update((k, *stayed[one:other]))
    return unsure
