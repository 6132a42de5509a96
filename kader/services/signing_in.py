"""Sign in: a password, then for many a code.

What comes back tells a stranger nothing: a wrong password and an unknown address give the same sentence after
the same work. Waiting hits who guesses and not who owns the account. A browser in which somebody signed in
before carries a mark that only the service can make; its attempts are counted apart, so that strangers who
guess at an account never shut its owner out. In a new browser the owner can always choose a new password by
mail, which marks that browser as known.
"""

import hashlib
import hmac
import secrets
from dataclasses import dataclass

from kader.domain.audit import Act, account
from kader.domain.errors import InvalidInput
from kader.domain.rights import VISITOR, Person
from kader.domain.signing_in import (
    ACCOUNT,
    ACCOUNT_FROM_ADDRESS,
    ADDRESS,
    KNOWN_BROWSER,
    Ending,
    Method,
    Stage,
    with_code,
)
from kader.services import accounts, passwords, second_factor, sessions, throttling
from kader.services.throttling import Counted
from kader.services.wiring import Wiring, note
from kader.storage import people, sign_ins
from kader.storage.account_tables import SignInSession
from kader.storage.database import Session
from kader.storage.tables import User


class WrongCredentials(InvalidInput):
    """An address, a password or a code that does not fit; which of them is not told."""


class TooLate(InvalidInput):
    """The first step was too long ago; begin again."""


@dataclass(frozen=True, slots=True)
class Browser:
    """What a browser says of itself, and the mark it got when somebody signed in with it before."""

    agent: str = ""
    mark: str = ""


@dataclass(frozen=True, slots=True)
class SignedIn:
    """`stage` says whether the code is still due; `mark` is for the browser to keep."""

    token: str
    stage: Stage
    mark: str = ""


def sign_in(wiring: Wiring, email: str, password: str, browser: Browser) -> SignedIn:
    """Raises WrongCredentials, TooManyAttempts."""
    with wiring.bookkeeping() as session:
        user = people.user_by_email(session, accounts.normal(email))
        counted = _counted(wiring, user, accounts.normal(email), browser)
        throttling.admit(session, wiring, counted)
        number, kept = (user.id, user.password_hash) if user and user.active else (None, None)
    # Outside the unit of work: this takes long, and others must be able to write meanwhile.
    if not passwords.fits(kept, password) or number is None:
        _record_failure(wiring, user)
        raise WrongCredentials(
            "Dit e-mailadres en dit wachtwoord horen niet bij elkaar. Controleer ze en probeer het opnieuw."
        )
    with wiring.writing(VISITOR, Act.SIGN_IN, account(number)) as session:
        user = people.user(session, number)
        throttling.succeeded(session, wiring, counted)
        if passwords.is_outdated(user.password_hash):
            user.password_hash = passwords.hashed(password)
        return enter(session, wiring, user, browser, Method.PASSWORD)


def enter(session: Session, wiring: Wiring, user: User, browser: Browser, method: Method) -> SignedIn:
    """A session for who proved to be this person: half of one when a code is still due."""
    half = sign_ins.has_factor(session, user.id)
    note(session, account(user.id), "eerste stap" if half else method.value, by=Person(user.id, user.name))
    if half:
        return SignedIn(sessions.begin(session, wiring, user, browser.agent, method, Stage.HALF), Stage.HALF)
    token = sessions.begin(session, wiring, user, browser.agent, method)
    return SignedIn(token, Stage.WHOLE, new_mark(wiring, user))


def take_second_step(wiring: Wiring, half_token: str, code: str, browser: Browser) -> SignedIn:
    """Raises TooLate, WrongCredentials, TooManyAttempts."""
    with wiring.bookkeeping() as session:
        half = _half(session, wiring, half_token)
        counted = _counted(wiring, half.user, f"code {half.user_id}", browser)
        throttling.admit(session, wiring, counted)
        person = Person(half.user_id, half.user.name)
    try:
        with wiring.writing(person, Act.SIGN_IN, account(half.user_id)) as session:
            half = _half(session, wiring, half_token)
            second_factor.require_code(session, wiring, half.user, code)
            throttling.succeeded(session, wiring, counted)
            sign_ins.end_session(session, half, wiring.clock(), Ending.RENEWED)
            token = sessions.begin(session, wiring, half.user, browser.agent, with_code(half.method))
            return SignedIn(token, Stage.WHOLE, new_mark(wiring, half.user))
    except second_factor.WrongCode as error:
        with wiring.writing(person, Act.FAIL_SIGN_IN) as session:
            note(session, account(person.id or 0), "code")
        raise WrongCredentials(str(error)) from error


def waits_for_code(wiring: Wiring, half_token: str) -> bool:
    """Whether somebody took the first step in this browser, not too long ago."""
    with wiring.database.read() as session:
        return sessions.half(session, wiring, half_token) is not None


def new_mark(wiring: Wiring, user: User) -> str:
    """What a browser carries to show that this person signed in with it."""
    nonce = secrets.token_hex(16)
    return f"{user.id}.{nonce}.{_seal(wiring, user.id, nonce)}"


def _half(session: Session, wiring: Wiring, token: str) -> SignInSession:
    found = sessions.half(session, wiring, token)
    if found is None:
        raise TooLate("Het inloggen duurde te lang. Begin opnieuw met uw e-mailadres en wachtwoord.")
    return found


def _counted(wiring: Wiring, user: User | None, what: str, browser: Browser) -> list[Counted]:
    """In a browser that is known, its own attempts; else those at the account and from the address."""
    nonce = _known(wiring, user, browser.mark)
    if nonce:
        return [Counted(f"browser {nonce} {what}", KNOWN_BROWSER)]
    network = throttling.network(wiring.origin)
    return [
        Counted(f"from {network} {what}", ACCOUNT_FROM_ADDRESS),
        Counted(f"account {what}", ACCOUNT, lasting=True),
        Counted(f"address {network}", ADDRESS, lasting=True),
    ]


def _known(wiring: Wiring, user: User | None, mark: str) -> str:
    number, _, rest = mark.partition(".")
    nonce, _, seal = rest.partition(".")
    if user is None or number != str(user.id):
        return ""
    return nonce if hmac.compare_digest(seal.encode(), _seal(wiring, user.id, nonce).encode()) else ""


def _seal(wiring: Wiring, user_id: int, nonce: str) -> str:
    text = f"known browser {user_id} {nonce}"
    return hmac.new(wiring.settings.secret_key.encode(), text.encode(), hashlib.sha256).hexdigest()


def _record_failure(wiring: Wiring, user: User | None) -> None:
    with wiring.writing(VISITOR, Act.FAIL_SIGN_IN) as session:
        note(session, account(user.id) if user else "onbekend account", "wachtwoord")
