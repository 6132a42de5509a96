"""What goes for one remark often goes for ten: several corrected in one step."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

from kader.domain.errors import InvalidInput
from kader.domain.review.values import Review

_NONE = "Vink eerst een of meer opmerkingen aan."


def repage(review: Review, wanted: Collection[int], pages: tuple[str, ...]) -> Review:
    """The comments with these ids on these pages. Raises InvalidInput without a comment, or without a page.

    To take a page away is done one at a time: an empty field is more often forgotten than meant.
    """
    if not pages:
        raise InvalidInput("Vul in naar welke pagina de opmerkingen gaan.")
    _require_some(review, wanted)
    moved = (
        replace(comment, page=pages[0], pages=pages, confidence=None) if comment.id in wanted else comment
        for comment in review.comments
    )
    return replace(review, comments=tuple(moved))


def looked_at(review: Review, wanted: Collection[int]) -> Review:
    """The comments with these ids as a person has seen them, and left them. Raises InvalidInput for none."""
    _require_some(review, wanted)
    seen = (replace(c, confidence=None) if c.id in wanted else c for c in review.comments)
    return replace(review, comments=tuple(seen))


def point_looked_at(review: Review, wanted: int) -> Review:
    """The point with this id as a person has seen it, and left it. Raises NotFound."""
    seen = replace(review.point(wanted), confidence=None)
    return replace(review, points=tuple(seen if p.id == wanted else p for p in review.points))


def _require_some(review: Review, wanted: Collection[int]) -> None:
    if not any(comment.id in wanted for comment in review.comments):
        raise InvalidInput(_NONE)
