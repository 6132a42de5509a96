"""A Word document comes in with what Word adds to its text: numbers, notes, tracked changes and pages."""

from __future__ import annotations

import io
import zipfile

from docx.document import Document as Word
from docx.enum.text import WD_BREAK

from kader.domain.paragraphs import Cell, Paragraph
from kader.formats.reading import read_document
from tests.unit.word_letters import Lists, a_word, element, numbered


def read(content: bytes) -> tuple[Paragraph, ...]:
    """What stands in the text itself; what stands beside it is for test_reading_margins."""
    return tuple(p for p in read_document("brief.docx", content) if p.margin is None)


def labels(content: bytes) -> list[tuple[str | None, int]]:
    return [(paragraph.label, paragraph.depth) for paragraph in read(content)]


def test_numbers_are_computed_over_levels_and_restart_below_a_higher_level() -> None:
    def build(word: Word) -> None:
        lists = Lists(word)
        number = lists.number(
            lists.abstract([("decimal", "%1."), ("lowerLetter", "%2)"), ("bullet", "\uf0b7")])
        )
        for depth in (0, 1, 1, 2, 0, 1):
            numbered(word.add_paragraph("x"), number, depth)

    assert labels(a_word(build)) == [("1", 1), ("a", 2), ("b", 2), ("•", 3), ("2", 1), ("a", 2)]


def test_a_list_goes_on_after_text_and_restarts_where_word_is_told_to() -> None:
    def build(word: Word) -> None:
        lists = Lists(word)
        abstract = lists.abstract([("decimal", "%1.")])
        first = lists.number(abstract)
        numbered(word.add_paragraph("x"), first)
        word.add_paragraph("tussendoor")
        numbered(word.add_paragraph("x"), first)
        numbered(word.add_paragraph("x"), lists.number(abstract, start=9))
        numbered(word.add_paragraph("x"), first)

    assert [label for label, _ in labels(a_word(build))] == ["1", None, "2", "9", "10"]


def test_multilevel_and_roman_numbers_print_as_in_word() -> None:
    def build(word: Word) -> None:
        lists = Lists(word)
        number = lists.number(lists.abstract([("upperRoman", "%1"), ("decimal", "%1.%2")]))
        for depth in (0, 0, 1):
            numbered(word.add_paragraph("x"), number, depth)

    assert [label for label, _ in labels(a_word(build))] == ["I", "II", "II.1"]


def test_list_styles_of_word_have_labels_too() -> None:
    def build(word: Word) -> None:
        word.add_paragraph("x", style="List Number")
        word.add_paragraph("x", style="List Bullet 2")

    assert labels(a_word(build)) == [("1", 1), ("•", 2)]


def test_tracked_insertions_are_kept_and_deletions_dropped() -> None:
    def build(word: Word) -> None:
        paragraph = word.add_paragraph("Wij vinden dit ")
        for name, words in (("del", "slecht"), ("ins", "goed"), ("moveFrom", "weg"), ("moveTo", "hier")):
            change = element(name, id="1", author="A", date="2025-01-01T00:00:00Z")
            run = paragraph.add_run(words)._r
            if name == "del":
                run.find(run.tag.replace("}r", "}t")).tag = run.tag.replace("}r", "}delText")
            paragraph._p.append(change)
            change.append(run)

    assert [paragraph.text for paragraph in read(a_word(build))] == ["Wij vinden dit goedhier"]


def test_a_paragraph_whose_mark_was_deleted_goes_on_in_the_next() -> None:
    def build(word: Word) -> None:
        properties = word.add_paragraph("Eerste ")._p.get_or_add_pPr()
        run_properties = element("rPr")
        run_properties.append(element("del", id="2", author="A"))
        properties.append(run_properties)
        word.add_paragraph("en tweede.")

    assert [paragraph.text for paragraph in read(a_word(build))] == ["Eerste en tweede."]


def test_pages_are_those_word_drew_or_was_told_to_make() -> None:
    def build(word: Word) -> None:
        word.add_paragraph("een")
        word.add_paragraph().add_run().add_break(WD_BREAK.PAGE)
        # Word writes the break it drew right behind the one it was told to make.
        run = word.add_paragraph().add_run()
        run._r.append(element("lastRenderedPageBreak"))
        run.add_text("twee")
        run = word.add_paragraph().add_run()
        run._r.append(element("lastRenderedPageBreak"))
        run.add_text("drie")

    assert [(p.text, p.page) for p in read(a_word(build))] == [("een", 1), ("twee", 2), ("drie", 3)]
    assert [p.page for p in read(a_word(lambda word: word.add_paragraph("een")))] == [None]


def test_headings_emphasis_and_line_breaks_are_kept() -> None:
    def build(word: Word) -> None:
        word.add_heading("Reactie", 0)
        word.add_heading("Punt", 2)
        paragraph = word.add_paragraph("een ")
        paragraph.add_run("vet").bold = True
        paragraph.add_run(" woord").italic = True
        paragraph.add_run().add_break()
        paragraph.add_run("nieuw")

    title, heading, paragraph = read(a_word(build))
    assert (title.heading, heading.heading, paragraph.heading) == (1, 2, None)
    assert paragraph.text == "een vet woord\nnieuw"
    assert {(mark.kind, paragraph.text[mark.start : mark.end]) for mark in paragraph.marks} == {
        ("bold", "vet"),
        ("italic", " woord"),
    }


def test_cells_keep_their_place_also_beside_merged_ones() -> None:
    def build(word: Word) -> None:
        table = word.add_table(rows=2, cols=3)
        table.cell(0, 0).merge(table.cell(0, 1)).text = "breed"
        table.cell(0, 2).text = "smal"
        table.cell(1, 2).text = "hoek"

    assert [(p.text, p.cell) for p in read(a_word(build))] == [
        ("breed", Cell(0, 0, 0)),
        ("smal", Cell(0, 0, 2)),
        ("hoek", Cell(0, 1, 2)),
    ]


def test_a_footnote_follows_the_paragraph_that_cites_it() -> None:
    w = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    cited = '<w:p><w:r><w:t>Zin</w:t><w:footnoteReference w:id="7"/></w:r></w:p>'
    cited += "<w:p><w:r><w:t>Later</w:t></w:r></w:p>"
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as made:
        made.writestr("word/document.xml", f"<w:document {w}><w:body>{cited}</w:body></w:document>")
        note = '<w:footnote w:id="7"><w:p><w:r><w:t>Bron</w:t></w:r></w:p></w:footnote>'
        made.writestr("word/footnotes.xml", f"<w:footnotes {w}>{note}</w:footnotes>")
    found = [(paragraph.text, paragraph.note) for paragraph in read(stream.getvalue())]
    assert found == [("Zin", None), ("Bron", "1"), ("Later", None)]


def test_a_document_in_the_strict_dialect_is_read_as_well() -> None:
    w = 'xmlns:w="http://purl.oclc.org/ooxml/wordprocessingml/main"'
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as made:
        body = "<w:body><w:p><w:r><w:t>Zin</w:t></w:r></w:p></w:body>"
        made.writestr("word/document.xml", f"<w:document {w}>{body}</w:document>")
    assert [paragraph.text for paragraph in read(stream.getvalue())] == ["Zin"]
