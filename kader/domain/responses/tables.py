"""Many remarks come as a table, one a row; what a column holds is said by a header in everybody's own words.

The header row need not be the first and may come back on each page. A merged page cell holds for the rows it
spans. An empty one means the page above only in a table that groups its rows by page; elsewhere the writer
named no page, and must not be given one.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from kader.domain.responses.column_names import Column, column_named
from kader.domain.responses.joining import Part, assemble, ends_sentence, goes_on
from kader.domain.responses.kinds import read_kind
from kader.domain.responses.lines import Line
from kader.domain.responses.numbering import Label, computed_label, read_label
from kader.domain.responses.page_headings import mentioned_pages, page_labels, read_page
from kader.domain.responses.remarks import Draft, Habits, gather
from kader.domain.responses.section_headings import read_section

_BARE_PAGE = re.compile(
    r"\s*(?P<pages>(?:[A-Z]-)?\d{1,4}[a-d]?"
    r"(?:\s*(?:-|–|t/m|tot en met|,|en|&|\+|/)\s*(?:p\.?\s?)?\d{1,4}(?!\w))*|[ivx]{1,6})"
    r"(?:\.0+)?\s*(?=$|[,;:(.]|\s)",
    re.IGNORECASE,
)
_MOST_HEADER_WORDS = 7
_PLACES = (Column.PLACE, Column.WITHIN)
INHERITED = 0.7
"""How sure it is that an empty page cell means the page above."""


@dataclass(frozen=True, slots=True)
class Row:
    """The lines of each cell of a table row, by column from 0."""

    cells: dict[int, list[Line]]

    @property
    def lines(self) -> list[Line]:
        return [line for column in sorted(self.cells) for line in self.cells[column]]

    @property
    def number(self) -> int:
        """The row's own number in its table, from 0."""
        return next((line.cell.row for line in self.lines if line.cell), -1)

    def last_of(self, columns: Sequence[int]) -> int:
        """The last row that the cells in these columns span."""
        cells = (line.cell for column in columns for line in self.cells.get(column, []) if line.cell)
        return max((cell.row + cell.rows - 1 for cell in cells), default=-1)

    def text(self, columns: Sequence[int], width: int | None) -> str:
        lines = [line for column in columns for line in self.cells.get(column, [])]
        return assemble([Part(line, 0) for line in lines], width).text.strip()


def rows_of(lines: Sequence[Line]) -> list[Row]:
    """The rows of one table, in order."""
    rows: dict[int, dict[int, list[Line]]] = {}
    for line in lines:
        if line.cell is not None:
            rows.setdefault(line.cell.row, {}).setdefault(line.cell.column, []).append(line)
    return [Row(rows[number]) for number in sorted(rows)]


def header(rows: Sequence[Row]) -> tuple[int, dict[int, Column]] | None:
    """(index of the header row, what each column holds), or None when no row is a header of remarks."""
    for index, row in enumerate(rows[: min(15, len(rows) - 1)]):
        columns = _columns(row)
        if _tells_remarks(columns):
            return index, columns
    return None


def _columns(row: Row) -> dict[int, Column]:
    found: dict[int, Column] = {}
    for place in sorted(row.cells):
        text = row.text([place], None).strip(" *:")
        column = column_named(text) if len(text.split()) <= _MOST_HEADER_WORDS else None
        if column:
            found[place] = column
    return found


def _tells_remarks(columns: dict[int, Column]) -> bool:
    kinds = set(columns.values())
    says = kinds & {Column.COMMENT, Column.PROPOSAL, Column.REASON}
    return len(columns) >= 2 and bool(says) and len(kinds - {Column.ABOUT, Column.KIND, Column.AUTHOR}) >= 2


def guessed_columns(rows: Sequence[Row]) -> dict[int, Column] | None:
    """What the columns of a table without header hold, by their contents; None for another table."""
    width = max((max(row.cells) + 1 for row in rows if row.cells), default=0)
    if width < 2:
        return None
    texts = [[row.text([column], None) for row in rows if column in row.cells] for column in range(width)]
    longest = max(range(width), key=lambda column: sum(map(len, texts[column])))
    page = next((c for c in range(width) if c != longest and _all(texts[c], _names_page)), None)
    number = next((c for c in range(width) if c not in (page, longest) and _all(texts[c], _is_count)), None)
    if page is None:
        return None
    found = {page: Column.PAGE, longest: Column.COMMENT}
    return found if number is None else found | {number: Column.NUMBER}


def _all(texts: Sequence[str], test: object) -> bool:
    return bool(texts) and callable(test) and all(test(text) for text in texts)


def _names_page(text: str) -> bool:
    return read_page(text) is not None


def _is_count(text: str) -> bool:
    return bool(re.fullmatch(r"\d{1,3}[.)]?", text))


