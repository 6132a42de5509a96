"""The words of a remark, and which words of the text each of them may stand for.

A remark has typing errors, takes compounds apart ("wijkteam medewerker"), puts words together, and shortens
names ("LT"). Each word therefore carries the stems of the text that it may stand for, with how surely.
"""

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import islice, takewhile

from rapidfuzz.distance import OSA
from rapidfuzz.process import extractOne

from kader.domain.dutch_words import is_function_word, stem, words
from kader.domain.locating.amounts import otherwise
from kader.domain.locating.comment_words import is_comment_word, is_everyday_word
from kader.domain.locating.cues import Reading
from kader.domain.locating.ground import Ground, key_of

# A remark of more words is an essay; what it is about stands at its start.
MOST_TOKENS = 400
SAME, THIRD_PERSON, MISSPELLED = 1.0, 0.9, 0.8
# Of a compound and its part, by the share of the one in the other; below what a misspelling counts for.
AKIN_LEAST, AKIN_MOST = 0.3, 0.79
SHORTEST_MISSPELLED, SHORTEST_AKIN, LEAST_REST = 5, 5, 3
# "Verantwoorden" and "verantwoordelijk": longer than any prefix that changes what a word is about.
SAME_START = 7
# Small words and the words one talks about a text with keep a run together but tell little by themselves.
SMALL_WEIGHT, COMMENT_WEIGHT, EVERYDAY_WEIGHT = 0.08, 0.3, 0.6
SHORTEST_PART, MOST_PARTS = 4, 3
LONGEST_ACRONYM = 6
# What a remark misses is not in the text; what it stands near often shares a word with it.
ABSENT_WEIGHT = 0.5
# "Vijfde element" is where to look, and no quotation of "vijf elementen".
COUNTING_WEIGHT = 0.3


# People who repeat what a text says of them: "wij schrijven op wat wij zien" for "zij zien".
_OURSELVES = frozenset(("wij", "we", "ik", "ons", "onze", "mij", "me", "mijn"))
_OTHERS = ("zij", "ze", "hij", "hen", "hun", "zijn", "haar", "je", "jouw", "men")
SAME_PERSON = 0.8


@dataclass(frozen=True, slots=True)
class Token:
    """A word at code points [start, end) of a remark; `sentence` counts from 0.

    `senses` holds the stems of the text it may stand for with how surely (0 to 1), `parts` the stems that
    together make up a compound; `weight` is how much it tells when it stands for one
    of them, 0 to 1; `telling` when it belongs to a subject rather than to the language
    or to talking about texts, `proposed` when it is proposed wording.
    """

    start: int
    end: int
    folded: str
    sentence: int
    senses: Mapping[str, float] = field(hash=False)
    weight: float
    telling: bool
    proposed: bool
    parts: tuple[str, ...] = ()


