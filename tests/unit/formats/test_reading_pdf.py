"""A PDF knows letters at places; sentences, headings, lists, tables and notes are found again."""

from __future__ import annotations

import io

import pytest
from PIL import Image
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Spacer

from kader.domain.errors import UnreadableDocument
from kader.domain.paragraphs import Paragraph
from kader.formats.reading import read_document, read_here
from tests.unit.pdf_letters import (
    DEEPER,
    ITEM,
    SMALL,
    PageBreak,
    a_grid,
    a_pdf,
    drawn,
    heading,
    text,
)

LONG = (
    "Wij lezen het kader graag en geven hieronder aan wat volgens ons beter kan, met steeds een reden erbij. "
)


def read(content: bytes) -> tuple[Paragraph, ...]:
    return read_here("brief.pdf", content)


def test_lines_of_one_paragraph_are_one_paragraph_again() -> None:
    found = read(a_pdf([heading("Reactie", 0), text(LONG * 3), text(LONG * 2)]))
    assert [(p.text, p.heading) for p in found] == [
        ("Reactie", 1),
        ((LONG * 3).strip(), None),
        ((LONG * 2).strip(), None),
    ]


def test_headings_have_levels_by_their_size_and_emphasis_is_kept() -> None:
    flow = [heading("Een", 1), text("wat <b>vet</b> en <i>schuin</i> is", marked=True), heading("Twee", 2)]
    one, paragraph, two = read(a_pdf([*flow, text(LONG * 4)]))[:3]
    assert (one.heading, paragraph.heading, two.heading) == (1, None, 2)
    assert {(m.kind, paragraph.text[m.start : m.end].strip()) for m in paragraph.marks} == {
        ("bold", "vet"),
        ("italic", "schuin"),
    }


def test_list_items_have_their_label_and_depth() -> None:
    flow = [
        text(LONG, ITEM, "1."),
        text(LONG, DEEPER, "o"),
        text(LONG, ITEM, "2."),
        text("Verder."),
    ]
    assert [(p.label, p.depth, p.text) for p in read(a_pdf(flow))] == [
        ("1", 1, LONG.strip()),
        ("•", 2, LONG.strip()),
        ("2", 1, LONG.strip()),
        (None, 0, "Verder."),
    ]


def test_a_word_broken_at_the_line_end_is_whole_again() -> None:
    lines = [
        "Het gaat om een goede samen-",
        "werking van jeugd-",
        "en gezinszorg met het LT-",
        "team. Meer niet.",
    ]
    content = drawn([(72, 700 - 13 * n, line) for n, line in enumerate(lines)])
    joined = " ".join(p.text for p in read(content))
    assert joined == "Het gaat om een goede samenwerking van jeugd- en gezinszorg met het LT-team. Meer niet."


def test_running_lines_and_page_numbers_are_left_out_and_pages_are_the_files_own() -> None:
    flow = [text("Op de eerste."), PageBreak(), text("Op de tweede."), PageBreak(), text("Op de derde.")]
    found = read(a_pdf(flow, header="Reactie gemeente Dijkstede", footer="Pagina %d van 3"))
    assert [(p.text, p.page) for p in found] == [
        ("Op de eerste.", 1),
        ("Op de tweede.", 2),
        ("Op de derde.", 3),
    ]


def test_a_heading_that_names_a_page_of_the_framework_is_no_page_number() -> None:
    flow = [heading("P.4", 2), text("Een."), PageBreak(), heading("P.9", 2), text("Twee.")]
    assert [p.text for p in read(a_pdf(flow, footer="%d"))] == ["P.4", "Een.", "P.9", "Twee."]


def test_a_paragraph_goes_on_over_the_page() -> None:
    tall = [text(LONG), Spacer(1, 590), text(LONG * 8)]
    found = read(a_pdf(tall, footer="- %d -"))
    assert [(p.text, p.page) for p in found] == [(LONG.strip(), 1), ((LONG * 8).strip(), 1)]


def test_columns_are_read_one_after_the_other() -> None:
    left = [f"links regel {n} met genoeg woorden," for n in range(8)]
    right = [f"rechts regel {n} met genoeg woorden," for n in range(8)]
    places = [(60, 700 - 13 * n, line) for n, line in enumerate(left)]
    places += [(310, 704 - 13 * n, line) for n, line in enumerate(right)]
    joined = " ".join(p.text for p in read(drawn(places)))
    assert joined == " ".join([*left, *right])


def test_cells_with_lines_around_them_are_a_table_that_goes_on_over_the_page() -> None:
    rows = [["Nr.", "Blz.", "Opmerking"], *([str(n), "4", text(LONG)] for n in range(1, 41))]
    found = read(a_pdf([text("Zie de tabel."), a_grid(rows, [30, 30, 300])]))
    cells = [p for p in found if p.cell]
    assert {p.cell.table for p in cells if p.cell} == {0}
    third = [p for p in cells if p.cell and p.cell.column == 2 and p.text.startswith("Wij")]
    assert [p.text for p in third] == [LONG.strip()] * 40
    assert len({p.cell.row for p in third if p.cell}) == 40


def test_a_footnote_follows_the_paragraph_that_cites_it() -> None:
    flow = [
        text("Zie het rapport<super size=6>1</super> hierover.", marked=True),
        text(LONG * 6),
        Spacer(1, 450),
        text("1 Een rapport over kwaliteit, bladzijde 3.", SMALL),
    ]
    assert [(p.text, p.note) for p in read(a_pdf(flow))] == [
        ("Zie het rapport hierover.", None),
        ("Een rapport over kwaliteit, bladzijde 3.", "1"),
        ((LONG * 6).strip(), None),
    ]


def a_scan() -> bytes:
    stream = io.BytesIO()
    canvas = Canvas(stream)
    for _ in range(2):
        canvas.drawImage(ImageReader(Image.new("L", (60, 80), 200)), 0, 0, 590, 830)
        canvas.showPage()
    canvas.save()
    return stream.getvalue()


def test_a_scan_is_refused_with_a_sentence_that_says_so() -> None:
    with pytest.raises(UnreadableDocument, match="is een scan"):
        read_document("brief.pdf", a_scan())


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"Geachte heer,", "geen PDF"),
        (drawn([(72, 700, "Tekst")])[:200], "beschadigd"),
        (drawn([(72, 700, "Tekst")], encrypt="geheim"), "wachtwoord"),
    ],
)
def test_what_is_no_readable_pdf_is_refused(content: bytes, words: str) -> None:
    with pytest.raises(UnreadableDocument, match=words):
        read(content)
