"""Sessions, links, second factors, outside identities, and counts of attempts"""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"

_METHODS = (
    "wachtwoord",
    "wachtwoord en code",
    "account van de organisatie",
    "account van de organisatie en code",
)
_ENDINGS = (
    "uitgelogd",
    "door uzelf beëindigd",
    "wachtwoord veranderd",
    "tweede stap veranderd",
    "account gesloten",
    "verder na de tweede stap",
)


def _word(name: str, *values: str) -> sa.Enum:
    return sa.Enum(*values, name=name, native_enum=False, create_constraint=True, length=40)


def _person(table: str, *, nullable: bool = False) -> tuple[sa.Column, sa.ForeignKeyConstraint]:
    column = sa.Column("user_id", sa.Integer(), nullable=nullable)
    return column, sa.ForeignKeyConstraint(["user_id"], ["users.id"], name=op.f(f"fk_{table}_user_id"))


def upgrade() -> None:
    _sessions()
    _links()
    _factors()
    _identities()
    op.create_table(
        "attempt_counts",
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("last_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("free_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_attempt_counts")),
    )
    op.create_index(op.f("ix_attempt_counts_last_at"), "attempt_counts", ["last_at"])
    with op.batch_alter_table("users") as users:
        users.add_column(sa.Column("erased_at", sa.DateTime(timezone=True), nullable=True))
    with op.batch_alter_table("grants") as grants:
        grants.add_column(
            sa.Column("by_sign_on", sa.Boolean(), nullable=False, server_default=sa.text("false"))
        )
    with op.batch_alter_table("grants") as grants:
        grants.alter_column("by_sign_on", server_default=None)


def _sessions() -> None:
    op.create_table(
        "sign_in_sessions",
        sa.Column("id", sa.Integer(), nullable=False),
        *_person("sign_in_sessions"),
        sa.Column("token_sha256", sa.String(), nullable=False),
        sa.Column("method", _word("method", *_METHODS), nullable=False),
        sa.Column("stage", _word("stage", "half", "whole"), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("seen_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("address", sa.String(), nullable=False),
        sa.Column("browser", sa.String(), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ending", _word("ending", *_ENDINGS), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sign_in_sessions")),
        sa.UniqueConstraint("token_sha256", name=op.f("uq_sign_in_sessions_token_sha256")),
    )
    op.create_index(op.f("ix_sign_in_sessions_user_id"), "sign_in_sessions", ["user_id"])
    op.create_index(op.f("ix_sign_in_sessions_seen_at"), "sign_in_sessions", ["seen_at"])


def _links() -> None:
    op.create_table(
        "account_links",
        sa.Column("id", sa.Integer(), nullable=False),
        *_person("account_links", nullable=True),
        sa.Column("purpose", _word("purpose", "nieuw wachtwoord", "uitnodiging"), nullable=False),
        sa.Column("token_sha256", sa.String(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("used_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_account_links")),
        sa.UniqueConstraint("token_sha256", name=op.f("uq_account_links_token_sha256")),
    )
    op.create_index(op.f("ix_account_links_user_id"), "account_links", ["user_id"])
    op.create_index(op.f("ix_account_links_expires_at"), "account_links", ["expires_at"])


def _factors() -> None:
    op.create_table(
        "second_factors",
        *_person("second_factors"),
        sa.Column("sealed_secret", sa.String(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("confirmed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("last_step", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("user_id", name=op.f("pk_second_factors")),
    )
    op.create_table(
        "recovery_codes",
        sa.Column("id", sa.Integer(), nullable=False),
        *_person("recovery_codes"),
        sa.Column("code_sha256", sa.String(), nullable=False),
        sa.Column("used_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_recovery_codes")),
    )
    op.create_index(op.f("ix_recovery_codes_user_id"), "recovery_codes", ["user_id"])


def _identities() -> None:
    op.create_table(
        "outside_identities",
        sa.Column("id", sa.Integer(), nullable=False),
        *_person("outside_identities"),
        sa.Column("issuer", sa.String(), nullable=False),
        sa.Column("subject", sa.String(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_outside_identities")),
        sa.UniqueConstraint("issuer", "subject", name=op.f("uq_outside_identities_issuer_subject")),
    )
    op.create_index(op.f("ix_outside_identities_user_id"), "outside_identities", ["user_id"])


def downgrade() -> None:
    with op.batch_alter_table("grants") as grants:
        grants.drop_column("by_sign_on")
    with op.batch_alter_table("users") as users:
        users.drop_column("erased_at")
    for table in (
        "attempt_counts",
        "outside_identities",
        "recovery_codes",
        "second_factors",
        "account_links",
        "sign_in_sessions",
    ):
        op.drop_table(table)
