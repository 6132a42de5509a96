"""The tables: what is original. Nothing here can be derived from something else here.

Rows are loaded and saved inside one unit of work (`Database.read`, `Database.write`); outside the services
nobody sees them.
"""

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, LargeBinary, UniqueConstraint, false, true
from sqlalchemy.orm import Mapped, mapped_column, relationship

from kader.domain.vocabulary import (
    GRANTED_ROLES,
    CommentKind,
    CommentState,
    FrameworkKind,
    OrganisationKind,
    Outcome,
    ResponseStatus,
    Role,
    UptakeState,
    Verdict,
    VersionStatus,
)
from kader.storage.columns import Base, Moment, word
from kader.storage.round_tables import Extension, Invitation, LateAdmission


class Organisation(Base):
    __tablename__ = "organisations"

    id: Mapped[int] = mapped_column(primary_key=True)
    slug: Mapped[str] = mapped_column(unique=True)
    name: Mapped[str]
    kind: Mapped[OrganisationKind] = mapped_column(word(OrganisationKind, "kind"))


class User(Base):
    __tablename__ = "users"

    id: Mapped[int] = mapped_column(primary_key=True)
    email: Mapped[str] = mapped_column(unique=True)
    name: Mapped[str]
    password_hash: Mapped[str]
    active: Mapped[bool] = mapped_column(default=True)
    created_at: Mapped[datetime] = mapped_column(Moment)
    # when the person had their account removed; the row stays, without name and address
    erased_at: Mapped[datetime | None] = mapped_column(Moment)

    grants: Mapped[list["Grant"]] = relationship(order_by="Grant.id", cascade="all, delete-orphan")


class Grant(Base):
    """A role of a person, in an organisation (member, coordinator, inspector) or for a framework (editor)."""

    __tablename__ = "grants"
    __table_args__ = (
        UniqueConstraint("user_id", "role", "organisation_id", "framework_id"),
        CheckConstraint("role IN ({})".format(", ".join(f"'{role}'" for role in GRANTED_ROLES)), name="role"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id"), index=True)
    role: Mapped[Role] = mapped_column(word(Role, "role", checked=False))
    organisation_id: Mapped[int | None] = mapped_column(ForeignKey("organisations.id"))
    framework_id: Mapped[int | None] = mapped_column(ForeignKey("frameworks.id"))
    # given by what the provider of single sign-on said, and withdrawn when it no longer says so
    by_sign_on: Mapped[bool] = mapped_column(default=False)

    organisation: Mapped[Organisation | None] = relationship()
    framework: Mapped["Framework | None"] = relationship()


class Framework(Base):
    __tablename__ = "frameworks"

    id: Mapped[int] = mapped_column(primary_key=True)
    slug: Mapped[str] = mapped_column(unique=True)
    title: Mapped[str]
    kind: Mapped[FrameworkKind] = mapped_column(word(FrameworkKind, "kind"))
    description: Mapped[str]
    owner: Mapped[str]
    # kader.toml as it was read, so that an export gives the same bytes
    source: Mapped[str]

    versions: Mapped[list["Version"]] = relationship(order_by="Version.ordinal", back_populates="framework")


class Version(Base):
    """A published text. Its source and hash never change."""

    __tablename__ = "versions"
    __table_args__ = (UniqueConstraint("framework_id", "label"), UniqueConstraint("framework_id", "ordinal"))

    id: Mapped[int] = mapped_column(primary_key=True)
    framework_id: Mapped[int] = mapped_column(ForeignKey("frameworks.id"))
    label: Mapped[str]
    ordinal: Mapped[int]
    title: Mapped[str]
    status: Mapped[VersionStatus] = mapped_column(word(VersionStatus, "status"))
    dated: Mapped[date]
    # front matter and markdown, as it was read
    source: Mapped[str]
    sha256: Mapped[str]
    published_at: Mapped[datetime] = mapped_column(Moment)
    published_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))

    framework: Mapped[Framework] = relationship(back_populates="versions")
    rounds: Mapped[list["Round"]] = relationship(order_by="Round.opens_at", back_populates="version")


