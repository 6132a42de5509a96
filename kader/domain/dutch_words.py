"""One Dutch word has many shapes; people who ask and people who wrote seldom choose the same one.

"Afwegen", "afweging" and "afwegingen" are one thing to a reader, and so are "één" and "een". Searching and
locating both compare words by what is left of them without case, accents and endings, and both have to leave
out the small words that say nothing about a subject.

The endings are taken off by two Snowball stemmers in a row, `dutch_porter(dutch(word))` (Kraaij and Pohlmann
1994; Porter 2001): of forty pairs of one lemma they join thirty-three, either stemmer alone fewer. Strong
verbs go back to their infinitive first, and nouns like "gezin" keep the "ge" that participles lose.
"""

import re
from dataclasses import dataclass
from functools import lru_cache
from unicodedata import combining, normalize

import snowballstemmer

from kader.domain.dutch_verbs import infinitive
from kader.domain.words import is_word, tokenize

# No word is longer; what is, is noise on which stemming would only cost time.
LONGEST_WORD = 60
# A text of 40 pages has some 3,000 different words; this many are remembered, then the oldest are dropped.
REMEMBERED = 1 << 16


@dataclass(frozen=True, slots=True)
class Word:
    """A word at code points [start, end) of its text, without case and accents, and its stem."""

    start: int
    end: int
    folded: str
    stem: str


def words(text: str) -> tuple[Word, ...]:
    """The words of a text in order; the parts of "rechter-commissaris" are words by themselves."""
    tokens = tokenize(text)
    found: list[Word] = []
    for token, start in zip(tokens.texts, tokens.starts, strict=True):
        if is_word(token):
            found.extend(_word(part[0], start + part.start()) for part in _PART.finditer(token))
    return tuple(found)


@lru_cache(maxsize=REMEMBERED)
def fold(word: str) -> str:
    """Lower case, without accents, with straight apostrophes, at most `LONGEST_WORD` code points."""
    plain = normalize("NFKD", word).casefold().replace("’", "'").replace("\xad", "")
    decomposed = normalize("NFKD", plain)
    # A few single letters decompose to several words.
    return "".join(char for char in decomposed if not (combining(char) or char.isspace()))[:LONGEST_WORD]


@lru_cache(maxsize=REMEMBERED)
def stem(folded: str) -> str:
    """What is left of a folded word without its endings; never empty for a word that is not."""
    kept = "ge" if folded.startswith(_GE_NOUNS) else ""
    # A stemmer keeps the word in itself while it works, so that threads may not share one.
    once = snowballstemmer.stemmer("dutch").stemWord(infinitive(folded).removeprefix(kept))
    return kept + snowballstemmer.stemmer("dutch_porter").stemWord(once) or folded


def is_function_word(folded: str) -> bool:
    """Whether a word is an article, pronoun, preposition, conjunction, auxiliary or common adverb."""
    return folded in _FUNCTION_WORDS


def _word(part: str, start: int) -> Word:
    folded = fold(part) or part
    return Word(start, start + len(part), folded, stem(folded))


_PART = re.compile(r"[^-‐‑]+")
_GE_LISTED = """
gebeurtenis gebied geboorte gebouw gebrek gedrag geheim geloof geluid gemeente geschiedenis geschil gesprek
getuige gevaar geval gevoel gevolg geweld gewicht gewoonte gezag gezicht gezin gezond
"""
_GE_NOUNS = tuple(_GE_LISTED.split())
_LISTED = """
de het een 't 'n en of maar want dus noch als dan toen terwijl omdat doordat zodat opdat hoewel tenzij
mits indien zodra voordat nadat totdat sinds dat die dit deze wie wat welke welk waar wanneer hoe waarom
ik je jij u hij zij ze we wij jullie hen hun haar hem mij me ons onze mijn jouw uw zijn zich zichzelf men
iemand niemand iets niets alles iedereen ieder elk elke enkele sommige alle beide er hier daar eraan erbij
erin ervan ermee erop hiervan daarvan daarom daarbij daarin daarmee waarin waarbij aan bij binnen buiten
door in met na naar naast om onder op over per rond te ten ter tegen tijdens tot tussen uit van vanuit via
voor volgens zonder boven ben bent is was waren geweest wees heb hebt heeft had hadden gehad word wordt
worden werd werden geworden kan kun kunt kunnen kon konden mag mogen mocht moet moeten moest wil wilt
willen wilde zal zul zult zullen zou zouden ga gaat gaan ging doe doet doen deed laat laten blijft blijven
hoeft hoeven niet geen wel ook al alleen nog nu meer meest minder veel weinig zeer heel erg zo zoals toch
even eens pas juist reeds steeds altijd nooit soms vaak bijvoorbeeld bv bijv etc ja nee oid ander andere
anderen
"""
_FUNCTION_WORDS = frozenset(_LISTED.split())
