"""Remarks in the making: who wrote them, what colleagues say, what was sent and what came of it"""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"


_KINDS = ("inhoudelijk", "tekstueel", "vraag", "begrip", "compliment")


def _word(name: str, *values: str) -> sa.Enum:
    return sa.Enum(*values, name=name, native_enum=False, create_constraint=True, length=40)


def _moment(name: str, *, nullable: bool = False) -> sa.Column[sa.DateTime]:
    return sa.Column(name, sa.DateTime(timezone=True), nullable=nullable)


def _link(table: str, column: str, target: str, ondelete: str | None = None) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], [target], name=op.f(f"fk_{table}_{column}"), ondelete=ondelete)


def upgrade() -> None:
    with op.batch_alter_table("comments") as batch:
        batch.add_column(sa.Column("kind", _word("kind", *_KINDS), nullable=True))
        state = _word("state", "in bewerking", "klaar")
        batch.add_column(sa.Column("state", state, server_default="klaar", nullable=False))
        batch.add_column(sa.Column("written_by_id", sa.Integer(), nullable=True))
        batch.add_column(sa.Column("guest_name", sa.String(), nullable=True))
        batch.create_foreign_key(op.f("fk_comments_written_by_id"), "users", ["written_by_id"], ["id"])
    _notes()
    _set_aside()
    _answers_to_questions()
    _editions()
    _links()
    _unsent()
    _opinions()


def _notes() -> None:
    op.create_table(
        "comment_notes",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("response_id", sa.Integer(), nullable=False),
        sa.Column("comment_id", sa.Integer(), nullable=True),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("written_by_id", sa.Integer(), nullable=True),
        sa.Column("author", sa.String(), nullable=True),
        _moment("written_at"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_comment_notes")),
        _link("comment_notes", "response_id", "responses.id", "CASCADE"),
        _link("comment_notes", "comment_id", "comments.id", "SET NULL"),
        _link("comment_notes", "written_by_id", "users.id"),
    )
    op.create_index(op.f("ix_comment_notes_comment_id"), "comment_notes", ["comment_id"])
    op.create_index(op.f("ix_comment_notes_response_id"), "comment_notes", ["response_id"])


def _set_aside() -> None:
    op.create_table(
        "set_aside_comments",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("response_id", sa.Integer(), nullable=False),
        sa.Column("content", sa.JSON(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("written_by_id", sa.Integer(), nullable=True),
        sa.Column("set_aside_by_id", sa.Integer(), nullable=True),
        _moment("set_aside_at"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_set_aside_comments")),
        _link("set_aside_comments", "response_id", "responses.id", "CASCADE"),
        _link("set_aside_comments", "written_by_id", "users.id"),
        _link("set_aside_comments", "set_aside_by_id", "users.id"),
    )
    op.create_index(op.f("ix_set_aside_comments_response_id"), "set_aside_comments", ["response_id"])


def _answers_to_questions() -> None:
    op.create_table(
        "question_answers",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("response_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_question_answers")),
        sa.UniqueConstraint("response_id", "position", name=op.f("uq_question_answers_response_id_position")),
        _link("question_answers", "response_id", "responses.id", "CASCADE"),
    )


def _editions() -> None:
    op.create_table(
        "editions",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("response_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("content", sa.String(), nullable=False),
        sa.Column("sha256", sa.String(), nullable=False),
        _moment("submitted_at"),
        sa.Column("submitted_by_id", sa.Integer(), nullable=True),
        _moment("withdrawn_at", nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_editions")),
        sa.UniqueConstraint("response_id", "number", name=op.f("uq_editions_response_id_number")),
        _link("editions", "response_id", "responses.id"),
        _link("editions", "submitted_by_id", "users.id"),
    )


def _links() -> None:
    op.create_table(
        "contributor_links",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("response_id", sa.Integer(), nullable=False),
        sa.Column("token_sha256", sa.String(), nullable=False),
        sa.Column("for_whom", sa.String(), nullable=False),
        sa.Column("made_by_id", sa.Integer(), nullable=True),
        _moment("made_at"),
        _moment("withdrawn_at", nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_contributor_links")),
        sa.UniqueConstraint("token_sha256", name=op.f("uq_contributor_links_token_sha256")),
        _link("contributor_links", "response_id", "responses.id", "CASCADE"),
        _link("contributor_links", "made_by_id", "users.id"),
    )
    op.create_index(op.f("ix_contributor_links_response_id"), "contributor_links", ["response_id"])


def _unsent() -> None:
    op.create_table(
        "unsent_texts",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("owner", sa.String(), nullable=False),
        sa.Column("place", sa.String(), nullable=False),
        sa.Column("fields", sa.JSON(), nullable=False),
        _moment("saved_at"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_unsent_texts")),
        sa.UniqueConstraint("owner", "place", name=op.f("uq_unsent_texts_owner_place")),
    )
    op.create_index(op.f("ix_unsent_texts_saved_at"), "unsent_texts", ["saved_at"])


def _opinions() -> None:
    op.create_table(
        "answer_opinions",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("response_id", sa.Integer(), nullable=False),
        sa.Column("comment_id", sa.Integer(), nullable=True),
        sa.Column("point_id", sa.Integer(), nullable=True),
        sa.Column("satisfaction", _word("satisfaction", "eens", "niet eens"), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        _moment("given_at"),
        sa.Column("given_by_id", sa.Integer(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_answer_opinions")),
        sa.UniqueConstraint("comment_id", name=op.f("uq_answer_opinions_comment_id")),
        sa.UniqueConstraint("point_id", name=op.f("uq_answer_opinions_point_id")),
        _link("answer_opinions", "response_id", "responses.id"),
        _link("answer_opinions", "comment_id", "comments.id"),
        _link("answer_opinions", "point_id", "points.id"),
        _link("answer_opinions", "given_by_id", "users.id"),
    )
    op.create_index(op.f("ix_answer_opinions_response_id"), "answer_opinions", ["response_id"])


def downgrade() -> None:
    for table in (
        "answer_opinions",
        "unsent_texts",
        "contributor_links",
        "editions",
        "question_answers",
        "set_aside_comments",
        "comment_notes",
    ):
        op.drop_table(table)
    with op.batch_alter_table("comments") as batch:
        batch.drop_constraint(op.f("fk_comments_written_by_id"), type_="foreignkey")
        for column in ("state", "kind"):
            batch.drop_constraint(op.f(f"ck_comments_{column}"), type_="check")
        for column in ("guest_name", "written_by_id", "state", "kind"):
            batch.drop_column(column)
