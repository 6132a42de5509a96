"""A result must show why it is one: the stretch of the text that holds most of what was asked."""

from dataclasses import dataclass

from kader.search.normaliser import Word, words

# Two to three lines on a phone.
LENGTH = 240
LEAD = 60
ELLIPSIS = "…"


@dataclass(frozen=True, slots=True)
class Snippet:
    """A stretch of a text; `highlights` are code point ranges of `text`, in order and apart."""

    text: str
    highlights: tuple[tuple[int, int], ...]


def snippet(text: str, wanted: frozenset[str]) -> Snippet:
    """The stretch of at most `LENGTH` code points with most of the wanted words (folded or stems)."""
    hits = [word for word in words(text) if word.folded in wanted or word.stem in wanted]
    start, end = _stretch(text, hits)
    head = ELLIPSIS if start else ""
    tail = ELLIPSIS if end < len(text) else ""
    shown = [(word.start, word.end) for word in hits if start <= word.start and word.end <= end]
    shift = len(head) - start
    return Snippet(
        head + text[start:end] + tail, tuple((first + shift, last + shift) for first, last in shown)
    )


def _stretch(text: str, hits: list[Word]) -> tuple[int, int]:
    if len(text) <= LENGTH:
        return 0, len(text)
    first = max(hits, key=lambda hit: _different(hits, hit), default=None)
    start = _word_start(text, max(0, first.start - LEAD)) if first else 0
    return start, _word_end(text, min(len(text), start + LENGTH))


def _different(hits: list[Word], first: Word) -> tuple[int, int]:
    """How many of the wanted words a stretch that begins at `first` shows; at a tie the earliest wins."""
    shown = {hit.stem for hit in hits if first.start <= hit.start and hit.end <= first.start + LENGTH - LEAD}
    return len(shown), -first.start


def _word_start(text: str, at: int) -> int:
    space = text.find(" ", at, at + LEAD)
    return space + 1 if at and space >= 0 else at


def _word_end(text: str, at: int) -> int:
    space = text.rfind(" ", at - LEAD, at)
    return space if at < len(text) and space >= 0 else at
