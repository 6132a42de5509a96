"""The page "Inlezen": the original of a draft beside what was understood of it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from kader.domain import review as rules
from kader.domain.paragraphs import Paragraph
from kader.domain.reading_text import ReadingText
from kader.domain.review import (
    Choice,
    Cut,
    Doubt,
    Kept,
    LooseEnd,
    Review,
    ReviewedComment,
    ReviewedPoint,
    Stretch,
)
from kader.domain.rights import Action, Person, may
from kader.domain.round import Phase, phase
from kader.domain.vocabulary import ResponseStatus
from kader.services.placing import PlaceView, place_in, view_of
from kader.services.response_access import allowed, own
from kader.services.undoing import LastStep, last_step
from kader.services.wiring import Wiring
from kader.storage import responses
from kader.storage.database import Session
from kader.storage.tables import Response


@dataclass(frozen=True, slots=True)
class ResponseHead:
    """Which response it is; moments are aware. `filename` and `sha256` are of the file as received."""

    id: int
    round_id: int
    round_title: str
    organisation: str
    slug: str
    framework: str
    version: str
    version_title: str
    status: ResponseStatus
    phase: Phase
    closes_at: datetime
    title: str
    dated: str
    filename: str
    sha256: str
    received_at: datetime | None
    submitted_at: datetime | None
    may_submit: bool

    @property
    def can_change(self) -> bool:
        return self.status is ResponseStatus.DRAFT and self.phase is Phase.OPEN


@dataclass(frozen=True, slots=True)
class CommentCard:
    """A comment with its number on the page, and where it stands in the version.

    `refers_to` pairs the ids and numbers of the comments it points at. `doubts` say why a person should look
    at it; `is_looked_at` when one did. `from_point` is id and number of the general point that says it too.
    """

    comment: ReviewedComment
    number: int
    place: PlaceView | None
    refers_to: tuple[tuple[int, int], ...]
    doubts: tuple[Doubt, ...]
    from_point: tuple[int, int] | None = None

    @property
    def is_looked_at(self) -> bool:
        return self.comment.confidence is None

    @property
    def is_thread(self) -> bool:
        """Whether its sub-remarks are answers that others gave in a margin."""
        return self.comment.author is not None


@dataclass(frozen=True, slots=True)
class PageCards:
    page: str | None
    known: bool
    cards: tuple[CommentCard, ...]

    @property
    def anchors(self) -> tuple[str, ...]:
        return tuple(rules.anchor("comment", card.comment) for card in self.cards)


@dataclass(frozen=True, slots=True)
class OriginalParagraph:
    paragraph: Paragraph
    stretches: tuple[Stretch, ...]


@dataclass(frozen=True, slots=True)
class ReviewPage:
    """`last_step` is what can be taken back."""

    head: ResponseHead
    original: tuple[OriginalParagraph, ...]
    points: tuple[ReviewedPoint, ...]
    groups: tuple[PageCards, ...]
    letter: tuple[Kept, ...]
    open_ends: tuple[LooseEnd, ...]
    left_out: tuple[LooseEnd, ...]
    last_step: LastStep | None

    @property
    def doubtful(self) -> tuple[int, ...]:
        """The ids of the comments to look at, in the order of the page."""
        return tuple(card.comment.id for group in self.groups for card in group.cards if card.doubts)

    @property
    def doubtful_points(self) -> tuple[int, ...]:
        """The ids of the points to look at."""
        return tuple(point.id for point in self.points if rules.is_doubtful(point))

    @property
    def comment_count(self) -> int:
        return sum(len(group.cards) for group in self.groups)

    @property
    def known_pages(self) -> int:
        return sum(group.known for group in self.groups)


@dataclass(frozen=True, slots=True)
class CommentPage:
    """One comment to correct: what it was read from, where it can be split, the ids beside it, its stamp."""

    head: ResponseHead
    card: CommentCard
    source: tuple[str, ...]
    cuts: tuple[Cut, ...]
    before: int | None
    after: int | None
    stamp: str


@dataclass(frozen=True, slots=True)
class PointPage:
    head: ResponseHead
    point: ReviewedPoint
    number: int
    source: tuple[str, ...]
    stamp: str


@dataclass(frozen=True, slots=True)
class PlacePage:
    """Where a comment can be put: `label` is the page shown, `choices` what stands on it."""

    head: ResponseHead
    card: CommentCard
    labels: tuple[str, ...]
    label: str | None
    choices: tuple[Choice, ...]


def review_page(wiring: Wiring, person: Person, response_id: int) -> ReviewPage:
    """A response of one's own organisation, also when it can no longer change. Raises NotFound."""
    with wiring.database.read() as session:
        response = own(session, person, response_id)
        review = responses.review_of(response)
        reading = wiring.derived.reading(response.round.version)
        groups = _groups(response, review, reading)
        numbers = {card.comment.id: card.number for group in groups for card in group.cards}
        return ReviewPage(
            head_of(wiring, person, response),
            _original(session, response, review, numbers),
            review.points,
            groups,
            review.letter,
            review.open_ends,
            tuple(piece for piece in review.unplaced if piece.settled),
            last_step(session, response),
        )


def comment_page(wiring: Wiring, person: Person, response_id: int, comment_id: int) -> CommentPage:
    """Raises NotFound, NotAllowed."""
    with wiring.database.read() as session:
        response = allowed(wiring, session, person, response_id, Action.RESPOND)
        cards = _cards(wiring, response)
        card = _card(cards, comment_id)
        at = cards.index(card)
        return CommentPage(
            head_of(wiring, person, response),
            card,
            _source_texts(session, response, card.comment),
            rules.cuts_of(card.comment),
            cards[at - 1].comment.id if at else None,
            cards[at + 1].comment.id if at + 1 < len(cards) else None,
            rules.stamp_of(card.comment),
        )


