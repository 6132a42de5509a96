"""People who sign in: what tests of accounts share."""

import re

import pytest
from argon2 import PasswordHasher
from sqlalchemy import select

from kader.domain.audit import SYSTEM
from kader.domain.rights import Person
from kader.services import accounts, passwords, sessions, signing_in
from kader.services.accounts import NewGrant
from kader.services.signing_in import Browser, SignedIn, WrongCredentials
from kader.services.wiring import Wiring
from kader.storage.audit_tables import AuditEntry
from kader.storage.mail_tables import Mail

PASSWORD, NEW = "een lange zin als wachtwoord", "nog een veel langere zin"
LAPTOP = Browser("Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0")


def somebody(wiring: Wiring, *grants: NewGrant, email: str = "lid@voorbeeld.example") -> Person:
    """Somebody with an account and PASSWORD."""
    number = accounts.create_user(wiring, SYSTEM, email, "Lia", PASSWORD, grants)
    found = accounts.person(wiring, number)
    assert found is not None
    return found


def enter(wiring: Wiring, email: str = "lid@voorbeeld.example", password: str = PASSWORD) -> SignedIn:
    return signing_in.sign_in(wiring, email, password, LAPTOP)


def signs_in(wiring: Wiring, email: str, password: str) -> Person | None:
    """Who is signed in by this address and password."""
    try:
        token = signing_in.sign_in(wiring, email, password, LAPTOP).token
    except WrongCredentials:
        return None
    found = sessions.current(wiring, token)
    assert found is not None
    return found.person


def mails(wiring: Wiring, email: str = "lid@voorbeeld.example") -> list[tuple[str, str]]:
    """Subject and body of what is to be sent to somebody, in its order."""
    with wiring.database.read() as session:
        found = session.scalars(select(Mail).where(Mail.to_address == email).order_by(Mail.id))
        return [(mail.subject, mail.body) for mail in found]


def link_in(mail: tuple[str, str]) -> str:
    """The token of the link in a mail."""
    found = re.search(r"/wachtwoord-kiezen/(\S+)", mail[1])
    assert found is not None, mail
    return found[1]


def acts(wiring: Wiring) -> list[tuple[str, str, str]]:
    """What the audit log says was done: act, subject, detail."""
    with wiring.database.read() as session:
        rows = session.scalars(select(AuditEntry).order_by(AuditEntry.ordinal))
        return [(row.act, row.subject, row.detail) for row in rows]


@pytest.fixture(autouse=True)
def quick_hashing(monkeypatch: pytest.MonkeyPatch) -> None:
    """Passwords are kept as argon2id still, but cheaply; `tests/unit` holds the real parameters."""
    hasher = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
    monkeypatch.setattr(passwords, "_HASHER", hasher)
    monkeypatch.setattr(passwords, "_NOBODY", hasher.hash("niemand"))
