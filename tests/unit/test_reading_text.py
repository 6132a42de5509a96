"""The reading text: what counts as text, where pages break, and that any markdown has one."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kader.domain.reading_text import Block, read, read_plain, split_front_matter

TEXTS = [
    ("# Kop *een*\n\nEen **vette** zin.", "Kop een\nEen vette zin."),
    ("Regel een\nregel  twee\\\nregel drie", "Regel een regel twee regel drie"),
    ("1. een\n2. twee\n   - sub", "een\ntwee\nsub"),
    ("- een\n\n  vervolg", "een vervolg"),
    ("| A | B |\n|---|---|\n| 1 | 2 |", "A\nB\n1\n2"),
    ("| A | B |\n|---|---|\n| 1 |  |", "A\nB\n1"),
    ("Zin.[^1] Meer.\n\n[^1]: De noot.\n\nSlot.", "Zin. Meer.\nSlot.\nDe noot."),
    ("Zin.^[In de regel.]", "Zin.\nIn de regel."),
    ("Tekst.\n\n[^x]: Nergens genoemd.", "Tekst.\nNergens genoemd."),
    ("A[^b] B[^a]\n\n[^a]: eerst geschreven\n\n[^b]: eerst genoemd", "A B\neerst genoemd\neerst geschreven"),
    ("zacht\u00adgebroken cafe\u0301", "zachtgebroken café"),
    ("a\u00a0b <!-- pagina 2 --> c", "a b c"),
    ("`<!-- pagina 3 -->`", "<!-- pagina 3 -->"),
    ("<b>geen html</b>", "<b>geen html</b>"),
    ("[naam](https://voorbeeld.example) ![beeld](x.png)", "naam beeld"),
    ("> citaat\n>\n> tweede", "citaat\ntweede"),
    ("---\ntitle: T\n---\nTekst", "Tekst"),
    ("", ""),
]


@pytest.mark.parametrize(("markdown", "text"), TEXTS)
def test_reading_text_holds_what_a_reader_sees(markdown: str, text: str) -> None:
    assert read(markdown).text == text


PAGES = [
    ("<!-- pagina 1 -->\nEen.\n\n<!-- pagina 2 -->\n\nTwee.", [("1", "Een.\n"), ("2", "Twee.")]),
    ("<!-- pagina 1 -->\nEen <!-- pagina 2 --> twee.", [("1", "Een "), ("2", "twee.")]),
    ("<!-- pagina 1 -->\nEen\n<!-- pagina 2 -->\ntwee.", [("1", "Een "), ("2", "twee.")]),
    ("<!-- pagina iv -->\nEen <!-- pagina B-2 -->\n\nTwee.", [("iv", "Een\n"), ("B-2", "Twee.")]),
    ("Los.\n\n<!-- pagina 2 -->\n\nTwee.", [("2", "Twee.")]),
    ("<!-- pagina 1 -->\n- een\n<!-- pagina 2 -->\n- twee", [("1", "een\n"), ("2", "twee")]),
    ("<!-- pagina 1 -->\nEen[^1]\n\n[^1]: Noot\n<!-- pagina 2 -->\n\nTwee", [("1", "Een\n"), ("2", "Twee")]),
    (
        "<!-- pagina 1 -->\n| A |\n|---|\n| 1 |\n<!-- pagina 2 -->\n| 2 |",
        [("1", "A\n1\n"), ("2", "2")],
    ),
    ("<!-- pagina 1 -->\nEen\n\n<!-- pagina 2 -->", [("1", "Een"), ("2", "")]),
]


@pytest.mark.parametrize(("markdown", "pages"), PAGES)
def test_pages_start_where_their_marker_stands(markdown: str, pages: list[tuple[str, str]]) -> None:
    reading = read(markdown)
    assert [(page.label, reading.text[page.start : page.end]) for page in reading.pages] == pages


def test_footnote_belongs_to_the_page_of_its_first_reference() -> None:
    reading = read("<!-- pagina 1 -->\nEen[^n]\n\n<!-- pagina 2 -->\n\nTwee[^n]\n\n[^n]: Noot")
    assert [(b.kind, b.page) for b in reading.blocks] == [
        ("paragraph", "1"),
        ("paragraph", "2"),
        ("footnote", "1"),
    ]
    assert reading.page_at(len(reading.text) - 1) == "1"
    assert [reading.text[b.start : b.end] for b in reading.blocks_on("1")] == ["Een", "Noot"]


def test_block_in_which_a_page_breaks_stands_on_both_pages() -> None:
    reading = read("<!-- pagina 1 -->\nEen <!-- pagina 2 --> twee")
    assert reading.blocks_on("1") == reading.blocks_on("2") == reading.blocks


def test_blocks_know_their_kind_level_number_and_section() -> None:
    reading = read("# Een\n\n3. drie\n   - sub\n\n> citaat\n\n## Twee\n\n    code")
    shape = [(b.kind, b.level, b.number, b.section) for b in reading.blocks]
    assert shape == [
        ("heading", 1, None, "Een"),
        ("list_item", 1, "3", "Een"),
        ("list_item", 2, None, "Een"),
        ("quote", None, None, "Een"),
        ("heading", 2, None, "Twee"),
        ("code", None, None, "Twee"),
    ]


def test_marks_stand_on_the_words_they_emphasise() -> None:
    reading = read("Een *schuin  woord*, een [adres](https://voorbeeld.example) en een noot[^1].\n\n[^1]: N")
    marks = [(mark.kind, reading.text[mark.start : mark.end], mark.value) for mark in reading.marks]
    assert marks == [
        ("emphasis", "schuin woord", ""),
        ("link", "adres", "https://voorbeeld.example"),
        ("noteref", "", "1"),
    ]


def test_marks_move_along_when_the_text_is_composed() -> None:
    reading = read("cafe\u0301 *schuin*")
    mark = reading.marks[0]
    assert reading.text[mark.start : mark.end] == "schuin"


FRONT = [
    ("---\ntitle: T\n---\nTekst\n", "title: T\n", "Tekst\n"),
    ("---\r\ntitle: T\r\n---\r\nTekst", "title: T\r\n", "Tekst"),
    ("\ufeff---\na: b\n\n- c\n---", "a: b\n\n- c\n", ""),
    ("---\nGeen sleutel\n---\nTekst", "", "---\nGeen sleutel\n---\nTekst"),
    ("---\n", "", "---\n"),
    ("---\n" + " \n" * 5000, "", "---\n" + " \n" * 5000),
]


@pytest.mark.parametrize(("markdown", "front", "body"), FRONT)
def test_front_matter_is_split_from_the_text(markdown: str, front: str, body: str) -> None:
    assert split_front_matter(markdown) == (front, body)


def test_plain_text_counts_its_own_code_points() -> None:
    reading = read_plain("Een 🎈\r\n\r\n  twee\n")
    assert [reading.text[b.start : b.end] for b in reading.blocks] == ["Een 🎈", "  twee"]


def assert_well_formed(text: str, blocks: tuple[Block, ...]) -> None:
    assert text == "\n".join(text[b.start : b.end] for b in blocks)
    for block in blocks:
        piece = text[block.start : block.end]
        assert piece
        assert piece == " ".join(piece.split())


@given(
    st.lists(
        st.sampled_from(
            [
                "# K",
                "tekst ",
                "*e*",
                "\n\n",
                "\n",
                "- ",
                "1. ",
                "|a|b|\n|-|-|\n|c|",
                "[^1]",
                "[^1]: n",
                "    ",
            ]
        )
        | st.sampled_from(
            ["<!-- pagina 2 -->", "> ", "e\u0301", "\u0301", "\u00ad", "\x00", "\u2028", "^[x]", "`c`"]
        )
        | st.text(max_size=4),
        max_size=25,
    ).map("".join)
)
def test_any_markdown_has_a_well_formed_reading_text(markdown: str) -> None:
    reading = read(markdown)
    assert_well_formed(reading.text, reading.blocks)
    assert unicodedata.is_normalized("NFC", reading.text)
    for page, following in zip(reading.pages, reading.pages[1:], strict=False):
        assert page.end == following.start
    for mark in reading.marks:
        assert 0 <= mark.start <= mark.end <= len(reading.text)
    assert markdown.count("<!-- pagina 2 -->") >= len(reading.pages)
