"""Runs the steps on the connection that `kader.storage.migrations` hands over."""

from alembic import context

from kader.storage import schema

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=schema.metadata,
    render_as_batch=True,
    compare_type=True,
)
with context.begin_transaction():
    context.run_migrations()
