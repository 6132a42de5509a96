"""Plain text and markdown come in whole, whatever program saved them."""

from __future__ import annotations

import pytest

from kader.domain.paragraphs import Cell, Emphasis
from kader.formats.reading import read_document

WORDS = "Eén “ziekte” – graag ‘ouders’ noemen"


@pytest.mark.parametrize(
    "content",
    [
        WORDS.encode("utf-8"),
        WORDS.encode("utf-8-sig"),
        WORDS.encode("utf-16"),
        WORDS.encode("utf-16-be").join((b"\xfe\xff", b"")),
        WORDS.encode("utf-16-le"),
        WORDS.encode("windows-1252"),
    ],
    ids=["utf-8", "utf-8 with mark", "utf-16", "utf-16 be", "utf-16 without mark", "windows-1252"],
)
def test_letters_with_accents_and_quotes_survive(content: bytes) -> None:
    assert [paragraph.text for paragraph in read_document("brief.txt", content)] == [WORDS]


def test_windows_line_ends_part_paragraphs() -> None:
    read = read_document("brief.txt", b"Een\r\ntwee\r\n\r\ndrie\rvier")
    assert [paragraph.text for paragraph in read] == ["Een\ntwee", "drie\nvier"]


def test_a_form_feed_starts_a_page() -> None:
    read = read_document("brief.txt", b"een\n\ftwee\n\n\x0cdrie")
    assert [(paragraph.text, paragraph.page) for paragraph in read] == [("een", 1), ("twee", 2), ("drie", 3)]
    assert read_document("brief.txt", b"een")[0].page is None


def test_stars_become_standoff_emphasis() -> None:
    paragraph = read_document("brief.txt", b"dit is *heel* **erg *fijn* nu** en 2 * 3 * 4")[0]
    assert paragraph.text == "dit is heel erg fijn nu en 2 * 3 * 4"
    assert set(paragraph.marks) == {
        Emphasis("italic", 7, 11),
        Emphasis("bold", 12, 23),
        Emphasis("italic", 16, 20),
    }


def test_hash_signs_and_underlining_make_headings() -> None:
    read = read_document("brief.txt", b"Reactie\n=======\n\n## Punten\ntekst\n\nDetails\n-------")
    assert [(p.text, p.heading) for p in read] == [
        ("Reactie", 1),
        ("Punten", 2),
        ("tekst", None),
        ("Details", 2),
    ]


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.txt", "Nr\tBlz\tTekst\n1\t3\tweg"),
        ("a.txt", "| Nr | Blz | Tekst |\n|---|---|---|\n| 1 | 3 | weg |"),
    ],
    ids=["tabs", "bars"],
)
def test_rows_with_bars_or_tabs_are_a_table(name: str, content: str) -> None:
    read = read_document(name, content.encode())
    assert [paragraph.text for paragraph in read] == ["Nr", "Blz", "Tekst", "1", "3", "weg"]
    assert read[-1].cell == Cell(0, 1, 2)


def test_markdown_keeps_typed_numbers_depth_and_cells() -> None:
    read = read_document("a.md", b"9. een\n10. twee\n    - sub\n\n| a | b |\n|---|---|\n| c | *d* |\n")
    assert [(p.label, p.depth, p.text) for p in read[:3]] == [
        ("9", 1, "een"),
        ("10", 1, "twee"),
        ("•", 2, "sub"),
    ]
    assert read[-1].cell == Cell(0, 1, 1)
    assert read[-1].marks == (Emphasis("italic", 0, 1),)


def test_a_text_of_stars_is_read_in_no_time() -> None:
    hostile = b"**a *b _c " * 20_000
    assert read_document("a.txt", hostile)
