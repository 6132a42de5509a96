"""Invited organisations, extensions, late admissions, and questions of editors"""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"


def _moment(name: str, *, nullable: bool = False) -> sa.Column[sa.DateTime]:
    return sa.Column(name, sa.DateTime(timezone=True), nullable=nullable)


def _number(name: str, *, nullable: bool = False) -> sa.Column[sa.Integer]:
    return sa.Column(name, sa.Integer(), nullable=nullable)


def _link(table: str, column: str, target: str, ondelete: str | None = None) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], [target], name=op.f(f"fk_{table}_{column}"), ondelete=ondelete)


def upgrade() -> None:
    with op.batch_alter_table("rounds") as batch:
        # Rounds of before were open to all.
        batch.add_column(sa.Column("open_to_all", sa.Boolean(), server_default=sa.true(), nullable=False))
        batch.add_column(
            sa.Column("satisfaction_public", sa.Boolean(), server_default=sa.false(), nullable=False)
        )
    _invitations()
    _extensions()
    _admissions()
    _questions()


def _invitations() -> None:
    op.create_table(
        "round_invitations",
        _number("round_id"),
        _number("organisation_id"),
        _moment("invited_at"),
        _number("invited_by_id", nullable=True),
        sa.PrimaryKeyConstraint("round_id", "organisation_id", name=op.f("pk_round_invitations")),
        _link("round_invitations", "round_id", "rounds.id", "CASCADE"),
        _link("round_invitations", "organisation_id", "organisations.id"),
        _link("round_invitations", "invited_by_id", "users.id"),
    )


def _extensions() -> None:
    op.create_table(
        "round_extensions",
        _number("id"),
        _number("round_id"),
        _moment("closed_at"),
        _moment("closes_at"),
        sa.Column("reason", sa.String(), nullable=False),
        _moment("decided_at"),
        _number("decided_by_id", nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_round_extensions")),
        sa.CheckConstraint("closes_at > closed_at", name=op.f("ck_round_extensions_later")),
        _link("round_extensions", "round_id", "rounds.id", "CASCADE"),
        _link("round_extensions", "decided_by_id", "users.id"),
    )
    op.create_index(op.f("ix_round_extensions_round_id"), "round_extensions", ["round_id"])


def _admissions() -> None:
    op.create_table(
        "late_admissions",
        _number("id"),
        _number("round_id"),
        _number("organisation_id"),
        _moment("until"),
        sa.Column("reason", sa.String(), nullable=False),
        _moment("decided_at"),
        _number("decided_by_id", nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_late_admissions")),
        _link("late_admissions", "round_id", "rounds.id", "CASCADE"),
        _link("late_admissions", "organisation_id", "organisations.id"),
        _link("late_admissions", "decided_by_id", "users.id"),
    )
    op.create_index(op.f("ix_late_admissions_round_id"), "late_admissions", ["round_id"])


def _questions() -> None:
    table = "editor_questions"
    op.create_table(
        table,
        _number("id"),
        _number("comment_id", nullable=True),
        _number("point_id", nullable=True),
        _number("ordinal"),
        sa.Column("question", sa.String(), nullable=False),
        _moment("asked_at"),
        _number("asked_by_id", nullable=True),
        sa.Column("answer", sa.String(), nullable=True),
        _moment("answered_at", nullable=True),
        _number("answered_by_id", nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{table}")),
        sa.CheckConstraint(
            "(comment_id IS NULL) <> (point_id IS NULL)", name=op.f(f"ck_{table}_one_subject")
        ),
        sa.UniqueConstraint("comment_id", "ordinal", name=op.f(f"uq_{table}_comment_id_ordinal")),
        sa.UniqueConstraint("point_id", "ordinal", name=op.f(f"uq_{table}_point_id_ordinal")),
        _link(table, "comment_id", "comments.id", "CASCADE"),
        _link(table, "point_id", "points.id", "CASCADE"),
        _link(table, "asked_by_id", "users.id"),
        _link(table, "answered_by_id", "users.id"),
    )


def downgrade() -> None:
    op.drop_table("editor_questions")
    op.drop_index(op.f("ix_late_admissions_round_id"), "late_admissions")
    op.drop_table("late_admissions")
    op.drop_index(op.f("ix_round_extensions_round_id"), "round_extensions")
    op.drop_table("round_extensions")
    op.drop_table("round_invitations")
    with op.batch_alter_table("rounds") as batch:
        batch.drop_column("satisfaction_public")
        batch.drop_column("open_to_all")
