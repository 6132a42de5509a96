"""Words of one block to HTML, where emphasis, highlights and page breaks may start and end anywhere.

HTML is a tree, standoff ranges are not: two remarks may overlap, a highlight may begin inside a link and end
after it. So a block is cut at every edge; for each piece the ranges that hold there are ordered from outer to
inner, and between two pieces only what differs is closed and opened. Emphasis and links stay whole where they
can (they are outer), highlights are split (they are inner and carry `data-highlight`).
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from urllib.parse import urlsplit

from markupsafe import escape

_SAFE_SCHEMES = frozenset({"http", "https", "mailto"})
_PLAIN_TAGS = {"emphasis": "em", "strong": "strong", "code": "code", "strikethrough": "s"}
# HTML has no form for these; one for one, so that offsets keep counting.
_CONTROLS = (*range(9), 0xB, *range(0xD, 0x20), *range(0x7F, 0xA0))
_UNPRINTABLE = dict.fromkeys((*_CONTROLS, *range(0xD800, 0xE000)), "\ufffd")


@dataclass(frozen=True, slots=True)
class Span:
    """Code points [start, end) inside one element; `first_attributes` are for its first piece alone."""

    start: int
    end: int
    tag: str
    attributes: str = ""
    first_attributes: str = ""


@dataclass(frozen=True, slots=True)
class Insert:
    """HTML that is no part of the text (a page break, a footnote mark), before the code point at `offset`."""

    offset: int
    html: str


def escaped(text: str) -> str:
    """Text as HTML; code points that HTML cannot hold become U+FFFD, so that offsets stay true."""
    return str(escape(text.translate(_UNPRINTABLE)))


def attributes(**values: str | int | None) -> str:
    """` name="value"` for each value that is not None; `_` in a name stands for `-`."""
    return "".join(
        f' {name.rstrip("_").replace("_", "-")}="{escaped(str(value))}"'
        for name, value in values.items()
        if value is not None
    )


def mark_span(kind: str, start: int, end: int, value: str) -> Span | None:
    """The element of a mark; None when it has none (a link to an address that we do not follow)."""
    if kind != "link":
        return Span(start, end, _PLAIN_TAGS[kind])
    if not is_safe_address(value):
        return None
    return Span(start, end, "a", attributes(href=value, rel="noopener"))


def is_safe_address(address: str) -> bool:
    try:
        return urlsplit(address).scheme.lower() in _SAFE_SCHEMES
    except ValueError:
        return False


def inline(text: str, start: int, end: int, spans: Sequence[Span], inserts: Iterable[Insert]) -> str:
    """text[start:end] as HTML; `spans` from outer to inner. No element stays open around an insert."""
    parts = []
    position = start
    for insert in sorted(inserts, key=lambda insert: insert.offset):
        parts += [_run(text, position, insert.offset, spans), insert.html]
        position = insert.offset
    parts.append(_run(text, position, end, spans))
    return "".join(parts)


def _run(text: str, start: int, end: int, spans: Sequence[Span]) -> str:
    inside = [span for span in spans if span.start < end and span.end > start]
    edges = {start, end, *(s.start for s in inside), *(s.end for s in inside)}
    cuts = sorted(edge for edge in edges if start <= edge <= end)
    parts = []
    opened: list[Span] = []
    for left, right in pairwise(cuts):
        wanted = [span for span in inside if span.start <= left and span.end >= right]
        kept = _shared(opened, wanted)
        parts += [f"</{span.tag}>" for span in reversed(opened[kept:])]
        parts += [_opening(span, left) for span in wanted[kept:]]
        parts.append(escaped(text[left:right]))
        opened = wanted
    parts += [f"</{span.tag}>" for span in reversed(opened)]
    return "".join(parts)


def _shared(opened: Sequence[Span], wanted: Sequence[Span]) -> int:
    """How many of the outer elements can stay open."""
    pairs = zip(opened, wanted, strict=False)
    return next((i for i, (old, new) in enumerate(pairs) if old is not new), min(len(opened), len(wanted)))


def _opening(span: Span, at: int) -> str:
    first = span.first_attributes if at == span.start else ""
    return f"<{span.tag}{first}{span.attributes}>"
