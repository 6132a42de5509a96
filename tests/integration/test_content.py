"""Frameworks in and out of files."""

import shutil
from pathlib import Path

import pytest

from kader.domain.errors import Immutable, InvalidFrontMatter, InvalidInput
from kader.services.content import export_content, load_content
from kader.services.wiring import Wiring
from kader.storage import frameworks
from tests.conftest import ROOT

HEAD = 'slug = "proef"\ntitle = "Proef"\nkind = "handelingskader"\ndescription = "Een proef"\nowner = "Wij"\n'
VERSION = (
    '---\ntitle: Proef\nlabel: "1.0"\nstatus: vastgesteld\ndate: 2025-01-01\n---\n\n# Proef\r\n\nTekst.\n'
)


def write(folder: Path, head: str = HEAD, **versions: str) -> Path:
    home = folder / "proef"
    home.mkdir(parents=True)
    (home / "kader.toml").write_bytes(head.encode())
    for name, source in versions.items():
        (home / f"{name}.md").write_bytes(source.encode())
    return folder


def files(folder: Path) -> dict[str, bytes]:
    found = (p for p in folder.rglob("*") if p.is_file() and (p.parent / "kader.toml").exists())
    return {str(path.relative_to(folder)): path.read_bytes() for path in found}


def test_shipped_content_loads_once_and_exports_byte_for_byte(wiring: Wiring, tmp_path: Path) -> None:
    loaded = load_content(wiring, ROOT / "content")
    assert "handelingskader 2.0" in loaded.added
    again = load_content(wiring, ROOT / "content")
    assert (again.added, set(again.present)) == ((), set(loaded.added))
    export_content(wiring, tmp_path / "export")
    assert files(tmp_path / "export") == files(ROOT / "content")


def test_exported_content_loads_again_as_the_same(wiring: Wiring, tmp_path: Path) -> None:
    load_content(wiring, write(tmp_path / "in", **{"1.0": VERSION}))
    export_content(wiring, tmp_path / "out")
    assert load_content(wiring, tmp_path / "out").added == ()


def test_versions_follow_one_another_by_date(wiring: Wiring, tmp_path: Path) -> None:
    later = VERSION.replace('"1.0"', '"0.9b"').replace("2025-01-01", "2025-06-01")
    load_content(wiring, write(tmp_path, **{"later": later, "1.0": VERSION}))
    with wiring.database.read() as session:
        versions = frameworks.framework(session, "proef").versions
        assert [version.label for version in versions] == ["1.0", "0.9b"]
        assert frameworks.previous(session, versions[1]) is versions[0]
        assert frameworks.previous(session, versions[0]) is None


def test_published_text_never_changes(wiring: Wiring, tmp_path: Path) -> None:
    folder = write(tmp_path, **{"1.0": VERSION})
    load_content(wiring, folder)
    (folder / "proef" / "1.0.md").write_text(VERSION + "Nog een zin.\n", encoding="utf-8")
    (folder / "proef" / "1.1.md").write_text(VERSION.replace("1.0", "1.1"), encoding="utf-8")
    with pytest.raises(Immutable, match=r"1\.0 is al gepubliceerd"):
        load_content(wiring, folder)
    with wiring.database.read() as session:
        assert [version.source for version in frameworks.framework(session, "proef").versions] == [VERSION]


def test_head_may_change_what_describes(wiring: Wiring, tmp_path: Path) -> None:
    folder = write(tmp_path, **{"1.0": VERSION})
    load_content(wiring, folder)
    (folder / "proef" / "kader.toml").write_text(
        HEAD.replace("Een proef", "Een betere proef"), encoding="utf-8"
    )
    load_content(wiring, folder)
    with wiring.database.read() as session:
        assert frameworks.framework(session, "proef").description == "Een betere proef"


WRONG = [
    (HEAD.replace("slug", "slak"), VERSION, "veld slug ontbreekt"),
    (HEAD.replace('"proef"', '"Proef/x"'), VERSION, "kleine letters"),
    (HEAD.replace("handelingskader", "kookboek"), VERSION, "kies uit: handelingskader"),
    ("slug = ", VERSION, "niet te lezen"),
    (HEAD, "# Zonder kop", "kopgegevens"),
    (HEAD, VERSION.replace("date: 2025-01-01", "date: gisteren"), "geen datum"),
    (HEAD, VERSION.replace("status: vastgesteld", "status: af"), "kies uit: ontwikkelversie"),
    (HEAD, VERSION.replace('"1.0"', '"../1"'), "cijfers, punten en streepjes"),
    (HEAD, VERSION.replace("title: Proef", "title: [oeps"), "niet te lezen"),
    (HEAD, VERSION.replace("Tekst", "Te\x00kst"), "NUL"),
]


@pytest.mark.parametrize(("head", "version", "sentence"), WRONG)
def test_wrong_file_is_named_and_nothing_is_loaded(
    wiring: Wiring, tmp_path: Path, head: str, version: str, sentence: str
) -> None:
    folder = write(tmp_path, head, **{"0.9": VERSION.replace("1.0", "0.9"), "1.0": version})
    with pytest.raises(InvalidFrontMatter, match=r"proef.*(kader\.toml|1\.0\.md)") as error:
        load_content(wiring, folder)
    assert sentence in str(error.value)
    with wiring.database.read() as session:
        assert frameworks.frameworks(session) == []


def test_folder_without_frameworks_says_what_is_expected(wiring: Wiring, tmp_path: Path) -> None:
    with pytest.raises(InvalidInput, match=r"kader\.toml"):
        load_content(wiring, tmp_path)


def test_file_in_another_encoding_is_named(wiring: Wiring, tmp_path: Path) -> None:
    folder = write(tmp_path, **{"1.0": VERSION})
    (folder / "proef" / "1.0.md").write_bytes("caf\xe9".encode("latin-1"))
    with pytest.raises(InvalidInput, match="UTF-8"):
        load_content(wiring, folder)
    shutil.rmtree(folder)
