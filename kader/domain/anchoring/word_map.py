"""Which stretch of the new text is which stretch of the old one?

One map is made for each pair of texts, and every anchor is read off it. Lines that stand once in both texts
and kept their order are taken whole; only what lies between them is cut into words and aligned. Agreement by
chance, a "de" here and an "en" there between two rewritten stretches, is taken away again. What is then left
over on both sides is searched for runs that moved. A word of the new text has one source at most, so a
lookalike that other old text already became is never offered for a passage that was deleted.

Sources: B. Cohen, "Patience diff" (2010), for the lines; S. Schleimer, D. Wilkerson and A. Aiken, "Winnowing"
(2003), for recognising moved text by its runs of words.
"""

from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise
from math import sqrt

from kader.domain.words import Run, is_word, matching_runs, tokenize

# Shorter lines ("---", "</dl>") say too little to pin a text on.
LINE_LENGTH = 16
# Two runs of agreement belong together when no more units than this lie between them.
NEAR = 8
# Agreement of this weight, about two or three telling words, is no coincidence.
FIRM = 2.0
# So many units together recognise moved text; a run that occurs more often than COMMON says nothing.
GRAM = 3
COMMON = 8
# The least weight of a run that moved.
MOVED = 1.2

Gap = tuple[int, int, int, int]
_PLAIN = {"’": "'", "‘": "'", "“": '"', "”": '"', "„": '"', "–": "-", "\u00a0": " "}


@dataclass(slots=True)
class Side:
    """One text, folded and cut into units: kept lines whole, and words. `weights`: how telling each is."""

    text: str
    starts: list[int]
    ends: list[int]
    keys: list[str]
    weights: list[float]

    def unit_at(self, offset: int) -> int:
        """The unit at an offset, or the last one before it; -1 before the first."""
        return bisect_right(self.starts, offset) - 1


@dataclass(slots=True)
class WordMap:
    """`image[i]` is the unit of `new` that unit `i` of `old` became, or -1; `source` the reverse.

    `moved[i]` is 1 where that image stands out of order.
    """

    old: Side
    new: Side
    image: list[int]
    source: list[int]
    moved: bytearray

    def pair(self, run: Run, moved: bool = False) -> None:
        i, j, n = run
        self.image[i : i + n] = range(j, j + n)
        self.source[j : j + n] = range(i, i + n)
        if moved:
            self.moved[i : i + n] = b"\x01" * n


def map_words(old_text: str, new_text: str) -> WordMap:
    """The map of two texts; time and memory grow with their length, whatever they hold."""
    old, new, lines, gaps = _units(folded(old_text), folded(new_text))
    _weigh(old, new)
    sizes = len(old.starts), len(new.starts)
    found = WordMap(old, new, [-1] * sizes[0], [-1] * sizes[1], bytearray(sizes[0]))
    for i, j in lines:
        found.pair((i, j, 1))
    for gap in gaps:
        for run in _aligned(old, new, gap):
            found.pair(run)
    _pair_moved(found)
    return found


def folded(text: str) -> str:
    """The text in small letters with plain quotes and dashes, code point for code point."""
    lower = text.lower()
    if len(lower) != len(text):
        lower = "".join(small if len(small := char.lower()) == 1 else char for char in text)
    for fancy, plain in _PLAIN.items():
        lower = lower.replace(fancy, plain)
    return lower


def _units(a: str, b: str) -> tuple[Side, Side, list[tuple[int, int]], list[Gap]]:
    """Both sides cut into units, the pairs of kept lines among them, and the gaps of words between those."""
    a_lines, b_lines = _lines(a), _lines(b)
    old, new = Side(a, [], [], [], []), Side(b, [], [], [], [])
    kept: list[tuple[int, int]] = []
    gaps: list[Gap] = []
    i = j = 0
    for p, q in _kept_lines(a_lines, b_lines):
        gaps.append(_gap_of_words(old, new, (i, a_lines[p][0], j, b_lines[q][0])))
        kept.append((len(old.starts), len(new.starts)))
        i, j = _add_line(old, *a_lines[p]), _add_line(new, *b_lines[q])
    gaps.append(_gap_of_words(old, new, (i, len(a), j, len(b))))
    return old, new, kept, [gap for gap in gaps if gap[0] < gap[1] and gap[2] < gap[3]]


