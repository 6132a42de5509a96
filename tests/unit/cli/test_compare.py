import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from kader.cli.compare import compare


@pytest.fixture
def versions(tmp_path: Path) -> list[str]:
    old, new = tmp_path / "1.0.md", tmp_path / "1.1.md"
    old.write_text("# Doel\n\nHet plan is *oud* en klaar.\n", encoding="utf-8")
    new.write_text("# Doel\n\nHet plan is nieuw en klaar.\n", encoding="utf-8")
    return [str(old), str(new)]


def test_compare_prints_changes_as_json(versions: list[str]) -> None:
    result = CliRunner().invoke(compare, [*versions, "--json"])
    [change] = json.loads(result.stdout)["changes"]
    assert set(change) == {"id", "kind", "old", "new", "words"}
    assert change["kind"] == "reworded"
    assert change["old"] == {"start": 5, "end": 30, "text": "Het plan is oud en klaar."}
    assert change["words"] == [["=", "Het plan is "], ["-", "oud"], ["+", "nieuw"], ["=", " en klaar."]]


def test_compare_prints_a_summary_in_dutch(versions: list[str]) -> None:
    result = CliRunner().invoke(compare, versions)
    assert "1 wijziging: 1 herschreven." in result.stdout
    assert "Het plan is [-oud-]{+nieuw+} en klaar." in result.stdout


def test_equal_versions_have_no_changes(versions: list[str]) -> None:
    assert CliRunner().invoke(compare, [versions[0]] * 2).stdout == "Geen wijzigingen.\n"


def test_plain_offsets_count_the_files_own_code_points(tmp_path: Path) -> None:
    old, new = tmp_path / "oud.txt", tmp_path / "nieuw.txt"
    old.write_bytes("één\r\ntwee woorden hier\r\n".encode())
    new.write_bytes("één\r\ntwee andere hier\r\n".encode())
    result = CliRunner().invoke(compare, [str(old), str(new), "--plain", "--json"])
    [change] = json.loads(result.stdout)["changes"]
    assert (change["old"]["start"], change["old"]["text"]) == (5, "twee woorden hier")


@pytest.mark.parametrize("content", [None, b"\xff\xfe\x00"])
def test_a_file_that_cannot_be_read_is_one_sentence(
    versions: list[str], tmp_path: Path, content: bytes | None
) -> None:
    bad = tmp_path / "slecht.md"
    if content is not None:
        bad.write_bytes(content)
    result = CliRunner().invoke(compare, [versions[0], str(bad), "--json"])
    assert result.exit_code == 2
    assert result.stdout == ""
    assert result.stderr.count("\n") == 1
