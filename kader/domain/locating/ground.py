"""The text as remarks are looked up in it: its words and sentences, where each stands and how rare it is."""

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from math import log

from kader.domain.dutch_words import Word, is_function_word, stem, words
from kader.domain.locating.amounts import value_of
from kader.domain.locating.sentences import sentence_spans
from kader.domain.locating.values import Span
from kader.domain.reading_text import Block, ReadingText


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence, heading, list item or cell: its code points, its block, its words [first, last)."""

    start: int
    end: int
    block: int
    first: int
    last: int

    @property
    def span(self) -> Span:
        return Span(self.start, self.end)


def key_of(folded: str, stemmed: str | None = None) -> str:
    """By what words are compared: their stem, but a small word by itself, for "met" is no form of "meten"."""
    if is_function_word(folded):
        return f"{folded}."
    return stem(folded) if stemmed is None else stemmed


class Ground:
    """A reading text, cut into words and sentences once for all remarks on it."""

    def __init__(self, reading: ReadingText) -> None:
        self.reading = reading
        self.words: list[Word] = []
        self.sentences: list[Sentence] = []
        self.sentence_of: list[int] = []
        self.places: dict[str, list[int]] = defaultdict(list)
        self.counted: dict[tuple[int, str], set[int]] = defaultdict(set)
        """The sentences in which a number is followed by a word with this stem."""
        for number, block in enumerate(reading.blocks):
            self._read_block(number, block)
        self._holding = {stem: len({self.sentence_of[at] for at in ats}) for stem, ats in self.places.items()}

    def _read_block(self, number: int, block: Block) -> None:
        text = self.reading.text[block.start : block.end]
        for start, end in sentence_spans(text):
            first = len(self.words)
            for word in words(text[start:end]):
                self._add_word(word, block.start + start)
            place = (block.start + start, block.start + end)
            self.sentences.append(Sentence(*place, number, first, len(self.words)))

    def _add_word(self, found: Word, shift: int) -> None:
        word = Word(found.start + shift, found.end + shift, found.folded, key_of(found.folded, found.stem))
        value = value_of(self.words[-1].folded) if self.words else None
        if value is not None and self.sentence_of[-1] == len(self.sentences):
            self.counted[value, word.stem].add(len(self.sentences))
        self.places[word.stem].append(len(self.words))
        self.sentence_of.append(len(self.sentences))
        self.words.append(word)

    @cached_property
    def bold(self) -> dict[int, int]:
        """Where bold stretches end, by where they start."""
        return {mark.start: mark.end for mark in self.reading.marks if mark.kind == "strong"}

    @cached_property
    def vocabulary(self) -> dict[str, str]:
        """The stem of each folded word of the text, small words left out."""
        return {word.folded: word.stem for word in self.words if not is_function_word(word.folded)}

    def rarity(self, stem: str) -> float:
        """1 for a word that stands in one sentence of the text, towards 0 for one that stands in all.

        Inverse document frequency (Spärck Jones 1972), with sentences for documents.
        """
        return rarity(self._holding.get(stem, 0), len(self.sentences))

    def between(self, span: Span) -> range:
        """The numbers of the sentences that share a code point with `span`."""
        first = bisect_right(self.sentences, span.start, key=lambda sentence: sentence.end)
        return range(first, bisect_left(self.sentences, span.end, key=lambda sentence: sentence.start))

    def on_pages(self, labels: Iterable[str]) -> tuple[int, ...]:
        """The numbers of the sentences of which some text stands on one of the pages, or in its notes."""
        found: dict[int, None] = {}
        for label in labels:
            page = self.reading.page(label)
            if page is not None:
                found.update(dict.fromkeys(self.between(Span(page.start, page.end))))
                notes = (b for b in self.reading.blocks_on(label) if b.kind == "footnote")
                for note in notes:
                    found.update(dict.fromkeys(self.between(Span(note.start, note.end))))
        return tuple(found)

    def row(self, table: int, row: int) -> Span:
        """A row of a table, from its first cell to its last."""
        start, end = self._rows[table, row]
        return Span(start, end)

    @cached_property
    def _rows(self) -> dict[tuple[int, int], tuple[int, int]]:
        rows: dict[tuple[int, int], tuple[int, int]] = {}
        for block in self.reading.blocks:
            if block.cell is not None:
                at = (block.cell.table, block.cell.row)
                rows[at] = (rows.get(at, (block.start, 0))[0], block.end)
        return rows

    def block(self, sentence: int) -> Block:
        return self.reading.blocks[self.sentences[sentence].block]


def rarity(holding: int, total: int) -> float:
    """1 when at most one of `total` holds a word, 0 when all do."""
    if total < 2:
        return 1.0
    return max(0.0, min(1.0, log((total + 1) / (max(holding, 1) + 0.5)) / log((total + 1) / 1.5)))
