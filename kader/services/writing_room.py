"""The text of a version with the remarks of one's own organisation beside it, and the form to write one.

Each function raises NotFound for who does not work on the response, member or guest.
"""

from dataclasses import dataclass
from datetime import datetime

from kader.domain.comparison import Word
from kader.domain.comparison.wording import wording
from kader.domain.reading_text import ReadingText
from kader.domain.remark import Beside, Spot, look_alikes, require_length, spot_in
from kader.domain.review import Choice, choices_between, find_within, found, stamp_of
from kader.domain.rights import Action, Person, is_possible, may
from kader.domain.vocabulary import CommentKind, CommentState
from kader.services import contributing, placing
from kader.services.contributing import Note
from kader.services.reading import ContentsItem, version_text
from kader.services.response_access import allowed, contributed, stands
from kader.services.reviewing import ResponseHead, head_of
from kader.services.wiring import Wiring
from kader.storage import contributing as stored
from kader.storage import responses
from kader.storage.contributing_tables import SetAsideComment
from kader.storage.database import Session
from kader.storage.tables import Comment, Response


@dataclass(frozen=True, slots=True)
class RemarkCard:
    """A remark as colleagues see it. `start` and `end` are code points of the version, None without a place.

    `is_passage` unless it is about a whole page or about nothing in particular; `may_change` for its writer
    and for a coordinator. `writer` is empty for what came with a letter.
    """

    id: int
    number: int
    writer: str
    text: str
    sub: tuple[str, ...]
    kind: CommentKind | None
    state: CommentState
    page: str | None
    section: str | None
    passage: str
    proposal: tuple[Word, ...]
    start: int | None
    end: int | None
    is_passage: bool
    refers_to: tuple[int, ...]
    notes: tuple[Note, ...]
    is_own: bool
    may_change: bool


@dataclass(frozen=True, slots=True)
class Room:
    """What colleagues work in: `can_write` while the answer is a draft in an open round.

    `pages` are labels with their addresses in the HTML.
    """

    head: ResponseHead
    reading: ReadingText
    remarks: tuple[RemarkCard, ...]
    can_write: bool
    is_coordinator: bool
    is_member: bool
    contents: tuple[ContentsItem, ...]
    pages: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class RemarkDesk:
    """A place to write about: what stands there, what else could be chosen near it, what colleagues wrote.

    `choices` are the blocks around, with their sentences; `beside` the remarks that say or touch the same.
    """

    head: ResponseHead
    spot: Spot
    passage: str
    page: str | None
    section: str | None
    choices: tuple[Choice, ...]
    beside: tuple[RemarkCard, ...]
    others: tuple[RemarkCard, ...]


@dataclass(frozen=True, slots=True)
class RemarkPage:
    """One remark, with its stamp for who changes it; a proposed wording starts from `base`, its passage."""

    head: ResponseHead
    card: RemarkCard
    base: str
    proposal: str
    stamp: str
    others: tuple[RemarkCard, ...]
    can_write: bool


@dataclass(frozen=True, slots=True)
class SetAsideCard:
    """A remark that is not sent, with the reason."""

    id: int
    text: str
    page: str | None
    reason: str
    set_aside_at: datetime
    may_take_back: bool


@dataclass(frozen=True, slots=True)
class _Reader:
    person: Person
    is_coordinator: bool


def room(wiring: Wiring, person: Person, response_id: int) -> Room:
    """The text with all remarks of the organisation, in the order of the answer."""
    with wiring.database.read() as session:
        response = contributed(session, person, response_id)
        whose = {"organisation_id": response.organisation_id}
        text = version_text(wiring, response.round.version)
        return Room(
            head_of(wiring, person, response),
            wiring.derived.reading(response.round.version),
            cards_of(session, person, response),
            can_write(wiring, response),
            may(person, Action.COORDINATE, **whose),
            may(person, Action.RESPOND, **whose),
            text.contents,
            text.pages,
        )


def desk(
    wiring: Wiring, person: Person, response_id: int, start: int | None, end: int | None, page: str | None
) -> RemarkDesk:
    """To write a remark about code points [start, end), a page, or the whole.

    Raises NotAllowed when nothing can be written, InvalidInput when the version has no such place.
    """
    with wiring.database.read() as session:
        response = allowed(wiring, session, person, response_id, Action.CONTRIBUTE)
        reading = wiring.derived.reading(response.round.version)
        spot = spot_in(reading, start, end, page)
        cards = cards_of(session, person, response)
        alike = {one.id for one in look_alikes(map(_beside, cards), spot, "")}
        block = reading.block_at(spot.start) if spot.start is not None else None
        return RemarkDesk(
            head_of(wiring, person, response),
            spot,
            reading.text[spot.start : spot.end] if spot.start is not None else "",
            reading.page_at(spot.start) if spot.start is not None else spot.page,
            block.section if block else None,
            choices_between(reading, spot.start, spot.end) if spot.start is not None and spot.end else (),
            tuple(card for card in cards if card.id in alike or _same_page(card, spot)),
            cards,
        )


