"""The real response as a Word document, in several habits, is the same response."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterable

import pytest
from docx.document import Document as Word

from kader.domain.responses.parsed import ParsedComment, ParsedResponse
from kader.domain.responses.parsing import parse
from kader.formats.reading import read_document
from tests.unit.test_responses_real import pytestmark as pytestmark
from tests.unit.test_responses_real import the_response
from tests.unit.word_letters import Lists, a_word, numbered


def the_letter(word: Word, response: ParsedResponse, *, styled: bool) -> None:
    word.add_paragraph(response.title or "")
    word.add_paragraph("December 2024")
    for number, point in enumerate(response.points, start=1):
        if styled:
            word.add_heading(point.title, level=2)
        else:
            word.add_paragraph(f"{number}. {point.title}")
        for text in point.text.split("\n"):
            word.add_paragraph(text)


def by_page(response: ParsedResponse) -> Iterable[tuple[str | None, list[ParsedComment]]]:
    for page, comments in itertools.groupby(response.comments, key=lambda comment: comment.page):
        yield page, list(comments)


def with_real_numbering(word: Word, response: ParsedResponse) -> None:
    the_letter(word, response, styled=True)
    word.add_heading("Opmerkingen per pagina", level=1)
    lists = Lists(word)
    abstract = lists.abstract([("decimal", "%1."), ("bullet", "o")])
    number, expected = lists.number(abstract), 1
    for page, comments in by_page(response):
        word.add_heading(f"Pagina {page}", level=2)
        for comment in comments:
            if comment.label != str(expected):
                expected = int(comment.label or 0)
                number = lists.number(abstract, start=expected)
            numbered(word.add_paragraph(comment.text), number)
            expected += 1
            for sub in comment.sub:
                numbered(word.add_paragraph(sub), number, depth=1)


def with_typed_numbers(word: Word, response: ParsedResponse) -> None:
    the_letter(word, response, styled=False)
    word.add_paragraph().add_run("Bijlage: detailopmerkingen").bold = True
    for page, comments in by_page(response):
        word.add_paragraph().add_run(f"Blz. {page}:").bold = True
        for comment in comments:
            word.add_paragraph(f"{comment.label})\t{comment.text}")
            for sub in comment.sub:
                word.add_paragraph(f"- {sub}")


def with_a_table(word: Word, response: ParsedResponse) -> None:
    the_letter(word, response, styled=True)
    table = word.add_table(rows=1, cols=3)
    for cell, name in zip(table.rows[0].cells, ("Nr.", "Blz.", "Opmerking"), strict=True):
        cell.text = name
    for comment in response.comments:
        cells = table.add_row().cells
        cells[0].text, cells[1].text, cells[2].text = comment.label or "", comment.page or "", comment.text
        for sub in comment.sub:
            cells[2].add_paragraph(sub, style="List Bullet")


def with_soft_breaks(word: Word, response: ParsedResponse) -> None:
    the_letter(word, response, styled=True)
    word.add_heading("Opmerkingen per bladzijde", level=1)
    for page, comments in by_page(response):
        lines = [f"P.{page}"]
        for comment in comments:
            lines += [f"{comment.label}. {comment.text}", *(f"  o {sub}" for sub in comment.sub)]
        word.add_paragraph("\n".join(lines))


HABITS = (with_real_numbering, with_typed_numbers, with_a_table, with_soft_breaks)


@pytest.mark.parametrize("habit", HABITS, ids=lambda habit: habit.__name__)
def test_the_response_as_word_is_the_same_response(habit: Callable[[Word, ParsedResponse], None]) -> None:
    original = the_response()
    response = parse(read_document("reactie.docx", a_word(lambda word: habit(word, original))))
    assert [point.title for point in response.points] == [point.title for point in original.points]
    assert [(c.label, c.page, c.text, c.sub, c.refers_to) for c in response.comments] == [
        (c.label, c.page, c.text, c.sub, c.refers_to) for c in original.comments
    ]
    assert response.date == original.date
    assert response.unplaced == ()
