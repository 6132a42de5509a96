"""Lines break where paper ends, not where sentences do: wrapped lines and the letter's own page breaks.

Here is decided whether a line goes on where the one before stopped, and pieces are put together as one text.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from kader.domain.paragraphs import Emphasis
from kader.domain.responses.lines import Line
from kader.domain.responses.numbering import Rank
from kader.domain.responses.parsed import Source

_SENTENCE_END = re.compile(r"[.!?…:;][\s)\]\"'”’»*]*$")
_CUT_WORD = re.compile(r"[^\W\d_]{2,}-$")
_AFTER_DASH = re.compile(r"(?:en|of|als|tot|noch)\b", re.IGNORECASE)
_FIELD = re.compile(
    r"(?:toelichting|motivatie|reden|onderbouwing|voorstel|tekstvoorstel|suggestie|wijzigingsvoorstel|opmerking|reactie|"
    r"commentaar|vraag|alternatief|comment|proposal)\s*:",
    re.IGNORECASE,
)
_ASKS_PAGE = re.compile(r"\b(?:zie|op|van|bij|en|naar|ook|of|t/m|idem)\s*$", re.IGNORECASE)
_NARROWEST, _WIDEST = 50, 125


@dataclass(frozen=True, slots=True)
class Part:
    """A line's share in a text: from `offset` on, behind its label and page, or the whole with its label."""

    line: Line
    offset: int
    prefix: str = ""

    @property
    def text(self) -> str:
        return self.line.text[self.offset :]


@dataclass(frozen=True, slots=True)
class Assembled:
    """A text put together from lines, with the emphasis that stood in it."""

    text: str
    marks: tuple[Emphasis, ...]


def ends_sentence(text: str) -> bool:
    return bool(_SENTENCE_END.search(text))


def goes_on(text: str) -> bool:
    """Whether a line can only be the second half of a sentence, by how it starts."""
    start = text.lstrip("\"'‘’“”„(«")
    return start[:1].islower() or text[:1] in ",;)."


def opens_field(text: str) -> bool:
    """Whether a line opens a named part of a remark: "Toelichting: ...", "Tekstvoorstel: ..."."""
    return bool(_FIELD.match(text))


def continues(before: Line, line: Line, width: int | None) -> bool:
    """Whether `line` goes on in the sentence, or in the wrapped paragraph, that `before` is in."""
    if line.label is not None and not _is_dash_in_sentence(before, line, width):
        return False
    if line.place_ref and line.place_ref.pointed and not _ASKS_PAGE.search(before.text):
        return False
    open_ended = not ends_sentence(before.text) or before.text.endswith((":", ";"))
    broken_sentence = open_ended and goes_on(line.text)
    if before.paragraph != line.paragraph or opens_field(line.text):
        return broken_sentence
    return broken_sentence or is_full(before, line, width)


def _is_dash_in_sentence(before: Line, line: Line, width: int | None) -> bool:
    # A wrapped line may begin with the dash of an aside.
    label = line.label
    return (
        label is not None
        and label.rank is Rank.BULLET
        and label.printed in "-–—"
        and before.paragraph == line.paragraph
        and not ends_sentence(before.text)
        and goes_on(line.rest)
        and before.indent == line.indent
        and is_full(before, line, width)
    )


def is_full(before: Line, line: Line, width: int | None) -> bool:
    """Whether the first word of `line` did not fit on `before` any more."""
    if width is None:
        return False
    word = line.text.split(maxsplit=1)[0]
    return before.indent + len(before.text) + 1 + len(word) > width - 2


def wrap_width(lines: Sequence[Line]) -> int | None:
    """The width at which the document's lines were cut, in characters, or None when they were not."""
    inner = [line for line, following in pairwise(lines) if line.paragraph == following.paragraph]
    longest = max((_length(line) for line in lines if line.heading is None), default=0)
    if len(inner) < 3 or not _NARROWEST <= longest <= _WIDEST:
        return None
    full = [line for line in inner if _length(line) > longest - 15]
    # A cut line seldom happens to end a sentence.
    cut = sum(not ends_sentence(line.text) for line in full)
    return longest if cut >= 2 and cut * 2 >= len(full) and len(full) * 8 >= len(inner) else None


def _length(line: Line) -> int:
    return line.indent + len(line.text)


def assemble(parts: Sequence[Part], width: int | None) -> Assembled:
    """One text of several lines: wrapped and broken lines joined, other lines under each other."""
    text = ""
    marks: list[Emphasis] = []
    for index, part in enumerate(parts):
        if text and index:
            text = _joined(text, parts[index - 1], part, width)
        start = len(text)
        addition, shifted = _clean(part)
        text += part.prefix + addition
        start += len(part.prefix)
        marks += [Emphasis(mark.kind, start + mark.start, start + mark.end) for mark in shifted]
    return Assembled(text, tuple(marks))


def _joined(text: str, before: Part, part: Part, width: int | None) -> str:
    if not part.text or not (
        continues(before.line, part.line, width) or _is_unfinished(before.line, part.line)
    ):
        return text + "\n"
    if before.line.paragraph == part.line.paragraph and _CUT_WORD.search(text[-40:]):
        cut = goes_on(part.text) and not _AFTER_DASH.match(part.text)
        return text[:-1] if cut else text + " "
    return text + " "


def _is_unfinished(before: Line, line: Line) -> bool:
    """Within one remark a long line without an end goes on below, also with a capital."""
    same = before.paragraph == line.paragraph and line.label is None
    return same and not opens_field(line.text) and len(before.text) >= 40 and not ends_sentence(before.text)


def _clean(part: Part) -> tuple[str, list[Emphasis]]:
    """A line's text with single spaces, and its marks moved along."""
    places: list[int] = []
    kept: list[str] = []
    for character in part.text:
        places.append(len(kept))
        if not character.isspace():
            kept.append(character)
        elif kept and kept[-1] != " ":
            kept.append(" ")
    places.append(len(kept))
    marks = [
        Emphasis(mark.kind, places[max(mark.start - part.offset, 0)], places[mark.end - part.offset])
        for mark in part.line.marks
        if mark.end > part.offset
    ]
    return "".join(kept), marks


def whole(line: Line) -> Part:
    """A line with its label, also where the word processor supplies it."""
    if not line.computed or line.label is None:
        return Part(line, 0)
    stop = " " if line.label.rank is Rank.BULLET else ". "
    return Part(line, 0, line.computed + stop)


def text_of(lines: Sequence[Line], width: int | None) -> str:
    """The text of whole lines, labels included."""
    return assemble([whole(line) for line in lines], width).text


def sources(lines: Sequence[Line]) -> tuple[Source, ...]:
    return tuple(line.source for line in lines)
