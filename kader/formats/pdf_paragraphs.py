"""Lines become paragraphs again: a writer's line end differs from one that the paper's edge made.

A paragraph ends at a gap, at a change of letter, before a list label, or where the next word would have fit.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from kader.domain.dutch_words import fold, is_function_word, stem
from kader.domain.paragraphs import Cell, Emphasis, Paragraph
from kader.formats.pdf_lines import PdfLine

_LABEL = re.compile(
    r"(?P<bullet>[•▪●○■□◦‣·➢✓❖\uf0b7\uf0a7\uf0d8*–—-]|o(?=\s))\s+(?=\S)"
    # "p. 3" and "h. 2" are places.
    # In LibreOffice's PDF no space parts "10." from its item.
    r"|(?![ph]\.\s*\d)\(?(?P<number>\d{1,3}|[a-z]|[ivx]{1,5})[.)]\s+(?=\S)"
    r"|(?P<glued>\d{1,3})[.)](?=[A-ZÀ-Ý\"'‘“][^\W\d]*[\s'’])"
)
_ENDS = re.compile(r"[.!?:;…][\"'’”)\]]*\d{0,2}$")
_HYPHEN = re.compile(r"(?<=[a-zà-ÿ])[-\u00ad‐]$")
# "jeugd- en gezinszorg" keeps its hyphen also at the end of a line.
_SHARED_PART = re.compile(r"(?:en|of|als|tot|dan wel|respectievelijk)\b")
_LETTER = 0.6
_LONGEST_TAIL = 3
_WORD = re.compile(r"[^\W\d_]+")
_BIGGER, _SMALLER = 1.12, 0.93
_LONGEST_HEADING = 250
_INDENT = 6.0


@dataclass(frozen=True, slots=True)
class Print:
    """How the whole file is printed: letter size of the running text, leading, heading sizes from large."""

    size: float
    leading: float
    headings: tuple[float, ...]

    def heading(self, line: PdfLine) -> int | None:
        if line.size < self.size * _BIGGER or line.table is not None:
            return None
        return min(6, 1 + sum(1 for size in self.headings if size > line.size + 0.4))

    def is_note(self, line: PdfLine) -> bool:
        return line.size <= self.size * _SMALLER


def print_of(pages: Sequence[Sequence[PdfLine]]) -> Print:
    sizes: Counter[float] = Counter()
    gaps: Counter[float] = Counter()
    for lines in pages:
        for before, line in zip((None, *lines), lines, strict=False):
            sizes[line.size] += len(line.text)
            if (
                before
                and abs(before.size - line.size) < 0.3
                and 0.8 < (line.top - before.top) / line.size < 3
            ):
                gaps[round((line.top - before.top) / line.size, 1)] += 1
    body = sizes.most_common(1)[0][0] if sizes else 10.0
    # The least of the usual distances: between paragraphs it may be as common as within them.
    usual = [gap for gap, count in gaps.items() if count >= 0.15 * gaps.total()]
    large = sorted((size for size in sizes if size >= body * _BIGGER), reverse=True)
    return Print(body, min(usual, default=1.2), tuple(large))


@dataclass
class Building:
    """A paragraph of which the lines are still coming in."""

    lines: list[PdfLine]
    page: int
    heading: int | None
    label: str | None
    text: str = ""
    marks: list[Emphasis] = field(default_factory=list)
    raised: list[str] = field(default_factory=list)
    indent: float = 0.0
    cell: Cell | None = None
    note: str | None = None
    reached: int = 0
    added_at: int = 0
    printed: str | None = None
    breaks: list[tuple[int, int]] = field(default_factory=list)
    cites: list[tuple[int, str]] = field(default_factory=list)
    stems: frozenset[str] = frozenset()

    @property
    def last(self) -> PdfLine:
        return self.lines[-1]

    def add(self, line: PdfLine, skip: int, known: frozenset[str]) -> None:
        """Append a line without its first `skip` letters and without the marks of `known` notes."""
        cut = [(0, skip), *((s, e) for s, e in line.raised if line.text[s:e].strip() in known)]
        raised = [line.text[s:e].strip() for s, e in cut[1:]]
        self.raised += raised
        shown, marks, cites = _without(line, cut)
        glue = " "
        if not self.text or not shown:
            glue = ""
        elif _HYPHEN.search(self.text) and shown[0].islower() and not _SHARED_PART.match(shown):
            self.text = self.text[:-1]
            glue = ""
            self.marks = [replace(m, end=min(m.end, len(self.text))) for m in self.marks]
        elif self.text.endswith("-") and shown[0].isalnum() and not _SHARED_PART.match(shown):
            # "LT-" and "medewerker": the hyphen is the word's own.
            glue = ""
        elif self.lines and _is_cut(self.last) and _are_one_word(self.last.text, shown, self.stems):
            glue = ""
        shift = len(self.text) + len(glue)
        self.text += glue + shown
        self.added_at = shift
        self.cites += [(shift + offset, note) for offset, note in zip(cites, raised, strict=True)]
        for mark in marks:
            self._mark(Emphasis(mark.kind, mark.start + shift, mark.end + shift))

    def _mark(self, mark: Emphasis) -> None:
        for place, other in enumerate(self.marks):
            if other.kind == mark.kind and 0 <= mark.start - other.end <= 1:
                self.marks[place] = replace(other, end=mark.end)
                return
        self.marks.append(mark)

    def paragraph(self, depth: int) -> Paragraph:
        return Paragraph(
            text=self.text.strip(),
            marks=tuple(mark for mark in self.marks if mark.start < mark.end),
            heading=self.heading,
            label=self.label,
            depth=depth,
            cell=self.cell,
            page=self.page,
            note=self.note,
            breaks=tuple(self.breaks),
            cites=tuple(self.cites),
            printed=self.printed,
            size=self.lines[0].size if self.lines else None,
        )


def _is_cut(line: PdfLine) -> bool:
    """Whether a word may have been too long for its cell: alone on its line, with no room for a letter."""
    if line.box is None or not line.text.strip().isalpha():
        return False
    padding = line.x0 - line.box.left
    return line.box.right - padding - line.x1 < _LETTER * line.size


def _are_one_word(first: str, second: str, stems: frozenset[str]) -> bool:
    """Whether two lines are the halves of a word, as far as the other words of the file can tell."""
    found = _WORD.match(second)
    if found is None or not second[0].islower() or stem(fold(first.strip())) in stems:
        return False
    rest = fold(found.group())
    # A few letters that are no word are the end of one; more may be a word the file has nowhere else.
    tail = len(rest) <= _LONGEST_TAIL and stem(rest) not in stems and not is_function_word(rest)
    return tail or stem(fold(first.strip()) + rest) in stems


def _whole_words(pages: Sequence[Sequence[PdfLine]]) -> frozenset[str]:
    """The stems of the words of a file that no edge of a cell can have cut."""
    found: set[str] = set()
    for lines in pages:
        for before, line in pairwise([None, *lines]):
            words = _WORD.findall(line.text) if line else []
            start = 1 if before is not None and _is_cut(before) else 0
            found.update(words[start : len(words) - (line is not None and _is_cut(line))])
    return frozenset(stem(fold(word)) for word in found)


def _without(line: PdfLine, cuts: Sequence[tuple[int, int]]) -> tuple[str, list[Emphasis], list[int]]:
    """The text and emphasis outside the cuts, and where in it each cut but the first was made."""
    kept = [at for at in range(len(line.text)) if not any(start <= at < end for start, end in cuts)]
    text = "".join(line.text[at] for at in kept)
    marks = []
    for mark in line.marks:
        inside = [place for place, at in enumerate(kept) if mark.start <= at < mark.end]
        if inside:
            marks.append(Emphasis(mark.kind, inside[0], inside[-1] + 1))
    return text, marks, [sum(at < start for at in kept) for start, _ in cuts[1:]]


def joined(lines: Sequence[PdfLine]) -> str:
    """The text of lines that follow each other, words broken at line ends whole again."""
    made = Building([], 1, None, None)
    for line in lines:
        made.add(line, 0, frozenset())
    return made.text.strip()


def build(pages: Sequence[Sequence[PdfLine]], known: frozenset[str]) -> Iterator[Building]:
    """The paragraphs of a file's pages, in order; `known` are the numbers of its footnotes."""
    looks, stems = print_of(pages), _whole_words(pages)
    tables = _Tables()
    now: Building | None = None
    for page, lines in enumerate(pages, start=1):
        edge = max((line.x1 for line in lines if line.table is None), default=0.0)
        for line in lines:
            cell = tables.cell(line, page)
            fits = _Fit(looks, edge if line.box is None else line.box.right - 4)
            if now is None or not fits.goes_on(now, line, cell, page):
                if now is not None:
                    yield now
                now = _opened(line, page, cell, looks, known)
                now.stems = stems
            else:
                now.add(line, 0, known)
                if page != now.reached:
                    now.breaks.append((now.added_at, page))
                now.lines.append(line)
                now.reached = page
    if now is not None:
        yield now


