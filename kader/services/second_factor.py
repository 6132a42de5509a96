"""The second step: a code of an authenticator app (TOTP, RFC 6238), or a recovery code.

A code is accepted half a minute early or late, and never twice. Recovery codes hold 118 random bits each, so
that their hash alone is safe to keep (ASVS 5, 6.5.2).
"""

import secrets
from dataclasses import dataclass
from hmac import compare_digest

import pyotp

from kader.domain.audit import SYSTEM, Act, account
from kader.domain.errors import InvalidInput, NotAllowed, NotFound
from kader.domain.rights import Person
from kader.domain.signing_in import KNOWN_BROWSER, Ending, with_code
from kader.services import account_mails, accounts, passwords, sessions, throttling
from kader.services.sealing import digest, seal, unseal
from kader.services.throttling import Counted
from kader.services.wiring import Wiring, note
from kader.storage import people, sign_ins
from kader.storage.account_tables import SecondFactor
from kader.storage.database import Session
from kader.storage.tables import User

_SECONDS, _AROUND = 30, (-1, 0, 1)
# Letters and digits that nobody mistakes for one another.
_ALPHABET = "abcdefghjkmnpqrstuvwxyz23456789"
_CODES, _GROUPS, _GROUP_LENGTH = 8, 6, 4


class WrongCode(InvalidInput):
    """A code that does not fit, or was used before."""


class WrongPassword(InvalidInput):
    """The present password that was given is not the right one."""


@dataclass(frozen=True, slots=True)
class Setup:
    """What to put into an app: by a picture of `uri`, or by typing over the secret, in groups of four."""

    secret: str
    uri: str


@dataclass(frozen=True, slots=True)
class FactorState:
    """`obliged`: this person needs a second step. `demanded`: the settings ask it of some roles."""

    on: bool
    obliged: bool
    demanded: bool
    codes_left: int
    has_password: bool


@dataclass(frozen=True, slots=True)
class Confirmed:
    """The recovery codes, shown once, and the token of the session that replaces the present one."""

    codes: tuple[str, ...]
    token: str


def state(wiring: Wiring, person: Person) -> FactorState:
    with wiring.database.read() as session:
        user = accounts.own(session, person)
        return FactorState(
            sign_ins.has_factor(session, user.id),
            sessions.is_obliged(wiring, user),
            wiring.settings.accounts.second_factor,
            sign_ins.recovery_codes_left(session, user.id),
            passwords.is_set(user.password_hash),
        )


def set_up(wiring: Wiring, person: Person) -> Setup:
    """A secret for an app, the same until a first code confirms it. Raises NotAllowed when that was done."""
    with wiring.bookkeeping() as session:
        user = accounts.own(session, person)
        found = sign_ins.factor(session, user.id)
        if found is not None and found.confirmed_at is not None:
            raise NotAllowed("U hebt al een tweede stap ingesteld. Zet die eerst uit.")
        secret = unseal(wiring.settings, found.sealed_secret) if found is not None else None
        if secret is None:
            secret = pyotp.random_base32()
            sign_ins.remove_factor(session, user.id)
            sealed = seal(wiring.settings, secret)
            session.add(SecondFactor(user_id=user.id, sealed_secret=sealed, created_at=wiring.clock()))
        grouped = " ".join(secret[at : at + 4] for at in range(0, len(secret), 4))
        return Setup(grouped, pyotp.TOTP(secret).provisioning_uri(name=user.email, issuer_name="Kader"))


def confirm(
    wiring: Wiring, person: Person, session_id: int, agent: str, password: str, code: str
) -> Confirmed:
    """The second step counts from now on; other sessions end. Raises WrongPassword, WrongCode."""
    require_owner(wiring, person, session_id, password)
    with wiring.writing(person, Act.ADD_FACTOR, account(person.id or 0)) as session:
        user = accounts.own(session, person)
        found = sign_ins.factor(session, user.id)
        if found is None or found.confirmed_at is not None or not _take(wiring, found, code):
            raise WrongCode("Deze code klopt niet. Kijk in de app welke code er nu staat.")
        found.confirmed_at = wiring.clock()
        present = sign_ins.own_session(session, user.id, session_id)
        sign_ins.end_sessions(session, user.id, wiring.clock(), Ending.FACTOR_CHANGED)
        account_mails.tell(session, wiring, user, "tweede stap aan")
        token = sessions.begin(session, wiring, user, agent, with_code(present.method))
        return Confirmed(_renew_codes(session, user), token)


