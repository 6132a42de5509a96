"""Two texts share most of their words; which word of one is which word of the other?

Anchoring and comparison both start from this question. It is answered in two steps: a text becomes a
sequence of tokens that know their place, and two sequences are laid along each other so that equal tokens
stand opposite each other, in order.

The alignment has to read well and has to stay bounded. An exact longest common subsequence costs time and
memory in proportion to the product of the lengths, so it is used only where that product is small. Longer
stretches are first cut at tokens, or runs of two or four, that occur exactly once on both sides (Bram Cohen's
patience diff), of which the longest series in the same order is kept (Fredman 1975). What has no such
landmark, one word repeated a million times, is cut in proportional pieces: coarser, still correct.

Sources: B. Cohen, "Patience diff" (2010); M. Fredman, "On computing the length of longest increasing
subsequences" (1975); H. Hyyrö, "Bit-parallel LCS-length computation revisited" (2004), which rapidfuzz
implements.
"""

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate, chain, compress, pairwise, takewhile
from math import ceil, sqrt
from operator import eq, not_
from unicodedata import category

from rapidfuzz.distance import LCSseq

Run = tuple[int, int, int]
Gap = tuple[int, int, int, int]

# Cells of the table behind an exact alignment; one cell is one bit, so this is 2 MB and some milliseconds.
EXACT_CELLS = 16_000_000
# Single tokens are cheap to count; in a text of few different words only longer runs are unique.
LANDMARK_SIZES = (1, 2, 4)
# Fewer landmarks than one in so many tokens may stand opposite each other by chance.
LANDMARK_DISTANCE = 200
# Each round of landmarks reads a gap once; hostile input could otherwise ask for a round a token.
LANDMARK_ROUNDS = 3


@dataclass(frozen=True, slots=True)
class Tokens:
    """The words and punctuation marks of a text, in order, without its white space.

    `texts[k]` stands at code points `starts[k]` to `ends[k]` of the text; white space is what lies between
    the end of one token and the start of the next.
    """

    texts: list[str]
    starts: list[int]
    ends: list[int]

    def __len__(self) -> int:
        return len(self.texts)


def tokenize(text: str, at: int = 0) -> Tokens:
    """Cut a text, which begins at `at` of a larger one, into words and punctuation marks with their places.

    A word is a run of letters, digits and underscores; combining marks and joiners stay with what they
    follow, and an apostrophe, hyphen, full stop or comma inside a word belongs to it ("foto's", "e-mail",
    "3.1", "1,5"; the last two only between digits). Every other visible code point is a token by itself,
    with its marks, so an emoji sequence stays whole. No code point but white space is left out.
    """
    pieces = _PIECES.findall(text)
    bounds = list(accumulate(map(len, pieces), initial=at))
    visible = list(map(not_, map(str.isspace, pieces)))
    return Tokens(
        texts=list(compress(pieces, visible)),
        starts=list(compress(bounds, visible)),
        ends=list(compress(bounds[1:], visible)),
    )


def is_word(token: str) -> bool:
    """Whether a token is a word rather than a punctuation mark."""
    return token[0].isalnum() or token[0] == "_"


def matching_runs(a: Sequence[Hashable], b: Sequence[Hashable]) -> list[Run]:
    """Lay two sequences along each other.

    Returns runs `(i, j, n)`, in order and not touching: `a[i:i+n]` equals `b[j:j+n]`, and what no run covers
    has no partner. The answer is the same at every call. Cost grows with the length of the input times a
    constant, whatever the input is; only gaps of up to `EXACT_CELLS` cells are aligned exactly.
    """
    left, right = _as_numbers(a, b)
    head = _shared(left, right)
    tail = _shared(reversed(left[head:]), reversed(right[head:]))
    middle = (head, len(left) - tail, head, len(right) - tail)
    runs = [(0, 0, head), *_without_strangers(left, right, middle), (middle[1], middle[3], tail)]
    return _joined([run for run in runs if run[2]])


