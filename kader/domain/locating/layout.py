"""What stands where on a page: its paragraphs, items, tables, notes and headings, to be counted and named."""

import re
from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator
from itertools import groupby, islice

from rapidfuzz.fuzz import ratio

from kader.domain.dutch_words import Word, is_function_word, stem, words
from kader.domain.locating.ground import Ground
from kader.domain.locating.pointers import Element, Manner, Pointer, is_any_item
from kader.domain.locating.values import Span
from kader.domain.reading_text import Block

_RUNNING = ("paragraph", "list_item", "quote", "code")
_UNORDERED = ("bullet", "bol", "streep", "opsommingsteken")
_CLOSING = "'\"’”)»"
NAME_RATIO = 85.0
# "Scholen, huisartsen, politie en vrijwilligers": three or more, of three words at most.
_ENUMERATION = re.compile(r"\b\w[\w'’-]*(?:\s[\w'’-]+){0,2}(?:,(?:\s[\w'’-]+){1,3}){1,12}\s(?:en|of)\s\w")
_BEFORE = ("inleiding", "vooraf", "voorwoord", "introductie", "ten geleide", "woord vooraf")
_AFTER = (
    "slot",
    "tot slot",
    "slotwoord",
    "nawoord",
    "afsluiting",
    "ten slotte",
    "tenslotte",
    "slothoofdstuk",
)
_MEANING = (
    "begrippen",
    "begrippenlijst",
    "definities",
    "definitielijst",
    "woordenlijst",
    "begripsbepalingen",
)
_PARTS = {name: group for group in (_BEFORE, _AFTER, _MEANING) for name in group}