@dataclass
class _Place:
    """The pages that hold where a row names none of its own.

    `from_heading` when they stood above the rows, `last` the last row that a merged page cell spans,
    `grouped` when an empty page cell means the page above.
    """

    pages: tuple[str, ...]
    grouped: bool
    from_heading: bool = True
    last: int = -1

    def take(self, pages: tuple[str, ...], *, from_heading: bool = False, last: int = -1) -> None:
        self.pages, self.from_heading, self.last = pages, from_heading, last

    def holding(self, row: Row) -> tuple[tuple[str, ...], float]:
        """The pages of a row without a page of its own, and how sure that is."""
        if self.from_heading or row.number <= self.last:
            return self.pages, 1.0
        return (self.pages, INHERITED) if self.grouped and self.pages else ((), 1.0)


def read_rows(
    rows: Sequence[Row], columns: dict[int, Column], pages: tuple[str, ...], habits: Habits
) -> tuple[list[Draft], list[Row]]:
    """(the remarks in the rows under a header, the rows that hold none); `pages` hold above the table."""
    drafts: list[Draft] = []
    rest: list[Row] = []
    place = _Place(pages, _is_grouped(rows, columns, habits))
    for row in rows:
        if drafts and _is_continued(row, columns):
            _append(drafts[-1], row, _lines(row, columns, (Column.COMMENT, Column.REASON)))
            continue
        found = _read_row(row, columns, place, habits)
        if found:
            drafts += found
        elif drafts and _goes_on(drafts[-1], row, columns):
            _append(drafts[-1], row, row.lines)
        else:
            rest.append(row)
    return drafts, rest


def _is_continued(row: Row, columns: dict[int, Column]) -> bool:
    """A text too long for one cell, which says of itself that it goes on here."""
    number = row.text([c for c in columns if columns[c] is Column.NUMBER], None)
    return number.strip(" ().").lower() in ("vervolg", "continued")


def _read_row(row: Row, columns: dict[int, Column], place: _Place, habits: Habits) -> list[Draft]:
    named = _pages(row, columns, habits)
    if named is not None:
        place.take(named, last=row.last_of([c for c in columns if columns[c] is Column.PAGE]))
    if repeats_header(row, columns) or _is_only_page(row):
        place.take(_only_page(row) or place.pages, from_heading=True)
        return []
    lines = _lines(row, columns, (Column.COMMENT, Column.REASON)) or _unnamed(row, columns)
    if named is None and drafts_on(row, columns) and lines and goes_on(lines[0].text):
        return []
    pages, sure = (named, 1.0) if named is not None else place.holding(row)
    drafts = _drafts(row, columns, lines, pages, habits)
    for draft in drafts:
        draft.confidence = min(draft.confidence, sure)
    return drafts


def _is_grouped(rows: Sequence[Row], columns: dict[int, Column], habits: Habits) -> bool:
    """Whether each page is named once, above its rows, and no row without a page names another place."""
    above: tuple[str, ...] | None = None
    for row in rows:
        if repeats_header(row, columns) or only_tells_place(row, columns) or _is_only_page(row):
            continue
        named = _pages(row, columns, habits)
        if named is None and (above is None or _names_section(row, columns)):
            return False
        if named is not None and named == above:
            return False
        above = above if named is None else named
    return True


def _names_section(row: Row, columns: dict[int, Column]) -> bool:
    within = row.text([c for c in columns if columns[c] is Column.WITHIN], None)
    return bool(_lines(row, columns, (Column.PLACE,))) or read_section(within) is not None


def only_tells_place(row: Row, columns: dict[int, Column]) -> bool:
    """A row of a form that nobody filled in: it names a page or a part, and says nothing of it."""
    return {columns.get(column) for column in row.cells} <= {
        Column.NUMBER,
        Column.PAGE,
        Column.PLACE,
        Column.WITHIN,
        Column.LINE,
        Column.AUTHOR,
    }


def repeats_header(row: Row, columns: dict[int, Column]) -> bool:
    """Whether a row is the header again, as programs print it on each page."""
    return _columns(row) == columns


def drafts_on(row: Row, columns: dict[int, Column]) -> bool:
    """Whether a row has neither number nor page of its own and so may go on with the row above."""
    has_number_column = Column.NUMBER in columns.values()
    return has_number_column and not _lines(row, columns, (Column.NUMBER, Column.PAGE))


def _drafts(
    row: Row, columns: dict[int, Column], lines: list[Line], pages: tuple[str, ...], habits: Habits
) -> list[Draft]:
    offered = _lines(row, columns, (Column.PROPOSAL,))
    if not lines and not offered:
        return []
    drafts = gather(lines, pages, habits)[0] if lines else [Draft(None, pages, [Part(x, 0) for x in offered])]
    label = _label(row, columns)
    if label or len(drafts) == 1:
        drafts = [_one(drafts)]
    for draft in drafts:
        _complete(draft, row, columns, habits.width)
    drafts[0].label = label or drafts[0].label
    if drafts[0].pages == ():
        drafts[0].pages = pages
    # The first remark of a row answers for all its cells.
    drafts[0].lines = row.lines if len(drafts) == 1 else _without(row.lines, drafts[1:])
    return drafts


