"""The review stands beside the original, so every part knows which stretches of it it came from.

Stretches are `Source` values: a paragraph's index, start and end in code points of that paragraph's text.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from kader.domain.responses.parsed import Source

_SEEN = 40
"""Code points of a second half that are looked up in the original: enough to be the only place."""


def uncovered(texts: Sequence[str], sources: Iterable[Source]) -> tuple[Source, ...]:
    """The stretches of the original with words in them that no part came from, in order."""
    covered: dict[int, list[tuple[int, int]]] = {}
    for span in sources:
        covered.setdefault(span.paragraph, []).append((span.start, span.end))
    return tuple(
        gap for index, text in enumerate(texts) for gap in _gaps(index, text, sorted(covered.get(index, [])))
    )


def _gaps(index: int, text: str, spans: list[tuple[int, int]]) -> Iterator[Source]:
    reached = 0
    for start, end in [*spans, (len(text), len(text))]:
        gap = text[reached:start]
        if any(character.isalnum() for character in gap):
            lead = len(gap) - len(gap.lstrip())
            yield Source(index, reached + lead, reached + len(gap.rstrip()))
        reached = max(reached, end)


def lies_in(part: Sequence[Source], whole: Sequence[Source]) -> bool:
    """Whether a part was said within a whole: all its stretches are in stretches of it."""
    return bool(part) and all(
        any(w.paragraph == p.paragraph and w.start <= p.start and p.end <= w.end for w in whole) for p in part
    )


def cut_source(
    source: tuple[Source, ...], texts: Sequence[str], second: str
) -> tuple[tuple[Source, ...], tuple[Source, ...]]:
    """A source cut where the text `second` begins in it; both halves keep all of it where that is not found.

    White space is not compared, since lines were joined when the text was put together.
    """
    letters, places = _flow(source, texts)
    wanted = "".join(second.split())[:_SEEN]
    at = letters.find(wanted) if wanted else -1
    if at <= 0:
        return source, source
    paragraph, offset = places[at]
    cut = next(i for i, s in enumerate(source) if s.paragraph == paragraph and s.start <= offset < s.end)
    span = source[cut]
    head = (Source(span.paragraph, span.start, offset),) if offset > span.start else ()
    return source[:cut] + head, (Source(span.paragraph, offset, span.end), *source[cut + 1 :])


def _flow(source: tuple[Source, ...], texts: Sequence[str]) -> tuple[str, list[tuple[int, int]]]:
    """The characters of a source without white space, and where each stands."""
    places = [
        (span.paragraph, offset)
        for span in source
        if span.paragraph < len(texts)
        for offset in range(span.start, min(span.end, len(texts[span.paragraph])))
        if not texts[span.paragraph][offset].isspace()
    ]
    return "".join(texts[paragraph][offset] for paragraph, offset in places), places
