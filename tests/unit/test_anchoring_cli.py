"""`kader reanchor`: files in, one JSON line for each anchor out."""

import json

import pytest
from click.testing import CliRunner

from kader.cli.reanchor import reanchor

OLD = "Vooraf.\r\nHet team legt de afweging vast in het dossier.\r\nHet gezin mag dat inzien.\r\n"
NEW = "Vooraf, en meer.\r\nHet team legt de afweging vast in het dossier.\r\n"


@pytest.fixture
def files(tmp_path):
    def write(anchors: str) -> list[str]:
        for name, text in (("old.md", OLD), ("new.md", NEW), ("anchors.jsonl", anchors)):
            (tmp_path / name).write_bytes(text.encode())
        return [
            str(tmp_path / "old.md"),
            str(tmp_path / "new.md"),
            "--anchors",
            str(tmp_path / "anchors.jsonl"),
        ]

    return write


def line(name: str, quote: str) -> str:
    start = OLD.index(quote)
    fields = {
        "id": name,
        "start": start,
        "end": start + len(quote),
        "exact": quote,
        "prefix": "",
        "suffix": "",
    }
    return json.dumps(fields) + "\n"


def test_plain_offsets_count_the_code_points_of_the_file(files):
    arguments = files(line("a", "legt de afweging vast") + "\n" + line("b", "Het gezin mag dat inzien."))
    result = CliRunner().invoke(reanchor, [*arguments, "--plain"])
    first, second = (json.loads(row) for row in result.stdout.splitlines())
    assert (first["id"], first["status"]) == ("a", "unchanged")
    assert NEW[first["start"] : first["end"]] == first["exact"] == "legt de afweging vast"
    assert (second["id"], second["status"], second["start"], second["exact"]) == ("b", "removed", None, "")


def test_markdown_offsets_count_the_reading_text(files):
    arguments = files('{"id": 1, "start": 8, "end": 16, "exact": "Het team"}')
    (row,) = map(json.loads, CliRunner().invoke(reanchor, arguments).stdout.splitlines())
    assert (row["id"], row["status"], row["exact"]) == (1, "unchanged", "Het team")


@pytest.mark.parametrize(
    "anchors",
    [
        "geen json",
        "[]",
        '{"id": 1}',
        '{"start": 5, "end": 2}',
        '{"start": 0, "end": 1, "exact": 3}',
        '{"start": true, "end": 2}',
    ],
)
def test_bad_anchors_are_one_sentence_and_status_2(files, anchors):
    result = CliRunner().invoke(reanchor, files(anchors))
    assert result.exit_code == 2
    assert result.stdout == ""
    assert result.stderr.startswith("Regel 1 ")
    assert result.stderr.count("\n") == 1


def test_missing_file_is_one_sentence_and_status_2(files):
    arguments = files("")
    result = CliRunner().invoke(reanchor, ["weg.md", *arguments[1:]])
    assert (result.exit_code, result.stderr.count("\n")) == (2, 1)