def _as_numbers(a: Sequence[Hashable], b: Sequence[Hashable]) -> tuple[list[int], list[int]]:
    """Small numbers compare fast, and make the answer independent of Python's random string hashes."""
    numbers = {item: number for number, item in enumerate(dict.fromkeys(chain(a, b)))}
    return [numbers[item] for item in a], [numbers[item] for item in b]


def _shared(a: Iterable[int], b: Iterable[int]) -> int:
    return sum(1 for _ in takewhile(bool, map(eq, a, b)))


def _without_strangers(a: list[int], b: list[int], gap: Gap) -> Iterator[Run]:
    """The runs in a gap, found without the items that only one side has: they can have no partner."""
    i, i_end, j, j_end = gap
    both = set(a[i:i_end]) & set(b[j:j_end])
    lefts = [at for at in range(i, i_end) if a[at] in both]
    rights = [at for at in range(j, j_end) if b[at] in both]
    for p, q, n in sorted(_runs_in([a[at] for at in lefts], [b[at] for at in rights])):
        if lefts[p + n - 1] - lefts[p] == rights[q + n - 1] - rights[q] == n - 1:
            yield lefts[p], rights[q], n
        else:
            yield from ((lefts[p + k], rights[q + k], 1) for k in range(n))


def _runs_in(a: list[int], b: list[int]) -> Iterator[Run]:
    waiting: list[tuple[Gap, int]] = [((0, len(a), 0, len(b)), 0)]
    while waiting:
        gap, rounds = waiting.pop()
        found, rest = _trimmed(a, b, gap)
        yield from found
        i, i_end, j, j_end = rest
        cells = (i_end - i) * (j_end - j)
        if cells == 0:
            continue
        if cells <= EXACT_CELLS:
            yield from _exact(a, b, rest)
            continue
        landmarks = _landmarks(a, b, rest) if rounds < LANDMARK_ROUNDS else []
        yield from landmarks
        smaller = _gaps_between(landmarks, rest) if landmarks else _pieces(rest)
        waiting.extend((piece, rounds + 1) for piece in smaller)


def _trimmed(a: list[int], b: list[int], gap: Gap) -> tuple[list[Run], Gap]:
    """What both sides of a gap begin and end with, and the gap that is left."""
    i, i_end, j, j_end = gap
    head = _shared(a[i:i_end], b[j:j_end])
    tail = _shared(reversed(a[i + head : i_end]), reversed(b[j + head : j_end]))
    runs = [(i, j, head), (i_end - tail, j_end - tail, tail)]
    return [run for run in runs if run[2]], (i + head, i_end - tail, j + head, j_end - tail)


def _exact(a: list[int], b: list[int], gap: Gap) -> Iterator[Run]:
    i, i_end, j, j_end = gap
    for code in LCSseq.opcodes(a[i:i_end], b[j:j_end]):
        if code.tag == "equal":
            yield i + code.src_start, j + code.dest_start, code.src_end - code.src_start


def _landmarks(a: list[int], b: list[int], gap: Gap) -> list[Run]:
    """Runs that occur once on either side of the gap, the longest series of them that keeps its order."""
    i, i_end, j, j_end = gap
    best: list[Run] = []
    for size in LANDMARK_SIZES:
        at_left = _once(a[i:i_end], size)
        at_right = _once(b[j:j_end], size)
        pairs = [(i + at, j + at_right[gram]) for gram, at in at_left.items() if gram in at_right]
        best = max(best, _without_overlap(increasing(pairs), size), key=len)
        if len(pairs) * LANDMARK_DISTANCE >= min(i_end - i, j_end - j):
            break
    return best


def _once(items: list[int], size: int) -> dict[Hashable, int]:
    """Where each run of `size` items that occurs only once begins, in order."""
    shifted = [items[shift:] for shift in range(size)]
    grams: list[Hashable] = list(zip(*shifted, strict=False)) if size > 1 else list(items)
    counts = Counter(grams)
    last = dict(zip(grams, range(len(grams)), strict=True))
    return {gram: last[gram] for gram, count in counts.items() if count == 1}


