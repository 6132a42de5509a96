"""A letter that went through LibreOffice says what it said before."""

from __future__ import annotations

from pathlib import Path

import pytest

from kader.domain.errors import UnreadableDocument
from kader.domain.responses.parsed import ParsedResponse
from kader.domain.responses.parsing import parse
from kader.formats.reading import read_document
from tests.unit.letters_by_place import MIXED
from tests.unit.test_letters_by_place import said

ROOT = Path(__file__).parents[2]
SAVED = ROOT / "tests" / "files" / "libreoffice"
SAMPLES = ROOT / "content" / "voorbeelden"
LETTERS = sorted(path for path in SAVED.glob("*-*.*"))


def understood(file: Path) -> ParsedResponse:
    return parse(read_document(file.name, file.read_bytes()))


@pytest.mark.parametrize("file", LETTERS, ids=lambda file: file.name)
def test_a_sample_letter_is_the_same_after_libreoffice(file: Path) -> None:
    before, after = understood(SAMPLES / f"reactie-{file.stem}.docx"), understood(file)
    assert [(c.label, c.pages, c.text, c.sub) for c in after.comments] == [
        (c.label, c.pages, c.text, c.sub) for c in before.comments
    ]
    assert [(c.passage, c.proposal, c.refers_to) for c in after.comments] == [
        (c.passage, c.proposal, c.refers_to) for c in before.comments
    ]
    assert [point.title for point in after.points] == [point.title for point in before.points]
    assert (after.title, after.date, after.unplaced) == (before.title, before.date, ())


@pytest.mark.parametrize("kind", ["docx", "odt", "pdf"])
def test_a_text_saved_as_a_document_is_the_same_letter(kind: str) -> None:
    response = understood(SAVED / f"gemengd.{kind}")
    assert [said(comment, response) for comment in response.comments] == list(MIXED.comments)
    assert tuple(point.title for point in response.points) == MIXED.points
    assert (response.title, response.unplaced) == (MIXED.title, ())


@pytest.mark.parametrize("kind", ["xlsx", "ods"])
def test_a_sheet_saved_from_one_kind_to_the_other(kind: str) -> None:
    response = understood(SAVED / f"tabel.{kind}")
    first, second, third = response.comments
    assert (first.label, first.pages, first.place) == ("1", ("3",), "2.1")
    assert (second.label, second.pages, second.proposal) == ("2", ("4", "5"), "De sportclub doet mee.")
    assert (third.label, third.place) == ("3", "Hoofdstuk 6")
    assert response.comments[1].text == "Noem ook de sportclub.\nEn de kantine."
    assert (response.title, response.date) == ("Reactie Sportbond Oost", "2025-05-03")


def test_a_word_document_of_the_old_kind_is_refused_under_either_name() -> None:
    old = (SAVED / "oud.doc").read_bytes()
    for name in ("brief.doc", "brief.docx"):
        with pytest.raises(UnreadableDocument, match=r"oude soort \(\.doc\)\. Sla het in Word op als \.docx"):
            read_document(name, old)
