"""A version must look the same wherever it is shown, and every word of it must have an address.

A reading text is plain text with standoff structure; this module makes the HTML of it: headings, lists,
tables, notes with links there and back, the place where each page begins, and highlights for whatever a
screen wants to point at. What is shown but is no part of the text (page marks, note marks, permalinks)
carries `data-extra`, so that a script or a test can count code points in the rest.

Roles: DPUB-ARIA 1.1 (doc-pagebreak, doc-noteref, doc-endnotes, doc-backlink).
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

import nh3
from markupsafe import Markup

from kader.domain.text_blocks import Block, Page, ReadingText
from kader.formats.html_inline import Insert, Span, attributes, escaped, inline, mark_span
from kader.formats.html_shape import ListNesting, Numbered, families, table_rows

_CLEANER = nh3.Cleaner(
    tags={
        *("h2", "h3", "h4", "h5", "h6", "p", "ul", "ol", "li", "blockquote", "pre", "div", "section"),
        *("table", "thead", "tbody", "tr", "th", "td"),
        *("a", "code", "em", "strong", "s", "span", "sup", "mark", "ins", "del"),
    },
    attributes={
        "*": {"id", "class", "role", "aria-label", "aria-labelledby", "tabindex"},
        "a": {"href", "rel"},
        "li": {"value"},
        "th": {"scope"},
    },
    generic_attribute_prefixes={"data-"},
    url_schemes={"http", "https", "mailto"},
    link_rel=None,
    strip_comments=True,
)


@dataclass(frozen=True, slots=True)
class Highlight:
    """Code points [start, end) to point at; ranges may overlap and cross blocks.

    Ranges may share an id: the first piece has it as `id`, every piece as `data-highlight`. `href` with
    `label` puts a small link after the last piece, to what the highlight stands for; `link_name` is what the
    link is called for who cannot see where it stands.
    """

    start: int
    end: int
    id: str
    tag: Literal["mark", "ins", "del"] = "mark"
    css_class: str = ""
    href: str = ""
    label: str = ""
    link_name: str = ""


@dataclass(frozen=True, slots=True)
class Heading:
    """A line of the table of contents: `id` is its address in the HTML, `level` counts from 2."""

    id: str
    level: int
    text: str
    page: str | None


@dataclass(frozen=True, slots=True)
class Group:
    """Blocks that share an outer element (a whole list, a table, one paragraph): ordinals [first, last]."""

    first: int
    last: int
    html: Markup


def render(reading: ReadingText, highlights: Sequence[Highlight] = ()) -> Markup:
    """The HTML of a reading text: the blocks in order, then the notes. All text is escaped, twice guarded."""
    return Markup("\n").join(group.html for group in render_groups(reading, highlights))


def render_groups(
    reading: ReadingText, highlights: Sequence[Highlight] = (), names: Sequence[str] | None = None
) -> tuple[Group, ...]:
    """The same in pieces that can stand in rows of a table or a grid, with something beside them.

    `names` are addresses for the blocks, for a text that was put together from others; its offsets mean
    nothing outside it and are left out.
    """
    groups = _Writer(reading, highlights, names).write()
    # Escaped by the writer, and cleaned once more.
    return tuple(Group(first, last, Markup(_CLEANER.clean(html))) for first, last, html in groups)  # noqa: S704


def outline(reading: ReadingText) -> tuple[Heading, ...]:
    """The headings in order, with the levels they have in `render`."""
    levels = _heading_levels(reading)
    return tuple(
        Heading(block_id(ordinal), levels[ordinal], reading.text[block.start : block.end], block.page)
        for ordinal, block in enumerate(reading.blocks)
        if ordinal in levels
    )


def block_id(ordinal: int) -> str:
    """The address of a block within its version, counted from 0 in `ReadingText.blocks`."""
    return f"a{ordinal}"


def page_ids(pages: Sequence[Page]) -> tuple[str, ...]:
    """The address of each page; a label that was used before gets a number behind it."""
    seen: Counter[str] = Counter()
    ids = []
    for page in pages:
        seen[page.label] += 1
        ids.append(f"p{page.label}" if seen[page.label] == 1 else f"p{page.label}_{seen[page.label]}")
    return tuple(ids)


def _heading_levels(reading: ReadingText) -> dict[int, int]:
    """HTML level of each heading: the page keeps its own h1, and no level is skipped."""
    levels = {}
    above: list[int] = []
    for ordinal, block in enumerate(reading.blocks):
        if block.kind == "heading":
            own = block.level or 1
            above = [level for level in above if level < own] + [own]
            levels[ordinal] = min(len(above) + 1, 6)
    return levels


class _Writer:
    """Writes blocks in order; page breaks are taken from the front as the text passes them."""

    def __init__(
        self, reading: ReadingText, highlights: Sequence[Highlight], names: Sequence[str] | None
    ) -> None:
        self.reading = reading
        self.names = names
        self.levels = _heading_levels(reading)
        self.pages = list(zip(reading.pages, page_ids(reading.pages), strict=True))
        self.notes = _Notes(reading, self._name)
        self.spans: dict[int, list[Span]] = defaultdict(list)
        self.inserts: dict[int, list[Insert]] = defaultdict(list)
        self._place_marks()
        self._place_highlights(highlights)

    def write(self) -> Iterator[tuple[int, int, str]]:
        """The first and last ordinal of each family, and its HTML; the last one has the breaks at the end."""
        groups = list(families(self.reading.blocks))
        for number, (family, group) in enumerate(groups, 1):
            first, last = group[0], group[-1]
            before = len(self.reading.text) if family == "footnote" else first.block.start
            parts = [self._breaks_until(before), getattr(self, f"_{family}")(group)]
            if number == len(groups):
                parts.append(self._breaks_until(len(self.reading.text)))
            yield first.ordinal, last.ordinal, "\n".join(part for part in parts if part)

    # -- what stands where ------------------------------------------------------------------------------

    def _place_marks(self) -> None:
        for mark in sorted(self.reading.marks, key=lambda mark: (mark.start, -mark.end)):
            block = self.reading.block_at(mark.start)
            if block is None:
                continue
            if mark.kind == "noteref":
                self.inserts[block.start].append(Insert(mark.start, self.notes.reference(mark.value)))
            elif span := mark_span(mark.kind, mark.start, mark.end, mark.value):
                self.spans[block.start].append(span)

    def _place_highlights(self, highlights: Sequence[Highlight]) -> None:
        named = set()
        for highlight in sorted(highlights, key=lambda one: (one.start, -one.end, one.id)):
            touched = self.reading.blocks_between(highlight.start, highlight.end)
            for block in touched:
                first = attributes(id=highlight.id) if highlight.id not in named else ""
                named.add(highlight.id)
                self.spans[block.start].append(_piece(highlight, block, first))
            if touched and highlight.href:
                at = min(highlight.end, touched[-1].end)
                self.inserts[touched[-1].start].append(Insert(at, _highlight_link(highlight)))

    def _name(self, ordinal: int) -> str:
        return self.names[ordinal] if self.names else block_id(ordinal)

    def _place(self, ordinal: int, block: Block) -> dict[str, str | int]:
        place: dict[str, str | int] = {"id": self._name(ordinal)}
        return place if self.names else place | {"data_start": block.start, "data_end": block.end}

    def _permalink(self, ordinal: int, label: str = "") -> str:
        label = label or f"Vindplaats van passage {ordinal}"
        link = attributes(class_="permalink", data_extra="", href=f"#{self._name(ordinal)}", aria_label=label)
        return f"<a{link}>#</a>"

    def _breaks_until(self, offset: int) -> str:
        return "".join(insert.html for insert in self._take_breaks(offset))

    def _take_breaks(self, offset: int) -> Iterator[Insert]:
        """The page breaks not yet written that stand at or before `offset`."""
        while self.pages and self.pages[0][0].start <= offset:
            page, page_id = self.pages.pop(0)
            yield Insert(page.start, _page_break(page.label, page_id))

    def _words(self, block: Block) -> str:
        breaks = [Insert(max(block.start, b.offset), b.html) for b in self._take_breaks(block.end - 1)]
        inserts = self.inserts[block.start] + breaks
        return inline(self.reading.text, block.start, block.end, self.spans[block.start], inserts)

    # -- one method a family of blocks --------------------------------------------------------------------

    def _heading(self, group: Sequence[Numbered]) -> str:
        ordinal, block = group[0].ordinal, group[0].block
        tag = f"h{self.levels[ordinal]}"
        link = self._permalink(ordinal, f"Vindplaats van {self.reading.text[block.start : block.end]}")
        return f'<div class="heading">{self._element(tag, ordinal, block)}{link}</div>'

    def _paragraph(self, group: Sequence[Numbered]) -> str:
        return self._passage("p", group[0].ordinal, group[0].block)

    def _code(self, group: Sequence[Numbered]) -> str:
        return self._element("pre", group[0].ordinal, group[0].block)

    def _quote(self, group: Sequence[Numbered]) -> str:
        inner = "\n".join(self._passage("p", one.ordinal, one.block) for one in group)
        return f"<blockquote>{inner}</blockquote>"

    def _list(self, group: Sequence[Numbered]) -> str:
        parts = []
        nesting = ListNesting()
        for one in group:
            parts.append(nesting.before(one.block))
            if one.block.kind == "list_item":
                opening = attributes(value=one.block.number, **self._place(one.ordinal, one.block))
                parts.append(f"<li{opening}>{self._permalink(one.ordinal)}{self._words(one.block)}")
            else:
                parts.append(self._passage("p", one.ordinal, one.block))
        return "".join(parts) + nesting.close()

    def _table(self, group: Sequence[Numbered]) -> str:
        rows = table_rows(group)
        header = [self._row(cells) for cells in rows if _is_header(cells)]
        body = [self._row(cells) for cells in rows if not _is_header(cells)]
        head = f"<thead>{''.join(header)}</thead>" if header else ""
        number = (group[0].block.cell.table if group[0].block.cell else 0) + 1
        region = attributes(class_="table-scroll", role="region", aria_label=f"Tabel {number}", tabindex=0)
        return f"<div{region}><table>{head}<tbody>{''.join(body)}</tbody></table></div>"

    def _row(self, cells: Sequence[Numbered | None]) -> str:
        return f"<tr>{''.join(self._cell(cell) for cell in cells)}</tr>"

    def _cell(self, cell: Numbered | None) -> str:
        if cell is None:
            return "<td></td>"
        if cell.block.cell and cell.block.cell.header:
            return self._element("th", cell.ordinal, cell.block, scope="col")
        return self._element("td", cell.ordinal, cell.block)

    def _footnote(self, group: Sequence[Numbered]) -> str:
        items = [self._note(one.ordinal, one.block) for one in group]
        opening = attributes(class_="notes", role="doc-endnotes", aria_label="Voetnoten")
        return f"<section{opening}><ol>{''.join(items)}</ol></section>"

    def _note(self, ordinal: int, block: Block) -> str:
        label = block.note or ""
        number = self.notes.number(label)
        unnumbered = None if number else "no-words"
        place = attributes(value=number, class_=unnumbered, **self._place(ordinal, block))
        return f"<li{place}>{self._words(block)}{self.notes.backlinks(label)}</li>"

    def _passage(self, tag: str, ordinal: int, block: Block) -> str:
        opening = f"<{tag}{attributes(**self._place(ordinal, block))}>"
        return f"{opening}{self._permalink(ordinal)}{self._words(block)}</{tag}>"

    def _element(self, tag: str, ordinal: int, block: Block, **more: str) -> str:
        return f"<{tag}{attributes(**self._place(ordinal, block), **more)}>{self._words(block)}</{tag}>"


class _Notes:
    """Numbers and addresses of footnotes; a footnote may be referred to more than once."""

    def __init__(self, reading: ReadingText, name: Callable[[int], str]) -> None:
        notes = [(o, b.note) for o, b in enumerate(reading.blocks) if b.kind == "footnote" and b.note]
        printed = all(label.isdigit() for _, label in notes)
        self._ids = {label: name(ordinal) for ordinal, label in notes}
        self._numbers = {label: label if printed else str(i) for i, (_, label) in enumerate(notes, 1)}
        self._references: Counter[str] = Counter()

    def number(self, label: str) -> str | None:
        return self._numbers.get(label)

    def reference(self, label: str) -> str:
        """The mark in the text; a note without a body is shown without a link."""
        if label not in self._ids:
            return f'<sup class="noteref" data-extra="">{escaped(label)}</sup>'
        self._references[label] += 1
        number = self._numbers[label]
        link = attributes(
            id=f"noot-{number}-{self._references[label]}",
            href=f"#{self._ids[label]}",
            role="doc-noteref",
            aria_label=f"Voetnoot {number}",
        )
        return f'<sup class="noteref" data-extra=""><a{link}>{escaped(number)}</a></sup>'

    def backlinks(self, label: str) -> str:
        number = self._numbers.get(label, "")
        return "".join(
            f"<a{_backlink(number, count)}>↩</a>" for count in range(1, self._references[label] + 1)
        )


def _backlink(number: str, count: int) -> str:
    where = f"Terug naar de tekst bij voetnoot {number}" + (f", plaats {count}" if count > 1 else "")
    return attributes(
        class_="backlink",
        data_extra="",
        role="doc-backlink",
        href=f"#noot-{number}-{count}",
        aria_label=where,
    )


def _page_break(label: str, page_id: str) -> str:
    place = attributes(role="doc-pagebreak", id=page_id, aria_label=f"pagina {label}", data_extra="")
    return f'<span{place}><span class="page-mark">p. {escaped(label)}</span></span>'


def _piece(highlight: Highlight, block: Block, first: str) -> Span:
    return Span(
        max(highlight.start, block.start),
        min(highlight.end, block.end),
        highlight.tag,
        attributes(class_=highlight.css_class or None, data_highlight=highlight.id),
        first,
    )


def _highlight_link(highlight: Highlight) -> str:
    link = attributes(
        class_="highlight-link", href=highlight.href, data_extra="", aria_label=highlight.link_name or None
    )
    return f"<a{link}>{escaped(highlight.label)}</a>"


def _is_header(cells: Sequence[Numbered | None]) -> bool:
    return any(cell is not None and cell.block.cell is not None and cell.block.cell.header for cell in cells)
