"""Frameworks as PDF and ODT, files that Kader wrote itself, layout by another program, bad files."""

import contextlib
import io
import random
import stat
from collections.abc import Callable
from pathlib import Path

import pytest
from docx import Document
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

from kader.domain.errors import UnreadableDocument
from kader.domain.importing import make
from kader.domain.reading_text import ReadingText, read
from kader.formats import outgoing as out
from kader.formats.docx_out import write_docx
from kader.formats.frameworks.kinds import TAKEN, read_kind
from kader.formats.frameworks.reading import read_framework
from kader.formats.odt_out import write_odt
from kader.formats.outgoing_text import body_of
from kader.formats.plain_out import write_plain
from kader.formats.typst_pdf import write_pdf
from tests.unit.odt_letters import an_odt

VERSION = """<!-- pagina i -->

# Ons kader

Een team luistert naar *iedereen* die meedoet[^1]. Het vraagt wat kan <!-- pagina ii --> en maakt plannen.

## 1 Aanpak

1. Luisteren, en wat er gezegd is opschrijven.
2. Kijken:
   - naar kinderen;
   - naar ouders.

<!-- pagina 1 -->

### 1.1 Wie doet wat

| Stap | Wie |
| --- | --- |
| Luisteren | Het team |
| Kijken | Iedereen |

Tot slot kijkt het team samen met het gezin terug.

[^1]: Ook kinderen.
"""


def imported(kind: str, content: bytes) -> ReadingText:
    return read(make(read_kind(kind, content).manuscript).markdown)


def told(reading: ReadingText) -> list[tuple[str, int | None, str | None, str]]:
    return [(b.kind, b.level, b.number, reading.text[b.start : b.end]) for b in reading.blocks]


def page_starts(reading: ReadingText) -> list[tuple[str, str]]:
    return [(page.label, reading.text[page.start :][:12]) for page in reading.pages]


# -- what Kader wrote itself -------------------------------------------------------------------------------

WRITERS: dict[str, Callable[[out.Document], bytes]] = {
    ".docx": write_docx,
    ".odt": write_odt,
    ".pdf": write_pdf,
    ".txt": lambda document: write_plain(document).encode(),
}


@pytest.mark.parametrize("kind", WRITERS)
def test_a_version_that_went_out_comes_back_the_same(kind: str) -> None:
    version = read(VERSION)
    body = body_of(version)
    content = WRITERS[kind](out.Document("Ons kader", body.blocks, body.notes))
    back = imported(kind, content)
    assert back.text == version.text
    assert page_starts(back) == page_starts(version)
    kinds = [(b.kind, b.number) for b in version.blocks]
    assert [(b.kind, b.number) for b in back.blocks] == kinds


# -- PDF ---------------------------------------------------------------------------------------------------


def a_pdf(*pages: list[tuple[float, float, int, str]], foot: Callable[[int], str] = str) -> bytes:
    """Pages of lines as (from the left, from the top, size, text), with a header and a page number."""
    stream = io.BytesIO()
    canvas = Canvas(stream, pagesize=A4)
    for number, lines in enumerate(pages, start=1):
        for left, top, size, text in [*lines, (72, 30, 8, "Ons kader, concept"), (290, 810, 8, foot(number))]:
            canvas.setFont("Helvetica", size)
            canvas.drawString(left, A4[1] - top, text)
        canvas.showPage()
    canvas.save()
    return stream.getvalue()


FULL = "Een team dat een gezin leert kennen, neemt de tijd om te luisteren en vraagt steeds wat er"
FIRST = [
    (72, 90, 18, "Ons kader"),
    (72, 130, 10, FULL),
    (
        72,
        143,
        10,
        "nodig is.1 Daarna maken zij samen een plan, dat iedereen die erbij hoort kan lezen, en dat",
    ),
]
FOOT = [(72, 780, 7, "1 Ook kinderen.")]
SECOND = [
    (72, 90, 10, "later kan worden veranderd."),
    (72, 130, 14, "1. Aanpak"),
    (72, 160, 10, "Luisteren."),
]
WHOLE = f"{FULL} {FIRST[2][3].replace('.1', '.')} {SECOND[0][3]}"


def test_a_pdf_tells_headings_notes_and_pages_within_a_sentence() -> None:
    reading = imported(".pdf", a_pdf([*FIRST, *FOOT], SECOND))
    assert told(reading) == [
        ("heading", 1, None, "Ons kader"),
        ("paragraph", None, None, WHOLE),
        ("heading", 2, None, "1. Aanpak"),
        ("paragraph", None, None, "Luisteren."),
        ("footnote", None, None, "Ook kinderen."),
    ]
    assert page_starts(reading) == [("1", "Ons kader\nEe"), ("2", "later kan wo")]


def test_printed_numbers_of_a_pdf_are_its_labels_and_headers_are_told() -> None:
    made = make(read_kind(".pdf", a_pdf(FIRST, SECOND, foot=lambda n: ("iv", "v")[n - 1])).manuscript)
    assert [page.label for page in read(made.markdown).pages] == ["iv", "v"]
    assert any("Ons kader, concept" in sentence for sentence in made.attention)