def _one(drafts: list[Draft]) -> Draft:
    """A numbered row is one remark, whatever lists its cell holds."""
    first = drafts[0]
    for draft in drafts[1:]:
        if draft.label:
            first.subs += [draft.main, *draft.subs]
        else:
            first.main += draft.main
    if first.label and len(drafts) > 1:
        first.subs, first.main = [first.main, *first.subs], []
    return first


def _without(lines: Sequence[Line], drafts: Sequence[Draft]) -> list[Line]:
    taken = {line.source for draft in drafts for line in draft.lines}
    return [line for line in lines if line.source not in taken]


def _complete(draft: Draft, row: Row, columns: dict[int, Column], width: int | None) -> None:
    draft.passage = _cell(row, columns, Column.PASSAGE, width)
    draft.author = _author(row, columns)
    draft.kind = read_kind(row.text([c for c in columns if columns[c] is Column.KIND], None))
    draft.proposal = _cell(row, columns, Column.PROPOSAL, width)
    named = [row.text([c], width).strip() for c in sorted(row.cells) if columns.get(c) in _PLACES]
    places = [*named, _behind_page(row, columns, width), _line_numbers(row, columns, width)]
    draft.place = ", ".join(filter(None, places)) or None
    draft.confidence = 1.0 if draft.pages else 0.8


def _author(row: Row, columns: dict[int, Column]) -> str | None:
    """Person and organisation, where a table names both."""
    named = (row.text([c], None) for c in sorted(row.cells) if columns.get(c) is Column.AUTHOR)
    return ", ".join(filter(None, named)) or None


def _cell(row: Row, columns: dict[int, Column], wanted: Column, width: int | None) -> str | None:
    text = row.text([c for c in columns if columns[c] is wanted], width)
    return text.strip("\"'‘’“”„ ") or None


def _line_numbers(row: Row, columns: dict[int, Column], width: int | None) -> str | None:
    """ "regel 12": a number by itself would not tell what it counts."""
    told = _cell(row, columns, Column.LINE, width)
    return f"regel {told}" if told and told[0].isdecimal() else told


def _lines(row: Row, columns: dict[int, Column], wanted: Sequence[Column]) -> list[Line]:
    return [line for c in sorted(row.cells) if columns.get(c) in wanted for line in row.cells[c]]


def _unnamed(row: Row, columns: dict[int, Column]) -> list[Line]:
    """What stands in columns without a known name, when the comment column is empty."""
    return [line for c in sorted(row.cells) if c not in columns for line in row.cells[c]]


def _label(row: Row, columns: dict[int, Column]) -> Label | None:
    text = row.text([c for c in columns if columns[c] is Column.NUMBER], None)
    computed = next((line.computed for line in _lines(row, columns, (Column.NUMBER,)) if line.computed), None)
    text = re.sub(r"^(\d+)\.0+$", r"\1", text)
    if not text and not computed:
        return None
    typed = read_label(text + " x")
    return typed[0] if typed and not computed else computed_label(computed or text.strip(" .)("))


def _pages(row: Row, columns: dict[int, Column], habits: Habits) -> tuple[str, ...] | None:
    """The pages a row names, () for "algemeen", None when it names none of its own."""
    text = row.text([c for c in columns if columns[c] is Column.PAGE], habits.width)
    if not text:
        where = row.text([c for c in columns if columns[c] in _PLACES], habits.width)
        return mentioned_pages(where) or None
    bare, named = _BARE_PAGE.match(text), read_page(text)
    if named:
        return named.pages
    return page_labels(bare["pages"]) if bare else mentioned_pages(text)


def _behind_page(row: Row, columns: dict[int, Column], width: int | None) -> str | None:
    """What the page cell says behind the page: "2e alinea"."""
    text = row.text([c for c in columns if columns[c] is Column.PAGE], width)
    named, bare = read_page(text), _BARE_PAGE.match(text)
    end = named.end if named else bare.end() if bare else 0
    return text[end:].strip(" ,;:.()") or None if end else None


def _is_only_page(row: Row) -> bool:
    return _only_page(row) is not None


def _only_page(row: Row) -> tuple[str, ...] | None:
    """The pages of a row that is nothing but a page heading across the table."""
    if len(row.cells) != 1:
        return None
    named = read_page(row.text(list(row.cells), None))
    return named.pages if named and named.rest == len(row.text(list(row.cells), None)) else None


def _goes_on(draft: Draft, row: Row, columns: dict[int, Column]) -> bool:
    lines = _lines(row, columns, (Column.COMMENT, Column.REASON))
    return bool(lines) and goes_on(lines[0].text) and not (draft.main and ends_sentence(draft.main[-1].text))


def _append(draft: Draft, row: Row, words: Sequence[Line]) -> None:
    draft.main += [Part(line, 0) for line in words]
    draft.lines = [*draft.lines, *row.lines]