class Round(Base):
    __tablename__ = "rounds"
    __table_args__ = (CheckConstraint("closes_at > opens_at", name="period"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    version_id: Mapped[int] = mapped_column(ForeignKey("versions.id"), index=True)
    title: Mapped[str]
    introduction: Mapped[str] = mapped_column(default="")
    questions: Mapped[list[str]] = mapped_column(JSON, default=list)
    opens_at: Mapped[datetime] = mapped_column(Moment)
    closes_at: Mapped[datetime] = mapped_column(Moment)
    # every organisation can respond; otherwise those that were invited
    open_to_all: Mapped[bool] = mapped_column(default=True, server_default=true())
    # whether everyone sees how satisfied organisations are with the answers
    satisfaction_public: Mapped[bool] = mapped_column(default=False, server_default=false())
    # the moment the response document was published; from then on dispositions are fixed
    accounted_at: Mapped[datetime | None] = mapped_column(Moment)

    version: Mapped[Version] = relationship(back_populates="rounds")
    invitations: Mapped[list[Invitation]] = relationship(cascade="all, delete-orphan")
    extensions: Mapped[list[Extension]] = relationship(order_by=Extension.id)
    late_admissions: Mapped[list[LateAdmission]] = relationship(order_by=LateAdmission.id)
    responses: Mapped[list["Response"]] = relationship(order_by="Response.id", back_populates="round")


class Upload(Base):
    """A file as it was received."""

    __tablename__ = "uploads"

    id: Mapped[int] = mapped_column(primary_key=True)
    filename: Mapped[str]
    sha256: Mapped[str] = mapped_column(index=True)
    content: Mapped[bytes] = mapped_column(LargeBinary, deferred=True)
    # what was read in it; every `source` counts in these, also when a later reader divides otherwise
    paragraphs: Mapped[list[dict[str, Any]]] = mapped_column(JSON, default=list, deferred=True)
    received_at: Mapped[datetime] = mapped_column(Moment)
    received_from_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))


class Response(Base):
    """The formal answer of one organisation in one round."""

    __tablename__ = "responses"
    __table_args__ = (UniqueConstraint("round_id", "organisation_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    round_id: Mapped[int] = mapped_column(ForeignKey("rounds.id"))
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisations.id"))
    upload_id: Mapped[int | None] = mapped_column(ForeignKey("uploads.id"))
    status: Mapped[ResponseStatus] = mapped_column(
        word(ResponseStatus, "status"), default=ResponseStatus.DRAFT
    )
    title: Mapped[str] = mapped_column(default="")
    dated: Mapped[str] = mapped_column(default="")
    # the letter's plain text: what is neither a point nor a comment, as paragraphs
    letter: Mapped[list[dict[str, Any]]] = mapped_column(JSON, default=list)
    created_at: Mapped[datetime] = mapped_column(Moment)
    submitted_at: Mapped[datetime | None] = mapped_column(Moment)
    submitted_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))

    round: Mapped[Round] = relationship(back_populates="responses")
    organisation: Mapped[Organisation] = relationship()
    upload: Mapped[Upload | None] = relationship()
    points: Mapped[list["Point"]] = relationship(
        order_by="Point.position", back_populates="response", cascade="all, delete-orphan"
    )
    comments: Mapped[list["Comment"]] = relationship(
        order_by="Comment.position", back_populates="response", cascade="all, delete-orphan"
    )
    unplaced: Mapped[list["Unplaced"]] = relationship(
        order_by="Unplaced.position", cascade="all, delete-orphan"
    )


