"""Each change as uptake needs it: where it stands in both texts, and which words came and went."""

from collections.abc import Sequence
from dataclasses import dataclass

from kader.domain.comparison import Change
from kader.domain.text_blocks import ReadingText
from kader.domain.uptake.meanings import explained
from kader.domain.uptake.places import Course, Sections
from kader.domain.uptake.terms import line_of, stems


@dataclass(frozen=True, slots=True)
class Edit:
    """`start` and `end` are code points of the old text, equal for what was inserted between; `new_start`
    and `new_end` of the new text, equal for what was deleted.

    `section` and `new_section` number the headings it stands under, from 0. `had` are the stems of its old
    words, `came` and `went` those that only the new or only the old words have, `explains` the stems of
    the terms that it newly explains; `before` and `after` are its old and new words as `line_of` writes
    them. `formal` says that nothing was said differently.
    """

    change: Change
    start: int
    end: int
    new_start: int
    new_end: int
    section: int
    new_section: int
    had: frozenset[str]
    came: frozenset[str]
    went: frozenset[str]
    explains: frozenset[str]
    before: str
    after: str
    formal: bool
    heading: bool

    @property
    def inserted(self) -> bool:
        return self.change.old is None


def edits(old: ReadingText, new: ReadingText, changes: Sequence[Change], course: Course) -> tuple[Edit, ...]:
    """The changes in the order given."""
    was, now = Sections(old), Sections(new)
    return tuple(_edit(change, was, now, course) for change in changes)


def _edit(change: Change, was: Sections, now: Sections, course: Course) -> Edit:
    written, replaced = _side(change, "-"), _side(change, "+")
    new, old = stems(written), stems(replaced)
    start, end = course.old_place(change)
    new_start, new_end = course.new_place(change)
    heading = was.is_heading(start, end) if change.old else now.is_heading(new_start, new_end)
    return Edit(
        change=change,
        start=start,
        end=end,
        new_start=new_start,
        new_end=new_end,
        section=was.number(start),
        new_section=now.number(new_start),
        had=old,
        came=new - old,
        went=old - new,
        explains=explained(written) & (new - old),
        before=line_of(replaced),
        after=line_of(written),
        formal=change.kind == "opmaak" or (change.kind == "moved" and new == old),
        heading=heading,
    )


def _side(change: Change, other: str) -> str:
    return "".join(word.text for word in change.words if word.op != other)
