"""Load sessions and links, and end them."""

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import ColumnElement, delete, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session, joinedload

from kader.domain.errors import InvalidInput, NotFound
from kader.domain.signing_in import Ending, Stage
from kader.storage.account_tables import (
    AccountLink,
    OutsideIdentity,
    RecoveryCode,
    SecondFactor,
    SignInSession,
)


def session_by_hash(session: Session, token_sha256: str) -> SignInSession | None:
    """The session that has not ended, with its person."""
    query = select(SignInSession).where(
        SignInSession.token_sha256 == token_sha256, SignInSession.ended_at.is_(None)
    )
    return session.scalar(query.options(joinedload(SignInSession.user)))


def open_sessions(session: Session, user_id: int) -> list[SignInSession]:
    """Those that were not ended, latest use first; some may have expired."""
    query = select(SignInSession).where(*_open(user_id), SignInSession.stage == Stage.WHOLE)
    return list(session.scalars(query.order_by(SignInSession.seen_at.desc(), SignInSession.id.desc())))


def end_session(session: Session, found: SignInSession, at: datetime, ending: Ending) -> None:
    found.ended_at, found.ending = at, ending


def end_sessions(
    session: Session, user_id: int, at: datetime, ending: Ending, *, besides: int | None = None
) -> None:
    """End all sessions of a person, but for the one with id `besides`."""
    chosen = [*_open(user_id), *([SignInSession.id != besides] if besides is not None else [])]
    session.execute(update(SignInSession).where(*chosen).values(ended_at=at, ending=ending))


def seen(session: Session, session_id: int, at: datetime) -> None:
    session.execute(update(SignInSession).where(SignInSession.id == session_id).values(seen_at=at))


def own_session(session: Session, user_id: int, session_id: int) -> SignInSession:
    """Raises NotFound, also when it is somebody else's."""
    found = session.get(SignInSession, session_id)
    if found is None or found.user_id != user_id or found.ended_at is not None:
        raise NotFound("Daar bent u al uitgelogd.")
    return found


def forget_sessions(session: Session, before: datetime) -> None:
    """Remove sessions that nobody used since, and links that expired before then."""
    session.execute(delete(SignInSession).where(SignInSession.seen_at < before))
    session.execute(delete(AccountLink).where(AccountLink.expires_at < before))


def link_by_hash(session: Session, token_sha256: str) -> AccountLink | None:
    """The link of a person; others that want it wait for this unit of work, so that it is used once."""
    query = select(AccountLink).where(
        AccountLink.token_sha256 == token_sha256, AccountLink.user_id.is_not(None)
    )
    return session.scalar(query.with_for_update())


def use_links(session: Session, user_id: int, at: datetime) -> None:
    """Every link of a person has had its use."""
    session.execute(
        update(AccountLink)
        .where(AccountLink.user_id == user_id, AccountLink.used_at.is_(None))
        .values(used_at=at)
    )


def factor(session: Session, user_id: int) -> SecondFactor | None:
    """The second factor of a person; others that want it wait for this unit of work."""
    query = select(SecondFactor).where(SecondFactor.user_id == user_id)
    return session.scalar(query.with_for_update())


def has_factor(session: Session, user_id: int) -> bool:
    query = select(SecondFactor.user_id).where(
        SecondFactor.user_id == user_id, SecondFactor.confirmed_at.is_not(None)
    )
    return session.scalar(query) is not None


def with_factor(session: Session) -> frozenset[int]:
    """The ids of everybody who has a second factor."""
    query = select(SecondFactor.user_id).where(SecondFactor.confirmed_at.is_not(None))
    return frozenset(session.scalars(query))


def with_identity(session: Session) -> frozenset[int]:
    """The ids of everybody who signs in through their organisation."""
    return frozenset(session.scalars(select(OutsideIdentity.user_id)))


def remove_factor(session: Session, user_id: int) -> None:
    """Take away the second factor of a person with its recovery codes."""
    session.execute(delete(SecondFactor).where(SecondFactor.user_id == user_id))
    session.execute(delete(RecoveryCode).where(RecoveryCode.user_id == user_id))


def replace_recovery_codes(session: Session, user_id: int, hashes: Iterable[str]) -> None:
    session.execute(delete(RecoveryCode).where(RecoveryCode.user_id == user_id))
    session.add_all(RecoveryCode(user_id=user_id, code_sha256=one) for one in hashes)


def use_recovery_code(session: Session, user_id: int, code_sha256: str, at: datetime) -> bool:
    """Whether there was such a code that had not been used; it now has."""
    fresh = (
        RecoveryCode.user_id == user_id,
        RecoveryCode.code_sha256 == code_sha256,
        RecoveryCode.used_at.is_(None),
    )
    used = session.execute(update(RecoveryCode).where(*fresh).values(used_at=at).returning(RecoveryCode.id))
    return used.first() is not None


def recovery_codes_left(session: Session, user_id: int) -> int:
    query = select(RecoveryCode.id).where(RecoveryCode.user_id == user_id, RecoveryCode.used_at.is_(None))
    return len(session.scalars(query).all())


def identity(session: Session, issuer: str, subject: str) -> OutsideIdentity | None:
    query = select(OutsideIdentity).where(
        OutsideIdentity.issuer == issuer, OutsideIdentity.subject == subject
    )
    return session.scalar(query.options(joinedload(OutsideIdentity.user)))


def add_identity(session: Session, user_id: int, issuer: str, subject: str, at: datetime) -> None:
    """Raises InvalidInput when somebody is linked to it, also when that was done this very moment."""
    session.add(OutsideIdentity(user_id=user_id, issuer=issuer, subject=subject, created_at=at))
    try:
        session.flush()
    except IntegrityError as error:
        raise InvalidInput("U logt al ergens in. Probeer het opnieuw.") from error


def has_identity(session: Session, user_id: int) -> bool:
    query = select(OutsideIdentity.id).where(OutsideIdentity.user_id == user_id).limit(1)
    return session.scalar(query) is not None


def _open(user_id: int) -> tuple[ColumnElement[bool], ...]:
    return SignInSession.user_id == user_id, SignInSession.ended_at.is_(None)
