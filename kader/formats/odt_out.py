"""A document as ODT, the open standard that Dutch authorities must be able to offer.

Written by hand, as Word is: a converter would need a process of its own, and knows no page labels. An ODT
cannot break a page inside a paragraph, so a page that begins in mid-sentence is only named there.
"""

from collections.abc import Iterable, Iterator, Sequence
from importlib.resources import files

from lxml import etree

from kader.formats import outgoing as out
from kader.formats.docx_package import Element, as_xml, printable, zipped

_NS = {
    "office": "urn:oasis:names:tc:opendocument:xmlns:office:1.0",
    "text": "urn:oasis:names:tc:opendocument:xmlns:text:1.0",
    "table": "urn:oasis:names:tc:opendocument:xmlns:table:1.0",
    "style": "urn:oasis:names:tc:opendocument:xmlns:style:1.0",
    "fo": "urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0",
    "xlink": "http://www.w3.org/1999/xlink",
    "dc": "http://purl.org/dc/elements/1.1/",
    "meta": "urn:oasis:names:tc:opendocument:xmlns:meta:1.0",
    "manifest": "urn:oasis:names:tc:opendocument:xmlns:manifest:1.0",
}
_MEDIA_TYPE = "application/vnd.oasis.opendocument.text"
_STYLES = files("kader.formats") / "templates" / "odt-styles.xml"
_ROLES = {
    "text": "Standard",
    "quote": "Quotations",
    "lead": "Lead",
    "label": "Label",
    "quiet": "Quiet",
    "outcome": "Outcome",
}
_LOOKS: tuple[out.Look, ...] = (
    "strong",
    "emphasis",
    "code",
    "strikethrough",
    "inserted",
    "deleted",
    "moved",
)


def write_odt(document: out.Document, footer: str = "") -> bytes:
    """An .odt of any document. `footer` stands below each page."""
    writer = _Body(document)
    blocks = [element for block in (*document.opening, *document.blocks) for element in writer.block(block)]
    paged = any(isinstance(block, out.PageStart) for block in document.blocks)
    parts = {
        "mimetype": _MEDIA_TYPE.encode("ascii"),
        "META-INF/manifest.xml": as_xml(_manifest()),
        "content.xml": as_xml(_content(blocks, writer.widths)),
        "styles.xml": as_xml(_styles(document, footer or document.title, counted=not paged)),
        "meta.xml": as_xml(_meta(document)),
    }
    return zipped(parts, stored=["mimetype"])


def _e(tag: str, *children: Element | str, **attributes: str | int) -> Element:
    """An ODF element: `text_p` is text:p, and `style_name` in the attributes is style:name."""
    named = {_name(name): printable(str(value)) for name, value in attributes.items()}
    made = etree.Element(_name(tag), named, nsmap=_NS)
    for child in children:
        if isinstance(child, str):
            _append_text(made, printable(child))
        else:
            made.append(child)
    return made


def _name(short: str) -> str:
    prefix, _, local = short.partition("_")
    return f"{{{_NS[prefix]}}}{local.replace('_', '-')}"


def _append_text(parent: Element, text: str) -> None:
    if len(parent):
        parent[-1].tail = (parent[-1].tail or "") + text
    else:
        parent.text = (parent.text or "") + text


class _Body:
    """Turns blocks into elements; `widths` are the column widths of the tables, in thousandths."""

    def __init__(self, document: out.Document) -> None:
        self.document = document
        self.seen: set[str] = set()
        self.widths: list[tuple[int, ...]] = []

    def block(self, block: out.Block) -> Iterator[Element]:
        match block:
            case out.Heading(level, inlines):
                style = f"Heading_20_{min(level, 6)}"
                yield _e("text_h", *self.inlines(inlines), text_style_name=style, text_outline_level=level)
            case out.Paragraph(inlines, role):
                yield _e("text_p", *self.inlines(inlines), text_style_name=_ROLES[role])
            case out.Code(text):
                for line in text.split("\n"):
                    yield _e("text_p", *_spaced(line), text_style_name="CodeBlock")
            case out.List():
                yield from self._lists(block)
            case out.Table():
                yield self._table(block)
            case out.PageStart(label, breaks):
                style = "PageMark" if breaks else "FirstPageMark"
                yield _e("text_p", f"p. {label}" if label else "", text_style_name=style)

    def _lists(self, block: out.List) -> Iterator[Element]:
        """A list whose items stand close; after its last line there is room again."""
        made = self._list(block)
        style = _name("text_style_name")
        lines = [line for item in made.iter(_name("text_list_item")) for line in item.iterchildren()]
        plain = [line for line in lines if line.get(style) == _ROLES["text"]]
        for line in plain[:-1]:
            line.set(style, "ListText")
        yield made

    def _list(self, block: out.List) -> Element:
        made = _e("text_list", text_style_name="Numbers" if block.is_numbered else "Bullets")
        expected = None
        for item in block.items:
            content = [element for inner in item.blocks for element in self._inside(inner)]
            restart = {} if item.number in (None, expected) else {"text_start_value": item.number or 0}
            made.append(_e("text_list_item", *content, **restart))
            expected = None if item.number is None else item.number + 1
        return made

    def _inside(self, block: out.Block) -> Iterator[Element]:
        yield from [self._list(block)] if isinstance(block, out.List) else self.block(block)

    def _table(self, table: out.Table) -> Element:
        self.widths.append(tuple(round(share * 1000) for share in out.column_shares(table)))
        number = len(self.widths)
        columns = [
            _e("table_table_column", table_style_name=f"T{number}.{column}")
            for column in range(len(table.rows[0]))
        ]
        kinds = ["TableNumber" if numeric else "TableText" for numeric in out.numeric_columns(table)]
        rows = [
            self._row(row, ["TableHead"] * len(row) if at < table.header_rows else kinds)
            for at, row in enumerate(table.rows)
        ]
        head = [_e("table_table_header_rows", *rows[: table.header_rows])] if table.header_rows else []
        name = table.name or f"Tabel {number}"
        body = rows[table.header_rows :]
        return _e("table_table", *columns, *head, *body, table_name=name, table_style_name="KaderTable")

    def _row(self, row: Sequence[out.Inlines], kinds: Sequence[str]) -> Element:
        size = "" if len(row) <= out.MANY_COLUMNS else "Small"
        cells = (
            _e(
                "table_table_cell",
                _e("text_p", *self.inlines(cell), text_style_name=f"{kind}{size}"),
                table_style_name="HeadCell" if kind == "TableHead" else "Cell",
                office_value_type="string",
            )
            for cell, kind in zip(row, kinds, strict=True)
        )
        whole = {"table_style_name": "WholeRow"} if out.is_short(row) else {}
        return _e("table_table_row", *cells, **whole)

    def inlines(self, inlines: Iterable[out.Inline]) -> Iterator[Element | str]:
        for inline in inlines:
            match inline:
                case out.Words():
                    yield from _words(inline)
                case out.PageMark(label):
                    yield _e("text_span", f"[p. {label}] ", text_style_name="PageMarkInline")
                case out.NoteMark(label):
                    yield self._note(label)

    def _note(self, label: str) -> Element:
        note = self.document.by_label[label]
        if label in self.seen:
            return _e("text_span", note.number, text_style_name="Superior")
        self.seen.add(label)
        words = [part for one in note.inlines if isinstance(one, out.Words) for part in _words(one)]
        body = _e("text_note_body", _e("text_p", _e("text_s"), *words, text_style_name="Footnote"))
        citation = _e("text_note_citation", note.number, text_label=note.number)
        return _e("text_note", citation, body, text_id=f"noot{len(self.seen)}", text_note_class="footnote")


