"""`kader parse-response` prints what pipelines rely on, and one sentence when it cannot."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from docx.document import Document as Word

from kader.cli.parse_response import parse_response
from tests.unit.word_letters import a_word

LETTER = """\
Reactie van de Buurtzaak

3 mei 2025

Bijlage

P.2

1. De kop 'Samen aan zet' is te los. Suggestie: Samen aan het werk.
   - ook op de kaft
2. Zie opmerking 1.
"""


def run(folder: Path, content: bytes, *options: str, name: str = "brief.txt") -> Result:
    file = folder / name
    file.write_bytes(content)
    return CliRunner().invoke(parse_response, [str(file), *options])


def test_json_has_exactly_the_fields_that_were_promised(tmp_path: Path) -> None:
    result = run(tmp_path, LETTER.encode(), "--json")
    assert json.loads(result.stdout) == {
        "title": "Reactie van de Buurtzaak",
        "date": "2025-05-03",
        "points": [],
        "comments": [
            {
                "label": "1",
                "page": "2",
                "pages": ["2"],
                "text": "De kop 'Samen aan zet' is te los. Suggestie: Samen aan het werk.",
                "sub": ["ook op de kaft"],
                "passage": "Samen aan zet",
                "proposal": "Samen aan het werk.",
                "refers_to": [],
            },
            {
                "label": "2",
                "page": "2",
                "pages": ["2"],
                "text": "Zie opmerking 1.",
                "sub": [],
                "passage": None,
                "proposal": None,
                "refers_to": [0],
            },
        ],
        "unplaced": [],
    }


def test_without_json_a_person_can_read_it(tmp_path: Path) -> None:
    lines = run(tmp_path, LETTER.encode()).stdout.splitlines()
    assert "Pagina 2" in lines
    assert "      verwijst naar: 1 op pagina 2" in lines


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("leeg.txt", b"", "leeg"),
        ("plaat.txt", b"\x89PNG\r\n\x1a\n\x00\x00", "geen leesbare tekst"),
        ("brief.docx", b"Geachte heer,", "geen Word-document"),
        ("brief.xyz", b"x", "soort bestand"),
    ],
)
def test_a_file_that_cannot_be_read_is_one_sentence_and_status_2(
    tmp_path: Path, name: str, content: bytes, words: str
) -> None:
    result = run(tmp_path, content, "--json", name=name)
    assert result.exit_code == 2
    assert result.stdout == ""
    assert len(result.stderr.splitlines()) == 1
    assert words in result.stderr


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    result = CliRunner().invoke(parse_response, [str(tmp_path / "weg.txt")])
    assert result.exit_code == 2
    assert "weg.txt bestaat niet" in result.stderr


def test_a_remark_in_the_margin_tells_who_made_it_and_on_which_words(tmp_path: Path) -> None:
    def build(word: Word) -> None:
        marked = word.add_paragraph("Ieder kind groeit ").add_run("veilig op")
        word.add_comment(marked, "Wat is veilig?", author="Ans Bos", initials="AB")

    result = run(tmp_path, a_word(build), "--json", name="kader.docx")
    (comment,) = json.loads(result.stdout)["comments"]
    told = {name: comment[name] for name in ("author", "passage", "text", "proposal", "sub")}
    assert told == {
        "author": "Ans Bos",
        "passage": "veilig op",
        "text": "Wat is veilig?",
        "proposal": None,
        "sub": [],
    }
