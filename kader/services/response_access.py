"""Which response a person may open; who may not does not even learn that it exists."""

from kader.domain.errors import NotFound
from kader.domain.rights import Action, Person, may, may_see_response, require
from kader.domain.round import require_draft, require_may_respond
from kader.domain.vocabulary import ResponseStatus
from kader.services.wiring import Wiring
from kader.storage import responses
from kader.storage.database import Session
from kader.storage.rounds import calendar_of
from kader.storage.tables import Response


def own(session: Session, person: Person, response_id: int) -> Response:
    """A response of an organisation in which this person may respond. Raises NotFound."""
    found = responses.response(session, response_id)
    if not may(person, Action.RESPOND, organisation_id=found.organisation_id):
        raise NotFound(responses.NO_SUCH_RESPONSE)
    return found


def own_draft(wiring: Wiring, session: Session, person: Person, response_id: int) -> Response:
    """A response that this person can change now.

    Raises NotFound, NotAllowed when it was submitted or its round is not open.
    """
    return require_changeable(wiring, own(session, person, response_id))


def contributed(session: Session, person: Person, response_id: int) -> Response:
    """A response that this person works on, also as a guest of its organisation. Raises NotFound."""
    found = responses.response(session, response_id)
    whose = {"organisation_id": found.organisation_id, "response_id": found.id}
    if not may(person, Action.CONTRIBUTE, **whose):
        raise NotFound(responses.NO_SUCH_RESPONSE)
    return found


def contributed_draft(wiring: Wiring, session: Session, person: Person, response_id: int) -> Response:
    """A response that this person, also as a guest, can add to now.

    Raises NotFound, NotAllowed when it was submitted or its round is not open.
    """
    return require_changeable(wiring, contributed(session, person, response_id))


def coordinated_draft(wiring: Wiring, session: Session, person: Person, response_id: int) -> Response:
    """A response that this person, a coordinator, can change now. Raises NotFound, NotAllowed."""
    found = own_draft(wiring, session, person, response_id)
    require(person, Action.COORDINATE, organisation_id=found.organisation_id)
    return found


def require_changeable(wiring: Wiring, found: Response) -> Response:
    """The response itself. Raises NotAllowed when it was submitted or its organisation cannot respond now."""
    require_draft(found.status)
    require_may_respond(calendar_of(found.round), found.organisation_id, wiring.clock())
    return found


def readable(session: Session, person: Person, response_id: int) -> Response:
    """A response that this person may read: their own, a submitted one for its editors, a published one.

    Raises NotFound.
    """
    found = responses.response(session, response_id)
    if not is_readable(person, found):
        raise NotFound(responses.NO_SUCH_RESPONSE)
    return found


def sent_to(session: Session, person: Person, response_id: int) -> Response:
    """A response that is this person's own, or that was submitted to them as an editor. Raises NotFound."""
    found = responses.response(session, response_id)
    if not is_sent_to(person, found):
        raise NotFound(responses.NO_SUCH_RESPONSE)
    return found


def is_readable(person: Person, response: Response) -> bool:
    is_published = response.status is ResponseStatus.SUBMITTED and response.round.accounted_at is not None
    return is_published or is_sent_to(person, response)


def is_sent_to(person: Person, response: Response) -> bool:
    framework_id = response.round.version.framework_id
    return may_see_response(person, response.status, response.organisation_id, framework_id)
