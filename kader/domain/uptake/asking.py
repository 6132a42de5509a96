"""What a remark asks for, as far as its words say so: other words, or words explained."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from kader.domain.dutch_words import is_function_word, words
from kader.domain.locating.comment_words import is_comment_word, is_everyday_word
from kader.domain.locating.cues import Strength, read_remark
from kader.domain.uptake.places import Course, Span
from kader.domain.uptake.terms import Wanted, line_of, stems
from kader.domain.uptake.values import Asked

# Of a longer remark only the start is read for words, so that a book as a remark costs no more than a page.
_MOST_TEXT = 20_000
_ASKS_FOR_MEANING = re.compile(
    r"\b(omschrij\w+|definit\w+|defini[eë]\w+|begrip\w*|verklaar\w*|uitleg\w*|bedoeld?|bedoelen|verstaan"
    r"|wat (is|zijn|betekent|betekenen))\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Request:
    """A comment as `suggest` weighs it.

    `span` is its passage and `now` where that is in the new text, `page` its page when it has no passage:
    all code points, None when there is none. `wanted` are the words it brings, `mentioned` all its words,
    `unexplained` the stems that it wants explained. `quotes` and `proposals` are phrases as `line_of`
    writes them, `proposed` the stems of all proposals.
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


def request(one: Asked, course: Course) -> Request:
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
    )


def _subject(text: str) -> frozenset[str]:
    """The stems of words that are about the subject, not about the text and what should happen to it."""
    return frozenset(word.stem for word in words(text) if not _tells_nothing(word.folded))


def _tells_nothing(folded: str) -> bool:
    return is_function_word(folded) or is_comment_word(folded) or is_everyday_word(folded)


def _lines(phrases: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(line_of(phrase) for phrase in phrases if stems(phrase)))
