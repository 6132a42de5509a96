"""What can be matched as a whole: blocks and table rows first, then the sentences and cells within them."""

import re
from dataclasses import dataclass
from itertools import groupby, pairwise

from kader.domain.reading_text import Block, ReadingText

Shape = tuple[str, int | None]


@dataclass(frozen=True, slots=True)
class Unit:
    """A block, table row, sentence or table cell at code points [start, end), without white space around it.

    `key` is what must be the same for two units to be the same: the text without the number that a block
    opens with, and without the mark that closes a list item. `shape` is the kind and level of the block it
    stands in, `parts` the blocks of a row, `block` the ordinal of the block or row it is part of.

    """

    start: int
    end: int
    text: str
    key: str
    shape: Shape
    block: int
    parts: tuple[Block, ...] = ()


def blocks_of(reading: ReadingText) -> list[Unit]:
    """The blocks of a text, each row of a table as one."""
    together = groupby(enumerate(reading.blocks), key=lambda numbered: _row(*numbered))
    rows = [tuple(block for _, block in group) for _, group in together]
    units = (_unit(reading.text, row[0].start, row[-1].end, row, n) for n, row in enumerate(rows))
    return [unit for unit in units if unit.text]


def sentences_of(reading: ReadingText, block: Unit) -> list[Unit]:
    """The cells of a row, the sentences of any other block."""
    if len(block.parts) > 1:
        cells = (_unit(reading.text, part.start, part.end, (part,), block.block) for part in block.parts)
        return [cell for cell in cells if cell.text]
    edges = [block.start, *(block.start + at for at in sentence_starts(block.text)), block.end]
    return [_unit(reading.text, start, end, block.parts, block.block) for start, end in pairwise(edges)]


def _row(number: int, block: Block) -> tuple[int, int]:
    return (block.cell.table, block.cell.row) if block.cell else (-1, number)


def _unit(text: str, start: int, end: int, parts: tuple[Block, ...], block: int) -> Unit:
    raw = text[start:end]
    core = raw.strip()
    start += len(raw) - len(raw.lstrip())
    kind = parts[0].kind
    key = without_marks(core, heading=kind == "heading") if start <= parts[0].start else core
    # The last item of a list ends with a full stop, and gets a semicolon when another comes after it.
    key = key.rstrip(";,.") if kind == "list_item" else key
    return Unit(start, start + len(core), core, key, (kind, parts[0].level), block, parts)


_NAME = r"(?i:hoofdstuk|paragraaf|artikel|bijlage|deel|stap|norm|thema|tabel|figuur)\s+"
# A number that orders rather than counts: "3.", "2)", "b.", "iv.", "1.2 Doel", "Artikel 4".
_ORDINAL = re.compile(
    rf"(?P<name>(?:{_NAME})?)"
    r"(?:\d+(?:\.\d+)*[.):]|\(?(?:\d{1,3}|[a-z]|[ivxl]{1,5})\)|[a-z]\.|[ivxl]{2,5}\.|\d+(?:\.\d+)+)"
    r"(?=\s+\S)"
)
_ORDINAL_OF_HEADING = re.compile(rf"(?P<name>(?:{_NAME})?)(?:\d+[a-z]?|[A-Z]|[IVX]+)(?=[.:]?\s|$)")
# The marks of a heading, list item or quotation in a plain text.
_MARK = re.compile(r"(?:#{1,6}|[-*+•>])\s+")


def without_marks(text: str, *, heading: bool) -> str:
    """The text without the mark and the ordinal it opens with: who renumbers an item does not change it.

    A bare number ("3 Doel", "Bijlage B") is an ordinal in a heading only: elsewhere it may count.
    """
    mark = _MARK.match(text)
    is_heading = heading or text.startswith("#")
    text = text[mark.end() :] if mark else text
    found = _ORDINAL.match(text) or (_ORDINAL_OF_HEADING.match(text) if is_heading else None)
    return f"{found['name']}{text[found.end() :].lstrip()}" if found else text


# The end of a sentence, unless the word before it is an abbreviation or an initial.
_SENTENCE_END = re.compile(r"[.!?…][.!?…\"'”’»)\]*_]*\s+(?=[\"'“‘„«(\[*_]*[A-Z0-9À-ÖØ-Þ\u0370-\U0010ffff])")
_ABBREVIATION = re.compile(
    r"(?i:art|bijl|bijv|blz|ca|dhr|dr|drs|evt|excl|incl|ir|jl|mevr|mr|nl|nr|nrs|pag|prof|resp|sr|vgl|zgn)"
)


def sentence_starts(text: str) -> list[int]:
    """Where the second and later sentences of a block begin, in code points of the block."""
    ends = _SENTENCE_END.finditer(text)
    return [end.end() for end in ends if text[end.start()] != "." or not _is_short(text, end.start())]


def _is_short(text: str, stop: int) -> bool:
    """Whether the full stop at `stop` closes an abbreviation, an initial or the number of a block."""
    words = text[max(0, stop - 12) : stop].split()
    word = words[-1].lstrip("(\"'“‘„*_") if words else ""
    is_initial = len(word) == 1 and word.isalpha()
    is_abbreviation = "." in word or _ABBREVIATION.fullmatch(word) is not None
    return is_initial or is_abbreviation or text[:stop].isdecimal()
