"""Where an anchor stands in its own text: its position, or, when that does not fit, its quote."""

from collections.abc import Iterable

from kader.domain.anchoring.values import Anchor
from kader.domain.reading_text import ReadingText

# A quote that occurs more often is told apart among the first so many places.
MOST = 1000


def locate(text: ReadingText, anchor: Anchor) -> tuple[int, int]:
    """The span of the anchor in its text, in code points, within the text.

    Position and quote mostly agree. Where they do not (a text that was shortened, a client that counted in
    other units), the quote wins, at the place that fits page, section, context and position best.
    """
    whole = text.text
    start = max(0, min(anchor.start, len(whole)))
    end = max(start, min(anchor.end, len(whole)))
    if not anchor.exact or whole[start:end] == anchor.exact:
        return start, end
    places = _occurrences(whole, anchor.exact)
    if not places:
        return start, end
    at = max(places, key=lambda place: _fit(text, anchor, place))
    return at, at + len(anchor.exact)


def _occurrences(text: str, quote: str) -> list[int]:
    places: list[int] = []
    at = text.find(quote)
    while at >= 0 and len(places) < MOST:
        places.append(at)
        at = text.find(quote, at + 1)
    return places


def _fit(text: ReadingText, anchor: Anchor, at: int) -> tuple[int, int, int, int]:
    """How well an occurrence fits: page, section, letters of context, nearness."""
    end = at + len(anchor.exact)
    block = text.block_at(at)
    page = anchor.page is not None and text.page_at(at) == anchor.page
    section = anchor.section is not None and block is not None and block.section == anchor.section
    before = _same(reversed(text.text[max(0, at - len(anchor.prefix)) : at]), reversed(anchor.prefix))
    after = _same(text.text[end : end + len(anchor.suffix)], anchor.suffix)
    return int(page), int(section), before + after, -abs(at - anchor.start)


def _same(one: Iterable[str], other: Iterable[str]) -> int:
    """How many letters two sequences share from their start."""
    shared = 0
    for a, b in zip(one, other, strict=False):
        if a != b:
            break
        shared += 1
    return shared
