"""The letter's own page numbers, headers and footers stand between its sentences and are not content.

A page number is known by its form, a header by being repeated where pages break. A repeated remark ("Idem.")
is content, so repetition alone is not enough.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence

from kader.domain.responses.joining import ends_sentence, goes_on
from kader.domain.responses.lines import Line
from kader.domain.responses.numbering import Rank

_OWN_PAGE = re.compile(
    r"(?:.{0,70}[\s|–-])?(?:pagina|pag\.?|blz\.?|bladzijde|page|p\.)\s*\d{1,3}\s*(?:van|of|/|uit)\s*\d{1,3}[\s|.]*",
    re.IGNORECASE,
)
_COUNTED = re.compile(r"(?:.{0,70}[\s|–-])?\d{1,3}\s*(?:van|/)\s*\d{1,3}")
_DASHED = re.compile(r"[-–—|]\s*\d{1,3}\s*[-–—|]")
_BARE = re.compile(r"\d{1,3}")
_MAX_LENGTH = 120


def running_lines(lines: Sequence[Line]) -> frozenset[int]:
    """The indices of the lines that belong to the paper, not to the letter."""
    free = [index for index, line in enumerate(lines) if line.cell is None and len(line.text) <= _MAX_LENGTH]
    numbers = {index for index in free if _is_page_number(lines, index)}
    return frozenset(numbers | _repeated(lines, free, numbers) | _own_pages(lines, free))


def _is_page_number(lines: Sequence[Line], index: int) -> bool:
    line = lines[index]
    if line.note or (line.label and line.label.rank is not Rank.BULLET):
        return False
    # Markdown takes the first dash of "- 3 -" for a bullet.
    dashed = f"- {line.text}" if line.computed else line.text
    if _DASHED.fullmatch(dashed) or _OWN_PAGE.fullmatch(line.text):
        return True
    if _BARE.fullmatch(line.text) or _COUNTED.fullmatch(line.text):
        return at_edge(lines, index) or _interrupts(lines, index)
    return False


def at_edge(lines: Sequence[Line], index: int) -> bool:
    """Whether a line is the first or last on a page of the file."""
    page = lines[index].page
    if page is None:
        return False
    before = lines[index - 1].page if index else page
    after = lines[index + 1].page if index + 1 < len(lines) else page
    return before != page or after != page or index + 1 == len(lines)


def _interrupts(lines: Sequence[Line], index: int) -> bool:
    """Whether the sentence before a line goes on behind it."""
    if index == 0 or index + 1 >= len(lines):
        return False
    after = lines[index + 1]
    return not ends_sentence(lines[index - 1].text) and after.label is None and goes_on(after.text)


def _repeated(lines: Sequence[Line], free: Sequence[int], numbers: set[int]) -> set[int]:
    groups: dict[str, list[int]] = defaultdict(list)
    for index in free:
        line = lines[index]
        plain = line.label is None and line.place_ref is None and not goes_on(line.text)
        if plain and len(line.text.split()) >= 2:
            groups[re.sub(r"\d+", "#", line.text.lower())].append(index)
    return {
        index
        for group in groups.values()
        if _is_header(lines, group, numbers)
        for index in group[_kept(lines, group) :]
    }


def _is_header(lines: Sequence[Line], group: Sequence[int], numbers: set[int]) -> bool:
    if len(group) < 2 or ends_sentence(lines[group[0]].text):
        return False
    placed = sum(
        at_edge(lines, index)
        or bool({index - 1, index + 1} & numbers)
        # A line within a paragraph is that paragraph's, however often it comes back.
        or (_is_paragraph(lines, index) and _interrupts(lines, index))
        for index in group
    )
    # The title on a later page's edge is a header at once; other lines must come back on many pages.
    if _kept(lines, group):
        return placed >= 1
    often = placed * 3 >= (lines[-1].page or 0)
    return often and (placed >= 2 or (placed >= 1 and len(group) >= 3))


def _is_paragraph(lines: Sequence[Line], index: int) -> bool:
    line = lines[index]
    alone = index + 1 >= len(lines) or lines[index + 1].paragraph != line.paragraph
    return line.opens_paragraph and alone


def _kept(lines: Sequence[Line], group: Sequence[int]) -> int:
    # The title of the letter comes back as its header; the first time it is the title.
    return 1 if group[0] <= 3 and not _interrupts(lines, group[0]) else 0


def _own_pages(lines: Sequence[Line], free: Sequence[int]) -> set[int]:
    """Lines such as "Pagina 3" that count the letter's own pages, not the framework's."""
    groups: dict[str, list[int]] = defaultdict(list)
    for index in free:
        line = lines[index]
        if line.place_ref and not line.rest and len(line.place_ref.pages) == 1 and line.label is None:
            groups[line.place_ref.word].append(index)
    return {index for group in groups.values() for index in _counting(lines, group, len(groups))}


def _counting(lines: Sequence[Line], group: Sequence[int], spellings: int) -> Sequence[int]:
    """The group if it counts the letter's pages, else nothing."""
    heads = [lines[index] for index in group]
    numbers = [_number(line) for line in heads]
    if any(line.heading is not None or line.is_bold for line in heads):
        return ()
    if heads[0].page is not None:
        in_step = all(number == line.page for number, line in zip(numbers, heads, strict=True))
        return group if in_step and all(at_edge(lines, index) for index in group) else ()
    first = numbers[0]
    counting = first is not None and first <= 2 and numbers == list(range(first, first + len(numbers)))
    return group if spellings > 1 and counting and any(_interrupts(lines, index) for index in group) else ()


def _number(line: Line) -> int | None:
    label = line.place_ref.pages[0] if line.place_ref and line.place_ref.pages else ""
    return int(label) if label.isdecimal() else None
