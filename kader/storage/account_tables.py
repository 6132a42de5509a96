"""What signing in needs: sessions, links, second factors, outside identities, and counts of attempts.

Nothing here opens an account for who reads the database: of tokens and recovery codes only a hash is kept,
and the secret of a second factor is sealed with the service's key.
"""

from datetime import datetime

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from kader.domain.signing_in import Ending, LinkPurpose, Method, Stage
from kader.storage.columns import Base, Moment, word
from kader.storage.tables import User


class SignInSession(Base):
    """One browser in which somebody signed in; `stage` says whether the second step is still due."""

    __tablename__ = "sign_in_sessions"

    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id"), index=True)
    token_sha256: Mapped[str] = mapped_column(unique=True)
    method: Mapped[Method] = mapped_column(word(Method, "method"))
    stage: Mapped[Stage] = mapped_column(word(Stage, "stage"))
    created_at: Mapped[datetime] = mapped_column(Moment)
    # written again at most once in a few minutes, not at every request
    seen_at: Mapped[datetime] = mapped_column(Moment, index=True)
    address: Mapped[str]
    browser: Mapped[str]
    ended_at: Mapped[datetime | None] = mapped_column(Moment)
    ending: Mapped[Ending | None] = mapped_column(word(Ending, "ending"))

    user: Mapped[User] = relationship()


class AccountLink(Base):
    """A link in a mail with which somebody chooses a password: once, and not after `expires_at`.

    A row without a person stands for a request with an address that nobody has: it costs the same work.
    """

    __tablename__ = "account_links"

    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"), index=True)
    purpose: Mapped[LinkPurpose] = mapped_column(word(LinkPurpose, "purpose"))
    token_sha256: Mapped[str] = mapped_column(unique=True)
    created_at: Mapped[datetime] = mapped_column(Moment)
    expires_at: Mapped[datetime] = mapped_column(Moment, index=True)
    used_at: Mapped[datetime | None] = mapped_column(Moment)

    user: Mapped[User | None] = relationship()


class SecondFactor(Base):
    """The authenticator app of a person; it counts once a first code was given."""

    __tablename__ = "second_factors"

    user_id: Mapped[int] = mapped_column(ForeignKey("users.id"), primary_key=True)
    sealed_secret: Mapped[str]
    created_at: Mapped[datetime] = mapped_column(Moment)
    confirmed_at: Mapped[datetime | None] = mapped_column(Moment)
    # the number of the half minute of the last code that was accepted: no code works twice
    last_step: Mapped[int] = mapped_column(default=0)


class RecoveryCode(Base):
    """Instead of a code of the app, once."""

    __tablename__ = "recovery_codes"

    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id"), index=True)
    code_sha256: Mapped[str]
    used_at: Mapped[datetime | None] = mapped_column(Moment)


class OutsideIdentity(Base):
    """The account that a person has at the provider of single sign-on."""

    __tablename__ = "outside_identities"
    __table_args__ = (UniqueConstraint("issuer", "subject"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id"), index=True)
    issuer: Mapped[str]
    subject: Mapped[str]
    created_at: Mapped[datetime] = mapped_column(Moment)

    user: Mapped[User] = relationship()


class AttemptCount(Base):
    """How often something was tried and did not succeed; `key` is a keyed hash of what is counted."""

    __tablename__ = "attempt_counts"

    key: Mapped[str] = mapped_column(primary_key=True)
    attempts: Mapped[int]
    last_at: Mapped[datetime] = mapped_column(Moment, index=True)
    free_at: Mapped[datetime] = mapped_column(Moment)
