"""Choose a password: one's own again, or by a link in a mail that works once and not for long.

Who asks for a link hears the same, after the same work, whether or not there is such an account: a row is
written either way, and the mail goes out later, outside the request. A link opens no session: who has a
second step still needs it. Whoever chose a password is signed out everywhere: others may know the old one.
"""

from dataclasses import dataclass

from kader.domain.audit import Act, account
from kader.domain.errors import InvalidInput, TooManyAttempts
from kader.domain.rights import VISITOR, Person
from kader.domain.signing_in import (
    LINK_ADDRESS,
    LINK_LIFE,
    RESET_ACCOUNT,
    RESET_ADDRESS,
    Ending,
    LinkPurpose,
)
from kader.services import account_mails, accounts, passwords, second_factor, sessions, signing_in, throttling
from kader.services.sealing import digest, new_token
from kader.services.throttling import Counted
from kader.services.wiring import Wiring, note
from kader.storage import people, sign_ins
from kader.storage.account_tables import AccountLink
from kader.storage.database import Session
from kader.storage.tables import User


class DeadLink(InvalidInput):
    """A link that was used, has expired, or never was one."""


@dataclass(frozen=True, slots=True)
class ForWhom:
    """Whose password a link chooses."""

    name: str
    email: str
    purpose: LinkPurpose


def change(wiring: Wiring, person: Person, session_id: int, agent: str, present: str, new: str) -> str:
    """The token of a new session; all others end. Raises WrongPassword, InvalidInput for a weak new one."""
    second_factor.require_owner(wiring, person, session_id, present)
    kept = _good(wiring, person, new)
    with wiring.writing(person, Act.CHANGE_PASSWORD, account(person.id or 0)) as session:
        user = accounts.own(session, person)
        method = sign_ins.own_session(session, user.id, session_id).method
        _set(session, wiring, user, kept)
        return sessions.begin(session, wiring, user, agent, method)


def ask_link(wiring: Wiring, email: str) -> None:
    """Mail a link to choose a new password, if there is such an account. Raises TooManyAttempts.

    An account that got several today gets no more for a while; its owner has those, and is not told.
    """
    email = accounts.normal(email)
    with wiring.bookkeeping() as session:
        network = throttling.network(wiring.origin)
        throttling.admit(session, wiring, [Counted(f"reset from {network}", RESET_ADDRESS)])
    try:
        with wiring.writing(VISITOR, Act.ASK_PASSWORD) as session:
            user = people.user_by_email(session, email)
            note(session, account(user.id) if user else "onbekend account")
            throttling.admit(session, wiring, [Counted(f"reset of {email}", RESET_ACCOUNT)])
            _answer(session, wiring, user if user and user.active else None)
    except TooManyAttempts:
        return


def invite(session: Session, wiring: Wiring, user: User) -> None:
    """Mail somebody a link to choose a password; those before it work no more."""
    sign_ins.use_links(session, user.id, wiring.clock())
    _send(session, wiring, user, LinkPurpose.INVITATION)


def send_link(session: Session, wiring: Wiring, user: User) -> None:
    """Mail somebody the link that fits: an invitation as long as they have no password, else a new one."""
    if passwords.is_set(user.password_hash) or sign_ins.has_identity(session, user.id):
        _answer(session, wiring, user)
    else:
        invite(session, wiring, user)


def of_link(wiring: Wiring, token: str) -> ForWhom:
    """Raises DeadLink, TooManyAttempts for who tries many that are dead."""
    try:
        with wiring.database.read() as session:
            link = _living(session, wiring, token)
            user = people.user(session, link.user_id or 0)
            return ForWhom(user.name, user.email, link.purpose)
    except DeadLink:
        _count_try(wiring)
        raise


def choose(wiring: Wiring, token: str, new: str) -> str:
    """Give the mark for this browser, in which the owner can now sign in. Raises DeadLink, InvalidInput."""
    whom = of_link(wiring, token)
    passwords.require_good(new, (whom.name, whom.email))
    kept = passwords.hashed(new)
    with wiring.writing(VISITOR, Act.CHOOSE_PASSWORD) as session:
        link = _living(session, wiring, token)
        user = people.user(session, link.user_id or 0)
        note(session, account(user.id), link.purpose.value, by=Person(user.id, user.name))
        _set(session, wiring, user, kept)
        return signing_in.new_mark(wiring, user)


def _good(wiring: Wiring, person: Person, new: str) -> str:
    with wiring.database.read() as session:
        user = accounts.own(session, person)
    passwords.require_good(new, (user.name, user.email))
    return passwords.hashed(new)


def _set(session: Session, wiring: Wiring, user: User, kept: str) -> None:
    now = wiring.clock()
    user.password_hash = kept
    sign_ins.use_links(session, user.id, now)
    sign_ins.end_sessions(session, user.id, now, Ending.PASSWORD_CHANGED)
    account_mails.tell(session, wiring, user, "wachtwoord")


def _answer(session: Session, wiring: Wiring, user: User | None) -> None:
    if user is None:
        _new_link(session, wiring, None, LinkPurpose.RESET)
    elif not passwords.is_set(user.password_hash) and sign_ins.has_identity(session, user.id):
        link, _ = _new_link(session, wiring, None, LinkPurpose.RESET)
        account_mails.tell_no_password(session, wiring, user, link.id)
    else:
        _send(session, wiring, user, LinkPurpose.RESET)


def _send(session: Session, wiring: Wiring, user: User, purpose: LinkPurpose) -> None:
    link, token = _new_link(session, wiring, user, purpose)
    account_mails.send_link(session, wiring, user, purpose, token, link.id)


def _new_link(
    session: Session, wiring: Wiring, user: User | None, purpose: LinkPurpose
) -> tuple[AccountLink, str]:
    token, now = new_token(), wiring.clock()
    link = AccountLink(
        user_id=user.id if user else None,
        purpose=purpose,
        token_sha256=digest(token),
        created_at=now,
        expires_at=now + LINK_LIFE[purpose],
    )
    session.add(link)
    session.flush()
    return link, token


def _living(session: Session, wiring: Wiring, token: str) -> AccountLink:
    link = sign_ins.link_by_hash(session, digest(token))
    if link is None or link.used_at is not None or link.expires_at <= wiring.clock():
        raise DeadLink(
            "Deze link is al gebruikt of verlopen. Vraag bij ‘Wachtwoord vergeten’ een nieuwe link."
        )
    if link.user is None or not link.user.active:
        raise DeadLink("Dit account is niet meer in gebruik. Vraag het aan de beheerder van Kader.")
    return link


def _count_try(wiring: Wiring) -> None:
    network = throttling.network(wiring.origin)
    with wiring.bookkeeping() as session:
        throttling.admit(session, wiring, [Counted(f"link from {network}", LINK_ADDRESS)])