def words_within(
    wiring: Wiring, person: Person, response_id: int, start: int | None, end: int | None, words: str
) -> tuple[int, int] | None:
    """Where words stand between these code points, white space and capitals aside; None when they do not."""
    with wiring.database.read() as session:
        response = contributed(session, person, response_id)
        return find_within(wiring.derived.reading(response.round.version), start, end, words)


def as_change(
    wiring: Wiring, person: Person, response_id: int, passage: str, proposal: str
) -> tuple[Word, ...]:
    """A proposed wording as a change of its passage; none when nothing is proposed. Raises InvalidInput."""
    require_length(passage)
    require_length(proposal)
    with wiring.database.read() as session:
        allowed(wiring, session, person, response_id, Action.CONTRIBUTE)
    return wording(passage, proposal) if proposal.split() not in ([], passage.split()) else ()


def saying_alike(wiring: Wiring, person: Person, response_id: int, text: str) -> tuple[RemarkCard, ...]:
    """The remarks of one's organisation that say nearly the same."""
    with wiring.database.read() as session:
        response = contributed(session, person, response_id)
        cards = cards_of(session, person, response)
        ids = {one.id for one in look_alikes(map(_beside, cards), Spot(), text)}
        return tuple(card for card in cards if card.id in ids)


def remark_page(wiring: Wiring, person: Person, response_id: int, comment_id: int) -> RemarkPage:
    with wiring.database.read() as session:
        response = contributed(session, person, response_id)
        row = stored.comment_of(response, comment_id)
        cards = cards_of(session, person, response)
        return RemarkPage(
            head_of(wiring, person, response),
            next(card for card in cards if card.id == row.id),
            row.passage or "",
            row.proposal or "",
            stamp_of(found(responses.review_of(response).comments, comment_id)),
            tuple(card for card in cards if card.id != row.id),
            can_write(wiring, response),
        )


def set_aside_of(session: Session, person: Person, response: Response) -> tuple[SetAsideCard, ...]:
    """What is not sent, oldest first."""
    coordinator = may(person, Action.COORDINATE, organisation_id=response.organisation_id)
    return tuple(_set_aside(row, person, coordinator) for row in stored.set_aside(session, response.id))


def cards_of(session: Session, person: Person, response: Response) -> tuple[RemarkCard, ...]:
    """The remarks in the order of the answer, numbered through."""
    writers = stored.writers_of(session, response)
    said = contributing.notes(session, response)
    who = _Reader(person, may(person, Action.COORDINATE, organisation_id=response.organisation_id))
    return tuple(
        _card(row, number, response, writers.get(row.id, ""), said.get(row.id, ()), who)
        for number, row in enumerate(response.comments, start=1)
    )


def _card(
    row: Comment, number: int, response: Response, writer: str, said: tuple[Note, ...], who: _Reader
) -> RemarkCard:
    place = placing.place_in(row, response.round.version)
    passage = place.exact if place and placing.is_passage(place) else ""
    own = contributing.is_own(row, who.person)
    return RemarkCard(
        id=row.id,
        number=number,
        writer=writer,
        text=row.text,
        sub=tuple(row.sub_remarks),
        kind=row.kind,
        state=row.state,
        page=place.page if place and place.page else row.page,
        section=place.section if place else None,
        passage=passage or row.passage or "",
        proposal=_as_change(row),
        start=place.start if place else None,
        end=place.end if place else None,
        is_passage=bool(passage),
        refers_to=tuple(other.id for other in row.refers_to),
        notes=said,
        is_own=own,
        may_change=own or who.is_coordinator,
    )


def _as_change(row: Comment) -> tuple[Word, ...]:
    """The proposed words as a change of the passage, or as new words where there is none."""
    return wording(row.passage or "", row.proposal) if row.proposal else ()


def _set_aside(row: SetAsideComment, person: Person, coordinator: bool) -> SetAsideCard:
    own = row.written_by_id is not None and row.written_by_id == person.id
    content = row.content
    return SetAsideCard(
        row.id, content["text"], content["page"], row.reason, row.set_aside_at, own or coordinator
    )


def can_write(wiring: Wiring, response: Response) -> bool:
    """Whether the answer is a draft that its organisation can change now."""
    return is_possible(Action.CONTRIBUTE, stands(wiring, response))


def _beside(card: RemarkCard) -> Beside:
    passage = card.is_passage
    return Beside(card.id, card.text, card.start if passage else None, card.end if passage else None)


def _same_page(card: RemarkCard, spot: Spot) -> bool:
    return spot.start is None and card.page == spot.page and not card.is_passage
