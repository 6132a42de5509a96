"""Accounts: who can sign in, and with which roles."""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from kader.domain.errors import InvalidInput
from kader.domain.rights import Granted, Person
from kader.domain.vocabulary import Role
from kader.services.wiring import Wiring
from kader.storage import people
from kader.storage.tables import Grant, User

MINIMUM_PASSWORD_LENGTH = 12
_HASHER = PasswordHasher()
# Verified when there is no such account, so that sign-in takes equally long with and without one.
_NOBODY = _HASHER.hash(secrets.token_urlsafe())


@dataclass(frozen=True, slots=True)
class NewGrant:
    """A role to give, with the slug of the organisation or framework it holds for."""

    role: Role
    organisation: str | None = None
    framework: str | None = None


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


def create_user(wiring: Wiring, email: str, name: str, password: str, grants: Sequence[NewGrant]) -> int:
    """The id of a new account. Raises InvalidInput when the address is taken or the password too short."""
    email = _normal(email)
    _require_valid(email, name, password)
    with wiring.database.write() as session:
        if people.user_by_email(session, email) is not None:
            raise InvalidInput(f"Er is al een account met het adres {email}.")
        user = User(
            email=email, name=name.strip(), password_hash=_HASHER.hash(password), created_at=wiring.clock()
        )
        user.grants = [_grant(people.Lookup(session), grant) for grant in grants]
        session.add(user)
        session.flush()
        return user.id


def _require_valid(email: str, name: str, password: str) -> None:
    if "@" not in email or email.startswith("@") or email.endswith("@") or " " in email:
        raise InvalidInput("Dit is geen e-mailadres. Schrijf het als naam@voorbeeld.nl.")
    if not name.strip():
        raise InvalidInput("Vul een naam in.")
    if len(password) < MINIMUM_PASSWORD_LENGTH:
        raise InvalidInput(f"Kies een wachtwoord van ten minste {MINIMUM_PASSWORD_LENGTH} tekens.")


def _grant(lookup: people.Lookup, grant: NewGrant) -> Grant:
    return Grant(
        role=grant.role,
        organisation=lookup.organisation(grant.organisation) if grant.organisation else None,
        framework=lookup.framework(grant.framework) if grant.framework else None,
    )


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
