"""The numbered steps lead to the tables, up and down, on both databases."""

from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import inspect

from kader.storage import migrations, schema
from kader.storage.database import Database


def test_migrated_schema_equals_the_tables(database_url: str) -> None:
    database = Database(database_url)
    with database.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True, "render_as_batch": True})
        assert compare_metadata(context, schema.metadata) == []
    database.close()


def test_steps_go_down_to_nothing_and_up_again(database_url: str) -> None:
    database = Database(database_url)
    assert migrations.is_current(database)
    migrations.downgrade(database, "base")
    assert set(inspect(database.engine).get_table_names()) <= {"alembic_version"}
    assert not migrations.is_current(database)
    migrations.upgrade(database)
    assert migrations.is_current(database)
    database.close()


def test_every_constraint_has_a_name() -> None:
    nameless = [
        (table.name, constraint)
        for table in schema.metadata.tables.values()
        for constraint in table.constraints
        if not constraint.name
    ]
    assert nameless == []
