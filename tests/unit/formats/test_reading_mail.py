"""A saved e-mail comes in with its head and its text; what was attached is named."""

from __future__ import annotations

from email.message import EmailMessage

import pytest

from kader.domain.errors import UnreadableDocument
from kader.domain.responses.parsing import parse
from kader.formats.reading import read_document

REMARKS = "Beste allemaal,\n\nPagina 2: prima.\n\nPagina 3: het woord 'cliënt' past niet.\n\nGroet,\nKarin\n"


def a_mail(text: str = REMARKS, html: str = "", attachment: bool = False) -> bytes:
    mail = EmailMessage()
    mail["From"] = "K. Smit <k.smit@voorbeeld.nl>"
    mail["Date"] = "Tue, 04 Feb 2025 10:12:00 +0100"
    mail["Subject"] = "Reactie op het handelingskader"
    if html:
        mail.set_content(html, subtype="html")
    else:
        mail.set_content(text)
    if attachment:
        mail.add_attachment(b"x", maintype="application", subtype="octet-stream", filename="bijlage één.docx")
    return bytes(mail)


def test_the_text_of_a_mail_is_a_response() -> None:
    response = parse(read_document("mail.eml", a_mail()))
    assert [(c.page, c.text) for c in response.comments] == [
        ("2", "prima."),
        ("3", "het woord 'cliënt' past niet."),
    ]
    assert response.date == "2025-02-04"


def test_what_was_attached_is_named_as_not_read() -> None:
    texts = [paragraph.text for paragraph in read_document("mail.eml", a_mail(attachment=True))]
    assert texts[-1] == "Bijlage bij de e-mail, niet gelezen: bijlage één.docx"


def test_a_mail_in_html_is_read_without_its_marks() -> None:
    text = "<p>Pagina 2: <b>prima</b>.</p><p>Pagina 3: nee.</p>"
    made = f"<html><head><style>p{{}}</style></head><body>{text}</body></html>"
    response = parse(read_document("mail.eml", a_mail(html=made)))
    assert [(c.page, c.text) for c in response.comments] == [("2", "prima."), ("3", "nee.")]


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (a_mail("\n", attachment=True), "alleen een bijlage"),
        (b"\x00\x01\x02" * 50, "geen e-mail"),
        (a_mail(" \n"), "geen tekst"),
    ],
)
def test_a_mail_without_text_is_refused(content: bytes, words: str) -> None:
    with pytest.raises(UnreadableDocument, match=words):
        read_document("mail.eml", content)
