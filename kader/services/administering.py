"""Administering: which organisations take part, who can sign in, and with which roles.

An administrator gives and takes roles and sees no response: what an organisation writes is its own.
"""

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from kader.domain.audit import Act, account
from kader.domain.errors import InvalidInput, NotAllowed, NotFound
from kader.domain.granting import require_administrator_left, require_other
from kader.domain.rights import Action, Person, require
from kader.domain.signing_in import Ending
from kader.domain.vocabulary import OrganisationKind, Role
from kader.services import accounts, choosing_password, passwords, second_factor
from kader.services.accounts import NewGrant, RoleLine, make_grant, role_lines, same_grant
from kader.services.wiring import Wiring, note
from kader.storage import frameworks, people, sign_ins
from kader.storage.database import Session
from kader.storage.tables import Organisation, User


@dataclass(frozen=True, slots=True)
class OrganisationLine:
    """`people` counts those who can sign in and hold a role in it."""

    slug: str
    name: str
    kind: OrganisationKind
    people: int


@dataclass(frozen=True, slots=True)
class PersonLine:
    """`me` when it is whoever looks; `invited` who never chose a password; `outside` signs in elsewhere."""

    id: int
    name: str
    email: str
    active: bool
    me: bool
    created_at: datetime
    roles: tuple[RoleLine, ...]
    invited: bool
    outside: bool
    has_factor: bool


@dataclass(frozen=True, slots=True)
class Wheres:
    """For what a role can be given: (slug, name) of organisations and frameworks."""

    organisations: tuple[tuple[str, str], ...]
    frameworks: tuple[tuple[str, str], ...]


def organisations(wiring: Wiring, person: Person) -> tuple[OrganisationLine, ...]:
    require(person, Action.ADMINISTER)
    with wiring.database.read() as session:
        users = [user for user in people.users(session) if user.active]
        return tuple(_organisation_line(one, users) for one in people.organisations(session))


def add_organisation(wiring: Wiring, person: Person, name: str, kind: OrganisationKind) -> str:
    """The slug of a new organisation. Raises InvalidInput when the name is empty or taken."""
    require(person, Action.ADMINISTER)
    name = " ".join(name.split())
    slug = _slug(name)
    if not slug:
        raise InvalidInput("Vul de naam van de organisatie in.")
    with wiring.writing(person, Act.ADD_ORGANISATION, f"organisatie {slug}") as session:
        people.add_organisation(session, Organisation(slug=slug, name=name, kind=kind))
    return slug


def everyone(wiring: Wiring, person: Person) -> tuple[PersonLine, ...]:
    """All accounts by name, those that can no longer sign in last."""
    require(person, Action.ADMINISTER)
    with wiring.database.read() as session:
        tell = _person_lines(session, person)
        lines = [tell(user) for user in people.users(session)]
        return tuple(sorted(lines, key=lambda line: not line.active))


def someone(wiring: Wiring, person: Person, user_id: int) -> PersonLine:
    """Raises NotFound."""
    require(person, Action.ADMINISTER)
    with wiring.database.read() as session:
        return _person_lines(session, person)(people.user(session, user_id))


def wheres(wiring: Wiring, person: Person) -> Wheres:
    require(person, Action.ADMINISTER)
    with wiring.database.read() as session:
        return Wheres(
            tuple((one.slug, one.name) for one in people.organisations(session)),
            tuple((one.slug, one.title) for one in frameworks.frameworks(session)),
        )


def add_person(wiring: Wiring, person: Person, email: str, name: str, grant: NewGrant) -> int:
    """The id of a new account; its owner chooses a password by mail. Raises InvalidInput, NotFound."""
    require(person, Action.ADMINISTER)
    with wiring.writing(person, Act.CREATE_ACCOUNT) as session:
        user = accounts.add(session, wiring, email, name, passwords.NO_PASSWORD, [grant])
        choosing_password.invite(session, wiring, user)
        note(session, account(user.id))
        return user.id