class Layout:
    """The elements of one or more stretches of the text; `labels` when these are whole pages."""

    def __init__(self, ground: Ground, spans: tuple[Span, ...], labels: tuple[str, ...] = ()) -> None:
        self._ground = ground
        self._text = ground.reading.text
        self.spans = spans
        self._labels = frozenset(labels)

    def find(self, pointer: Pointer, scope: tuple[Span, ...], before: Span | None) -> tuple[Span, ...]:
        """What a pointer may mean within `scope`, likeliest first; `before` is the last remark's place."""
        if pointer.element is Element.SECTION or pointer.element is Element.HEADING:
            found = self._headed(pointer, scope, before)
        elif pointer.manner is Manner.BESIDE:
            found = self._beside(pointer, scope)
        elif pointer.manner is Manner.SAME:
            found = self._same(pointer, scope, before)
        elif pointer.manner is Manner.COUNTED:
            found = self._counted(pointer, scope)
        elif pointer.manner is Manner.NAMED:
            found = self._named_cells(pointer, scope)
        else:
            found = self._numbered(pointer, scope)
        return tuple(found)

    def _counted(self, pointer: Pointer, scope: tuple[Span, ...]) -> Iterator[Span]:
        for series in self._series(pointer, scope):
            first = pointer.rank - 1 if pointer.rank > 0 else len(series) + pointer.rank
            chosen = series[first : first + pointer.count] if first >= 0 else []
            if chosen:
                yield Span(chosen[0].start, chosen[-1].end)

    def _series(self, pointer: Pointer, scope: tuple[Span, ...]) -> list[list[Span]]:
        """What can be counted through: items list by list, the rest over the whole scope."""
        if pointer.element is Element.SENTENCE:
            counted = list(self._sentences(scope))
            full = [span for span in counted if self._is_full(span) and not self._runs_in(span)]
            return [full, *([counted] if full != counted else [])]
        if pointer.element is not Element.ITEM:
            return [list(self._elements(pointer.element, scope))]
        lists = [items for items in self._lists(scope) if self._may_call(items, pointer.noun)]
        if pointer.rank < 0:
            lists.reverse()
        if pointer.noun.lower().startswith(_UNORDERED):
            lists.sort(key=lambda items: items[0].number is not None)
        return [[Span(b.start, b.end) for b in _top(items)] for items in lists]

    def _elements(self, element: Element, scope: tuple[Span, ...]) -> Iterable[Span]:
        found: dict[Element, Callable[[], Iterable[Span]]] = {
            Element.SENTENCE: lambda: self._sentences(scope),
            Element.PARAGRAPH: lambda: self._paragraphs(scope),
            Element.LIST: lambda: (_hull(items) for items in self._lists(scope)),
            Element.TABLE: lambda: (_hull(cells) for cells in self._tables(scope)),
            Element.ROW: lambda: self._rows(scope),
            Element.COLUMN: lambda: self._column_heads(scope),
            Element.NOTE: lambda: (Span(b.start, b.end) for b in self._notes()),
        }
        return found[element]()

    def _blocks(self, scope: tuple[Span, ...]) -> list[Block]:
        return [b for span in scope for b in self._ground.reading.blocks_between(span.start, span.end)]

    def _sentences(self, scope: tuple[Span, ...]) -> Iterator[Span]:
        for span in scope:
            for number in self._ground.between(span):
                sentence = self._ground.sentences[number]
                if sentence.start >= span.start and self._ground.block(number).kind in _RUNNING:
                    yield sentence.span

    def _is_full(self, span: Span) -> bool:
        """Whether it ends as a sentence does; a subtitle, a label or an item of a list does not."""
        return self._text[span.start : span.end].rstrip(_CLOSING).endswith((".", "!", "?", "…"))

    def _runs_in(self, span: Span) -> bool:
        """Whether a sentence is a run-in heading: bold, and the first of more; few people count it."""
        block = self._ground.reading.block_at(span.start)
        return (
            block is not None
            and block.start == span.start
            and block.end > span.end
            and span.end - 1 <= self._ground.bold.get(span.start, 0) <= span.end
        )

    def _paragraphs(self, scope: tuple[Span, ...]) -> Iterator[Span]:
        """Paragraphs; of one that began a page earlier what begins here, when a sentence does."""
        for block in self._blocks(scope):
            # A line without a full stop is a subtitle or a label; nobody counts it.
            full = self._text[block.start : block.end].rstrip(_CLOSING).endswith((".", "!", "?", ":", "…"))
            if full and block.kind in ("paragraph", "quote"):
                starts = (s.start for s in self._sentences((_span(block),)) if _begins(s, scope))
                yield from (Span(start, block.end) for start in islice(starts, 1))

    def _lists(self, scope: tuple[Span, ...]) -> list[list[Block]]:
        """The lists, each with its items; an item that began a page earlier does not count."""
        blocks = self._ground.reading.blocks
        kinds = groupby(range(len(blocks)), key=lambda number: blocks[number].kind == "list_item")
        lists = [[blocks[number] for number in numbers] for is_list, numbers in kinds if is_list]
        inside = [[b for b in items if _begins(b, scope)] for items in lists]
        return [items for items in inside if items]

    def _tables(self, scope: tuple[Span, ...]) -> list[list[Block]]:
        cells = [block for block in self._blocks(scope) if block.cell is not None]
        return [list(table) for _, table in groupby(cells, key=lambda b: b.cell.table if b.cell else None)]

    def _rows(self, scope: tuple[Span, ...]) -> Iterator[Span]:
        for table in self._tables(scope):
            body = [block for block in table if block.cell and not block.cell.header]
            for _, row in groupby(body, key=lambda b: b.cell.row if b.cell else None):
                yield _hull(list(row))

    def _column_heads(self, scope: tuple[Span, ...]) -> Iterator[Span]:
        """The first cell of each column: a column is no stretch of the text."""
        for table in self._tables(scope):
            yield from (_span(block) for block in table if block.cell and block.cell.row == 0)

    def _named_cells(self, pointer: Pointer, scope: tuple[Span, ...]) -> Iterator[Span]:
        """Rows and columns by a word of their first cell, those that open with it first.

        "Rij School" is "School en opvang", "rij over vervoer" is "Wijziging van het vervoer".
        """
        given = next((w.stem for w in words(pointer.name)[:3] if not is_function_word(w.folded)), None)
        spans = list(self._elements(pointer.element, scope))
        heads = [[w.stem for w in words(self._text[s.start : s.end].split("\n")[0])] for s in spans]
        yield from (span for span, head in zip(spans, heads, strict=True) if head[:1] == [given])
        yield from (span for span, head in zip(spans, heads, strict=True) if given in head[1:])

    def _notes(self) -> list[Block]:
        notes = [block for block in self._ground.reading.blocks if block.kind == "footnote"]
        return [block for block in notes if not self._labels or block.page in self._labels]

    def _numbered(self, pointer: Pointer, scope: tuple[Span, ...]) -> Iterator[Span]:
        if pointer.element is Element.NOTE:
            bearing = [
                b for b in self._ground.reading.blocks if b.kind == "footnote" and b.note == pointer.name
            ]
            here = [b for b in bearing if b in self._notes()]
            yield from map(_span, here or bearing)
            return
        noun = stem(pointer.noun.lower())
        for block in self._blocks(scope):
            opening = [word.stem for word in words(self._text[block.start : block.end])[:2]]
            if opening == [noun, pointer.name]:
                yield self._section(block, scope) if block.kind == "heading" else _span(block)
        for items in self._lists(scope):
            if pointer.element is Element.ITEM and self._may_call(items, pointer.noun):
                yield from (Span(b.start, b.end) for b in items if _bears(b, pointer.name))

    def _may_call(self, items: list[Block], noun: str) -> bool:
        """Whether the items of a list may be called so: by a word for any item, or one its heading has."""
        if is_any_item(noun):
            return True
        intro = self._ground.reading.block_at(items[0].start - 1)
        named = f"{self._text[intro.start : intro.end] if intro else ''} {items[0].section or ''}"
        return stem(noun.lower()) in {word.stem for word in words(named)}

    def _beside(self, pointer: Pointer, scope: tuple[Span, ...]) -> Iterator[Span]:
        """The paragraph just behind or before each list or table, or its nearest sentence."""
        is_table = pointer.noun.lower() in ("tabel", "schema")
        blocks = self._ground.reading.blocks
        for items in self._tables(scope) if is_table else self._lists(scope):
            edge = items[-1] if pointer.rank > 0 else items[0]
            at = bisect_left(blocks, edge.start, key=lambda block: block.start) + pointer.rank
            if 0 <= at < len(blocks) and blocks[at].kind == "paragraph":
                near = [self._ground.sentences[n].span for n in self._ground.between(_span(blocks[at]))]
                finer = pointer.element is Element.SENTENCE and near
                yield near[0 if pointer.rank > 0 else -1] if finer else _span(blocks[at])

    def _same(self, pointer: Pointer, scope: tuple[Span, ...], before: Span | None) -> Iterator[Span]:
        if pointer.element is Element.ITEM:
            series = [item for items in self._lists(scope) for item in map(_span, items)]
        else:
            series = list(self._elements(pointer.element, scope))
        if pointer.element is Element.LIST and not series and not pointer.rank:
            yield from self._enumerations(scope)
            return
        at = next((n for n, span in enumerate(series) if before and span.meets(before)), None)
        if at is not None and 0 <= at + pointer.rank < len(series):
            yield series[at + pointer.rank]
        elif len(series) == 1 and not pointer.rank:
            yield series[0]

    def _enumerations(self, scope: tuple[Span, ...]) -> list[Span]:
        """Sentences that sum up several things, the longest series first: what is called a list on a page
        without one."""
        sums = [(len(found[0]), span) for span in self._sentences(scope) if (found := self._sum_in(span))]
        return [span for _, span in sorted(sums, key=lambda found: (-found[0], found[1].start))]

    def _sum_in(self, span: Span) -> re.Match[str] | None:
        return _ENUMERATION.search(self._text, span.start, span.end)

    def _headed(self, pointer: Pointer, scope: tuple[Span, ...], before: Span | None) -> Iterator[Span]:
        headings = [b for b in self._blocks(scope) if b.kind == "heading"]
        sections = [b for b in self._reaching(scope) if b not in headings]
        if pointer.manner is Manner.COUNTED:
            at = pointer.rank - 1 if pointer.rank > 0 else len(headings) + pointer.rank
            chosen = headings[at : at + 1] if at >= 0 else []
        elif pointer.manner is Manner.NUMBERED:
            chosen = [b for b in [*headings, *sections] if self._number(b) == pointer.name]
        elif pointer.manner is Manner.NAMED:
            chosen = [b for b in [*headings, *sections] if self._names(pointer.name, b)]
            chosen.sort(key=lambda b: b.start - b.end)
        else:
            chosen = headings if len(headings) == 1 and pointer.element is Element.HEADING else []
        whole = pointer.element is Element.SECTION
        yield from (self._section(b, scope) if whole else _span(b) for b in chosen)

    def _reaching(self, scope: tuple[Span, ...]) -> Iterator[Block]:
        """Headings before the scope of which the section goes on in it."""
        start = min(span.start for span in scope)
        level = 7
        for block in reversed(self._ground.reading.blocks):
            if block.kind == "heading" and block.start < start and (block.level or 1) < level:
                level = block.level or 1
                yield block

    def _section(self, heading: Block, scope: tuple[Span, ...]) -> Span:
        """From a heading to the next one of its level, cut off where the first page begins."""
        level = heading.level or 1
        blocks = self._ground.reading.blocks
        after = (
            b.start - 1
            for b in blocks
            if b.start > heading.start
            and (b.kind == "footnote" or (b.kind == "heading" and (b.level or 1) <= level))
        )
        return Span(max(heading.start, min(s.start for s in scope)), next(after, len(self._text)))

    def _number(self, heading: Block) -> str:
        """The number of a heading: "2.1" of "2.1 Plan", of "Norm 2.1 Plan" and of "Hoofdstuk 2.1. Plan"."""
        first = self._text[heading.start : heading.end].split(maxsplit=2)[:2]
        return next((word.rstrip(".:") for word in first if word[:1].isdigit()), "")

    def _names(self, text: str, heading: Block) -> bool:
        """Whether `text` begins with the words of the heading, its number left out."""
        title = words(self._text[heading.start : heading.end])
        title = tuple(word for word in title if not word.folded.replace(".", "").isdigit())
        given = words(text[: 2 * (heading.end - heading.start) + 40])[: len(title)]
        if _joined(title) in _PARTS.get(_joined(words(text[:40])[:1]), ()):
            return True
        return bool(title) and len(given) == len(title) and _alike(given, title)


def _alike(given: tuple[Word, ...], title: tuple[Word, ...]) -> bool:
    return ratio(_joined(given), _joined(title)) >= NAME_RATIO


def _joined(found: tuple[Word, ...]) -> str:
    return " ".join(word.folded for word in found)


def _top(items: list[Block]) -> list[Block]:
    least = min(block.level or 1 for block in items)
    return [block for block in items if (block.level or 1) == least]


def _bears(item: Block, name: str) -> bool:
    return (item.number or "").strip("().").lower() == name


def _begins(element: Block | Span, scope: tuple[Span, ...]) -> bool:
    return any(span.start <= element.start < span.end for span in scope)


def _hull(blocks: list[Block]) -> Span:
    return Span(blocks[0].start, blocks[-1].end)


def _span(block: Block) -> Span:
    return Span(block.start, block.end)
