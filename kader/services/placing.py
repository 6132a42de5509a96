"""Each comment gets the most precise place its words allow on its page, and a person can put it elsewhere."""

from bisect import bisect_right
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from kader.domain.anchoring import anchor_at
from kader.domain.locating import How, Location, locate
from kader.domain.margin import MarginComment
from kader.domain.margin_placing import margin_places
from kader.domain.reading_text import ReadingText
from kader.domain.review import ReviewedComment, find_words, says
from kader.formats.html import block_id, page_ids
from kader.storage.tables import Comment, Place, Version

BY_HAND = "hand"


@dataclass(frozen=True, slots=True)
class PlaceView:
    """Where a comment stands; `exact` is empty without a passage, `how` as in `Location`, or "hand".

    `fragment` is the address on the version's page of the block or the page it begins in.
    """

    how: str
    by_hand: bool
    page: str | None
    section: str | None
    exact: str
    start: int | None
    end: int | None
    fragment: str

    @property
    def is_precise(self) -> bool:
        return self.start is not None and self.how != How.PAGE


@dataclass(frozen=True, slots=True)
class _Said:
    """What the locating of a comment has to know of it."""

    label: str | None
    pages: tuple[str, ...]
    place: str | None
    text: str
    sub: tuple[str, ...]
    passage: str | None
    proposal: str | None


def find_places(
    comments: Sequence[ReviewedComment],
    reading: ReadingText,
    margins: Sequence[MarginComment | None] = (),
) -> tuple[Location, ...]:
    """Where each comment points, read with what its letter says of the place beside the page.

    `margins` has for each comment what stood in the margin of its file, or is empty when nothing did.
    """
    known = margin_places(margins, reading) if margins else (None,) * len(comments)
    rest = [_as_said(comment) for comment, place in zip(comments, known, strict=True) if place is None]
    found = iter(locate(rest, reading))
    return tuple(place or next(found) for place in known)


def _as_said(comment: ReviewedComment) -> _Said:
    place = comment.stated_place
    known = place is None or says(comment.text, place)
    # A section is where the comment belongs, also when its words name it again.
    return _Said(
        comment.label,
        comment.pages,
        place if not known or not comment.pages else None,
        comment.text,
        comment.sub,
        comment.passage,
        comment.proposal,
    )


def place_comments(
    reading: ReadingText,
    version: Version,
    comments: Sequence[ReviewedComment],
    rows: dict[int, Comment],
    wanted: Collection[int],
) -> None:
    """Find a place for the wanted comments, by their ids; what a person chose, also in a margin, stays.

    The others are read along, since remarks on a page share its passages among them.
    """
    chosen = {key for key in wanted if not _is_chosen(rows[key], version)}
    pages = {comment.pages for comment in comments if comment.id in chosen}
    read = [comment for comment in comments if comment.pages in pages]
    if not chosen:
        return
    for comment, location in zip(read, find_places(read, reading), strict=True):
        if comment.id in chosen:
            put_location(rows[comment.id], version, reading, location)


def put_passage(row: Comment, version: Version, reading: ReadingText, start: int, end: int) -> None:
    """Let a person's choice of code points [start, end) be the comment's place."""
    put(_place(row, version), reading, BY_HAND, start, end)
    _place(row, version).by_hand = True


def put_words(row: Comment, version: Version, reading: ReadingText, words: str, page: str | None) -> None:
    """The place of words that a person pasted. Raises InvalidInput when they are not in the text."""
    passage = find_words(reading, words, page)
    put_passage(row, version, reading, passage.start, passage.end)


def put_page(row: Comment, version: Version, reading: ReadingText, label: str | None) -> None:
    """Let a whole page, or nothing, be the comment's place, because a person says so."""
    page = reading.page(label) if label else None
    place = _place(row, version)
    if page is None:
        put(place, reading, How.NONE, None, None)
    else:
        put(place, reading, How.PAGE, page.start, page.end)
        place.page = page.label
    place.by_hand = True


def forget(row: Comment, version: Version) -> None:
    """Forget what a person chose, here or in a margin, so that the place is looked for again."""
    place = _place(row, version)
    place.by_hand, place.how = False, str(How.NONE)


def place_in(row: Comment, version: Version) -> Place | None:
    return next((place for place in row.places if place.version_id == version.id), None)


def is_passage(place: Place) -> bool:
    """Whether it is a stretch of words, and not a whole page or nothing."""
    return place.start is not None and place.how != How.PAGE and bool(place.exact)


def view_of(place: Place | None, reading: ReadingText) -> PlaceView | None:
    if place is None:
        return None
    return PlaceView(
        place.how,
        place.by_hand,
        place.page,
        place.section,
        place.exact,
        place.start,
        place.end,
        _fragment(place, reading),
    )


def _fragment(place: Place, reading: ReadingText) -> str:
    if place.start is None:
        return ""
    if place.how == How.PAGE:
        ids = dict(zip((page.start for page in reading.pages), page_ids(reading.pages), strict=True))
        return ids.get(place.start, "")
    return block_id(bisect_right(reading.blocks, place.start, key=lambda block: block.start) - 1)


def put(place: Place, reading: ReadingText, how: str, start: int | None, end: int | None) -> None:
    """Let a place point at code points [start, end) of a text, with what stands around it, or nowhere."""
    place.how, place.start, place.end = str(how), start, end
    place.status = place.score = None
    place.exact = place.prefix = place.suffix = ""
    place.page = place.section = None
    if start is None or end is None:
        return
    anchor = anchor_at(reading, start, end)
    place.exact, place.prefix, place.suffix = anchor.exact, anchor.prefix, anchor.suffix
    place.page, place.section = anchor.page, anchor.section


def put_location(row: Comment, version: Version, reading: ReadingText, location: Location) -> None:
    """Let the place that was found be the comment's."""
    place = _place(row, version)
    put(place, reading, location.how, location.start, location.end)
    place.page = location.page


def _is_chosen(row: Comment, version: Version) -> bool:
    place = place_in(row, version)
    return place is not None and (place.by_hand or place.how == How.MARGIN)


def _place(row: Comment, version: Version) -> Place:
    """The comment's place in this version, made when there is none yet."""
    place = place_in(row, version)
    if place is None:
        place = Place(version_id=version.id, how=str(How.NONE), by_hand=False)
        row.places.append(place)
    return place