class Lexicon:
    """What words of remarks may stand for in one text; each word is looked up once."""

    def __init__(self, ground: Ground) -> None:
        self._ground = ground
        self._ahead = sorted(ground.vocabulary)
        self._behind = sorted(word[::-1] for word in ground.vocabulary)
        self._telling = frozenset(ground.vocabulary.values())
        self._senses: dict[str, dict[str, float]] = {}
        self._full: dict[str, tuple[str, ...]] = {}
        self._parts: dict[str, tuple[str, ...]] = {}

    def senses(self, folded: str) -> dict[str, float]:
        """The stems of the text that a word may stand for, with how surely."""
        if folded not in self._senses:
            self._senses[folded] = self._look_up(folded)
        return self._senses[folded]

    def compound(self, first: str, second: str) -> dict[str, float]:
        """What two words stand for that the text writes as one."""
        known = self._ground.vocabulary
        joined = (first + link + second for link in ("", "s"))
        return {known[word]: SAME for word in joined if word in known}

    def parts(self, folded: str) -> tuple[str, ...]:
        """The stems of the words of the text that a word is made of; () when it cannot be taken apart.

        "Uithuisplaatsing" is "uit", "huis" and "plaatsing"; "inlichten" is "in te lichten".
        """
        if folded not in self._parts:
            split = next(self._splits(folded, MOST_PARTS), ())
            known = any(not is_function_word(part) for part in split)
            self._parts[folded] = tuple(map(key_of, split)) if known else ()
        return self._parts[folded]

    def _splits(self, folded: str, most: int) -> Iterator[tuple[str, ...]]:
        """Ways to take a word apart into words of the text, the longest first part first."""
        for size in range(len(folded) - 1, 1, -1):
            first, rest = folded[:size], folded[size:]
            if most > 1 and self._is_part(first):
                links = [link for link in ("", "s", "en", "e") if rest.startswith(link)]
                for behind in (rest[len(link) :] for link in links):
                    yield from ((first, *more) for more in self._splits(behind, most - 1))
                    if self._is_part(behind):
                        yield first, behind

    def _is_part(self, piece: str) -> bool:
        if is_function_word(piece):
            return True
        known = piece in self._ground.vocabulary or key_of(piece) in self._ground.places
        return known and len(piece) >= SHORTEST_PART - (piece in self._ground.vocabulary)

    def weight(self, folded: str) -> float:
        if is_function_word(folded):
            return SMALL_WEIGHT
        rarest = max((self._ground.rarity(sense) for sense in self.senses(folded)), default=1.0)
        if is_comment_word(folded):
            return rarest * COMMENT_WEIGHT
        return rarest * (EVERYDAY_WEIGHT if is_everyday_word(folded) else 1.0)

    def written_out(self, acronym: str) -> tuple[str, ...]:
        """The words of the text that begin with these letters, when the text has no such word itself."""
        if acronym not in self._full:
            self._full[acronym] = self._spelled(acronym)
        return self._full[acronym]

    def _look_up(self, folded: str) -> dict[str, float]:
        own = key_of(folded)
        senses = {own: SAME} if own in self._ground.places else self._misspelled(folded)
        if (other := otherwise(folded)) is not None and key_of(other) in self._ground.places:
            senses[key_of(other)] = SAME
        if folded in _OURSELVES:
            senses.update(
                {key_of(word): SAME_PERSON for word in _OTHERS if key_of(word) in self._ground.places}
            )
        # The stemmer keeps the "t" of "wisselt" and "beslist".
        with_t = (form for form in (f"{own}t", own.removesuffix("t")) if len(own) >= SHORTEST_MISSPELLED)
        senses.update({form: THIRD_PERSON for form in with_t if form != own and form in self._telling})
        if not is_function_word(folded) and not is_comment_word(folded):
            for kin, sense in self._akin(folded):
                shared = max(_common_start(kin, folded), _common_start(kin[::-1], folded[::-1]))
                sureness = AKIN_LEAST + (AKIN_MOST - AKIN_LEAST) * shared / max(len(kin), len(folded))
                senses[sense] = max(sureness, senses.get(sense, 0.0))
        return senses

    def _misspelled(self, folded: str) -> dict[str, float]:
        """The nearest word of the text, one mistake away or two in a long word (Damerau-Levenshtein)."""
        if len(folded) < SHORTEST_MISSPELLED or not folded.isalpha():
            return {}
        allowed = 1 if len(folded) < 2 * SHORTEST_MISSPELLED - 1 else 2
        near = extractOne(folded, self._ahead, scorer=OSA.distance, score_cutoff=allowed)
        same_start = near is not None and near[0][0] == folded[0]
        return {self._ground.vocabulary[near[0]]: MISSPELLED} if near and same_start else {}

    def _akin(self, folded: str) -> Iterator[tuple[str, str]]:
        """(word, its stem): compounds that begin or end with the word, words that it begins or ends with,
        in any of their shapes ("zwijgrecht" with "zwijgen"), and derivations."""
        if len(folded) < SHORTEST_AKIN:
            return
        known = self._ground.vocabulary
        longer = [*_starting_with(self._ahead, folded)]
        longer += [word[::-1] for word in _starting_with(self._behind, folded[::-1])]
        near = [word for word in longer if len(word) >= len(folded) + LEAST_REST]
        if len(folded) > SAME_START:
            near += _starting_with(self._ahead, folded[:SAME_START])
        yield from ((word, known[word]) for word in near)
        for size in range(SHORTEST_AKIN, len(folded) - LEAST_REST + 1):
            for part in (folded[:size], folded[-size:]):
                if stem(part) in self._telling:
                    yield part, stem(part)

    def _spelled(self, acronym: str) -> tuple[str, ...]:
        if key_of(acronym) in self._ground.places:
            return ()
        size = len(acronym)
        starts = (at for at in range(len(self._ground.words) - size + 1) if self._spells(acronym, at))
        series = Counter(tuple(word.folded for word in self._ground.words[at : at + size]) for at in starts)
        (best, times), *_ = series.most_common(1) or [((), 0)]
        return best if times > 1 else ()

    def _spells(self, acronym: str, at: int) -> bool:
        ground = self._ground
        series = ground.words[at : at + len(acronym)]
        same_sentence = ground.sentence_of[at] == ground.sentence_of[at + len(acronym) - 1]
        return same_sentence and all(
            word.folded.startswith(letter) and not is_function_word(word.folded)
            for word, letter in zip(series, acronym, strict=True)
        )


