"""The real response is the same 64 remarks as a text and in every file that is made from it."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path

import pypandoc
import pytest
from docx.document import Document as Word
from openpyxl import Workbook
from reportlab.platypus import Flowable

from kader.domain.responses.parsed import ParsedResponse
from kader.domain.responses.parsing import parse
from kader.formats.reading import read_document
from tests.unit.pdf_letters import DEEPER, ITEM, a_grid, a_pdf, heading, text
from tests.unit.test_responses_real import pytestmark as pytestmark
from tests.unit.test_responses_real import the_response
from tests.unit.test_responses_real_word import HABITS, by_page
from tests.unit.word_letters import a_word


def remarks(response: ParsedResponse) -> list[tuple[object, ...]]:
    return [(c.label, c.page, c.text, c.sub, c.refers_to) for c in response.comments]


def is_the_same(response: ParsedResponse, with_letter: bool = True) -> None:
    original = the_response()
    assert remarks(response) == remarks(original)
    assert response.unplaced == ()
    if with_letter:
        assert [point.title for point in response.points] == [point.title for point in original.points]
        assert (response.title, response.date) == (original.title, original.date)


@pytest.mark.parametrize("habit", HABITS, ids=lambda habit: habit.__name__)
def test_the_response_as_open_document(habit: Callable[[Word, ParsedResponse], None], tmp_path: Path) -> None:
    original, word, made = the_response(), tmp_path / "r.docx", tmp_path / "r.odt"
    word.write_bytes(a_word(lambda word: habit(word, original)))
    pypandoc.convert_file(word, "odt", outputfile=made)
    is_the_same(parse(read_document("reactie.odt", made.read_bytes())))


def the_letter(response: ParsedResponse) -> list[Flowable]:
    flow = [heading(response.title or "", 0), text("December 2024")]
    for number, point in enumerate(response.points, start=1):
        flow += [heading(f"{number}. {point.title}", 2), *map(text, point.text.split("\n"))]
    return flow


def with_lists(response: ParsedResponse) -> list[Flowable]:
    flow = [heading("Opmerkingen per pagina")]
    for page, comments in by_page(response):
        flow.append(heading(f"P.{page}", 2))
        for comment in comments:
            flow.append(text(comment.text, ITEM, f"{comment.label}."))
            flow += [text(sub, DEEPER, "o") for sub in comment.sub]
    return flow


def with_bold_pages(response: ParsedResponse) -> list[Flowable]:
    flow = [text("<b>Bijlage: detailopmerkingen</b>", marked=True)]
    for page, comments in by_page(response):
        flow.append(text(f"<b>Blz. {page}:</b>", marked=True))
        for comment in comments:
            flow += [text(f"{comment.label}) {comment.text}"), *(text(f"- {sub}") for sub in comment.sub)]
    return flow


def with_a_table(response: ParsedResponse) -> list[Flowable]:
    rows: list[list[object]] = [["Nr.", "Blz.", "Opmerking"]]
    for comment in response.comments:
        subs = [text(sub, bullet="•") for sub in comment.sub]
        rows.append([comment.label, comment.page, [text(comment.text), *subs]])
    return [a_grid(rows, [30, 30, 390])]


@pytest.mark.parametrize("habit", [with_lists, with_bold_pages, with_a_table])
def test_the_response_as_pdf(habit: Callable[[ParsedResponse], list[Flowable]]) -> None:
    original = the_response()
    flow = [*the_letter(original), *habit(original)]
    made = a_pdf(flow, header="Associatie Voorbeeld, reactie", footer="Pagina %d van 9")
    is_the_same(parse(read_document("reactie.pdf", made)))


def test_the_response_as_a_sheet() -> None:
    original = the_response()
    book = Workbook()
    sheet = book.worksheets[0]
    for row in ([original.title], ["December 2024"], [], ["Nr", "Pagina", "Opmerking", "Tekstvoorstel"]):
        sheet.append(row)
    for comment in original.comments:
        words = "\n".join([comment.text, *(f"- {sub}" for sub in comment.sub)])
        sheet.append([float(comment.label or 0), float(comment.page or 0), words, None])
    stream = io.BytesIO()
    book.save(stream)
    response = parse(read_document("reactie.xlsx", stream.getvalue()))
    is_the_same(response, with_letter=False)
    assert (response.title, response.date) == (original.title, original.date)
