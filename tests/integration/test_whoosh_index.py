"""The Whoosh index in a real directory, with several processes and with damaged files."""

import sys
from collections.abc import Iterator
from pathlib import Path
from subprocess import Popen

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kader.search.index import Document, IndexUnusable, Kind, SearchIndex
from kader.search.whoosh_index import WhooshIndex


def passage(key: str, text: str, title: str = "", **place: str) -> Document:
    return Document(Kind.PASSAGE, key, title, text, fragment=f"b{key}", **place)


DOCUMENTS = [
    passage("1", "Het veiligheidsplan wordt samen met het gezin gemaakt.", "Plannen", page="3"),
    passage("2", "Een plan voor de veiligheid van kinderen.", framework="kader", version="1.0"),
    passage("3", "Bestuurders zorgen voor geld. Samen met wethouders.", framework="kader", version="1.1"),
    passage("4", "Eén vast gezicht; het estafettemodel verdwijnt."),
    Document(Kind.REMARK, "1", "Stichting Voorbeeld", "Wij missen het vaste gezicht."),
    Document(Kind.ANSWER, "1", "Stichting Voorbeeld", "Overgenomen: het vaste gezicht staat er nu."),
]


@pytest.fixture
def index(tmp_path: Path) -> Iterator[WhooshIndex]:
    made = WhooshIndex(tmp_path / "search_index")
    made.rebuild(DOCUMENTS)
    yield made
    made.close()


def found(index: SearchIndex, query: str, **narrowed: object) -> list[str]:
    hits = index.search(query, **narrowed)  # type: ignore[arg-type]
    return [f"{hit.kind}-{hit.key}" for hit in hits]


@pytest.mark.parametrize(
    ("query", "first"),
    [
        ("bestuurder", "passage-3"),
        ("BESTUURDERS geld", "passage-3"),
        ("estafette-model", "passage-4"),
        ("estafette", "passage-4"),
        ('"samen met het gezin"', "passage-1"),
        ("één gezicht", "passage-4"),
        ("een vast gezicht?", "passage-4"),
        ("veiligheid plan", "passage-2"),
        ("plannen gemaakt", "passage-1"),
        ("bestuurdres", "passage-3"),
        ("gezinnen", "passage-1"),
    ],
)
def test_people_find_what_they_mean(index: WhooshIndex, query: str, first: str) -> None:
    assert first in found(index, query)[:2]


def test_a_compound_is_found_by_its_parts_and_the_parts_by_a_compound(index: WhooshIndex) -> None:
    assert set(found(index, "veiligheid plan")) == {"passage-1", "passage-2"}
    assert found(index, "veiligheidsplan") == ["passage-1", "passage-2"]


def test_all_words_go_before_some_words(index: WhooshIndex) -> None:
    assert found(index, "samen wethouders") == ["passage-3"]
    assert found(index, "kinderen wethouders") != []


def test_a_phrase_stands_in_its_order(index: WhooshIndex) -> None:
    assert set(found(index, '"vaste gezicht"')) == {"antwoord-1", "opmerking-1"}
    assert found(index, '"gezicht staat er"') == ["antwoord-1"]


def test_what_is_asked_can_be_narrowed(index: WhooshIndex) -> None:
    assert found(index, "gezicht", kinds=[Kind.ANSWER]) == ["antwoord-1"]
    assert set(found(index, "gezicht", kinds=[Kind.ANSWER, Kind.REMARK])) == {"antwoord-1", "opmerking-1"}
    assert found(index, "samen", framework="kader") == ["passage-3"]
    assert found(index, "kinderen", framework="kader", version="1.1") == []
    assert len(found(index, "gezicht", limit=1)) == 1


def test_a_hit_shows_where_and_why(index: WhooshIndex) -> None:
    (hit,) = index.search("gemaakte")
    assert (hit.title, hit.fragment, hit.page, hit.version) == ("Plannen", "b1", "3", None)
    assert [hit.snippet.text[start:end] for start, end in hit.snippet.highlights] == ["gemaakt"]


def test_a_document_takes_the_place_of_its_namesake(index: WhooshIndex) -> None:
    index.put([passage("3", "Oud."), passage("3", "Gemeenteraden beslissen.")])
    assert found(index, "gemeenteraad gemeenteraden") == ["passage-3"]
    assert found(index, "wethouders") == []


