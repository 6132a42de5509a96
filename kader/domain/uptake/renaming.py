"""Which words does the new text call otherwise throughout?

When every "hulpverlener" becomes a "beroepskracht", hundreds of sentences change and none of them says
anything else. Only a remark about the word itself is answered by that.
"""

from collections import Counter
from collections.abc import Iterable
from itertools import product

# Twice may be by chance.
_LEAST = 3
# Who exchanges more words at once, writes anew.
_MOST_PAIRS = 400


def steady(
    replaced: Iterable[tuple[frozenset[str], frozenset[str]]], was: frozenset[str], now: frozenset[str]
) -> dict[str, str]:
    """By stem that the text no longer has: the stem that mostly came where it went.

    `replaced` holds the stems that went and those that came of each change, `was` and `now` all stems of
    the two texts.
    """
    sides = [(went - now, came - was) for went, came in replaced]
    retired = _often(went for went, _ in sides)
    fresh = _often(came for _, came in sides)
    together: Counter[tuple[str, str]] = Counter()
    for went, came in sides:
        olds, news = went & retired, came & fresh
        if len(olds) * len(news) <= _MOST_PAIRS:
            together.update(product(olds, news))
    found: dict[str, str] = {}
    for (old, new), times in sorted(together.items(), key=lambda one: (-one[1], one[0])):
        if times >= _LEAST and old not in found:
            found[old] = new
    return found


def _often(stems: Iterable[frozenset[str]]) -> frozenset[str]:
    times = Counter(stem for some in stems for stem in some)
    return frozenset(stem for stem, count in times.items() if count >= _LEAST)
