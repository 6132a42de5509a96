"""Under a page heading stand remarks: numbered, lettered, with bullets, or simply one after the other.

A label of a lower kind, deeper indentation or a restarted count makes a sub-remark of the remark above it.
What carries no label goes on with the remark above, unless nothing in the section is labelled.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from kader.domain.responses.joining import Part, continues, ends_sentence, opens_field
from kader.domain.responses.lines import Line
from kader.domain.responses.numbering import Label, Rank
from kader.domain.responses.part_titles import is_title_like
from kader.domain.responses.section_headings import read_place
from kader.domain.vocabulary import CommentKind

_LEAD_IN = re.compile(
    r"\b(?:opmerkingen|punten|aandachtspunten|volgende|suggesties|vragen|het volgende)\b", re.IGNORECASE
)
_ONLY_QUOTED = re.compile(r"['‘][^‘’]{3,400}['’]|[\"“„][^\"“”„]{3,400}[\"”“]|«[^»]{3,400}»")
WITHOUT_PLACE = 0.35
_OUTSIDE_SIGNS = "o◦○▪■➢"


@dataclass(frozen=True, slots=True)
class Habits:
    """How this writer writes: the width lines were wrapped at, and the kind of label remarks mostly have."""

    width: int | None
    rank: Rank | None


@dataclass
class Draft:
    """A remark being gathered; `lines` are all the lines it is made of.

    `shared` when the letter says it in its running text, as part of `point` if it has one.
    """

    label: Label | None
    pages: tuple[str, ...]
    main: list[Part] = field(default_factory=list)
    subs: list[list[Part]] = field(default_factory=list)
    lines: list[Line] = field(default_factory=list)
    confidence: float = 1.0
    place: str | None = None
    passage: str | None = None
    proposal: str | None = None
    author: str | None = None
    kind: CommentKind | None = None
    point: int | None = None
    shared: bool = False


@dataclass
class Entry:
    """A line that opens something, with the lines that go on with it."""

    lines: list[Line]

    @property
    def head(self) -> Line:
        return self.lines[0]

    @property
    def label(self) -> Label | None:
        return self.head.label

    @property
    def names_page(self) -> bool:
        return self.head.place_ref is not None

    @property
    def ends_open(self) -> bool:
        return self.lines[-1].text.rstrip().endswith(":")


def main_rank(sections: Sequence[Sequence[Line]]) -> Rank | None:
    """The kind of label that most sections open with, or None when most have none."""
    counts: dict[Rank | None, int] = {}
    for lines in sections:
        first = next((line.label for line in lines if line.label), None)
        rank = first.rank if first else None
        counts[rank] = counts.get(rank, 0) + 1
    return max(counts, key=lambda rank: counts[rank], default=None)


def gather(
    lines: Sequence[Line], pages: tuple[str, ...], habits: Habits
) -> tuple[list[Draft], list[list[Line]]]:
    """(the remarks in the lines under one heading, the lines that only lead in to them)."""
    entries = _entries(lines, pages, habits)
    led_in: list[list[Line]] = []
    while entries and _leads_in(entries, habits):
        led_in.append(entries.pop(0).lines)
    return _Arrangement(pages, habits).drafts(entries), led_in


def _entries(lines: Sequence[Line], pages: tuple[str, ...], habits: Habits) -> list[Entry]:
    entries: list[Entry] = []
    for line in lines:
        if not entries or _opens(entries[-1], line, pages, habits):
            entries.append(Entry([line]))
        else:
            entries[-1].lines.append(line)
    return entries


def _opens(entry: Entry, line: Line, pages: tuple[str, ...], habits: Habits) -> bool:
    before = entry.lines[-1]
    if line.note:
        return False
    if line.label:
        return not continues(before, line, habits.width)
    if line.place_ref and not continues(before, line, habits.width):
        if not line.place_ref.in_sentence or (line.place_ref.pages and not pages):
            return True
        told = line.place_ref.announced or (entry.names_page and ends_sentence(before.text))
        return line.opens_paragraph and told and entry.label is None
    if _is_title(line) and not continues(before, line, habits.width):
        return True
    if _told_in_sentence(entry) and not pages:
        return line.opens_paragraph and not continues(before, line, habits.width)
    if entry.label or entry.names_page or _is_title(entry.head):
        return False
    goes_with = before.text.endswith(":") or opens_field(line.text) or is_only_quoted(entry.lines)
    return not goes_with and not continues(before, line, habits.width)


def _told_in_sentence(entry: Entry) -> bool:
    """Whether the entry is a paragraph of a letter: "Op pagina 3 staat ..."."""
    ref = entry.head.place_ref
    return entry.label is None and ref is not None and ref.in_sentence


def is_only_quoted(lines: Sequence[Line]) -> bool:
    """Whether all that was said so far is a quotation, so that the remark on it is still to come."""
    text = " ".join(line.text for line in lines).strip()
    italic = all(line.is_set_apart and not line.is_bold for line in lines)
    return italic or bool(_ONLY_QUOTED.fullmatch(text))


def _is_title(line: Line) -> bool:
    return line.label is None and line.place_ref is None and line.is_bold and is_title_like(line.text)


def _leads_in(entries: Sequence[Entry], habits: Habits) -> bool:
    """Whether the first entry announces the remarks behind it and is none itself."""
    first = entries[0]
    if len(entries) < 2 or first.label or first.names_page or entries[1].label is None:
        return False
    if _is_title(first.head) and len(first.lines) == 1:
        return True
    announces = first.ends_open and bool(_LEAD_IN.search(first.lines[-1].text))
    return announces or (
        first.ends_open and entries[1].label.rank is Rank.NUMBER and habits.rank is Rank.NUMBER
    )


class _Arrangement:
    """Tells remarks from sub-remarks, going down one section."""

    def __init__(self, pages: tuple[str, ...], habits: Habits) -> None:
        self._pages = pages
        self._habits = habits
        self._drafts: list[Draft] = []
        self._first: Line | None = None
        self._nested: int | None = None

    def drafts(self, entries: Sequence[Entry]) -> list[Draft]:
        rank = self._section_rank(entries)
        for index, entry in enumerate(entries):
            if self._drafts and self._is_sub(entry, entries[index + 1 :], rank):
                self._add_sub(entry)
            else:
                self._add_main(entry)
        return self._drafts

    def _section_rank(self, entries: Sequence[Entry]) -> Rank | None:
        ranks = [entry.label.rank for entry in entries if entry.label]
        if ranks and ranks[0] is Rank.LETTER and self._habits.rank is Rank.LETTER:
            return Rank.LETTER
        return min(ranks, default=None)

    def _add_main(self, entry: Entry) -> None:
        self._nested = None
        if entry.label and self._first is None:
            self._first = entry.head
        ref = entry.head.place_ref
        own = ref is not None and not (
            ref.in_sentence and self._pages and not (ref.announced and entry.label is None)
        )
        pages, place = self._inherited(entry)
        draft = Draft(entry.label, ref.pages if ref and own and ref.pages else pages)
        draft.place = ref.section if ref and own and ref.section else place
        draft.main = [_opening_part(entry.head, draft), *(Part(line, 0) for line in entry.lines[1:])]
        draft.lines = list(entry.lines)
        draft.confidence = _confidence(entry, draft)
        self._drafts.append(draft)

    def _inherited(self, entry: Entry) -> tuple[tuple[str, ...], str | None]:
        """(pages, section) that hold for a remark that names none itself."""
        last = self._drafts[-1] if self._drafts else None
        if last is None or entry.label is None:
            return self._pages, None
        first = last.lines[0]
        # "P.3: 4. ..." opens a page for the numbers behind it as well.
        opened = first.place_ref and first.text.find(first.rest) > 0 and _place_comes_first(first)
        if opened or (not self._pages and first.place_ref is None):
            return last.pages or self._pages, last.place
        return self._pages, None

    def _add_sub(self, entry: Entry) -> None:
        draft = self._drafts[-1]
        draft.lines += entry.lines
        parts = [Part(entry.head, entry.head.content)]
        for before, line in zip(entry.lines, entry.lines[1:], strict=False):
            whose = parts if _stays_in_sub(before, line, self._habits.width) else draft.main
            whose.append(Part(line, 0))
        draft.subs.append(parts)

    def _is_sub(self, entry: Entry, following: Sequence[Entry], rank: Rank | None) -> bool:
        label, parent = entry.label, self._drafts[-1]
        if label is None or entry.names_page:
            return False
        if parent.label is None:
            return self._is_sub_of_unlabelled(label, parent)
        if label.rank is not rank:
            return label.rank > parent.label.rank or rank is Rank.LETTER
        return self._is_deeper(entry, parent) or self._is_nested_count(entry, following, parent)

    def _is_sub_of_unlabelled(self, label: Label, parent: Draft) -> bool:
        first = parent.lines[0]
        open_ended = parent.main[-1].text.rstrip().endswith(":")
        if first.place_ref and first.rest:
            return label.rank is not Rank.NUMBER or open_ended
        return bool(parent.subs) or open_ended

    def _is_deeper(self, entry: Entry, parent: Draft) -> bool:
        head, first = entry.head, self._first
        if first is None or parent.label is None or head.label is None:
            return False
        if head.depth != first.depth:
            return head.depth > first.depth > 0
        if head.indent >= first.indent + 2 and not self._counts_on(head.label, parent.label):
            return True
        if head.label.printed.startswith(parent.label.printed + "."):
            return True
        return head.depth == 0 and _is_inner_sign(head.label, first.label)

    def _counts_on(self, label: Label, above: Label) -> bool:
        return label.form == above.form and label.number is not None and label.number - 1 == above.number

    def _is_nested_count(self, entry: Entry, following: Sequence[Entry], parent: Draft) -> bool:
        """A count that starts at 1 within a remark, in another form or announced by a colon."""
        label, first = entry.label, self._first
        if label is None or label.number is None or first is None or first.label is None or first.depth:
            return False
        if self._nested is not None and label.number == self._nested + 1 and not self._returns(label, parent):
            self._nested = label.number
            return True
        other_form = label.form != first.label.form
        announced = parent.main[-1].text.rstrip().endswith(":") and self._comes_back(following, parent)
        if label.number == 1 and parent.label and parent.label.printed != "0" and (other_form or announced):
            self._nested = 1
            return True
        return False

    def _returns(self, label: Label, parent: Draft) -> bool:
        follows = parent.label is not None and parent.label.number == (label.number or 0) - 1
        return follows and bool(self._first and self._first.label and label.form == self._first.label.form)

    @staticmethod
    def _comes_back(following: Sequence[Entry], parent: Draft) -> bool:
        after = (parent.label.number or 0) + 1 if parent.label else 0
        return any(entry.label and entry.label.number == after for entry in following[:30])


def _opening_part(head: Line, draft: Draft) -> Part:
    """The line behind its label and page; the section it names stays in its words when it is on a page."""
    ref = head.place_ref
    if not (ref and draft.place and draft.pages) or _place_comes_first(head):
        return Part(head, head.content)
    draft.place = None
    return Part(head, head.content - ref.rest)


def _place_comes_first(line: Line) -> bool:
    """Whether the place stands before the label: "P.3: 4. ..."."""
    return line.label is not None and line.computed is None and read_place(line.text) is not None


def _is_inner_sign(label: Label, first: Label | None) -> bool:
    if first is None or label.rank is not Rank.BULLET or label.printed == first.printed:
        return False
    return label.printed in _OUTSIDE_SIGNS or first.printed not in _OUTSIDE_SIGNS


def _stays_in_sub(before: Line, line: Line, width: int | None) -> bool:
    same_block = before.paragraph == line.paragraph
    return (
        same_block
        or line.note is not None
        or continues(before, line, width)
        or not ends_sentence(before.text)
    )


def _confidence(entry: Entry, draft: Draft) -> float:
    """By the label, and by how the place was told; what stands above the remark may lower it."""
    label = entry.label
    worth = 0.85 if label is None else 0.95 if label.rank is Rank.BULLET else 1.0
    if entry.names_page:
        worth = 1.0
    return round(worth - (0.0 if draft.pages else 0.05 if draft.place else WITHOUT_PLACE), 2)
