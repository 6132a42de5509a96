"""The service with its content, and the client that checks every page."""

import shutil
from pathlib import Path

import pytest
from flask import Flask

from kader.app import wire
from kader.config import Settings
from kader.services.content import load_content
from tests.accounts import quick_hashing
from tests.conftest import ROOT, make_settings
from tests.web.client import CheckingClient

__all__ = ["quick_hashing"]


@pytest.fixture(scope="session")
def content_database(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database with the frameworks that ship with the service, to copy from."""
    folder = tmp_path_factory.mktemp("content")
    shutil.copy(sqlite_template, folder / "kader.db")
    wired = wire(make_settings(folder, f"sqlite:///{folder / 'kader.db'}"))
    wired.index.rebuild([])
    load_content(wired, ROOT / "content")
    wired.close()
    return folder / "kader.db"


@pytest.fixture
def settings(tmp_path: Path, content_database: Path) -> Settings:
    shutil.copy(content_database, tmp_path / "kader.db")
    return make_settings(tmp_path, f"sqlite:///{tmp_path / 'kader.db'}")


@pytest.fixture
def client(app: Flask) -> CheckingClient:
    """A visitor."""
    app.test_client_class = CheckingClient
    made = app.test_client()
    assert isinstance(made, CheckingClient)
    return made
