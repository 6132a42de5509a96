"""A text file knows lines, where a document has pages, headers and paragraphs; here lines get their page.

Pages end at form feeds, or where a page number stands on a line of its own. Headers and footers are known by
coming back at the same edge of pages, page numbers by counting.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

_WORD = r"(?:pagina|pag\.?|bladzijde|blz\.?|page|p\.)"
_LABEL = r"\d{1,4}|[ivxlc]{1,7}|[A-Z]-\d{1,3}"
_NAMED_PAGE = re.compile(rf"(?i:[-–—|\s]*{_WORD}\s*)({_LABEL})(?i:\s*(?:van|of|/|uit)\s*\d+)?[-–—|\s]*")
_DASHED_PAGE = re.compile(rf"[-–—|]\s*({_LABEL})\s*[-–—|]")
_BARE_PAGE = re.compile(rf"({_LABEL})|({_LABEL})\s*(?:van|/)\s*\d+")
_NUMBER_AT_EDGE = re.compile(rf"^(?:{_WORD}\s*)?({_LABEL})\b|\b({_LABEL})$", re.IGNORECASE)
_PART = re.compile(r"(?:deel|hoofdstuk|bijlage|paragraaf|artikel)\b", re.IGNORECASE)
_EDGE = 3
"""So many lines at the top and at the foot of a page can be a header or a footer."""


@dataclass(frozen=True, slots=True)
class Line:
    """`text` without the space around it, "" for a blank line; `indent` in columns, `page` from 1."""

    text: str
    indent: int = 0
    page: int | None = None


@dataclass(frozen=True, slots=True)
class PagedLines:
    lines: tuple[Line, ...]
    labels: tuple[tuple[int, str], ...] = ()
    left_out: tuple[str, ...] = ()


def paged_lines(text: str) -> PagedLines:
    """The lines of a text with their pages, without headers, footers and page numbers."""
    lines = [_line(part) for part in text.strip("\f\n").split("\f")]
    pages = lines if len(lines) > 1 else _at_numbers(lines[0])
    if len(pages) == 1:
        return PagedLines(tuple(pages[0]))
    return without_running(pages)


def _line(text: str) -> list[Line]:
    expanded = (line.expandtabs(8) if line[:1].isspace() else line for line in text.split("\n"))
    return [Line(line.strip(), len(line) - len(line.lstrip())) for line in expanded]


def without_running(pages: Sequence[Sequence[Line]]) -> PagedLines:
    """Pages of lines as one run of lines; what comes back at their edges is taken out and told."""
    edges = [_edges(page) for page in pages]
    running = _running(pages, edges)
    labels: dict[int, str] = {}
    left_out: Counter[str] = Counter()
    kept: list[Line] = []
    for number, (page, edge) in enumerate(zip(pages, edges, strict=True), start=1):
        gone = {index for index, side in edge if (shape(page[index].text), side) in running}
        for index in sorted(gone):
            label = page_label(page[index].text)
            if label and number not in labels:
                labels[number] = label
            if not is_page_number(page[index].text):
                left_out[re.sub(r"\s+", " ", page[index].text)] += 1
        kept += [Line(line.text, line.indent, number) for index, line in enumerate(page) if index not in gone]
        kept.append(Line("", page=number))
    return PagedLines(tuple(kept), counted(labels), tuple(text for text, _ in left_out.most_common(5)))


def counted(labels: dict[int, str]) -> tuple[tuple[int, str], ...]:
    """Labels that differ from page to page; numbers that do not count along are no page numbers."""
    values = [label.lower() for label in labels.values()]
    return tuple(sorted(labels.items())) if len(set(values)) == len(values) else ()


def page_label(text: str) -> str | None:
    """The page that a header or footer names: "Pagina 3 van 9", "- iv -", "Kader jeugd | 12"."""
    for form in (_NAMED_PAGE, _DASHED_PAGE, _BARE_PAGE):
        found = form.fullmatch(text)
        if found:
            return next(group for group in found.groups() if group)
    found = _NUMBER_AT_EDGE.search(text)
    return next((group for group in found.groups() if group), None) if found else None


def is_page_number(text: str) -> bool:
    return any(form.fullmatch(text) for form in (_NAMED_PAGE, _DASHED_PAGE, _BARE_PAGE))


def _edges(page: Sequence[Line]) -> list[tuple[int, str]]:
    """The lines at the edges of a page: their index, and which edge; on a short page they are at both."""
    filled = [index for index, line in enumerate(page) if line.text]
    return [(index, "top") for index in filled[:_EDGE]] + [(index, "foot") for index in filled[-_EDGE:]]


def shape(text: str) -> str:
    """A line without its page number: what a header or footer has in common on each page."""
    if is_page_number(text):
        return "#"
    return re.sub(r"\d+|\b[ivxlc]+$", "#", " ".join(text.lower().split()))


def _running(
    pages: Sequence[Sequence[Line]], edges: Sequence[Sequence[tuple[int, str]]]
) -> set[tuple[str, str]]:
    """(shape, edge) of the lines that come back on enough pages; left and right pages may differ."""
    seen: dict[tuple[str, str], dict[int, str]] = defaultdict(dict)
    for number, (page, edge) in enumerate(zip(pages, edges, strict=True)):
        for index, side in edge:
            if len(page[index].text) <= 120 and not _PART.match(page[index].text):
                seen[shape(page[index].text), side][number] = page[index].text
    enough = max(2, round(len(pages) * 0.3))
    return {key for key, on in seen.items() if comes_back(on, 2 if key[0] == "#" else enough)}


def comes_back(on: dict[int, str], enough: int) -> bool:
    """Whether the lines, by page, are one line: the same each time, or with a number that counts pages."""
    if len(on) < enough:
        return False
    if len(set(on.values())) == 1:
        return True
    labels = {number: page_label(text) or "" for number, text in on.items()}
    steps = {int(label) - number for number, label in labels.items() if label.isdecimal()}
    # Numbering may begin anew once, as after a preface; in a few pages that would be chance.
    few = len(steps) <= 1 or (len(steps) == 2 and len(on) >= 4)
    return few and all(labels.values())


# -- pages that only their numbers tell ----------------------------------------------------------------------


def _at_numbers(lines: Sequence[Line]) -> list[list[Line]]:
    """Cut at page numbers that count up on lines of their own; one page when there are none."""
    spots = _counting_numbers(lines)
    if not spots:
        return [list(lines)]
    at_foot = any(line.text for line in lines[: spots[0]])
    cuts = [spot + 1 for spot in spots] if at_foot else spots
    ends = [0, *[cut for cut in cuts if cut], len(lines)]
    pages = [list(lines[start:end]) for start, end in pairwise(ends)]
    return [page for page in pages if any(line.text for line in page)]


def _counting_numbers(lines: Sequence[Line]) -> list[int]:
    for form, fewest in ((_NAMED_PAGE, 2), (_DASHED_PAGE, 2), (re.compile(r"(\d{1,4})"), 3)):
        found = [(i, form.fullmatch(line.text)) for i, line in enumerate(lines) if line.text]
        numbers = [(i, match[1]) for i, match in found if match and _alone(lines, i)]
        if len(numbers) >= fewest and _counts(value for _, value in numbers):
            return [index for index, _ in numbers]
    return []


def _alone(lines: Sequence[Line], index: int) -> bool:
    """Whether a line has a blank line, or the edge of the text, on at least one side."""
    around = [lines[i].text for i in (index - 1, index + 1) if 0 <= i < len(lines)]
    return len(around) < 2 or not all(around)


def _counts(values: Iterable[str]) -> bool:
    numbers = [int(value) for value in values if value.isdecimal()]
    return len(numbers) >= 2 and all(after == before + 1 for before, after in pairwise(numbers))
