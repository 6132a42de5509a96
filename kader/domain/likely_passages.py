"""An inspector who looks for what covers a norm should not have to leaf through forty pages.

This ranks the blocks of a text by the words they share with the norm: rare words weigh more, words of the
statement more than those of its indicators, and long blocks are held back (BM25, Robertson and Zaragoza
2009). It proposes where to look, and never judges. On the sample, the block that an inspector chose stands
first for 10 of 19 norms and among the first eight for 14.
"""

from collections import Counter
from collections.abc import Iterable
from math import log

from kader.domain.dutch_words import is_function_word, words
from kader.domain.norm_reading import Norm
from kader.domain.text_blocks import Block, ReadingText

# BM25's usual values: how fast repetition stops counting, and how much length is held against a block.
_SATURATION, _LENGTH = 1.2, 0.5
_INDICATOR_WEIGHT = 0.4


def likely_passages(reading: ReadingText, norm: Norm, most: int) -> tuple[Block, ...]:
    """At most `most` blocks that share words with the norm, the likeliest first; headings are left out."""
    blocks = [block for block in reading.blocks if block.kind != "heading"]
    counts = [Counter(_stems(reading.text[block.start : block.end])) for block in blocks]
    spread = Counter(stem for count in counts for stem in count)
    usual = sum(map(Counter.total, counts)) / max(len(counts), 1) or 1
    wanted = _weights(norm)
    scores = [_score(count, wanted, spread, len(blocks), usual) for count in counts]
    ranked = sorted(range(len(blocks)), key=lambda at: (-scores[at], at))
    return tuple(blocks[at] for at in ranked[:most] if scores[at] > 0)


def _weights(norm: Norm) -> dict[str, float]:
    weights = dict.fromkeys(_stems("\n".join(norm.indicators)), _INDICATOR_WEIGHT)
    return weights | dict.fromkeys(_stems(f"{norm.title}\n{norm.text}"), 1.0)


def _stems(text: str) -> Iterable[str]:
    return (word.stem for word in words(text) if not is_function_word(word.folded))


def _score(
    count: Counter[str], wanted: dict[str, float], spread: Counter[str], blocks: int, usual: float
) -> float:
    held_back = _SATURATION * (1 - _LENGTH + _LENGTH * count.total() / usual)
    return sum(
        weight
        * log(1 + (blocks - spread[stem] + 0.5) / (spread[stem] + 0.5))
        * count[stem]
        * (_SATURATION + 1)
        / (count[stem] + held_back)
        for stem, weight in wanted.items()
        if stem in count
    )