def _opened(line: PdfLine, page: int, cell: Cell | None, looks: Print, known: frozenset[str]) -> Building:
    heading = looks.heading(line) if len(line.text) <= _LONGEST_HEADING else None
    found = _LABEL.match(line.text)
    label = (found["number"] or found["glued"] or "•") if found and cell is None else None
    printed = found[0].strip() if found and label else None
    made = Building([], page, heading, label, indent=line.x0, cell=cell, reached=page, printed=printed)
    made.add(line, found.end() if found and label else 0, known)
    made.lines.append(line)
    return made


class _Tables:
    """Numbers the tables of a file; one that goes on over the page keeps its number."""

    def __init__(self) -> None:
        self._key: tuple[int, int] | None = None
        self._lefts: dict[int, float] = {}
        self._cell: Cell | None = None
        self._count = -1
        self._shift = 0
        self._gaps = False
        self._before: PdfLine | None = None

    def cell(self, line: PdfLine, page: int) -> Cell | None:
        before, self._before = self._before, line
        if line.table is None or line.box is None:
            return None
        key = (page, line.table)
        if key != self._key:
            goes_on = before is not None and before.table is not None and self._same_columns(line)
            # Where all rows have a first cell, one without it goes on from the page before.
            step = 0 if line.column > 0 and not self._gaps else 1
            self._shift = self._cell.row + step if goes_on and self._cell else 0
            self._gaps = self._gaps and goes_on
            self._count += 0 if goes_on else 1
            self._lefts = self._lefts if goes_on else {}
            self._key = key
        self._lefts.setdefault(line.column, line.box.left)
        row = max(line.row + self._shift, self._cell.row if self._cell and self._shift else 0)
        opens = self._cell is None or (self._cell.table, self._cell.row) != (self._count, row)
        self._gaps = self._gaps or (opens and line.column > 0)
        self._cell = Cell(self._count, row, line.column)
        return self._cell

    def _same_columns(self, line: PdfLine) -> bool:
        left = self._lefts.get(line.column)
        return left is not None and line.box is not None and abs(left - line.box.left) < 4


