"""Accounts: who can sign in, and with which roles."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from kader.domain.audit import Act, account
from kader.domain.errors import InvalidInput, NotAllowed
from kader.domain.granting import require_scope
from kader.domain.rights import Action, Granted, Person, require
from kader.domain.vocabulary import Role
from kader.services import passwords
from kader.services.wiring import Wiring, note
from kader.storage import people, sign_ins
from kader.storage.database import Session
from kader.storage.tables import Grant, User

_ADDRESS = re.compile(r"[^@\s]+@[^@\s]+")
_LONGEST_ADDRESS, _LONGEST_NAME = 254, 200


@dataclass(frozen=True, slots=True)
class NewGrant:
    """A role to give, with the slug of the organisation or framework it holds for."""

    role: Role
    organisation: str | None = None
    framework: str | None = None


@dataclass(frozen=True, slots=True)
class RoleLine:
    """A role that someone holds; `where` names its organisation or framework, "" when it holds everywhere."""

    grant_id: int
    role: Role
    where: str


@dataclass(frozen=True, slots=True)
class Account:
    """`has_password` is not so for who signs in through their organisation."""

    name: str
    email: str
    roles: tuple[RoleLine, ...]
    has_password: bool
    has_factor: bool


def person(wiring: Wiring, user_id: int) -> Person | None:
    """The active person with this id."""
    with wiring.database.read() as session:
        user = session.get(User, user_id)
        return as_person(user) if user is not None and user.active else None


def own_account(wiring: Wiring, person: Person) -> Account:
    """The account of whoever acts."""
    with wiring.database.read() as session:
        user = own(session, person)
        return Account(
            user.name,
            user.email,
            role_lines(user),
            passwords.is_set(user.password_hash),
            sign_ins.has_factor(session, user.id),
        )


def role_lines(user: User) -> tuple[RoleLine, ...]:
    return tuple(RoleLine(grant.id, grant.role, _where(grant)) for grant in user.grants)


def create_user(
    wiring: Wiring, person: Person, email: str, name: str, password: str, grants: Sequence[NewGrant]
) -> int:
    """The id of a new account. Raises InvalidInput when the address is taken or the password too weak."""
    passwords.require_good(password, (email, name))
    with wiring.writing(person, Act.CREATE_ACCOUNT) as session:
        user = add(session, wiring, email, name, passwords.hashed(password), grants)
        note(session, account(user.id))
        return user.id


def add(
    session: Session, wiring: Wiring, email: str, name: str, kept: str, grants: Sequence[NewGrant]
) -> User:
    """A new account; `kept` is the hash of a password, or NO_PASSWORD. Raises InvalidInput, NotFound."""
    email, name = normal(email), " ".join(name.split())
    _require_valid(email, name)
    user = User(email=email, name=name, password_hash=kept, created_at=wiring.clock())
    user.grants = [make_grant(people.Lookup(session), grant) for grant in grants]
    people.add_user(session, user)
    return user


def make_grant(lookup: people.Lookup, grant: NewGrant) -> Grant:
    """Raises InvalidInput when the role is given for the wrong thing, NotFound when that does not exist."""
    require_scope(grant.role, organisation=bool(grant.organisation), framework=bool(grant.framework))
    return Grant(
        role=grant.role,
        organisation=lookup.organisation(grant.organisation) if grant.organisation else None,
        framework=lookup.framework(grant.framework) if grant.framework else None,
    )


def same_grant(one: Grant, other: Grant) -> bool:
    """Whether two grants give the same; the first may be new, with its organisation but not yet its id."""
    organisation = one.organisation.id if one.organisation else None
    framework = one.framework.id if one.framework else None
    return (one.role, organisation, framework) == (other.role, other.organisation_id, other.framework_id)


def own(session: Session, person: Person) -> User:
    """The row of whoever acts. Raises NotAllowed when they may not, or not any more."""
    require(person, Action.USE_ACCOUNT)
    user = session.get(User, person.id)
    if user is None or not user.active:
        raise NotAllowed("Dit account is niet meer in gebruik.")
    return user


def as_person(user: User) -> Person:
    grants = tuple(Granted(g.role, g.organisation_id, g.framework_id) for g in user.grants)
    return Person(user.id, user.name, grants)


def normal(email: str) -> str:
    """An address as it is kept and compared."""
    return email.strip().lower()


def _require_valid(email: str, name: str) -> None:
    if not _ADDRESS.fullmatch(email) or not email.isprintable() or len(email) > _LONGEST_ADDRESS:
        raise InvalidInput("Dit is geen e-mailadres. Schrijf het als naam@voorbeeld.nl.")
    if not name:
        raise InvalidInput("Vul een naam in.")
    if len(name) > _LONGEST_NAME or not name.isprintable():
        raise InvalidInput(f"Geef een naam van ten hoogste {_LONGEST_NAME} tekens.")


def _where(grant: Grant) -> str:
    if grant.organisation is not None:
        return grant.organisation.name
    return grant.framework.title if grant.framework is not None else ""
