"""Remarks in a margin are comments; the text beside them is either a letter or the framework itself.

A framework has no salutation and no remarks on pages, so its own lists are not taken for remarks. Where the
framework is known, its words tell which paragraphs are its own, and the rest may still be a letter.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from kader.domain.margin import MarginComment, said
from kader.domain.paragraphs import Paragraph
from kader.domain.reading_text import ReadingText
from kader.domain.responses.lines import read_lines
from kader.domain.responses.parsed import (
    LetterKind,
    LetterPiece,
    ParsedComment,
    ParsedResponse,
    Source,
)
from kader.domain.responses.parsing import parse
from kader.domain.responses.part_titles import is_farewell, is_salutation

_SHINGLE = 4
_Words = tuple[str, ...]
_OWN = 0.5
"""A paragraph is the framework's when at least this part of its runs of four words stands there."""


def understand(paragraphs: Sequence[Paragraph], framework: ReadingText | None = None) -> ParsedResponse:
    """The response in a received document; `framework` is the version it answers, where that is known."""
    remarks = [(at, p.margin) for at, p in enumerate(paragraphs) if p.margin is not None]
    if not remarks:
        return parse(paragraphs)
    body = [at for at, paragraph in enumerate(paragraphs) if paragraph.margin is None]
    own = _own(paragraphs, body, framework)
    letter = _letter(paragraphs, [at for at in body if at not in own])
    if letter is None:
        letter, own = ParsedResponse(None, None, (), (), (), ()), set(body)
    # Who writes a letter with changes tracked changes the letter, not the framework.
    asides = {at for at, margin in remarks if margin.proposal is not None and not own}
    comments = [_comment(margin, at, paragraphs[at]) for at, margin in remarks if at not in asides]
    pieces = [_piece(at, paragraphs[at], LetterKind.FRAMEWORK) for at in sorted(own)]
    pieces += [_piece(at, paragraphs[at], LetterKind.CHANGE) for at in sorted(asides)]
    return replace(letter, comments=(*letter.comments, *comments), letter=(*letter.letter, *pieces))


def _own(paragraphs: Sequence[Paragraph], body: Sequence[int], framework: ReadingText | None) -> set[int]:
    """The paragraphs that are the framework's own, as far as its words can tell."""
    if framework is None:
        return set()
    known = _runs(framework.text)
    blocks = {_words(block) for block in framework.text.split("\n")}
    return {at for at in body if _is_known(_words(paragraphs[at].text), known, blocks)}


def _is_known(words: _Words, known: set[_Words], blocks: set[_Words]) -> bool:
    if len(words) < 2 * _SHINGLE:
        return words in blocks
    runs = _runs(" ".join(words))
    return len(runs & known) >= _OWN * len(runs)


def _words(text: str) -> _Words:
    bare = (word.strip(".,;:!?\"'()‘’“”•–-").lower() for word in text.split())
    return tuple(word for word in bare if word)


def _runs(text: str) -> set[_Words]:
    words = _words(text)
    return {words[at : at + _SHINGLE] for at in range(len(words) - _SHINGLE + 1)}


def _letter(paragraphs: Sequence[Paragraph], places: Sequence[int]) -> ParsedResponse | None:
    """What these paragraphs say as a letter, or None when they are no letter."""
    chosen = [paragraphs[at] for at in places]
    found = parse(chosen)
    addressed = any(is_salutation(line) or is_farewell(line) for line in read_lines(chosen))
    if not addressed and sum(1 for comment in found.comments if comment.pages) < 2:
        return None
    return _moved(found, places)


def _moved(response: ParsedResponse, places: Sequence[int]) -> ParsedResponse:
    """The response with sources that count in all paragraphs of the file."""

    def sources(found: tuple[Source, ...]) -> tuple[Source, ...]:
        return tuple(replace(source, paragraph=places[source.paragraph]) for source in found)

    return replace(
        response,
        points=tuple(replace(item, source=sources(item.source)) for item in response.points),
        comments=tuple(replace(item, source=sources(item.source)) for item in response.comments),
        letter=tuple(replace(item, source=sources(item.source)) for item in response.letter),
        unplaced=tuple(replace(item, source=sources(item.source)) for item in response.unplaced),
    )


def _comment(margin: MarginComment, at: int, paragraph: Paragraph) -> ParsedComment:
    return ParsedComment(
        label=None,
        page=None,
        pages=(),
        place=None,
        text=margin.text,
        sub=tuple(said(reply) for reply in margin.replies),
        passage=margin.passage or None,
        proposal=margin.proposal or None,
        refers_to=(),
        source=(Source(at, 0, len(paragraph.text)),),
        confidence=1.0,
        author=margin.author,
        margin=margin,
    )


def _piece(at: int, paragraph: Paragraph, kind: LetterKind) -> LetterPiece:
    return LetterPiece(kind, paragraph.text, (Source(at, 0, len(paragraph.text)),))