# -- ODT and markdown --------------------------------------------------------------------------------------


def test_an_odt_tells_pages_notes_links_and_header_rows() -> None:
    note = (
        '<text:note text:note-class="footnote"><text:note-citation>1</text:note-citation>'
        "<text:note-body><text:p>Bron</text:p></text:note-body></text:note>"
    )
    body = (
        '<text:h text:outline-level="1">Doel</text:h>'
        f"<text:p>Een zin{note} die <text:soft-page-break/>doorloopt.</text:p>"
        "<table:table><table:table-header-rows><table:table-row><table:table-cell><text:p>Stap</text:p>"
        "</table:table-cell></table:table-row></table:table-header-rows><table:table-row><table:table-cell><text:p>Een</text:p>"
        "</table:table-cell></table:table-row></table:table>"
    )
    made = make(read_kind(".odt", an_odt(body)).manuscript)
    assert made.markdown == (
        "<!-- pagina 1 -->\n\n# Doel\n\nEen zin[^1] die <!-- pagina 2 --> doorloopt.\n\n"
        "| Stap |\n| --- |\n| Een |\n\n[^1]: Bron\n"
    )
    assert not any("kopregel" in sentence for sentence in made.attention)


# -- layout by another program -----------------------------------------------------------------------------


def a_word(*texts: str) -> bytes:
    word = Document()
    for text in texts:
        word.add_paragraph(text)
    stream = io.BytesIO()
    word.save(stream)
    return stream.getvalue()


def layout_program(folder: Path, monkeypatch: pytest.MonkeyPatch, script: str) -> None:
    """A program that stands in for LibreOffice; `$out` is where it must write."""
    program = folder / "soffice"
    program.write_text(f'#!/bin/sh\nwhile [ "$1" != "--outdir" ]; do shift; done\nout="$2"\n{script}\n')
    program.chmod(program.stat().st_mode | stat.S_IXUSR)
    monkeypatch.setenv("PATH", f"{folder}:/usr/bin:/bin")


def test_layout_gives_the_pages_that_word_did_not_store(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "made.pdf").write_bytes(a_pdf(FIRST, SECOND))
    layout_program(tmp_path, monkeypatch, f'cp "{tmp_path}/made.pdf" "$out/kader.pdf"')
    text = f"{FIRST[1][3]} {FIRST[2][3]} {SECOND[0][3]}"
    manuscript = read_framework("kader.docx", a_word("Ons kader", text, "Aanpak", "Luisteren."))
    assert [(p.text, p.page, p.breaks) for p in manuscript.paragraphs] == [
        ("Ons kader", 1, ()),
        (text, 1, ((text.index("later"), 2),)),
        ("Aanpak", 2, ()),
        ("Luisteren.", 2, ()),
    ]
    assert any("LibreOffice" in sentence for sentence in manuscript.attention)


@pytest.mark.parametrize("script", ["exit 1", 'printf kapot > "$out/kader.pdf"'])
def test_without_layout_the_user_is_told_what_is_missing(
    script: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    layout_program(tmp_path, monkeypatch, script)
    manuscript = read_framework("kader.docx", a_word("Tekst."))
    assert manuscript.paragraphs[0].page is None
    assert any("niet bewaard waar de pagina’s eindigen" in sentence for sentence in manuscript.attention)


# -- bad files ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("kader.docx", b"", "leeg"),
        ("kader.exe", b"MZ", "soort bestand"),
        ("kader.docx", b"%PDF-1.7", "geen Word-document"),
        ("kader.pdf", b"geen pdf", "geen PDF"),
        ("kader.odt", a_word("x"), "geen OpenDocument"),
        ("kader.txt", b"%PDF-1.7", "geen leesbare tekst"),
        ("kader.txt", b" \n\n ", "geen tekst"),
    ],
)
def test_a_bad_file_is_refused_with_a_sentence(name: str, content: bytes, words: str) -> None:
    with pytest.raises(UnreadableDocument, match=words):
        read_framework(name, content)


def test_damaged_files_are_refused_or_read_and_never_break() -> None:
    chance = random.Random(7)
    version = body_of(read(VERSION))
    document = out.Document("Ons kader", version.blocks, version.notes)
    whole = {kind: WRITERS[kind](document) for kind in WRITERS}
    for _ in range(15):
        for kind, content in whole.items():
            damaged = bytearray(content)
            for _ in range(chance.randint(1, 12)):
                damaged[chance.randrange(len(damaged))] = chance.randrange(256)
            cut = damaged[: chance.randint(1, len(damaged))] if chance.random() < 0.3 else damaged
            with contextlib.suppress(UnreadableDocument):
                make(read_kind(kind, bytes(cut)).manuscript)


def test_every_kind_that_is_taken_is_told() -> None:
    with pytest.raises(UnreadableDocument) as refused:
        read_kind(".zip", b"x")
    assert all(kind in str(refused.value) for kind in TAKEN if kind not in (".docm", ".text"))
