"""What a document says must come out of its markdown, word for word, in the shape it had."""

import re
import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from kader.domain.importing.writing import write
from kader.domain.paragraphs import Cell, Emphasis, Paragraph
from kader.domain.reading_text import Block, ReadingText, read

SIGNS = "ab1.)(-+*_#>[]<!&;~`|\\^:=\"'é\u0301 \t\u00a0"
PIECES = ["woord", "&amp;", "1.", "---", "<!-- pagina 3 -->", "[^1]:", "[a](b)", "~~x~~", "**", "| - |", "#"]
TEXT = st.lists(
    st.one_of(st.text(st.sampled_from(SIGNS), max_size=9), st.sampled_from(PIECES), st.text(max_size=6)),
    min_size=1,
    max_size=8,
).map(" ".join)
SHAPES = {
    "text": {},
    "heading": {"heading": 2},
    "item": {"label": "•", "depth": 1},
    "deeper": {"label": "-", "depth": 2},
    "number": {"label": "1", "printed": "1.", "depth": 1},
}


def words(text: str) -> list[str]:
    """The words of a text as a reader sees them: no soft hyphens or control characters, composed."""
    clean = re.sub(r"[\x00-\x08\x0e-\x1b\x7f\u00ad]", "", text)
    return unicodedata.normalize("NFC", clean).split()


@st.composite
def paragraphs(draw: st.DrawFn) -> Paragraph:
    text = draw(TEXT)
    spot = st.integers(0, len(text))
    kinds = draw(st.lists(st.sampled_from(["bold", "italic", "strike", "underline"]), max_size=3))
    marks = tuple(Emphasis(kind, *sorted((draw(spot), draw(spot)))) for kind in kinds)
    breaks = ((draw(spot), 2),) if draw(st.booleans()) else ()
    links = (
        ((*sorted((draw(spot), draw(spot))), "https://voorbeeld.example/a"),) if draw(st.booleans()) else ()
    )
    shape = SHAPES[draw(st.sampled_from(list(SHAPES)))]
    return Paragraph(text, marks, page=1, breaks=breaks, links=links, **shape)


@given(st.lists(paragraphs(), max_size=5))
def test_words_of_a_document_are_the_words_of_its_reading_text(document: list[Paragraph]) -> None:
    assert read(write(document)).text.split() == [word for p in document for word in words(p.text)]


@given(st.lists(TEXT.map("x {}".format), min_size=2, max_size=6))
def test_cells_of_a_table_keep_their_words_and_places(texts: list[str]) -> None:
    table = [Paragraph(text, cell=Cell(0, at // 2, at % 2)) for at, text in enumerate(texts)]
    reading = read(write(table))
    cells = {(b.cell.row, b.cell.column): reading.text[b.start : b.end] for b in reading.blocks if b.cell}
    assert {place: text.split() for place, text in cells.items()} == {
        (at // 2, at % 2): words(text) for at, text in enumerate(texts)
    }


def shapes(reading: ReadingText) -> list[tuple[str, int | None, str | None, str]]:
    def shape(block: Block) -> tuple[str, int | None, str | None, str]:
        return block.kind, block.level, block.number, reading.text[block.start : block.end]

    return [shape(block) for block in reading.blocks]


def item(text: str, label: str, depth: int = 1, printed: str | None = None) -> Paragraph:
    return Paragraph(text, label=label, depth=depth, printed=printed)


def test_lists_keep_their_depth_and_numbers() -> None:
    document = [
        item("een", "1"),
        item("twee", "2"),
        item("diep", "•", 2),
        item("dieper", "1", 3),
        item("drie", "3"),
        Paragraph("Tekst ertussen."),
        item("vier", "4"),
    ]
    assert shapes(read(write(document))) == [
        ("list_item", 1, "1", "een"),
        ("list_item", 1, "2", "twee"),
        ("list_item", 2, None, "diep"),
        ("list_item", 3, "1", "dieper"),
        ("list_item", 1, "3", "drie"),
        ("paragraph", None, None, "Tekst ertussen."),
        ("list_item", 1, "4", "vier"),
    ]


def test_a_list_that_counts_anew_is_another_list() -> None:
    document = [item("een", "1"), item("twee", "2"), item("weer een", "1")]
    assert [number for _, _, number, _ in shapes(read(write(document)))] == ["1", "2", "1"]


def test_letters_that_people_cite_are_written() -> None:
    document = [item("eerste", "a", printed="a)"), item("tweede", "b", printed="b)")]
    assert [text for *_, text in shapes(read(write(document)))] == ["a) eerste", "b) tweede"]


def test_an_item_of_several_paragraphs_is_one_item() -> None:
    document = [item("Een.", "1"), Paragraph("Nog iets.", depth=1), item("Twee.", "2")]
    assert shapes(read(write(document))) == [
        ("list_item", 1, "1", "Een. Nog iets."),
        ("list_item", 1, "2", "Twee."),
    ]


def test_pages_begin_where_they_began() -> None:
    document = [
        Paragraph("Kop", heading=1, page=1),
        Paragraph("Een zin die doorloopt.", page=1, breaks=((8, 2),)),
        item("punt", "•"),
        Paragraph("volgend punt", label="•", depth=1, page=3),
        Paragraph("cel", cell=Cell(0, 0, 0), page=4),
        Paragraph("cel twee", cell=Cell(0, 1, 0), page=5),
    ]
    reading = read(write(document, [(1, "i"), (2, "ii")]))
    begins = {page.label: reading.text[page.start :][:8] for page in reading.pages}
    assert begins == {"i": "Kop\nEen ", "ii": "die door", "3": "volgend ", "4": "cel\ncel ", "5": "cel twee"}


def test_notes_stand_at_their_marks() -> None:
    document = [
        Paragraph("Een zin met een noot.", cites=((7, "1"),)),
        Paragraph("Eerste deel.", note="1"),
        Paragraph("Tweede deel.", note="1"),
    ]
    reading = read(write(document))
    assert [(mark.start, mark.value) for mark in reading.marks if mark.kind == "noteref"] == [(7, "1")]
    assert reading.text.endswith("Eerste deel. Tweede deel.")


def test_emphasis_stays_where_markdown_can_say_it() -> None:
    text = "vet en schuin"
    marks = (Emphasis("bold", 0, 4), Emphasis("italic", 7, 13))
    assert write([Paragraph(text, marks)]) == "**vet** en *schuin*\n"
    assert write([Paragraph("a,b", (Emphasis("bold", 0, 2),))]) == "a,b\n"


def test_only_addresses_that_are_safe_become_links() -> None:
    for address, shown in (("https://a.example", "[hier](<https://a.example>)"), ("javascript:x", "hier")):
        assert write([Paragraph("hier", links=((0, 4, address),))]) == f"{shown}\n"


def test_numbers_of_headings_are_written() -> None:
    document = [
        Paragraph("Doel", heading=1, label="1", printed="1."),
        Paragraph("Reikwijdte", heading=2, label="1.1", printed="1.1"),
    ]
    assert write(document) == "# 1. Doel\n\n## 1.1 Reikwijdte\n"


def test_a_frame_around_text_is_no_table() -> None:
    frame = [Paragraph("Kader", cell=Cell(0, 0, 0)), Paragraph("Tekst", cell=Cell(0, 0, 0))]
    assert write(frame) == "Kader\n\nTekst\n"
