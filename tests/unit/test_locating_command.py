"""`kader locate` on files: the fields that pipelines count on, and one sentence when it cannot."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from kader.cli.locate import locate
from kader.domain.reading_text import read

VERSION = """<!-- pagina 1 -->

# Kader

De collectie is divers en actueel. Een boete wordt niet geheven.

<!-- pagina 2 -->

Ouders kunnen helpen bij het uitlenen.
"""
RESPONSE = """Reactie op het kader

Bijlage: opmerkingen per pagina

P.1

1. ‘divers en actueel’ is vaag.
2. Graag in begrijpelijker Nederlands.

P.7

3. Dit klopt niet.
"""


def run(*arguments: str) -> Result:
    return CliRunner().invoke(locate, list(arguments))


@pytest.fixture
def files(tmp_path: Path) -> tuple[str, str]:
    version, response = tmp_path / "1.0.md", tmp_path / "reactie.txt"
    version.write_text(VERSION, "utf-8")
    response.write_text(RESPONSE, "utf-8")
    return str(version), str(response)


def test_each_remark_has_its_place_in_the_reading_text(files: tuple[str, str]) -> None:
    result = run(*files, "--json")
    assert result.exit_code == 0
    quote, page, none = json.loads(result.stdout)["comments"]
    reading = read(VERSION)
    assert quote["exact"] == reading.text[quote["start"] : quote["end"]] == "divers en actueel"
    assert (quote["index"], quote["page"], quote["how"]) == (0, "1", "quote")
    first = reading.pages[0]
    assert (page["page"], page["start"], page["end"], page["how"]) == ("1", first.start, first.end, "page")
    assert none == {"index": 2, "page": None, "start": None, "end": None, "exact": None, "how": "none"}


def test_without_json_there_is_a_line_for_each_remark(files: tuple[str, str]) -> None:
    lines = run(*files).stdout.splitlines()
    assert lines[0] == "0: p. 1 (quote) divers en actueel"
    assert lines[2] == "2: geen pagina gevonden"


@pytest.mark.parametrize(
    ("version", "response"), [("nergens.md", None), (None, "nergens.txt"), (None, "plaatje.png")]
)
def test_what_cannot_be_read_is_one_sentence(
    files: tuple[str, str], version: str | None, response: str | None
) -> None:
    result = run(version or files[0], response or files[1], "--json")
    assert result.exit_code == 2
    assert result.stdout == ""
    assert len(result.stderr.splitlines()) == 1
    assert result.stderr.rstrip().endswith(".")
