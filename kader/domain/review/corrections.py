"""Each correction a person can make, as a step from one review to the next.

Every function raises NotFound when the piece it is about is no longer there.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from kader.domain.errors import InvalidInput
from kader.domain.responses.joining import ends_sentence
from kader.domain.responses.parsed import LetterKind, Source
from kader.domain.review.pages import by_page
from kader.domain.review.values import (
    NO_COMMENT,
    FormerComment,
    Kept,
    LooseEnd,
    Review,
    ReviewedComment,
    ReviewedPoint,
    found,
    inserted,
    merged,
    says,
    whole_text,
)
from kader.domain.vocabulary import CommentKind

_TITLE_LENGTH = 70
_CUT_OFF = " …"


class Among(StrEnum):
    """Where a piece is that becomes something else."""

    UNPLACED = "unplaced"
    LETTER = "letter"


@dataclass(frozen=True, slots=True)
class Amendment:
    """What a person filled in for a comment; the fields of `ReviewedComment` that can be typed."""

    label: str | None
    pages: tuple[str, ...]
    text: str
    sub: tuple[str, ...]
    passage: str | None
    proposal: str | None
    refers_to: tuple[int, ...]
    stated_place: str | None = None
    kind: CommentKind | None = None


def amend_comment(review: Review, wanted: int, amendment: Amendment) -> Review:
    """The comment as filled in; a passage, proposal or sub-remark that was emptied becomes an unplaced piece.

    Raises InvalidInput when no text is left.
    """
    comment = review.comment(wanted)
    if not amendment.text.strip():
        raise InvalidInput("Een opmerking heeft tekst nodig. Wilt u haar weghalen? Kies dan Verwijderen.")
    known = {other.id for other in review.comments} - {wanted}
    amended = replace(
        comment,
        label=amendment.label,
        page=amendment.pages[0] if amendment.pages else None,
        pages=amendment.pages,
        text=amendment.text,
        sub=tuple(text for text in amendment.sub if text.strip()),
        passage=amendment.passage,
        proposal=amendment.proposal,
        refers_to=tuple(i for i in amendment.refers_to if i in known),
        confidence=None,
        stated_place=amendment.stated_place,
        kind=amendment.kind,
    )
    after = _with_comment(review, amended)
    for text in _given_up(comment, amendment):
        if not says(whole_text(amended), text):
            after = _loosened(after, text, ())
    return after


def _given_up(comment: ReviewedComment, amendment: Amendment) -> list[str]:
    """The parts that were emptied altogether."""
    before = (comment.stated_place, comment.passage, comment.proposal, *comment.sub)
    after = (amendment.stated_place, amendment.passage, amendment.proposal, *amendment.sub)
    return [old for old, new in zip(before, after, strict=False) if old and not (new or "").strip()]


def amend_point(review: Review, wanted: int, title: str, text: str) -> Review:
    """Raises InvalidInput when neither a title nor a text is left."""
    if not (title.strip() or text.strip()):
        raise InvalidInput("Een algemeen punt heeft tekst nodig. Wilt u het weghalen? Kies dan Verwijderen.")
    point = replace(
        review.point(wanted), title=title.strip() or _title_of(text), text=text.strip(), confidence=None
    )
    return replace(review, points=tuple(point if p.id == wanted else p for p in review.points))


def join_comment(review: Review, wanted: int, labels: Sequence[str]) -> Review:
    """The comment joined to the end of the one shown before it. Raises InvalidInput for the first."""
    comment, before = _with_previous(review, wanted, labels)
    joined = _absorbed(before, comment)
    joined = replace(
        joined, text=_joined(before.text, comment.text), sub=before.sub + comment.sub, confidence=None
    )
    return _without_comment(_with_comment(review, joined), comment, before.id)


def nest_comment(review: Review, wanted: int, labels: Sequence[str]) -> Review:
    """The comment as a sub-remark of the one shown before it. Raises InvalidInput for the first."""
    comment, before = _with_previous(review, wanted, labels)
    nested = replace(
        _absorbed(before, comment), sub=(*before.sub, comment.text, *comment.sub), confidence=None
    )
    return _without_comment(_with_comment(review, nested), comment, before.id)


def join_point(review: Review, wanted: int) -> Review:
    """The point added to the end of the one before it. Raises InvalidInput for the first."""
    point = review.point(wanted)
    at = review.points.index(point)
    if at == 0:
        raise InvalidInput("Dit is het eerste punt; er is geen vorig punt om het bij te voegen.")
    before = review.points[at - 1]
    text = "\n".join(part for part in (before.text, _point_text(point)) if part)
    joined = replace(before, text=text, source=merged(before.source, point.source), confidence=None)
    return replace(review, points=(*review.points[: at - 1], joined, *review.points[at + 1 :]))


def move_comment(review: Review, wanted: int, by: int, labels: Sequence[str]) -> Review:
    """The comment one place up (-1) or down (1) among those on its page; at the edge nothing changes."""
    comment = review.comment(wanted)
    group = next(g for g in by_page(review.comments, labels) if comment in g.comments)
    at = group.comments.index(comment) + by
    if not 0 <= at < len(group.comments):
        return review
    return replace(review, comments=_swapped(review.comments, comment, group.comments[at]))


def move_point(review: Review, wanted: int, by: int) -> Review:
    """The point one place up (-1) or down (1); at the edge nothing changes."""
    point = review.point(wanted)
    at = review.points.index(point) + by
    if not 0 <= at < len(review.points):
        return review
    return replace(review, points=_swapped(review.points, point, review.points[at]))


def comment_to_point(review: Review, wanted: int) -> Review:
    """The comment as a general point, with all its words."""
    comment = review.comment(wanted)
    text = whole_text(comment)
    point = ReviewedPoint(review.new_id(), _title_of(text), text, comment.source)
    return replace(_without_comment(review, comment, None), points=inserted(review.points, point))


def point_to_comment(review: Review, wanted: int) -> Review:
    """The general point as a comment that names no page yet."""
    point = review.point(wanted)
    comment = _new_comment(review, _point_text(point), point.source, ())
    points = tuple(p for p in review.points if p.id != wanted)
    return replace(review, points=points, comments=inserted(review.comments, comment))


def release_comment(review: Review, wanted: int) -> Review:
    """The comment taken away: its words become an unplaced piece."""
    comment = review.comment(wanted)
    known = FormerComment(comment.pages, comment.label, comment.author, comment.kind)
    return _loosened(_without_comment(review, comment, None), whole_text(comment), comment.source, known)


def release_point(review: Review, wanted: int) -> Review:
    """The point taken away: its words become an unplaced piece."""
    point = review.point(wanted)
    rest = replace(review, points=tuple(p for p in review.points if p.id != wanted))
    return _loosened(rest, _point_text(point), point.source)


def comment_to_letter(review: Review, wanted: int) -> Review:
    """The comment, with all its words, as plain text of the letter."""
    after = release_comment(review, wanted)
    return piece_to_letter(after, after.unplaced[-1].id)


def leave_out_comment(review: Review, wanted: int) -> Review:
    """The comment, with all its words, as no part of the response."""
    after = release_comment(review, wanted)
    return leave_out(after, after.unplaced[-1].id, settled=True)


def point_to_letter(review: Review, wanted: int) -> Review:
    """The general point as plain text of the letter."""
    after = release_point(review, wanted)
    return piece_to_letter(after, after.unplaced[-1].id)


def leave_out_point(review: Review, wanted: int) -> Review:
    """The general point as no part of the response."""
    after = release_point(review, wanted)
    return leave_out(after, after.unplaced[-1].id, settled=True)


def leave_out_letter(review: Review, wanted: int) -> Review:
    """A piece of the letter as no part of the response."""
    kept, rest = _taken(review, Among.LETTER, wanted)
    after = _loosened(rest, kept.text, kept.source, kept.was)
    return leave_out(after, after.unplaced[-1].id, settled=True)


def piece_to_comment(review: Review, among: Among, wanted: int, pages: tuple[str, ...]) -> Review:
    """An unplaced piece or a piece of the letter as a comment on these pages."""
    piece, rest = _taken(review, among, wanted)
    comment = _new_comment(review, piece.text, piece.source, pages)
    known = piece.was
    comment = replace(comment, label=known.label, author=known.author, kind=known.kind)
    return replace(rest, comments=inserted(rest.comments, comment))


def piece_to_point(review: Review, among: Among, wanted: int) -> Review:
    """An unplaced piece or a piece of the letter as a general point."""
    piece, rest = _taken(review, among, wanted)
    point = ReviewedPoint(review.new_id(), _title_of(piece.text), piece.text, piece.source)
    return replace(rest, points=inserted(rest.points, point))


def piece_to_letter(review: Review, wanted: int) -> Review:
    """An unplaced piece as plain text of the letter."""
    piece, rest = _taken(review, Among.UNPLACED, wanted)
    kept = Kept(review.new_id(), LetterKind.TEXT, piece.text, piece.source, piece.was)
    return replace(rest, letter=inserted(rest.letter, kept))


def leave_out(review: Review, wanted: int, settled: bool) -> Review:
    """An unplaced piece marked as no part of the response, or taken back."""
    piece = replace(found(review.unplaced, wanted), settled=settled)
    return replace(review, unplaced=tuple(piece if p.id == wanted else p for p in review.unplaced))


def _with_previous(
    review: Review, wanted: int, labels: Sequence[str]
) -> tuple[ReviewedComment, ReviewedComment]:
    comment = review.comment(wanted)
    shown = [c for group in by_page(review.comments, labels) for c in group.comments]
    at = shown.index(comment)
    if at == 0:
        raise InvalidInput("Dit is de eerste opmerking; er is geen vorige om haar bij te voegen.")
    return comment, shown[at - 1]


def _absorbed(before: ReviewedComment, comment: ReviewedComment) -> ReviewedComment:
    """`before` with what `comment` has besides its text; a second passage joins the first."""
    return replace(
        before,
        pages=tuple(dict.fromkeys((*before.pages, *comment.pages))),
        page=before.page or comment.page,
        passage=_both(before.passage, comment.passage),
        proposal=_both(before.proposal, comment.proposal),
        kind=before.kind or comment.kind,
        stated_place=_both(before.stated_place, comment.stated_place),
        refers_to=tuple(dict.fromkeys(i for i in (*before.refers_to, *comment.refers_to) if i != before.id)),
        source=merged(before.source, comment.source),
    )


def _both(first: str | None, second: str | None) -> str | None:
    if first and second and not says(first, second):
        return f"{first}\n{second}"
    return first or second


def _joined(first: str, second: str) -> str:
    return first + ("\n" if ends_sentence(first) else " ") + second


def _with_comment(review: Review, comment: ReviewedComment) -> Review:
    return replace(review, comments=tuple(comment if c.id == comment.id else c for c in review.comments))


def _without_comment(review: Review, comment: ReviewedComment, heir: int | None) -> Review:
    """The review without a comment; what referred to it refers to its heir, or no longer."""
    kept = (c for c in review.comments if c.id != comment.id)
    return replace(review, comments=tuple(_referring(c, comment.id, heir) for c in kept))


def _referring(comment: ReviewedComment, old: int, heir: int | None) -> ReviewedComment:
    if old not in comment.refers_to:
        return comment
    targets = (heir if target == old else target for target in comment.refers_to)
    kept = dict.fromkeys(t for t in targets if t is not None and t != comment.id)
    return replace(comment, refers_to=tuple(kept))


def _swapped(items: tuple, one: object, other: object) -> tuple:  # type: ignore[type-arg]
    places = {one: other, other: one}
    return tuple(places.get(item, item) for item in items)


def _new_comment(
    review: Review, text: str, source: tuple[Source, ...], pages: tuple[str, ...]
) -> ReviewedComment:
    page = pages[0] if pages else None
    return ReviewedComment(review.new_id(), None, page, pages, text, source=source)


def _loosened(
    review: Review, text: str, source: tuple[Source, ...], was: FormerComment = NO_COMMENT
) -> Review:
    piece = LooseEnd(review.new_id(), text, source, was=was)
    return replace(review, unplaced=(*review.unplaced, piece))


def _taken(review: Review, among: Among, wanted: int) -> tuple[LooseEnd | Kept, Review]:
    """The piece with this id, and the review without it."""
    if among is Among.LETTER:
        kept = found(review.letter, wanted)
        return kept, replace(review, letter=tuple(p for p in review.letter if p != kept))
    loose = found(review.unplaced, wanted)
    return loose, replace(review, unplaced=tuple(p for p in review.unplaced if p != loose))


def _point_text(point: ReviewedPoint) -> str:
    if says(point.text, point.title.removesuffix(_CUT_OFF)):
        return point.text
    return "\n".join(part for part in (point.title, point.text) if part)


def _title_of(text: str) -> str:
    """The opening words of a text, cut at a word."""
    line = text.strip().split("\n", 1)[0]
    if len(line) <= _TITLE_LENGTH:
        return line
    return line[:_TITLE_LENGTH].rsplit(" ", 1)[0].rstrip(" ,;:") + _CUT_OFF
