"""The values a reading text is made of: pages, blocks, cells and marks. See `reading_text` for why."""

from bisect import bisect_right
from dataclasses import dataclass
from typing import Literal

BlockKind = Literal["heading", "paragraph", "list_item", "table_cell", "footnote", "quote", "code"]
MarkKind = Literal["emphasis", "strong", "code", "strikethrough", "link", "noteref"]


@dataclass(frozen=True, slots=True)
class Page:
    """A stretch of the reading text; pages tile the body, `end` is the next page's `start`."""

    label: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Cell:
    """Where a table cell stands: the table's ordinal in the text, row and column, all from 0."""

    table: int
    row: int
    column: int
    header: bool


@dataclass(frozen=True, slots=True)
class Block:
    """One heading, paragraph, list item, table cell, footnote body, quoted paragraph or piece of code.

    `level` is a heading's level (1-6) or a list item's depth (from 1), else None. `page` is the label of the
    page where the block starts, for a footnote the page of its first reference. `section` is the text of the
    nearest heading (a heading's own text for a heading). `number` is the computed number of an ordered list
    item, `note` the label of a footnote: shown to readers, but no part of the text.
    """

    kind: BlockKind
    level: int | None
    start: int
    end: int
    page: str | None
    section: str | None
    number: str | None = None
    note: str | None = None
    cell: Cell | None = None


@dataclass(frozen=True, slots=True)
class Mark:
    """Standoff emphasis: `value` is a link's address or a footnote's label (there start == end)."""

    kind: MarkKind
    start: int
    end: int
    value: str = ""


@dataclass(frozen=True, slots=True)
class ReadingText:
    text: str
    pages: tuple[Page, ...]
    blocks: tuple[Block, ...]
    marks: tuple[Mark, ...] = ()

    def page(self, label: str) -> Page | None:
        """The first page with this label; labels are compared without case."""
        wanted = label.casefold()
        return next((page for page in self.pages if page.label.casefold() == wanted), None)

    def page_at(self, offset: int) -> str | None:
        """The label of the page of the code point at `offset`; a footnote stands with its mark."""
        block = self.block_at(offset)
        if block is not None and block.kind == "footnote":
            return block.page
        index = bisect_right(self.pages, offset, key=lambda page: page.start) - 1
        return self.pages[index].label if index >= 0 else None

    def block_at(self, offset: int) -> Block | None:
        """The block that holds `offset`; for the newline after a block that block, for no text None."""
        index = bisect_right(self.blocks, offset, key=lambda block: block.start) - 1
        return self.blocks[index] if index >= 0 else None

    def blocks_between(self, start: int, end: int) -> tuple[Block, ...]:
        """The blocks that share at least one code point with [start, end)."""
        first = bisect_right(self.blocks, start, key=lambda block: block.end)
        last = bisect_right(self.blocks, end - 1, key=lambda block: block.start)
        return self.blocks[first:last]

    def blocks_on(self, label: str) -> tuple[Block, ...]:
        """The blocks of which some text stands on the page, footnotes with their page's text last."""
        page = self.page(label)
        if page is None:
            return ()
        body = self.blocks_between(page.start, page.end)
        notes = tuple(
            b for b in self.blocks if b.kind == "footnote" and b.page == page.label and b not in body
        )
        return body + notes
