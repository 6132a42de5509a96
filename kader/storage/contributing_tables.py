"""The tables of an answer in the making: who wrote what, what was said of it, and what was sent."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from kader.domain.vocabulary import Satisfaction
from kader.storage.columns import Base, Moment, word
from kader.storage.tables import Comment, Response, User


class CommentNote(Base):
    """What colleagues say to one another about a remark; it stays within the organisation.

    When the remark is joined to another or becomes something else, what was said of it stays with the answer.
    """

    __tablename__ = "comment_notes"

    id: Mapped[int] = mapped_column(primary_key=True)
    response_id: Mapped[int] = mapped_column(ForeignKey("responses.id", ondelete="CASCADE"), index=True)
    comment_id: Mapped[int | None] = mapped_column(ForeignKey("comments.id", ondelete="SET NULL"), index=True)
    text: Mapped[str]
    written_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    # the name that a guest gave
    author: Mapped[str | None]
    written_at: Mapped[datetime] = mapped_column(Moment)

    writer: Mapped[User | None] = relationship()


class SetAsideComment(Base):
    """A remark that is not sent, with the reason; whole, so that it can be taken back."""

    __tablename__ = "set_aside_comments"

    id: Mapped[int] = mapped_column(primary_key=True)
    response_id: Mapped[int] = mapped_column(ForeignKey("responses.id", ondelete="CASCADE"), index=True)
    content: Mapped[dict[str, Any]] = mapped_column(JSON)
    reason: Mapped[str]
    written_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    set_aside_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    set_aside_at: Mapped[datetime] = mapped_column(Moment)


class QuestionAnswer(Base):
    """An answer to one of the round's guiding questions; `position` counts from 0."""

    __tablename__ = "question_answers"
    __table_args__ = (UniqueConstraint("response_id", "position"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    response_id: Mapped[int] = mapped_column(ForeignKey("responses.id", ondelete="CASCADE"))
    position: Mapped[int]
    text: Mapped[str]


class Edition(Base):
    """A response as it was submitted once: its canonical content and the hash of that. Never changes."""

    __tablename__ = "editions"
    __table_args__ = (UniqueConstraint("response_id", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    response_id: Mapped[int] = mapped_column(ForeignKey("responses.id"))
    number: Mapped[int]
    content: Mapped[str] = mapped_column(deferred=True)
    sha256: Mapped[str]
    submitted_at: Mapped[datetime] = mapped_column(Moment)
    submitted_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    # the organisation took it back before the deadline
    withdrawn_at: Mapped[datetime | None] = mapped_column(Moment)

    response: Mapped[Response] = relationship()


class Blanking(Base):
    """Words that are left out of what everyone reads of a response; the edition keeps them."""

    __tablename__ = "blankings"

    id: Mapped[int] = mapped_column(primary_key=True)
    response_id: Mapped[int] = mapped_column(ForeignKey("responses.id", ondelete="CASCADE"), index=True)
    words: Mapped[str]
    blanked_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    blanked_at: Mapped[datetime] = mapped_column(Moment)


class ContributorLink(Base):
    """An address that lets someone without an account contribute to one response, until it is withdrawn."""

    __tablename__ = "contributor_links"

    id: Mapped[int] = mapped_column(primary_key=True)
    response_id: Mapped[int] = mapped_column(ForeignKey("responses.id", ondelete="CASCADE"), index=True)
    token_sha256: Mapped[str] = mapped_column(unique=True)
    for_whom: Mapped[str]
    made_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    made_at: Mapped[datetime] = mapped_column(Moment)
    withdrawn_at: Mapped[datetime | None] = mapped_column(Moment)

    response: Mapped[Response] = relationship()


class UnsentText(Base):
    """What someone was typing, kept while they type; gone once it is saved or thrown away.

    `owner` is the account or the invitation link that typed it; `place` names the form.
    """

    __tablename__ = "unsent_texts"
    __table_args__ = (UniqueConstraint("owner", "place"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    owner: Mapped[str]
    place: Mapped[str]
    fields: Mapped[dict[str, str]] = mapped_column(JSON)
    saved_at: Mapped[datetime] = mapped_column(Moment, index=True)


class AnswerOpinion(Base):
    """Whether an organisation is satisfied with the answer to its remark, and why."""

    __tablename__ = "answer_opinions"
    __table_args__ = (
        UniqueConstraint("comment_id"),
        UniqueConstraint("point_id"),
        Index(None, "response_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    response_id: Mapped[int] = mapped_column(ForeignKey("responses.id"))
    comment_id: Mapped[int | None] = mapped_column(ForeignKey("comments.id"))
    point_id: Mapped[int | None] = mapped_column(ForeignKey("points.id"))
    satisfaction: Mapped[Satisfaction] = mapped_column(word(Satisfaction, "satisfaction"))
    reason: Mapped[str] = mapped_column(default="")
    given_at: Mapped[datetime] = mapped_column(Moment)
    given_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))

    comment: Mapped[Comment | None] = relationship()
