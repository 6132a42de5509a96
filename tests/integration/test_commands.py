"""Commands that need the service: on a new machine any of them may be the first."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import ROOT


def kader(folder: Path, *arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-c", "from kader.app import main; main()", *arguments]
    known = {name: value for name, value in os.environ.items() if not name.startswith("KADER_")}
    settings = {"KADER_SECRET_KEY": "s" * 40, "KADER_DATA_DIR": str(folder / "data")} | environment
    return subprocess.run(
        command,
        cwd=folder,
        env={**known, "PYTHONPATH": str(ROOT), **settings},
        capture_output=True,
        text=True,
    )


def test_first_administrator_is_made_on_an_empty_machine(tmp_path: Path) -> None:
    arguments = (
        "user",
        "create",
        "beheer@voorbeeld.example",
        "--name",
        "Be Heer",
        "--password",
        "een lang woord",
    )
    made = kader(tmp_path, *arguments)
    assert (made.returncode, made.stderr) == (0, "")
    again = kader(tmp_path, *arguments)
    assert (again.returncode, again.stderr.count("\n")) == (2, 1)
    assert "al een account" in again.stderr
    helped = kader(tmp_path, "user", "remove-second-step", "beheer@voorbeeld.example")
    assert (helped.returncode, helped.stderr) == (0, "")
    unknown = kader(tmp_path, "user", "remove-second-step", "niemand@voorbeeld.example")
    assert (unknown.returncode, unknown.stderr.count("\n")) == (2, 1)


def test_role_that_there_is_not_stops_the_start_with_one_sentence(tmp_path: Path) -> None:
    rules = tmp_path / "rollen.toml"
    rules.write_text('claim = "groups"\n[[rule]]\nvalue = "a"\nrole = "baas"\n', encoding="utf-8")
    environment = {
        "KADER_BASE_URL": "https://kader.voorbeeld.example",
        "KADER_OIDC_ISSUER": "https://login.voorbeeld.example",
        "KADER_OIDC_CLIENT_ID": "kader",
        "KADER_OIDC_CLIENT_SECRET": "geheim",
        "KADER_OIDC_ROLES": str(rules),
    }
    stopped = kader(tmp_path, "serve", **environment)
    assert (stopped.returncode, stopped.stdout) == (2, "")
    assert "'baas'" in stopped.stderr
    assert stopped.stderr.count("\n") == 1


def test_content_is_loaded_exported_and_indexed_by_command(tmp_path: Path) -> None:
    loaded = kader(tmp_path, "content", "load", str(ROOT / "content"))
    assert loaded.returncode == 0, loaded.stderr
    assert "geladen: handelingskader 2.0" in loaded.stdout
    assert "teksten in de zoekindex" in kader(tmp_path, "index", "rebuild").stdout
    assert kader(tmp_path, "content", "export", "uit").returncode == 0
    exported = (tmp_path / "uit" / "handelingskader" / "2.0.md").read_bytes()
    assert exported == (ROOT / "content" / "handelingskader" / "2.0.md").read_bytes()


@pytest.mark.parametrize(
    ("environment", "sentence"),
    [
        ({"KADER_SECRET_KEY": ""}, "KADER_SECRET_KEY"),
        ({"KADER_DEBUG": "1"}, "KADER_DEBUG"),
        ({"KADER_SAMPLE": "1"}, "KADER_SAMPLE"),
        ({"KADER_DATABASE_URL": "postgresql+psycopg://niemand@127.0.0.1:1/niets"}, "niet te bereiken"),
    ],
)
def test_unsafe_or_unreachable_stops_the_start_with_one_sentence(
    tmp_path: Path, environment: dict[str, str], sentence: str
) -> None:
    stopped = kader(tmp_path, "serve", **environment)
    assert (stopped.returncode, stopped.stdout) == (2, "")
    assert sentence in stopped.stderr
    assert stopped.stderr.count("\n") == 1
