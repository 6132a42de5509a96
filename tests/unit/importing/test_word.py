"""A framework in Word: headings by style or by looks, numbers that Word computes, pages that Word drew."""

from collections.abc import Callable

import pytest
from docx import Document
from docx.document import Document as Word
from docx.enum.text import WD_BREAK
from docx.oxml.ns import qn
from docx.shared import Pt
from docx.text.paragraph import Paragraph as WordParagraph

from kader.domain.importing import Imported, make
from kader.domain.reading_text import ReadingText, read
from kader.formats.frameworks.kinds import read_kind
from tests.unit.word_letters import Lists, element, numbered, saved


def imported(build: Callable[[Word], object]) -> Imported:
    word = Document()
    build(word)
    return make(read_kind(".docx", saved(word)).manuscript)


def headings(made: Imported) -> list[tuple[int | None, str]]:
    reading = read(made.markdown)
    return [(b.level, reading.text[b.start : b.end]) for b in reading.blocks if b.kind == "heading"]


def page_starts(reading: ReadingText) -> dict[str, str]:
    return {page.label: reading.text[page.start :].split()[0] for page in reading.pages}


def drawn_break(paragraph: WordParagraph) -> None:
    """The sign of a page that Word drew."""
    paragraph.add_run()._r.append(element("lastRenderedPageBreak"))


# -- headings ----------------------------------------------------------------------------------------------


def with_numbers(word: Word) -> None:
    lists = Lists(word)
    number = lists.number(lists.abstract([("decimal", "%1."), ("decimal", "%1.%2"), ("upperLetter", "%3)")]))
    for depth, text in ((0, "Doel"), (1, "Waarom"), (1, "Voor wie"), (0, "Aanpak"), (1, "Stappen")):
        numbered(word.add_heading(text, depth + 1), number, depth)


def test_headings_bear_the_numbers_that_word_computes() -> None:
    expected = [(1, "1. Doel"), (2, "1.1 Waarom"), (2, "1.2 Voor wie"), (1, "2. Aanpak"), (2, "2.1 Stappen")]
    assert headings(imported(with_numbers)) == expected


def test_headings_stand_below_the_title() -> None:
    def build(word: Word) -> None:
        word.add_heading("Ons kader", 0)
        word.add_heading("Doel", 1)
        word.add_heading("Waarom", 2)

    made = imported(build)
    assert headings(made) == [(1, "Ons kader"), (2, "Doel"), (3, "Waarom")]
    assert made.title == "Ons kader"


def looks_like(word: Word, text: str, size: int | None = None, bold: bool = False) -> None:
    run = word.add_paragraph().add_run(text)
    run.bold = bold
    run.font.size = Pt(size) if size else None


def test_headings_without_style_are_known_by_size_boldness_and_number() -> None:
    def build(word: Word) -> None:
        looks_like(word, "Ons kader", 20)
        looks_like(word, "1. Doel", 14, bold=True)
        word.add_paragraph("Een gewone alinea die vertelt waar dit over gaat, en die dus geen kop is.")
        looks_like(word, "1.1 Waarom", bold=True)
        word.add_paragraph("Nog een gewone alinea.")
        looks_like(word, "Let op: dit is een zin die vet is.", bold=True)

    made = imported(build)
    assert headings(made) == [(1, "Ons kader"), (2, "1. Doel"), (3, "1.1 Waarom")]
    assert any("geen stijl" in sentence for sentence in made.attention)


def test_outline_level_makes_a_heading() -> None:
    def build(word: Word) -> None:
        properties = word.add_paragraph("Doel")._p.get_or_add_pPr()
        properties.append(element("outlineLvl", val="1"))

    assert headings(imported(build)) == [(2, "Doel")]


# -- pages -------------------------------------------------------------------------------------------------


def test_drawn_pages_begin_also_within_a_sentence() -> None:
    def build(word: Word) -> None:
        paragraph = word.add_paragraph("Een zin die ")
        drawn_break(paragraph)
        paragraph.add_run("doorloopt.")
        word.add_paragraph().add_run("Nieuwe").add_break(WD_BREAK.PAGE)
        word.add_paragraph("Laatste.")

    reading = read(imported(build).markdown)
    assert page_starts(reading) == {"1": "Een", "2": "doorloopt.", "3": "Laatste."}
    assert reading.text.split("\n")[0] == "Een zin die doorloopt."


