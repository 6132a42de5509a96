"""Each change as uptake needs it: where it stands in both texts, and which words came and went."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from kader.domain.comparison import Change, Passage
from kader.domain.text_blocks import ReadingText
from kader.domain.uptake.meanings import explained
from kader.domain.uptake.places import Course, Notes, Sections, Span
from kader.domain.uptake.renaming import steady
from kader.domain.uptake.terms import line_of, stems


@dataclass(frozen=True, slots=True)
class Edit:
    """`start` and `end` are code points of the old text, equal for what was inserted between; `new_start`
    and `new_end` of the new text, equal for what was deleted. `altered` are the stretches of the old text
    of which the words went, empty ones where words came in.

    `section` and `new_section` number the headings it stands under, from 0; a footnote stands where it is
    called, `called` in the new text, None for what is no footnote. `had` are the stems of its old words,
    `came` and `went` those that only the new or only the old words have, without `renamed`, for which the
    whole text came to use another word, and that other word; `explains` the stems of the terms
    that it newly explains; `before` and `after` are its old and new words as `line_of` writes them.
    `formal` says that nothing was said differently, `listed` that it opens an item of a list in the new text.
    """

    change: Change
    start: int
    end: int
    new_start: int
    new_end: int
    altered: tuple[Span, ...]
    section: int
    new_section: int
    called: int | None
    had: frozenset[str]
    came: frozenset[str]
    went: frozenset[str]
    renamed: frozenset[str]
    explains: frozenset[str]
    before: str
    after: str
    formal: bool
    heading: bool
    listed: bool

    @property
    def inserted(self) -> bool:
        return self.change.old is None

    @property
    def opens(self) -> int:
        """The code point of the new text where its first word may stand."""
        return self.new_start + _blank(self.change.new)

    @property
    def deleted(self) -> bool:
        return self.change.new is None


def edits(old: ReadingText, new: ReadingText, changes: Sequence[Change], course: Course) -> tuple[Edit, ...]:
    """The changes in the order given."""
    was, now = _Side(old), _Side(new)
    found = [_edit(change, was, now, course) for change in changes]
    renamed = steady(((edit.went, edit.came) for edit in found), now.stems)
    return tuple(_without(edit, renamed) for edit in found)


def _without(edit: Edit, renamed: Mapping[str, frozenset[str]]) -> Edit:
    """A change without the words that other words took the place of throughout the text."""
    gone = {stem for stem in edit.went if not edit.came.isdisjoint(renamed.get(stem, ()))}
    if not gone:
        return edit
    names = frozenset[str]().union(*(renamed[stem] for stem in gone))
    came, went = edit.came - names, edit.went - gone
    formal = edit.formal or not (came or went)
    explains = edit.explains - names
    return replace(edit, came=came, went=went, renamed=frozenset(gone), explains=explains, formal=formal)


class _Side:
    """What is known of the places of one of the two texts."""

    def __init__(self, reading: ReadingText) -> None:
        self._reading = reading
        self.stems = stems(reading.text)
        self.sections = Sections(reading)
        self.notes = Notes(reading)

    def listed(self, start: int, end: int) -> bool:
        """Whether the stretch holds the start of an item of a list."""
        blocks = self._reading.blocks_between(start, end)
        return any(block.kind == "list_item" and start <= block.start for block in blocks)

    def section(self, offset: int) -> int:
        called = self.notes.called(offset)
        return self.sections.number(offset if called is None else called)


def _edit(change: Change, was: _Side, now: _Side, course: Course) -> Edit:
    written, replaced = _words(change, "-"), _words(change, "+")
    new, old = stems(written), stems(replaced)
    start, end = course.old_place(change)
    new_start, new_end = course.new_place(change)
    at = (was.sections, start, end) if change.old else (now.sections, new_start, new_end)
    heading = at[0].is_heading(at[1], at[2])
    if heading:
        new, old = _unnumbered(new), _unnumbered(old)
    return Edit(
        change=change,
        start=start,
        end=end,
        new_start=new_start,
        new_end=new_end,
        altered=tuple(_altered(change, start)),
        section=was.section(start + _blank(change.old)),
        new_section=now.section(new_start + _blank(change.new)),
        called=now.notes.called(new_start + _blank(change.new)),
        had=old,
        came=new - old,
        went=old - new,
        renamed=frozenset(),
        explains=explained(written) & (new - old),
        before=line_of(replaced),
        after=line_of(written),
        formal=change.kind == "opmaak" or (change.kind in ("moved", "split", "merged") and new == old),
        heading=heading,
        listed=now.listed(new_start, new_end),
    )


def _blank(passage: Passage | None) -> int:
    """How much white space a passage opens with."""
    return len(passage.text) - len(passage.text.lstrip()) if passage else 0


def _unnumbered(found: frozenset[str]) -> frozenset[str]:
    return frozenset(stem for stem in found if not any(map(str.isdigit, stem)))


def _words(change: Change, other: str) -> str:
    return "".join(word.text for word in change.words if word.op != other)


def _altered(change: Change, at: int) -> Iterator[Span]:
    for word in change.words:
        length = 0 if word.op == "+" else len(word.text)
        if word.op != "=" and any(map(str.isalnum, word.text)):
            yield at, at + length
        at += length
