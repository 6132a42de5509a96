"""A framework as plain text: everything that layout said is gone, and must be read from the words' places."""

from collections.abc import Iterator, Sequence
from itertools import groupby

from kader.domain.importing.page_marks import are_typed, typed_marks
from kader.domain.importing.plain_blocks import Piece, join_over_pages, pieces, vocabulary
from kader.domain.importing.plain_headings import with_headings
from kader.domain.importing.plain_lines import paged_lines
from kader.domain.importing.plain_notes import note_candidates, tied
from kader.domain.importing.typed_marks import without_signs
from kader.domain.importing.values import Manuscript
from kader.domain.paragraphs import Cell, Paragraph

_GUESSED = (
    "De koppen zijn afgeleid van nummers, hoofdletters en losse regels: kijk of elke kop en elk niveau klopt."
)
_NO_PAGES = (
    "In deze tekst staat niet waar de pagina’s eindigen. Zet zelf paginamarkeringen, bijvoorbeeld "
    "<!-- pagina 2 -->, of lees een PDF van het document in."
)
_LEFT_OUT = "Weggelaten omdat het op elke pagina terugkomt: {texts}."


def read_text(text: str) -> Manuscript:
    """The manuscript in a plain text; "\\n" ends a line, "\\f" a page."""
    paged = paged_lines(text)
    found = note_candidates(pieces(paged.lines))
    joined = join_over_pages(found, vocabulary(found))
    notes = tied(joined)
    cites = {id(piece): notes.cites.get(place, []) for place, piece in enumerate(notes.pieces)}
    shaped, guessed = with_headings(notes.pieces)
    attention = [_GUESSED] if guessed else []
    if paged.left_out:
        attention.append(_LEFT_OUT.format(texts=", ".join(f"‘{line}’" for line in paged.left_out)))
    paragraphs = tuple(_paragraphs(shaped, cites))
    if are_typed(text):
        paragraphs = tuple(map(typed_marks, paragraphs))
    elif not any(paragraph.page for paragraph in paragraphs):
        attention.append(_NO_PAGES)
    return Manuscript(paragraphs, paged.labels, (*attention, *notes.attention))


def _paragraphs(shaped: Sequence[Piece], cites: dict[int, list[tuple[int, str]]]) -> Iterator[Paragraph]:
    indents: list[int] = []
    tables = 0
    for in_table, group in groupby(shaped, key=lambda piece: bool(piece.cells)):
        if in_table:
            yield from _table(list(group), tables)
            tables += 1
            continue
        for piece in group:
            indents = _nested(indents, piece)
            yield _paragraph(piece, len(indents), cites[id(piece)])


def _nested(indents: list[int], piece: Piece) -> list[int]:
    """The indents of the open lists, after this piece."""
    if piece.note:
        return indents
    if piece.label is None:
        return []
    outer = [indent for indent in indents if indent < piece.indent]
    return [*outer, piece.indent]


def _paragraph(piece: Piece, depth: int, cites: Sequence[tuple[int, str]]) -> Paragraph:
    typed = without_signs(piece.text)
    shift = typed.shift
    return Paragraph(
        typed.text,
        tuple(typed.marks),
        heading=piece.heading,
        label=piece.label,
        depth=0 if piece.note else depth,
        page=piece.page,
        note=piece.note,
        breaks=tuple((shift(offset), page) for offset, page in piece.breaks),
        cites=tuple((shift(offset), note) for offset, note in cites),
        links=tuple(typed.links),
    )


def _table(rows: Sequence[Piece], table: int) -> Iterator[Paragraph]:
    filled = [row for row in rows if any(cell.strip("-:= ") for cell in row.cells)]
    ruled = len(filled) < len(rows)
    for number, row in enumerate(filled):
        for column, cell in enumerate(row.cells):
            if cell:
                typed = without_signs(cell)
                place = Cell(table, number, column, header=ruled and number == 0)
                yield Paragraph(typed.text, tuple(typed.marks), cell=place, page=row.page)
