"""A person points at the passage a remark is about: a whole block, a sentence, or words pasted in."""

from __future__ import annotations

import re
from dataclasses import dataclass

from kader.domain.anchoring.sentences import cut_sentences
from kader.domain.errors import InvalidInput
from kader.domain.reading_text import Block, ReadingText

_QUOTES = "\"'‘’“”„‚«»"
_QUOTE = f"[{re.escape(_QUOTES)}]"


@dataclass(frozen=True, slots=True)
class Passage:
    """Code points [start, end) of the reading text, and what stands there."""

    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Choice:
    """A block of a page, with its sentences when there are several."""

    kind: str
    block: Passage
    sentences: tuple[Passage, ...]


def choices_on(reading: ReadingText, label: str) -> tuple[Choice, ...]:
    """The blocks of a page with their sentences, those over its edge included; () for no such page."""
    return tuple(_choice(reading, block) for block in reading.blocks_on(label) if block.end > block.start)


def choices_between(reading: ReadingText, start: int, end: int) -> tuple[Choice, ...]:
    """The blocks that [start, end) touches with their sentences."""
    return tuple(_choice(reading, block) for block in reading.blocks_between(start, end))


def _choice(reading: ReadingText, block: Block) -> Choice:
    text = reading.text[block.start : block.end]
    cut = cut_sentences(text)
    spans = zip(cut.starts, cut.ends, strict=True)
    sentences = tuple(Passage(block.start + s, block.start + e, text[s:e]) for s, e in spans)
    return Choice(block.kind, Passage(block.start, block.end, text), sentences if len(sentences) > 1 else ())


def find_words(reading: ReadingText, words: str, label: str | None) -> Passage:
    """Where pasted words stand: on the page if they do, else nearest to it; case and quotation marks aside.

    Raises InvalidInput when they stand nowhere.
    """
    pattern = _pattern(words)
    page = reading.page(label) if label else None
    start, end = (page.start, page.end) if page else (0, 0)
    found = [(m.start(), m.end()) for m in pattern.finditer(reading.text)] if pattern else []
    if not found:
        raise InvalidInput("Deze woorden staan niet zo in de tekst. Kopieer ze letterlijk uit de versie.")
    best = min(found, key=lambda span: max(start - span[0], span[0] - end + 1, 0))
    return Passage(*best, reading.text[best[0] : best[1]])


def find_within(
    reading: ReadingText, start: int | None, end: int | None, words: str
) -> tuple[int, int] | None:
    """The first place of these words in code points [start, end), case and quotation marks aside."""
    pattern = _pattern(words)
    found = (
        pattern.search(reading.text, start or 0, len(reading.text) if end is None else end)
        if pattern
        else None
    )
    return (found.start(), found.end()) if found else None


def _pattern(words: str) -> re.Pattern[str] | None:
    """The words with any white space between them, and any quotation mark for each quotation mark."""
    parts = words.strip().strip(_QUOTES).split()
    if not parts:
        return None
    loose = (re.sub(_QUOTE, lambda _: _QUOTE, re.escape(part)) for part in parts)
    return re.compile(r"\s+".join(loose), re.IGNORECASE)
