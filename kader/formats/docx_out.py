"""A document as Word: real headings, lists, tables with header rows and footnotes, in its own language.

A page of the text begins on a new page in Word too, also in mid-sentence (Word can break a page inside one
paragraph), and its label stands there: "p. 4". There is no other page number to confuse it with.
"""

from collections.abc import Iterable, Iterator, Sequence

from kader.formats import outgoing as out
from kader.formats.docx_package import (
    FIRST_LINK,
    LANDSCAPE_WIDTH,
    PORTRAIT_WIDTH,
    Element,
    Parts,
    R,
    pack,
    w,
)

_ROLES = {
    "text": None,
    "quote": "Quote",
    "lead": "Lead",
    "label": "Label",
    "quiet": "Quiet",
    "outcome": "Outcome",
}
_DEEPEST = 8
_MOVED = "7A4B00"


def write_docx(document: out.Document, footer: str = "") -> bytes:
    """A .docx of any document. `footer` stands below each page."""
    writer = DocxBody(document)
    body = [element for block in (*document.opening, *document.blocks) for element in writer.block(block)]
    paged = any(isinstance(block, out.PageStart) for block in document.blocks)
    return writer.package(
        body, footer_line(footer or document.title, text_width(document), counted=not paged)
    )


def text_width(document: out.Document) -> int:
    """Width of the text in twentieths of a point."""
    return LANDSCAPE_WIDTH if document.landscape else PORTRAIT_WIDTH


def footer_line(text: str, width: int, *, counted: bool) -> Element:
    """The line below each page; `counted` with the number of the sheet."""
    tabs = w("tabs", w("tab", val="right", pos=width))
    line = w("p", style("Footer", tabs), w("r", w("t", text)))
    if counted:
        line.append(w("r", w("tab")))
        line.append(w("r", w("t", "blad ")))
        line.append(w("fldSimple", w("r", w("t", "1")), instr=" PAGE "))
    return line


def style(name: str | None, *more: Element) -> Element:
    """Paragraph properties; `more` in the order of the schema."""
    return w("pPr", *([w("pStyle", val=name)] if name else []), *more)


class DocxBody:
    """Turns blocks into elements, and remembers the notes, links and lists they need."""

    def __init__(self, document: out.Document) -> None:
        self.document = document
        self.note_numbers: dict[str, int] = {}
        self.notes: list[Element] = []
        self.links: list[str] = []
        self.starts: list[int] = []
        self.bookmarks = 0

    def package(self, body: Sequence[Element], footer: Element) -> bytes:
        document = self.document
        return pack(
            Parts(
                body,
                self.notes,
                self.links,
                self.starts,
                footer,
                document.title,
                document.author,
                document.language,
                document.dated,
                document.landscape,
            )
        )

    def block(self, block: out.Block) -> Iterator[Element]:
        match block:
            case out.Heading(level, inlines, name):
                yield w("p", style(f"Heading{min(level, 6)}"), *self._named(name, inlines))
            case out.Paragraph(inlines, role):
                yield w("p", style(_ROLES[role]), *self.runs(inlines))
            case out.Code(text):
                yield w("p", style("CodeBlock"), w("r", *_lines(text)))
            case out.List():
                yield from self._list(block, 0)
            case out.Table():
                yield from self._table(block)
            case out.PageStart(label, breaks):
                broken = [w("pageBreakBefore")] if breaks else []
                yield w("p", style("PageMark", *broken), *_page_name(label))

    # -- lists and tables ---------------------------------------------------------------------------------

    def _list(self, block: out.List, depth: int) -> Iterator[Element]:
        expected = None
        number_id = 1
        for item in block.items:
            if item.number is not None:
                if item.number != expected:
                    self.starts.append(item.number)
                    number_id = len(self.starts) + 1
                expected = item.number + 1
            yield from self._item(item, min(depth, _DEEPEST), number_id)

    def _item(self, item: out.Item, depth: int, number_id: int) -> Iterator[Element]:
        numbered = w("numPr", w("ilvl", val=depth), w("numId", val=number_id))
        for at, block in enumerate(item.blocks):
            if isinstance(block, out.List):
                yield from self._list(block, depth + 1)
            elif isinstance(block, out.Paragraph) and at == 0:
                yield w("p", style("ListParagraph", numbered), *self.runs(block.inlines))
            elif isinstance(block, out.Paragraph):
                indent = w("ind", left=425 * (depth + 1))
                yield w("p", style("ListParagraph", indent), *self.runs(block.inlines))
            else:
                yield from self.block(block)

    def _table(self, table: out.Table) -> Iterator[Element]:
        widths = [round(share * text_width(self.document)) for share in out.column_shares(table)]
        numeric = out.numeric_columns(table)
        rows = (
            row_element(
                self._cells(row, widths, numeric), header=at < table.header_rows, whole=out.is_short(row)
            )
            for at, row in enumerate(table.rows)
        )
        yield table_element(rows, widths, table.name)
        # Two tables without a paragraph between them are one to Word.
        yield w("p", style("AfterTable"))

    def _cells(
        self, row: Sequence[out.Inlines], widths: Sequence[int], numeric: Sequence[bool]
    ) -> list[Element]:
        kind = "TableText" if len(row) <= out.MANY_COLUMNS else "TableSmall"
        return [
            cell_element(
                width, [w("p", style(kind, *([w("jc", val="right")] if right else [])), *self.runs(inlines))]
            )
            for inlines, width, right in zip(row, widths, numeric, strict=True)
        ]

    # -- words --------------------------------------------------------------------------------------------

    def runs(self, inlines: Iterable[out.Inline]) -> Iterator[Element]:
        for inline in inlines:
            match inline:
                case out.Words():
                    yield self._words(inline)
                case out.NoteMark(label):
                    yield self._note(label)
                case out.PageMark(label, breaks):
                    if breaks:
                        yield w("r", w("br", type="page"))
                    look = w("rPr", w("rStyle", val="PageMarkInline"))
                    yield w("r", look, w("t", f"[p. {label}] "))

    def _words(self, words: out.Words) -> Element:
        made = w("r", *look_of(words), *_lines(words.text))
        if not words.link:
            return made
        self.links.append(words.link)
        link = w("hyperlink", made)
        link.set(f"{{{R}}}id", f"rId{FIRST_LINK + len(self.links) - 1}")
        return link

    def _note(self, label: str) -> Element:
        """A reference; the second one to a note repeats the number of the first."""
        note = self.document.by_label[label]
        if label in self.note_numbers:
            return w("r", _superior(), w("t", note.number))
        number = self.note_numbers[label] = len(self.note_numbers) + 1
        # Where the text does not count as Word would, the number is given as a sign of the text's own.
        own = note.number != str(number)
        sign = w("r", _superior(), w("t", note.number) if own else w("footnoteRef"))
        body = w("p", style("FootnoteText"), sign, w("r", w("t", " ")), *self._in_note(note))
        self.notes.append(w("footnote", body, id=number))
        if not own:
            return w("r", _superior(), w("footnoteReference", id=number))
        reference = w("footnoteReference", customMarkFollows=1, id=number)
        return w("r", _superior(), reference, w("t", note.number))

    def _in_note(self, note: out.Note) -> Iterator[Element]:
        # A link in a note would need relations of its own; the address stays readable.
        for inline in note.inlines:
            if isinstance(inline, out.Words):
                shown = f"{inline.text} ({inline.link})" if _hides(inline) else inline.text
                yield w("r", *look_of(inline), w("t", shown))

    def _named(self, name: str, inlines: out.Inlines) -> Iterator[Element]:
        """A heading's words inside a bookmark with its address."""
        if name:
            self.bookmarks += 1
            yield w("bookmarkStart", id=self.bookmarks, name=name)
        yield from self.runs(inlines)
        if name:
            yield w("bookmarkEnd", id=self.bookmarks)


