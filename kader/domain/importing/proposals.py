"""A framework usually says on its first page what it is called, which version it is, and of when."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from kader.domain.importing.values import Imported
from kader.domain.paragraphs import Paragraph
from kader.domain.responses.dates import read_date

_OPENING = 12
"""Paragraphs, from the start, that can tell what the document is."""
_VERSION = re.compile(r"\bversie(?:nummer)?:?\s+(?:nr\.?\s*)?v?(\d+(?:\.\d+)*)\b", re.IGNORECASE)
_STATUSES = (
    (re.compile(r"\bconsultatie(?:versie|document)\b", re.IGNORECASE), "consultatieversie"),
    (
        re.compile(r"\b(?:ontwikkelversie|concept(?:versie)?|groeidocument)\b", re.IGNORECASE),
        "ontwikkelversie",
    ),
    (re.compile(r"\bvastgesteld(?:e versie)? (?:op|door|in)\b", re.IGNORECASE), "vastgesteld"),
)
_FULL_DATE = 10


def proposed(imported: Imported, paragraphs: Sequence[Paragraph]) -> Imported:
    """The same with a title, label, date and status, as far as the text itself tells them."""
    opening = [paragraph.text for paragraph in paragraphs[:_OPENING] if paragraph.cell is None]
    titles = [p for p in paragraphs if p.role == "title"] + [p for p in paragraphs if p.heading is not None]
    found = next(iter(titles), None)
    return replace(
        imported,
        title=" ".join(found.text.split()) if found else "",
        label=next((match[1] for text in opening if (match := _VERSION.search(text))), ""),
        dated=next(_dates(opening), ""),
        status=next((status for sign, status in _STATUSES if any(map(sign.search, opening))), ""),
    )


def _dates(texts: Sequence[str]) -> Iterator[str]:
    for text in texts:
        # A date in a running sentence says when something happened, not when this was written.
        date = read_date(text) if len(text) < 100 else None
        if date and len(date) == _FULL_DATE:
            yield date
