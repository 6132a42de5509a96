"""An assessment framework is a text for people; a table of judgements needs its norms one by one.

Its authors number and mark norms in their own way: "Norm 1.1 Titel" above a statement, "Norm 3", "1.2 ..." as
a heading, a list item, a bold line or a row of a table, or an ordered list below each theme. This module
looks for these ways in order, the most explicit first, and takes the first that the text uses. What it cannot
see as a norm it leaves out: nothing is made up.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import takewhile

from kader.domain.text_blocks import Block, ReadingText


@dataclass(frozen=True, slots=True)
class Norm:
    """One assessable statement; `start` and `end` are code points of the assessment framework's reading text.

    `number` is unique within a version; a number that was printed twice gets " (2)" behind it. `title` or
    `text` may be empty, not both. `indicators` are the lines below "Waaraan zien we dat?".
    """

    number: str
    title: str
    text: str
    theme: str
    indicators: tuple[str, ...]
    start: int
    end: int
    page: str | None


@dataclass(frozen=True, slots=True)
class _Sign:
    """A block that looks like the head of a norm: `rest` is what follows its number."""

    index: int
    number: str
    rest: str
    word: str = ""


_WORDS = ("norm", "kwaliteitseis", "eis", "verwachting", "standaard", "criterium", "toetspunt")
_NUMBER = r"[A-Z]{0,3}[.-]?\d+(?:[.-]\d+)*[a-z]?"
# After the number comes a full stop, colon or dash, or a title that opens with a capital: "Norm 1.1 vraagt
# dat ..." speaks about a norm.
_NAMED = re.compile(
    rf"((?i:{'|'.join(_WORDS)}))\s+({_NUMBER})(?:\s*[.:)–—-]+(?:\s+|$)|\s+(?=[^\sa-z])|$)(.*)", re.DOTALL
)
_DOTTED = re.compile(
    r"(\d+(?:\.\d+)+[a-z]?|[A-Z]{1,2}[.-]?\d+(?:\.\d+)*[a-z]?)[.:)]?(?:\s+(.*)|$)", re.DOTALL
)
_SINGLE = re.compile(r"(\d+[a-z]?)[.:)]?\s+(.*)", re.DOTALL)
_PLAIN_CELL = re.compile(r"(\d+[a-z]?)[.:)]?(?:\s+(.*))?", re.DOTALL)
_NUMBER_COLUMN = re.compile(rf"(?:{'|'.join(_WORDS)}|nr\b|nummer|no\b|#)", re.IGNORECASE)
_INTRODUCTION = re.compile(
    r"(?:[\d.]+[.)]?\s+)?"
    r"(inleiding|voorwoord|vooraf|leeswijzer|inhoud|verantwoording|werkwijze|begrippen|bijlage)",
    re.IGNORECASE,
)
_LEAD = re.compile(
    r"(waar(aan|uit)|hieraan|hieruit|(dit|dat) blijkt|hoe (zien|herken|merk|toets|beoordel)|wat (zien|ziet)|"
    r"indicator|criteri|toetspunt|kenmerk|aandachtspunt)",
    re.IGNORECASE,
)
_LONGEST_LEAD = 100
_LONGEST_TITLE = 90


def norms(reading: ReadingText) -> tuple[Norm, ...]:
    """The norms of an assessment framework's version, in reading order; () when none is recognised."""
    source = _Source(reading)
    for way in (_named, _dotted, _single_headings, _numbered_rows, _ordered_items):
        signs = _distinct(way(source), source)
        if signs:
            return tuple(_norm(source, signs, place) for place in range(len(signs)))
    return ()


class _Source:
    """A reading text with, for each block, the headings above it."""

    def __init__(self, reading: ReadingText) -> None:
        self.reading = reading
        self.blocks = reading.blocks
        self.above = _headings_above(reading.blocks)
        self.title = _title_of(reading.blocks)
        self.led = self._led()

    def words(self, index: int) -> str:
        block = self.blocks[index]
        return self.reading.text[block.start : block.end]

    def introduces(self, index: int) -> bool:
        """Whether a block stands in a chapter that explains the framework, or is its heading."""
        return any(_INTRODUCTION.match(self.words(at)) for at in (*self.above[index], index))

    def leads(self, index: int) -> bool:
        """Whether a block announces indicators: "Waaraan zien we dat?"."""
        block, words = self.blocks[index], self.words(index)
        if block.kind not in ("paragraph", "heading") or len(words) > _LONGEST_LEAD:
            return False
        if _LEAD.match(words):
            return True
        after_prose = index > 0 and self.blocks[index - 1].kind == "paragraph"
        return block.kind == "paragraph" and after_prose and words.endswith("?") and self._before_list(index)

    def _before_list(self, index: int) -> bool:
        return index + 1 < len(self.blocks) and self.blocks[index + 1].kind == "list_item"

    def _led(self) -> frozenset[int]:
        """The list items that stand in a list of indicators."""
        led: set[int] = set()
        for index, block in enumerate(self.blocks):
            if block.kind == "list_item" and index and (index - 1 in led or self.leads(index - 1)):
                led.add(index)
        return frozenset(led)


