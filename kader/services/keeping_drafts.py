"""Nothing typed is lost: while someone types, the words are kept on the server until they are saved.

A place names a form of a response ("nieuw-340-390"). The words belong to whoever typed them, an account or a
guest on one response, and nobody else can read them.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from kader.domain.errors import InvalidInput, NotAllowed
from kader.domain.remark import require_length
from kader.domain.rights import Person
from kader.services.response_access import contributed
from kader.services.wiring import Wiring
from kader.storage import contributing as stored
from kader.storage.contributing_tables import UnsentText

MAX_PLACE = 200
MAX_FIELDS = 20


@dataclass(frozen=True, slots=True)
class Kept:
    """What was being typed, by the names of the fields."""

    fields: dict[str, str]
    saved_at: datetime


def keep(wiring: Wiring, person: Person, response_id: int, place: str, fields: Mapping[str, str]) -> None:
    """Keep what is being typed; what is empty altogether is forgotten.

    Raises NotFound for who does not work on the response, InvalidInput when it is too long.
    """
    with wiring.bookkeeping() as session:
        contributed(session, person, response_id)
        _require_keepable(place, fields)
        owner, place = _owner(person), _named(response_id, place)
        present = stored.unsent(session, owner, place)
        if not any(words.strip() for words in fields.values()):
            stored.forget_unsent(session, owner, place)
        elif present is None:
            session.add(UnsentText(owner=owner, place=place, fields=dict(fields), saved_at=wiring.clock()))
        else:
            present.fields, present.saved_at = dict(fields), wiring.clock()


def _require_keepable(place: str, fields: Mapping[str, str]) -> None:
    if not place or len(place) > MAX_PLACE or len(fields) > MAX_FIELDS:
        raise InvalidInput("Dit formulier is niet te bewaren. Ververs de pagina.")
    for words in fields.values():
        require_length(words)


def kept(wiring: Wiring, person: Person, response_id: int, place: str) -> Kept | None:
    """What this person was typing there, if anything."""
    with wiring.database.read() as session:
        found = stored.unsent(session, _owner(person), _named(response_id, place))
        return Kept(dict(found.fields), found.saved_at) if found else None


def forget(wiring: Wiring, person: Person, response_id: int, place: str) -> None:
    """The words were saved, or thrown away by who typed them."""
    with wiring.bookkeeping() as session:
        stored.forget_unsent(session, _owner(person), _named(response_id, place))


def _named(response_id: int, place: str) -> str:
    return f"reactie {response_id} {place}"


def _owner(person: Person) -> str:
    """Raises NotAllowed for a visitor: whose words would they be?"""
    if person.id is not None:
        return f"account {person.id}"
    responses = [granted.response_id for granted in person.grants if granted.response_id is not None]
    if not responses or not person.name:
        raise NotAllowed("Log in om te bewaren wat u typt.")
    return f"gast {responses[0]} {person.name}"
