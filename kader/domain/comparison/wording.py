"""Which words of a passage changed, told so that it can be read.

A longest common subsequence of words keeps every "de" that happens to stand in both passages, and the reader
sees confetti. So islands of agreement between two edits go when they are lighter than the edits around them
(the semantic clean-up of N. Fraser's diff-match-patch, 2006, here on words), and a passage of which little is
left is shown as replaced whole.
"""

from collections.abc import Iterator, Sequence
from itertools import accumulate, pairwise

from kader.domain.comparison.change import Op, Word
from kader.domain.words import Tokens, matching_runs, tokenize

# A stretch of (old start, old end, new start, new end) that is the same on both sides.
Same = tuple[int, int, int, int]

# An island of at most so many letters between two edits says nothing: "de", "en", "van".
LITTLE = 4
# An island this long is worth showing whatever stands around it.
MUCH = 40
# Sweeps that clean up; a passage that is not clean by then is hardly one that is read.
SWEEPS = 10
# When a smaller share of the longer passage is left, and not nearly all of the shorter, it is shown as
# replaced.
REMAINDER = 0.25
NEARLY_ALL = 0.8
# Edits in one long sentence with so many code points between them are told apart, each with some words
# around.
FAR = 240
NEAR = 60


def wording(old: str, new: str) -> tuple[Word, ...]:
    """The words of two passages; "=" and "-" make up the old one, "=" and "+" the new one."""
    if not old or not new:
        return tuple(word for word in (Word("-", old), Word("+", new)) if word.text)
    return tuple(_joined(_words(old, new, _readable(old, new, _same(old, new)))))


def _same(old: str, new: str) -> list[Same]:
    a, b = tokenize(old), tokenize(new)
    return [_stretch(a, b, i, j, n) for i, j, n in matching_runs(a.texts, b.texts)]


def _stretch(a: Tokens, b: Tokens, i: int, j: int, n: int) -> Same:
    return a.starts[i], a.ends[i + n - 1], b.starts[j], b.ends[j + n - 1]


def _readable(old: str, new: str, same: list[Same]) -> list[Same]:
    """The stretches that are worth showing as the same."""
    counts = _Letters(old, new)
    for _ in range(SWEEPS):
        fewer = _without_islands(counts, same)
        if len(fewer) == len(same):
            break
        same = fewer
    kept = sum(counts.same(stretch) for stretch in same)
    less, more = sorted((counts.old[-1], counts.new[-1]))
    return same if kept >= min(REMAINDER * more, NEARLY_ALL * less) else []


class _Letters:
    """How many letters and digits stand before each place in either text, counted once."""

    def __init__(self, old: str, new: str) -> None:
        self.old = list(accumulate(map(str.isalnum, old), initial=0))
        self.new = list(accumulate(map(str.isalnum, new), initial=0))
        self.end: Same = (len(old), len(old), len(new), len(new))

    def same(self, stretch: Same) -> int:
        return self.old[stretch[1]] - self.old[stretch[0]]

    def edit(self, before: Same, after: Same) -> int:
        """The letters in the edit between two stretches, on the side that has most."""
        gone = self.old[after[0]] - self.old[before[1]]
        come = self.new[after[2]] - self.new[before[3]]
        return max(gone, come)


def _without_islands(letters: _Letters, same: list[Same]) -> list[Same]:
    """One sweep: each island is judged by the edit before it, grown by what went, and the edit after it."""
    kept: list[Same] = []
    for island, following in pairwise([*same, letters.end]):
        preceding = kept[-1] if kept else (0, 0, 0, 0)
        if not _is_island(
            letters.same(island), letters.edit(preceding, island), letters.edit(island, following)
        ):
            kept.append(island)
    return kept


def _is_island(letters: int, left: int, right: int) -> bool:
    if not (left and right) or letters >= MUCH:
        return False
    return letters <= LITTLE or letters <= min(left, right)


def _words(old: str, new: str, same: Sequence[Same]) -> Iterator[Word]:
    i = j = 0
    for start, end, new_start, new_end in [*same, (len(old), len(old), len(new), len(new))]:
        yield from _replaced(old[i:start], new[j:new_start])
        yield from _respaced(old[start:end], new[new_start:new_end])
        i, j = end, new_end


def _replaced(old: str, new: str) -> Iterator[Word]:
    """An edit, the white space that both sides share around it kept outside."""
    head = _shared_space(old, new)
    tail = _shared_space(old[head:][::-1], new[head:][::-1])
    yield Word("=", old[:head])
    yield Word("-", old[head : len(old) - tail])
    yield Word("+", new[head : len(new) - tail])
    yield Word("=", old[len(old) - tail :])


def _shared_space(a: str, b: str) -> int:
    count = 0
    for x, y in zip(a, b, strict=False):
        if x != y or not x.isspace():
            break
        count += 1
    return count


def _respaced(old: str, new: str) -> Iterator[Word]:
    """The same tokens, of which the white space between them may differ."""
    if old == new:
        yield Word("=", old)
        return
    a, b = tokenize(old), tokenize(new)
    i = j = 0
    for text, start, new_start in zip(a.texts, a.starts, b.starts, strict=True):
        yield from _replaced(old[i:start], new[j:new_start])
        yield Word("=", text)
        i, j = start + len(text), new_start + len(text)


def _joined(words: Iterator[Word]) -> Iterator[Word]:
    """No empty words, and what follows with the same sign made one."""
    op: Op | None = None
    texts: list[str] = []
    for word in words:
        if not word.text:
            continue
        if word.op != op and op is not None:
            yield Word(op, "".join(texts))
            texts = []
        op = word.op
        texts.append(word.text)
    if op is not None:
        yield Word(op, "".join(texts))


def apart(words: Sequence[Word]) -> list[tuple[Word, ...]]:
    """The words in groups: edits far apart in different groups, and what is between in one of its own."""
    groups: list[list[Word]] = [[]]
    for at, word in enumerate(words):
        head = _edge(word.text, NEAR) if at else 0
        tail = len(word.text) - (_edge(word.text[::-1], NEAR) if at + 1 < len(words) else 0)
        if word.op != "=" or len(word.text) < FAR or head >= tail:
            groups[-1].append(word)
            continue
        groups[-1].append(Word("=", word.text[:head]))
        groups += [[Word("=", word.text[head:tail])], [Word("=", word.text[tail:])]]
    return [group for words in groups if (group := tuple(word for word in words if word.text))]


def _edge(text: str, near: int) -> int:
    """The first white space from `near` code points on, or all of the text."""
    return next((at for at in range(near, len(text)) if text[at].isspace()), len(text))
