"""From a row of blocks back to lists and tables: what HTML nests, a reading text only numbers."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Literal

from kader.domain.text_blocks import Block

Family = Literal["heading", "paragraph", "code", "quote", "list", "table", "footnote"]


@dataclass(frozen=True, slots=True)
class Numbered:
    """A block with its ordinal in the reading text."""

    ordinal: int
    block: Block


def families(blocks: Sequence[Block]) -> Iterator[tuple[Family, tuple[Numbered, ...]]]:
    """Blocks that share one outer element: a list, a table, a run of quoted paragraphs, the footnotes."""
    numbered = (Numbered(ordinal, block) for ordinal, block in enumerate(blocks))
    for (family, _), group in groupby(numbered, key=_family_key):
        yield family, tuple(group)


def _family_key(one: Numbered) -> tuple[Family, int]:
    block = one.block
    match block.kind:
        case "table_cell":
            return "table", block.cell.table if block.cell else 0
        case "list_item":
            return "list", 0
        case "paragraph" | "quote" if block.level:
            return "list", 0
        case "quote" | "footnote":
            return block.kind, 0
        case _:
            return block.kind, one.ordinal


@dataclass(slots=True)
class _OpenList:
    tag: str
    number: str | None

    def takes(self, block: Block) -> bool:
        """Whether an item continues this list: the same sort, and a number that goes up."""
        if self.number is None or block.number is None:
            return self.number is block.number
        return int(block.number) > int(self.number)


class ListNesting:
    """Which tags to close and open before each block of a list."""

    def __init__(self) -> None:
        self._open: list[_OpenList] = []

    def before(self, block: Block) -> str:
        """The tags before the block's own element; an item's `</li>` comes with the next block."""
        depth = block.level or 1
        tags = self.close(depth)
        if block.kind != "list_item" and depth == len(self._open):
            return tags
        if depth == len(self._open) and self._open[-1].takes(block):
            self._open[-1].number = block.number
            return tags + "</li>"
        return tags + self.close(depth - 1) + self._open_until(depth, block)

    def close(self, depth: int = 0) -> str:
        tags = ""
        while len(self._open) > depth:
            tags += f"</li></{self._open.pop().tag}>"
        return tags

    def _open_until(self, depth: int, block: Block) -> str:
        tags = ""
        while len(self._open) < depth:
            number = block.number if len(self._open) == depth - 1 else None
            self._open.append(_OpenList("ul" if number is None else "ol", number))
            # A level without words of its own still needs its item.
            step = '<li class="no-words">' if len(self._open) < depth or block.kind != "list_item" else ""
            tags += f"<{self._open[-1].tag}>{step}"
        return tags


def table_rows(cells: Sequence[Numbered]) -> list[list[Numbered | None]]:
    """The grid of a table, row by row; None for a cell without text (such a cell is no block)."""
    places = {(cell.row, cell.column): one for one in cells if (cell := one.block.cell)}
    columns = range(max(column for _, column in places) + 1)
    first, last = min(row for row, _ in places), max(row for row, _ in places)
    return [[places.get((row, column)) for column in columns] for row in range(first, last + 1)]
