"""Whatever happens to a file on its way, it is read or refused with a sentence, and the service goes on."""

from __future__ import annotations

import io
import random
import re
import zipfile
from collections.abc import Callable, Iterator

import pytest
from openpyxl import Workbook
from reportlab.platypus import PageBreak

from kader.domain.errors import UnreadableDocument
from kader.domain.responses.margin_comments import understand
from kader.formats import apart
from kader.formats.own_process import Limits
from kader.formats.reading import read_document, read_here
from tests.integration.files.test_reading_margins import annotated, threaded, with_comments
from tests.unit.formats.test_reading_mail import a_mail
from tests.unit.odt_letters import an_odt, items
from tests.unit.pdf_letters import a_grid, a_pdf, drawn, heading, text
from tests.unit.word_letters import a_word

VARIANTS = 100
"""Damaged files made of each good one."""
SENTENCE = re.compile(r"[A-Z][^\n]*[.!?]")


def a_sheet() -> bytes:
    book = Workbook()
    book.worksheets[0].append(("Nr", "Pagina", "Opmerking"))
    for number in range(1, 30):
        book.worksheets[0].append((number, number, f"Een opmerking over pagina {number}."))
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def a_small_pdf() -> bytes:
    table = a_grid([["Nr", "Blz", "Opmerking"], ["1", "2", text("Graag korter.")]], [30, 30, 200])
    return a_pdf([heading("Reactie"), text("P.2"), text("1. Te lang."), PageBreak(), table])


LETTER = "\n".join(f"P.{page}\n\n1. Een opmerking, zie pagina {page}.\n" for page in range(1, 30))
TABLE = "Nr;Pagina;Opmerking\n" + "\n".join(f'{n};{n};"Een opmerking; met puntkomma"' for n in range(1, 30))
GOOD: dict[str, Callable[[], bytes]] = {
    "a.docx": lambda: threaded(a_word(with_comments)),
    "a.odt": lambda: an_odt("<text:p>P.2</text:p>" + items("Te lang.", "Te kort.") * 5),
    "a.pdf": a_small_pdf,
    "b.pdf": lambda: annotated(drawn([(72, 684, "Ieder kind groeit veilig op.")])),
    "a.xlsx": a_sheet,
    "a.csv": TABLE.encode,
    "a.txt": LETTER.encode,
    "a.md": LETTER.encode,
    "a.eml": lambda: a_mail(attachment=True),
}


def damaged(whole: bytes, chance: random.Random) -> bytes:
    """One way in which files get broken: cut off, bytes changed, a stretch lost, doubled or blanked."""
    content = bytearray(whole)
    at = chance.randrange(len(content))
    length = chance.randint(1, max(1, len(content) // 4))
    kind = chance.randrange(6)
    if kind == 0:
        return bytes(content[: max(1, at)])
    if kind == 1:
        for _ in range(chance.randint(1, 30)):
            content[chance.randrange(len(content))] = chance.randrange(256)
    elif kind == 2:
        del content[at : at + length]
    elif kind == 3:
        content[at:at] = content[at : at + length]
    elif kind == 4:
        content[at : at + length] = bytes(len(content[at : at + length]))
    else:
        content[at:at] = chance.randbytes(length)
    return bytes(content) or b"\x00"


def inside(whole: bytes, chance: random.Random) -> bytes:
    """A sound zip of which one part is damaged, so that the parser is reached and not the zip's checks."""
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(whole)) as old, zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as new:
        chosen = chance.choice([name for name in old.namelist() if name.endswith((".xml", ".rels"))])
        for name in old.namelist():
            part = old.read(name)
            new.writestr(name, rearranged(part, chance) if name == chosen else part)
    return stream.getvalue()


def rearranged(part: bytes, chance: random.Random) -> bytes:
    """XML with elements or attributes lost, doubled or changed: sound XML more often than not."""
    pieces = re.split(rb"(?=<)", part)
    for _ in range(chance.randint(1, 4)):
        at = chance.randrange(len(pieces))
        kind = chance.randrange(4)
        if kind == 0:
            del pieces[at]
        elif kind == 1:
            pieces.insert(at, chance.choice(pieces))
        elif kind == 2:
            pieces[at] = re.sub(rb'"[^"]*"', b'"-7"', pieces[at], count=1)
        else:
            pieces[at] = re.sub(rb'\s\S+="[^"]*"', b"", pieces[at])
    return b"".join(pieces)


def variants(name: str) -> Iterator[bytes]:
    chance = random.Random(f"{name} as it arrived")
    whole = GOOD[name]()
    is_zip = whole.startswith(b"PK")
    for number in range(VARIANTS):
        yield inside(whole, chance) if is_zip and number % 2 else damaged(whole, chance)


def outcome(name: str, content: bytes, read: Callable[[str, bytes], object]) -> str:
    """ "read", or the sentence with which it was refused; anything else is a fault of ours."""
    try:
        understand(read(name, content))  # type: ignore[arg-type]
    except UnreadableDocument as refused:
        return str(refused)
    return "read"


@pytest.mark.parametrize("name", GOOD)
def test_a_damaged_file_is_read_or_refused_with_a_sentence(name: str) -> None:
    outcomes = [outcome(name, content, read_here) for content in variants(name)]
    assert len(outcomes) == VARIANTS
    for told in outcomes:
        assert told == "read" or SENTENCE.fullmatch(told), told


def test_the_good_files_are_read() -> None:
    for name, make in GOOD.items():
        assert outcome(name, make(), read_document) == "read"


@pytest.mark.parametrize("name", ["a.pdf", "a.xlsx"])
def test_a_damaged_file_is_refused_by_the_process_that_reads_it(name: str) -> None:
    for content, _ in zip(variants(name), range(4), strict=False):
        told = outcome(name, content, read_document)
        assert told == "read" or SENTENCE.fullmatch(told), told


def with_part(content: bytes, name: str, change: Callable[[bytes], bytes]) -> bytes:
    stream = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(content)) as old,
        zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for part in dict.fromkeys([*old.namelist(), name]):
            had = old.read(part) if part in old.namelist() else b""
            new.writestr(part, change(had) if part == name else had)
    return stream.getvalue()


