"""Tracked changes, read back as Word would: accept all is the new text, reject all the old one."""

from datetime import UTC, datetime
from io import BytesIO
from itertools import pairwise
from pathlib import Path

import docx
import pytest
from docx.oxml.ns import qn
from hypothesis import example, given, settings
from hypothesis import strategies as st

from kader.domain.comparison import compare
from kader.domain.reading_text import ReadingText, read
from kader.formats import outgoing as out
from kader.formats.tracked_docx import Signed, write_tracked
from tests.conftest import ROOT

SIGNED = Signed("Redactie van het kader", datetime(2025, 3, 17, tzinfo=UTC))


def tracked(old: ReadingText, new: ReadingText) -> bytes:
    return write_tracked(old, new, compare(old, new), out.Document("Wijzigingen", ()), SIGNED)


def texts(content: bytes, dropped: str) -> list[str]:
    """The lines that are left when what is in `dropped` (ins or del) goes, without note marks."""
    body = docx.Document(BytesIO(content)).element.body
    lines = [""]
    for paragraph in body.iter(qn("w:p")):
        row = next(paragraph.iterancestors(qn("w:tr")), None)
        if row is not None and row.find(f"{qn('w:trPr')}/{qn('w:' + dropped)}") is not None:
            continue
        lines[-1] += "".join(words(paragraph, dropped))
        # Where its mark goes, the next paragraph goes on in this one.
        if paragraph.find(f"{qn('w:pPr')}/{qn('w:rPr')}/{qn('w:' + dropped)}") is None:
            lines.append("")
    return [line for line in lines if line.strip()]


def words(paragraph: object, dropped: str) -> list[str]:
    found = []
    for run in paragraph.iter(qn("w:r")):
        gone = run.getparent().tag == qn(f"w:{dropped}")
        sign = run.find(f"{qn('w:rPr')}/{qn('w:rStyle')}")
        if not gone and (sign is None or sign.get(qn("w:val")) != "FootnoteReference"):
            found += [t.text or "" for t in run if t.tag in (qn("w:t"), qn("w:delText"))]
    return found


def lines_of(reading: ReadingText) -> list[str]:
    return [line for line in reading.text.split("\n") if line.strip()]


def check(old: ReadingText, new: ReadingText) -> None:
    content = tracked(old, new)
    assert texts(content, "del") == lines_of(new)
    assert texts(content, "ins") == lines_of(old)


VERSIONS = [
    pair
    for folder in ("handelingskader", "kwaliteitskader")
    for pair in pairwise(sorted((ROOT / "content" / folder).glob("*.md")))
]


