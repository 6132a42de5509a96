"""Which words does the new text call otherwise throughout?

When every "hulpverlener" becomes a "beroepskracht", hundreds of sentences change and none of them says
anything else. Only a remark about the word itself is answered by that.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable
from itertools import product

# Twice may be by chance.
_LEAST = 3
# What comes in fewer of the places where a word went, is no other name for it.
_MOSTLY = 0.5
# Who exchanges more words at once, writes anew.
_MOST_PAIRS = 400


def steady(
    replaced: Iterable[tuple[frozenset[str], frozenset[str]]], now: frozenset[str]
) -> dict[str, frozenset[str]]:
    """By stem that the text no longer has: the stems that mostly came where it went.

    "Trajectbegeleider" may become "vaste begeleider", two words that the text had already. `replaced` holds
    the stems that went and those that came of each change, `now` all stems of the new text.
    """
    sides = [(went - now, came) for went, came in replaced]
    retired, fresh = _often(went for went, _ in sides), _often(came for _, came in sides)
    together: Counter[tuple[str, str]] = Counter()
    for went, came in sides:
        olds, news = went & retired.keys(), came & fresh.keys()
        if len(olds) * len(news) <= _MOST_PAIRS:
            together.update(product(olds, news))
    found: dict[str, set[str]] = defaultdict(set)
    for (old, new), times in together.items():
        if times >= max(_LEAST, _MOSTLY * retired[old]):
            found[old].add(new)
    return {old: frozenset(news) for old, news in found.items()}


def _often(stems: Iterable[frozenset[str]]) -> Counter[str]:
    times = Counter(stem for some in stems for stem in some)
    return Counter({stem: count for stem, count in times.items() if count >= _LEAST})
