"""A version as a document that goes out: its reading text back in lists, tables and notes."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import cast

from kader.domain.text_blocks import Block, Mark, ReadingText
from kader.formats import outgoing as out
from kader.formats.html_inline import is_safe_address
from kader.formats.html_shape import Numbered, families, table_rows

_SIGN: frozenset[out.Look] = frozenset(["strong"])


@dataclass(frozen=True, slots=True)
class Edit:
    """Code points [start, end) that came, went or moved; `sign` stands behind them."""

    start: int
    end: int
    look: out.Look
    sign: str = ""


@dataclass(frozen=True, slots=True)
class Body:
    blocks: tuple[out.Block, ...]
    notes: tuple[out.Note, ...]


def body_of(reading: ReadingText, edits: Sequence[Edit] = ()) -> Body:
    """The blocks and notes of a reading text; with `edits`, which words changed."""
    maker = _Maker(reading, edits)
    return Body(tuple(maker.blocks()), tuple(maker.notes()))


class Looks:
    """How the words of a reading text look, for who lays its words out otherwise."""

    def __init__(self, reading: ReadingText) -> None:
        self._reading = reading
        self._spans = _Maker(reading, ()).spans

    def words(self, start: int, end: int) -> Iterator[out.Words]:
        """The words from start to end, which stand in one block, without note and page marks."""
        block = self._reading.block_at(start)
        yield from _run(self._reading.text, start, end, self._spans[block.start] if block else [])


@dataclass(frozen=True, slots=True)
class _Span:
    start: int
    end: int
    look: out.Look | None
    link: str = ""


class _Maker:
    def __init__(self, reading: ReadingText, edits: Sequence[Edit]) -> None:
        self.reading = reading
        self.pages = list(reading.pages)
        self.spans: dict[int, list[_Span]] = defaultdict(list)
        self.references: dict[int, list[Mark]] = defaultdict(list)
        self.signs: dict[int, list[tuple[int, str]]] = defaultdict(list)
        self.referred: set[str] = set()
        self.levels = heading_levels(reading.blocks)
        self._place_marks()
        self._place_edits(edits)

    def blocks(self) -> Iterator[out.Block]:
        for family, group in families(self.reading.blocks):
            if family == "footnote":
                continue
            yield from self._starts(group[0].block.start)
            yield from getattr(self, f"_{family}")(group)
        yield from self._starts(len(self.reading.text))
        yield from self._loose_notes()

    def notes(self) -> Iterator[out.Note]:
        """The notes that the text refers to."""
        for number, block in self._numbered_notes():
            if block.note in self.referred:
                yield out.Note(block.note or "", number, tuple(self._words(block)))

    def _numbered_notes(self) -> Iterator[tuple[str, Block]]:
        notes = [block for block in self.reading.blocks if block.kind == "footnote" and block.note]
        printed = all((block.note or "").isdigit() for block in notes)
        for at, block in enumerate(notes, 1):
            yield (block.note or "") if printed else str(at), block

    def _loose_notes(self) -> Iterator[out.Block]:
        """A note that nothing refers to is still part of the text."""
        loose = [(n, b) for n, b in self._numbered_notes() if b.note not in self.referred]
        loose += [("", b) for b in self.reading.blocks if b.kind == "footnote" and not b.note]
        for number, block in loose:
            lead = out.plain(f"Noot {number}: " if number else "Noot: ")
            yield out.Paragraph((*lead, *self._words(block)), "quiet")

    def _place_marks(self) -> None:
        known = {block.note for block in self.reading.blocks if block.kind == "footnote"}
        for mark in sorted(self.reading.marks, key=lambda mark: (mark.start, -mark.end)):
            block = self.reading.block_at(mark.start)
            if block is None:
                continue
            if mark.kind == "noteref":
                self.references[block.start].append(mark)
                self.referred |= {mark.value} & known if block.kind != "footnote" else set()
            elif mark.kind == "link":
                link = mark.value if is_safe_address(mark.value) else ""
                self.spans[block.start].append(_Span(mark.start, mark.end, None, link))
            else:
                self.spans[block.start].append(_Span(mark.start, mark.end, cast(out.Look, mark.kind)))

    def _place_edits(self, edits: Sequence[Edit]) -> None:
        for edit in edits:
            touched = self.reading.blocks_between(edit.start, edit.end)
            for block in touched:
                start, end = max(edit.start, block.start), min(edit.end, block.end)
                self.spans[block.start].append(_Span(start, end, edit.look))
            if touched and edit.sign:
                last = touched[-1]
                self.signs[last.start].append((min(edit.end, last.end), edit.sign))

    # -- pages ------------------------------------------------------------------------------------------

    def _starts(self, offset: int) -> Iterator[out.PageStart]:
        while self.pages and self.pages[0].start <= offset:
            page = self.pages.pop(0)
            yield out.PageStart(page.label, breaks=page is not self.reading.pages[0])

    def _words(self, block: Block, *, breaks: bool = True) -> Iterator[out.Inline]:
        """The words of a block, and the notes and pages that stand in it."""
        marks: list[tuple[int, out.Inline]] = [
            (mark.start, out.NoteMark(mark.value)) for mark in self.references[block.start]
        ]
        marks += [(at, out.Words(f" {sign}", _SIGN)) for at, sign in self.signs[block.start]]
        if block.kind != "footnote":
            while self.pages and self.pages[0].start < block.end:
                page = self.pages.pop(0)
                marks.append((max(page.start, block.start), out.PageMark(page.label, breaks)))
        at = block.start
        for offset, mark in sorted(marks, key=lambda pair: pair[0]):
            yield from _run(self.reading.text, at, offset, self.spans[block.start])
            yield from self._shown(mark, block)
            at = offset
        yield from _run(self.reading.text, at, block.end, self.spans[block.start])

    def _shown(self, mark: out.Inline, block: Block) -> Iterator[out.Inline]:
        """A reference to a note that is not there, or from a note to a note, is shown as it is written."""
        if isinstance(mark, out.NoteMark) and (mark.label not in self.referred or block.kind == "footnote"):
            yield out.Words(f" [{mark.label}]")
        else:
            yield mark

    # -- one method a family ------------------------------------------------------------------------------

    def _heading(self, group: Sequence[Numbered]) -> Iterator[out.Block]:
        one = group[0]
        inlines = tuple(self._words(one.block, breaks=False))
        yield out.Heading(self.levels[one.ordinal], inlines, f"a{one.ordinal}")

    def _paragraph(self, group: Sequence[Numbered]) -> Iterator[out.Block]:
        yield out.Paragraph(tuple(self._words(group[0].block)))

    def _quote(self, group: Sequence[Numbered]) -> Iterator[out.Block]:
        for one in group:
            yield out.Paragraph(tuple(self._words(one.block)), "quote")

    def _code(self, group: Sequence[Numbered]) -> Iterator[out.Block]:
        yield out.Code(self.reading.text[group[0].block.start : group[0].block.end])

    def _table(self, group: Sequence[Numbered]) -> Iterator[out.Block]:
        rows = table_rows(group)
        header = sum(all(c is None or (c.block.cell and c.block.cell.header) for c in row) for row in rows)
        cells = tuple(
            tuple(tuple(self._words(cell.block, breaks=False)) if cell else () for cell in row)
            for row in rows
        )
        yield out.Table(cells, header)

    def _list(self, group: Sequence[Numbered]) -> Iterator[out.Block]:
        yield from self._level([one.block for one in group], 1)

    def _level(self, blocks: Sequence[Block], depth: int) -> Iterator[out.Block]:
        """The lists at one depth; what stands deeper belongs to the item before it."""
        items: list[out.Item] = []
        at = 0
        while at < len(blocks):
            end = next((i for i in range(at + 1, len(blocks)) if _opens(blocks[i], depth)), len(blocks))
            item = self._item(blocks[at:end], depth)
            if items and not _continues(items[-1], item):
                yield out.List(tuple(items))
                items = []
            items.append(item)
            at = end
        if items:
            yield out.List(tuple(items))

    def _item(self, blocks: Sequence[Block], depth: int) -> out.Item:
        head = _opens(blocks[0], depth)
        number = blocks[0].number if head else None
        inside: list[out.Block] = []
        at = 0
        while at < len(blocks):
            deep = _is_deeper(blocks[at], depth)
            end = next(
                (i for i in range(at, len(blocks)) if _is_deeper(blocks[i], depth) != deep), len(blocks)
            )
            run = blocks[at:end]
            inside += self._level(run, depth + 1) if deep else map(self._inside, run)
            at = end
        return out.Item(int(number) if number else None, tuple(inside))

    def _inside(self, block: Block) -> out.Block:
        return out.Paragraph(tuple(self._words(block)), "quote" if block.kind == "quote" else "text")


def _opens(block: Block, depth: int) -> bool:
    return block.kind == "list_item" and (block.level or 1) <= depth


def _is_deeper(block: Block, depth: int) -> bool:
    return (block.level or 1) > depth


def _continues(before: out.Item, item: out.Item) -> bool:
    """Whether an item goes on with the list: the same sort, and a number that goes up."""
    if before.number is None or item.number is None:
        return before.number is item.number
    return item.number > before.number


def heading_levels(blocks: Sequence[Block]) -> dict[int, int]:
    """Level of each heading, from 1 and none skipped: a reader that jumps from heading to heading counts."""
    levels = {}
    above: list[int] = []
    for ordinal, block in enumerate(blocks):
        if block.kind == "heading":
            own = block.level or 1
            above = [level for level in above if level < own] + [own]
            levels[ordinal] = len(above)
    return levels


def _run(text: str, start: int, end: int, spans: Sequence[_Span]) -> Iterator[out.Words]:
    inside = [span for span in spans if span.start < end and span.end > start]
    edges = {start, end, *(s.start for s in inside), *(s.end for s in inside)}
    cuts = sorted(edge for edge in edges if start <= edge <= end)
    for left, right in pairwise(cuts):
        holding = [span for span in inside if span.start <= left and span.end >= right]
        looks = frozenset(span.look for span in holding if span.look)
        link = next((span.link for span in holding if span.link), "")
        yield out.Words(text[left:right], looks, link)
