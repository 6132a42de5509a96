import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from kader.cli.commands import commands


@pytest.fixture
def files(tmp_path: Path) -> list[str]:
    texts = {
        "1.0.md": "<!-- pagina 1 -->\n# Doel\n\nHet plan bevat een doel. Het team bespreekt het plan.\n",
        "1.1.md": "<!-- pagina 1 -->\n# Doel\n\nHet plan bevat drie doelen. Het team bespreekt het plan.\n",
        "reactie.txt": "P. 1\n1. 'een doel': dat is te weinig.\n",
    }
    for name, text in texts.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    return [str(tmp_path / name) for name in texts]


def run(*arguments: str) -> Result:
    return CliRunner().invoke(commands, ["suggest-uptake", *arguments])


def test_links_name_the_remark_by_index_and_the_change_by_id(files: list[str]) -> None:
    result = run(*files, "--json")
    (link,) = json.loads(result.stdout)["links"]
    assert set(link) == {"comment", "change", "score"}
    assert link["comment"] == 0
    assert 0.5 <= link["score"] <= 1
    assert link["change"] in CliRunner().invoke(commands, ["compare", *files[:2], "--json"]).stdout


def test_without_json_the_reasons_are_told(files: list[str]) -> None:
    assert "verandert de passage van de opmerking" in run(*files).stdout


def test_equal_versions_give_no_link(files: list[str]) -> None:
    assert run(files[0], files[0], files[2]).stdout == "Geen koppelingen gevonden.\n"


def test_missing_response_is_one_sentence(files: list[str]) -> None:
    result = run(*files[:2], "nergens.txt")
    assert (result.exit_code, result.stderr.count("\n")) == (2, 1)
