"""Two versions as one Word document with real tracked changes, for who reviews in Word.

Accepting all gives the new text, rejecting all the old one. What looks otherwise without a change of words
(emphasis, numbering, page breaks) is shown as in the new version and not tracked.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from kader.domain.comparison import Change
from kader.domain.text_blocks import Block, Mark, ReadingText
from kader.formats import outgoing as out
from kader.formats.docx_out import (
    DocxBody,
    cell_element,
    footer_line,
    look_of,
    row_element,
    style,
    table_element,
)
from kader.formats.docx_package import PORTRAIT_WIDTH, Element, w
from kader.formats.outgoing_text import Looks, heading_levels
from kader.formats.tracked import (
    Op,
    Stretch,
    TrackedParagraph,
    TrackedRow,
    TrackedTable,
    track,
)

_STYLES = {"quote": "Quote", "code": "CodeBlock", "footnote": "FootnoteText"}
_TAGS = {"+": "ins", "-": "del"}


@dataclass(frozen=True, slots=True)
class Signed:
    """Who made the changes and when, as Word shows at each of them; the moment is UTC."""

    author: str
    moment: datetime


def write_tracked(
    old: ReadingText,
    new: ReadingText,
    changes: Sequence[Change],
    head: out.Document,
    signed: Signed,
    footer: str = "",
) -> bytes:
    """A .docx. `head` gives title, author, language, date and the lines above the text."""
    body = DocxBody(head)
    writer = _Tracker(old, new, signed)
    opening = [element for block in head.opening for element in body.block(block)]
    tracked = [element for one in track(old, new, changes) for element in writer.element(one)]
    body.starts = writer.starts
    return body.package([*opening, *tracked], footer_line(footer or head.title, PORTRAIT_WIDTH, counted=True))


class _Tracker:
    def __init__(self, old: ReadingText, new: ReadingText, signed: Signed) -> None:
        self.sides = {"-": _Side(old), "+": _Side(new), "=": _Side(new)}
        self.sides["="] = self.sides["+"]
        self.signed = signed
        self.starts: list[int] = []
        self.changes = 0
        self.hour = 0

    def element(self, one: TrackedParagraph | TrackedTable) -> Iterator[Element]:
        # LibreOffice takes changes of one moment on both sides of a paragraph mark for one change, and joins
        # the paragraphs when it is rejected. So the moment alternates.
        self.hour = 1 - self.hour
        if isinstance(one, TrackedTable):
            yield self._table(one)
            # Two tables without a paragraph between them are one to Word. It came or went with its table,
            # or it would part what is one paragraph without the table.
            yield w("p", style("TableText", *self._mark(_op_of(one))))
        else:
            yield self._paragraph(one)

    def _paragraph(self, one: TrackedParagraph) -> Element:
        side = self.sides[one.mark]
        mark = self._mark(one.mark)
        layout = style(side.style(one.block), *side.layout(one.block, self._list_id), *mark)
        number = [] if one.block.note is None else self._run(one.mark, _superior(f"{one.block.note} "))
        return w("p", layout, *number, *self._stretches(one.stretches))

    def _mark(self, op: Op) -> list[Element]:
        """What became of the end of a paragraph."""
        return [] if op == "=" else [w("rPr", self._change(_TAGS[op]))]

    def _list_id(self, side: "_Side", block: Block) -> int:
        """Each side counts its own items, so that neither disturbs the numbers of the other."""
        number = int(block.number or 0)
        if side.expected != number:
            self.starts.append(number)
            side.list_id = len(self.starts) + 1
        side.expected = number + 1
        return side.list_id

    def _table(self, table: TrackedTable) -> Element:
        columns = max(len(row.cells) for row in table.rows)
        texts = [tuple(map(self._plain, row.cells)) for row in table.rows]
        filled = tuple(row + ((),) * (columns - len(row)) for row in texts)
        widths = [round(share * PORTRAIT_WIDTH) for share in out.column_shares(out.Table(filled))]
        return table_element((self._row(row, widths) for row in table.rows), widths)

    def _plain(self, stretches: Sequence[Stretch]) -> out.Inlines:
        """The words of a cell, both what came and what went."""
        starts = ((s, s.old if s.op == "-" else s.new) for s in stretches)
        texts = (self.sides[s.op].reading.text[start : start + s.length] for s, start in starts)
        return out.plain("".join(texts))

    def _row(self, row: TrackedRow, widths: Sequence[int]) -> Element:
        change = None if row.op == "=" else self._change(_TAGS[row.op])
        cells = [
            cell_element(
                width,
                [w("p", style("TableText", *self._mark(row.op)), *self._stretches(stretches))],
            )
            for stretches, width in zip(row.cells, widths, strict=False)
        ]
        return row_element(cells, header=row.header and row.op != "-", change=change)

    def _stretches(self, stretches: Sequence[Stretch]) -> Iterator[Element]:
        for stretch in stretches:
            if stretch.op == "=":
                yield from self._same(stretch)
            else:
                start = stretch.old if stretch.op == "-" else stretch.new
                for part in self.sides[stretch.op].parts(start, start + stretch.length):
                    yield from self._part(stretch.op, part)

    def _same(self, stretch: Stretch) -> Iterator[Element]:
        """Words that stayed, as the new text has them; a note mark may have come, gone or changed."""
        gone, come = self.sides["-"], self.sides["+"]
        start, end = stretch.new, stretch.new + stretch.length
        shift = stretch.old - start
        was = {mark.start - shift: mark.value for mark in gone.marks(start + shift, end + shift)}
        now = {mark.start: mark.value for mark in come.marks(start, end)}
        at = start
        for offset in sorted({*was, *now, end}):
            yield from (_words(one) for one in come.looks.words(at, offset) if one.text)
            if was.get(offset) == now.get(offset):
                yield from [_superior(now[offset])] if offset in now else []
            else:
                yield from self._run("-", _superior(was[offset])) if offset in was else []
                yield from self._run("+", _superior(now[offset])) if offset in now else []
            at = offset

    def _part(self, op: Op, part: "out.Words | Mark") -> Iterator[Element]:
        yield from self._run(op, _superior(part.value) if isinstance(part, Mark) else _words(part))

    def _run(self, op: Op, run: Element) -> list[Element]:
        """A run as it is, or inside the change it belongs to."""
        if op == "=":
            return [run]
        if op == "-":
            for text in run.iter(w("t").tag):
                text.tag = w("delText").tag
        change = self._change(_TAGS[op])
        change.append(run)
        return [change]

    def _change(self, tag: str) -> Element:
        self.changes += 1
        moment = (self.signed.moment + timedelta(hours=self.hour)).strftime("%Y-%m-%dT%H:%M:%SZ")
        return w(tag, id=self.changes, author=self.signed.author, date=moment)


def _op_of(table: TrackedTable) -> Op:
    """Whether the whole table came or went."""
    ops = {row.op for row in table.rows}
    return ops.pop() if len(ops) == 1 else "="


class _Side:
    """One of the two texts, with what is needed to lay out its words."""

    def __init__(self, reading: ReadingText) -> None:
        self.reading = reading
        self.looks = Looks(reading)
        self.levels = {
            reading.blocks[ordinal].start: level for ordinal, level in heading_levels(reading.blocks).items()
        }
        self.references = sorted(
            (mark for mark in reading.marks if mark.kind == "noteref"), key=lambda mark: mark.start
        )
        self.starts = {block.start for block in reading.blocks}
        self.list_id = 0
        self.expected: int | None = None

    def style(self, block: Block) -> str | None:
        if block.kind == "heading":
            return f"Heading{min(self.levels[block.start], 6)}"
        if block.kind == "list_item" or block.level:
            return "ListParagraph"
        return _STYLES.get(block.kind)

    def layout(self, block: Block, list_id: Callable[["_Side", Block], int]) -> list[Element]:
        depth = min((block.level or 1) - 1, 8)
        if block.kind == "list_item":
            number = 1 if block.number is None else list_id(self, block)
            return [w("numPr", w("ilvl", val=depth), w("numId", val=number))]
        if block.kind in ("paragraph", "quote") and block.level:
            return [w("ind", left=425 * (depth + 1))]
        return []

    def marks(self, start: int, end: int) -> list[Mark]:
        """The note marks behind a word from start to end, and at the start of a block."""
        first = start in self.starts
        return [m for m in self.references if start < m.start <= end or (first and m.start == start)]

    def parts(self, start: int, end: int) -> Iterator[out.Words | Mark]:
        at = start
        for mark in self.marks(start, end):
            yield from (one for one in self.looks.words(at, mark.start) if one.text)
            yield mark
            at = mark.start
        yield from (one for one in self.looks.words(at, end) if one.text)


def _words(words: out.Words) -> Element:
    plain = out.Words(words.text, words.looks)
    return w("r", *look_of(plain), w("t", words.text))


def _superior(text: str) -> Element:
    return w("r", w("rPr", w("rStyle", val="FootnoteReference")), w("t", text))
