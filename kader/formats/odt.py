"""An OpenDocument letter holds more than its text: computed numbers, tracked changes, notes, page breaks.

Read from content.xml (ODF 1.3): pandoc's reader loses comments, deletions and page breaks. Tracked insertions
stand in the text; what was deleted is kept apart in the file and is not read.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from lxml import etree

from kader.domain.errors import UnreadableDocument
from kader.domain.paragraphs import Cell, Paragraph
from kader.formats.archive import DAMAGED, Archive, require_open
from kader.formats.odt_numbering import Counters, ListStyles, counted, number
from kader.formats.odt_styles import OFFICE, STYLE, TABLE, TEXT, Look, Looks
from kader.formats.open_paragraph import OpenParagraph

NOT_ODT = (
    "De naam eindigt op .odt, maar het bestand is geen OpenDocument-tekst. "
    "Open het in uw tekstverwerker, sla het op als .odt of .docx en stuur het opnieuw."
)
SKIPPED = {
    *(f"{TEXT}{name}" for name in ("tracked-changes", "note-citation", "ruby-text", "sequence-decls")),
    f"{OFFICE}annotation",
    f"{OFFICE}forms",
}
_PARAGRAPHS = (f"{TEXT}p", f"{TEXT}h")
_ROW_GROUPS = tuple(f"{TABLE}table-{name}" for name in ("header-rows", "rows", "row-group"))
_SIGNS = {f"{TEXT}s": " ", f"{TEXT}tab": "\t", f"{TEXT}line-break": "\n"}
_ADDRESS = "{http://www.w3.org/1999/xlink}href"
_MOST_SPACES = 200


def read_odt(content: bytes) -> tuple[Paragraph, ...]:
    """The paragraphs of an OpenDocument text, tables and notes in place, between its headers and its footers.

    Raises UnreadableDocument.
    """
    body, styles, automatic = opened(content)
    looks, lists = Looks(styles, automatic), ListStyles(styles, automatic)
    text = _read(body, looks, lists)
    return (*_edges(styles, "header", looks, lists), *text, *_edges(styles, "footer", looks, lists))


def _read(body: etree._Element, looks: Looks, lists: ListStyles) -> tuple[Paragraph, ...]:
    reading = _Reading(looks, lists)
    reading.blocks(body, _Setting())
    return reading.result()


def _edges(styles: etree._Element | None, kind: str, looks: Looks, lists: ListStyles) -> Iterator[Paragraph]:
    """The paragraphs of the headers or footers of all kinds of page, each text once."""
    pages = styles.iterfind(f"{OFFICE}master-styles/{STYLE}master-page") if styles is not None else ()
    said: set[str] = set()
    for edge in (edge for page in pages for edge in page):
        shown = isinstance(edge.tag, str) and edge.get(f"{STYLE}display") != "false"
        if not shown or not edge.tag.startswith(f"{STYLE}{kind}"):
            continue
        for paragraph in _read(edge, looks, lists):
            if paragraph.text not in said:
                said.add(paragraph.text)
                yield replace(paragraph, role=kind, cell=None, heading=None, page=None)


def opened(content: bytes) -> tuple[etree._Element, etree._Element | None, etree._Element]:
    """(the body, styles.xml, content.xml) of a file. Raises UnreadableDocument."""
    archive = Archive(content)
    require_open(archive)
    if "content.xml" not in archive:
        raise UnreadableDocument(NOT_ODT)
    root = archive.xml("content.xml")
    body = root.find(f"{OFFICE}body/{OFFICE}text")
    if body is None:
        raise UnreadableDocument(DAMAGED if root.find(f"{OFFICE}body") is None else NOT_ODT)
    return body, archive.xml("styles.xml") if "styles.xml" in archive else None, root


@dataclass(frozen=True, slots=True)
class _Setting:
    """Where a paragraph stands: in which cell, note and list item."""

    cell: Cell | None = None
    note: str | None = None
    depth: int = 0
    role: str | None = None


@dataclass
class _Reading:
    """Walks the body and remembers the page, the lists and the notes it has met."""

    looks: Looks
    lists: ListStyles
    paragraphs: list[Paragraph] = field(default_factory=list)
    page: int = 1
    paged: bool = False
    tables: int = 0
    notes: int = 0
    label: str | None = None
    outline: list[int | None] = field(default_factory=lambda: [None] * 10)
    latest: dict[str, Counters] = field(default_factory=dict)
    named: dict[str, Counters] = field(default_factory=dict)

    def result(self) -> tuple[Paragraph, ...]:
        if self.paged:
            return tuple(self.paragraphs)
        return tuple(replace(paragraph, page=None, breaks=()) for paragraph in self.paragraphs)

    def blocks(self, parent: etree._Element, setting: _Setting) -> None:
        for element in parent:
            if element.tag in _PARAGRAPHS:
                self._paragraph(element, setting)
            elif element.tag == f"{TEXT}list":
                self._list(element, setting, None)
            elif element.tag == f"{TABLE}table":
                self._table(element, setting)
            elif element.tag == f"{TEXT}soft-page-break":
                self._break()
            elif element.tag == f"{TEXT}table-of-content":
                self.blocks(element, replace(setting, role="contents"))
            elif element.tag not in SKIPPED and isinstance(element.tag, str):
                self.blocks(element, setting)

    def _break(self) -> None:
        self.page += 1
        self.paged = True

    def _list(self, element: etree._Element, setting: _Setting, outer: Counters | None) -> None:
        counters = self._counters(element, setting, outer)
        for item in element:
            if item.tag not in (f"{TEXT}list-item", f"{TEXT}list-header"):
                continue
            self.label = None
            if item.tag == f"{TEXT}list-item" and _says_something(item):
                start = item.get(f"{TEXT}start-value")
                levels = self.lists.levels(counters.style)
                own = number(start, 1) if start else None
                self.label = counted(levels, counters.values, setting.depth, own)
            self._item(item, replace(setting, depth=setting.depth + 1), counters)
            self.label = None

    def _item(self, item: etree._Element, setting: _Setting, counters: Counters) -> None:
        for element in item:
            if element.tag == f"{TEXT}list":
                self._list(element, setting, counters)
            elif element.tag in _PARAGRAPHS:
                self._paragraph(element, setting)
            elif element.tag == f"{TEXT}soft-page-break":
                self._break()

    def _counters(self, element: etree._Element, setting: _Setting, outer: Counters | None) -> Counters:
        if outer is not None:
            own = element.get(f"{TEXT}style-name")
            return outer if own in (None, outer.style) else Counters(own, list(outer.values))
        style = element.get(f"{TEXT}style-name", "")
        counters = Counters(style)
        followed = element.get(f"{TEXT}continue-list")
        if followed in self.named:
            counters = self.named[followed]
        elif element.get(f"{TEXT}continue-numbering") == "true":
            counters = self.latest.get(style, counters)
        self.latest[style] = counters
        for name in ("{http://www.w3.org/XML/1998/namespace}id", f"{TEXT}id"):
            self.named[element.get(name, "")] = counters
        return counters

    def _table(self, table: etree._Element, setting: _Setting) -> None:
        number_of, self.tables = self.tables, self.tables + 1
        row = 0
        for element in _rows(table):
            heads = element.getparent().tag == f"{TABLE}table-header-rows"
            if element.tag == f"{TEXT}soft-page-break":
                self._break()
                continue
            for column, cell in _cells(element):
                place = Cell(number_of, row, column, heads, _rows_spanned(cell))
                self.blocks(cell, _Setting(place, setting.note))
            row += 1

    def _paragraph(self, element: etree._Element, setting: _Setting) -> None:
        look = self.looks.of("paragraph", element.get(f"{TEXT}style-name"))
        if look.breaks_before and self.paragraphs:
            self._break()
        opened = _Opened(self._shape(element, look, setting))
        self.label = None
        self._content(element, opened, replace(look, marks=() if opened.shape.heading else look.marks))
        numbers = [str(self.notes + place) for place in range(1, len(opened.notes) + 1)]
        cites = tuple((at, number) for (at, _), number in zip(opened.notes, numbers, strict=True))
        paragraph = replace(opened.paragraph(self.page), cites=cites, links=tuple(opened.links))
        if paragraph.text.strip():
            self.paragraphs.append(paragraph)
        self.notes += len(numbers)
        for (_, note), number_of in zip(opened.notes, numbers, strict=True):
            self.blocks(note, _Setting(setting.cell, number_of))
        for box in opened.boxes:
            self.blocks(box, _Setting(setting.cell, setting.note))
        if look.breaks_after:
            self._break()

    def _shape(self, element: etree._Element, look: Look, setting: _Setting) -> Paragraph:
        heading, label = None, self.label
        if element.tag == f"{TEXT}h":
            heading = number(element.get(f"{TEXT}outline-level"), 1)
            plain = element.get(f"{TEXT}is-list-header") != "true" and setting.depth == 0
            if plain and self.lists.outline:
                label = counted(self.lists.outline, self.outline, heading - 1, None)
        elif look.title:
            heading = 1
        depth = setting.depth or (1 if label else 0)
        role = "title" if look.title else setting.role
        return Paragraph(
            "", heading=heading, label=label, depth=depth, cell=setting.cell, note=setting.note, role=role
        )

    def _content(self, parent: etree._Element, opened: _Opened, look: Look) -> None:
        self._text(parent.text, opened, look)
        for element in parent:
            self._piece(element, opened, look)
            self._text(element.tail, opened, look)

    def _piece(self, element: etree._Element, opened: _Opened, look: Look) -> None:
        tag = element.tag
        if tag == f"{TEXT}span":
            inner = self.looks.of("text", element.get(f"{TEXT}style-name")).under(look)
            self._content(element, opened, inner)
        elif tag == f"{TEXT}note":
            bodies = element.findall(f"{TEXT}note-body")
            opened.notes += [(opened.length, body) for body in bodies]
        elif tag == f"{TEXT}soft-page-break":
            self._break()
        elif tag in _SIGNS:
            opened.ends_blank = False
            opened.add(_SIGNS[tag] * min(number(element.get(f"{TEXT}c"), 1), _MOST_SPACES), look.kinds())
        elif isinstance(tag, str) and tag.endswith("}text-box"):
            opened.boxes.append(element)
        elif isinstance(tag, str) and tag not in SKIPPED:
            before = opened.length
            self._content(element, opened, look)
            if tag == f"{TEXT}a" and opened.length > before:
                opened.links.append((before, opened.length, element.get(_ADDRESS, "")))

    def _text(self, text: str | None, opened: _Opened, look: Look) -> None:
        shown = re.sub(r"[ \t\r\n]+", " ", text or "").replace("\u00ad", "")
        # White space counts once, also when it is spread over elements (ODF 1.3, 6.1.2).
        shown = shown.lstrip(" ") if opened.ends_blank else shown
        if shown.strip():
            opened.on_page(self.page)
        if shown:
            opened.ends_blank = shown.endswith(" ")
            opened.add(shown, look.kinds())


@dataclass
class _Opened(OpenParagraph):
    """The paragraph being read, with what stands beside it until it is closed."""

    notes: list[tuple[int, etree._Element]] = field(default_factory=list)
    links: list[tuple[int, int, str]] = field(default_factory=list)
    boxes: list[etree._Element] = field(default_factory=list)
    ends_blank: bool = True


def _says_something(item: etree._Element) -> bool:
    """Whether an item is one, and not only there to hold a list on a deeper level."""
    return any(element.tag in _PARAGRAPHS for element in item)


def _rows_spanned(cell: etree._Element) -> int:
    told = cell.get(f"{TABLE}number-rows-spanned", "1")
    return int(told) if told.isdecimal() and len(told) < 6 else 1


def _rows(table: etree._Element) -> Iterator[etree._Element]:
    """The rows of a table and the page breaks between them."""
    for element in table:
        if element.tag in (f"{TABLE}table-row", f"{TEXT}soft-page-break"):
            yield element
        elif element.tag in _ROW_GROUPS:
            yield from _rows(element)


def _cells(row: etree._Element) -> Iterator[tuple[int, etree._Element]]:
    """(column, cell); a cell that spans columns stands in its first."""
    column = 0
    for element in row:
        if element.tag == f"{TABLE}table-cell":
            yield column, element
        if element.tag in (f"{TABLE}table-cell", f"{TABLE}covered-table-cell"):
            column += number(element.get(f"{TABLE}number-columns-repeated"), 1)
