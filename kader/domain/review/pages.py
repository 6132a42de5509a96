"""A remark stands on a page, and people name pages in many ways: "4", "3-5", "7 en 9".

Here what a person fills in becomes labels of the version, and comments are shown page by page, whatever the
order they came in.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from kader.domain.errors import InvalidInput
from kader.domain.review.values import ReviewedComment

_PARTS = re.compile(r"\s*(?:[,;+&]|\ben\b)\s*")
_PREFIX = re.compile(r"(?:p(?:ag(?:ina(?:'s|’s)?)?)?|blz|bladzijden?)\.?\s*(?=\S)", re.IGNORECASE)
_RANGE = re.compile(r"\s*(?:-|–|\bt/m\b|\btot en met\b)\s*")


@dataclass(frozen=True, slots=True)
class PageGroup:
    """The comments on one page; `page` is None where none was named, `known` when the version has it."""

    page: str | None
    known: bool
    comments: tuple[ReviewedComment, ...]


def by_page(comments: Sequence[ReviewedComment], labels: Sequence[str]) -> tuple[PageGroup, ...]:
    """Comments in the order of the version's pages, then on pages it does not have, then without a page."""
    order = {label.casefold(): rank for rank, label in enumerate(labels)}
    strange = list(dict.fromkeys(c.page for c in comments if c.page and c.page.casefold() not in order))

    def rank(comment: ReviewedComment) -> int:
        if comment.page is None:
            return len(labels) + len(strange)
        known = order.get(comment.page.casefold())
        return known if known is not None else len(labels) + strange.index(comment.page)

    groups = groupby(sorted(comments, key=rank), key=rank)
    return tuple(_group(tuple(members), rank_, labels) for rank_, members in groups)


def _group(comments: tuple[ReviewedComment, ...], rank: int, labels: Sequence[str]) -> PageGroup:
    known = rank < len(labels)
    return PageGroup(labels[rank] if known else comments[0].page, known, comments)


def read_pages(entry: str, labels: Sequence[str]) -> tuple[str, ...]:
    """The labels a person filled in, () for none. Raises InvalidInput when the version lacks one."""
    entry = _PREFIX.sub("", entry.strip(), count=1)
    pages: list[str] = []
    for part in (part for part in _PARTS.split(entry) if part):
        pages += _named(part, labels)
    return tuple(dict.fromkeys(pages))


def _named(part: str, labels: Sequence[str]) -> Sequence[str]:
    label = _known(part, labels)
    if label is not None:
        return [label]
    ends = [_known(end, labels) for end in _RANGE.split(part)]
    if len(ends) == 2 and ends[0] is not None and ends[1] is not None:
        first, last = labels.index(ends[0]), labels.index(ends[1])
        if first <= last:
            return labels[first : last + 1]
    raise InvalidInput(f"Pagina {part} staat niet in deze versie. De pagina’s lopen van {_extent(labels)}.")


def _known(part: str, labels: Sequence[str]) -> str | None:
    wanted = part.strip().casefold()
    return next((label for label in labels if label.casefold() == wanted), None)


def _extent(labels: Sequence[str]) -> str:
    return f"{labels[0]} tot en met {labels[-1]}" if labels else "geen: deze versie heeft geen pagina’s"
