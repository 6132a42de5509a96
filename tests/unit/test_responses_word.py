"""Word letters in habits that only a word processor has."""

from docx.document import Document as Word

from kader.domain.responses.parsed import ParsedResponse
from kader.domain.responses.parsing import parse
from kader.formats.reading import read_document
from tests.unit.word_letters import Lists, a_word, numbered


def understood(build: object) -> ParsedResponse:
    return parse(read_document("brief.docx", a_word(build)))  # type: ignore[arg-type]


def remarks(response: ParsedResponse) -> list[tuple[str | None, str, str, tuple[str, ...]]]:
    return [(c.label, ",".join(c.pages), c.text, c.sub) for c in response.comments]


def test_bullets_on_three_levels_are_page_remark_and_sub_remark() -> None:
    def build(word: Word) -> None:
        word.add_heading("Bijlage: opmerkingen", 1)
        lists = Lists(word)
        number = lists.number(lists.abstract([("bullet", "\uf0b7"), ("bullet", "o"), ("bullet", "\uf0a7")]))
        for depth, text in (
            (0, "Pagina 3"),
            (1, "De titel is te lang"),
            (2, "Kort hem in"),
            (0, "Pagina 5-6"),
            (1, "Fout"),
        ):
            numbered(word.add_paragraph(text), number, depth)

    assert remarks(understood(build)) == [
        (None, "3", "De titel is te lang", ("Kort hem in",)),
        (None, "5,6", "Fout", ()),
    ]


def test_a_numbered_page_heads_lettered_remarks() -> None:
    def build(word: Word) -> None:
        lists = Lists(word)
        number = lists.number(lists.abstract([("decimal", "%1."), ("lowerLetter", "%2.")]))
        for page in ("2", "7"):
            numbered(word.add_paragraph(f"Pagina {page}"), number)
            for text in ("Dit is kort.", "Dit is lang."):
                numbered(word.add_paragraph(text), number, 1)

    assert [remark[:2] for remark in remarks(understood(build))] == [
        ("a", "2"),
        ("b", "2"),
        ("a", "7"),
        ("b", "7"),
    ]


def test_a_table_for_the_letterhead_is_no_table_of_remarks() -> None:
    def build(word: Word) -> None:
        table = word.add_table(rows=2, cols=2)
        for row, column, text in ((0, 0, "Gemeente Wijkerveen"), (0, 1, "Datum\n3 april 2025")):
            table.cell(row, column).text = text
        table.cell(1, 0).text, table.cell(1, 1).text = "Onderwerp", "Reactie conceptkader"
        word.add_paragraph("Geachte heer De Wit,")
        for title, text in (("Kern", "Wij zijn het eens."), ("Samenhang", "Er is overlap met de Wmo.")):
            word.add_heading(title, 1)
            word.add_paragraph(text)

    response = understood(build)
    assert (response.title, response.date) == ("Reactie conceptkader", "2025-04-03")
    assert [(point.title, point.text) for point in response.points] == [
        ("Kern", "Wij zijn het eens."),
        ("Samenhang", "Er is overlap met de Wmo."),
    ]


def test_a_table_keeps_place_and_proposal_and_splits_bullets() -> None:
    def build(word: Word) -> None:
        table = word.add_table(rows=1, cols=4)
        rows = (
            ("Blz.", "Regelnummer", "Opmerking/vraag", "Voorstel tot wijziging"),
            ("3", "12", "Wat is dit?", ""),
            ("", "20-22", "Dubbel.", "Schrappen"),
            ("7 en 8", "", "• Eerste\n• Tweede", ""),
            ("Algemeen", "", "Let op spelling", ""),
        )
        for index, row in enumerate(rows):
            cells = table.rows[0].cells if index == 0 else table.add_row().cells
            for cell, text in zip(cells, row, strict=True):
                cell.text = text

    response = understood(build)
    assert [(c.page, c.place, c.text, c.proposal) for c in response.comments] == [
        ("3", "regel 12", "Wat is dit?", None),
        ("3", "regel 20-22", "Dubbel.", "Schrappen"),
        ("7", None, "Eerste", None),
        ("7", None, "Tweede", None),
        (None, None, "Let op spelling", None),
    ]
    assert response.unplaced == ()


def test_italics_above_a_remark_are_what_it_is_about() -> None:
    def build(word: Word) -> None:
        word.add_heading("Per pagina", 2)
        word.add_heading("Pagina 2", 3)
        word.add_paragraph().add_run("Ouders zijn verantwoordelijk.").italic = True
        word.add_paragraph("Dit is te kort door de bocht.")

    (comment,) = understood(build).comments
    assert comment.passage == "Ouders zijn verantwoordelijk."
    assert comment.text.endswith("Dit is te kort door de bocht.")
