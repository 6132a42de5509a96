"""A response that went out of this service comes in again as it was, word for word.

Its table names every column in fixed words and counts its rows ("Rij"), which nobody else's table does. So
nothing needs to be guessed: each row is one comment, each cell one of its fields, and what stands outside the
table is title, date, letter or general point by the heading above it. Sorting rows or leaving columns out
changes nothing; whatever somebody wrote in between is part of the letter.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from kader.domain.paragraphs import Paragraph
from kader.domain.responses.dates import is_date_line, read_date
from kader.domain.responses.kinds import read_kind
from kader.domain.responses.lines import Line
from kader.domain.responses.parsed import (
    LetterKind,
    LetterPiece,
    ParsedComment,
    ParsedPoint,
    ParsedResponse,
    Source,
)
from kader.domain.responses.sub_letters import JOINER, from_lines

ROW, NUMBER, PAGE, PLACE = "Rij", "Nr", "Pagina", "Paragraaf"
PASSAGE, COMMENT, PROPOSAL = "Passage", "Opmerking", "Tekstvoorstel"
KIND, AUTHOR, REFERS_TO = "Aard", "Auteur", "Verwijst naar rij"
COLUMNS = (ROW, NUMBER, PAGE, PLACE, PASSAGE, COMMENT, PROPOSAL, KIND, AUTHOR, REFERS_TO)
POINT_COLUMNS = (NUMBER, "Titel", "Algemeen punt")
LETTER, POINTS, REMARKS = "Brief", "Algemene punten", "Opmerkingen"
"""The headings above the parts."""
WHOLE = "algemeen"
"""What stands in the page column of a remark on no page in particular."""
GOES_ON = "vervolg"
"""What stands in the first column of a row in which long texts of the row above go on."""
NOTICE = (
    f"Een tekst die langer is dan een cel van Excel kan hebben, gaat verder in de rij eronder ({GOES_ON})."
)
"""What stands above a table with such rows."""
INSTRUCTIONS = (
    "Schrijf elke opmerking in een eigen rij. Rijen zonder opmerking kunt u laten staan.",
    "Meer opmerkingen bij een paragraaf? Voeg een rij toe.",
)
"""What stands above an empty form, and still does when it comes back."""
_PART_LEVEL, _POINT_LEVEL = 2, 3
_ABOUT = re.compile(r"Reactie van (?P<who>.+?) op (?P<about>.+)", re.DOTALL)
_COUNTED = re.compile(r"\d+\.(?: |$)")


@dataclass
class _Table:
    """Cells by row and column, each with the paragraphs it was made of."""

    texts: dict[int, dict[int, str]] = field(default_factory=dict)
    made_of: dict[int, list[Source]] = field(default_factory=dict)

    def add(self, index: int, paragraph: Paragraph) -> None:
        if paragraph.cell is None:
            return
        row = self.texts.setdefault(paragraph.cell.row, {})
        above = row.get(paragraph.cell.column)
        text = _lines_of(paragraph.text)
        row[paragraph.cell.column] = text if above is None else f"{above}\n{text}"
        self.made_of.setdefault(paragraph.cell.row, []).append(Source(index, 0, len(paragraph.text)))

    def head(self) -> int | None:
        """The row that names the columns of an exported response, or of its points."""
        for row, cells in self.texts.items():
            names = set(cells.values())
            if {ROW, COMMENT} <= names <= set(COLUMNS) or names == set(POINT_COLUMNS):
                return row
        return None

    def records(self, head: int) -> Iterator[tuple[dict[str, str], tuple[Source, ...]]]:
        """The rows below the header by the names of their columns, long texts put together again."""
        names = self.texts[head]
        first = ROW if ROW in names.values() else NUMBER
        found: list[tuple[dict[str, str], list[Source]]] = []
        for row in sorted(number for number in self.texts if number > head):
            cells = _named(self.texts[row], names)
            if found and cells.get(first) == GOES_ON:
                _go_on(found[-1][0], cells)
                found[-1][1].extend(self.made_of[row])
            elif self.texts[row] != names:
                found.append((cells, list(self.made_of[row])))
        for cells, sources in found:
            yield cells, tuple(sources)


def _named(row: Mapping[int, str], names: Mapping[int, str]) -> dict[str, str]:
    """A row by the names of its columns; what stands beside the table belongs to its last column of text."""
    cells = {names[at]: text for at, text in row.items() if at in names}
    beside = [text for at, text in row.items() if at not in names]
    last = COMMENT if COMMENT in names.values() else POINT_COLUMNS[-1]
    return (
        cells | {last: "\n".join([*([cells[last]] if last in cells else []), *beside])} if beside else cells
    )


def _go_on(above: dict[str, str], cells: Mapping[str, str]) -> None:
    for name, text in cells.items():
        if text != GOES_ON:
            above[name] = joined_pieces([above[name], text]) if name in above else text


def form_lines(lines: Sequence[Line]) -> frozenset[int]:
    """The indices of the lines that are the form's own, and no words of who filled it in."""
    own = frozenset((*INSTRUCTIONS, NOTICE))
    return frozenset(index for index, line in enumerate(lines) if line.text in own)


