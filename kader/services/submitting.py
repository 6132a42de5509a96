"""An organisation's coordinator sends the response in; from then on it stays as it is, and it can be read."""

from dataclasses import dataclass
from datetime import datetime

from kader.domain.audit import Act
from kader.domain.errors import InvalidInput, NotAllowed
from kader.domain.review import Kept, ReviewedPoint
from kader.domain.rights import Action, Person, may
from kader.domain.vocabulary import ResponseStatus
from kader.services import blanking, carrying, coordinating, editions
from kader.services.receipt_mails import tell_receipt
from kader.services.response_access import allowed, is_allowed, is_sent_to, own, readable, sent_to
from kader.services.reviewing import PageCards, ResponseHead, head_of, page_cards
from kader.services.wiring import Wiring
from kader.storage import contributing as stored
from kader.storage import responses
from kader.storage.database import Session
from kader.storage.tables import Comment, Point, Response


@dataclass(frozen=True, slots=True)
class Overview:
    """What is about to be submitted, in counts.

    Of the comments `precise` stand on a passage, `on_page` on a whole page, `nowhere` on neither; `unsure`
    are those that nobody looked at though the reading was not sure of them, `unready` those that their
    writers did not mark ready. `unanswered` are guiding questions of the round without an answer.
    """

    head: ResponseHead
    points: int
    comments: int
    pages: int
    precise: int
    on_page: int
    nowhere: int
    unsure: int
    open_ends: int
    left_out: int
    unready: int
    set_aside: int
    unanswered: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Receipt:
    """Proof of what was submitted: `sha256` is that of the edition's canonical content."""

    head: ResponseHead
    number: str
    edition: int
    sha256: str
    submitted_at: datetime
    points: int
    comments: int
    may_withdraw: bool


@dataclass(frozen=True, slots=True)
class Submitted:
    """A response to read: the letter's text, its points, its comments page by page."""

    head: ResponseHead
    letter: tuple[Kept, ...]
    points: tuple[ReviewedPoint, ...]
    groups: tuple[PageCards, ...]
    is_own: bool
    may_download: bool


@dataclass(frozen=True, slots=True)
class Download:
    name: str
    content: bytes


def overview(wiring: Wiring, person: Person, response_id: int) -> Overview:
    """Raises NotFound, NotAllowed for who is no coordinator or when the response can no longer change."""
    with wiring.database.read() as session:
        response = allowed(wiring, session, person, response_id, Action.SUBMIT_RESPONSE)
        return _overview(wiring, session, person, response)


def submit(wiring: Wiring, person: Person, response_id: int) -> None:
    """Send a draft in, at the clock's moment.

    Raises NotFound, NotAllowed for who is no coordinator or when the round is not open, InvalidInput when
    pieces are still unplaced or there is nothing in it.
    """
    with wiring.writing(person, Act.SUBMIT_RESPONSE, f"reactie {response_id}") as session:
        response = allowed(wiring, session, person, response_id, Action.SUBMIT_RESPONSE)
        _require_settled(response)
        response.status = ResponseStatus.SUBMITTED
        response.submitted_at, response.submitted_by_id = wiring.clock(), person.id
        _number_written(response)
        edition = editions.add_edition(wiring, session, person, response)
        tell_receipt(session, wiring, response, edition)
        session.flush()
        # The version may have been followed by another before the response came in.
        carrying.bring_up_to_date(wiring, session, response.round.version.framework)


def withdraw(wiring: Wiring, person: Person, response_id: int) -> None:
    """Take a submitted response back before the deadline, to change it and submit it again.

    What was submitted stays as an edition. Raises NotFound, NotAllowed for who is no coordinator, after the
    deadline, or when the editors have begun to answer it.
    """
    with wiring.writing(person, Act.WITHDRAW_RESPONSE, f"reactie {response_id}") as session:
        response = allowed(wiring, session, person, response_id, Action.WITHDRAW_RESPONSE)
        _require_unanswered(response)
        blanking.restore(session, response)
        response.status = ResponseStatus.DRAFT
        response.submitted_at = response.submitted_by_id = None
        for edition in stored.editions(session, response.id):
            edition.withdrawn_at = edition.withdrawn_at or wiring.clock()
        for comment in filter(_is_written, response.comments):
            comment.label = None
        carrying.forget(response)