def _lines(text: str) -> list[tuple[int, str]]:
    """Each line without the white space around it, and where it then starts."""
    lines: list[tuple[int, str]] = []
    at = 0
    for line in text.split("\n"):
        lines.append((at + len(line) - len(line.lstrip()), line.strip()))
        at += len(line) + 1
    return lines


def _kept_lines(a: list[tuple[int, str]], b: list[tuple[int, str]]) -> list[tuple[int, int]]:
    """Lines that stand once on either side, as many as keep their order."""
    at_a, at_b = _single(a), _single(b)
    shared = [(i, at_b[line]) for line, i in at_a.items() if line in at_b]
    rights = sorted(j for _, j in shared)
    runs = matching_runs([j for _, j in shared], rights)
    return [(shared[i + k][0], rights[j + k]) for i, j, n in runs for k in range(n)]


def _single(lines: list[tuple[int, str]]) -> dict[str, int]:
    counts = Counter(line for _, line in lines)
    return {line: k for k, (_, line) in enumerate(lines) if counts[line] == 1 and len(line) >= LINE_LENGTH}


def _add_line(side: Side, start: int, line: str) -> int:
    side.starts.append(start)
    side.ends.append(start + len(line))
    side.keys.append(line)
    side.weights.append(len(line) / LINE_LENGTH)
    return start + len(line)


def _gap_of_words(old: Side, new: Side, stretch: Gap) -> Gap:
    i, j = len(old.starts), len(new.starts)
    _add_words(old, stretch[0], stretch[1])
    _add_words(new, stretch[2], stretch[3])
    return i, len(old.starts), j, len(new.starts)


def _add_words(side: Side, start: int, end: int) -> None:
    piece = side.text[start:end]
    if not piece or piece.isspace():
        return
    words = tokenize(piece)
    side.starts.extend(start + at for at in words.starts)
    side.ends.extend(start + at for at in words.ends)
    side.keys.extend(words.texts)
    side.weights.extend([0.0] * len(words))


def _weigh(old: Side, new: Side) -> None:
    """A word counts for its length, and for less the more often it occurs; punctuation hardly counts."""
    counts = Counter(old.keys)
    counts.update(new.keys)
    weights = {key: _weight(key, count) for key, count in counts.items()}
    for side in (old, new):
        known = [weights[key] for key in side.keys]
        side.weights = [weight or known[k] for k, weight in enumerate(side.weights)]


def _weight(token: str, count: int) -> float:
    if not is_word(token):
        return 0.1
    return max(0.15, min(1.0, len(token) / 6) * min(1.0, sqrt(2 / count)))


def _aligned(old: Side, new: Side, gap: Gap) -> list[Run]:
    i, i_end, j, j_end = gap
    a, b = old.keys[i:i_end], new.keys[j:j_end]
    runs = [(i + p, j + q, n) for p, q, n in _made_whole(matching_runs(a, b), a, b)]
    groups = _grouped(runs)
    return [run for group in groups if _believable(group, old, gap, len(groups)) for run in group]


def _made_whole(runs: list[Run], a: list[str], b: list[str]) -> list[Run]:
    """The same alignment in fewer pieces: a run takes over a neighbour whose words stand next to its own.

    Of two sentences alike, one deleted, an alignment is as long when it takes half of each.
    """
    whole: list[Run] = []
    for run in runs:
        while whole and (joined := _joined(whole[-1], run, a, b)):
            whole.pop()
            run = joined
        whole.append(run)
    return whole


