"""The audit log: entries that the database refuses to change

The triggers keep the service itself, and who works with its rights, from rewriting the log. A later step that
builds one of these tables anew must put its triggers back.
"""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"

# What may not happen to a table once a row is in it. Traces can be removed: they are personal data.
_REFUSED = {"audit_entries": ("UPDATE", "DELETE"), "audit_traces": ("UPDATE",), "audit_head": ("DELETE",)}


def upgrade() -> None:
    op.create_table(
        "audit_entries",
        sa.Column("ordinal", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("act", sa.String(), nullable=False),
        sa.Column("subject", sa.String(), nullable=False),
        sa.Column("detail", sa.String(), nullable=False),
        sa.Column("sealed", sa.String(), nullable=False),
        sa.Column("sha256", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("ordinal", name=op.f("pk_audit_entries")),
    )
    op.create_index(op.f("ix_audit_entries_person_id"), "audit_entries", ["person_id"])
    op.create_index(op.f("ix_audit_entries_act"), "audit_entries", ["act"])
    op.create_table(
        "audit_traces",
        sa.Column("ordinal", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("salt", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("origin", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("ordinal", name=op.f("pk_audit_traces")),
        sa.ForeignKeyConstraint(
            ["ordinal"], ["audit_entries.ordinal"], name=op.f("fk_audit_traces_ordinal_audit_entries")
        ),
    )
    head = op.create_table(
        "audit_head",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("ordinal", sa.Integer(), nullable=False),
        sa.Column("sha256", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_audit_head")),
        sa.CheckConstraint("id = 1", name=op.f("ck_audit_head_one_row")),
    )
    op.bulk_insert(head, [{"id": 1, "ordinal": 0, "sha256": "0" * 64}])
    _refuse()


def _refuse() -> None:
    postgresql = op.get_bind().dialect.name == "postgresql"
    if postgresql:
        op.execute(
            "CREATE FUNCTION audit_refuse() RETURNS trigger LANGUAGE plpgsql AS "
            "$$ BEGIN RAISE EXCEPTION 'the audit log is append-only'; END $$"
        )
    for table, events in _REFUSED.items():
        for event in (*events, "TRUNCATE") if postgresql else events:
            each = "STATEMENT" if event == "TRUNCATE" else "ROW"
            body = (
                f"FOR EACH {each} EXECUTE FUNCTION audit_refuse()"
                if postgresql
                else "BEGIN SELECT RAISE(ABORT, 'the audit log is append-only'); END"
            )
            op.execute(f"CREATE TRIGGER {table}_no_{event.lower()} BEFORE {event} ON {table} {body}")


def downgrade() -> None:
    op.drop_table("audit_head")
    op.drop_table("audit_traces")
    op.drop_table("audit_entries")
    if op.get_bind().dialect.name == "postgresql":
        op.execute("DROP FUNCTION audit_refuse()")
