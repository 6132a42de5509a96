"""Sessions end on the server: a cookie alone opens nothing.

The browser keeps a random token, the database its hash. A session ends when its person signs out, ends it
from elsewhere or changes their password, when their account is closed, and by itself after a time. A new
token is made whenever somebody proves more about themselves: one planted beforehand is worth nothing.
"""

from dataclasses import dataclass
from datetime import datetime

from kader.domain.audit import Act, account
from kader.domain.browsers import describe
from kader.domain.errors import NotAllowed
from kader.domain.rights import Person
from kader.domain.signing_in import (
    HALF_SESSION,
    KEEP_ENDED,
    RECENT,
    SEEN_EVERY,
    Ending,
    Lifetimes,
    Method,
    Stage,
)
from kader.domain.vocabulary import Role
from kader.services import accounts
from kader.services.sealing import digest, new_token
from kader.services.wiring import Wiring
from kader.storage import sign_ins
from kader.storage.account_tables import SignInSession
from kader.storage.database import Session
from kader.storage.tables import User

# Who can change what others read or may do needs a second step.
OBLIGED = frozenset({Role.EDITOR, Role.ADMINISTRATOR})


@dataclass(frozen=True, slots=True)
class Current:
    """Who a request comes from. `held_back`: without grants, until they have set up their second step."""

    session_id: int
    person: Person
    held_back: bool


@dataclass(frozen=True, slots=True)
class SessionLine:
    """One browser in which somebody is signed in; `current` is the one that asks."""

    id: int
    browser: str
    address: str
    method: Method
    created_at: datetime
    seen_at: datetime
    current: bool


def begin(
    session: Session, wiring: Wiring, user: User, agent: str, method: Method, stage: Stage = Stage.WHOLE
) -> str:
    """The token of a new session. Sessions of long ago are forgotten on the way."""
    now = wiring.clock()
    sign_ins.forget_sessions(session, now - KEEP_ENDED)
    token = new_token()
    session.add(
        SignInSession(
            user_id=user.id,
            token_sha256=digest(token),
            method=method,
            stage=stage,
            created_at=now,
            seen_at=now,
            address=wiring.origin,
            browser=describe(agent),
        )
    )
    return token


def current(wiring: Wiring, token: str) -> Current | None:
    """Whose session this is, None when it has ended, expired, or still asks for its second step."""
    with wiring.database.read() as session:
        found = sign_ins.session_by_hash(session, digest(token))
        if found is None or found.stage is not Stage.WHOLE or not _runs(wiring, found):
            return None
        held_back = must_set_up(session, wiring, found.user)
        person = accounts.as_person(found.user)
        due = wiring.clock() - found.seen_at >= SEEN_EVERY
    if due:
        with wiring.bookkeeping() as session:
            sign_ins.seen(session, found.id, wiring.clock())
    return Current(found.id, Person(person.id, person.name) if held_back else person, held_back)


def half(session: Session, wiring: Wiring, token: str) -> SignInSession | None:
    """The session of somebody who must still take the second step, if they do not take too long."""
    found = sign_ins.session_by_hash(session, digest(token))
    if found is None or found.stage is not Stage.HALF or not found.user.active:
        return None
    return found if wiring.clock() < found.created_at + HALF_SESSION else None


def must_set_up(session: Session, wiring: Wiring, user: User) -> bool:
    """Whether somebody needs a second step and has none."""
    return is_obliged(wiring, user) and not sign_ins.has_factor(session, user.id)


def is_obliged(wiring: Wiring, user: User) -> bool:
    return wiring.settings.accounts.second_factor and any(grant.role in OBLIGED for grant in user.grants)


def lines(wiring: Wiring, person: Person, session_id: int) -> tuple[SessionLine, ...]:
    """Where the person is signed in now; `session_id` is of the session that asks."""
    with wiring.database.read() as session:
        user = accounts.own(session, person)
        running = [one for one in sign_ins.open_sessions(session, user.id) if _runs(wiring, one)]
        return tuple(_line(one, session_id) for one in running)


def end(wiring: Wiring, person: Person, session_id: int) -> None:
    """End one of one's own sessions. Raises NotFound."""
    with wiring.writing(person, Act.END_SESSION, account(person.id or 0)) as session:
        user = accounts.own(session, person)
        found = sign_ins.own_session(session, user.id, session_id)
        sign_ins.end_session(session, found, wiring.clock(), Ending.ENDED_BY_PERSON)


def end_others(wiring: Wiring, person: Person, session_id: int) -> None:
    """End all of one's own sessions but this one."""
    with wiring.writing(person, Act.END_SESSION, account(person.id or 0)) as session:
        user = accounts.own(session, person)
        sign_ins.end_sessions(session, user.id, wiring.clock(), Ending.ENDED_BY_PERSON, besides=session_id)


def sign_out(wiring: Wiring, person: Person, session_id: int) -> None:
    """The cookie that was used is worth nothing from now on."""
    with wiring.writing(person, Act.SIGN_OUT, account(person.id or 0)) as session:
        found = session.get(SignInSession, session_id)
        if found is not None and found.user_id == person.id and found.ended_at is None:
            sign_ins.end_session(session, found, wiring.clock(), Ending.SIGNED_OUT)


def require_recent(session: Session, wiring: Wiring, session_id: int) -> None:
    """Raises NotAllowed when somebody signed in too long ago to change how they sign in."""
    found = session.get(SignInSession, session_id)
    if found is None or wiring.clock() - found.created_at > RECENT:
        raise NotAllowed("Log eerst opnieuw in. Doe dit daarna binnen een kwartier.")


def _line(found: SignInSession, session_id: int) -> SessionLine:
    return SessionLine(
        found.id,
        found.browser,
        found.address,
        found.method,
        found.created_at,
        found.seen_at,
        found.id == session_id,
    )


def _runs(wiring: Wiring, found: SignInSession) -> bool:
    settings = wiring.settings.accounts
    ends_at = Lifetimes(settings.idle, settings.longest).ends_at(found.created_at, found.seen_at)
    return found.user.active and wiring.clock() < ends_at