def joined_pieces(pieces: Sequence[str]) -> str:
    """A text that was cut at spaces, or in mid-word between word joiners, put together again."""
    text = pieces[0]
    for piece in pieces[1:]:
        cut_word = text.endswith(JOINER) and piece.startswith(JOINER)
        text = text[:-1] + piece[1:] if cut_word else f"{text} {piece}"
    return text


def is_own(paragraphs: Sequence[Paragraph]) -> bool:
    """Whether this service made the file, so that every sign in it is meant as it stands."""
    return bool(_own_tables(paragraphs))


def read_own(paragraphs: Sequence[Paragraph]) -> ParsedResponse | None:
    """The response in a file that this service made, or None for any other file."""
    own = _own_tables(paragraphs)
    if not own:
        return None
    walk = _Walk(paragraphs, frozenset(own))
    walk.go()
    for table, head in own.values():
        walk.take(table, head)
    return walk.response()


def _own_tables(paragraphs: Sequence[Paragraph]) -> dict[int, tuple[_Table, int]]:
    """The tables of comments and points with their header rows; none where no table counts its rows."""
    tables: dict[int, _Table] = {}
    for index, paragraph in enumerate(paragraphs):
        if paragraph.cell is not None:
            tables.setdefault(paragraph.cell.table, _Table()).add(index, paragraph)
    heads = {number: head for number, table in tables.items() if (head := table.head()) is not None}
    counted = any(ROW in tables[number].texts[head].values() for number, head in heads.items())
    return {number: (tables[number], head) for number, head in heads.items()} if counted else {}


