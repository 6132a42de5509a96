"""A PDF that everyone can read: tagged, with bookmarks and a language, and pages called as on the web.

Typst (a self-contained wheel) sets the text and checks it against PDF/UA-1 as it writes. Its template gets
the document as JSON. The pages of a version begin where its own page markers stand and carry their labels,
below each page and in the file itself, so that "go to page 4" in a reader leads to what the web calls p. 4.
"""

import json
import re
import unicodedata
from collections.abc import Iterator, Sequence
from importlib.resources import as_file, files
from io import BytesIO
from itertools import groupby
from typing import Any, cast

import typst
from pypdf import PdfWriter
from pypdf.generic import ArrayObject, DictionaryObject, NameObject, NumberObject, TextStringObject

from kader.formats import outgoing as out

_TEMPLATE = files("kader.formats") / "templates" / "document.typ"
_UNSHOWN = re.compile(r'the text `"(.+?)"` could not be displayed')
_ESCAPED = re.compile(r"\\u\{([0-9a-f]+)\}")
# Each time round names all that the fonts lack; what replaces it is plain ASCII.
_TRIES = 3


def write_pdf(document: out.Document, footer: str = "") -> bytes:
    """A PDF/UA-1 of any document; takes some 10 ms a page. `footer` stands below each page.

    A character that the fonts lack is shown by its number, as [U+1F600]: nothing is left out unseen.
    """
    data = json.dumps(_fields(document, footer or document.title), ensure_ascii=False)
    with as_file(_TEMPLATE) as template:
        made, starts = _typeset(str(template), data)
    return _with_page_labels(made, starts) if starts else made


def _typeset(template: str, data: str) -> tuple[bytes, list[tuple[int, str]]]:
    """The PDF, and on which sheet (from 1) each page of the text begins."""
    for _ in range(_TRIES):
        try:
            # Only the fonts in the wheel: the same document on every machine.
            compiler = typst.Compiler(template, ignore_system_fonts=True, sys_inputs={"document": data})
            made = compiler.compile(format="pdf", pdf_standards=["ua-1"])
            starts = json.loads(compiler.query("<page-starts>", field="value", one=True))
            return cast(bytes, made), [(sheet, label) for sheet, label in starts]
        except typst.TypstError as error:
            unshown = {_character(found) for found in _UNSHOWN.findall(error.diagnostic)}
            if not unshown:
                raise
            data = "".join(f"[U+{ord(char):04X}]" if char in unshown else char for char in data)
    raise ValueError("this text cannot be set")


def _character(shown: str) -> str:
    """A character as Typst names it: as it is, or by its number."""
    escaped = _ESCAPED.fullmatch(shown)
    return chr(int(escaped[1], 16)) if escaped else shown


def _with_page_labels(made: bytes, starts: Sequence[tuple[int, str]]) -> bytes:
    """Sheets called after the page that begins on them, or goes on; those before the first have no name."""
    labels = ArrayObject()
    for sheet, label in _first_on_each(starts):
        name = DictionaryObject({NameObject("/P"): TextStringObject(label)})
        labels.extend([NumberObject(sheet - 1), name])
    writer = PdfWriter(BytesIO(made), incremental=True)
    writer.root_object[NameObject("/PageLabels")] = DictionaryObject({NameObject("/Nums"): labels})
    result = BytesIO()
    writer.write(result)
    return result.getvalue()


def _first_on_each(starts: Sequence[tuple[int, str]]) -> Iterator[tuple[int, str]]:
    """A sheet on which several pages begin is called after all of them."""
    for sheet, group in groupby(starts, key=lambda start: start[0]):
        yield sheet, ", ".join(label for _, label in group)


def _fields(document: out.Document, footer: str) -> dict[str, Any]:
    inline = _Inlines(document)
    return {
        "title": _printable(document.title),
        "author": _printable(document.author),
        "language": document.language,
        "landscape": document.landscape,
        "dated": _date(document),
        "footer": _printable(footer),
        "paged": any(isinstance(block, out.PageStart) for block in document.blocks),
        "labels": list(_labels(document.blocks)),
        "opening": [_block(block, inline) for block in document.opening],
        "blocks": [_block(block, inline) for block in document.blocks],
    }


def _printable(text: str) -> str:
    """Without control characters and halves of characters, which no font has."""
    kept = (" " if unicodedata.category(c) in ("Cc", "Cs") and c != "\n" else c for c in text)
    return "".join(kept)


def _date(document: out.Document) -> dict[str, int] | None:
    if document.dated is None:
        return None
    return {"year": document.dated.year, "month": document.dated.month, "day": document.dated.day}


def _block(block: out.Block, inline: "_Inlines") -> dict[str, Any]:
    match block:
        case out.Heading(level, inlines):
            return {"kind": "heading", "level": level, "inlines": inline.fields(inlines)}
        case out.Paragraph(inlines, role):
            return {"kind": "paragraph", "role": role, "inlines": inline.fields(inlines)}
        case out.Code(text):
            return {"kind": "code", "text": _printable(text)}
        case out.List(items):
            inner = [{"number": i.number, "blocks": [_block(b, inline) for b in i.blocks]} for i in items]
            return {"kind": "list", "numbered": block.is_numbered, "items": inner}
        case out.Table(rows, header):
            # A list in a list would be flattened into one row too many.
            cells = [[{"inlines": inline.fields(cell)} for cell in row] for row in rows]
            return {
                "kind": "table",
                "rows": cells,
                "header": header,
                "shares": out.column_shares(block),
                "numeric": out.numeric_columns(block),
                "short": out.has_short_rows(block),
            }
        case out.PageStart(label, breaks):
            return {"kind": "page", "label": label, "breaks": breaks}


def _labels(blocks: Sequence[out.Block]) -> Iterator[str]:
    """The labels of all pages, in order."""
    for block in blocks:
        match block:
            case out.PageStart(label):
                yield label
            case out.Heading(_, inlines) | out.Paragraph(inlines):
                yield from _marks(inlines)
            case out.List(items):
                yield from (label for item in items for label in _labels(item.blocks))
            case out.Table(rows):
                yield from (label for row in rows for cell in row for label in _marks(cell))


def _marks(inlines: out.Inlines) -> Iterator[str]:
    return (one.label for one in inlines if isinstance(one, out.PageMark))


class _Inlines:
    """Inlines as JSON; the body of a note goes with its first reference."""

    def __init__(self, document: out.Document) -> None:
        self.notes = document.by_label
        self.ids = {note.label: str(at) for at, note in enumerate(document.notes)}
        self.seen: set[str] = set()

    def fields(self, inlines: Sequence[out.Inline]) -> list[dict[str, Any]]:
        return [self._one(inline) for inline in inlines]

    def _one(self, inline: out.Inline) -> dict[str, Any]:
        match inline:
            case out.Words(text, looks, link):
                return {"kind": "words", "text": _printable(text), "looks": sorted(looks), "link": link}
            case out.PageMark(label, breaks):
                return {"kind": "page", "label": label, "breaks": breaks}
            case out.NoteMark(label):
                return self._note(label)

    def _note(self, label: str) -> dict[str, Any]:
        note, first = self.notes[label], label not in self.seen
        self.seen.add(label)
        body = self.fields(note.inlines) if first else []
        return {"kind": "note", "first": first, "id": self.ids[label], "number": note.number, "body": body}
