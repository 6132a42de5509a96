"""Which response a person may open, and what they may do with it now.

Who may not read a response does not even learn that it exists.
"""

from typing import TypedDict

from kader.domain.errors import NotFound
from kader.domain.rights import (
    Action,
    Person,
    ResponseState,
    is_possible,
    is_public,
    may,
    may_read,
    require,
    require_possible,
    state_of,
)
from kader.services.wiring import Wiring
from kader.storage import responses
from kader.storage.database import Session
from kader.storage.rounds import calendar_of
from kader.storage.tables import Response


class Whose(TypedDict):
    """What a grant can match of a response."""

    organisation_id: int
    framework_id: int
    response_id: int


def whose(response: Response) -> Whose:
    return Whose(
        organisation_id=response.organisation_id,
        framework_id=response.round.version.framework_id,
        response_id=response.id,
    )


def stands(wiring: Wiring, response: Response) -> ResponseState:
    """How the response stands at this moment."""
    return state_of(response.status, calendar_of(response.round), response.organisation_id, wiring.clock())


def is_allowed(wiring: Wiring, person: Person, response: Response, action: Action) -> bool:
    """Whether this person may do this with the response now."""
    return may(person, action, **whose(response)) and is_possible(action, stands(wiring, response))


def allowed(wiring: Wiring, session: Session, person: Person, response_id: int, action: Action) -> Response:
    """A response with which this person may do this now.

    Raises NotFound for who may not read it before it is published, NotAllowed for who may, but has no right
    to do this, or not as the response stands.
    """
    return require_allowed(wiring, person, responses.response(session, response_id), action)


def require_allowed(wiring: Wiring, person: Person, found: Response, action: Action) -> Response:
    """The response itself. Raises as `allowed`."""
    state = stands(wiring, found)
    writes = may(person, Action.READ_ALONG, **whose(found))
    if not writes and not may_read(person, state, found.organisation_id, whose(found)["framework_id"]):
        raise NotFound(responses.NO_SUCH_RESPONSE)
    require(person, action, **whose(found))
    require_possible(action, state)
    return found


def own(session: Session, person: Person, response_id: int) -> Response:
    """A response of an organisation of which this person may read everything. Raises NotFound."""
    return _known(session, person, response_id, Action.READ_OWN)


def contributed(session: Session, person: Person, response_id: int) -> Response:
    """A response that this person works on, also as a guest of its organisation. Raises NotFound."""
    return _known(session, person, response_id, Action.READ_ALONG)


def readable(wiring: Wiring, session: Session, person: Person, response_id: int) -> Response:
    """A response that this person may read: their own, a submitted one for its editors, a published one.

    Raises NotFound.
    """
    found = responses.response(session, response_id)
    if not is_readable(wiring, person, found):
        raise NotFound(responses.NO_SUCH_RESPONSE)
    return found


def sent_to(wiring: Wiring, session: Session, person: Person, response_id: int) -> Response:
    """A response that is this person's own, or that was submitted to them as an editor. Raises NotFound."""
    found = responses.response(session, response_id)
    if not is_sent_to(wiring, person, found):
        raise NotFound(responses.NO_SUCH_RESPONSE)
    return found


def is_readable(wiring: Wiring, person: Person, response: Response) -> bool:
    return is_public(stands(wiring, response)) or is_sent_to(wiring, person, response)


def is_sent_to(wiring: Wiring, person: Person, response: Response) -> bool:
    framework_id = whose(response)["framework_id"]
    return may_read(person, stands(wiring, response), response.organisation_id, framework_id)


def _known(session: Session, person: Person, response_id: int, action: Action) -> Response:
    found = responses.response(session, response_id)
    if not may(person, action, **whose(found)):
        raise NotFound(responses.NO_SUCH_RESPONSE)
    return found
