"""Where does the text say the same words in the same order?

A quotation is seldom exact: a word is left out, an ending differs, a slip of the pen is made. What remains is
a run: words of the remark that stand in the same order and close together in one block of the text. The best
runs are found as in Smith and Waterman (1981), over the pairs of equal words only, so that the cost grows
with the number of such pairs.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kader.domain.locating.area import Area
from kader.domain.locating.tokens import MISSPELLED, Token

# Between two words of a run may stand this many others, in the remark and in the text.
REACH = 3
NEIGHBOURS, SKIPPED = 0.15, 0.1
# Per block: a phrase that is repeated gives several runs.
MOST_RUNS = 4
# A page of text and a long remark have some hundreds; more is not language, and only costs time.
MOST_PAIRS = 6000

Pair = tuple[int, int]

_STEPS = tuple(
    (up, left, NEIGHBOURS if up == left == 1 else -SKIPPED * (up + left - 2))
    for up in range(1, REACH + 1)
    for left in range(1, REACH + 1)
)
"""How far back the pair before may stand, on either side, and what that adds."""


@dataclass(frozen=True, slots=True)
class Run:
    """Words of the remark (numbers) against words of the text (numbers), both rising; `score` as weighed."""

    pairs: tuple[Pair, ...]
    score: float

    @property
    def first(self) -> int:
        return self.pairs[0][1]

    @property
    def last(self) -> int:
        return self.pairs[-1][1]

    def unbroken(self) -> bool:
        """Whether nothing was skipped on either side."""
        rows, columns = self.pairs[0], self.pairs[-1]
        return columns[0] - rows[0] == columns[1] - rows[1] == len(self.pairs) - 1


def runs(tokens: Sequence[Token], chosen: Sequence[int], area: Area, least: int = 1) -> Iterator[Run]:
    """The best runs of the chosen tokens (by number) in each block that shares `least` of them."""
    for pairs in _pairs_by_block(tokens, chosen, area).values():
        # Most blocks share a word or two with a remark; weighing those takes the most time and finds nothing.
        if least == 1 or len({row for row, _ in pairs}) >= least:
            yield from _best_runs(pairs)


def _pairs_by_block(
    tokens: Sequence[Token], chosen: Sequence[int], area: Area
) -> dict[int, dict[Pair, float]]:
    blocks: dict[int, dict[Pair, float]] = defaultdict(dict)
    ground = area.ground
    room = MOST_PAIRS
    for number in chosen:
        for stem, sureness in tokens[number].senses.items():
            places = area.places(stem) if sureness >= MISSPELLED and room > 0 else ()
            for at in places:
                block = ground.sentences[ground.sentence_of[at]].block
                blocks[block][number, at] = tokens[number].weight * sureness
            room -= len(places)
    return blocks


def _best_runs(pairs: dict[Pair, float]) -> Iterator[Run]:
    scores, before = _scored(pairs)
    used: set[Pair] = set()
    taken: set[int] = set()
    found = 0
    for end in sorted(scores, key=lambda pair: (-scores[pair], pair)):
        trail = _trail(end, before)
        if found == MOST_RUNS:
            return
        if not used.intersection(trail) and not taken.intersection(at for _, at in trail):
            used.update(trail)
            taken.update(at for _, at in trail)
            found += 1
            yield Run(trail, scores[end])


def _scored(pairs: dict[Pair, float]) -> tuple[dict[Pair, float], dict[Pair, Pair]]:
    scores: dict[Pair, float] = {}
    before: dict[Pair, Pair] = {}
    for pair in sorted(pairs):
        best, link = 0.0, None
        row, column = pair
        for up, left, gain in _STEPS:
            earlier = (row - up, column - left)
            if earlier in scores and scores[earlier] + gain > best:
                best, link = scores[earlier] + gain, earlier
        scores[pair] = best + pairs[pair]
        if link is not None:
            before[pair] = link
    return scores, before


def _trail(end: Pair, before: dict[Pair, Pair]) -> tuple[Pair, ...]:
    trail = [end]
    while trail[-1] in before:
        trail.append(before[trail[-1]])
    return tuple(reversed(trail))
