"""One document in every format that goes out: read back by the libraries that other programs use."""

import re
import subprocess
import sys
from io import BytesIO
from itertools import pairwise
from pathlib import Path

import docx
import html5lib
import pytest
from docx.oxml.ns import qn
from hypothesis import example, given
from hypothesis import strategies as st
from pypdf import PdfReader

from kader.domain.errors import InvalidInput
from kader.domain.reading_text import ReadingText, read
from kader.formats import outgoing as out
from kader.formats import own_process, typst_pdf
from kader.formats.docx_out import write_docx
from kader.formats.html_out import write_html
from kader.formats.markdown_out import write_markdown
from kader.formats.odt_out import write_odt
from kader.formats.outgoing_text import body_of
from kader.formats.own_process import Limits
from kader.formats.plain_out import write_plain
from kader.formats.typst_pdf import write_pdf
from tests.conftest import ROOT
from tests.unit.formats.opened import (
    odt_text,
    outline_titles,
    structure,
    structure_kinds,
    structure_under,
)

TEXT = """
<!-- pagina iv -->

# Een *mooi* kader

Eerste alinea met **nadruk**, `code` en een [wet](https://wetten.overheid.nl/x).[^1]

<!-- pagina 2 -->

### Diepere kop

Een zin die halverwege <!-- pagina B-3 --> op de volgende pagina verdergaat.[^1]

3. derde
4. vierde

   - onder vier
   - nog een

   slot van vier
7. zevende

> Een citaat.

| Wie | Wat |
|---|---|
| Team | belt |
| <!-- pagina 5 --> School |  |

[^1]: De noot.
"""
VERSIONS = sorted((ROOT / "content").glob("*/*.md"))


def document(reading: ReadingText, title: str = "Kader, versie 1.0") -> out.Document:
    body = body_of(reading)
    opening = (out.Paragraph(out.plain("Versie 1.0"), "quiet"),)
    return out.Document(title, body.blocks, body.notes, opening, author="Redactie")


def test_a_version_is_lists_in_lists_and_tables_again() -> None:
    blocks = body_of(read(TEXT)).blocks
    lists = [block for block in blocks if isinstance(block, out.List)]
    assert [[item.number for item in one.items] for one in lists] == [[3, 4, 5]]
    assert [type(block).__name__ for block in lists[0].items[1].blocks] == ["Paragraph", "List", "Paragraph"]
    assert [block.level for block in blocks if isinstance(block, out.Heading)] == [1, 2]
    table = next(block for block in blocks if isinstance(block, out.Table))
    assert [[out.words_of(cell) for cell in row] for row in table.rows] == [
        ["Wie", "Wat"], ["Team", "belt"], ["School", ""],
    ]  # fmt: skip
    assert [block.label for block in blocks if isinstance(block, out.PageStart)] == ["iv", "2"]


# -- PDF -----------------------------------------------------------------------------------------------------


def test_the_pdf_is_tagged_and_has_title_language_and_bookmarks() -> None:
    reader = PdfReader(BytesIO(write_pdf(document(read(TEXT)))))
    root = reader.trailer["/Root"]
    assert root["/Lang"] == "nl"
    assert root["/MarkInfo"]["/Marked"] == True  # noqa: E712 - a PDF's own true
    assert reader.metadata is not None
    assert reader.metadata.title == "Kader, versie 1.0"
    assert 'pdfuaid:part="1"' in reader.xmp_metadata.stream.get_data().decode() or b"pdfuaid:part>1<" in (
        reader.xmp_metadata.stream.get_data()
    )
    assert outline_titles(reader) == ["Een mooi kader", "Diepere kop"]
    kinds = structure_kinds(reader)
    assert {"/H1", "/H2", "/L", "/LI", "/Table", "/TH", "/TD", "/Note", "/Link"} <= kinds


