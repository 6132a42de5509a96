"""A file that cannot be read is refused with a sentence; it never breaks the service or comes in half."""

from __future__ import annotations

import contextlib
import io
import random
import zipfile

import pytest

from kader.domain.errors import UnreadableDocument
from kader.domain.responses.parsing import parse
from kader.formats import archive, reading
from kader.formats.reading import read_document, read_here
from tests.unit.word_letters import a_word

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def a_letter() -> bytes:
    return a_word(
        lambda word: [word.add_paragraph(f"{n}. Een opmerking over pagina {n}.") for n in range(1, 30)]
    )


def a_zip(**parts: bytes) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as made:
        for name, content in parts.items():
            made.writestr(name.replace("__", "/") + ".xml", content)
    return stream.getvalue()


def a_document(body: str, head: str = "") -> bytes:
    return f'{head}<w:document xmlns:w="{W}"><w:body>{body}</w:body></w:document>'.encode()


def with_flag_of_a_password(content: bytes) -> bytes:
    for signature, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        place = content.find(signature)
        while place >= 0:
            content = content[: place + offset] + b"\x01\x00" + content[place + offset + 2 :]
            place = content.find(signature, place + 4)
    return content


ENTITIES = '<!DOCTYPE w [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]>'
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("brief.docx", b"", "is leeg"),
        ("brief.txt", b"  \n \n", "geen tekst"),
        ("brief.docx", a_zip(word__document=a_document("")), "geen tekst"),
        ("brief.docx", b"%PDF-1.7 ...", "geen Word-document"),
        ("brief.docx", a_zip(xl__workbook=b"<a/>"), "geen Word-document"),
        ("brief.txt", b"%PDF-1.7 ...", "geen leesbare tekst"),
        ("brief.md", b"PK\x03\x04" + b"\x00" * 60, "geen leesbare tekst"),
        ("brief.txt", bytes(range(256)) * 8, "geen leesbare tekst"),
        ("brief.docx", OLE, "oude soort"),
        ("brief.doc", OLE, "oude soort"),
        ("brief.docx", OLE + "EncryptedPackage".encode("utf-16-le"), "wachtwoord"),
        ("brief.docx", with_flag_of_a_password(a_letter()), "wachtwoord"),
        ("brief.docx", a_letter()[:-300], "beschadigd"),
        ("brief.docx", a_zip(word__document=b"<w:document"), "beschadigd"),
        ("brief.docx", a_zip(word__document=a_document("<w:p/>", ENTITIES)), "XML-entiteiten"),
        ("brief.docx", a_zip(word__document=a_document(" " * 3_000_000)), "veel groter"),
        ("brief.pages", b"x", "soort bestand"),
        ("brief", b"x", "soort bestand"),
    ],
)
def test_a_bad_file_is_refused_with_what_is_wrong(name: str, content: bytes, words: str) -> None:
    with pytest.raises(UnreadableDocument) as refused:
        read_document(name, content)
    assert words in str(refused.value)
    assert str(refused.value).count("\n") == 0


def test_what_is_too_large_is_refused_before_it_is_opened(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "MAX_BYTES", 10)
    with pytest.raises(UnreadableDocument, match="te groot"):
        read_document("brief.docx", b"x" * 11)


def test_a_part_that_lies_about_its_size_is_not_inflated(monkeypatch: pytest.MonkeyPatch) -> None:
    honest = a_zip(word__document=a_document("<w:p/>" * 2_000))
    size = len(a_document("<w:p/>" * 2_000))
    lying = honest.replace(size.to_bytes(4, "little"), (100).to_bytes(4, "little"))
    with pytest.raises(UnreadableDocument):
        read_document("brief.docx", lying)
    monkeypatch.setattr(archive, "MAX_TOTAL", 1_000)
    with pytest.raises(UnreadableDocument, match="veel groter"):
        read_document("brief.docx", honest)


def test_damaged_files_are_refused_or_read_and_never_break() -> None:
    chance = random.Random(5)
    whole = a_letter()
    for _ in range(60):
        damaged = bytearray(whole)
        for _ in range(chance.randint(1, 20)):
            damaged[chance.randrange(len(damaged))] = chance.randrange(256)
        content = bytes(damaged[: chance.randint(1, len(damaged))] if chance.random() < 0.3 else damaged)
        with contextlib.suppress(UnreadableDocument):
            parse(read_document("brief.docx", content))


def test_thousands_of_remarks_come_in_whole() -> None:
    remarks = "\n".join(f"{n}. Opmerking {n}, zie eerdere opmerking." for n in range(1, 101))
    letter = "\n\n".join(f"P.{page}\n\n{remarks}" for page in range(1, 31))
    assert len(parse(read_document("brief.txt", letter.encode())).comments) == 3_000


@pytest.mark.parametrize("name", ["reactie.ods", "reactie.odt"])
def test_a_password_on_an_opendocument_file_is_said(name: str) -> None:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as made:
        made.writestr("content.xml", random.Random(1).randbytes(900))
        made.writestr("META-INF/manifest.xml", "<manifest><encryption-data checksum='x'/></manifest>")
    with pytest.raises(UnreadableDocument, match="wachtwoord"):
        read_here(name, stream.getvalue())
