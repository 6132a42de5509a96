"""From a question to what Whoosh is asked, step by step more lenient until something is found."""

from collections.abc import Iterator
from dataclasses import dataclass

from whoosh.query.compound import And, DisjunctionMax, Or
from whoosh.query.positional import Phrase
from whoosh.query.qcore import Query
from whoosh.query.terms import Term

from kader.search.normaliser import Word, words
from kader.search.question import Question
from kader.search.vocabulary import Vocabulary

# The word itself goes before a heading that has it, and that before a compound or a near spelling.
IN_TITLE, RELATED = 0.5, 0.3


@dataclass(frozen=True, slots=True)
class Asked:
    """A question read with the words of an index; `highlighted` holds the words and stems to show."""

    words: tuple[Query, ...]
    phrases: tuple[Query, ...]
    loosened: tuple[Query, ...]
    highlighted: frozenset[str]

    @staticmethod
    def read(question: Question, vocabulary: Vocabulary) -> "Asked":
        related = {word.folded: _related(word, vocabulary) for word in question.all_words}
        shown = [part for words in related.values() for pair in words for part in pair]
        own = [shape for word in question.all_words for shape in (word.folded, word.stem)]
        return Asked(
            tuple(_one(word, related[word.folded]) for word in question.words),
            tuple(_phrase(phrase) for phrase in question.phrases),
            tuple(_one(word, related[word.folded]) for phrase in question.phrases for word in phrase),
            frozenset(own + shown),
        )

    def queries(self) -> Iterator[Query]:
        """All words and phrases; all words, those of phrases apart; any word."""
        yield And([*self.words, *self.phrases])
        if self.phrases:
            yield And([*self.words, *self.loosened])
        yield Or([*self.words, *self.loosened])


def _related(word: Word, vocabulary: Vocabulary) -> tuple[tuple[str, ...], ...]:
    """Words, or pairs of words that stand for one, that also answer to `word`."""
    singles = vocabulary.compounds(word.folded)
    pairs = vocabulary.parts(word.folded)
    if not singles and not pairs and word.folded not in vocabulary:
        singles = vocabulary.corrections(word.folded)
    return tuple((single,) for single in singles) + pairs


def _one(word: Word, related: tuple[tuple[str, ...], ...]) -> Query:
    own: list[Query] = [Term("stems", word.stem), Term("title_stems", word.stem, boost=IN_TITLE)]
    others: list[Query] = [_other(found) for found in related]
    return DisjunctionMax(own + others)


def _other(found: tuple[str, ...]) -> Query:
    if len(found) == 1:
        return Term("words", found[0], boost=RELATED)
    return And([Term("stems", words(part)[0].stem) for part in found], boost=RELATED)


def _phrase(phrase: tuple[Word, ...]) -> Query:
    if len(phrase) == 1:
        return Term("words", phrase[0].folded)
    return Phrase("words", [word.folded for word in phrase])
