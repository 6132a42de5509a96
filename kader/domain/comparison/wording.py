"""Which words of a passage changed, told so that it can be read.

A longest common subsequence of words keeps every "de" that happens to stand in both passages, and the reader
sees confetti. So islands of agreement between two edits go when they are lighter than the edits around them
(the semantic clean-up of N. Fraser's diff-match-patch, 2006, here on words), and a passage of which little is
left is shown as replaced whole.
"""

from collections.abc import Iterator, Sequence
from itertools import accumulate, pairwise

from kader.domain.comparison.change import Op, Word
from kader.domain.words import Run, Tokens, is_word, matching_runs, tokenize

# A stretch of (old start, old end, new start, new end) that is the same on both sides.
Same = tuple[int, int, int, int]

# An island of at most so many letters between two edits says nothing: "voor", "in de"; neither does one of a
# few short words: "van het".
LITTLE = 4
SHORT_WORD = 3
LITTLE_IN_SHORT_WORDS = 6
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
    if old == new or not old or not new:
        whole = [Word("=", old)] if old == new else [Word("-", old), Word("+", new)]
        return tuple(word for word in whole if word.text)
    a, b = tokenize(old), tokenize(new)
    runs = _readable(_Letters(a.texts, b.texts), matching_runs(a.texts, b.texts))
    return tuple(_joined(_words(old, new, [_stretch(a, b, *run) for run in runs])))


def _stretch(a: Tokens, b: Tokens, i: int, j: int, n: int) -> Same:
    return a.starts[i], a.ends[i + n - 1], b.starts[j], b.ends[j + n - 1]


class _Letters:
    """How many letters, and telling words, stand before each token on either side, counted once."""

    def __init__(self, old: Sequence[str], new: Sequence[str]) -> None:
        self.old = list(accumulate(map(_letters, old), initial=0))
        self.new = list(accumulate(map(_letters, new), initial=0))
        self.telling = list(accumulate(map(_is_telling, old), initial=0))
        self.end: Run = (len(old), len(new), 0)

    def same(self, run: Run) -> int:
        return self.old[run[0] + run[2]] - self.old[run[0]]

    def says_little(self, run: Run) -> bool:
        tells = self.telling[run[0] + run[2]] - self.telling[run[0]]
        return self.same(run) <= (LITTLE if tells else LITTLE_IN_SHORT_WORDS)

    def edit(self, before: Run, after: Run) -> int:
        """The letters in the edit between two runs, on the side that has most."""
        gone = self.old[after[0]] - self.old[before[0] + before[2]]
        come = self.new[after[1]] - self.new[before[1] + before[2]]
        return max(gone, come)


def _letters(token: str) -> int:
    return len(token) if is_word(token) else 0


def _is_telling(token: str) -> bool:
    return _letters(token) > SHORT_WORD


def _readable(letters: _Letters, runs: list[Run]) -> list[Run]:
    """The runs of tokens that are worth showing as the same."""
    for _ in range(SWEEPS):
        fewer = _without_islands(letters, runs)
        if len(fewer) == len(runs):
            break
        runs = fewer
    kept = sum(map(letters.same, runs))
    less, more = sorted((letters.old[-1], letters.new[-1]))
    return runs if kept >= min(REMAINDER * more, NEARLY_ALL * less) else []


def _without_islands(letters: _Letters, runs: list[Run]) -> list[Run]:
    """One sweep: each island is judged by the edit before it, grown by what went, and the edit after it."""
    kept: list[Run] = []
    for island, following in pairwise([*runs, letters.end]):
        left = letters.edit(kept[-1] if kept else (0, 0, 0), island)
        right = letters.edit(island, following)
        is_light = letters.says_little(island) or letters.same(island) <= min(left, right, MUCH)
        if not (left and right and is_light):
            kept.append(island)
    return kept


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