def _headings_above(blocks: Sequence[Block]) -> list[tuple[int, ...]]:
    """For each block the indexes of the headings it stands under, outermost first, without itself."""
    result = []
    above: tuple[int, ...] = ()
    for index, block in enumerate(blocks):
        if block.kind == "heading":
            above = tuple(at for at in above if (blocks[at].level or 1) < (block.level or 1))
        result.append(above)
        if block.kind == "heading":
            above = (*above, index)
    return result


def _title_of(blocks: Sequence[Block]) -> int | None:
    """The index of the heading of the whole text: the one heading of the first level."""
    firsts = [at for at, block in enumerate(blocks) if block.kind == "heading" and block.level == 1]
    return firsts[0] if len(firsts) == 1 else None


# -- the ways in which norms are marked ---------------------------------------------------------------------


def _named(source: _Source) -> list[_Sign]:
    """Blocks that open with a word for norm and a number; where two words do, those of the most explicit."""
    found = []
    for index, block in enumerate(source.blocks):
        match = _NAMED.match(source.words(index)) if _may_head(block) else None
        if match:
            found.append(_Sign(index, match[2], match[3].strip(), match[1].lower()))
    first = min((_WORDS.index(sign.word) for sign in found), default=0)
    return [sign for sign in found if sign.word == _WORDS[first]]


def _dotted(source: _Source) -> list[_Sign]:
    """Blocks that open with a number of several parts; of a number and its parts only the parts."""
    found = [
        _Sign(index, match[1], (match[2] or "").strip())
        for index, block in enumerate(source.blocks)
        if _may_head(block) and (match := _DOTTED.match(source.words(index)))
        if _reads_as_head(block, match[2]) and index not in source.led and not source.introduces(index)
    ]
    wholes = {number.rpartition(".")[0] for number in {sign.number for sign in found}}
    return [sign for sign in found if sign.number not in wholes]


def _single_headings(source: _Source) -> list[_Sign]:
    """Headings that open with a plain number; one alone is a chapter."""
    found = [
        _Sign(index, match[1], match[2].strip())
        for index, block in enumerate(source.blocks)
        if block.kind == "heading" and not source.introduces(index)
        if (match := _SINGLE.match(source.words(index)))
    ]
    return found if len(found) > 1 else []


def _numbered_rows(source: _Source) -> list[_Sign]:
    """Cells that open with a plain number, in a column that is headed as that of norms."""
    headed = {
        (block.cell.table, block.cell.column)
        for index, block in enumerate(source.blocks)
        if block.cell and block.cell.header and _NUMBER_COLUMN.match(source.words(index))
    }
    return [
        _Sign(index, match[1], (match[2] or "").strip())
        for index, block in enumerate(source.blocks)
        if block.cell and (block.cell.table, block.cell.column) in headed
        if _may_head(block) and not source.introduces(index)
        if (match := _PLAIN_CELL.fullmatch(source.words(index)))
    ]


def _ordered_items(source: _Source) -> list[_Sign]:
    """Items of ordered lists; when each theme starts again at 1, the theme's number goes before."""
    found = [
        _Sign(index, block.number, source.words(index))
        for index, block in enumerate(source.blocks)
        if block.kind == "list_item" and block.number and block.level == 1
        if index not in source.led and not source.introduces(index)
    ]
    if len({sign.number for sign in found}) == len(found):
        return found
    themes = list(dict.fromkeys(source.above[sign.index][-1:] for sign in found))
    return [
        replace(sign, number=f"{themes.index(source.above[sign.index][-1:]) + 1}.{sign.number}")
        for sign in found
    ]


def _may_head(block: Block) -> bool:
    """Prose, list items and cells may open with a number; notes and quotes do not count."""
    if block.cell is not None:
        return not block.cell.header
    return block.kind in ("heading", "paragraph", "list_item")


def _reads_as_head(block: Block, rest: str | None) -> bool:
    """ "1.2 miljoen" is a sum; a number that stands alone heads a norm only in a table or a heading."""
    if not rest:
        return block.kind in ("table_cell", "heading")
    return not rest[0].islower()


def _distinct(signs: list[_Sign], source: _Source) -> list[_Sign]:
    """Each number once: a heading goes before the line in a list of contents that names it as well.

    Of a row of a table only the first cell is a head.
    """
    headed = {sign.number for sign in signs if source.blocks[sign.index].kind == "heading"}
    seen: Counter[str] = Counter()
    rows: set[tuple[int, int]] = set()
    kept = []
    for sign in signs:
        block = source.blocks[sign.index]
        row = _row_of(block)
        if row in rows or (sign.number in headed and block.kind != "heading"):
            continue
        rows |= {row} if row else set()
        seen[sign.number] += 1
        times = seen[sign.number]
        kept.append(sign if times == 1 else replace(sign, number=f"{sign.number} ({times})"))
    return kept