def renew_codes(wiring: Wiring, person: Person, session_id: int, password: str) -> tuple[str, ...]:
    """New recovery codes; the old ones work no more. Raises WrongPassword."""
    require_owner(wiring, person, session_id, password)
    with wiring.writing(person, Act.RENEW_CODES, account(person.id or 0)) as session:
        user = accounts.own(session, person)
        if not sign_ins.has_factor(session, user.id):
            raise NotAllowed("Stel eerst de tweede stap in.")
        return _renew_codes(session, user)


def switch_off(wiring: Wiring, person: Person, session_id: int, password: str) -> None:
    """Raises WrongPassword, NotAllowed for who is obliged to have one."""
    require_owner(wiring, person, session_id, password)
    with wiring.writing(person, Act.REMOVE_FACTOR, account(person.id or 0)) as session:
        user = accounts.own(session, person)
        if sessions.is_obliged(wiring, user):
            raise NotAllowed("Bij uw rol hoort een tweede stap. Alleen een beheerder kan die uitzetten.")
        sign_ins.remove_factor(session, user.id)
        sign_ins.end_sessions(session, user.id, wiring.clock(), Ending.FACTOR_CHANGED, besides=session_id)
        account_mails.tell(session, wiring, user, "tweede stap uit")


def take_away(session: Session, wiring: Wiring, user: User) -> None:
    """For who lost phone and recovery codes: the second step goes, sessions end, and its owner is told."""
    sign_ins.remove_factor(session, user.id)
    sign_ins.end_sessions(session, user.id, wiring.clock(), Ending.FACTOR_CHANGED)
    account_mails.tell(session, wiring, user, "tweede stap uit")


def remove_for(wiring: Wiring, email: str) -> None:
    """What who runs the service does for an administrator that nobody else can help. Raises NotFound."""
    with wiring.writing(SYSTEM, Act.REMOVE_FACTOR) as session:
        user = people.user_by_email(session, accounts.normal(email))
        if user is None:
            raise NotFound(f"Er is geen account met het adres {email}.")
        note(session, account(user.id))
        take_away(session, wiring, user)


def require_code(session: Session, wiring: Wiring, user: User, code: str) -> None:
    """Use up a code of the app or a recovery code. Raises WrongCode."""
    found = sign_ins.factor(session, user.id)
    if found is not None and found.confirmed_at is not None and _take(wiring, found, code):
        return
    plain = "".join(filter(str.isalnum, code.lower()))
    if not sign_ins.use_recovery_code(session, user.id, digest(plain), wiring.clock()):
        raise WrongCode("Deze code klopt niet, of is al gebruikt. Kijk in de app welke code er nu staat.")
    account_mails.tell(session, wiring, user, "herstelcode")


def require_owner(wiring: Wiring, person: Person, session_id: int, password: str) -> None:
    """Who changes how they sign in shows once more who they are. Raises WrongPassword, NotAllowed.

    Without a password (who signs in through their organisation) the session must be fresh.
    """
    counted = [Counted(f"present password {person.id}", KNOWN_BROWSER)]
    with wiring.bookkeeping() as session:
        kept = accounts.own(session, person).password_hash
        if not passwords.is_set(kept):
            sessions.require_recent(session, wiring, session_id)
            return
        throttling.admit(session, wiring, counted)
    if not passwords.fits(kept, password):
        raise WrongPassword("Dit is niet uw huidige wachtwoord. Probeer het opnieuw.")
    with wiring.bookkeeping() as session:
        throttling.succeeded(session, wiring, counted)


def _take(wiring: Wiring, found: SecondFactor, code: str) -> bool:
    """Whether this is the code of about now, and of a later moment than the last one that was taken."""
    secret = unseal(wiring.settings, found.sealed_secret)
    given = "".join(code.split())
    if secret is None or not given.isascii():
        return False
    now = int(wiring.clock().timestamp()) // _SECONDS
    app = pyotp.TOTP(secret, interval=_SECONDS)
    for step in (now + around for around in _AROUND):
        if step > found.last_step and compare_digest(app.generate_otp(step), given):
            found.last_step = step
            return True
    return False


def _renew_codes(session: Session, user: User) -> tuple[str, ...]:
    codes = tuple(_random_code() for _ in range(_CODES))
    sign_ins.replace_recovery_codes(session, user.id, [digest(code.replace("-", "")) for code in codes])
    return codes


def _random_code() -> str:
    groups = ("".join(secrets.choice(_ALPHABET) for _ in range(_GROUP_LENGTH)) for _ in range(_GROUPS))
    return "-".join(groups)
