"""A colleague without an account contributes through a link that the coordinator makes and can withdraw.

Only the hash of a link is kept: who reads the database cannot use it, and the coordinator sees it once.
"""

import secrets
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256

from kader.domain.audit import Act
from kader.domain.errors import InvalidInput, NotFound
from kader.domain.rights import Action, Granted, Person
from kader.domain.vocabulary import Role
from kader.services.response_access import allowed, own
from kader.services.wiring import Wiring
from kader.storage import contributing as stored
from kader.storage.contributing_tables import ContributorLink
from kader.storage.database import Session

MAX_NAME = 80
_BYTES = 32
_WORN = "Deze link werkt niet meer. Vraag uw collega die de reactie coördineert om een nieuwe link."


@dataclass(frozen=True, slots=True)
class LinkLine:
    """A link that was made; the link itself is not kept."""

    id: int
    for_whom: str
    made_at: datetime
    withdrawn_at: datetime | None


@dataclass(frozen=True, slots=True)
class Invitation:
    """What a link opens."""

    response_id: int
    round_id: int
    organisation: str
    round_title: str
    framework: str
    slug: str
    label: str
    closes_at: datetime


def make_link(wiring: Wiring, person: Person, response_id: int, for_whom: str) -> str:
    """The secret part of a new link; it cannot be shown again. Raises NotFound, NotAllowed."""
    if not for_whom.strip() or len(for_whom) > MAX_NAME:
        raise InvalidInput(f"Schrijf voor wie de link is, in hoogstens {MAX_NAME} tekens.")
    token = secrets.token_urlsafe(_BYTES)
    with wiring.writing(person, Act.INVITE_CONTRIBUTOR, f"reactie {response_id}") as session:
        response = allowed(wiring, session, person, response_id, Action.INVITE_CONTRIBUTOR)
        session.add(
            ContributorLink(
                response_id=response.id,
                token_sha256=_hash(token),
                for_whom=for_whom.strip(),
                made_by_id=person.id,
                made_at=wiring.clock(),
            )
        )
    return token


def withdraw_link(wiring: Wiring, person: Person, response_id: int, link_id: int) -> None:
    """From now on the link opens nothing; what was written through it stays. Raises NotFound, NotAllowed."""
    with wiring.writing(person, Act.WITHDRAW_INVITATION, f"link {link_id}") as session:
        response = allowed(wiring, session, person, response_id, Action.INVITE_CONTRIBUTOR)
        link = next((one for one in stored.links(session, response.id) if one.id == link_id), None)
        if link is None:
            raise NotFound("Deze link bestaat niet. Ververs de pagina.")
        link.withdrawn_at = link.withdrawn_at or wiring.clock()


def links_of(wiring: Wiring, person: Person, response_id: int) -> tuple[LinkLine, ...]:
    """The links to a response of one's own organisation, newest first. Raises NotFound."""
    with wiring.database.read() as session:
        response = own(session, person, response_id)
        return tuple(link_line(one) for one in stored.links(session, response.id))


def link_line(link: ContributorLink) -> LinkLine:
    return LinkLine(link.id, link.for_whom, link.made_at, link.withdrawn_at)


def opened(wiring: Wiring, token: str) -> Invitation:
    """What the link opens. Raises NotFound when it was withdrawn or never was."""
    with wiring.database.read() as session:
        response = _link(session, token).response
        version = response.round.version
        return Invitation(
            response.id,
            response.round_id,
            response.organisation.name,
            response.round.title,
            version.framework.title,
            version.framework.slug,
            version.label,
            response.round.closes_at,
        )


def guest(wiring: Wiring, token: str, name: str) -> Person | None:
    """Who acts through a link under this name; None when it opens nothing any more."""
    with wiring.database.read() as session:
        link = stored.link_with(session, _hash(token))
        if link is None or not name:
            return None
        return Person(None, name, (Granted(Role.GUEST, response_id=link.response_id),))


def name_of_guest(name: str) -> str:
    """The name that a guest gives, to be known by to colleagues. Raises InvalidInput."""
    name = " ".join(name.split())
    if not name or len(name) > MAX_NAME:
        raise InvalidInput(f"Vul uw naam in, in hoogstens {MAX_NAME} tekens. Uw collega’s zien die naam.")
    return name


def _link(session: Session, token: str) -> ContributorLink:
    link = stored.link_with(session, _hash(token))
    if link is None:
        raise NotFound(_WORN)
    return link


def _hash(token: str) -> str:
    return sha256(token.encode("utf-8", "replace")).hexdigest()
