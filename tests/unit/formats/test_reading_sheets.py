"""A sheet of remarks comes in whatever stands above its header, and however its program writes numbers."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from datetime import datetime

import pytest
from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from kader.domain.errors import UnreadableDocument
from kader.domain.responses.parsed import ParsedResponse
from kader.domain.responses.parsing import parse
from kader.domain.vocabulary import CommentKind
from kader.formats.reading import read_document, read_here
from tests.unit.odt_letters import NAMES


def a_book(build: Callable[[Worksheet], None], *others: tuple[str, Callable[[Worksheet], None]]) -> bytes:
    book = Workbook()
    build(book.worksheets[0])
    for name, fill in others:
        fill(book.create_sheet(name))
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def rows(*values: tuple[object, ...]) -> Callable[[Worksheet], None]:
    def fill(sheet: Worksheet) -> None:
        for row in values:
            sheet.append(row)

    return fill


def understood(content: bytes, name: str = "reactie.xlsx") -> ParsedResponse:
    return parse(read_here(name, content))


def told(response: ParsedResponse) -> list[tuple[object, ...]]:
    return [(c.label, c.page, c.text, c.proposal) for c in response.comments]


def test_the_header_row_is_found_below_titles_and_numbers_are_whole() -> None:
    content = a_book(
        rows(
            ("Reactie van gemeente Dijkstede",),
            ("Datum", datetime(2025, 3, 14)),
            (),
            ("Nr", "Blz.", "Opmerking", "Tekstvoorstel"),
            (1.0, 3.0, "De doelgroep is te smal.", "alle kinderen"),
            (2.0, "4.0", "Noem de huisarts.", None),
        )
    )
    response = understood(content)
    assert told(response) == [
        ("1", "3", "De doelgroep is te smal.", "alle kinderen"),
        ("2", "4", "Noem de huisarts.", None),
    ]
    assert response.title == "Reactie van gemeente Dijkstede"
    assert response.unplaced == ()


def test_the_file_is_read_in_a_process_of_its_own_with_the_same_result() -> None:
    content = a_book(rows(("Nr", "Blz.", "Opmerking"), (1, 3, "De doelgroep is te smal.")))
    assert read_document("reactie.xlsx", content) == read_here("reactie.xlsx", content)


def test_a_page_in_a_merged_cell_holds_for_all_its_rows_and_other_sheets_come_too() -> None:
    def merged(sheet: Worksheet) -> None:
        rows(("Pagina", "Passage", "Opmerking"), (7, "a", "Een."), (None, "b", "Twee."))(sheet)
        sheet.merge_cells("A2:A3")

    content = a_book(merged, ("Algemeen", rows(("Page", "Comments"), (9, "Drie."))))
    assert [(c.page, c.passage, c.text) for c in understood(content).comments] == [
        ("7", "a", "Een."),
        ("7", "b", "Twee."),
        ("9", None, "Drie."),
    ]


def test_hidden_sheets_with_lists_for_the_form_are_left_out() -> None:
    content = a_book(
        rows(("Pagina", "Opmerking"), (7, "Een.")), ("Lijsten", lambda sheet: sheet.append(["inhoudelijk"]))
    )
    from openpyxl import load_workbook

    book = load_workbook(io.BytesIO(content))
    book["Lijsten"].sheet_state = "hidden"
    stream = io.BytesIO()
    book.save(stream)
    assert [p.text for p in read_here("a.xlsx", stream.getvalue())] == ["Pagina", "Opmerking", "7", "Een."]


def test_the_form_of_iso_is_understood() -> None:
    head = (
        "MB/NC",
        "Line number",
        "Clause/Subclause",
        "Paragraph/Figure/Table",
        "Type of comment",
        "Comments",
        "Proposed change",
        "Observations of the Secretariat",
    )
    content = a_book(rows(head, ("NL", 12, "3.1", "Figure 2", "te", "Too narrow.", "all children", "")))
    (comment,) = understood(content).comments
    assert (comment.text, comment.proposal) == ("Too narrow.", "all children")
    assert (comment.place, comment.kind) == ("3.1, Figure 2, regel 12", CommentKind.SUBSTANCE)


def test_the_form_of_nice_is_understood() -> None:
    head = ("Section number", "Page number", "Comments")
    content = a_book(rows(("Organisation name", "X"), head, (1.2, 4.0, "Unclear.")))
    (comment,) = understood(content).comments
    assert (comment.page, comment.text) == ("4", "Unclear.")
    assert comment.place == "1.2"


def test_a_sheet_of_libreoffice_is_read_as_well() -> None:
    cell = '<table:table-cell office:value-type="{}" {}><text:p>{}</text:p></table:table-cell>'
    head = "".join(cell.format("string", "", name) for name in ("Pagina", "Opmerking"))
    row = cell.format("float", 'office:value="3"', "3") + cell.format("string", "", "Te lang.")
    rows = "".join(f"<table:table-row>{cells}</table:table-row>" for cells in (head, row))
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as made:
        made.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        made.writestr(
            "content.xml",
            f"<office:document-content {NAMES}><office:body><office:spreadsheet>"
            f'<table:table table:name="Blad1">{rows}</table:table>'
            "</office:spreadsheet></office:body></office:document-content>",
        )
        made.writestr("META-INF/manifest.xml", "<manifest/>")
    response = understood(stream.getvalue(), "reactie.ods")
    assert [(c.page, c.text) for c in response.comments] == [("3", "Te lang.")]


@pytest.mark.parametrize("separator", [";", ",", "\t", "|"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_values_with_any_separator_and_encoding_are_read(separator: str, encoding: str) -> None:
    table = [
        ("Nr", "Pagina", "Opmerking"),
        ("1", "3", '"Eén zin;\nmet, een | regel""einde"'),
        ("2", "4.0", "Ja."),
    ]
    text = "\r\n".join(separator.join(row) for row in table)
    response = understood(text.encode(encoding), "reactie.csv")
    assert [(c.label, c.page) for c in response.comments] == [("1", "3"), ("2", "4")]
    assert "Eén zin" in response.comments[0].text


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("a.xlsx", b"Nr;Blz", "spreadsheet"),
        ("a.xlsx", a_book(rows(("a", "b")))[:-60], "beschadigd"),
        ("a.xlsx", a_book(rows()), "geen tekst"),
        ("a.csv", b"PK\x03\x04" + b"\x00" * 40, "geen leesbare tekst"),
    ],
)
def test_what_is_no_readable_sheet_is_refused(name: str, content: bytes, words: str) -> None:
    with pytest.raises(UnreadableDocument, match=words):
        read_here(name, content)
