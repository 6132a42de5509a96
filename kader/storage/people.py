"""Load people and organisations."""

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from kader.domain.errors import InvalidInput, NotFound
from kader.domain.vocabulary import Role
from kader.storage.tables import Framework, Grant, Organisation, User


def user_by_email(session: Session, email: str) -> User | None:
    return session.scalar(select(User).where(User.email == email))


def users(session: Session) -> list[User]:
    """Everybody but those whose account was erased."""
    return list(session.scalars(select(User).where(User.erased_at.is_(None)).order_by(User.name, User.id)))


def user(session: Session, user_id: int) -> User:
    """Raises NotFound."""
    found = session.get(User, user_id)
    if found is None or found.erased_at is not None:
        raise NotFound("Deze persoon bestaat niet. Kies iemand uit de lijst.")
    return found


def other_administrators(session: Session, user_id: int) -> int:
    """How many others can sign in as administrator; nobody takes one away before this unit of work ends."""
    held = select(Grant.user_id).where(Grant.role == Role.ADMINISTRATOR)
    query = select(User.id).where(User.id.in_(held), User.active.is_(True)).order_by(User.id)
    return len([found for found in session.scalars(query.with_for_update()) if found != user_id])


def add_user(session: Session, user: User) -> None:
    """Raises InvalidInput when the address is taken, also when somebody else took it this very moment."""
    taken = f"Er is al een account met het adres {user.email}."
    if user_by_email(session, user.email) is not None:
        raise InvalidInput(taken)
    session.add(user)
    try:
        session.flush()
    except IntegrityError as error:
        raise InvalidInput(taken) from error


def add_organisation(session: Session, organisation: Organisation) -> None:
    """Raises InvalidInput when the name is taken, also when somebody else took it this very moment."""
    taken = "Er is al een organisatie met deze naam. Kies een andere naam."
    if any(organisation.slug == other.slug for other in organisations(session)):
        raise InvalidInput(taken)
    session.add(organisation)
    try:
        session.flush()
    except IntegrityError as error:
        raise InvalidInput(taken) from error


def organisations(session: Session) -> list[Organisation]:
    return list(session.scalars(select(Organisation).order_by(Organisation.name)))


class Lookup:
    """Find by slug what a grant or a sample names. Raises NotFound."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def organisation(self, slug: str) -> Organisation:
        found = self._session.scalar(select(Organisation).where(Organisation.slug == slug))
        if found is None:
            raise NotFound(f"Er is geen organisatie met de naam {slug}.")
        return found

    def framework(self, slug: str) -> Framework:
        found = self._session.scalar(select(Framework).where(Framework.slug == slug))
        if found is None:
            raise NotFound(f"Er is geen kader met de naam {slug}.")
        return found
