"""Nobody checks four hundred remarks one by one; who knows which are doubtful, and why, checks those.

A remark is doubted for what it says of its page and for how its place was found. Once a person has looked at
it, it is doubted no more, whatever the reasons were.
"""

from __future__ import annotations

from collections.abc import Collection
from enum import StrEnum

from kader.domain.locating import How
from kader.domain.review.values import ReviewedComment, ReviewedPoint

_SURE = 0.75
"""Confidence under which the limits of a remark were inferred from too little."""


class Doubt(StrEnum):
    """Why a person is asked to look at a comment."""

    STRANGE_PAGE = "strange page"
    """It names a page that the version does not have."""
    NOWHERE = "nowhere"
    """It names no page, and no place was found for its words."""
    FOUND_BY_WORDS = "found by words"
    """It names no page; its words gave the place."""
    BY_SUBJECT = "by subject"
    """Its place was found by what it is about, since it quotes nothing."""
    UNSURE = "unsure"
    """Where it begins and ends was not clear, or that the page above it is its page too."""


def doubts(comment: ReviewedComment, how: str | None, labels: Collection[str]) -> tuple[Doubt, ...]:
    """Why to look at a comment, the heaviest reason first; () when its reading was sure or a person looked.

    `how` tells how its place was found, as in `Location`; `labels` are the version's pages, casefolded.
    """
    if comment.confidence is None:
        return ()
    found = [doubt for doubt, holds in _reasons(comment, how, labels) if holds]
    if not found and comment.confidence < _SURE:
        return (Doubt.UNSURE,)
    return tuple(found)


def is_doubtful(point: ReviewedPoint) -> bool:
    """Whether to look at a point: its limits were inferred from too little, and nobody has looked."""
    return point.confidence is not None and point.confidence < _SURE


def _reasons(
    comment: ReviewedComment, how: str | None, labels: Collection[str]
) -> tuple[tuple[Doubt, bool], ...]:
    strange = any(page.casefold() not in labels for page in comment.pages)
    nowhere = how in (None, How.NONE)
    return (
        (Doubt.STRANGE_PAGE, strange),
        (Doubt.NOWHERE, nowhere and not strange),
        (Doubt.FOUND_BY_WORDS, not comment.pages and not comment.stated_place and not nowhere),
        (Doubt.BY_SUBJECT, how == How.TOPIC),
    )
