"""A PDF that everyone can read: tagged, with bookmarks and a language, and pages called as on the web.

Typst (a self-contained wheel) sets the text and checks it against PDF/UA-1 as it writes. Its template gets
the document as JSON. The pages of a version begin where its own page markers stand and carry their labels,
below each page and in the file itself, so that "go to page 4" in a reader leads to what the web calls p. 4.
"""

import json
import unicodedata
from collections.abc import Iterator, Sequence
from io import BytesIO
from itertools import groupby
from typing import Any

from pypdf import PdfWriter
from pypdf.generic import ArrayObject, DictionaryObject, NameObject, NumberObject, TextStringObject

from kader.domain.errors import InvalidInput
from kader.formats import outgoing as out
from kader.formats import own_process
from kader.formats.typesetting import LIMITS

TOO_LARGE = (
    "Dit document is te groot om er een PDF van te maken: dat kan tot ongeveer 300 bladen. "
    "Kies een ander bestand, bijvoorbeeld Word."
)


def write_pdf(document: out.Document, footer: str = "") -> bytes:
    """A PDF/UA-1 of any document; takes some 5 ms a sheet, in a process of its own.

    `footer` stands below each page. A character that the fonts lack is shown by its number, as [U+1F600]:
    nothing is left out unseen. Raises InvalidInput for what takes too much memory or time.
    """
    data = json.dumps(_fields(document, footer or document.title), ensure_ascii=False)
    told = own_process.run("kader.formats.typesetting", [], data.encode("utf-8"), LIMITS)
    if told is None:
        raise InvalidInput(TOO_LARGE)
    told_starts, _, made = told.partition(b"\n")
    starts = [(sheet, label) for sheet, label in json.loads(told_starts)]
    return _with_page_labels(made, starts) if starts else made


def _with_page_labels(made: bytes, starts: Sequence[tuple[int, str]]) -> bytes:
    """Sheets called after the page that begins on them, or goes on; those before the first have no name."""
    labels = ArrayObject()
    for sheet, label in _first_on_each(starts):
        # What follows the text is no page of it; there sheets are counted, as below each of them.
        counted = {NameObject("/S"): NameObject("/D"), NameObject("/St"): NumberObject(sheet)}
        name = DictionaryObject({NameObject("/P"): TextStringObject(label or "blad ")})
        name.update({} if label else counted)
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
                "short": all(map(out.is_short, rows)),
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