def tokens_of(reading: Reading, lexicon: Lexicon) -> tuple[Token, ...]:
    """The words of a remark in order, names that were shortened written out."""
    placed = list(islice(_written_out(reading.text, lexicon), MOST_TOKENS))
    return tuple(_token(placed, number, reading, lexicon) for number in range(len(placed)))


def _token(placed: list[tuple[int, int, str]], number: int, reading: Reading, lexicon: Lexicon) -> Token:
    start, end, folded = placed[number]
    senses = dict(lexicon.senses(folded))
    if not is_function_word(folded):
        pairs = [placed[at : at + 2] for at in (number - 1, number) if at >= 0]
        for pair in pairs:
            if len(pair) == 2:
                senses.update(lexicon.compound(pair[0][2], pair[1][2]))
    sentence = sum(begin <= start for begin, _ in reading.sentences) - 1
    proposed = any(begin <= start < stop for begin, stop in reading.proposed)
    telling = not is_function_word(folded) and not is_comment_word(folded)
    absent = any(begin <= start < stop for begin, stop in reading.absent)
    weight = lexicon.weight(folded) * (ABSENT_WEIGHT if absent else 1.0)
    parts = lexicon.parts(folded) if telling else ()
    return Token(start, end, folded, sentence, senses, weight, telling, proposed, parts)


def _written_out(text: str, lexicon: Lexicon) -> Iterator[tuple[int, int, str]]:
    for word in words(text):
        full = lexicon.written_out(word.folded) if _is_acronym(text[word.start : word.end]) else ()
        for folded in full or (word.folded,):
            yield word.start, word.end, folded


def _is_acronym(written: str) -> bool:
    return 2 <= len(written) <= LONGEST_ACRONYM and written.isupper() and written.isalpha()


def _starting_with(ordered: list[str], start: str) -> Iterator[str]:
    following = islice(ordered, bisect_left(ordered, start), None)
    return takewhile(lambda word: word.startswith(start), following)


def _common_start(one: str, other: str) -> int:
    return next(
        (at for at, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other))
    )


def damped(
    tokens: Iterable[Token], share: Mapping[str, float], counting: Sequence[tuple[int, int]] = ()
) -> tuple[Token, ...]:
    """The same words, weighing less as more of the response's remarks use them, or where they only count."""
    return tuple(
        replace(token, weight=token.weight * share.get(token.folded, 1.0) * _for_counting(token, counting))
        for token in tokens
    )


def _for_counting(token: Token, counting: Sequence[tuple[int, int]]) -> float:
    return COUNTING_WEIGHT if any(start <= token.start < end for start, end in counting) else 1.0
