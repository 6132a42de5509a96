"""People of one organisation write their answer together, remark by remark, in the text it is about.

Each function raises NotFound for who does not work on the response, NotAllowed when it was submitted or its
round is not open.
"""

from dataclasses import dataclass
from datetime import datetime

from kader.domain import remark as rules
from kader.domain.audit import Act
from kader.domain.errors import InvalidInput, NotFound
from kader.domain.reading_text import ReadingText
from kader.domain.remark import RemarkText, Spot
from kader.domain.review import ReviewedComment, found, stamp_of
from kader.domain.rights import Action, Person, require
from kader.domain.round import require_may_respond
from kader.domain.vocabulary import CommentState, ResponseStatus
from kader.services import placing
from kader.services.response_access import allowed
from kader.services.wiring import Wiring, note
from kader.storage import contributing as stored
from kader.storage import responses
from kader.storage.contributing_tables import CommentNote
from kader.storage.database import Session
from kader.storage.rounds import calendar_of
from kader.storage.tables import Comment, Response

_CHANGED = (
    "Een collega heeft deze opmerking intussen veranderd. Kijk wat er nu staat, en sla dan nog eens op."
)


@dataclass(frozen=True, slots=True)
class RemarkForm:
    """A remark as a person typed it, about code points [start, end) of the version, a page, or all of it.

    `refers_to` are ids of other remarks of the same response. `stamp` is that of the remark they had before
    them; empty for a new one.
    """

    text: str
    kind: str = ""
    proposal: str = ""
    start: int | None = None
    end: int | None = None
    page: str | None = None
    refers_to: tuple[int, ...] = ()
    stamp: str = ""


@dataclass(frozen=True, slots=True)
class Note:
    """What a colleague said of a remark."""

    author: str
    text: str
    written_at: datetime


def begin(wiring: Wiring, person: Person, round_id: int, organisation_id: int) -> int:
    """The id of the organisation's answer in an open round, begun when there is none yet."""
    require(person, Action.RESPOND, organisation_id=organisation_id)
    with wiring.writing(person, Act.BEGIN_RESPONSE) as session:
        one = responses.round_by_id(session, round_id)
        organisation = responses.locked_organisation(session, organisation_id)
        response = responses.of_organisation_in(session, round_id, organisation_id)
        if response is None:
            # Here the reason can be told: not open, or not for this organisation.
            require_may_respond(calendar_of(one), organisation_id, wiring.clock())
            response = Response(
                round=one,
                organisation=organisation,
                status=ResponseStatus.DRAFT,
                created_at=wiring.clock(),
            )
            session.add(response)
            session.flush()
        note(session, f"reactie {response.id}")
        return allowed(wiring, session, person, response.id, Action.RESPOND).id


def write_remark(wiring: Wiring, person: Person, response_id: int, form: RemarkForm) -> int:
    """The id of a new remark, in the making. Raises InvalidInput when there are no words or no such place."""
    with wiring.writing(person, Act.WRITE_REMARK) as session:
        response = allowed(wiring, session, person, response_id, Action.CONTRIBUTE)
        reading = wiring.derived.reading(response.round.version)
        spot = rules.spot_in(reading, form.start, form.end, form.page)
        row = Comment(state=CommentState.WRITING, written_by_id=person.id, places=[])
        row.guest_name = None if person.id else person.name
        _fill(row, _checked(form, spot, reading), spot, reading)
        _place(row, response, reading, spot)
        row.refers_to = _referred(response, form)
        _insert(row, response)
        session.flush()
        note(session, f"opmerking {row.id}")
        return row.id


def rewrite_remark(
    wiring: Wiring, person: Person, response_id: int, comment_id: int, form: RemarkForm
) -> None:
    """Change one's own remark, or as coordinator any. Raises InvalidInput also when a colleague was first."""
    with wiring.writing(person, Act.WRITE_REMARK, f"opmerking {comment_id}") as session:
        response = allowed(wiring, session, person, response_id, Action.CONTRIBUTE)
        row = _changeable(response, person, comment_id)
        if form.stamp and form.stamp != stamp_of(_reviewed(response, comment_id)):
            raise InvalidInput(_CHANGED)
        checked = rules.checked(form.text, form.kind, form.proposal, row.passage or "")
        row.text, row.kind, row.proposal = checked.text, checked.kind, checked.proposal
        row.refers_to = _referred(response, form, besides=row)
        row.confidence = None


