"""What stands at the edge of each page is no remark, and a date or subject there is still the letter's."""

import pytest
from docx.document import Document as Word

from kader.domain.responses.parsed import LetterKind, ParsedResponse
from kader.domain.responses.parsing import parse
from kader.formats.reading import read_document
from tests.unit.odt_letters import NAMES, an_odt
from tests.unit.word_letters import a_word

HEADER = ("Gemeente Oeverdam", "Betreft: reactie op het kader Thuis", "Ons kenmerk: OD/25-17", "3 mei 2025")
FOOTER = ("Gemeente Oeverdam, Postbus 1", "Pagina 1 van 3")
BODY = ("Geachte redactie,", "Hieronder onze opmerkingen.", "Bijlage: opmerkingen", "P.3", "1. Te lang.")


def as_word() -> bytes:
    def build(word: Word) -> None:
        section = word.sections[0]
        section.different_first_page_header_footer = True
        for edge in (section.first_page_header, section.header):
            edge.paragraphs[0].text = HEADER[0]
        for line in HEADER[1:]:
            section.first_page_header.add_paragraph(line)
        for line in FOOTER:
            section.footer.add_paragraph(line)
        for line in BODY:
            word.add_paragraph(line)

    return a_word(build)


def as_open_document() -> bytes:
    def lines(texts: tuple[str, ...]) -> str:
        return "".join(f"<text:p>{text}</text:p>" for text in texts)

    styles = (
        f"<office:document-styles {NAMES}><office:master-styles><style:master-page style:name='Standard'>"
        f"<style:header>{lines(HEADER)}</style:header><style:footer>{lines(FOOTER)}</style:footer>"
        "</style:master-page></office:master-styles></office:document-styles>"
    )
    return an_odt(lines(BODY), styles=styles)


@pytest.mark.parametrize(("name", "content"), [("brief.docx", as_word()), ("brief.odt", as_open_document())])
def test_headers_and_footers_of_a_letter(name: str, content: bytes) -> None:
    response = parse(read_document(name, content))
    assert [(c.page, c.text) for c in response.comments] == [("3", "Te lang.")]
    assert (response.title, response.date) == ("reactie op het kader Thuis", "2025-05-03")
    assert HEADER[2] in texts(response, LetterKind.TEXT)
    assert texts(response, LetterKind.RUNNING) == {HEADER[0], *FOOTER}
    assert response.unplaced == ()


def texts(response: ParsedResponse, kind: LetterKind) -> set[str]:
    return {piece.text for piece in response.letter if piece.kind is kind}
