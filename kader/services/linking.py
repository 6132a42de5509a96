"""Suggest which changes answer which comments; a person decides."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kader.domain.anchoring import Anchor
from kader.domain.comparison import Change
from kader.domain.reading_text import ReadingText

_BY_PLACE = 0.5
_BY_PROPOSAL = 0.9


@dataclass(frozen=True, slots=True)
class Remark:
    """A comment where it stands in the old version; `how` says how that place was found."""

    comment_id: int
    text: str
    passage: str | None
    proposal: str | None
    anchor: Anchor | None
    how: str


@dataclass(frozen=True, slots=True)
class Suggestion:
    """`score` runs from 0 to 1; `reasons` are Dutch."""

    comment_id: int
    change_id: str
    score: float
    reasons: tuple[str, ...]


def suggest(
    old: ReadingText, new: ReadingText, changes: Sequence[Change], remarks: Sequence[Remark]
) -> list[Suggestion]:
    """Links from each remark with a precise place to the changes of that place."""
    return [found for remark in remarks if remark.how != "page" for found in _of(remark, changes)]


def _of(remark: Remark, changes: Sequence[Change]) -> Iterator[Suggestion]:
    for change in changes:
        if remark.anchor is None or change.old is None or not _touches(remark.anchor, change):
            continue
        reasons = ["de wijziging raakt de passage van de opmerking"]
        proposed = bool(remark.proposal and change.new and remark.proposal in change.new.text)
        if proposed:
            reasons.append("het tekstvoorstel is letterlijk overgenomen")
        yield Suggestion(
            remark.comment_id, change.id, _BY_PROPOSAL if proposed else _BY_PLACE, tuple(reasons)
        )


def _touches(anchor: Anchor, change: Change) -> bool:
    return change.old is not None and anchor.start < change.old.end and change.old.start < anchor.end
