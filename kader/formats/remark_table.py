"""Remarks in a table, one a row: the form that people know, fill in and send back.

The same columns go out and come in. Those of an empty form are read as anybody's table is
(`kader.domain.responses.tables` knows the names), those of a response that went out to the letter
(`kader.domain.responses.own_form`).
"""

from collections.abc import Sequence
from dataclasses import dataclass

from kader.domain.responses import own_form
from kader.domain.responses.own_form import WHOLE
from kader.domain.responses.sub_letters import as_lines

_WIDTHS = {
    own_form.ROW: 6,
    own_form.NUMBER: 6,
    own_form.PAGE: 15,
    own_form.PLACE: 22,
    own_form.PASSAGE: 24,
    own_form.COMMENT: 40,
    own_form.PROPOSAL: 30,
    own_form.KIND: 16,
    own_form.AUTHOR: 15,
    own_form.REFERS_TO: 13,
}
"""Widths in a sheet, in characters."""
_ALWAYS = frozenset((own_form.ROW, own_form.NUMBER, own_form.PAGE, own_form.COMMENT))


@dataclass(frozen=True, slots=True)
class RemarkRow:
    """One remark as text; `sub` are its sub-remarks, `refers_to` the rows it points at, from 1."""

    number: str = ""
    pages: tuple[str, ...] = ()
    section: str = ""
    passage: str = ""
    text: str = ""
    sub: tuple[str, ...] = ()
    proposal: str = ""
    author: str = ""
    refers_to: tuple[int, ...] = ()
    kind: str = ""

    def cells(self, row: int) -> dict[str, str]:
        """By column; sub-remarks as lines with a letter."""
        return {
            own_form.ROW: str(row),
            own_form.NUMBER: self.number,
            # A remark without a page would be read as one on the page of the row above.
            own_form.PAGE: ", ".join(self.pages) or (WHOLE if self.text or not self.section else ""),
            own_form.PLACE: self.section,
            own_form.PASSAGE: self.passage,
            own_form.COMMENT: as_lines(self.text, self.sub),
            own_form.PROPOSAL: self.proposal,
            own_form.KIND: self.kind,
            own_form.AUTHOR: self.author,
            own_form.REFERS_TO: ", ".join(map(str, self.refers_to)),
        }


@dataclass(frozen=True, slots=True)
class RemarkForm:
    """A table of remarks with what stands above it: `points` are general points as (title, text), `letter`
    the paragraphs of the letter. An empty form is not `counted` and shows every column."""

    title: str
    lines: tuple[str, ...]
    points: tuple[tuple[str, str], ...]
    rows: tuple[RemarkRow, ...]
    letter: tuple[str, ...] = ()
    counted: bool = True


@dataclass(frozen=True, slots=True)
class RemarkTable:
    columns: tuple[str, ...]
    widths: tuple[int, ...]
    rows: Sequence[tuple[str, ...]]


def table_of(form: RemarkForm) -> RemarkTable:
    """The table of a form: of a response the columns that hold something."""
    rows = [row.cells(number) for number, row in enumerate(form.rows, 1)]
    if form.counted:
        shown = [name for name in own_form.COLUMNS if name in _ALWAYS or any(row[name] for row in rows)]
    else:
        shown = [name for name in own_form.COLUMNS if name not in (own_form.ROW, own_form.REFERS_TO)]
    widths = tuple(_WIDTHS[name] for name in shown)
    return RemarkTable(tuple(shown), widths, [tuple(row[name] for name in shown) for row in rows])
