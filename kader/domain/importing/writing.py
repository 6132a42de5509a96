"""Paragraphs become markdown that reads as the document did: headings, lists, tables, notes, pages.

Numbers of headings are written, for people cite them. A list counts for itself in markdown where its labels
are plain numbers; letters and numbers like "2.1" are what people cite, and are written in the text.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import groupby

from kader.domain.importing.escaping import escape, escape_closing, escape_opening
from kader.domain.importing.inline import inline
from kader.domain.importing.tables import table_lines
from kader.domain.paragraphs import Paragraph

_NUMBER = re.compile(r"(\d{1,9})[.)]?")
_BULLET = re.compile(r"\W+|o")
_DEEPEST = 6


def write(paragraphs: Sequence[Paragraph], labels: Iterable[tuple[int, str]] = ()) -> str:
    """Markdown without front matter; `labels` name pages, as (page, label)."""
    writing = _Writing(dict(labels))
    for kind, group in groupby((p for p in paragraphs if not p.note), key=_kind):
        writing.take(kind, list(group))
    blocks = [*writing.blocks, *_notes(paragraphs, writing)]
    return "\n\n".join(blocks) + "\n" if blocks else ""


def _kind(paragraph: Paragraph) -> str:
    if paragraph.cell is not None:
        return f"table {paragraph.cell.table}"
    if paragraph.heading is not None:
        return "heading"
    return "list" if paragraph.depth else "text"


@dataclass
class _Writing:
    """Collects blocks, and knows on which page the last one ended."""

    labels: dict[int, str]
    page: int | None = None
    blocks: list[str] = field(default_factory=list)

    def take(self, kind: str, group: list[Paragraph]) -> None:
        match kind:
            case "heading" | "text":
                for paragraph in group:
                    self._single(paragraph)
            case "list":
                self._open_page(group[0])
                self.blocks.append("\n".join(_List(self).lines(group)))
            case _:
                self._open_page(group[0])
                self.blocks += table_lines(group, self.in_line)

    def _single(self, paragraph: Paragraph) -> None:
        self._open_page(paragraph)
        if paragraph.heading is None:
            self.blocks.append(escape_opening(_labelled(paragraph, self.in_line(paragraph))))
            return
        line = _labelled(paragraph, self.in_line(paragraph, plain=True))
        self.blocks.append(f"{'#' * min(paragraph.heading, _DEEPEST)} {escape_closing(line)}")

    def _open_page(self, paragraph: Paragraph) -> None:
        """The sign of a new page stands on a line of its own where a block begins the page."""
        if paragraph.page is not None and paragraph.page != self.page:
            self.blocks.append(self.marker(paragraph.page))
            self.page = paragraph.page

    def in_line(self, paragraph: Paragraph, plain: bool = False) -> str:
        """A paragraph as one line, with the sign of its page in front where that is a new one."""
        new = paragraph.page is not None and paragraph.page != self.page
        breaks = ((0, paragraph.page or 0), *paragraph.breaks) if new else paragraph.breaks
        self.page = breaks[-1][1] if breaks else self.page
        return inline(replace(paragraph, breaks=breaks), self.marker, plain)

    def marker(self, page: int) -> str:
        label = re.sub(r"[\s>]+", "-", self.labels.get(page, str(page)))
        return f"<!-- pagina {label} -->"


def _labelled(paragraph: Paragraph, line: str) -> str:
    printed = paragraph.printed or paragraph.label or ""
    return f"{escape(printed)} {line}" if printed and not _BULLET.fullmatch(printed) else line


@dataclass
class _Level:
    """An open list: where the text of its items begins, and what it counted last; None for bullets."""

    indent: int
    depth: int
    last: int | None
    stop: str = "."


class _List:
    """The lines of one list with the lists in it."""

    def __init__(self, writing: _Writing) -> None:
        self._writing = writing
        self._open: list[_Level] = []

    def lines(self, items: Sequence[Paragraph]) -> Iterator[str]:
        for item in items:
            if item.label is None and self._open:
                yield from self._further(item)
            else:
                yield self._item(item)

    def _further(self, item: Paragraph) -> Iterator[str]:
        """The next paragraph of an item."""
        self._close_below(item.depth + 1)
        space = " " * (self._open[-1].indent if self._open else 0)
        yield ""
        yield space + escape_opening(self._writing.in_line(item))
        yield ""

    def _item(self, item: Paragraph) -> str:
        self._close_below(item.depth + 1)
        number = _plain_number(item)
        line = self._writing.in_line(item)
        text = escape_opening(line if number is not None else _labelled(item, line))
        level = self._level(item.depth, number)
        sign = "-" if number is None else f"{number}{level.stop}"
        before = level.indent
        level.indent, level.last = before + len(sign) + 1, number
        return f"{' ' * before}{sign} {text}"

    def _level(self, depth: int, number: int | None) -> _Level:
        """The level for the next item, its indent where the item begins."""
        before = self._open.pop() if self._open and self._open[-1].depth == depth else None
        indent = self._open[-1].indent if self._open else 0
        level = _Level(indent, depth, number)
        if before is not None:
            # Another sign makes another list of it, so that it counts anew.
            goes_on = number is None or before.last is None or number == before.last + 1
            level.stop = before.stop if goes_on else (")" if before.stop == "." else ".")
        self._open.append(level)
        return level

    def _close_below(self, depth: int) -> None:
        while self._open and self._open[-1].depth >= depth:
            self._open.pop()


def _plain_number(item: Paragraph) -> int | None:
    found = _NUMBER.fullmatch(item.printed or item.label or "")
    return int(found[1]) if found else None


def _notes(paragraphs: Sequence[Paragraph], writing: _Writing) -> Iterator[str]:
    notes = [p for p in paragraphs if p.note]
    for name, group in groupby(notes, key=lambda paragraph: paragraph.note):
        texts = [escape_opening(inline(replace(p, breaks=()), writing.marker)) for p in group]
        yield f"[^{name}]: " + "\n\n    ".join(text for text in texts if text)
