"""Blanked names: what everyone reads of a response leaves them out"""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"


def upgrade() -> None:
    op.create_table(
        "blankings",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("response_id", sa.Integer(), nullable=False),
        sa.Column("words", sa.String(), nullable=False),
        sa.Column("blanked_by_id", sa.Integer(), nullable=True),
        sa.Column("blanked_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_blankings")),
        sa.ForeignKeyConstraint(
            ["response_id"], ["responses.id"], name=op.f("fk_blankings_response_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["blanked_by_id"], ["users.id"], name=op.f("fk_blankings_blanked_by_id")),
    )
    op.create_index(op.f("ix_blankings_response_id"), "blankings", ["response_id"])


def downgrade() -> None:
    op.drop_table("blankings")
