"""Receipts by mail: which submitted edition goes along"""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"


def upgrade() -> None:
    with op.batch_alter_table("mails") as batch:
        batch.add_column(sa.Column("edition_id", sa.Integer(), nullable=True))
        batch.create_foreign_key(op.f("fk_mails_edition_id"), "editions", ["edition_id"], ["id"])


def downgrade() -> None:
    with op.batch_alter_table("mails") as batch:
        batch.drop_constraint(op.f("fk_mails_edition_id"), type_="foreignkey")
        batch.drop_column("edition_id")
