"""How often a sentence that was simply taken out is anchored on what stood beside it."""

import random
from collections import Counter
from collections.abc import Iterable

from kader.domain.anchoring import Carrier, Status, anchor_at
from kader.domain.anchoring.sentences import Sentences, cut_sentences
from kader.domain.reading_text import read_plain

# One sentence in so many is taken out, of those long enough to be told apart.
EVERY = 10
LONG_ENOUGH = 40


def report_deletions(texts: Iterable[str]) -> None:
    """Take sentences out of each text, carry them, and print how many were placed all the same."""
    rng = random.Random(5)
    outcomes: Counter[str] = Counter()
    for text in texts:
        sentences = cut_sentences(text)
        gone = _chosen(text, sentences, rng)
        old = read_plain(text)
        carrier = Carrier(old, read_plain(_without(text, sentences, gone)))
        for k in gone:
            status = carrier.carry(anchor_at(old, sentences.starts[k], sentences.ends[k])).status
            outcomes[status if status in (Status.REMOVED, Status.UNCERTAIN) else "placed"] += 1
    total = max(1, outcomes.total())
    shares = ", ".join(f"{name} {100 * count / total:.1f} %" for name, count in outcomes.most_common())
    print(f"\n{outcomes.total()} sentences taken out of real texts: {shares}")


def _chosen(text: str, sentences: Sentences, rng: random.Random) -> set[int]:
    spans = [text[s:e] for s, e in zip(sentences.starts, sentences.ends, strict=True)]
    told_apart = [k for k, span in enumerate(spans) if len(span) > LONG_ENOUGH and text.count(span) == 1]
    return set(rng.sample(told_apart, len(told_apart) // EVERY))


def _without(text: str, sentences: Sentences, gone: set[int]) -> str:
    kept, at = [], 0
    for k in sorted(gone):
        kept.append(text[at : sentences.starts[k]])
        at = sentences.ends[k]
    return "".join([*kept, text[at:]])
