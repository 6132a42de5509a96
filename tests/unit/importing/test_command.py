"""`kader import-framework`: markdown on stdout, or a version in the database."""

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from kader.app import wire
from kader.cli.commands import commands
from kader.cli.context import Context
from kader.config import Settings
from kader.domain.reading_text import read
from kader.services.wiring import Wiring
from kader.storage import frameworks
from tests.conftest import ROOT

TEXT = "\n\n".join(
    [
        "Ons kader",
        "Versie 1.0",
        "3 mei 2025",
        "1. Doel",
        "Een team luistert¹ naar iedereen.",
        "¹ Ook kinderen.",
    ]
)
NEW = ("--slug", "ons-kader", "--label", "1.0", "--status", "vastgesteld", "--date", "2025-05-03")


def no_database() -> Wiring:
    raise AssertionError("the database is not to be touched")


def run(*arguments: str, context: Context | None = None) -> Result:
    context = context or Context(wiring=no_database, application=no_database)
    return CliRunner().invoke(commands, ["import-framework", *arguments], obj=context)


@pytest.fixture
def file(tmp_path: Path) -> str:
    path = tmp_path / "kader.txt"
    path.write_text(TEXT, encoding="utf-8")
    return str(path)


def test_markdown_goes_to_stdout_and_what_needs_attention_to_stderr(file: str) -> None:
    result = run(file, "--markdown")
    assert result.exit_code == 0
    assert result.stdout.startswith(
        "---\ntitle: Ons kader\nlabel: '1.0'\ndate: 2025-05-03\n---\n\n# Ons kader\n"
    )
    assert read(result.stdout).blocks[-1].kind == "footnote"
    assert "Let op: De koppen zijn afgeleid" in result.stderr


def test_options_go_before_what_the_text_says(file: str) -> None:
    out = run(file, "--markdown", "--label", "9.9", "--title", "Anders").stdout
    assert out.startswith("---\ntitle: Anders\nlabel: '9.9'\n")


def test_markdown_is_taken_as_it_is() -> None:
    path = ROOT / "content" / "handelingskader" / "2.0.md"
    assert run(str(path), "--markdown").stdout == path.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("--slug", "ons-kader"), "--label, --status, --date"),
        ((), "--slug"),
    ],
)
def test_what_is_missing_is_named(file: str, arguments: tuple[str, ...], words: str) -> None:
    result = run(file, *arguments)
    assert (result.exit_code, words in result.stderr) == (2, True)


@pytest.mark.parametrize(("name", "content"), [("kader.docx", b"x"), ("kader.zip", b"x"), ("kader.txt", b"")])
def test_a_bad_file_gives_one_sentence(name: str, content: bytes, tmp_path: Path) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    result = run(str(path), "--markdown")
    assert (result.exit_code, result.stdout, result.stderr.count("\n")) == (2, "", 1)
    assert run(str(tmp_path / "weg.docx"), "--markdown").exit_code == 2


@pytest.fixture
def wired(settings: Settings) -> Wiring:
    wired = wire(settings)
    wired.index.rebuild([])
    yield wired
    wired.close()


def test_a_file_becomes_a_version_of_a_new_framework(file: str, wired: Wiring) -> None:
    context = Context(wiring=lambda: wired, application=no_database)
    assert run(file, *NEW, context=context).exit_code == 2
    result = run(file, *NEW, "--title", 'Ons "kader"', "--kind", "handelingskader", context=context)
    assert (result.exit_code, result.stdout) == (0, "toegevoegd: ons-kader 1.0\n")
    with wired.database.read() as session:
        version = frameworks.version(session, "ons-kader", "1.0")
        assert version.title == 'Ons "kader"'
        assert "Een team luistert[^1]" in version.source
    again = run(file, *NEW, context=context)
    assert (again.exit_code, "verandert niet" in again.stderr) == (2, True)


def test_the_real_framework_comes_in_with_its_parts_and_notes(shared: Path) -> None:
    path = shared / "real" / "opdracht-lokale-teams-1.0.txt"
    out = run(str(path), "--markdown").stdout
    reading = read(out)
    headings = [(b.level, reading.text[b.start : b.end]) for b in reading.blocks if b.kind == "heading"]
    numbered = [(level, text) for level, text in headings if text[0].isdecimal()]
    assert [text.split(".")[0] for _, text in numbered] == [str(n) for n in range(1, 9)]
    assert len({level for level, _ in numbered}) == 1
    assert headings[0][0] == 1
    notes = [mark.value for mark in reading.marks if mark.kind == "noteref"]
    assert notes == [str(n) for n in range(1, 14)]
    assert [b.note for b in reading.blocks if b.kind == "footnote"] == notes
    assert {b.kind for b in reading.blocks} == {"heading", "paragraph", "footnote"}
    assert not set("¹²³⁴⁵⁶⁷⁸⁹⁰#") & set(reading.text)
