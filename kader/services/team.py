"""The answer of an organisation as its people see it: what is there, what is to be done, who may help."""

from dataclasses import dataclass

from kader.domain.rights import Action, Person, may
from kader.services import contributing, coordinating
from kader.services.contributing import Note
from kader.services.editions import EditionLine, line_of
from kader.services.inviting import LinkLine, link_line
from kader.services.response_access import own
from kader.services.reviewing import ResponseHead, head_of
from kader.services.wiring import Wiring
from kader.services.writing_room import RemarkCard, SetAsideCard, can_write, cards_of, set_aside_of
from kader.storage import contributing as stored


@dataclass(frozen=True, slots=True)
class AnsweredQuestion:
    """A guiding question of the round with the answer, empty when there is none; `position` from 0."""

    position: int
    question: str
    answer: str


@dataclass(frozen=True, slots=True)
class TeamPage:
    """`letter` is what was typed of the letter, `points` are titles and texts of general points.

    `loose_notes` were said of remarks that have been joined or have become something else.
    """

    head: ResponseHead
    remarks: tuple[RemarkCard, ...]
    points: tuple[tuple[int, str, str], ...]
    letter: str
    received_letter: int
    questions: tuple[AnsweredQuestion, ...]
    set_aside: tuple[SetAsideCard, ...]
    loose_notes: tuple[Note, ...]
    links: tuple[LinkLine, ...]
    editions: tuple[EditionLine, ...]
    open_ends: int
    can_write: bool
    is_coordinator: bool

    @property
    def unready(self) -> tuple[RemarkCard, ...]:
        return tuple(card for card in self.remarks if card.state == "in bewerking")

    @property
    def unanswered(self) -> tuple[AnsweredQuestion, ...]:
        return tuple(one for one in self.questions if not one.answer)


def team_page(wiring: Wiring, person: Person, response_id: int) -> TeamPage:
    """The answer of one's own organisation. Raises NotFound."""
    with wiring.database.read() as session:
        response = own(session, person, response_id)
        given = stored.answers(session, response.id)
        return TeamPage(
            head=head_of(wiring, person, response),
            remarks=cards_of(session, person, response),
            points=tuple((point.id, point.title, point.text) for point in response.points),
            letter=coordinating.typed_letter(response),
            received_letter=sum(bool(piece["source"]) for piece in response.letter),
            questions=tuple(
                AnsweredQuestion(at, question, given[at].text if at in given else "")
                for at, question in enumerate(response.round.questions)
            ),
            set_aside=set_aside_of(session, person, response),
            loose_notes=contributing.notes(session, response).get(None, ()),
            links=tuple(link_line(link) for link in stored.links(session, response.id)),
            editions=tuple(line_of(edition) for edition in reversed(stored.editions(session, response.id))),
            open_ends=sum(not piece.settled for piece in response.unplaced),
            can_write=can_write(wiring, response),
            is_coordinator=may(person, Action.COORDINATE, organisation_id=response.organisation_id),
        )
