"""Without a quotation, rare words that a remark shares with one sentence still tell what it is about.

Each shared word counts once, by how rare it is in the text (Spärck Jones 1972) and on the page, and by where
in the remark it stands. Few words that tell much count for more than many that tell little: a long remark
shares some with any page.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise

from kader.domain.dutch_words import is_function_word
from kader.domain.locating.amounts import value_of
from kader.domain.locating.area import Area
from kader.domain.locating.ground import rarity
from kader.domain.locating.tokens import MISSPELLED, Token

# The start of a remark says what it is about; later people explain, compare and propose.
BY_SENTENCE = (1.0, 0.8, 0.65, 0.55)
SPREAD = 1.6
# How much more words count when they are all that the remark says, and one of them is rare.
COVERED = 0.7
# A compound of which a sentence has all parts.
PARTS = 0.8
# "Zes weken" beside what "zes" and "weken" tell by themselves.
AMOUNT = 0.6


def share(token: Token, own: int) -> float:
    """The part of its weight that a word keeps for its place; `own` is where the sub-remarks begin."""
    return BY_SENTENCE[-1] if token.start > own else BY_SENTENCE[min(token.sentence, len(BY_SENTENCE) - 1)]


def topics(tokens: Sequence[Token], own: int, area: Area, proposed: bool = False) -> dict[int, float]:
    """How much the loose words of a remark speak for each sentence (by number) that has any of them.

    Proposed wording counts only when asked for.
    """
    shared: dict[int, dict[str, float]] = defaultdict(dict)
    weights = _weights(tokens, own, proposed)
    for token, weight in weights.items():
        # "Zes maanden" is no sign of chapter 6.
        numbered = area.headings if value_of(token.folded) is not None else frozenset[int]()
        for stem, sureness in token.senses.items():
            gain = weight * sureness * (0.5 + 0.5 * area.rarity(stem))
            for number in area.holding(stem) - numbered:
                shared[number][token.folded] = max(gain, shared[number].get(token.folded, 0.0))
        for number in _having(token.parts, area):
            gain = weight * PARTS
            shared[number][token.folded] = max(gain, shared[number].get(token.folded, 0.0))
    for (first, second), weight in _amounts(tokens, own, proposed):
        for stem in (stem for stem, sureness in second.senses.items() if sureness >= MISSPELLED):
            holding = area.ground.counted.get((value_of(first.folded) or 0, stem), set()) & area.sentences
            for number in holding:
                gain = AMOUNT * weight * (0.5 + 0.5 * rarity(len(holding), len(area.sentences)))
                shared[number][f"{first.folded} {second.folded}"] = gain
    asked = sum(weight for token, weight in weights.items() if token.telling) or 1.0
    return {number: _together(gains, asked) for number, gains in shared.items()}


def _having(parts: tuple[str, ...], area: Area) -> Iterable[int]:
    """The sentences that have all parts of a compound."""
    return frozenset.intersection(*(area.holding(part) for part in parts)) if parts else ()


def _amounts(
    tokens: Sequence[Token], own: int, proposed: bool
) -> Iterator[tuple[tuple[Token, Token], float]]:
    """Each number with the word behind it that it counts, and what their place in the remark leaves of it."""
    for first, second in pairwise(tokens):
        together = second.start - first.end <= 1 and (proposed or not first.proposed)
        if together and not is_function_word(second.folded) and value_of(first.folded) is not None:
            yield (first, second), share(first, own)


def _weights(tokens: Sequence[Token], own: int, proposed: bool) -> dict[Token, float]:
    """Each word once, where it weighs most."""
    best: dict[str, tuple[float, Token]] = {}
    for token in tokens:
        if not is_function_word(token.folded) and (proposed or not token.proposed):
            weight = token.weight * share(token, own)
            if token.folded not in best or weight > best[token.folded][0]:
                best[token.folded] = (weight, token)
    return {token: weight for weight, token in best.values()}


def _together(gains: Mapping[str, float], asked: float) -> float:
    covered = min(1.0, sum(gains.values()) / asked) * max(gains.values())
    spread: float = sum(gain**SPREAD for gain in gains.values())
    return spread * (1 + COVERED * covered)
