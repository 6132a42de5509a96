"""Accounts: who can sign in, and with which roles."""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from kader.domain.audit import Act, account
from kader.domain.errors import InvalidInput, NotAllowed
from kader.domain.granting import require_scope
from kader.domain.rights import Action, Granted, Person, require
from kader.domain.vocabulary import Role
from kader.services.wiring import Wiring, note
from kader.storage import people
from kader.storage.database import Session
from kader.storage.tables import Grant, User

MINIMUM_PASSWORD_LENGTH = 12
_HASHER = PasswordHasher()
# Verified when there is no such account, so that sign-in takes equally long with and without one.
_NOBODY = _HASHER.hash(secrets.token_urlsafe())


# Letters and digits that nobody mistakes for one another; 16 of them give 79 bits.
_ALPHABET = "abcdefghjkmnpqrstuvwxyz23456789"
_GROUPS, _GROUP_LENGTH = 4, 4


class WrongPassword(InvalidInput):
    """The present password that was given is not the right one."""


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
    name: str
    email: str
    roles: tuple[RoleLine, ...]


def sign_in(wiring: Wiring, email: str, password: str) -> Person | None:
    """The person with this address and password, or None: which of the two was wrong is not told."""
    with wiring.database.read() as session:
        user = people.user_by_email(session, _normal(email))
        known = user.password_hash if user is not None and user.active else _NOBODY
        if not _verifies(known, password) or user is None or not user.active:
            return None
        return _person(user)


def person(wiring: Wiring, user_id: int) -> Person | None:
    """The active person with this id."""
    with wiring.database.read() as session:
        user = session.get(User, user_id)
        return _person(user) if user is not None and user.active else None


def own_account(wiring: Wiring, person: Person) -> Account:
    """The account of whoever acts."""
    with wiring.database.read() as session:
        user = _own(session, person)
        return Account(user.name, user.email, role_lines(user))


def change_password(wiring: Wiring, person: Person, present: str, new: str) -> None:
    """Raises WrongPassword when the present one is not right, InvalidInput when the new one is too short."""
    with wiring.writing(person, Act.CHANGE_PASSWORD) as session:
        user = _own(session, person)
        note(session, account(user.id))
        if not _verifies(user.password_hash, present):
            raise WrongPassword("Dit is niet uw huidige wachtwoord. Probeer het opnieuw.")
        _require_password(new)
        user.password_hash = hash_password(new)


def random_password() -> str:
    """A password that can be read aloud and typed over, such as abcd-efgh-jkmn-2345."""
    groups = ("".join(secrets.choice(_ALPHABET) for _ in range(_GROUP_LENGTH)) for _ in range(_GROUPS))
    return "-".join(groups)


def hash_password(password: str) -> str:
    """The argon2id hash that is kept of a password."""
    return _HASHER.hash(password)


def role_lines(user: User) -> tuple[RoleLine, ...]:
    return tuple(RoleLine(grant.id, grant.role, _where(grant)) for grant in user.grants)


def create_user(
    wiring: Wiring, person: Person, email: str, name: str, password: str, grants: Sequence[NewGrant]
) -> int:
    """The id of a new account. Raises InvalidInput when the address is taken or the password too short."""
    email = _normal(email)
    _require_valid(email, name, password)
    with wiring.writing(person, Act.CREATE_ACCOUNT) as session:
        if people.user_by_email(session, email) is not None:
            raise InvalidInput(f"Er is al een account met het adres {email}.")
        user = User(
            email=email, name=name.strip(), password_hash=hash_password(password), created_at=wiring.clock()
        )
        user.grants = [make_grant(people.Lookup(session), grant) for grant in grants]
        session.add(user)
        session.flush()
        note(session, account(user.id))
        return user.id


def _require_valid(email: str, name: str, password: str) -> None:
    if "@" not in email or email.startswith("@") or email.endswith("@") or " " in email:
        raise InvalidInput("Dit is geen e-mailadres. Schrijf het als naam@voorbeeld.nl.")
    if not name.strip():
        raise InvalidInput("Vul een naam in.")
    _require_password(password)


def _require_password(password: str) -> None:
    if len(password) < MINIMUM_PASSWORD_LENGTH:
        raise InvalidInput(f"Kies een wachtwoord van ten minste {MINIMUM_PASSWORD_LENGTH} tekens.")


def make_grant(lookup: people.Lookup, grant: NewGrant) -> Grant:
    """Raises InvalidInput when the role is given for the wrong thing, NotFound when that does not exist."""
    require_scope(grant.role, organisation=bool(grant.organisation), framework=bool(grant.framework))
    return Grant(
        role=grant.role,
        organisation=lookup.organisation(grant.organisation) if grant.organisation else None,
        framework=lookup.framework(grant.framework) if grant.framework else None,
    )


def _own(session: Session, person: Person) -> User:
    require(person, Action.USE_ACCOUNT)
    user = session.get(User, person.id)
    if user is None or not user.active:
        raise NotAllowed("Dit account is niet meer in gebruik.")
    return user


def _where(grant: Grant) -> str:
    if grant.organisation is not None:
        return grant.organisation.name
    return grant.framework.title if grant.framework is not None else ""


def _person(user: User) -> Person:
    grants = tuple(Granted(g.role, g.organisation_id, g.framework_id) for g in user.grants)
    return Person(user.id, user.name, grants)


def _normal(email: str) -> str:
    return email.strip().lower()


def _verifies(password_hash: str, password: str) -> bool:
    try:
        return _HASHER.verify(password_hash, password)
    except (VerificationError, InvalidHashError):
        return False
