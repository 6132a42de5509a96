"""How the time to carry grows with the length of the texts, and what hostile input costs."""

import random
import time
from collections.abc import Iterator

from kader.domain.anchoring import Anchor, Carrier
from kader.domain.reading_text import read_plain

SIZES = (10_000, 50_000, 250_000, 1_000_000, 4_000_000)
ANCHORS = 10_000


def report_growth() -> None:
    print("\ngrowth, every third paragraph edited, every fiftieth moved")
    print(f"{'':<28}{'build ms':>10}{'ms/anchor':>12}")
    for size in SIZES:
        _time(f"{size:,} code points", *made_pair(size))
    print("every paragraph edited")
    _time("250,000 code points", *made_pair(250_000, every=1))
    print("hostile")
    for name, (old, new) in _hostile():
        _time(name, old, new, count=20)


def made_pair(size: int, seed: int = 7, every: int = 3) -> tuple[str, str]:
    """A text of about `size` code points, and with every so many paragraphs edited; always the same."""
    rng = random.Random(seed)
    words = ["".join(rng.choices("aeioudnrstlgkvmbp", k=rng.randint(2, 11))) for _ in range(5000)]
    common = [1 / (rank + 3) for rank in range(len(words))]
    paragraphs: list[str] = []
    length = 0
    while length < size:
        chosen = rng.choices(words, common, k=rng.randint(30, 90))
        paragraphs.append(" ".join(word + ". " * (k % 14 == 13) for k, word in enumerate(chosen)))
        length += len(paragraphs[-1]) + 1
    return "\n".join(paragraphs), "\n".join(_edited(paragraphs, words, rng, every))


def _edited(paragraphs: list[str], words: list[str], rng: random.Random, every: int) -> list[str]:
    edited = list(paragraphs)
    for at in range(0, len(edited), every):
        chosen = edited[at].split(" ")
        for _ in range(1 + len(chosen) // 10):
            chosen[rng.randrange(len(chosen))] = rng.choice(words)
        edited[at] = " ".join(chosen)
    for _ in range(len(edited) // 50):
        edited.insert(rng.randrange(len(edited)), edited.pop(rng.randrange(len(edited))))
    return edited


def _hostile() -> Iterator[tuple[str, tuple[str, str]]]:
    yield "a million times one word", ("hulp " * 1_000_000, "hulp " * 900_000)
    yield "one line of a megabyte", tuple(text.replace("\n", " ") for text in made_pair(1_000_000))
    yield "all paragraphs equal", ("Het team overlegt.\n" * 100_000, "Het team overlegt.\n" * 90_000)
    yield (
        "nothing in common",
        (made_pair(1_000_000, seed=1)[0], made_pair(1_000_000, seed=2)[0].upper()[::-1]),
    )


def _time(name: str, old: str, new: str, count: int = ANCHORS) -> None:
    texts = read_plain(old), read_plain(new)
    rng = random.Random(1)
    starts = [rng.randrange(len(old)) for _ in range(count)]
    anchors = [Anchor(at, min(len(old), at + rng.randint(20, 120)), "") for at in starts]
    began = time.process_time()
    carrier = Carrier(*texts)
    built = time.process_time()
    for anchor in anchors:
        carrier.carry(anchor)
    each = 1000 * (time.process_time() - built) / count
    print(f"{name:<28}{1000 * (built - began):>10.1f}{each:>12.3f}")
