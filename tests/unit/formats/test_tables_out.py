"""Sheets that go out: whole texts, no formulas, and forms that come back in without loss."""

import csv
from io import BytesIO, StringIO

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kader.domain.responses.own_form import joined_pieces
from kader.domain.responses.parsing import parse
from kader.formats.csv_out import write_csv
from kader.formats.form_out import form_docx, form_xlsx
from kader.formats.reading import read_here
from kader.formats.remark_table import RemarkForm, RemarkRow
from kader.formats.xlsx_out import MOST, Sheet, split_row, write_xlsx


def cells(content: bytes) -> list[list[object]]:
    """The rows of the first sheet as openpyxl gives them."""
    page = openpyxl.load_workbook(BytesIO(content)).worksheets[0]
    return [[cell.value for cell in row] for row in page.iter_rows()]


def sheet(*rows: tuple[str, ...]) -> bytes:
    return write_xlsx([Sheet("Blad", ("Titel",), ("Nr", "Tekst"), rows, (6, 60))], "T", "R", None)


# -- Excel ---------------------------------------------------------------------------------------------------


def test_nothing_is_taken_for_a_number_a_link_or_a_formula() -> None:
    rows = cells(sheet(("1", "=1+1"), ("007", "http://voorbeeld.nl"), ("1e5", "@som")))
    assert rows[2:] == [["Nr", "Tekst"], ["1", "=1+1"], ["007", "http://voorbeeld.nl"], ["1e5", "@som"]]
    page = openpyxl.load_workbook(BytesIO(sheet(("1", "=1+1")))).worksheets[0]
    assert {cell.data_type for row in page.iter_rows() for cell in row if cell.value} == {"s"}


def test_a_text_beyond_one_cell_goes_on_below_and_that_is_said() -> None:
    text = "woord " * 15_000
    rows = cells(sheet(("1", text.strip()), ("2", "kort")))
    assert "gaat verder in de rij eronder (vervolg)" in str(rows[1][0])
    body = rows[4:]
    assert [row[0] for row in body] == ["1", "vervolg", "vervolg", "2"]
    assert joined_pieces([str(row[1]) for row in body[:3]]) == text.strip()


@pytest.mark.parametrize("text", ["x" * 70_000, "é" * MOST, "😀" * 40_000, "a " * 40_000, ""])
def test_every_character_is_in_a_row_and_no_cell_is_too_long(text: str) -> None:
    rows = list(split_row(("1", text)))
    assert joined_pieces([row[1] for row in rows]) == text
    assert all(len(row[1].encode("utf-16-le")) // 2 <= MOST for row in rows)


# -- CSV -----------------------------------------------------------------------------------------------------


@given(st.text(max_size=20))
def test_no_cell_of_csv_begins_as_a_formula(text: str) -> None:
    written = write_csv(("A", "B"), [(text, "vast")]).decode("utf-8-sig")
    back = list(csv.reader(StringIO(written, newline=""), delimiter=";"))
    assert back[0] == ["A", "B"]
    cell, fixed = back[1]
    assert not cell.lstrip().startswith(("=", "+", "-", "@"))
    assert cell.removeprefix("'") == text.encode("utf-8", "replace").decode().removeprefix("'")
    assert fixed == "vast"


# -- forms ---------------------------------------------------------------------------------------------------

FORM = RemarkForm(
    "Reactie op het voorbeeldkader",
    ("Reactie van Vereniging op Voorbeeldkader, versie 1.0",),
    (("Te lang", "De tekst is te lang.\nMaak hem korter."), ("Goede toon", "De toon is goed.")),
    (
        RemarkRow(
            "1", ("3",), "2e alinea", "de gemeente betaalt", "Wie betaalt dan?", (), "het gezin betaalt"
        ),
        RemarkRow("2", ("3", "5"), "", "", "Twee dingen:", ("het eerste ding", "het tweede ding"), ""),
        RemarkRow("4a", ("iv",), "", "", "Een regel.\nEn nog een regel.", (), ""),
        RemarkRow("5", ("12",), "", "", "=geen formule", (), ""),
        RemarkRow("6", ("B-2",), "", "", "Een bijlage.", (), ""),
    ),
)
EXPECTED = [
    ("1", ("3",), "2e alinea", "de gemeente betaalt", "Wie betaalt dan?", (), "het gezin betaalt"),
    ("2", ("3", "5"), None, None, "Twee dingen:", ("het eerste ding", "het tweede ding"), None),
    ("4a", ("iv",), None, None, "Een regel.\nEn nog een regel.", (), None),
    ("5", ("12",), None, None, "=geen formule", (), None),
    ("6", ("B-2",), None, None, "Een bijlage.", (), None),
]


@pytest.mark.parametrize(("name", "write"), [("r.xlsx", form_xlsx), ("r.docx", form_docx)])
def test_a_response_that_went_out_comes_in_the_same(name: str, write: object) -> None:
    assert callable(write)
    back = parse(read_here(name, write(FORM, "Redactie", None)))
    found = [(c.label, c.pages, c.place, c.passage, c.text, c.sub, c.proposal) for c in back.comments]
    assert found == EXPECTED
    assert [(point.title, point.text) for point in back.points] == list(FORM.points)
    assert back.unplaced == ()


def test_a_remark_beyond_one_cell_comes_in_as_one() -> None:
    long = ("Dit woord telt mee, en dat ook. " * 1500).strip()
    form = RemarkForm(
        "T", (), (), (RemarkRow("1", ("3",), "", "", long), RemarkRow("2", ("4",), "", "", "Kort."))
    )
    back = parse(read_here("r.xlsx", form_xlsx(form, "Redactie", None)))
    assert [(c.label, " ".join(c.text.split())) for c in back.comments] == [("1", long), ("2", "Kort.")]
