"""Which changes belong together, so that one that answers a remark brings others with it?

A new heading brings what stands under it, and what is said anew brings a new heading; a new column is one
thing in many cells; a new footnote goes with the sentence that calls it; and when four elements become five,
so do all that count them.
"""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from enum import Enum
from itertools import islice, pairwise, permutations

from kader.domain.dutch_words import fold, stem
from kader.domain.text_blocks import ReadingText
from kader.domain.uptake.edits import Edit

# Where more belong together than this, one says nothing of the others.
_MOST_TOGETHER = 40
_LISTED = """
twee drie vier vijf zes zeven acht negen tien elf twaalf dertien veertien vijftien
tweede derde vierde vijfde zesde zevende achtste negende tiende
"""
_NUMBERS = frozenset(stem(fold(word)) for word in _LISTED.split())


class Tie(Enum):
    """What a change is to the other: it stands under that heading, or is the heading over it, ..."""

    UNDER = "staat onder een kop die bij deze opmerking hoort"
    OVER = "is de kop boven een wijziging die bij deze opmerking hoort"
    NOTE = "is een voetnoot bij een wijziging die bij deze opmerking hoort"
    COLUMN = "staat in een nieuwe kolom die bij deze opmerking hoort"
    COUNT = "telt mee met een wijziging die bij deze opmerking hoort"


class Together:
    """The ties between the changes of one comparison, by the change that is led."""

    def __init__(self, edits: Sequence[Edit], new: ReadingText) -> None:
        self._edits = edits
        self._leads: dict[int, list[tuple[Tie, int]]] = defaultdict(list)
        self._new_columns = _new_columns(edits, new)
        # A new column is one thing: where its cells stand, other than its head, says nothing.
        self.cells = {k for head, *cells in self._new_columns.values() for k in cells}
        self.behind = _behind(edits, new)
        for kind in (self._headings, self._notes, self._columns, self._counts):
            for tie, led, lead in kind():
                self._leads[led].append((tie, lead))
        self._led: dict[int, list[int]] = defaultdict(list)
        for led, leads in self._leads.items():
            for _, lead in leads:
                self._led[lead].append(led)

    def leads(self, k: int) -> Sequence[tuple[Tie, int]]:
        """The changes that may bring the one at index `k` with them."""
        return self._leads.get(k, ())

    def led(self, k: int) -> Sequence[int]:
        """The changes that the one at index `k` may bring with it."""
        return self._led.get(k, ())

    def _headings(self) -> Iterator[tuple[Tie, int, int]]:
        section = self._grouped(lambda edit: edit.new_section if edit.called is None else None)
        section.pop(None, None)
        for members in section.values():
            for head in (k for k in members if _tells(self._edits[k])):
                for k in members:
                    if k != head:
                        yield Tie.UNDER, k, head
                        if not self._edits[k].heading:
                            yield Tie.OVER, head, k

    def _notes(self) -> Iterator[tuple[Tie, int, int]]:
        standing = sorted((e.new_start, k) for k, e in enumerate(self._edits) if not (e.formal or e.deleted))
        for k, edit in enumerate(self._edits):
            if edit.inserted and edit.called is not None:
                at = bisect_right(standing, (edit.called, len(self._edits))) - 1
                lead = standing[at][1] if at >= 0 else k
                if edit.called <= self._edits[lead].new_end:
                    yield Tie.NOTE, k, lead

    def _columns(self) -> Iterator[tuple[Tie, int, int]]:
        for members in self._new_columns.values():
            yield from _all_of(Tie.COLUMN, members)

    def _counts(self) -> Iterator[tuple[Tie, int, int]]:
        counted: dict[tuple[str, str], list[int]] = defaultdict(list)
        for k, edit in enumerate(self._edits):
            for what in _counted(edit):
                counted[what].append(k)
        sections = self._grouped(lambda e: e.new_section if _is_count(e) else None)
        sections.pop(None, None)
        for members in (*counted.values(), *sections.values()):
            yield from _all_of(Tie.COUNT, members)
        # One more in a list makes one more to count, there and where they are counted again.
        for k in (k for k, edit in enumerate(self._edits) if edit.inserted and edit.listed):
            members = sections.get(self._edits[k].new_section, [])[:_MOST_TOGETHER]
            again = (
                led for member in members for what in _counted(self._edits[member]) for led in counted[what]
            )
            yield from (
                (Tie.COUNT, led, k) for led in islice(dict.fromkeys([*members, *again]), _MOST_TOGETHER)
            )

    def _grouped(self, key: Callable[[Edit], int | None]) -> dict[int | None, list[int]]:
        groups: dict[int | None, list[int]] = defaultdict(list)
        for k, edit in enumerate(self._edits):
            if not edit.formal:
                groups[key(edit)].append(k)
        return groups


def _all_of(tie: Tie, members: Sequence[int]) -> Iterator[tuple[Tie, int, int]]:
    """Each with each; where there are very many, one says nothing of the others."""
    if len(members) <= _MOST_TOGETHER:
        yield from ((tie, k, lead) for k, lead in permutations(members, 2))


def _tells(edit: Edit) -> bool:
    """Whether it is a heading that says something new of what stands under it: more than another number."""
    differs = _bare(edit.before) != _bare(edit.after)
    return edit.heading and not edit.deleted and differs and not _is_count(edit)


def _bare(line: str) -> list[str]:
    return [stem for stem in line.split() if not any(map(str.isdigit, stem))]


def _is_count(edit: Edit) -> bool:
    """Whether nothing but a number became another."""
    return bool(edit.came and edit.went) and edit.came | edit.went <= _NUMBERS


def _counted(edit: Edit) -> Iterator[tuple[str, str]]:
    """The new numbers that took the place of others, each with the word behind it."""
    if edit.came & _NUMBERS and edit.went & _NUMBERS:
        line = edit.after.split()
        yield from ((one, what) for one, what in pairwise(line) if one in edit.came & _NUMBERS)


def _behind(edits: Sequence[Edit], new: ReadingText) -> dict[int, int]:
    """By change that stands right behind another in its paragraph, with nothing kept between: that other."""
    standing = sorted((e.new_start, e.new_end, k) for k, e in enumerate(edits) if not e.deleted)
    found = {}
    for (_, end, lead), (_, _, k) in pairwise(standing):
        between = new.text[end : edits[k].opens]
        if not edits[k].formal and not between.strip() and "\n" not in between:
            found[k] = lead
    return found


def _new_columns(edits: Sequence[Edit], new: ReadingText) -> dict[tuple[int, int], list[int]]:
    """By table and column of which the head is new: the changes that keep to it, the head first."""
    found: dict[tuple[int, int], list[int]] = defaultdict(list)
    for k, edit in enumerate(edits):
        blocks = new.blocks_between(edit.new_start, edit.new_end) if edit.inserted else ()
        cells = [block.cell for block in blocks if block.cell]
        places = {(cell.table, cell.column) for cell in cells}
        if len(places) == 1 and (cells[0].header or places <= found.keys()):
            found[places.pop()].append(k)
    return found