def _words(words: out.Words) -> Iterator[Element | str]:
    shown: Sequence[Element | str] = list(_spaced(words.text))
    for look in _LOOKS:
        if look in words.looks:
            shown = [_e("text_span", *shown, text_style_name=look)]
    if words.link:
        shown = [_e("text_a", *shown, xlink_href=words.link, xlink_type="simple")]
    yield from shown


def _spaced(text: str) -> Iterator[Element | str]:
    """ODF reads white space as HTML does: line ends and further spaces are elements."""
    for at, line in enumerate(text.split("\n")):
        if at:
            yield _e("text_line_break")
        for place, piece in enumerate(line.split("  ")):
            if place:
                yield _e("text_s", text_c=2)
            yield piece


def _content(blocks: Sequence[Element], widths: Sequence[tuple[int, ...]]) -> Element:
    edge = {"fo_border": "0.5pt solid #767676", "fo_padding": "0.12cm"}
    cell = _e("style_table_cell_properties", **edge)
    # Tables and cells do not look among the named styles.
    automatic = _e(
        "office_automatic_styles", _e("style_style", cell, style_name="Cell", style_family="table-cell")
    )
    below = _e("style_table_properties", fo_margin_bottom="0.35cm", table_align="margins")
    automatic.append(_e("style_style", below, style_name="KaderTable", style_family="table"))
    head = _e("style_table_cell_properties", **edge, fo_background_color="#edeff2")
    automatic.append(_e("style_style", head, style_name="HeadCell", style_family="table-cell"))
    row = _e("style_table_row_properties", fo_keep_together="always")
    automatic.append(_e("style_style", row, style_name="WholeRow", style_family="table-row"))
    for number, columns in enumerate(widths, 1):
        for column, width in enumerate(columns):
            size = _e("style_table_column_properties", style_rel_column_width=f"{width}*")
            name = f"T{number}.{column}"
            automatic.append(_e("style_style", size, style_name=name, style_family="table-column"))
    body = _e("office_body", _e("office_text", *blocks))
    return _e("office_document_content", automatic, body, office_version="1.3")


def _styles(document: out.Document, footer: str, *, counted: bool) -> Element:
    """The styles of every document, with this one's language and footer."""
    tree = etree.fromstring(_STYLES.read_bytes())
    for properties in tree.iter(_name("style_text_properties")):
        if _name("fo_language") in properties.attrib:
            properties.set(_name("fo_language"), document.language)
    if document.landscape:
        sheet = next(tree.iter(_name("style_page_layout_properties")))
        width, height = sheet.get(_name("fo_page_width")), sheet.get(_name("fo_page_height"))
        sheet.set(_name("fo_page_width"), height)
        sheet.set(_name("fo_page_height"), width)
    line = next(tree.iter(_name("style_footer")))[0]
    _append_text(line, printable(footer))
    if counted:
        line.append(_e("text_tab"))
        _append_text(line, "blad ")
        line.append(_e("text_page_number", "1", text_select_page="current"))
    return tree


def _meta(document: out.Document) -> Element:
    fields = [
        _e("dc_title", document.title),
        _e("dc_creator", document.author),
        _e("dc_language", document.language),
    ]
    if document.dated:
        fields.append(_e("dc_date", f"{document.dated.isoformat()}T00:00:00"))
    return _e("office_document_meta", _e("office_meta", *fields), office_version="1.3")


def _manifest() -> Element:
    entries = {"/": _MEDIA_TYPE, "content.xml": "text/xml", "styles.xml": "text/xml", "meta.xml": "text/xml"}
    files = [
        _e("manifest_file_entry", manifest_full_path=path, manifest_media_type=kind)
        for path, kind in entries.items()
    ]
    return _e("manifest_manifest", *files, manifest_version="1.3")
