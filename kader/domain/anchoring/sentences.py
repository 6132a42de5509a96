"""Where the sentences of a text begin and end."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass

_MAYBE = re.compile(r"\s*\n\s*|(?<=[.!?…])[\"'”’)\]*_]*\s+")
_ABBREVIATED = re.compile(r"(?:\b\w|\b(?:art|bijv|bv|nr|vgl|resp|ca|dhr|mw|etc|evt|incl))\.$", re.IGNORECASE)
_CLOSES = ".!?…:;|"


@dataclass(frozen=True, slots=True)
class Sentences:
    """Sentence `k` stands at `starts[k]` to `ends[k]`, without the white space around it."""

    starts: list[int]
    ends: list[int]

    def __len__(self) -> int:
        return len(self.starts)

    def touched(self, start: int, end: int) -> range:
        """The sentences that share at least one code point with [start, end)."""
        return range(bisect_right(self.ends, start), bisect_left(self.starts, end))

    def around(self, start: int, end: int) -> tuple[int, int]:
        """[start, end) made larger to whole sentences."""
        touched = self.touched(start, end)
        if not touched:
            return start, end
        return min(start, self.starts[touched[0]]), max(end, self.ends[touched[-1]])

    def start_before(self, offset: int) -> int:
        """Where the sentence at an offset, or the last one before it, begins; 0 before the first."""
        k = bisect_right(self.starts, offset) - 1
        return self.starts[k] if k >= 0 else 0

    def end_after(self, offset: int) -> int:
        """Where the sentence that stands before an offset, or the next one, ends; `offset` after the last."""
        k = bisect_left(self.ends, offset)
        return self.ends[k] if k < len(self) else offset


def cut_sentences(text: str) -> Sentences:
    """Cut at closing punctuation before what is no small letter, and at line ends.

    A line end inside a sentence, as in hard-wrapped text, does not cut: the next line goes on in small
    letters.
    """
    starts, ends, at = [], [], 0
    for end, following in [*_breaks(text), (len(text), len(text))]:
        if text[at:end].strip():
            starts.append(at)
            ends.append(end)
        at = following
    return Sentences(starts, ends)


def _breaks(text: str) -> Iterator[tuple[int, int]]:
    """Where each sentence but the last ends, and where the next one begins."""
    for found in _MAYBE.finditer(text):
        following = text[found.end() : found.end() + 1]
        cuts = _line_ends(text, found) if "\n" in found[0] else _sentence_ends(text, found)
        if cuts and following:
            yield found.start() + len(found[0].rstrip()), found.end()


def _line_ends(text: str, found: re.Match[str]) -> bool:
    goes_on = text[found.end() : found.end() + 1].islower()
    before = text[max(0, found.start() - 1) : found.start()]
    return not (goes_on and found[0].count("\n") == 1 and before not in _CLOSES)


def _sentence_ends(text: str, found: re.Match[str]) -> bool:
    following = text[found.end() : found.end() + 1]
    if following.islower() or following.isdigit():
        return False
    return not _ABBREVIATED.search(text, max(0, found.start() - 8), found.start())
