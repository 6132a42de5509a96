"""How sure the reading of a point was, and what an unplaced piece was before"""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"


def upgrade() -> None:
    with op.batch_alter_table("points") as batch:
        batch.add_column(sa.Column("confidence", sa.Double(), nullable=True))
    with op.batch_alter_table("unplaced_pieces") as batch:
        batch.add_column(sa.Column("was", sa.JSON(none_as_null=True), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table("unplaced_pieces") as batch:
        batch.drop_column("was")
    with op.batch_alter_table("points") as batch:
        batch.drop_column("confidence")