def mark_ready(wiring: Wiring, person: Person, response_id: int, comment_id: int, *, ready: bool) -> None:
    """Say of one's own remark, or as coordinator of any, that it can be sent; or that it is not done yet."""
    with wiring.writing(person, Act.MARK_REMARK, f"opmerking {comment_id}") as session:
        response = allowed(wiring, session, person, response_id, Action.CONTRIBUTE)
        row = _changeable(response, person, comment_id)
        row.state = CommentState.READY if ready else CommentState.WRITING


def discuss(wiring: Wiring, person: Person, response_id: int, comment_id: int, text: str) -> None:
    """Say something of a remark to one's colleagues. Raises InvalidInput without words."""
    if not text.strip():
        raise InvalidInput("Schrijf eerst uw bericht.")
    rules.require_length(text)
    with wiring.writing(person, Act.DISCUSS_REMARK, f"opmerking {comment_id}") as session:
        response = allowed(wiring, session, person, response_id, Action.CONTRIBUTE)
        row = stored.comment_of(response, comment_id)
        session.add(
            CommentNote(
                response_id=response.id,
                comment_id=row.id,
                text=text.strip(),
                written_by_id=person.id,
                author=None if person.id else person.name,
                written_at=wiring.clock(),
            )
        )


def notes(session: Session, response: Response) -> dict[int | None, tuple[Note, ...]]:
    """What was said of each remark of a response, oldest first; None for remarks that are no more."""
    rows = stored.notes_of(session, response.id)
    return {key: tuple(_note(row) for row in said) for key, said in rows.items()}


def is_own(row: Comment, person: Person) -> bool:
    """Whether this person wrote the remark; a guest is known by the name they gave."""
    if person.id is not None:
        return row.written_by_id == person.id
    return row.written_by_id is None and row.guest_name == person.name and bool(person.name)


def _note(row: CommentNote) -> Note:
    return Note(row.writer.name if row.writer else row.author or "", row.text, row.written_at)


def _changeable(response: Response, person: Person, comment_id: int) -> Comment:
    row = stored.comment_of(response, comment_id)
    rules.require_may_change(person, response.organisation_id, is_own=is_own(row, person))
    return row


def _checked(form: RemarkForm, spot: Spot, reading: ReadingText) -> RemarkText:
    return rules.checked(form.text, form.kind, form.proposal, _passage(spot, reading))


def _passage(spot: Spot, reading: ReadingText) -> str:
    """The words it is about; nothing for a whole section, whose place says enough."""
    if spot.start is None or spot.end is None or len(reading.blocks_between(spot.start, spot.end)) > 1:
        return ""
    return reading.text[spot.start : spot.end]


def _fill(row: Comment, checked: RemarkText, spot: Spot, reading: ReadingText) -> None:
    row.text, row.kind, row.proposal = checked.text, checked.kind, checked.proposal
    row.sub_remarks, row.source = [], []
    row.passage = _passage(spot, reading) or None
    row.page = reading.page_at(spot.start) if spot.start is not None else spot.page
    row.pages = [row.page] if row.page else []


def _place(row: Comment, response: Response, reading: ReadingText, spot: Spot) -> None:
    version = response.round.version
    if spot.start is not None and spot.end is not None:
        placing.put_passage(row, version, reading, spot.start, spot.end)
    else:
        placing.put_page(row, version, reading, spot.page)


def _insert(row: Comment, response: Response) -> None:
    """Before the first remark on its page that stands later in the text, else at the end."""
    start = _start_of(row, response)
    later = (
        at
        for at, other in enumerate(response.comments)
        if start is not None and other.page == row.page and (_start_of(other, response) or 0) > start
    )
    response.comments.insert(next(later, len(response.comments)), row)
    for position, comment in enumerate(response.comments):
        comment.position = position


def _start_of(row: Comment, response: Response) -> int | None:
    place = placing.place_in(row, response.round.version)
    return place.start if place else None


def _referred(response: Response, form: RemarkForm, besides: Comment | None = None) -> list[Comment]:
    """The remarks it refers to. Raises NotFound when one is gone."""
    others = {comment.id: comment for comment in response.comments if comment is not besides}
    missing = [key for key in form.refers_to if key not in others]
    if missing:
        raise NotFound("Een opmerking waarnaar u verwijst, is er niet meer. Kies de verwijzing opnieuw.")
    return [others[key] for key in dict.fromkeys(form.refers_to)]


def _reviewed(response: Response, comment_id: int) -> ReviewedComment:
    return found(responses.review_of(response).comments, comment_id)
