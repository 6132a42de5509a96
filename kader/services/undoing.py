"""Each correction of a draft is one step, and the last step can be taken back."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from kader.domain.audit import Act
from kader.domain.rights import Action, Person
from kader.services.response_access import allowed
from kader.services.wiring import Wiring
from kader.storage import corrections
from kader.storage.database import Session
from kader.storage.tables import Response


class Step(StrEnum):
    """What a correction did, in the words of the screen and the database."""

    AMENDED = "bewerkt"
    SPLIT = "gesplitst"
    JOINED = "samengevoegd"
    NESTED = "tot onderdeel gemaakt"
    MOVED = "verplaatst"
    REPAGED = "naar een andere pagina gezet"
    LOOKED_AT = "nagekeken"
    TO_COMMENT = "tot opmerking gemaakt"
    TO_POINT = "tot algemeen punt gemaakt"
    TO_LETTER = "tot brieftekst gemaakt"
    RELEASED = "zonder plaats gezet"
    LEFT_OUT = "weggelaten"
    TAKEN_BACK = "teruggehaald"
    PLACED = "vindplaats gekozen"
    HEAD = "titel of datum gewijzigd"


@dataclass(frozen=True, slots=True)
class LastStep:
    """The correction that can be taken back; `by` is None when the account is gone."""

    id: int
    what: str
    at: datetime
    by: str | None


@contextmanager
def correction(
    wiring: Wiring, person: Person, response_id: int, step: Step
) -> Iterator[tuple[Session, Response]]:
    """A draft that this person can change now; what the block changes can be taken back as one step.

    Raises NotFound, NotAllowed when it was submitted or its round is not open.
    """
    act = Act.CHOOSE_PLACE if step is Step.PLACED else Act.CORRECT_RESPONSE
    with wiring.writing(person, act, f"reactie {response_id}") as session:
        response = allowed(wiring, session, person, response_id, Action.RESPOND)
        before = corrections.state_of(response)
        yield session, response
        session.flush()
        corrections.keep(session, response, before, step, person.id, wiring.clock())


def undo(wiring: Wiring, person: Person, response_id: int, step_id: int) -> None:
    """Take the last correction back.

    Raises NotFound, NotAllowed, InvalidInput when this is not the last one any more: somebody was first.
    """
    with wiring.writing(person, Act.CORRECT_RESPONSE, f"reactie {response_id}") as session:
        response = allowed(wiring, session, person, response_id, Action.RESPOND)
        corrections.take_back(session, response, step_id)


def last_step(session: Session, response: Response) -> LastStep | None:
    """The correction of a response that can be taken back now."""
    found = corrections.last(session, response.id)
    if found is None:
        return None
    return LastStep(found.id, found.what, found.made_at, found.maker.name if found.maker else None)
