"""Public comments as W3C Web Annotations, so that any reader or archive can put them beside the text.

Web Annotation Data Model (W3C Recommendation, 23 February 2017). A comment on a passage has a
TextQuoteSelector and a TextPositionSelector, which say the same in two ways; positions count Unicode code
points of the reading text. A comment on a page points at that page's address; one on the whole has no
selector.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

CONTEXT = "http://www.w3.org/ns/anno.jsonld"
MEDIA_TYPE = 'application/ld+json; profile="http://www.w3.org/ns/anno.jsonld"'
_FRAGMENTS = "http://tools.ietf.org/rfc/rfc3236"


@dataclass(frozen=True, slots=True)
class Quote:
    """The words that were marked, with what stands around them, and their code points [start, end)."""

    exact: str
    prefix: str
    suffix: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Annotated:
    """A public comment. `id` is its lasting address; `fragment` that of its page, without the #."""

    id: str
    organisation: str
    text: str
    proposal: str
    answer: str
    created: datetime | None
    quote: Quote | None
    fragment: str
    kind: str = ""


def collection(address: str, label: str, source: str, comments: Sequence[Annotated]) -> dict[str, Any]:
    """An AnnotationCollection with all comments on its one page; `source` is the address of the text."""
    page = {
        "id": f"{address}#eerste",
        "type": "AnnotationPage",
        "partOf": address,
        "startIndex": 0,
        "items": [_annotation(one, source) for one in comments],
    }
    return {
        "@context": CONTEXT,
        "id": address,
        "type": "AnnotationCollection",
        "label": label,
        "total": len(comments),
        "first": page,
        "last": page["id"],
    }


def _annotation(one: Annotated, source: str) -> dict[str, Any]:
    made: dict[str, Any] = {"id": one.id, "type": "Annotation"}
    if one.created:
        made["created"] = one.created.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    made["creator"] = {"type": "Organization", "name": one.organisation}
    made["motivation"] = ["commenting", "editing"] if one.proposal else "commenting"
    made["body"] = list(_bodies(one))
    made["target"] = _target(one, source)
    return made


def _bodies(one: Annotated) -> Iterator[dict[str, str]]:
    parts = (
        ("commenting", one.text),
        ("editing", one.proposal),
        ("replying", one.answer),
        ("tagging", one.kind),
    )
    for purpose, text in parts:
        if text:
            yield {
                "type": "TextualBody",
                "value": text,
                "format": "text/plain",
                "language": "nl",
                "purpose": purpose,
            }


def _target(one: Annotated, source: str) -> dict[str, Any] | str:
    selectors = list(_selectors(one))
    if not selectors:
        return source
    return {"source": source, "selector": selectors if len(selectors) > 1 else selectors[0]}


def _selectors(one: Annotated) -> Iterable[dict[str, Any]]:
    if one.quote:
        quote = one.quote
        yield {
            "type": "TextQuoteSelector",
            "exact": quote.exact,
            "prefix": quote.prefix,
            "suffix": quote.suffix,
        }
        yield {"type": "TextPositionSelector", "start": quote.start, "end": quote.end}
    elif one.fragment:
        yield {"type": "FragmentSelector", "conformsTo": _FRAGMENTS, "value": one.fragment}