def _number_written(response: Response) -> None:
    """What was written here gets its number in the answer, unless the letter has a remark of that number."""
    taken = {comment.label for comment in response.comments if not _is_written(comment)}
    for number, comment in enumerate(response.comments, start=1):
        if _is_written(comment) and str(number) not in taken:
            comment.label = str(number)


def _is_written(comment: Comment) -> bool:
    return comment.written_by_id is not None or comment.guest_name is not None


def receipt(wiring: Wiring, person: Person, response_id: int) -> Receipt | None:
    """The receipt, None as long as the response is a draft. Raises NotFound for another organisation's."""
    with wiring.database.read() as session:
        response = own(session, person, response_id)
        if response.submitted_at is None:
            return None
        line = editions.latest(session, response.id, response.submitted_at)
        return Receipt(
            head_of(wiring, person, response),
            line.receipt,
            line.number,
            line.sha256,
            response.submitted_at,
            len(response.points),
            len(response.comments),
            _may_withdraw(wiring, person, response),
        )


def submitted(wiring: Wiring, person: Person, response_id: int) -> Submitted | None:
    """A response to read; None for one's own draft. Raises NotFound for who may not see it."""
    with wiring.database.read() as session:
        response = readable(wiring, session, person, response_id)
        if response.status is not ResponseStatus.SUBMITTED:
            return None
        review = responses.review_of(response)
        return Submitted(
            head_of(wiring, person, response),
            review.letter,
            review.points,
            page_cards(wiring, response),
            _is_own(person, response),
            is_sent_to(wiring, person, response),
        )


def received_file(wiring: Wiring, person: Person, response_id: int) -> Download:
    """The file as it was received, for its organisation and the editors it was sent to.

    Raises NotFound. It is never public: a letter may hold signatures and addresses.
    """
    with wiring.database.read() as session:
        response = sent_to(wiring, session, person, response_id)
        return Download(*responses.content(session, response))


def _is_own(person: Person, response: Response) -> bool:
    return may(person, Action.READ_OWN, organisation_id=response.organisation_id)


def _require_unanswered(response: Response) -> None:
    if _is_answered(response):
        raise NotAllowed(
            "De redactie heeft al opmerkingen van deze reactie beantwoord. Overleg met de redactie."
        )


def _is_answered(response: Response) -> bool:
    remarks: list[Point | Comment] = [*response.points, *response.comments]
    return any(remark.disposition for remark in remarks)


def _may_withdraw(wiring: Wiring, person: Person, response: Response) -> bool:
    return is_allowed(wiring, person, response, Action.WITHDRAW_RESPONSE) and not _is_answered(response)


def _require_settled(response: Response) -> None:
    loose = sum(not piece.settled for piece in response.unplaced)
    if loose:
        pieces = "1 stuk heeft" if loose == 1 else f"{loose} stukken hebben"
        raise InvalidInput(f"Nog {pieces} geen plaats. Geef ze eerst een plaats, of laat ze weg.")
    writing = len(coordinating.unready(response))
    if writing:
        remarks = "1 opmerking is" if writing == 1 else f"{writing} opmerkingen zijn"
        raise InvalidInput(f"Nog {remarks} in bewerking. Maak ze klaar, of stuur ze niet mee.")
    if not response.points and not response.comments:
        raise InvalidInput("In deze reactie staat geen punt en geen opmerking. Maak er eerst een.")


def _overview(wiring: Wiring, session: Session, person: Person, response: Response) -> Overview:
    groups = page_cards(wiring, response)
    cards = [card for group in groups for card in group.cards]
    precise = sum(card.place is not None and card.place.is_precise for card in cards)
    placed = sum(card.place is not None and card.place.start is not None for card in cards)
    return Overview(
        head=head_of(wiring, person, response),
        points=len(response.points),
        comments=len(cards),
        pages=sum(group.known for group in groups),
        precise=precise,
        on_page=placed - precise,
        nowhere=len(cards) - placed,
        unsure=sum(bool(card.doubts) for card in cards),
        open_ends=sum(not piece.settled for piece in response.unplaced),
        left_out=sum(piece.settled for piece in response.unplaced),
        unready=len(coordinating.unready(response)),
        set_aside=len(stored.set_aside(session, response.id)),
        unanswered=tuple(response.round.questions[at] for at in coordinating.unanswered(session, response)),
    )
