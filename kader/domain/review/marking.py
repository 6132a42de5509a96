"""Beside what was understood stands the original, with every stretch marked by what it became.

The original's text is cut where a part begins or ends, so that a stretch that two parts share is marked with
both.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from kader.domain.responses.parsed import LetterKind, Source
from kader.domain.review.values import Review, Sourced

_LETTER_NAMES = {
    LetterKind.TITLE: "titel",
    LetterKind.DATE: "datum",
    LetterKind.HEADING: "kopje",
    LetterKind.TEXT: "brieftekst",
    LetterKind.RUNNING: "kop- of voetregel",
    LetterKind.FRAMEWORK: "tekst van het kader",
    LetterKind.CHANGE: "wijziging in de brief",
}
_LETTERS = {"comment": "o", "point": "p", "letter": "b", "loose": "z"}


@dataclass(frozen=True, slots=True)
class Marker:
    """What a stretch became: `kind` is comment, point, letter, loose or left-out; `anchor` its id."""

    kind: str
    anchor: str
    name: str


@dataclass(frozen=True, slots=True)
class Stretch:
    """A piece of a paragraph; `opens` are the parts that begin here, `markers` all that it belongs to."""

    text: str
    markers: tuple[Marker, ...]
    opens: tuple[Marker, ...]


def marked(
    texts: Sequence[str], review: Review, numbers: Mapping[int, int]
) -> tuple[tuple[Stretch, ...], ...]:
    """For each paragraph of the original its stretches; `numbers` are the comments' numbers by their id."""
    spans: dict[int, list[tuple[Source, Marker]]] = {}
    seen: set[str] = set()
    firsts: set[tuple[str, Source]] = set()
    for marker, source in _owners(review, numbers):
        for span in source:
            spans.setdefault(span.paragraph, []).append((span, marker))
            if marker.anchor not in seen:
                seen.add(marker.anchor)
                firsts.add((marker.anchor, span))
    return tuple(tuple(_stretches(text, spans.get(i, []), firsts)) for i, text in enumerate(texts))


def _owners(review: Review, numbers: Mapping[int, int]) -> Iterator[tuple[Marker, tuple[Source, ...]]]:
    for number, point in enumerate(review.points, start=1):
        yield Marker("point", anchor("point", point), f"punt {number}"), point.source
    for comment in review.comments:
        yield Marker("comment", anchor("comment", comment), str(numbers[comment.id])), comment.source
    for piece in review.letter:
        yield Marker("letter", anchor("letter", piece), _LETTER_NAMES[piece.kind]), piece.source
    for loose in review.unplaced:
        kind, name = ("left-out", "weggelaten") if loose.settled else ("loose", "zonder plaats")
        yield Marker(kind, anchor("loose", loose), name), loose.source


def anchor(kind: str, item: Sourced) -> str:
    """The id of a part on a page: o12 a comment, p3 a point, b4 a piece of the letter, z5 an unplaced one."""
    return f"{_LETTERS[kind]}{item.id}"


def _stretches(
    text: str, spans: list[tuple[Source, Marker]], firsts: set[tuple[str, Source]]
) -> Iterator[Stretch]:
    edges = {0, len(text)}
    for span, _ in spans:
        edges |= {min(span.start, len(text)), min(span.end, len(text))}
    # One walk over the borders, since a paragraph may be the whole letter.
    coming = sorted(spans, key=lambda pair: pair[0].start, reverse=True)
    here: list[tuple[Source, Marker]] = []
    for start, end in pairwise(sorted(edges)):
        here = [pair for pair in here if pair[0].end > start]
        while coming and coming[-1][0].start <= start:
            here.append(coming.pop())
        opens = tuple(m for span, m in here if span.start == start and (m.anchor, span) in firsts)
        yield Stretch(text[start:end], tuple(dict.fromkeys(m for _, m in here)), opens)