def page_field(word: Word, section: int, form: str | None = None, start: int | None = None) -> None:
    """Print the page number at the foot of a section."""
    footer = word.sections[section].footer
    footer.is_linked_to_previous = False
    run = footer.paragraphs[0].add_run()
    run._r.append(element("instrText"))
    run._r[-1].text = " PAGE "
    kind = element("pgNumType", **{k: v for k, v in (("fmt", form), ("start", str(start or ""))) if v})
    word.sections[section]._sectPr.append(kind)


def test_printed_page_numbers_are_the_labels() -> None:
    def build(word: Word) -> None:
        word.add_paragraph("Omslag")
        word.add_section()
        word.add_paragraph("Vooraf")
        word.add_page_break()
        word.add_paragraph("Verder")
        word.add_section()
        word.add_paragraph("Begin")
        page_field(word, 1, "lowerRoman", 1)
        page_field(word, 2, "decimal", 1)

    reading = read(imported(build).markdown)
    assert page_starts(reading) == {"omslag": "Omslag", "i": "Vooraf", "ii": "Verder", "1": "Begin"}


def test_pages_keep_their_own_numbers_when_none_are_printed() -> None:
    def build(word: Word) -> None:
        word.add_paragraph("Een").add_run().add_break(WD_BREAK.PAGE)
        word.add_paragraph("Twee")

    assert page_starts(read(imported(build).markdown)) == {"1": "Een", "2": "Twee"}


def test_headers_and_footers_are_left_out_and_told() -> None:
    def build(word: Word) -> None:
        word.sections[0].header.paragraphs[0].text = "Concept, niet verspreiden"
        word.add_paragraph("Tekst.")

    made = imported(build)
    assert "Concept" not in made.markdown
    assert any("Concept, niet verspreiden" in sentence for sentence in made.attention)


# -- lists, tables, notes, contents ------------------------------------------------------------------------


def test_lists_are_numbered_and_nested_as_in_word() -> None:
    def build(word: Word) -> None:
        for text, style in (("een", "List Number"), ("twee", "List Number"), ("bol", "List Bullet 2")):
            word.add_paragraph(text, style)

    reading = read(imported(build).markdown)
    assert [(b.level, b.number) for b in reading.blocks] == [(1, "1"), (1, "2"), (2, None)]


@pytest.mark.parametrize(("marked", "told"), [(True, False), (False, True)])
def test_a_table_without_header_row_is_told(marked: bool, told: bool) -> None:
    def build(word: Word) -> None:
        table = word.add_table(2, 2)
        for at, text in enumerate(("Stap", "Wie", "1", "Team")):
            table.cell(at // 2, at % 2).text = text
        if marked:
            table.rows[0]._tr.get_or_add_trPr().append(element("tblHeader"))

    made = imported(build)
    assert made.markdown == "| Stap | Wie |\n| --- | --- |\n| 1 | Team |\n"
    assert any("geen kopregel" in sentence for sentence in made.attention) is told


def test_contents_that_word_made_are_left_out() -> None:
    def build(word: Word) -> None:
        style = word.styles.add_style("toc 1", 1)
        word.add_paragraph("Inhoudsopgave")
        word.add_paragraph("1 Doel\t3", style)
        word.add_heading("Doel", 1)

    made = imported(build)
    assert headings(made) == [(1, "Doel")]
    assert "Inhoudsopgave" not in made.markdown


def test_links_lead_where_they_led() -> None:
    def build(word: Word) -> None:
        paragraph = word.add_paragraph("Zie ")
        link = element("hyperlink")
        address = paragraph.part.relate_to(
            "https://kader.example/a",
            "http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink",
            is_external=True,
        )
        link.set(qn("r:id"), address)
        link.append(paragraph.add_run("de site")._r)
        paragraph._p.append(link)

    assert imported(build).markdown == "Zie [de site](<https://kader.example/a>)\n"


def test_tracked_changes_and_comments_are_told() -> None:
    def build(word: Word) -> None:
        paragraph = word.add_paragraph("Tekst")
        insertion = element("ins")
        insertion.append(paragraph.add_run(" erbij")._r)
        paragraph._p.append(insertion)
        word.add_comment(paragraph.runs, "Kan dit korter?", "Iemand")

    made = imported(build)
    assert made.markdown == "Tekst erbij\n"
    assert sum("bijgehouden" in sentence or "kantlijn" in sentence for sentence in made.attention) == 2