def point_page(wiring: Wiring, person: Person, response_id: int, point_id: int) -> PointPage:
    """Raises NotFound, NotAllowed."""
    with wiring.database.read() as session:
        response = allowed(wiring, session, person, response_id, Action.RESPOND)
        review = responses.review_of(response)
        point = review.point(point_id)
        return PointPage(
            head_of(wiring, person, response),
            point,
            review.points.index(point) + 1,
            _source_texts(session, response, point),
            rules.stamp_of(point),
        )


def place_page(
    wiring: Wiring, person: Person, response_id: int, comment_id: int, label: str | None
) -> PlacePage:
    """The choices on the page asked for, else on the page where the comment stands."""
    with wiring.database.read() as session:
        response = allowed(wiring, session, person, response_id, Action.RESPOND)
        reading = wiring.derived.reading(response.round.version)
        card = _card(_cards(wiring, response), comment_id)
        shown = _shown_page(reading, label, card)
        return PlacePage(
            head_of(wiring, person, response),
            card,
            tuple(page.label for page in reading.pages),
            shown,
            rules.choices_on(reading, shown) if shown else (),
        )


def head(wiring: Wiring, person: Person, response_id: int) -> ResponseHead:
    """Raises NotFound."""
    with wiring.database.read() as session:
        return head_of(wiring, person, own(session, person, response_id))


def head_of(wiring: Wiring, person: Person, response: Response) -> ResponseHead:
    one, version, upload = response.round, response.round.version, response.upload
    return ResponseHead(
        id=response.id,
        round_id=one.id,
        round_title=one.title,
        organisation=response.organisation.name,
        slug=version.framework.slug,
        framework=version.framework.title,
        version=version.label,
        version_title=version.title,
        status=response.status,
        phase=phase(one.opens_at, one.closes_at, one.accounted_at, wiring.clock()),
        closes_at=one.closes_at,
        title=response.title,
        dated=response.dated,
        filename=upload.filename if upload else "",
        sha256=upload.sha256 if upload else "",
        received_at=upload.received_at if upload else None,
        submitted_at=response.submitted_at,
        may_submit=may(person, Action.SUBMIT_RESPONSE, organisation_id=response.organisation_id),
    )


def page_cards(wiring: Wiring, response: Response) -> tuple[PageCards, ...]:
    """The comments of a response page by page, numbered through."""
    review = responses.review_of(response)
    return _groups(response, review, wiring.derived.reading(response.round.version))


def _cards(wiring: Wiring, response: Response) -> list[CommentCard]:
    return [card for group in page_cards(wiring, response) for card in group.cards]


def _card(cards: Sequence[CommentCard], comment_id: int) -> CommentCard:
    """Raises NotFound."""
    rules.found([card.comment for card in cards], comment_id)
    return next(card for card in cards if card.comment.id == comment_id)


def _groups(response: Response, review: Review, reading: ReadingText) -> tuple[PageCards, ...]:
    labels = [page.label for page in reading.pages]
    groups = rules.by_page(review.comments, labels)
    shown = [comment.id for group in groups for comment in group.comments]
    numbers = {key: number for number, key in enumerate(shown, start=1)}
    known = {label.casefold() for label in labels}
    places = {row.id: view_of(place_in(row, response.round.version), reading) for row in response.comments}
    return tuple(
        PageCards(
            group.page,
            group.known,
            tuple(_made_card(c, numbers, places[c.id], known, review.points) for c in group.comments),
        )
        for group in groups
    )


def _made_card(
    comment: ReviewedComment,
    numbers: dict[int, int],
    place: PlaceView | None,
    known: set[str],
    points: Sequence[ReviewedPoint],
) -> CommentCard:
    return CommentCard(
        comment,
        numbers[comment.id],
        place,
        tuple((key, numbers[key]) for key in comment.refers_to),
        rules.doubts(comment, place.how if place else None, known),
        _point_around(comment, points),
    )


def _point_around(comment: ReviewedComment, points: Sequence[ReviewedPoint]) -> tuple[int, int] | None:
    said = enumerate(points, start=1)
    return next(((p.id, number) for number, p in said if rules.lies_in(comment.source, p.source)), None)


def _original(
    session: Session, response: Response, review: Review, numbers: dict[int, int]
) -> tuple[OriginalParagraph, ...]:
    paragraphs = responses.original(session, response.upload) if response.upload else ()
    stretches = rules.marked([paragraph.text for paragraph in paragraphs], review, numbers)
    return tuple(OriginalParagraph(*pair) for pair in zip(paragraphs, stretches, strict=True))


def _source_texts(
    session: Session, response: Response, item: ReviewedComment | ReviewedPoint
) -> tuple[str, ...]:
    """The stretches of the original that an item was read from."""
    if response.upload is None:
        return ()
    paragraphs = responses.original(session, response.upload)
    return tuple(paragraphs[s.paragraph].text[s.start : s.end] for s in item.source)


def _shown_page(reading: ReadingText, label: str | None, card: CommentCard) -> str | None:
    wanted = (label, card.place.page if card.place else None, card.comment.page)
    pages = (reading.page(one) for one in wanted if one)
    first = reading.pages[0].label if reading.pages else None
    return next((page.label for page in pages if page), first)
