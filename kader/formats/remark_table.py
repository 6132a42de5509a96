"""Remarks in a table, one a row: the form that people know, fill in and send back.

The same columns go out and come in (`kader.domain.responses.tables` knows their names), so that an exported
response, or a form that was filled in, is read without loss.
"""

from collections.abc import Iterable
from dataclasses import dataclass

COLUMNS = ("Nr", "Pagina", "Paragraaf", "Passage", "Opmerking", "Tekstvoorstel")
WHOLE = "algemeen"
"""What stands in the page column of a remark on no page in particular."""
WIDTHS = (6, 13, 26, 30, 46, 34)
"""Widths in a sheet, in characters."""


@dataclass(frozen=True, slots=True)
class RemarkRow:
    """One remark as text; `sub` are its sub-remarks."""

    number: str = ""
    page: str = ""
    section: str = ""
    passage: str = ""
    text: str = ""
    sub: tuple[str, ...] = ()
    proposal: str = ""

    def cells(self) -> tuple[str, ...]:
        """In the order of the columns; sub-remarks as lines with a letter."""
        lines = [self.text, *(f"{letter(at)}. {text}" for at, text in enumerate(self.sub))]
        remark = "\n".join(line for line in lines if line)
        return (self.number, self.page, self.section, self.passage, remark, self.proposal)


@dataclass(frozen=True, slots=True)
class RemarkForm:
    """A table of remarks with what stands above it: `points` are general points as (title, text)."""

    title: str
    lines: tuple[str, ...]
    points: tuple[tuple[str, str], ...]
    rows: tuple[RemarkRow, ...]


def letter(at: int) -> str:
    """a, b, ..., z, aa, ab: the mark of a sub-remark, from 0."""
    return ("" if at < 26 else letter(at // 26 - 1)) + chr(ord("a") + at % 26)


def table_rows(rows: Iterable[RemarkRow]) -> list[tuple[str, ...]]:
    return [row.cells() for row in rows]
