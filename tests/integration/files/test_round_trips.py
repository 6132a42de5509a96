"""A response that went out comes in the same, whatever is in it that XML can carry."""

from dataclasses import dataclass
from datetime import date
from io import BytesIO

import openpyxl
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from kader.domain.responses.parsed import LetterKind, ParsedResponse
from kader.domain.responses.parsing import parse
from kader.domain.responses.sub_letters import as_lines, from_lines, letter
from kader.domain.vocabulary import CommentKind
from kader.formats.docx_package import printable
from kader.formats.dutch import letter_date
from kader.formats.form_out import form_docx, form_xlsx
from kader.formats.reading import read_here
from kader.formats.remark_table import RemarkForm, RemarkRow

WRITERS = {"r.docx": form_docx, "r.xlsx": form_xlsx}
ABOUT = "Voorbeeldkader, versie 1.0"


def carried(text: str) -> str:
    """What a file keeps of a text: no characters that XML has not, no soft hyphens, no white space around a
    line and no empty lines."""
    kept = printable(text.replace("\r\n", "\n").replace("\r", "\n").replace("\f", "\n").replace("\x0b", "\n"))
    lines = (line.strip() for line in kept.replace("\u00ad", "").split("\n"))
    return "\n".join(line for line in lines if line)


# Any character, and often what means something to a spreadsheet, to XML, or to who reads a letter.
TELLING = st.sampled_from(
    [
        *("=1+1", "@som", "-3", "+31 6", "'aanhaling'", "_x0041_", "_x005F_", "007", "1e5", "3-4-2024"),
        *("a. eerst", "b. dan", "c.", "1. een", "2) twee", "• punt", "o nog een", "\u2060", "vervolg"),
        *("P.3", "pagina 4: tekst", "zie opmerking 2", "Tekstvoorstel: anders", "algemeen", "Opmerkingen"),
        *(
            "<b>&amp;</b>",
            "]]>",
            "Brief",
            "Geachte mevrouw,",
            "Met vriendelijke groet,",
            "😀",
            "e\u0301",
            "é",
        ),
        *("\x00", "\x1f", "\ud800", "\ufffe", "\u2028", "\u0085", "\u00a0", "\u200b", "\u00ad", "\r\n", "\t"),
    ]
)
LINE = st.lists(st.one_of(TELLING, st.text(max_size=12)), max_size=4).map(" ".join)
WORDS = LINE.map(lambda line: " ".join(carried(line).split("\n")))
TEXT = st.lists(LINE, max_size=4).map("\n".join).map(carried)
PAGES = st.lists(st.from_regex(r"[A-Za-z0-9][A-Za-z0-9.,-]{0,4}", fullmatch=True), max_size=3)
LABEL = st.one_of(st.just(""), st.from_regex(r"[0-9]{1,3}[a-z]?|[ivx]{1,3}", fullmatch=True), WORDS)
DATES = st.one_of(
    st.just(""),
    st.dates(date(1990, 1, 1), date(2090, 1, 1)).map(date.isoformat),
    st.sampled_from(["2024-12", "2025-03"]),
)


@st.composite
def rows(draw: st.DrawFn) -> tuple[RemarkRow, ...]:
    many = draw(st.integers(0, 4))
    row = st.builds(
        RemarkRow,
        LABEL,
        PAGES.filter(lambda pages: pages != ["algemeen"]).map(tuple),
        TEXT,
        TEXT,
        TEXT,
        st.lists(TEXT, max_size=3).map(tuple),
        TEXT,
        WORDS,
        st.lists(st.integers(1, max(many, 1)), max_size=2, unique=True).map(tuple),
        st.sampled_from(["", *CommentKind]),
    )
    return tuple(draw(row) for _ in range(many))


@dataclass(frozen=True)
class Sent:
    title: str
    dated: str
    form: RemarkForm