def entities(part: bytes) -> bytes:
    bomb = (
        b'<!DOCTYPE a [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;&a;"><!ENTITY c SYSTEM "file:///etc/passwd">]>'
    )
    head, rest = part.split(b"?>", 1) if part.startswith(b"<?xml") else (b"<?xml version='1.0'", part)
    return head + b"?>" + bomb + rest.replace(b"opmerking", b"&b;&c;")


def blown_up(part: bytes) -> bytes:
    return part.replace(b">", b">" + b" " * 60_000_000, 1)


MAIN = {"a.docx": "word/document.xml", "a.odt": "content.xml", "a.xlsx": "xl/worksheets/sheet1.xml"}
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)
PROTECTED = OLE + "EncryptedPackage".encode("utf-16-le")


@pytest.mark.parametrize("name", MAIN)
def test_entities_and_bombs_in_xml_are_never_expanded(name: str) -> None:
    whole = GOOD[name]()
    assert "XML-entiteiten" in outcome(name, with_part(whole, MAIN[name], entities), read_here)
    assert "veel groter" in outcome(name, with_part(whole, MAIN[name], blown_up), read_here)


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("a.docx", OLE, "oude soort"),
        ("a.doc", OLE, "oude soort"),
        ("a.docx", PROTECTED, "wachtwoord"),
        ("a.xlsx", PROTECTED, "wachtwoord"),
        ("a.xls", OLE, "oude soort"),
        ("a.docx", b"%PDF-1.7\n%%EOF", "geen Word-document"),
        ("a.pdf", a_word(with_comments), "geen PDF"),
        ("a.odt", a_word(with_comments), "geen OpenDocument"),
        ("a.xlsx", a_word(with_comments), "spreadsheet"),
        ("a.docx", a_sheet(), "geen Word-document"),
        ("a.eml", a_sheet(), "geen e-mail"),
        ("a.csv", a_sheet(), "geen leesbare tekst"),
        ("a.msg", OLE, "Outlook"),
        ("a.rtf", b"{\\rtf1 x}", "rtf"),
        ("a.exe", b"MZ", "soort bestand"),
        *((name, b"", "is leeg") for name in GOOD),
        *((name, b"x" * 25_000_001, "te groot") for name in ("a.docx", "a.pdf", "a.txt")),
    ],
)
def test_the_wrong_file_is_refused_with_what_it_is_and_what_to_do(
    name: str, content: bytes, words: str
) -> None:
    told = outcome(name, content, read_document)
    assert words in told
    assert SENTENCE.fullmatch(told)


@pytest.mark.parametrize(
    ("name", "macros"), [("a.docx", "word/vbaProject.bin"), ("a.xlsx", "xl/vbaProject.bin")]
)
def test_a_file_with_macros_is_read_without_them(name: str, macros: str) -> None:
    whole = GOOD[name]()
    with_macros = with_part(whole, macros, lambda _: OLE)
    assert read_here(name.removesuffix("x") + "m", with_macros) == read_here(name, whole)


def test_ten_thousand_remarks_are_read_whole() -> None:
    rows = [f"{n};{n % 40 + 1};Opmerking {n}, graag korter." for n in range(1, 10_001)]
    table = "Nr;Pagina;Opmerking\n" + "\n".join(rows)
    assert len(understand(read_document("a.csv", table.encode())).comments) == 10_000


def test_a_mail_of_mails_within_mails_does_not_break_the_reader() -> None:
    nested = b"From: a@b.nl\nContent-Type: message/rfc822\n\n" * 3_000 + b"Subject: x\n\nTekst."
    assert outcome("a.eml", nested, read_here)


def test_a_process_that_takes_too_long_or_too_much_is_stopped(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(apart, "LIMITS", Limits(seconds=0))
    assert "te veel tijd of geheugen" in outcome("a.pdf", a_small_pdf(), read_document)


def test_a_sheet_that_claims_a_million_columns_does_not_fill_the_memory() -> None:
    far = with_part(
        a_sheet(),
        MAIN["a.xlsx"],
        lambda part: part.replace(
            b"</sheetData>", b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>'
        ),
    )
    assert SENTENCE.fullmatch(outcome("a.xlsx", far, read_document))