# -- what belongs to a norm ---------------------------------------------------------------------------------


def _norm(source: _Source, signs: Sequence[_Sign], place: int) -> Norm:
    sign = signs[place]
    block = source.blocks[sign.index]
    following = signs[place + 1].index if place + 1 < len(signs) else len(source.blocks)
    body = _row(source, sign.index) if block.cell else _body(source, sign.index, following)
    title, statement = _title(source, sign, bool(body) and not source.leads(body[0]))
    parts = _cells(source, body, bool(statement)) if block.cell else _split(source, body)
    return Norm(
        number=sign.number,
        title=title,
        text="\n".join(filter(None, (statement, *parts.statement))),
        theme=_theme(source, sign.index),
        indicators=parts.indicators,
        start=block.start,
        end=source.blocks[body[-1]].end if body else block.end,
        page=block.page,
    )


@dataclass(frozen=True, slots=True)
class _Parts:
    statement: tuple[str, ...]
    indicators: tuple[str, ...]


def _row(source: _Source, index: int) -> list[int]:
    """The cells behind it in its row."""
    row = _row_of(source.blocks[index])
    following = range(index + 1, len(source.blocks))
    return list(takewhile(lambda at: _row_of(source.blocks[at]) == row, following))


def _row_of(block: Block) -> tuple[int, int] | None:
    """The table and row of a cell, None for other blocks."""
    return (block.cell.table, block.cell.row) if block.cell else None


def _body(source: _Source, index: int, following: int) -> list[int]:
    """What follows a head, up to the next norm, the next heading of its rank or the notes."""
    head = source.blocks[index]
    body = []
    for at in range(index + 1, following):
        block = source.blocks[at]
        ends = block.kind == "heading" and not (_deeper(head, block) or source.leads(at))
        if ends or block.kind == "footnote":
            break
        body.append(at)
    return body


def _deeper(head: Block, block: Block) -> bool:
    return head.kind == "heading" and (block.level or 1) > (head.level or 1)


def _title(source: _Source, sign: _Sign, has_statement: bool) -> tuple[str, str]:
    """(title, statement) of what stands behind the number: bold words and short lines are a title."""
    block = source.blocks[sign.index]
    if block.kind == "heading":
        return sign.rest, ""
    bold = _bold_end(source.reading, block)
    tail = source.reading.text[bold : block.end].strip()
    if tail and tail != sign.rest and sign.rest.endswith(tail):
        return sign.rest[: -len(tail)].strip(" .:"), tail
    is_title = block.kind == "paragraph" and has_statement and len(sign.rest) <= _LONGEST_TITLE
    return (sign.rest, "") if is_title and not sign.rest.endswith(".") else ("", sign.rest)


def _bold_end(reading: ReadingText, block: Block) -> int:
    """Where the bold words that open a block end, or its start."""
    ends = (mark.end for mark in reading.marks if mark.kind == "strong" and mark.start == block.start)
    return min(max(ends, default=block.start), block.end)


def _split(source: _Source, body: Sequence[int]) -> _Parts:
    """Statement and indicators: the lists below a lead; without a lead the list that ends the norm."""
    lead = next((at for at in body if source.leads(at)), None)
    is_item: Callable[[int], bool] = lambda at: source.blocks[at].kind == "list_item"  # noqa: E731
    if lead is None:
        first = next((at for at in body if is_item(at)), None)
        ends_well = first is not None and first > body[0] and not source.words(first - 1).endswith(":")
        before = [at for at in body if first is None or not ends_well or at < first]
        after = [at for at in body if at not in before]
    else:
        before, after = [at for at in body if at < lead], [at for at in body if at > lead]
    return _Parts(_texts(source, before), _texts(source, after))


def _cells(source: _Source, row: Sequence[int], has_statement: bool) -> _Parts:
    """The cell behind a bare number is the statement, further ones say how it is seen."""
    until = 0 if has_statement else 1
    return _Parts(_texts(source, row[:until]), _texts(source, row[until:]))


def _texts(source: _Source, indexes: Iterable[int]) -> tuple[str, ...]:
    return tuple(words for at in indexes if (words := source.words(at)))


def _theme(source: _Source, index: int) -> str:
    """The cell before it in its row, else the nearest heading above that is not the title of the text."""
    block, before = source.blocks[index], source.blocks[index - 1]
    if (
        block.cell
        and before.cell
        and (block.cell.table, block.cell.row) == (before.cell.table, before.cell.row)
    ):
        return source.words(index - 1)
    above = [at for at in source.above[index] if at != source.title]
    return source.words(above[-1]) if above else ""