def test_a_removed_document_is_gone_and_its_namesake_of_another_kind_is_not(index: WhooshIndex) -> None:
    index.remove(Kind.REMARK, ["1", "99"])
    assert found(index, '"vaste gezicht"') == ["antwoord-1"]


def test_rebuilding_leaves_nothing_of_before(index: WhooshIndex) -> None:
    index.rebuild([passage("9", "Alleen dit.")])
    assert found(index, "gezicht wethouders plan") == []
    assert found(index, "alleen dit") == ["passage-9"]


def test_an_empty_index_finds_nothing(tmp_path: Path) -> None:
    index = WhooshIndex(tmp_path)
    index.rebuild([])
    assert index.search("iets") == ()


def test_a_missing_index_says_how_to_make_it(tmp_path: Path) -> None:
    index = WhooshIndex(tmp_path / "nergens")
    with pytest.raises(IndexUnusable, match="kader index rebuild"):
        index.search("iets")
    with pytest.raises(IndexUnusable):
        index.put([passage("1", "Iets.")])
    with pytest.raises(IndexUnusable):
        index.remove(Kind.PASSAGE, ["1"])


@pytest.mark.parametrize("size", [0, 1, 20, 200])
@pytest.mark.parametrize("files", ["*", "*.toc", "*.seg"])
def test_a_damaged_index_is_told_and_can_be_rebuilt(
    index: WhooshIndex, tmp_path: Path, files: str, size: int
) -> None:
    for path in (tmp_path / "search_index").glob(files):
        path.write_bytes(path.read_bytes()[:size])
    fresh = WhooshIndex(tmp_path / "search_index")
    with pytest.raises(IndexUnusable):
        fresh.search("gezicht")
    fresh.rebuild(DOCUMENTS)
    assert "passage-4" in found(fresh, "gezicht")
    fresh.close()


def test_another_process_sees_what_was_added(index: WhooshIndex, tmp_path: Path) -> None:
    other = WhooshIndex(tmp_path / "search_index")
    assert found(other, "nieuwkomer") == []
    index.put([passage("7", "Een nieuwkomer.")])
    assert found(other, "nieuwkomer") == ["passage-7"]
    other.close()


WRITER = """
import sys
from pathlib import Path
from kader.search.index import Document, Kind
from kader.search.whoosh_index import WhooshIndex
index = WhooshIndex(Path(sys.argv[1]))
for number in range(5):
    index.put([Document(Kind.REMARK, f"{sys.argv[2]}-{number}", "", "Gelijktijdig geschreven.")])
"""


def test_no_writer_loses_its_work_to_another(index: WhooshIndex, tmp_path: Path) -> None:
    place = str(tmp_path / "search_index")
    writers = [Popen([sys.executable, "-c", WRITER, place, str(number)]) for number in range(3)]
    assert [writer.wait(60) for writer in writers] == [0, 0, 0]
    assert len(found(index, "gelijktijdig", limit=100)) == 15


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=150, deadline=None)
@given(query=st.text(st.characters(codec=None) | st.sampled_from("\"“”'*~^:()[]+-\\ \x00­̈ﷺ")))
def test_no_question_is_an_error(index: WhooshIndex, query: str) -> None:
    for text in (query, f"{query} plan", f'"{query}', f'het "{query} gezicht" van'):
        for hit in index.search(text, limit=3):
            assert hit.key


def test_any_text_can_be_indexed_and_found(tmp_path: Path) -> None:
    index = WhooshIndex(tmp_path)
    odd = ["\x00 nul", "e\u0301\u0301 accent", "🙂👨‍👩‍👧", "x" * 5000, "ﷺ", "", "a\u2028b", "שלום עולם"]
    index.rebuild(passage(str(number), text) for number, text in enumerate(odd))
    assert found(index, "שלום") == ["passage-7"]
    assert found(index, "x" * 5000) == ["passage-3"]
    index.close()


def test_rebuilding_shows_no_document_twice_to_who_was_searching(tmp_path: Path) -> None:
    index = WhooshIndex(tmp_path / "search_index")
    index.rebuild([passage("1", "Een vast gezicht.")])
    assert found(index, "gezicht") == ["passage-1"]
    index.put([passage("2", "Nog een gezicht.")])
    index.rebuild([passage("1", "Een vast gezicht."), passage("2", "Nog een gezicht.")])
    assert sorted(found(index, "gezicht")) == ["passage-1", "passage-2"]
    index.close()
