"""Word keeps remarks apart from the text, their threads apart from the remarks, and changes in the text.

comments.xml holds the remarks (ECMA-376 part 1, 17.13.4), commentsExtended.xml which answers which
(MS-DOCX 2.5.1), and w:ins, w:del, w:moveFrom and w:moveTo in the text who changed what (17.13.5).
"""

from __future__ import annotations

from lxml import etree

from kader.domain.margin import MarginComment
from kader.formats.archive import Archive
from kader.formats.docx_numbering import W
from kader.formats.marked_text import MarkedText, Note

_W14 = "{http://schemas.microsoft.com/office/word/2010/wordml}"
_W15 = "{http://schemas.microsoft.com/office/word/2012/wordml}"
_MAIN, _COMMENTS, _THREADS = "word/document.xml", "word/comments.xml", "word/commentsExtended.xml"
_DELETED, _INSERTED = (f"{W}del", f"{W}moveFrom"), (f"{W}ins", f"{W}moveTo")
_SIGNS = {f"{W}tab": " ", f"{W}br": " ", f"{W}cr": " ", f"{W}noBreakHyphen": "-"}
# The second of two alternatives says the same for older programs.
_SKIPPED = (
    "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback",
    f"{W}rPr",
    f"{W}instrText",
    f"{W}pPr",
    f"{W}sectPr",
    f"{W}tblPr",
    f"{W}trPr",
    f"{W}tcPr",
)
_Who = tuple[str, str | None, str | None]


def read_word_margin(content: bytes) -> tuple[MarginComment, ...]:
    """The remarks and tracked changes in a Word document, in order. Raises UnreadableDocument."""
    archive = Archive(content)
    if _MAIN not in archive:
        return ()
    marked = MarkedText(_notes(archive))
    for part in (_MAIN, "word/footnotes.xml", "word/endnotes.xml"):
        if part in archive:
            _walk(archive.xml(part), marked, None)
    return marked.comments()


def _notes(archive: Archive) -> dict[str, Note]:
    if _COMMENTS not in archive:
        return {}
    threads = _threads(archive)
    notes: dict[str, Note] = {}
    by_paragraph: dict[str, str] = {}
    answers: dict[str, str] = {}
    for comment in archive.xml(_COMMENTS).iterfind(f"{W}comment"):
        identity = comment.get(f"{W}id", "")
        notes[identity] = Note(comment.get(f"{W}author"), comment.get(f"{W}date"), _words(comment))
        last = [paragraph.get(f"{_W14}paraId", "") for paragraph in comment.iter(f"{W}p")][-1:]
        for paragraph in last:
            by_paragraph[paragraph] = identity
            answers[identity] = threads.get(paragraph, "")
    for identity, paragraph in answers.items():
        notes[identity].answers = by_paragraph.get(paragraph) if paragraph else None
    return notes


def _threads(archive: Archive) -> dict[str, str]:
    """The paragraph of a remark above by that of its reply: Word names a remark by its last paragraph."""
    if _THREADS not in archive:
        return {}
    found = archive.xml(_THREADS).iter(f"{_W15}commentEx")
    return {one.get(f"{_W15}paraId", ""): one.get(f"{_W15}paraIdParent", "") for one in found}


def _words(comment: etree._Element) -> str:
    lines = ("".join(_text(piece) for piece in paragraph.iter()) for paragraph in comment.iter(f"{W}p"))
    return "\n".join(line.strip() for line in lines if line.strip())


def _text(piece: etree._Element) -> str:
    if piece.tag in (f"{W}t", f"{W}delText"):
        return (piece.text or "").replace("\u00ad", "")
    return _SIGNS.get(piece.tag, "")


def _walk(parent: etree._Element, marked: MarkedText, who: _Who | None) -> None:
    for element in parent:
        if element.tag in _SKIPPED or not isinstance(element.tag, str):
            continue
        if element.tag in (*_DELETED, *_INSERTED):
            kind = "del" if element.tag in _DELETED else "ins"
            # What one inserted and another deleted was never in the original.
            kind = "ins-del" if who and {who[0], kind} == {"ins", "del"} else kind
            _walk(element, marked, (kind, element.get(f"{W}author"), element.get(f"{W}date")))
        elif element.tag.startswith(f"{W}comment"):
            _note(element, marked)
        else:
            _piece(element, marked, who)
            _walk(element, marked, who)
            if element.tag == f"{W}p":
                _end_paragraph(element, marked)


def _end_paragraph(paragraph: etree._Element, marked: MarkedText) -> None:
    inserted = paragraph.find(f"{W}pPr/{W}rPr/{W}ins")
    if inserted is None:
        marked.end_paragraph()
    else:
        marked.inserted("\n", inserted.get(f"{W}author"), inserted.get(f"{W}date"))


def _note(element: etree._Element, marked: MarkedText) -> None:
    identity = element.get(f"{W}id", "")
    if element.tag == f"{W}commentRangeStart":
        marked.begins(identity)
    elif element.tag == f"{W}commentRangeEnd":
        marked.ends(identity)
    elif element.tag == f"{W}commentReference":
        marked.at(identity)


def _piece(element: etree._Element, marked: MarkedText, who: _Who | None) -> None:
    text = _text(element)
    if not text or (who and who[0] == "ins-del"):
        return
    if who is None:
        marked.kept(text)
    elif who[0] == "del":
        marked.deleted(text, who[1], who[2])
    else:
        marked.inserted(text, who[1], who[2])
