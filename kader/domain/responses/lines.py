"""A paragraph of a file may hold one remark or ten: people press enter, shift-enter, or nothing at all.

The line is therefore what is read: a paragraph's stretch between line breaks, with its label, its indentation
and its looks. Whether lines belong together is decided later, by what they say.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from kader.domain.paragraphs import Cell, Emphasis, Paragraph
from kader.domain.responses.numbering import Label, Rank, computed_label, read_label
from kader.domain.responses.page_headings import read_page
from kader.domain.responses.parsed import Source
from kader.domain.responses.section_headings import PlaceRef, read_place

_TAB_WIDTH = 4
_LINE = re.compile(r"[^\n\f]+")
_BARE_NUMBER = re.compile(r"(\d{1,3})\s+(?=[A-Z'‘\"“][^.]*\s)")
_RUN_ON = re.compile(
    r"(?<=[.;!?)])\s+(?=(?:p|pag|blz|pagina|bladzijde)\.?\s?\d{1,3}\s*(?::|-\s|–\s))", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the original; `start` and `end` are code points of its paragraph's text.

    `label` is what it opens with (`computed` when the word processor supplies it), `place_ref` the page
    or section it opens with, before or after the label, `content` the offset in `text` behind both.
    """

    paragraph: int
    start: int
    end: int
    text: str
    marks: tuple[Emphasis, ...]
    label: Label | None
    computed: str | None
    place_ref: PlaceRef | None
    content: int
    indent: int
    heading: int | None
    depth: int
    cell: Cell | None
    page: int | None
    note: str | None
    opens_paragraph: bool

    @property
    def source(self) -> Source:
        return Source(self.paragraph, self.start, self.end)

    @property
    def rest(self) -> str:
        """The text behind label and place."""
        return self.text[self.content :]

    @property
    def is_bold(self) -> bool:
        return _covered(self, ("bold", "underline"))

    @property
    def is_set_apart(self) -> bool:
        """Bold, underlined or italic from end to end."""
        return self.is_bold or _covered(self, ("italic",))


def _covered(line: Line, kinds: Sequence[str]) -> bool:
    spans = sorted((mark.start, mark.end) for mark in line.marks if mark.kind in kinds)
    reached = line.content
    for start, end in spans:
        if line.text[reached : max(start, reached)].strip(" .:)"):
            return False
        reached = max(reached, end)
    return bool(spans) and not line.text[reached:].strip(" .:)")


def read_lines(paragraphs: Sequence[Paragraph]) -> list[Line]:
    """The lines that hold anything, in reading order."""
    lines = [line for index, paragraph in enumerate(paragraphs) for line in _lines(index, paragraph)]
    return _with_bare_numbers(lines)


def _with_bare_numbers(lines: list[Line]) -> list[Line]:
    """Labels without punctuation ("3 Mooi voorbeeld") count only where they count on through the document."""
    found = [(index, match) for index, line in enumerate(lines) if (match := _bare_number(line))]
    numbers = [int(match.group(1)) for _, match in found]
    steps = sum(after - before == 1 or after == 1 for before, after in pairwise(numbers))
    if len(numbers) < 3 or steps < 0.8 * (len(numbers) - 1):
        return lines
    labels = {index: Label(match.group(1), Rank.NUMBER, "#") for index, match in found}
    ends = {index: match.end() for index, match in found}
    return [
        replace(line, label=labels[index], content=ends[index]) if index in labels else line
        for index, line in enumerate(lines)
    ]


def _bare_number(line: Line) -> re.Match[str] | None:
    free = line.label is None and line.place_ref is None and line.cell is None and line.note is None
    return _BARE_NUMBER.match(line.text) if free and line.heading is None else None


def _lines(index: int, paragraph: Paragraph) -> Iterator[Line]:
    first = True
    for start, end in _stretches(paragraph.text):
        yield _line(index, paragraph, start, end, first)
        first = False


def _stretches(text: str) -> Iterator[tuple[int, int]]:
    """Start and end of each line, also where remarks for several pages were typed on one."""
    for match in _LINE.finditer(text):
        start = match.start()
        if not match.group().strip():
            continue
        if read_page(match.group().strip()):
            for gap in _RUN_ON.finditer(match.group()):
                yield start, match.start() + gap.start()
                start = match.start() + gap.end()
        yield start, match.end()


def _line(index: int, paragraph: Paragraph, start: int, end: int, first: bool) -> Line:
    raw = paragraph.text[start:end]
    indent = len(raw.expandtabs(_TAB_WIDTH)) - len(raw.expandtabs(_TAB_WIDTH).lstrip())
    start += len(raw) - len(raw.lstrip())
    text = raw.strip()
    label, place_ref, content = _opening(text, paragraph.label if first else None)
    return Line(
        paragraph=index,
        start=start,
        end=start + len(text),
        text=text,
        marks=_within(paragraph.marks, start, start + len(text)),
        label=label,
        computed=paragraph.label if first else None,
        place_ref=place_ref,
        content=content,
        indent=indent,
        heading=paragraph.heading,
        depth=paragraph.depth,
        cell=paragraph.cell,
        page=paragraph.page,
        note=paragraph.note,
        opens_paragraph=first,
    )


def _opening(text: str, printed: str | None) -> tuple[Label | None, PlaceRef | None, int]:
    """Label, place and the offset behind both; either may come first, a computed label before all."""
    computed = computed_label(printed) if printed else None
    page = read_place(text)
    if page and computed is None and page.rest < len(text):
        typed = None if _counts_within(text[page.rest :]) else read_label(text[page.rest :])
        return (typed[0], page, page.rest + typed[1]) if typed else (None, page, page.rest)
    if page:
        return computed, page, page.rest
    typed = read_label(text)
    if typed is None or (computed and computed.rank is not Rank.BULLET):
        return computed, None, 0
    label, end = typed
    if computed:
        label = Label(label.printed, label.rank, computed.form + label.form)
    return (label, *_page_behind(text, end))


def _counts_within(text: str) -> bool:
    """Whether a line holds a list of its own: "P.6: 1) kort; 2) bondig"."""
    first = read_label(text)
    number = first[0].number if first else None
    return number is not None and bool(re.search(rf"[;,.]\s*\(?{number + 1}[.)]\s", text))


def _page_behind(text: str, end: int) -> tuple[PlaceRef | None, int]:
    page = read_place(text[end:])
    if page is None:
        return None, end
    return page, end + page.rest


def _within(marks: Sequence[Emphasis], start: int, end: int) -> tuple[Emphasis, ...]:
    """The marks that touch a stretch, counted from its start."""
    return tuple(
        Emphasis(mark.kind, max(mark.start, start) - start, min(mark.end, end) - start)
        for mark in marks
        if mark.start < end and mark.end > start
    )
