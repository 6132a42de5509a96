"""People type what they remember; no question is wrong.

Words are looked for as such, what stands between quotes as a phrase. There is no further syntax, so there is
nothing to get wrong: a quote that is never closed is left out, and so is every other sign.
"""

import re
from dataclasses import dataclass

from kader.search.normaliser import Word, is_function_word, words

# A longer question is a pasted text; its first words tell what it is about.
MOST_WORDS = 32


@dataclass(frozen=True, slots=True)
class Question:
    """Words that must be found, and phrases: words that must be found next to each other."""

    words: tuple[Word, ...]
    phrases: tuple[tuple[Word, ...], ...]

    @property
    def all_words(self) -> tuple[Word, ...]:
        return self.words + tuple(word for phrase in self.phrases for word in phrase)


def read_question(typed: str) -> Question:
    """What is asked; small words count only in a phrase or when there is nothing else."""
    phrases = [words(found[1])[:MOST_WORDS] for found in _QUOTED.finditer(typed)]
    loose = words(_QUOTED.sub(" ", typed))
    telling = tuple(word for word in loose if not is_function_word(word.folded))
    kept = telling or (() if any(phrases) else loose)
    return Question(_once(kept)[:MOST_WORDS], tuple(filter(None, phrases)))


def _once(found: tuple[Word, ...]) -> tuple[Word, ...]:
    return tuple({word.folded: word for word in found}.values())


_QUOTED = re.compile('["“”„«»]([^"“”„«»]*)["“”„«»]')
