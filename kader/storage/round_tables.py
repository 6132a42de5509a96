"""What belongs to a round beside its period: who was invited, what was put later, what was asked."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from kader.storage.columns import Base, Moment


class Invitation(Base):
    """An organisation that was asked to respond."""

    __tablename__ = "round_invitations"

    round_id: Mapped[int] = mapped_column(ForeignKey("rounds.id", ondelete="CASCADE"), primary_key=True)
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisations.id"), primary_key=True)
    invited_at: Mapped[datetime] = mapped_column(Moment)
    invited_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))


class Extension(Base):
    """A later end of a round, for everyone: what it was and what it became, with the reason."""

    __tablename__ = "round_extensions"
    __table_args__ = (CheckConstraint("closes_at > closed_at", name="later"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    round_id: Mapped[int] = mapped_column(ForeignKey("rounds.id", ondelete="CASCADE"), index=True)
    # the end before this extension
    closed_at: Mapped[datetime] = mapped_column(Moment)
    closes_at: Mapped[datetime] = mapped_column(Moment)
    reason: Mapped[str]
    decided_at: Mapped[datetime] = mapped_column(Moment)
    decided_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))


class LateAdmission(Base):
    """A round that is open longer for one organisation, with the reason."""

    __tablename__ = "late_admissions"

    id: Mapped[int] = mapped_column(primary_key=True)
    round_id: Mapped[int] = mapped_column(ForeignKey("rounds.id", ondelete="CASCADE"), index=True)
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisations.id"))
    until: Mapped[datetime] = mapped_column(Moment)
    reason: Mapped[str]
    decided_at: Mapped[datetime] = mapped_column(Moment)
    decided_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))


class EditorQuestion(Base):
    """What an editor asked about a submitted remark, and the organisation's one answer."""

    __tablename__ = "editor_questions"
    __table_args__ = (
        CheckConstraint("(comment_id IS NULL) <> (point_id IS NULL)", name="one_subject"),
        UniqueConstraint("comment_id", "ordinal"),
        UniqueConstraint("point_id", "ordinal"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    comment_id: Mapped[int | None] = mapped_column(ForeignKey("comments.id", ondelete="CASCADE"))
    point_id: Mapped[int | None] = mapped_column(ForeignKey("points.id", ondelete="CASCADE"))
    # counts the questions on one remark from 1, so that a form that is sent twice asks once
    ordinal: Mapped[int]
    question: Mapped[str]
    asked_at: Mapped[datetime] = mapped_column(Moment)
    asked_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    answer: Mapped[str | None]
    answered_at: Mapped[datetime | None] = mapped_column(Moment)
    answered_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
