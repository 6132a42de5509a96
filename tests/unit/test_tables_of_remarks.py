"""Tables say what sort of remark each is, and an empty page cell is no page of its own."""

from __future__ import annotations

import io

import docx
import pytest
from openpyxl import Workbook

from kader.domain.responses.kinds import read_kind
from kader.domain.responses.parsed import ParsedComment
from kader.domain.responses.parsing import parse
from kader.domain.vocabulary import CommentKind
from kader.formats.reading import read_document, read_here

Rows = list[tuple[object, ...]]


def in_csv(rows: Rows) -> tuple[ParsedComment, ...]:
    text = "\n".join(";".join(f'"{value}"' if value else "" for value in row) for row in rows)
    return parse(read_document("reactie.csv", text.encode())).comments


def in_word(rows: Rows, merged: tuple[int, int] | None = None) -> tuple[ParsedComment, ...]:
    made = docx.Document()
    table = made.add_table(len(rows), len(rows[0]))
    for at, row in enumerate(rows):
        for column, value in enumerate(row):
            table.cell(at, column).text = str(value)
    if merged:
        table.cell(merged[0], 0).merge(table.cell(merged[1], 0))
    stream = io.BytesIO()
    made.save(stream)
    return parse(read_document("reactie.docx", stream.getvalue())).comments


def in_excel(rows: Rows, merged: tuple[int, int] | None = None) -> tuple[ParsedComment, ...]:
    book = Workbook()
    for row in rows:
        book.worksheets[0].append([value or None for value in row])
    if merged:
        book.worksheets[0].merge_cells(
            start_row=merged[0] + 1, end_row=merged[1] + 1, start_column=1, end_column=1
        )
    stream = io.BytesIO()
    book.save(stream)
    return parse(read_here("reactie.xlsx", stream.getvalue())).comments


READERS = [in_csv, in_word, in_excel]
HEAD = ("Pagina", "Paragraaf", "Opmerking")


@pytest.mark.parametrize(
    ("told", "kind"),
    [
        ("ge", CommentKind.SUBSTANCE),
        ("te", CommentKind.SUBSTANCE),
        ("ed", CommentKind.TEXTUAL),
        ("Ed.", CommentKind.TEXTUAL),
        ("te/ed", CommentKind.SUBSTANCE),
        ("editorial", CommentKind.TEXTUAL),
        ("Inhoudelijk", CommentKind.SUBSTANCE),
        ("redactioneel", CommentKind.TEXTUAL),
        ("Tekstueel (klein)", CommentKind.TEXTUAL),
        ("taalfout", CommentKind.TEXTUAL),
        ("VRAAG", CommentKind.QUESTION),
        ("onduidelijkheid", CommentKind.CLARITY),
        ("Compliment!", CommentKind.COMPLIMENT),
        ("hoog", None),
        ("gedeeltelijk", None),
        ("tegenstrijdig", None),
        ("", None),
    ],
)
def test_the_kind_is_named_by_a_word_or_a_code(told: str, kind: CommentKind | None) -> None:
    assert read_kind(told) is kind


@pytest.mark.parametrize("read", READERS)
@pytest.mark.parametrize("name", ["Aard", "Soort", "Type opmerking", "Type of comment", "Categorie"])
def test_a_column_with_the_kind_is_read(read, name: str) -> None:  # type: ignore[no-untyped-def]
    found = read(
        [("Pagina", name, "Opmerking"), ("3", "redactioneel", "Een komma."), ("4", "vraag", "Wie is we?")]
    )
    assert [(c.page, c.kind, c.text) for c in found] == [
        ("3", CommentKind.TEXTUAL, "Een komma."),
        ("4", CommentKind.QUESTION, "Wie is we?"),
    ]


@pytest.mark.parametrize("read", READERS)
def test_a_row_that_names_another_place_gets_no_page_of_the_row_above(read) -> None:  # type: ignore[no-untyped-def]
    found = read([HEAD, ("3", "", "Te smal."), ("", "Hoofdstuk 6", "Te lang."), ("", "", "Wie is we?")])
    assert [(c.page, c.place) for c in found] == [("3", None), (None, "Hoofdstuk 6"), (None, None)]


@pytest.mark.parametrize("read", READERS)
def test_pages_that_are_named_row_by_row_do_not_hold_for_an_empty_cell(read) -> None:  # type: ignore[no-untyped-def]
    found = read([HEAD, ("3", "", "Te smal."), ("3", "", "Te lang."), ("", "", "Wie is we?")])
    assert [c.page for c in found] == ["3", "3", None]


@pytest.mark.parametrize("read", READERS)
def test_rows_grouped_by_page_are_on_it_but_are_to_be_looked_at(read) -> None:  # type: ignore[no-untyped-def]
    found = read([HEAD, ("3", "", "Te smal."), ("", "", "Te lang."), ("5", "", "Wie is we?")])
    assert [(c.page, c.confidence) for c in found] == [("3", 1.0), ("3", 0.7), ("5", 1.0)]


@pytest.mark.parametrize("read", [in_word, in_excel])
def test_a_merged_page_cell_holds_for_all_its_rows(read) -> None:  # type: ignore[no-untyped-def]
    rows: Rows = [HEAD, ("3", "", "Te smal."), ("", "Hoofdstuk 6", "Te lang."), ("5", "", "Wie is we?")]
    found = read(rows, (1, 2))
    assert [(c.page, c.confidence) for c in found] == [("3", 1.0), ("3", 1.0), ("5", 1.0)]