class Point(Base):
    __tablename__ = "points"
    __table_args__ = (Index(None, "response_id", "position"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    response_id: Mapped[int] = mapped_column(ForeignKey("responses.id"))
    position: Mapped[int]
    title: Mapped[str]
    text: Mapped[str]
    # where it came from: pieces of the uploaded document, as [{"paragraph", "start", "end"}]
    source: Mapped[list[dict[str, int]]] = mapped_column(JSON, default=list)
    # as of a comment
    confidence: Mapped[float | None]

    response: Mapped[Response] = relationship(back_populates="points")
    disposition: Mapped["Disposition | None"] = relationship(
        back_populates="point", cascade="all, delete-orphan"
    )


class Comment(Base):
    __tablename__ = "comments"
    __table_args__ = (Index(None, "response_id", "position"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    response_id: Mapped[int] = mapped_column(ForeignKey("responses.id"))
    position: Mapped[int]
    # the number as printed in the letter; numbers may be doubled or missing
    label: Mapped[str | None]
    page: Mapped[str | None]
    pages: Mapped[list[str]] = mapped_column(JSON, default=list)
    text: Mapped[str]
    sub_remarks: Mapped[list[str]] = mapped_column(JSON, default=list)
    # what the letter says of the place beside the page: "2e alinea"
    stated_place: Mapped[str | None]
    passage: Mapped[str | None]
    proposal: Mapped[str | None]
    # who wrote it, where the file says so of each remark: in its margin
    author: Mapped[str | None]
    kind: Mapped[CommentKind | None] = mapped_column(word(CommentKind, "kind"))
    # how far its writer is; what came with a letter is ready
    state: Mapped[CommentState] = mapped_column(
        word(CommentState, "state"), default=CommentState.READY, server_default=CommentState.READY.value
    )
    # who typed it here, an account or a guest by name; both empty for what came with a letter
    written_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    guest_name: Mapped[str | None]
    source: Mapped[list[dict[str, int]]] = mapped_column(JSON, default=list)
    # how sure the reading of the letter was, 0 to 1; empty once a person has looked at it
    confidence: Mapped[float | None]

    response: Mapped[Response] = relationship(back_populates="comments")
    writer: Mapped[User | None] = relationship()
    refers_to: Mapped[list["Comment"]] = relationship(
        secondary="comment_references",
        primaryjoin="Comment.id == CommentReference.comment_id",
        secondaryjoin="Comment.id == CommentReference.refers_to_id",
        order_by="Comment.position",
    )
    places: Mapped[list["Place"]] = relationship(back_populates="comment", cascade="all, delete-orphan")
    disposition: Mapped["Disposition | None"] = relationship(
        back_populates="comment", cascade="all, delete-orphan"
    )
    uptakes: Mapped[list["Uptake"]] = relationship(back_populates="comment", cascade="all, delete-orphan")


class CommentReference(Base):
    __tablename__ = "comment_references"

    comment_id: Mapped[int] = mapped_column(ForeignKey("comments.id", ondelete="CASCADE"), primary_key=True)
    refers_to_id: Mapped[int] = mapped_column(ForeignKey("comments.id", ondelete="CASCADE"), primary_key=True)


class Unplaced(Base):
    """A piece of an upload that became neither point nor comment; listed until someone settles it."""

    __tablename__ = "unplaced_pieces"

    id: Mapped[int] = mapped_column(primary_key=True)
    response_id: Mapped[int] = mapped_column(ForeignKey("responses.id"), index=True)
    position: Mapped[int]
    text: Mapped[str]
    source: Mapped[list[dict[str, int]]] = mapped_column(JSON, default=list)
    settled: Mapped[bool] = mapped_column(default=False)
    # pages, label, author and kind of the comment it was, for when it becomes one again
    was: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))


class Place(Base):
    """Where a comment stands in one version: the anchor, and how it was found.

    `how` says what the words of the comment gave (quote, ordinal, ..., hand); `status` is empty in the
    version that was commented on, and says in a later one how the passage was carried there. start, end,
    exact, prefix and suffix are empty when the passage was removed or there never was one.
    """

    __tablename__ = "places"
    __table_args__ = (UniqueConstraint("comment_id", "version_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    comment_id: Mapped[int] = mapped_column(ForeignKey("comments.id"))
    version_id: Mapped[int] = mapped_column(ForeignKey("versions.id"), index=True)
    how: Mapped[str]
    # chosen by the organisation: a program does not look for it again
    by_hand: Mapped[bool] = mapped_column(default=False)
    status: Mapped[str | None]
    score: Mapped[float | None]
    page: Mapped[str | None]
    section: Mapped[str | None]
    start: Mapped[int | None]
    end: Mapped[int | None]
    exact: Mapped[str] = mapped_column(default="")
    prefix: Mapped[str] = mapped_column(default="")
    suffix: Mapped[str] = mapped_column(default="")

    comment: Mapped[Comment] = relationship(back_populates="places")


class Disposition(Base):
    """The outcome of one comment or one point, with its reason."""

    __tablename__ = "dispositions"
    __table_args__ = (
        CheckConstraint("(comment_id IS NULL) <> (point_id IS NULL)", name="one_subject"),
        UniqueConstraint("comment_id"),
        UniqueConstraint("point_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    comment_id: Mapped[int | None] = mapped_column(ForeignKey("comments.id"))
    point_id: Mapped[int | None] = mapped_column(ForeignKey("points.id"))
    outcome: Mapped[Outcome] = mapped_column(word(Outcome, "outcome"))
    reason: Mapped[str] = mapped_column(default="")
    later_version: Mapped[str | None]
    decided_at: Mapped[datetime] = mapped_column(Moment)
    decided_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))

    comment: Mapped[Comment | None] = relationship(back_populates="disposition")
    point: Mapped[Point | None] = relationship(back_populates="disposition")


class Uptake(Base):
    """The link between a comment and a change between two versions, many to many."""

    __tablename__ = "uptakes"
    __table_args__ = (
        UniqueConstraint("comment_id", "old_version_id", "new_version_id", "change_id"),
        Index(None, "old_version_id", "new_version_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    comment_id: Mapped[int] = mapped_column(ForeignKey("comments.id"))
    old_version_id: Mapped[int] = mapped_column(ForeignKey("versions.id"))
    new_version_id: Mapped[int] = mapped_column(ForeignKey("versions.id"))
    change_id: Mapped[str]
    state: Mapped[UptakeState] = mapped_column(word(UptakeState, "state"), default=UptakeState.SUGGESTED)
    score: Mapped[float]
    reasons: Mapped[list[str]] = mapped_column(JSON, default=list)
    decided_at: Mapped[datetime | None] = mapped_column(Moment)
    decided_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))

    comment: Mapped[Comment] = relationship(back_populates="uptakes")


class Alignment(Base):
    """The judgement that a passage of a version covers a norm of an assessment framework's version.

    A row is never rewritten. Who changes or confirms a judgement ends the row and adds one; who withdraws it
    ends the row. The judgements in force are those with an empty `ended_at`; only they are carried.

    `carried_from_id` leads to the judgement this one came from, in this version or the previous one;
    `carried_status` says how its passage came over; `stale` asks an inspector to look again.
    `organisation_id` is the inspectorate whose judgement it is.
    """

    __tablename__ = "alignments"
    __table_args__ = (Index(None, "version_id", "assessment_version_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    assessment_version_id: Mapped[int] = mapped_column(ForeignKey("versions.id"))
    norm: Mapped[str]
    version_id: Mapped[int] = mapped_column(ForeignKey("versions.id"))
    verdict: Mapped[Verdict] = mapped_column(word(Verdict, "verdict"))
    explanation: Mapped[str] = mapped_column(default="")
    start: Mapped[int | None]
    end: Mapped[int | None]
    exact: Mapped[str] = mapped_column(default="")
    prefix: Mapped[str] = mapped_column(default="")
    suffix: Mapped[str] = mapped_column(default="")
    page: Mapped[str | None]
    section: Mapped[str | None]
    decided_at: Mapped[datetime] = mapped_column(Moment)
    decided_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    carried_from_id: Mapped[int | None] = mapped_column(ForeignKey("alignments.id"))
    carried_status: Mapped[str | None]
    stale: Mapped[bool] = mapped_column(default=False)
    organisation_id: Mapped[int | None] = mapped_column(ForeignKey("organisations.id"))
    ended_at: Mapped[datetime | None] = mapped_column(Moment)
    ended_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))

    assessment_version: Mapped[Version] = relationship(foreign_keys=[assessment_version_id])
    version: Mapped[Version] = relationship(foreign_keys=[version_id])
    decided_by: Mapped[User | None] = relationship(foreign_keys=[decided_by_id])
    ended_by: Mapped[User | None] = relationship(foreign_keys=[ended_by_id])
    organisation: Mapped[Organisation | None] = relationship()
    carried_from: Mapped["Alignment | None"] = relationship(remote_side=[id])
