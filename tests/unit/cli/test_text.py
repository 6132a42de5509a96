"""`kader text` and the sentences of failing commands."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from kader.cli.commands import commands

MARKDOWN = "<!-- pagina 1 -->\n# Kop\n\nEen <!-- pagina 2 --> twee.\n"


def run(*arguments: str) -> tuple[int, str, str]:
    result = CliRunner().invoke(commands, list(arguments))
    return result.exit_code, result.stdout, result.stderr


def test_text_gives_text_pages_and_blocks(tmp_path: Path) -> None:
    file = tmp_path / "v.md"
    file.write_text(MARKDOWN, encoding="utf-8")
    status, out, _ = run("text", str(file), "--json")
    assert status == 0
    assert json.loads(out) == {
        "text": "Kop\nEen twee.",
        "pages": [{"label": "1", "start": 0, "end": 8}, {"label": "2", "start": 8, "end": 13}],
        "blocks": [
            {"kind": "heading", "level": 1, "start": 0, "end": 3, "page": "1", "section": "Kop"},
            {"kind": "paragraph", "level": None, "start": 4, "end": 13, "page": "1", "section": "Kop"},
        ],
    }


def test_text_without_json_is_the_text_itself(tmp_path: Path) -> None:
    file = tmp_path / "v.md"
    file.write_text(MARKDOWN, encoding="utf-8")
    assert run("text", str(file)) == (0, "Kop\nEen twee.\n", "")


BAD = [
    ("weg.md", None, "bestaat niet"),
    ("map", "map", "is een map"),
    ("vreemd.md", b"\xff\xfe\xfa", "geen UTF-8"),
]


@pytest.mark.parametrize(("name", "content", "sentence"), BAD)
def test_unreadable_file_is_one_sentence_and_status_2(
    tmp_path: Path, name: str, content: bytes | str | None, sentence: str
) -> None:
    path = tmp_path / name
    if content == "map":
        path.mkdir()
    elif isinstance(content, bytes):
        path.write_bytes(content)
    status, out, err = run("text", str(path), "--json")
    assert (status, out) == (2, "")
    assert sentence in err
    assert err.count("\n") == 1
