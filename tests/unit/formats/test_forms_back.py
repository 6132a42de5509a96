"""An empty form that somebody filled in comes in without loss, also after their own program saved it.

The files in tests/files/formulieren are the form of this test, filled in as here, saved by LibreOffice 7.4.
"""

from collections.abc import Callable
from io import BytesIO

import docx
import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from kader.domain.responses.own_form import INSTRUCTIONS
from kader.domain.responses.parsed import LetterKind, ParsedResponse
from kader.domain.responses.parsing import parse
from kader.domain.vocabulary import CommentKind
from kader.formats.form_out import form_docx, form_xlsx
from kader.formats.reading import read_here
from kader.formats.remark_table import RemarkForm, RemarkRow
from tests.conftest import ROOT

EMPTY = RemarkForm(
    "Reactieformulier Voorbeeldkader, versie 1.0",
    INSTRUCTIONS,
    (),
    (
        RemarkRow(),
        RemarkRow(pages=("1",), section="Vooraf"),
        RemarkRow(pages=("2",), section="1.1 Wie betaalt"),
        RemarkRow(pages=("2",), section="1.2 Wie beslist"),
        RemarkRow(pages=("B-3",), section="Bijlage"),
    ),
    counted=False,
)
COLUMNS = ("Nr", "Pagina", "Paragraaf", "Passage", "Opmerking", "Tekstvoorstel", "Aard", "Auteur")
FILLED = {
    ("algemeen", ""): ("1", "", "Een goed kader.", "", "J. Jansen"),
    ("2", "1.2 Wie beslist"): ("2", "het gezin beslist", "Wie beslist er?", "Het gezin beslist.", "P. Pol"),
    ("B-3", "Bijlage"): ("3", "", "Mooi beschreven.", "", ""),
}
EXPECTED = [
    ("1", (), None, None, "Een goed kader.", None, "J. Jansen"),
    ("2", ("2",), "1.2 Wie beslist", "het gezin beslist", "Wie beslist er?", "Het gezin beslist.", "P. Pol"),
    ("3", ("B-3",), "Bijlage", None, "Mooi beschreven.", None, None),
]


def told(back: ParsedResponse) -> list[tuple[object, ...]]:
    assert back.points == ()
    assert back.unplaced == ()
    return [(c.label, c.pages, c.place, c.passage, c.text, c.proposal, c.author) for c in back.comments]


def _cells(place: tuple[str, str]) -> dict[str, str]:
    told = FILLED.get(place)
    return (
        dict(zip(("Nr", "Passage", "Opmerking", "Tekstvoorstel", "Auteur"), told, strict=True))
        if told
        else {}
    )


def _open_sheet() -> tuple[openpyxl.Workbook, Worksheet, int]:
    """The form with its sheet and the number of its header row, filled in."""
    book = openpyxl.load_workbook(BytesIO(form_xlsx(EMPTY, "Redactie", None)))
    page = book.worksheets[0]
    head = next(row[0].row for row in page.iter_rows() if row[0].value == "Nr")
    for row in page.iter_rows(min_row=head + 1):
        for name, text in _cells((row[1].value or "", row[2].value or "")).items():
            row[COLUMNS.index(name)].value = text or None
    return book, page, head


def _saved(opened: object) -> bytes:
    content = BytesIO()
    opened.save(content)  # type: ignore[attr-defined]
    return content.getvalue()


def filled_sheet() -> bytes:
    return _saved(_open_sheet()[0])


def filled_word() -> bytes:
    opened = docx.Document(BytesIO(form_docx(EMPTY, "Redactie", None)))
    for row in opened.tables[0].rows:
        for name, text in _cells((row.cells[1].text, row.cells[2].text)).items():
            row.cells[COLUMNS.index(name)].text = text
    return _saved(opened)


@pytest.mark.parametrize(("name", "write"), [("f.xlsx", filled_sheet), ("f.docx", filled_word)])
def test_a_form_that_was_filled_in_comes_in_without_loss(name: str, write: Callable[[], bytes]) -> None:
    back = parse(read_here(name, write()))
    assert told(back) == EXPECTED
    words = [piece.text for piece in back.letter if piece.kind is LetterKind.TEXT]
    assert words == [], "the form's own instructions are no part of the letter"


@pytest.mark.parametrize("kind", ["xlsx", "ods", "docx", "odt"])
def test_libreoffice_may_save_it(kind: str) -> None:
    path = ROOT / "tests" / "files" / "formulieren" / f"libreoffice.{kind}"
    assert told(parse(read_here(path.name, path.read_bytes()))) == EXPECTED


def test_rows_may_be_added_and_a_title_put_above() -> None:
    book, page, head = _open_sheet()
    page.append(["4", "1", "Vooraf", None, "Toegevoegd.", None, "Vraag", "K. Kat"])
    page.insert_rows(head, 2)
    page.cell(head, 1).value = "Reactie van Gemeente Voorbeeld"
    back = parse(read_here("f.xlsx", _saved(book)))
    assert told(back) == [*EXPECTED, ("4", ("1",), "Vooraf", None, "Toegevoegd.", None, "K. Kat")]
    assert [comment.kind for comment in back.comments] == [None, None, None, CommentKind.QUESTION]


def test_cells_may_be_merged() -> None:
    book, page, head = _open_sheet()
    page.merge_cells(start_row=1, end_row=1, start_column=1, end_column=7)
    pages = [row[1].row for row in page.iter_rows(min_row=head) if row[1].value == "2"]
    page.merge_cells(start_row=pages[0], end_row=pages[-1], start_column=2, end_column=2)
    assert told(parse(read_here("f.xlsx", _saved(book)))) == EXPECTED


RENAMED = {
    "Pagina": ("Blz.", "Bladzijde", "Page"),
    "Opmerking": ("Commentaar", "Opmerkingen", "Comments"),
    "Auteur": ("Naam", "Organisatie", "Ingediend door"),
    "Nr": ("Nummer", "#", "No."),
    "Tekstvoorstel": ("Voorgestelde tekst", "Wijzigingsvoorstel", "Proposed change"),
    "Paragraaf": ("Hoofdstuk/paragraaf", "Vindplaats", "Section"),
    "Passage": ("Huidige tekst", "Citaat", "Current text"),
}


@pytest.mark.parametrize("at", range(3))
def test_columns_may_be_named_and_ordered_otherwise(at: int) -> None:
    page, head = _open_sheet()[1:]
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    sheet.append(["Onze reactie"])
    sheet.append([names[at] for names in RENAMED.values()])
    for row in page.iter_rows(min_row=head + 1):
        sheet.append([row[COLUMNS.index(name)].value for name in RENAMED])
    assert told(parse(read_here("f.xlsx", _saved(book)))) == EXPECTED