@st.composite
def responses(draw: st.DrawFn) -> Sent:
    title, dated = draw(WORDS), draw(DATES)
    about = f"Reactie van {draw(WORDS) or 'Wij'} op {ABOUT}"
    form = RemarkForm(
        title or f"Reactie op {ABOUT}",
        (about, *([letter_date(dated)] if dated else [])),
        tuple(draw(st.lists(st.tuples(WORDS, TEXT), max_size=3))),
        draw(rows()),
        tuple(draw(st.lists(TEXT.filter(bool), max_size=3))),
    )
    return Sent(title, dated, form)


def check(sent: Sent, back: ParsedResponse) -> None:
    form = sent.form
    assert (back.title or "", back.date or "") == (sent.title, sent.dated)
    assert [(point.title, point.text) for point in back.points] == list(form.points)
    assert [piece.text for piece in back.letter if piece.kind is LetterKind.TEXT] == list(form.letter)
    assert back.unplaced == ()
    for row, comment in zip(form.rows, back.comments, strict=True):
        assert (comment.label or "", comment.pages, comment.place or "") == (
            row.number,
            row.pages,
            row.section,
        )
        assert (comment.passage or "", comment.text, comment.sub) == (row.passage, row.text, row.sub)
        assert (comment.proposal or "", comment.author or "") == (row.proposal, row.author)
        assert (comment.kind or "") == row.kind
        assert comment.refers_to == tuple(number - 1 for number in row.refers_to if number <= len(form.rows))


@pytest.mark.parametrize("name", WRITERS)
@settings(max_examples=30)
@given(sent=responses())
def test_any_response_comes_in_as_it_went_out(name: str, sent: Sent) -> None:
    check(sent, parse(read_here(name, WRITERS[name](sent.form, "Redactie", None))))


@given(st.lists(st.text(alphabet="ab. \n\u2060", max_size=8), min_size=1, max_size=4))
@example(["a. een\nb. twee", "a. drie\nb. vier", "\u2060c."])
def test_sub_remarks_are_told_apart_again(texts: list[str]) -> None:
    text, *subs = map(carried, texts)
    assert from_lines(as_lines(text, subs)) == (text, tuple(subs))


def test_sub_remarks_have_letters() -> None:
    assert [letter(at) for at in (0, 25, 26, 51, 52)] == ["a", "z", "aa", "az", "ba"]


@pytest.mark.parametrize(
    "text", ["x" * 70_000, "😀" * 40_000, "Dit woord telt mee. " * 4000, "één regel\n" * 5000], ids=len
)
def test_a_text_beyond_a_cell_comes_in_whole(text: str) -> None:
    row = RemarkRow("1", ("3",), text=carried(text), proposal=carried(text[:40_000]))
    form = RemarkForm("T", (f"Reactie van W op {ABOUT}",), (("Punt", carried(text)),), (row, row))
    content = form_xlsx(form, "Redactie", None)
    assert "gaat verder in de rij eronder (vervolg)" in str(
        [cell.value for cell in openpyxl.load_workbook(BytesIO(content))["Opmerkingen"]["A"]]
    )
    back = parse(read_here("r.xlsx", content))
    # Compared apart: to show how long texts differ takes minutes.
    same = [(c.text, c.proposal) == (row.text, row.proposal) for c in back.comments]
    assert [*same, back.points[0].text == row.text] == [True, True, True]
    assert [piece.kind for piece in back.letter if piece.kind is LetterKind.TEXT] == []


def test_what_xml_cannot_carry_is_shown_and_breaks_nothing() -> None:
    row = RemarkRow("1\x00", ("3",), text="voor\x00na \ud800 \x1b[0m", proposal="\ufffe")
    form = RemarkForm("T", (f"Reactie van W op {ABOUT}",), (), (row,))
    for name, write in WRITERS.items():
        back = parse(read_here(name, write(form, "Red\x00actie", None)))
        assert [(c.label, c.text, c.proposal) for c in back.comments] == [
            ("1\ufffd", "voor\ufffdna \ufffd \ufffd[0m", "\ufffd")
        ]
