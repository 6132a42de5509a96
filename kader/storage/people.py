"""Load people and organisations."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from kader.domain.errors import NotFound
from kader.storage.tables import Framework, Organisation, User


def user_by_email(session: Session, email: str) -> User | None:
    return session.scalar(select(User).where(User.email == email))


def users(session: Session) -> list[User]:
    return list(session.scalars(select(User).order_by(User.name, User.id)))


def user(session: Session, user_id: int) -> User:
    """Raises NotFound."""
    found = session.get(User, user_id)
    if found is None:
        raise NotFound("Deze persoon bestaat niet. Kies iemand uit de lijst.")
    return found


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
