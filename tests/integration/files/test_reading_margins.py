"""A framework that comes back with remarks in its margin: who said what of which words, in any file."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable

from docx.document import Document as Word
from pypdf import PdfReader, PdfWriter
from pypdf.annotations import Highlight, Text
from pypdf.generic import ArrayObject, FloatObject, NameObject, TextStringObject

from kader.domain.margin import MarginComment
from kader.formats.reading import read_document, read_here
from tests.unit.odt_letters import an_odt
from tests.unit.pdf_letters import a_pdf, drawn, text
from tests.unit.word_letters import a_word, element

SENTENCE = "Ieder kind groeit veilig op en heeft een vast gezicht."


def margin(name: str, content: bytes) -> list[MarginComment]:
    return [p.margin for p in read_here(name, content) if p.margin]


def told(name: str, content: bytes) -> list[tuple[object, ...]]:
    return [(m.author, m.passage, m.text, m.proposal) for m in margin(name, content)]


def with_comments(word: Word) -> None:
    paragraph = word.add_paragraph("Ieder kind groeit ")
    marked = paragraph.add_run("veilig op")
    paragraph.add_run(" en heeft een vast gezicht.")
    word.add_comment(marked, "Wat is veilig?", author="Ans Bos", initials="AB")
    word.add_comment(marked, "Dat staat op pagina 3.", author="Jan de Wit", initials="JW")
    word.add_comment(marked, "Graag een voorbeeld.\nUit een dorp.", author="Ans Bos", initials="AB")


def threaded(content: bytes) -> bytes:
    """The file with the second remark as a reply to the first, as Word keeps it."""
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(stream, "w") as new:
        for name in old.namelist():
            part = old.read(name)
            if name == "word/comments.xml":
                w14 = b'xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml" '
                part = part.replace(b"<w:comments ", b"<w:comments " + (b"" if b"xmlns:w14" in part else w14))
                pieces = part.split(b"<w:comment ")
                for at, key in ((1, b"AAAA0001"), (2, b"AAAA0002"), (3, b"AAAA0003")):
                    pieces[at] = pieces[at].replace(b"<w:p>", b'<w:p w14:paraId="' + key + b'">')
                part = b"<w:comment ".join(pieces)
            new.writestr(name, part)
        w15 = 'xmlns:w15="http://schemas.microsoft.com/office/word/2012/wordml"'
        new.writestr(
            "word/commentsExtended.xml",
            f'<w15:commentsEx {w15}><w15:commentEx w15:paraId="AAAA0001"/>'
            '<w15:commentEx w15:paraId="AAAA0002" w15:paraIdParent="AAAA0001"/></w15:commentsEx>',
        )
    return stream.getvalue()


def test_remarks_in_word_have_their_author_and_the_words_they_are_on() -> None:
    first, second, third = margin("kader.docx", a_word(with_comments))
    assert (first.author, first.passage, first.text) == ("Ans Bos", "veilig op", "Wat is veilig?")
    assert (first.prefix, first.suffix.strip()) == ("Ieder kind groeit ", "en heeft een vast gezicht.")
    assert first.date is not None
    assert second.author == "Jan de Wit"
    assert third.text == "Graag een voorbeeld.\nUit een dorp."


def test_replies_in_word_stay_with_the_remark_they_answer() -> None:
    first, other = margin("kader.docx", threaded(a_word(with_comments)))
    assert [(reply.author, reply.text) for reply in first.replies] == [
        ("Jan de Wit", "Dat staat op pagina 3.")
    ]
    assert other.replies == ()


def tracked(*pieces: tuple[str, str]) -> Callable[[Word], None]:
    """A paragraph of kept ("="), deleted ("-") and inserted ("+") words."""

    def build(word: Word) -> None:
        paragraph = word.add_paragraph()
        for sign, words in pieces:
            run = paragraph.add_run(words)._r
            if sign == "=":
                continue
            change = element(
                "del" if sign == "-" else "ins", id="1", author="Ans", date="2025-01-01T00:00:00Z"
            )
            if sign == "-":
                run.find(run.tag.replace("}r", "}t")).tag = run.tag.replace("}r", "}delText")
            paragraph._p.append(change)
            change.append(run)

    return build


def test_words_replaced_in_word_are_a_proposal_with_the_old_words_as_passage() -> None:
    build = tracked(("=", "Ieder kind groeit "), ("-", "gewoon"), ("+", "veilig"), ("=", " op."))
    assert told("kader.docx", a_word(build)) == [
        ("Ans", "gewoon", "Vervang ‘gewoon’ door ‘veilig’.", "veilig"),
    ]


def test_words_put_in_are_told_with_the_words_beside_them_and_words_struck_out_by_themselves() -> None:
    build = tracked(
        ("=", "Ieder kind groeit "), ("+", "veilig "), ("=", "op in"), ("-", " een gezin"), ("=", ".")
    )
    assert told("kader.docx", a_word(build)) == [
        ("Ans", "groeit op", "Voeg in: ‘veilig’.", "groeit veilig op"),
        ("Ans", "een gezin", "Schrap: ‘een gezin’.", ""),
    ]


def test_a_change_within_a_word_is_told_of_the_whole_word() -> None:
    build = tracked(("=", "Ieder kind"), ("+", "eren"), ("=", " groeit"), ("-", "t"), ("=", " op"))
    assert [(m.passage, m.proposal) for m in margin("kader.docx", a_word(build))] == [
        ("kind groeitt", "kinderen groeitt"),
        ("groeitt", "groeit"),
    ]


def test_remarks_and_changes_in_open_document_are_read_with_their_ranges() -> None:
    who = "<dc:creator>{}</dc:creator><dc:date>2025-01-02T10:00:00</dc:date>"
    info = f"<office:change-info>{who.format('Ans')}</office:change-info>"
    note = '<office:annotation office:name="{}" {}>{}<text:p>{}</text:p></office:annotation>'
    body = (
        f'<text:tracked-changes><text:changed-region text:id="d"><text:deletion>{info}<text:p>gewoon</text:p>'
        '</text:deletion></text:changed-region><text:changed-region xml:id="i" text:id="i">'
        f"<text:insertion>{info}</text:insertion></text:changed-region></text:tracked-changes>"
        '<text:p>Ieder kind groeit <text:change text:change-id="d"/><text:change-start text:change-id="i"/>'
        '<text:span>veilig</text:span><text:change-end text:change-id="i"/> op en heeft '
        + note.format("a", "", who.format("Jan"), "Wie?")
        + 'een vast gezicht<office:annotation-end office:name="a"/>'
        + note.format("b", 'loext:parent-name="a"', who.format("Ans"), "De gids.")
        + ".</text:p>"
    )
    first, second = margin("kader.odt", an_odt(body))
    assert (first.author, first.passage, first.proposal) == ("Ans", "gewoon", "veilig")
    assert (second.author, second.passage, second.text) == ("Jan", "een vast gezicht", "Wie?")
    assert second.prefix.endswith("gewoon op en heeft ")
    assert [(reply.author, reply.text) for reply in second.replies] == [("Ans", "De gids.")]


def test_a_remark_at_a_point_is_about_its_sentence() -> None:
    note = "<office:annotation><dc:creator>Jan</dc:creator><text:p>Mooi.</text:p></office:annotation>"
    body = f"<text:p>Eerste zin. {SENTENCE[:20]}{note}{SENTENCE[20:]} Derde zin.</text:p>"
    assert [m.passage for m in margin("kader.odt", an_odt(body))] == [SENTENCE]


def quads(x0: float, y0: float, x1: float, y1: float) -> ArrayObject:
    return ArrayObject([FloatObject(v) for v in (x0, y1, x1, y1, x0, y0, x1, y0)])


def annotated(content: bytes) -> bytes:
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(content)))
    mark = Highlight(rect=(130, 680, 205, 695), quad_points=quads(130, 680, 205, 695))
    mark[NameObject("/Contents")] = TextStringObject("Wat is één woord?")
    mark[NameObject("/T")] = TextStringObject("Ans Bos")
    mark[NameObject("/M")] = TextStringObject("D:20250102101500+01'00'")
    highlight = writer.add_annotation(0, mark)
    reply = Text(rect=(130, 680, 150, 700), text="Zie de gids.")
    reply[NameObject("/T")] = TextStringObject("Jan")
    reply[NameObject("/IRT")] = highlight.indirect_reference
    writer.add_annotation(0, reply)
    writer.add_annotation(0, Text(rect=(500, 640, 515, 655), text="Hier mist de huisarts."))
    writer.add_annotation(0, Highlight(rect=(72, 640, 90, 655), quad_points=quads(72, 640, 90, 655)))
    stream = io.BytesIO()
    writer.write(stream)
    return stream.getvalue()


def test_marks_and_notes_in_a_pdf_are_read_with_the_words_under_them() -> None:
    made = drawn(
        [(72, 684, "Ieder kind groeit veilig op en heeft een gezicht."), (72, 644, "Iedereen doet mee.")]
    )
    first, second = margin("kader.pdf", annotated(made))
    assert (first.author, first.text, first.date) == ("Ans Bos", "Wat is één woord?", "2025-01-02T10:15:00")
    assert first.passage in SENTENCE
    assert "veilig" in first.passage
    assert [(reply.author, reply.text) for reply in first.replies] == [("Jan", "Zie de gids.")]
    assert (second.passage, second.text) == ("Iedereen doet mee.", "Hier mist de huisarts.")


def test_words_struck_out_in_a_pdf_are_a_proposal() -> None:
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(a_pdf([text(SENTENCE)]))))
    mark = Highlight(rect=(0, 0, 600, 842), quad_points=quads(0, 0, 600, 842))
    mark[NameObject("/Subtype")] = NameObject("/StrikeOut")
    writer.add_annotation(0, mark)
    stream = io.BytesIO()
    writer.write(stream)
    assert told("kader.pdf", stream.getvalue()) == [(None, SENTENCE, f"Schrap: ‘{SENTENCE}’.", "")]


def test_what_stands_in_a_margin_comes_whole_out_of_the_process_that_reads_it() -> None:
    made = annotated(drawn([(72, 684, "Ieder kind groeit veilig op en heeft een gezicht.")]))
    assert read_document("kader.pdf", made) == read_here("kader.pdf", made)