def _page_name(label: str) -> list[Element]:
    return [w("r", w("t", f"p. {label}"))] if label else []


def _superior() -> Element:
    return w("rPr", w("rStyle", val="FootnoteReference"))


def _hides(words: out.Words) -> bool:
    return bool(words.link) and words.link.removeprefix("https://") not in words.text


def _lines(text: str) -> Iterator[Element]:
    """Text of a run, a line break for each newline."""
    for at, line in enumerate(text.split("\n")):
        if at:
            yield w("br")
        yield w("t", line)


def look_of(words: out.Words) -> list[Element]:
    """Run properties in the order of the schema (ECMA-376 17.3.2.28)."""
    looks = words.looks
    name = "Hyperlink" if words.link else "CodeInline" if "code" in looks else None
    made = [w("rStyle", val=name)] if name else []
    made += [w("b")] if "strong" in looks else []
    made += [w("i")] if "emphasis" in looks else []
    made += [w("strike")] if looks & {"strikethrough", "deleted"} else []
    colours = {"inserted": "0B5C2E", "deleted": "A1131C", "moved": _MOVED}
    made += [w("color", val=colour) for look, colour in colours.items() if look in looks][:1]
    underlined = "single" if "inserted" in looks else "dotted" if "moved" in looks else None
    made += [w("u", val=underlined)] if underlined else []
    return [w("rPr", *made)] if made else []


def table_element(rows: Iterable[Element], widths: Sequence[int], name: str = "") -> Element:
    look = w("tblLook", val="0020", firstRow=1, lastRow=0, firstColumn=0, lastColumn=0, noHBand=1, noVBand=1)
    layout = [
        w("tblStyle", val="KaderTable"),
        w("tblW", w=sum(widths), type="dxa"),
        w("tblLayout", type="fixed"),
        look,
    ]
    named = [w("tblCaption", val=name)] if name else []
    grid = w("tblGrid", *(w("gridCol", w=width) for width in widths))
    return w("tbl", w("tblPr", *layout, *named), grid, *rows)


def row_element(
    cells: Sequence[Element], *, header: bool, whole: bool = True, change: Element | None = None
) -> Element:
    """A row; a `whole` one is not cut over two pages."""
    properties = [w("cantSplit")] if header or whole else []
    properties += [w("tblHeader")] if header else []
    properties += [change] if change is not None else []
    return w("tr", *([w("trPr", *properties)] if properties else []), *cells)


def cell_element(width: int, content: Sequence[Element]) -> Element:
    return w("tc", w("tcPr", w("tcW", w=width, type="dxa")), *content)