@pytest.mark.parametrize("path", VERSIONS, ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_each_page_of_the_web_is_the_page_of_that_name_in_the_pdf(path: Path) -> None:
    reading = read(path.read_text(encoding="utf-8"))
    reader = PdfReader(BytesIO(write_pdf(document(reading))))
    labels = list(reader.page_labels)
    assert list(dict.fromkeys(labels)) == [page.label for page in reading.pages]
    for page in reading.pages[1:]:
        sheet = " ".join(reader.pages[labels.index(page.label)].extract_text().split())
        words = reading.text[page.start : page.end].split()
        assert sheet.replace("• ", "").startswith(" ".join(words[:3])), page


def test_page_labels_may_be_any_word_and_a_long_page_goes_on() -> None:
    long = "\n\n".join(["Een zin die een regel vult, en nog een, tot het blad vol is."] * 60)
    reading = read(f"<!-- pagina iv -->\n\n# Kop\n\n{long}\n\n<!-- pagina B-2 -->\n\nSlot.")
    reader = PdfReader(BytesIO(write_pdf(document(reading))))
    assert reader.page_labels[0] == "iv"
    assert reader.page_labels[-1] == "B-2"
    assert set(reader.page_labels) == {"iv", "B-2"}
    assert "pagina iv (vervolg)" in reader.pages[1].extract_text()


def test_no_words_are_read_as_markup() -> None:
    words = '#panic("x") $x$ *a* _b_ @ref <label> \\u{41} // /* ` = - + http://x.nl "quotes" --- ...'
    made = write_pdf(out.Document(words, (out.Paragraph(out.plain(words)),)))
    assert '#panic("x") $x$ *a* _b_ @ref <label> \\u{41}' in PdfReader(BytesIO(made)).pages[0].extract_text()


def test_what_no_font_has_is_shown_by_its_number() -> None:
    made = write_pdf(out.Document("T", (out.Paragraph(out.plain("Goed 😀 zo 中\x07.")),)))
    assert "Goed [U+1F600] zo [U+4E2D] ." in PdfReader(BytesIO(made)).pages[0].extract_text()


def test_what_takes_too_much_is_refused_with_a_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(typst_pdf, "LIMITS", Limits(seconds=0))
    with pytest.raises(InvalidInput, match="te groot om er een PDF van te maken"):
        write_pdf(document(read(TEXT)))


MEASURED = """
import resource
from kader.domain.errors import InvalidInput
from kader.formats import outgoing as out
from kader.formats.typst_pdf import write_pdf
blocks = tuple(block for _ in range(25_000) for block in out.paragraphs("Een zin met woorden. " * 12))
try:
    write_pdf(out.Document("T", blocks))
except InvalidInput as error:
    children = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
    print(children // 1024, error)
"""


def test_a_pdf_that_is_too_large_stays_within_its_memory() -> None:
    command = [sys.executable, "-c", MEASURED]
    told = subprocess.run(command, capture_output=True, text=True, check=True, cwd=ROOT).stdout
    megabytes, _, sentence = told.partition(" ")
    assert "300 bladen" in sentence
    assert int(megabytes) < 400


def test_a_process_of_its_own_that_fails_gives_nothing() -> None:
    assert own_process.run("kader.formats.typesetting", [], b"geen json", Limits(seconds=20)) is None


def test_what_follows_the_text_is_no_page_of_it() -> None:
    blocks = (out.PageStart("7", False), *out.paragraphs("Een."), out.PageStart(""), *out.paragraphs("Na."))
    reader = PdfReader(BytesIO(write_pdf(out.Document("T", blocks))))
    assert list(reader.page_labels) == ["7", "blad 2"]
    assert "blad 2 van 2" in reader.pages[1].extract_text()


def test_numbers_stand_right_and_columns_get_what_they_can_fill() -> None:
    rows = (("Organisatie", "Totaal"), ("Vereniging", "12"), ("Gemeente", ""), ("Samen", "12"))
    table = out.Table(tuple(tuple(map(out.plain, row)) for row in rows))
    assert out.numeric_columns(table) == (False, True)
    long = out.Table(tuple(tuple(map(out.plain, row)) for row in (("Kop", "Tekst"), ("kort", "woord " * 40))))
    narrow, wide = out.column_shares(long)
    assert wide > 4 * narrow
    assert sum(out.column_shares(table)) == pytest.approx(1)


@pytest.mark.parametrize("path", VERSIONS, ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_a_screen_reader_finds_headings_tables_and_links_in_the_pdf(path: Path) -> None:
    """Read by pypdf, which knows nothing of who wrote it. veraPDF, which would try all rules, is no wheel."""
    reading = read(path.read_text(encoding="utf-8"))
    reader = PdfReader(BytesIO(write_pdf(document(reading))))
    tree = structure(reader)
    levels = [int(kind[2]) for kind, _ in tree if re.fullmatch("/H[1-6]", kind)]
    assert all(after <= before + 1 for before, after in pairwise([0, *levels]))
    assert len(outline_titles(reader)) == len(levels), "a bookmark for each heading"
    assert reader.trailer["/Root"]["/ViewerPreferences"]["/DisplayDocTitle"]
    for table in (node for kind, node in tree if kind == "/Table"):
        heads = [node for kind, node in structure_under(table) if kind == "/TH"]
        assert heads, "each table has header cells"
        assert all("/Column" in str(head["/A"].get_object()) for head in heads)
    links = [note.get_object() for page in reader.pages for note in page.get("/Annots", [])]
    assert all(link["/Contents"] for link in links if link["/Subtype"] == "/Link")


# -- Word and ODT --------------------------------------------------------------------------------------------


def test_word_reads_headings_lists_tables_and_notes() -> None:
    opened = docx.Document(BytesIO(write_docx(document(read(TEXT)))))
    styles = [paragraph.style.name for paragraph in opened.paragraphs if paragraph.text]
    assert [name for name in styles if name.startswith("Heading")] == ["Heading 1", "Heading 2"]
    numbered = [p for p in opened.paragraphs if p._p.pPr is not None and p._p.pPr.numPr is not None]
    assert [p.text for p in numbered] == ["derde", "vierde", "onder vier", "nog een", "zevende"]
    assert [p._p.pPr.numPr.ilvl.val for p in numbered] == [0, 0, 1, 1, 0]
    header = opened.tables[0].rows[0]._tr.trPr
    assert header.find(qn("w:tblHeader")) is not None
    assert opened.core_properties.title == "Kader, versie 1.0"
    assert opened.core_properties.language == "nl"
    references = opened.element.body.findall(f".//{qn('w:footnoteReference')}")
    assert len(references) == 1, "the second reference repeats the number of the first"


def test_word_and_odt_hold_each_page_label() -> None:
    opened = docx.Document(BytesIO(write_docx(document(read(TEXT)))))
    text = "\n".join(paragraph.text for paragraph in opened.paragraphs)
    assert re.findall(r"p\. (\S+?)\]?(?=\s|$)", text) == ["iv", "2", "B-3"]
    assert [label for label in ("p. iv", "p. 2", "[p. B-3]", "[p. 5]") if label not in odt_text(_odt())] == []


def _odt() -> bytes:
    return write_odt(document(read(TEXT)))


def test_odt_holds_headings_lists_tables_and_notes() -> None:
    text = odt_text(_odt())
    for words in ("Een mooi kader", "onder vier", "Een citaat.", "belt", "De noot."):
        assert words in text


# -- markdown, text, HTML ------------------------------------------------------------------------------------


@pytest.mark.parametrize("path", VERSIONS, ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_markdown_reads_back_as_the_same_text(path: Path) -> None:
    reading = read(path.read_text(encoding="utf-8"))
    body = body_of(reading)
    assert read(write_markdown(out.Document("T", body.blocks, body.notes))) == reading


@given(st.text(alphabet="ab1.)#*_`[]<>|~\\-+=>! \t", min_size=1, max_size=30).filter(str.strip))
@example("1. a")
@example("# a")
@example("a_b_ *c* <!-- pagina 3 -->")
def test_markdown_escapes_any_words(words: str) -> None:
    plain = " ".join(words.split())
    written = write_markdown(out.Document("T", (out.Paragraph(out.plain(plain)),)))
    assert read(written).text == plain


def test_plain_text_shows_marks_pages_and_notes() -> None:
    text = write_plain(document(read(TEXT)))
    for line in ("[p. iv]", "3. derde", "   - onder vier", "Wie | Wat", "[1] De noot."):
        assert line in text


def test_html_stands_alone_and_is_valid() -> None:
    html = write_html(document(read(TEXT)))
    tree = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False).parse(html)
    assert tree.get("lang") == "nl"
    assert [e.tag for e in tree.iter() if e.tag in ("script", "link", "img", "iframe")] == []
    assert [e.text for e in tree.iter("th")] == ["Wie", "Wat"]
    assert [(e.get("role"), e.get("tabindex")) for e in tree.iter("div")] == [("region", "0")]


def test_html_escapes_all_words() -> None:
    html = write_html(out.Document("<b>", (out.Paragraph(out.plain("<script>alert(1)</script>")),)))
    assert "<script" not in html
    assert "&lt;b&gt;" in html


def test_the_same_document_is_the_same_bytes() -> None:
    made = document(read(TEXT))
    assert write_docx(made) == write_docx(made)
    assert write_odt(made) == write_odt(made)
