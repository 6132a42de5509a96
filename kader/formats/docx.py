"""A Word letter holds more than its text: computed numbers, tracked changes, footnotes, page breaks.

Read from the XML itself (ECMA-376): python-docx drops tracked insertions from `paragraph.text`. Insertions
and moved-in text are kept as if accepted, deletions dropped. Word stores where pages broke when last drawn.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import takewhile

from lxml import etree

from kader.domain.errors import UnreadableDocument
from kader.domain.paragraphs import Cell, Emphasis, Paragraph
from kader.formats.archive import DAMAGED, Archive
from kader.formats.docx_numbering import Numbering, W, bare, read_numbering
from kader.formats.docx_styles import Style, Styles, numbering_of, outline_of, overridden

NOT_WORD = (
    "De naam eindigt op .docx, maar het bestand is geen Word-document. "
    "Open het in uw tekstverwerker, sla het op als .docx en stuur het opnieuw."
)
MAIN = "word/document.xml"
_GONE = {f"{W}{name}" for name in ("del", "moveFrom", "instrText", "delText", "pPr", "rPr")}
_ALTERNATIVES = "{http://schemas.openxmlformats.org/markup-compatibility/2006}AlternateContent"
_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_SIGNS = {"tab": "\t", "cr": "\n", "noBreakHyphen": "-", "sym": "•"}


@dataclass(frozen=True, slots=True)
class Word:
    """A Word document: its paragraphs, and each section's first page with its properties (sectPr).

    `drawn` tells that Word stored where pages broke when it last drew them.
    """

    paragraphs: tuple[Paragraph, ...]
    sections: tuple[tuple[int, etree._Element], ...]
    drawn: bool


def read_docx(content: bytes) -> tuple[Paragraph, ...]:
    """The paragraphs of a Word document, tables and footnotes in place, between its headers and its footers.

    Raises UnreadableDocument.
    """
    archive = Archive(content)
    word = read_word(archive)
    return (*_edges(archive, word, "header"), *word.paragraphs, *_edges(archive, word, "footer"))


def _edges(archive: Archive, word: Word, kind: str) -> Iterator[Paragraph]:
    """The paragraphs of the headers or footers that the sections use, each text once."""
    parts = _targets(archive)
    named = (
        parts.get(reference.get(_RELATION, ""), "")
        for _, section in word.sections
        for reference in section.iterfind(f"{W}{kind}Reference")
    )
    said: set[str] = set()
    for name in dict.fromkeys(named):
        part = _part(archive, f"word/{name}") if name else None
        for paragraph in _blocks_of(archive, part) if part is not None else ():
            if paragraph.text not in said:
                said.add(paragraph.text)
                yield replace(paragraph, role=kind, cell=None, heading=None, page=None)


def _blocks_of(archive: Archive, part: etree._Element) -> tuple[Paragraph, ...]:
    reading = _Reading(Styles(_part(archive, "word/styles.xml")), read_numbering(None), {}, {})
    reading.blocks(part, None)
    reading.finish()
    return reading.result()


def read_word(archive: Archive) -> Word:
    """A Word document as a whole. Raises UnreadableDocument."""
    if MAIN not in archive:
        raise UnreadableDocument(NOT_WORD)
    body = archive.xml(MAIN).find(f"{W}body")
    if body is None:
        raise UnreadableDocument(DAMAGED)
    reading = _Reading(
        styles=Styles(_part(archive, "word/styles.xml")),
        numbering=read_numbering(_part(archive, "word/numbering.xml")),
        notes=_notes(archive),
        addresses=_addresses(archive),
    )
    reading.blocks(body, None)
    reading.finish()
    reading.end_section(body.find(f"{W}sectPr"))
    return Word(reading.result(), tuple(reading.sections), reading.drawn)


def _part(archive: Archive, name: str) -> etree._Element | None:
    return archive.xml(name) if name in archive else None


def _addresses(archive: Archive) -> dict[str, str]:
    """Where the links of the text lead, by relationship."""
    return _targets(archive, outside=True)


def _targets(archive: Archive, *, outside: bool = False) -> dict[str, str]:
    """What the relationships of the text lead to, by their id: addresses outside the file, or its parts."""
    part = _part(archive, "word/_rels/document.xml.rels")
    found = [] if part is None else [one for one in part if (one.get("TargetMode") == "External") is outside]
    return {one.get("Id", ""): one.get("Target", "") for one in found}


def _notes(archive: Archive) -> dict[tuple[str, str], etree._Element]:
    """The bodies of footnotes and endnotes by kind and id."""
    found = {}
    for kind in ("footnote", "endnote"):
        part = _part(archive, f"word/{kind}s.xml")
        for note in part.iterfind(f"{W}{kind}") if part is not None else ():
            found[(kind, note.get(f"{W}id", ""))] = note
    return found


@dataclass
class _Open:
    """The paragraph being read."""

    shape: Paragraph
    text: list[str] = field(default_factory=list)
    length: int = 0
    marks: list[Emphasis] = field(default_factory=list)
    cited: list[tuple[int, tuple[str, str]]] = field(default_factory=list)
    links: list[tuple[int, int, str]] = field(default_factory=list)
    boxes: list[etree._Element] = field(default_factory=list)
    pages: list[tuple[int, int]] = field(default_factory=list)
    sizes: Counter[float] = field(default_factory=Counter)

    def on_page(self, page: int) -> None:
        """What comes next stands on this page."""
        if not self.pages or self.pages[-1][1] != page:
            self.pages.append((self.length, page))

    def add(self, text: str, style: Style) -> None:
        if style.size is not None:
            self.sizes[style.size] += len(text.strip())
        for kind in (kind for kind, on in style.marks if on):
            self._mark(kind, self.length, self.length + len(text))
        self.text.append(text)
        self.length += len(text)

    def _mark(self, kind: str, start: int, end: int) -> None:
        for place, mark in enumerate(self.marks):
            if mark.kind == kind and mark.end == start:
                self.marks[place] = replace(mark, end=end)
                return
        self.marks.append(Emphasis(kind, start, end))

    def paragraph(self, page: int) -> Paragraph:
        first, *later = self.pages or [(0, page)]
        return replace(
            self.shape,
            text="".join(self.text),
            marks=tuple(self.marks),
            page=first[1],
            breaks=tuple(later),
            links=tuple(self.links),
            size=max(self.sizes, key=lambda size: self.sizes[size], default=None),
        )


@dataclass
class _Reading:
    """Walks the body and remembers the page, the table and the notes it has met."""

    styles: Styles
    numbering: Numbering
    notes: dict[tuple[str, str], etree._Element]
    addresses: dict[str, str]
    paragraphs: list[Paragraph] = field(default_factory=list)
    page: int = 1
    paged: bool = False
    just_broken: bool = False
    drawn: bool = False
    sections: list[tuple[int, etree._Element]] = field(default_factory=list)
    section_page: int = 1
    tables: int = 0
    note_numbers: dict[tuple[str, str], str] = field(default_factory=dict)
    pending: _Open | None = None

    def result(self) -> tuple[Paragraph, ...]:
        if self.paged:
            return tuple(self.paragraphs)
        return tuple(replace(paragraph, page=None, breaks=()) for paragraph in self.paragraphs)

    def finish(self) -> None:
        """Closes a paragraph whose mark was deleted and that nothing followed."""
        if self.pending is not None:
            self._close(self.pending)
            self.pending = None

    def end_section(self, section: etree._Element | None) -> None:
        """What a section is like stands at its end."""
        if section is not None:
            self.sections.append((self.section_page, section))
            self.section_page = self.page

    def blocks(self, parent: etree._Element, cell: Cell | None, note: str | None = None) -> None:
        for element in parent:
            if element.tag == f"{W}p":
                self._paragraph(element, cell, note)
            elif element.tag == f"{W}tbl":
                self.finish()
                self._table(element)
            elif element.tag not in _GONE and isinstance(element.tag, str):
                self.blocks(element, cell, note)

    def _table(self, table: etree._Element) -> None:
        number, self.tables = self.tables, self.tables + 1
        rows = [(heads, _by_column(cells)) for heads, cells in _rows(table)]
        for row, (heads, cells) in enumerate(rows):
            for column, element in cells.items():
                spanned = _rows_spanned(column, [below for _, below in rows[row:]])
                self.blocks(element, Cell(number, row, column, heads, spanned))
                self.finish()

    def _paragraph(self, element: etree._Element, cell: Cell | None, note: str | None) -> None:
        properties = element.find(f"{W}pPr")
        style = self._style(properties)
        if properties is not None and properties.find(f"{W}pageBreakBefore") is not None:
            self._explicit_break()
        deleted_mark = properties is not None and properties.find(f"{W}rPr/{W}del") is not None
        opened = self.pending or _Open(Paragraph("", cell=cell, note=note))
        if self.pending is None or not opened.length:
            opened.shape = replace(opened.shape, heading=_heading(properties, style), role=style.role)
        self._content(element, opened, style)
        self.pending = opened if deleted_mark else None
        if not deleted_mark:
            self._label(opened, properties, style)
            self._close(opened)
        if _starts_page_after(properties):
            self._explicit_break()
        section = None if properties is None else properties.find(f"{W}sectPr")
        self.end_section(section)

    def _style(self, properties: etree._Element | None) -> Style:
        named = None if properties is None else properties.find(f"{W}pStyle")
        identity = None if named is None else named.get(f"{W}val")
        style = self.styles.of(identity)
        if style.number and style.depth is None:
            return replace(style, depth=self.numbering.depth_of_style(style.number, identity or ""))
        return style

    def _label(self, opened: _Open, properties: etree._Element | None, style: Style) -> None:
        number, depth = numbering_of(properties)
        number = style.number if number is None else number
        if number in (None, "0"):
            return
        level = (style.depth or 0) if depth is None else depth
        printed = self.numbering.printed(number or "", level)
        label = None if printed is None else bare(printed)
        shown = max(level + 1, style.least_depth) if label else 0
        opened.shape = replace(opened.shape, label=label, depth=shown, printed=printed)

    def _close(self, opened: _Open) -> None:
        paragraph = replace(opened.paragraph(self.page), cites=tuple(self._cites(opened)))
        if paragraph.text.strip():
            self.paragraphs.append(paragraph)
        for _, named in opened.cited:
            note = self.notes.pop(named, None)
            if note is not None:
                self.blocks(note, paragraph.cell, self.note_numbers[named])
        for box in opened.boxes:
            self.blocks(box, paragraph.cell)

    def _cites(self, opened: _Open) -> Iterator[tuple[int, str]]:
        """Notes are numbered in the order in which they are first cited."""
        for offset, named in opened.cited:
            if named in self.notes or named in self.note_numbers:
                yield offset, self.note_numbers.setdefault(named, str(len(self.note_numbers) + 1))

    def _content(self, parent: etree._Element, opened: _Open, style: Style) -> None:
        for element in parent:
            if element.tag == f"{W}r":
                self._run(element, opened, style)
            elif element.tag == _ALTERNATIVES:
                # Each alternative says the same; the first is the one that Word shows.
                self._content(element[0], opened, style) if len(element) else None
            elif element.tag == f"{W}txbxContent":
                opened.boxes.append(element)
            elif element.tag not in _GONE and isinstance(element.tag, str):
                before = opened.length
                self._content(element, opened, style)
                self._link(element, before, opened)

    def _link(self, element: etree._Element, before: int, opened: _Open) -> None:
        address = self.addresses.get(element.get(_RELATION, "")) if element.tag == f"{W}hyperlink" else None
        if address and opened.length > before:
            opened.links.append((before, opened.length, address))

    def _run(self, run: etree._Element, opened: _Open, style: Style) -> None:
        properties = run.find(f"{W}rPr")
        named = None if properties is None else properties.find(f"{W}rStyle")
        if named is not None:
            inherited = dict(style.marks) | dict(self.styles.character(named.get(f"{W}val", "")).marks)
            style = replace(style, marks=tuple(inherited.items()))
        style = overridden(style, properties)
        for element in run:
            self._piece(element, opened, style)

    def _piece(self, element: etree._Element, opened: _Open, style: Style) -> None:
        name = etree.QName(element).localname if isinstance(element.tag, str) else ""
        if element.tag == f"{W}t":
            self._text((element.text or "").replace("\u00ad", ""), opened, style)
        elif name == "lastRenderedPageBreak":
            self._rendered_break()
        elif name == "br" and element.get(f"{W}type") == "page":
            self._explicit_break()
        elif name == "br":
            opened.add("\n", style)
        elif name in ("footnoteReference", "endnoteReference"):
            named = (name.removesuffix("Reference"), element.get(f"{W}id", ""))
            opened.cited.append((opened.length, named))
        elif element.tag == f"{W}{name}" and name in _SIGNS:
            opened.add(_SIGNS[name], style)
        elif element.tag == _ALTERNATIVES or name in ("drawing", "pict", "object"):
            self._content([element] if element.tag == _ALTERNATIVES else element, opened, style)

    def _text(self, text: str, opened: _Open, style: Style) -> None:
        if text.strip():
            self.just_broken = False
            opened.on_page(self.page)
        opened.add(text, style)

    def _explicit_break(self) -> None:
        self.page, self.paged, self.just_broken = self.page + 1, True, True

    def _rendered_break(self) -> None:
        # Word stores the break it drew right after the break it was told to make: one page, not two.
        if not self.just_broken:
            self.page, self.paged = self.page + 1, True
        self.just_broken, self.drawn = False, True


def _heading(properties: etree._Element | None, style: Style) -> int | None:
    return outline_of(properties) or style.heading


def _starts_page_after(properties: etree._Element | None) -> bool:
    section = None if properties is None else properties.find(f"{W}sectPr")
    if section is None:
        return False
    kind = section.find(f"{W}type")
    return kind is None or kind.get(f"{W}val") != "continuous"


def _rows(table: etree._Element) -> Iterator[tuple[bool, list[etree._Element]]]:
    """Whether each row is marked as a head of the table, and its cells."""
    for row in table.iter(f"{W}tr"):
        if _owner(row, "tbl") is table and row.find(f"{W}trPr/{W}del") is None:
            heads = row.find(f"{W}trPr/{W}tblHeader") is not None
            yield heads, [cell for cell in row.iter(f"{W}tc") if _owner(cell, "tr") is row]


def _owner(element: etree._Element, name: str) -> etree._Element | None:
    return next(element.iterancestors(f"{W}{name}"), None)


def _by_column(cells: Sequence[etree._Element]) -> dict[int, etree._Element]:
    found: dict[int, etree._Element] = {}
    column = 0
    for cell in cells:
        found[column] = cell
        column += _span(cell)
    return found


def _rows_spanned(column: int, rows: Sequence[dict[int, etree._Element]]) -> int:
    """How many rows a cell of the first of these rows goes on in."""
    if _merged(rows[0].get(column)) != "restart":
        return 1
    below = takewhile(lambda row: _merged(row.get(column)) == "continue", rows[1:])
    return 1 + sum(1 for _ in below)


def _merged(cell: etree._Element | None) -> str | None:
    mark = None if cell is None else cell.find(f"{W}tcPr/{W}vMerge")
    return None if mark is None else mark.get(f"{W}val", "continue")


def _span(cell: etree._Element) -> int:
    span = cell.find(f"{W}tcPr/{W}gridSpan")
    value = "" if span is None else span.get(f"{W}val", "")
    return int(value) if value.isdigit() and 0 < int(value) < 64 else 1