class _Walk:
    def __init__(self, paragraphs: Sequence[Paragraph], own: frozenset[int]) -> None:
        self.paragraphs, self.own = paragraphs, own
        self.title: str | None = None
        self.date: str | None = None
        self.about: str | None = None
        self.part: str | None = None
        self.points: list[tuple[str, list[str], list[Source]]] = []
        self.letter: list[LetterPiece] = []
        self.rows: list[tuple[dict[str, str], tuple[Source, ...]]] = []

    def go(self) -> None:
        """Divide what stands outside the tables."""
        for index, paragraph in enumerate(self.paragraphs):
            text = _lines_of(paragraph.text)
            if not text or (paragraph.cell is not None and paragraph.cell.table in self.own):
                continue
            source = Source(index, 0, len(paragraph.text))
            if paragraph.role in ("header", "footer") or text == NOTICE:
                self._keep(LetterKind.RUNNING, text, source)
            elif paragraph.heading == _PART_LEVEL and text in (LETTER, POINTS, REMARKS):
                self.part = text
                self._keep(LetterKind.HEADING, text, source)
            elif self.part == POINTS and (paragraph.heading == _POINT_LEVEL or self.points):
                self._point(paragraph, text, source)
            elif self.part is None:
                self._opening(text, source)
            else:
                self._keep(LetterKind.TEXT, text, source)

    def _keep(self, kind: LetterKind, text: str, source: Source) -> None:
        self.letter.append(LetterPiece(kind, text, (source,)))

    def _point(self, paragraph: Paragraph, text: str, source: Source) -> None:
        if paragraph.heading == _POINT_LEVEL:
            self.points.append((_COUNTED.sub("", text, count=1), [], [source]))
        else:
            self.points[-1][1].append(text)
            self.points[-1][2].append(source)

    def _opening(self, text: str, source: Source) -> None:
        told = _ABOUT.fullmatch(text)
        if self.title is None:
            self.title = text
            self._keep(LetterKind.TITLE, text, source)
        elif told and self.about is None:
            self.about = told["about"]
            self._keep(LetterKind.HEADING, text, source)
        elif self.date is None and is_date_line(text):
            self.date = read_date(text)
            self._keep(LetterKind.DATE, text, source)
        else:
            self._keep(LetterKind.TEXT, text, source)

    def take(self, table: _Table, head: int) -> None:
        names = table.texts[head]
        for row in sorted(number for number in table.texts if number <= head):
            text = " | ".join(table.texts[row].values())
            running = LetterKind.RUNNING if text == NOTICE else LetterKind.TEXT
            kind = LetterKind.HEADING if row == head else running
            self.letter.append(LetterPiece(kind, text, tuple(table.made_of[row])))
        for cells, made_of in table.records(head):
            if ROW in names.values():
                self.rows.append((cells, made_of))
            else:
                title, text = (cells.get(name, "") for name in POINT_COLUMNS[1:])
                self.points.append((title, [text], list(made_of)))

    def response(self) -> ParsedResponse:
        # A response without a title of its own was given one that says what it is about.
        own_title = None if self.title == f"Reactie op {self.about}" else self.title
        return ParsedResponse(
            title=own_title,
            date=self.date,
            points=tuple(ParsedPoint(t, "\n".join(lines), tuple(made)) for t, lines, made in self.points),
            comments=tuple(self._comments()),
            letter=tuple(sorted(self.letter, key=lambda piece: piece.source[0].paragraph)),
            unplaced=(),
        )

    def _comments(self) -> Iterator[ParsedComment]:
        places = {cells.get(ROW): at for at, (cells, _) in reversed(list(enumerate(self.rows)))}
        for cells, sources in self.rows:
            named = _split(cells.get(REFERS_TO, ""))
            yield _comment(cells, sources, tuple(places[name] for name in named if name in places))


def _comment(
    cells: Mapping[str, str], sources: tuple[Source, ...], refers_to: tuple[int, ...]
) -> ParsedComment:
    text, subs = from_lines(cells.get(COMMENT, ""))
    page = cells.get(PAGE, WHOLE)
    pages = () if page == WHOLE else _split(page)
    return ParsedComment(
        label=cells.get(NUMBER),
        page=pages[0] if pages else None,
        pages=pages,
        place=cells.get(PLACE),
        text=text,
        sub=subs,
        passage=cells.get(PASSAGE),
        proposal=cells.get(PROPOSAL),
        refers_to=refers_to,
        source=sources,
        confidence=1.0,
        author=cells.get(AUTHOR),
        kind=read_kind(cells.get(KIND, "")),
    )


def _split(named: str) -> tuple[str, ...]:
    return tuple(name for name in named.split(", ") if name)


def _lines_of(text: str) -> str:
    """The lines of a text, without the white space around them and without empty ones."""
    return "\n".join(_filled(line.strip() for line in text.split("\n")))


def _filled(lines: Iterable[str]) -> Iterator[str]:
    return (line for line in lines if line)
