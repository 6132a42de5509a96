"""Bring a database to the schema of `tables`, by the numbered steps in `migrations/`."""

from collections.abc import Callable
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy.exc import OperationalError

from kader.domain.errors import DatabaseUnavailable
from kader.storage.database import Database

_STEPS = Path(__file__).resolve().parents[2] / "migrations"


def upgrade(database: Database, step: str = "head") -> None:
    _run(database, command.upgrade, step)


def downgrade(database: Database, step: str) -> None:
    _run(database, command.downgrade, step)


def is_current(database: Database) -> bool:
    """Whether the database stands at the last step. Raises DatabaseUnavailable."""
    try:
        with database.engine.connect() as connection:
            current = MigrationContext.configure(connection).get_current_revision()
    except OperationalError as error:
        raise DatabaseUnavailable(
            "De database is niet te bereiken. Controleer KADER_DATABASE_URL en of de database draait."
        ) from error
    return current == ScriptDirectory.from_config(_config()).get_current_head()


def _config() -> Config:
    config = Config()
    config.set_main_option("script_location", str(_STEPS))
    return config


def _run(database: Database, action: Callable[[Config, str], None], step: str) -> None:
    config = _config()
    with database.engine.execution_options(kader_write=True).begin() as connection:
        config.attributes["connection"] = connection
        action(config, step)
