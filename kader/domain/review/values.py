"""The values a review is made of.

Ids are those of the rows; what is not stored yet has a negative id, unique within its review.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from hashlib import sha256
from typing import Any, Protocol, TypeVar

from kader.domain.errors import NotFound
from kader.domain.responses.parsed import LetterKind, ParsedResponse, Source
from kader.domain.vocabulary import CommentKind


class Sourced(Protocol):
    """Anything that has an id and came from stretches of the original."""

    @property
    def id(self) -> int: ...

    @property
    def source(self) -> tuple[Source, ...]: ...


Item = TypeVar("Item", bound=Sourced)


@dataclass(frozen=True, slots=True)
class ReviewedPoint:
    """`confidence` is None once a person has looked at it."""

    id: int
    title: str
    text: str
    source: tuple[Source, ...] = ()
    confidence: float | None = None


@dataclass(frozen=True, slots=True)
class ReviewedComment:
    """`refers_to` holds ids of other comments; `confidence` is None once a person has looked at it.

    `stated_place` is what the letter says of the place beside the page: "2e alinea", "§ 3.1"; `author` who
    wrote it, where the file says so of each remark.
    """

    id: int
    label: str | None
    page: str | None
    pages: tuple[str, ...]
    text: str
    sub: tuple[str, ...] = ()
    passage: str | None = None
    proposal: str | None = None
    refers_to: tuple[int, ...] = ()
    source: tuple[Source, ...] = ()
    confidence: float | None = None
    stated_place: str | None = None
    author: str | None = None
    kind: CommentKind | None = None


@dataclass(frozen=True, slots=True)
class FormerComment:
    """What was known of a comment beside its words, for when it becomes one again."""

    pages: tuple[str, ...] = ()
    label: str | None = None
    author: str | None = None
    kind: CommentKind | None = None


NO_COMMENT = FormerComment()


@dataclass(frozen=True, slots=True)
class Kept:
    """A piece of the letter's plain text: neither point nor comment."""

    id: int
    kind: LetterKind
    text: str
    source: tuple[Source, ...] = ()
    was: FormerComment = NO_COMMENT


@dataclass(frozen=True, slots=True)
class LooseEnd:
    """An unplaced piece; `settled` when someone decided that it is no part of the response."""

    id: int
    text: str
    source: tuple[Source, ...] = ()
    settled: bool = False
    was: FormerComment = NO_COMMENT


@dataclass(frozen=True, slots=True)
class Review:
    """All that is understood of one response; comments in the order of the letter, or as they were moved."""

    points: tuple[ReviewedPoint, ...] = ()
    comments: tuple[ReviewedComment, ...] = ()
    letter: tuple[Kept, ...] = ()
    unplaced: tuple[LooseEnd, ...] = ()

    @property
    def open_ends(self) -> tuple[LooseEnd, ...]:
        """The unplaced pieces that nobody has dealt with yet."""
        return tuple(piece for piece in self.unplaced if not piece.settled)

    def comment(self, wanted: int) -> ReviewedComment:
        """Raises NotFound."""
        return found(self.comments, wanted)

    def point(self, wanted: int) -> ReviewedPoint:
        """Raises NotFound."""
        return found(self.points, wanted)

    def new_id(self) -> int:
        """A negative id that nothing in the review has yet."""
        parts = (self.points, self.comments, self.letter, self.unplaced)
        return min((0, *(item.id for items in parts for item in items))) - 1


def found(items: Iterable[Item], wanted: int) -> Item:
    """The item with this id. Raises NotFound: a colleague may have moved it meanwhile."""
    item = next((item for item in items if item.id == wanted), None)
    if item is None:
        raise NotFound("Dit stuk is er niet meer. Misschien heeft een collega het verplaatst of verwijderd.")
    return item


def understood(parsed: ParsedResponse) -> Review:
    """The review to begin with: what the parser made of the letter."""
    ids = iter(range(-1, -1_000_000_000, -1))
    points = tuple(ReviewedPoint(next(ids), p.title, p.text, p.source, p.confidence) for p in parsed.points)
    keys = [next(ids) for _ in parsed.comments]
    comments = tuple(
        ReviewedComment(
            id=key,
            label=c.label,
            page=c.page,
            pages=c.pages,
            text=c.text,
            sub=c.sub,
            passage=c.passage,
            proposal=c.proposal,
            refers_to=tuple(keys[index] for index in c.refers_to),
            source=c.source,
            confidence=c.confidence,
            stated_place=c.place,
            author=c.author,
            kind=c.kind,
        )
        for key, c in zip(keys, parsed.comments, strict=True)
    )
    letter = tuple(Kept(next(ids), piece.kind, piece.text, piece.source) for piece in parsed.letter)
    unplaced = tuple(LooseEnd(next(ids), piece.text, piece.source) for piece in parsed.unplaced)
    return Review(points, comments, letter, unplaced)


def beside(written: Review, received: Review) -> Review:
    """What a letter says, and after it what was written already; a new letter has ids below zero."""
    return Review(
        (*received.points, *written.points),
        (*received.comments, *written.comments),
        (*received.letter, *written.letter),
        (*received.unplaced, *written.unplaced),
    )


def stamp_of(item: ReviewedComment | ReviewedPoint) -> str:
    """Changes when what a person can fill in changes: tells whether a colleague was there meanwhile."""
    told = replace(item, source=(), confidence=None)
    return sha256(repr(told).encode("utf-8")).hexdigest()[:16]


def whole_text(comment: ReviewedComment) -> str:
    """All words of a comment, a line for each part; what its text already says is not said twice."""
    said = [comment.text, *comment.sub]
    before = [part for part in (comment.stated_place, comment.passage) if part and not _says(said, part)]
    after = [part for part in (comment.proposal,) if part and not _says(said, part)]
    return "\n".join([*before, *said, *after]).strip()


def says(text: str, words: str) -> bool:
    """Whether a text holds these words, whatever the white space and the quotation marks."""
    return _plain(words) in _plain(text)


def _says(texts: Sequence[str], words: str) -> bool:
    return any(says(text, words) for text in texts)


def _plain(text: str) -> str:
    return re.sub(r"[\s\"'‘’“”„«»*_]+", " ", text).strip().casefold()


def first_source(item: Any) -> tuple[int, int]:
    """Where in the original an item begins; what came from nowhere comes last."""
    return min(((s.paragraph, s.start) for s in item.source), default=(1 << 60, 0))


def inserted(items: tuple[Item, ...], item: Item) -> tuple[Item, ...]:
    """`item` put before the first that comes later in the original."""
    place = first_source(item)
    at = next((i for i, other in enumerate(items) if first_source(other) > place), len(items))
    return (*items[:at], item, *items[at:])


def merged(*sources: tuple[Source, ...]) -> tuple[Source, ...]:
    """Several sources as one, in the order of the original, without doubles."""
    spans = {span for source in sources for span in source}
    return tuple(sorted(spans, key=lambda span: (span.paragraph, span.start, span.end)))
