"""What a remark asks for, as far as its words say so: other words, or words explained."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from kader.domain.dutch_words import is_function_word, words
from kader.domain.locating.comment_words import is_comment_word, is_everyday_word
from kader.domain.locating.cues import Reading, Strength, read_remark
from kader.domain.text_blocks import ReadingText
from kader.domain.uptake.places import Course, Span
from kader.domain.uptake.terms import Wanted, line_of, runs_of, stems
from kader.domain.uptake.values import Asked

# Of a longer remark only the start is read for words, so that a book as a remark costs no more than a page.
_MOST_TEXT = 20_000
_PAGE = re.compile(r"\b(?:p|pag|pagina|blz|bladzijde)\b\.? ?(\d{1,4})\b", re.IGNORECASE)
# A passage of more code points than this is a paragraph, one of more blocks a list or a table.
_BROAD = 250
_BLOCKS = 3
_ASKS_FOR_MEANING = re.compile(
    r"\b(omschrij\w+|definit\w+|defini[eë]\w+|begrip\w*|verklaar\w*|uitleg\w*|bedoeld?|bedoelen|verstaan"
    r"|wat (is|zijn|betekent|betekenen))\b",
    re.IGNORECASE,
)
# Who praises and asks for nothing, wants a passage left as it is.
_PRAISES = re.compile(
    r"\b(mooie?|goede?|fijne?|sterke?|prachtige?|heldere?|waardevolle?|compliment\w*|essenti[eë]le?|terecht"
    r"|blij|dank\w*|leuke?|uitstekend|herkenbaar|laat dit zo|houd(en)? (dit|dat) vast|behoud\w*"
    r"|eens|hulde|prima|top|chapeau)\b",
    re.IGNORECASE,
)
_ASKS = re.compile(
    r"\b(graag|liever|mist|missen|ontbreekt|ontbreken|maar|niet|geen|moet|moeten|zou|zouden|kan|kunt|kunnen|voeg"
    r"|maak|schrap|haal|vervang|noem|geef|zet|werk|voorstel|tekstvoorstel|alleen|toch|anders|waarom|onduidelijk"
    r"|besteed|ook)\b|\?",
    re.IGNORECASE,
)
# A remark on the words themselves is met wherever they are replaced.
_ON_WORDS = re.compile(
    r"\b(term(en)?|woord(en)?|woordgebruik|benaming\w*|noem (het|dit|dat|deze|ze|hem|haar|hen)|spreek|spreken"
    r"|begrip(pen)?|i\.?p\.?v|in plaats van|vervang\w*)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Request:
    """A comment as `suggest` weighs it.

    `span` is its passage and `now` where that is in the new text, `page` its page when it has no passage:
    all code points, None when there is none. `wanted` are the words it brings, `mentioned` all its words,
    `unexplained` the stems that it wants explained. `quotes` and `proposals` are phrases as `line_of`
    writes them, `proposed` the stems of all proposals. `praises` says that it asks for nothing. `disputed`
    are the words of a remark that is about the choice of words. `runs` are its words as `runs_of` takes them,
    `named` the pages that it names beside its own. `broad` says that the passage is a paragraph, a list or a
    table, of which a remark seldom means every sentence.
    """

    span: Span | None
    now: Span | None
    page: Span | None
    wanted: Wanted
    mentioned: Wanted
    unexplained: frozenset[str]
    quotes: tuple[str, ...]
    proposals: tuple[str, ...]
    proposed: frozenset[str]
    praises: bool
    disputed: Wanted
    runs: frozenset[tuple[str, ...]]
    named: tuple[Span, ...]
    broad: bool


def request(one: Asked, old: ReadingText, course: Course) -> Request:
    """A proposal is also looked for as a quote: "in een zin als '...'" may introduce either."""
    place = (one.start, one.end) if one.start is not None and one.end is not None else None
    span = place if one.precise else None
    text, proposal = one.text[:_MOST_TEXT], (one.proposal or "")[:_MOST_TEXT]
    reading = read_remark(text, (), one.passage, proposal)
    quoted = [reading.text[c.start : c.end] for c in reading.cues if c.strength is Strength.QUOTED]
    proposed = [proposal, *(reading.text[start:end] for start, end in reading.proposed)]
    return Request(
        span=span,
        now=course.now(*span) if span else None,
        page=None if one.precise else place,
        wanted=Wanted((stems(text) - stems(one.passage or "")) | stems(proposal)),
        mentioned=Wanted(stems(text)),
        unexplained=_subject(text) if _ASKS_FOR_MEANING.search(text) else frozenset(),
        quotes=_lines([*quoted, *proposed]),
        proposals=_lines(proposed),
        proposed=frozenset(stem for wording in proposed for stem in stems(wording)),
        praises=not proposal and _praises(_own_words(reading)),
        disputed=Wanted(_subject(text) if _ON_WORDS.search(text) else frozenset()),
        runs=runs_of(line_of(f"{text}\n{proposal}")),
        named=tuple(_named(text, old, place)),
        broad=span is not None and _is_broad(old, *span),
    )


def _is_broad(old: ReadingText, start: int, end: int) -> bool:
    return end - start > _BROAD or len(old.blocks_between(start, end)) > _BLOCKS


def _named(text: str, old: ReadingText, place: Span | None) -> Iterator[Span]:
    """The pages that a remark names beside its own."""
    for found in _PAGE.finditer(text):
        page = old.page(found[1])
        if page and not (place and page.start <= place[0] < page.end):
            yield page.start, page.end


def _praises(text: str) -> bool:
    return bool(_PRAISES.search(text)) and not _ASKS.search(text)


def _own_words(reading: Reading) -> str:
    """A remark without what it quotes."""
    text = reading.text
    for cue in reading.cues:
        if cue.strength is Strength.QUOTED:
            text = text[: cue.start] + " " * (cue.end - cue.start) + text[cue.end :]
    return text


def _subject(text: str) -> frozenset[str]:
    """The stems of words that are about the subject, not about the text and what should happen to it."""
    return frozenset(word.stem for word in words(text) if not _tells_nothing(word.folded))


def _tells_nothing(folded: str) -> bool:
    return is_function_word(folded) or is_comment_word(folded) or is_everyday_word(folded)


def _lines(phrases: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(line_of(phrase) for phrase in phrases if stems(phrase)))