def send_link(wiring: Wiring, person: Person, user_id: int) -> str:
    """Mail someone a link to choose a password; gives their address. Raises NotFound, NotAllowed."""
    require(person, Action.ADMINISTER)
    with wiring.writing(person, Act.INVITE, account(user_id)) as session:
        user = people.user(session, user_id)
        if not user.active:
            raise NotAllowed("Dit account is uitgeschakeld. Schakel het eerst weer in.")
        choosing_password.send_link(session, wiring, user)
        return user.email


def end_sessions(wiring: Wiring, person: Person, user_id: int) -> str:
    """Sign someone out everywhere; gives their name. Raises NotFound."""
    require(person, Action.ADMINISTER)
    with wiring.writing(person, Act.END_SESSION, account(user_id)) as session:
        user = people.user(session, user_id)
        sign_ins.end_sessions(session, user_id, wiring.clock(), Ending.CLOSED)
        return user.name


def remove_factor(wiring: Wiring, person: Person, user_id: int) -> str:
    """For who lost phone and recovery codes; gives their name. Raises NotFound, NotAllowed for oneself."""
    require(person, Action.ADMINISTER)
    require_other(person, user_id)
    with wiring.writing(person, Act.REMOVE_FACTOR, account(user_id)) as session:
        user = people.user(session, user_id)
        second_factor.take_away(session, wiring, user)
        return user.name


def set_active(wiring: Wiring, person: Person, user_id: int, active: bool) -> str:
    """Let someone sign in or not any more; gives their name. Raises NotFound, NotAllowed for oneself."""
    require(person, Action.ADMINISTER)
    require_other(person, user_id)
    act = Act.REOPEN_ACCOUNT if active else Act.CLOSE_ACCOUNT
    with wiring.writing(person, act, account(user_id)) as session:
        user = people.user(session, user_id)
        if not active:
            require_administrator_left(people.other_administrators(session, user_id))
            sign_ins.end_sessions(session, user_id, wiring.clock(), Ending.CLOSED)
            sign_ins.use_links(session, user_id, wiring.clock())
        user.active = active
        return user.name


def give_role(wiring: Wiring, person: Person, user_id: int, grant: NewGrant) -> None:
    """Raises InvalidInput when it is held already or given for the wrong thing, NotFound."""
    require(person, Action.ADMINISTER)
    with wiring.writing(person, Act.GIVE_ROLE) as session:
        user = people.user(session, user_id)
        note(session, account(user_id), grant.role)
        made = make_grant(people.Lookup(session), grant)
        if any(same_grant(made, held) for held in user.grants):
            raise InvalidInput(f"{user.name} heeft deze rol al.")
        user.grants.append(made)


def withdraw_role(wiring: Wiring, person: Person, user_id: int, grant_id: int) -> None:
    """Raises NotFound, NotAllowed when it is one's own role of administrator."""
    require(person, Action.ADMINISTER)
    with wiring.writing(person, Act.WITHDRAW_ROLE) as session:
        user = people.user(session, user_id)
        grant = next((held for held in user.grants if held.id == grant_id), None)
        if grant is None:
            raise NotFound("Deze persoon heeft deze rol niet meer.")
        if grant.role is Role.ADMINISTRATOR:
            require_other(person, user_id)
            require_administrator_left(people.other_administrators(session, user_id))
        note(session, account(user_id), grant.role)
        user.grants.remove(grant)


def _organisation_line(organisation: Organisation, users: list[User]) -> OrganisationLine:
    held = [user for user in users if any(g.organisation_id == organisation.id for g in user.grants)]
    return OrganisationLine(organisation.slug, organisation.name, organisation.kind, len(held))


def _person_lines(session: Session, person: Person) -> Callable[[User], PersonLine]:
    """What tells of somebody: it asks once who has a second step and who signs in elsewhere."""
    outside, factors = sign_ins.with_identity(session), sign_ins.with_factor(session)

    def tell(user: User) -> PersonLine:
        return PersonLine(
            user.id,
            user.name,
            user.email,
            user.active,
            user.id == person.id,
            user.created_at,
            role_lines(user),
            user.id not in outside and not passwords.is_set(user.password_hash),
            user.id in outside,
            user.id in factors,
        )

    return tell


def _slug(name: str) -> str:
    """Small letters, digits and hyphens: the part of a name that an address can hold."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")