@dataclass(frozen=True, slots=True)
class _Fit:
    """Whether a line goes on with the paragraph above it; `edge` is where its column ends."""

    looks: Print
    edge: float

    def goes_on(self, now: Building, line: PdfLine, cell: Cell | None, page: int) -> bool:
        last = now.last
        if cell != now.cell or abs(line.size - last.size) > 0.6:
            return False
        if self._is_label(now, line) or (line.is_bold != last.is_bold and self._has_room(last, line)):
            return False
        if page > now.reached + 1:
            return False
        if page != now.reached or line.top < last.top:
            return now.heading is None and self._runs_on(now, line)
        if (line.top - last.top) / line.size > self.looks.leading * 1.18 + 0.03:
            return False
        return not self._has_room(last, line) or (now.heading is not None and not _ENDS.search(now.text))

    def _is_label(self, now: Building, line: PdfLine) -> bool:
        if _LABEL.match(line.text) is None:
            return False
        # Under a hanging indentation a line that begins with a number is text.
        hangs = now.label is not None and line.x0 > now.indent + _INDENT
        if hangs and len(now.lines) == 1:
            return bool(_ENDS.search(now.text)) or self._has_room(now.last, line)
        return not (hangs and abs(line.x0 - now.last.x0) < 1)

    def _has_room(self, last: PdfLine, line: PdfLine) -> bool:
        return last.x1 + 0.25 * last.size + line.first_word < self.edge - 0.5 * last.size

    def _runs_on(self, now: Building, line: PdfLine) -> bool:
        if _HYPHEN.search(now.text):
            return True
        if _ENDS.search(now.text):
            # Only a hanging indentation tells that an item goes on behind a full stop.
            hangs = (
                now.label is not None and line.x0 > now.indent + _INDENT and abs(line.x0 - now.last.x0) < 1
            )
            return hangs and not self._has_room(now.last, line)
        return line.text[:1].islower() or not self._has_room(now.last, line)
