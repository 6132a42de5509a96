"""A guest is known by the invitation link they came in with and the name they gave, kept in their cookie.

The link is looked up at each request, so that one that was withdrawn opens nothing any more.
"""

from flask import g, session

from kader.domain.rights import Person
from kader.services import inviting
from kader.services.wiring import Wiring

_KEY = "guest"


def remember(token: str, name: str) -> None:
    session[_KEY] = {"token": token, "name": name}


def forget() -> None:
    session.pop(_KEY, None)


def is_known() -> bool:
    """Whether this browser came in by a link, in force or not."""
    return _KEY in session


def present(wiring: Wiring) -> Person | None:
    """The guest who sent this request, if their link is in force."""
    known = session.get(_KEY)
    if not known:
        return None
    if "guest" not in g:
        g.guest = inviting.guest(wiring, known["token"], known["name"])
    found: Person | None = g.guest
    return found
