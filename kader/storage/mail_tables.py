"""The outbox, and what each person wants to receive."""

from datetime import datetime

from sqlalchemy import JSON, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from kader.domain.mail import MailKind, MailState
from kader.storage.columns import Base, Moment, word


class Mail(Base):
    """A mail that was promised. `key` says what it is about, so that nothing is ever promised twice.

    While `leased_until` lies ahead, the sender with `lease` is busy with it. `message_id` is the same at
    every try. The text is taken away once the mail went out: it may hold a link that opens an account.
    """

    __tablename__ = "mails"
    __table_args__ = (Index(None, "state", "due_at"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(unique=True)
    kind: Mapped[MailKind] = mapped_column(word(MailKind, "kind"))
    state: Mapped[MailState] = mapped_column(word(MailState, "state"))
    to_address: Mapped[str]
    user_id: Mapped[int | None] = mapped_column(ForeignKey("users.id", ondelete="SET NULL"), index=True)
    subject: Mapped[str]
    body: Mapped[str]
    message_id: Mapped[str] = mapped_column(unique=True)
    queued_at: Mapped[datetime] = mapped_column(Moment)
    due_at: Mapped[datetime] = mapped_column(Moment)
    tries: Mapped[int] = mapped_column(default=0)
    lease: Mapped[str | None]
    leased_until: Mapped[datetime | None] = mapped_column(Moment)
    settled_at: Mapped[datetime | None] = mapped_column(Moment)
    # why the last try did not succeed, as a Dutch sentence for administrators
    trouble: Mapped[str] = mapped_column(default="")
    # the submitted edition that goes along as a PDF, made when the mail is sent
    edition_id: Mapped[int | None] = mapped_column(ForeignKey("editions.id"))


class MailChoice(Base):
    """What a person wants to receive; who never chose gets everything, at once."""

    __tablename__ = "mail_choices"

    user_id: Mapped[int] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"), primary_key=True)
    daily: Mapped[bool] = mapped_column(default=False)
    refused: Mapped[list[str]] = mapped_column(JSON, default=list)