def increasing(pairs: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """The longest series of pairs, given in order of the first number, in which the second rises too."""
    tails: list[int] = []
    tail_pairs: list[int] = []
    previous: list[int] = []
    for number, (_, j) in enumerate(pairs):
        at = bisect_left(tails, j)
        previous.append(tail_pairs[at - 1] if at else -1)
        tails[at : at + 1] = [j]
        tail_pairs[at : at + 1] = [number]
    series: list[tuple[int, int]] = []
    number = tail_pairs[-1] if tail_pairs else -1
    while number >= 0:
        series.append(pairs[number])
        number = previous[number]
    return series[::-1]


def _without_overlap(starts: list[tuple[int, int]], size: int) -> list[Run]:
    """Runs of `size` from starts that may lie closer together than that."""
    runs: list[Run] = []
    i_free = j_free = 0
    for i, j in starts:
        skip = max(0, i_free - i, j_free - j)
        if skip < size:
            runs.append((i + skip, j + skip, size - skip))
            i_free, j_free = i + size, j + size
    return runs


def _gaps_between(runs: list[Run], gap: Gap) -> list[Gap]:
    i, i_end, j, j_end = gap
    edges = [(i, j, 0), *runs, (i_end, j_end, 0)]
    gaps = [(p + n, q, r + n, s) for (p, r, n), (q, s, _) in pairwise(edges)]
    return [(p, q, r, s) for p, q, r, s in gaps if p < q and r < s]


def _pieces(gap: Gap) -> list[Gap]:
    """A gap without landmarks, cut in proportion into pieces that can be aligned exactly."""
    i, i_end, j, j_end = gap
    count = ceil(sqrt((i_end - i) * (j_end - j) / EXACT_CELLS)) + 1
    lefts = [i + (i_end - i) * k // count for k in range(count + 1)]
    rights = [j + (j_end - j) * k // count for k in range(count + 1)]
    return [(p, q, r, s) for (p, q), (r, s) in zip(pairwise(lefts), pairwise(rights), strict=True)]


def _joined(runs: list[Run]) -> list[Run]:
    """The same runs, those that touch on both sides made one."""
    joined: list[Run] = []
    for i, j, n in runs:
        if joined and joined[-1][0] + joined[-1][2] == i and joined[-1][1] + joined[-1][2] == j:
            i, j, n = joined[-1][0], joined[-1][1], joined.pop()[2] + n
        joined.append((i, j, n))
    return joined


# Ideographs, Hangul and private use hold no marks, and are most of the million code points.
_MAY_BE_MARKS = (range(0x300, 0x3400), range(0xA000, 0xAC00), range(0xFB00, 0x20000), range(0xE0100, 0xE01F0))


def _mark_class() -> str:
    """Combining marks, variation selectors and joiners, as the inside of a character class."""
    chars = map(chr, chain.from_iterable(_MAY_BE_MARKS))
    marks = {ord(char) for char in chars if category(char) in _MARKS or char in "\u200c\u200d"}
    firsts = sorted(code for code in marks if code - 1 not in marks)
    lasts = sorted(code for code in marks if code + 1 not in marks)
    return "".join(f"\\U{first:08x}-\\U{last:08x}" for first, last in zip(firsts, lasts, strict=True))


_MARKS = {"Mn", "Mc", "Me"}
# Looking a letter up among the marks is slow, and most text after a word or sign is no mark but plain ASCII.
_M = rf"(?:(?=[^\x00-\x7f])[\xad{_mark_class()}])"
_LETTERS = rf"\w+(?:{_M}+\w*)*"
_PIECES = re.compile(
    # A word before a blank, most words, needs no closer look; the third line says what a word is.
    r"\w++(?=[ \n])|\s++"
    rf"|{_LETTERS}(?:(?:['’‐‑-]|(?<=\d)[.,](?=\d)){_LETTERS})*"
    rf"|[^\w\s]{_M}*(?:(?<=\u200d)[^\w\s]{_M}*)*"
)
