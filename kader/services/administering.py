"""Administering: which organisations take part, who can sign in, and with which roles.

An administrator gives and takes roles and sees no response: what an organisation writes is its own.
"""

import re
import unicodedata
from dataclasses import dataclass
from datetime import datetime

from kader.domain.audit import Act, account
from kader.domain.errors import InvalidInput, NotFound
from kader.domain.granting import require_other
from kader.domain.rights import Action, Person, require
from kader.domain.vocabulary import OrganisationKind, Role
from kader.services.accounts import (
    NewGrant,
    RoleLine,
    create_user,
    hash_password,
    make_grant,
    random_password,
    role_lines,
)
from kader.services.wiring import Wiring, note
from kader.storage import frameworks, people
from kader.storage.tables import Grant, Organisation, User


@dataclass(frozen=True, slots=True)
class OrganisationLine:
    """`people` counts those who can sign in and hold a role in it."""

    slug: str
    name: str
    kind: OrganisationKind
    people: int


@dataclass(frozen=True, slots=True)
class PersonLine:
    """`me` when it is whoever looks."""

    id: int
    name: str
    email: str
    active: bool
    me: bool
    created_at: datetime
    roles: tuple[RoleLine, ...]


@dataclass(frozen=True, slots=True)
class FirstPassword:
    """Shown once and kept nowhere."""

    user_id: int
    name: str
    email: str
    password: str


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
        if any(slug == other.slug for other in people.organisations(session)):
            raise InvalidInput("Er is al een organisatie met deze naam. Kies een andere naam.")
        session.add(Organisation(slug=slug, name=name, kind=kind))
    return slug


def everyone(wiring: Wiring, person: Person) -> tuple[PersonLine, ...]:
    """All accounts by name, those that can no longer sign in last."""
    require(person, Action.ADMINISTER)
    with wiring.database.read() as session:
        lines = [_person_line(person, user) for user in people.users(session)]
        return tuple(sorted(lines, key=lambda line: not line.active))


def someone(wiring: Wiring, person: Person, user_id: int) -> PersonLine:
    """Raises NotFound."""
    require(person, Action.ADMINISTER)
    with wiring.database.read() as session:
        return _person_line(person, people.user(session, user_id))


def wheres(wiring: Wiring, person: Person) -> Wheres:
    require(person, Action.ADMINISTER)
    with wiring.database.read() as session:
        return Wheres(
            tuple((one.slug, one.name) for one in people.organisations(session)),
            tuple((one.slug, one.title) for one in frameworks.frameworks(session)),
        )


def add_person(wiring: Wiring, person: Person, email: str, name: str, grant: NewGrant) -> FirstPassword:
    """A new account with a random password. Raises InvalidInput, NotFound."""
    require(person, Action.ADMINISTER)
    password = random_password()
    user_id = create_user(wiring, person, email, name, password, [grant])
    return FirstPassword(user_id, name.strip(), email.strip().lower(), password)


def renew_password(wiring: Wiring, person: Person, user_id: int) -> FirstPassword:
    """Another random password for who forgot theirs; the old one no longer works. Raises NotFound."""
    require(person, Action.ADMINISTER)
    password = random_password()
    with wiring.writing(person, Act.RENEW_PASSWORD, account(user_id)) as session:
        user = people.user(session, user_id)
        user.password_hash = hash_password(password)
        return FirstPassword(user.id, user.name, user.email, password)


def set_active(wiring: Wiring, person: Person, user_id: int, active: bool) -> str:
    """Let someone sign in or not any more; gives their name. Raises NotFound, NotAllowed for oneself."""
    require(person, Action.ADMINISTER)
    require_other(person, user_id)
    act = Act.REOPEN_ACCOUNT if active else Act.CLOSE_ACCOUNT
    with wiring.writing(person, act, account(user_id)) as session:
        user = people.user(session, user_id)
        user.active = active
        return user.name


def give_role(wiring: Wiring, person: Person, user_id: int, grant: NewGrant) -> None:
    """Raises InvalidInput when it is held already or given for the wrong thing, NotFound."""
    require(person, Action.ADMINISTER)
    with wiring.writing(person, Act.GIVE_ROLE) as session:
        user = people.user(session, user_id)
        note(session, account(user_id), grant.role)
        made = make_grant(people.Lookup(session), grant)
        if any(_same(made, held) for held in user.grants):
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
        note(session, account(user_id), grant.role)
        user.grants.remove(grant)


def _organisation_line(organisation: Organisation, users: list[User]) -> OrganisationLine:
    held = [user for user in users if any(g.organisation_id == organisation.id for g in user.grants)]
    return OrganisationLine(organisation.slug, organisation.name, organisation.kind, len(held))


def _person_line(person: Person, user: User) -> PersonLine:
    return PersonLine(
        user.id,
        user.name,
        user.email,
        user.active,
        user.id == person.id,
        user.created_at,
        role_lines(user),
    )


def _same(one: Grant, other: Grant) -> bool:
    organisation = one.organisation.id if one.organisation else None
    framework = one.framework.id if one.framework else None
    return (one.role, organisation, framework) == (other.role, other.organisation_id, other.framework_id)


def _slug(name: str) -> str:
    """Small letters, digits and hyphens: the part of a name that an address can hold."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")