@pytest.mark.parametrize(("old", "new"), VERSIONS, ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_the_versions_that_ship_with_the_service(old: Path, new: Path) -> None:
    check(read(old.read_text(encoding="utf-8")), read(new.read_text(encoding="utf-8")))
    check(read(new.read_text(encoding="utf-8")), read(old.read_text(encoding="utf-8")))


TABLE = "| A | B |\n|---|---|\n| een | twee |\n| drie | vier |"
PAIRS = [
    ("Een zin.", "Een andere zin."),
    ("Een.\n\nTwee.", "Een. Twee."),
    ("Een lange zin hier. Een tweede zin daar.", "Een lange zin hier.\n\nEen tweede zin daar."),
    ("", "Alles nieuw."),
    ("Alles weg.\n\n- ook\n- dit", ""),
    (TABLE, TABLE.replace("vier", "vijf")),
    (TABLE, TABLE + "\n| zes | zeven |"),
    (TABLE, "Nu een alinea: een, twee, drie, vier."),
    (f"Voor.\n\n{TABLE}\n\nNa.", "Voor.\n\nNa."),
    ("Voor.\n\nNa.", f"Voor.\n\n{TABLE}\n\nNa."),
    (f"{TABLE}\n\nNa.", f"| A | B | C |\n|---|---|---|\n| een | twee | x |\n\n{TABLE}\n\nNa."),
    (f"{TABLE}\n\n[x](http://y.nl)\n\n{TABLE.replace('een', 'acht')}", TABLE.replace("een", "acht")),
    ("| A | B |\n|---|---|\n| een |  |", "| A | B |\n|---|---|\n|  | een |"),
    ("Zin een hier.\n\nZin twee daar.\n\nZin drie.", "Zin twee daar.\n\nZin drie.\n\nZin een hier."),
    ("Tekst.[^1]\n\n[^1]: Noot.", "Tekst en meer.[^a]\n\n[^a]: Andere noot."),
]  # fmt: skip


@pytest.mark.parametrize(("old", "new"), PAIRS)
def test_what_word_cannot_say_in_one_change(old: str, new: str) -> None:
    check(read(old), read(new))


BLOCKS = st.sampled_from(
    [
        "De gemeente betaalt de hulp aan het gezin.",
        "De gemeente betaalt de hulp. Het gezin kiest zelf.",
        "Het gezin kiest zelf.",
        "# Kop over hulp",
        "- een team belt\n- het gezin belt terug",
        "3. een team belt\n4. het gezin belt terug",
        "> Een citaat over hulp.",
        TABLE,
        "| A | B |\n|---|---|\n| een team belt | vier |",
        "Met een noot.[^1]",
        "Een team belt binnen een week.",
    ]
)
TEXTS = st.lists(BLOCKS, max_size=6).map(
    lambda blocks: "\n\n<!-- -->\n\n".join(blocks) + "\n\n[^1]: De noot."
)


@settings(max_examples=60)
@given(TEXTS, TEXTS)
@example(TABLE, "Het gezin kiest zelf.")
@example("- een team belt\n- het gezin belt terug", f"De hulp.\n\n{TABLE}\n\nHet gezin kiest zelf.")
def test_accepting_and_rejecting_is_exact(old: str, new: str) -> None:
    check(read(old), read(new))


def test_each_change_says_who_and_when() -> None:
    content = tracked(read("Een oude zin."), read("Een nieuwe zin."))
    changes = docx.Document(BytesIO(content)).element.body.xpath(".//w:ins | .//w:del")
    assert {change.get(qn("w:author")) for change in changes} == {"Redactie van het kader"}
    dates = {change.get(qn("w:date")) for change in changes}
    assert {moment[:10] for moment in dates} == {"2025-03-17"}
    assert len({change.get(qn("w:id")) for change in changes}) == len(changes)


def test_changes_on_both_sides_of_a_paragraph_mark_are_of_two_moments() -> None:
    """LibreOffice 7.4 makes one change of them otherwise, and joins two paragraphs when it is rejected."""
    old = read("Een zin hier. Oud spul daar.\n\nKop blijft.")
    new = read("Een zin hier. Nieuw ding erbij.\n\nTwee alinea nieuw.\n\nKop blijft.")
    first, second, last = (p for p in docx.Document(BytesIO(tracked(old, new))).element.body.iter(qn("w:p")))
    moments = [
        {change.get(qn("w:date")) for change in p.xpath(".//w:ins | .//w:del")} for p in (first, second)
    ]
    assert [len(one) for one in moments] == [1, 1]
    assert moments[0] != moments[1]
    assert last.xpath(".//w:ins | .//w:del") == []


def test_new_words_at_the_end_of_a_paragraph_stand_in_it_and_a_new_paragraph_by_itself() -> None:
    old = read("## 2 Oud\n\nEen zin.\n\n## 4.2 Eén plan\n\nTekst.")
    new = read("## 2 Oud\n\nEen zin. Erbij.\n\nNieuwe alinea hier.\n\n## 5.2 Eén plan\n\nTekst.")
    found = [
        "".join(t.text or "" for t in p.iter(qn("w:t"), qn("w:delText")))
        for p in docx.Document(BytesIO(tracked(old, new))).element.body.iter(qn("w:p"))
    ]
    assert found == ["2 Oud", "Een zin. Erbij.", "Nieuwe alinea hier.", "4.25.2 Eén plan", "Tekst."]


def test_a_note_mark_that_changes_is_tracked() -> None:
    body = docx.Document(
        BytesIO(tracked(read("Tekst hier.[^1]\n\n[^1]: N."), read("Tekst hier.[^2]\n\n[^2]: N.")))
    ).element.body
    first = next(body.iter(qn("w:p")))
    assert "".join(e.text for e in first.iter(qn("w:delText"))) == "1"
    assert [e.text for e in first.find(qn("w:ins")).iter(qn("w:t"))] == ["2"]