def _joined(one: Run, other: Run, a: list[str], b: list[str]) -> Run | None:
    """Two runs that touch on one side as one run that touches on both, when the words allow it."""
    (i, j, n), (p, q, m) = one, other
    if i + n != p and j + n != q:
        return None
    if a[i + n : i + n + m] == b[j + n : j + n + m] == b[q : q + m]:
        return i, j, n + m
    if p >= n and q >= n and a[p - n : p] == b[q - n : q] == b[j : j + n]:
        return p - n, q - n, n + m
    return None


def _grouped(runs: Iterable[Run]) -> list[list[Run]]:
    groups: list[list[Run]] = []
    for run in runs:
        last = groups[-1][-1] if groups else None
        if last and run[0] - last[0] - last[2] <= NEAR and run[1] - last[1] - last[2] <= NEAR:
            groups[-1].append(run)
        else:
            groups.append([run])
    return groups


def _believable(group: list[Run], old: Side, gap: Gap, groups: int) -> bool:
    """Whether agreement is more than a coincidence: telling, at the gap's edge, or all there is."""
    (i, j, _), (p, q, n) = group[0], group[-1]
    if (i, j) == (gap[0], gap[2]) or (p + n, q + n) == (gap[1], gap[3]):
        return True
    weight = sum(sum(old.weights[i : i + n]) for i, _, n in group)
    span = p + n - i + q + n - j
    return weight >= FIRM or (groups == 1 and weight >= span / 6)


def _pair_moved(found: WordMap) -> None:
    """Pair runs of units that are left over on both sides, the weightiest first."""
    candidates = _moved_runs(found)
    weights = found.old.weights
    weighed = [(sum(weights[i : i + n]), (i, j, n)) for i, j, n in candidates]
    for weight, run in sorted(weighed, key=lambda item: (-item[0], item[1])):
        if weight < MOVED:
            break
        for part in _free_parts(found, run):
            if sum(weights[part[0] : part[0] + part[2]]) >= MOVED:
                found.pair(part, moved=True)


def _moved_runs(found: WordMap) -> list[Run]:
    there = _loose_grams(found.new.keys, found.source)
    here = _loose_grams(found.old.keys, found.image)
    shared = [gram for gram in here if len(here[gram]) <= COMMON and len(there.get(gram, ())) <= COMMON]
    starts = sorted((i, j) for gram in shared for i in here[gram] for j in there.get(gram, ()))
    runs: list[Run] = []
    # A run is met again at each of its units; one look per diagonal keeps the work linear.
    done: dict[int, int] = {}
    for i, j in starts:
        if done.get(j - i, 0) <= i:
            runs.append(_extended(found, i, j))
            done[j - i] = runs[-1][0] + runs[-1][2]
    return runs


def _loose_grams(keys: list[str], partner: list[int]) -> dict[tuple[str, ...], list[int]]:
    """Where each run of GRAM units without a partner begins."""
    grams: dict[tuple[str, ...], list[int]] = defaultdict(list)
    paired = [-1, *(k for k, other in enumerate(partner) if other >= 0), len(partner)]
    for before, after in pairwise(paired):
        for k in range(before + 1, after - GRAM + 1):
            grams[tuple(keys[k : k + GRAM])].append(k)
    return grams


def _extended(found: WordMap, i: int, j: int) -> Run:
    """The longest run of agreement without partners around old unit `i` and new unit `j`."""
    while i and j and _agree(found, i - 1, j - 1):
        i, j = i - 1, j - 1
    n = 0
    while i + n < len(found.image) and j + n < len(found.source) and _agree(found, i + n, j + n):
        n += 1
    return i, j, n


def _agree(found: WordMap, i: int, j: int) -> bool:
    return found.image[i] < 0 and found.source[j] < 0 and found.old.keys[i] == found.new.keys[j]


def _free_parts(found: WordMap, run: Run) -> list[Run]:
    """The parts of a run that weightier runs left free."""
    i, j, n = run
    taken = [k for k in range(n) if found.image[i + k] >= 0 or found.source[j + k] >= 0]
    return [(i + p + 1, j + p + 1, q - p - 1) for p, q in pairwise([-1, *taken, n]) if q - p > 1]
