"""Headers, footers and page numbers belong to the paper: they stand at its edge and come back."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence

from kader.domain.importing.plain_lines import comes_back, shape
from kader.formats.pdf_lines import PdfLine

_EDGE_LINES = 6
_EDGE = 0.12
"""The part of the page's height, above and below, in which running lines stand."""
_PAGE_NUMBER = re.compile(
    r"(?:.{0,70}[\s|–-])?(?:pagina|pag\.?|blz\.?|bladzijde|page|p\.)\s*\d{1,4}\s*(?:van|of|/|uit)\s*\d{1,4}[\s|.]*"
    r"|[-–—|]?\s*\d{1,4}\s*[-–—|]?|\d{1,4}\s*(?:/|van)\s*\d{1,4}|[ivxl]{1,6}",
    re.IGNORECASE,
)
_SAME_PLACE = 4.0


def without_running(pages: Sequence[Sequence[PdfLine]], heights: Sequence[float]) -> list[list[PdfLine]]:
    """The lines of each page without those that belong to the paper."""
    running = running_lines(pages, heights)
    return [
        [line for place, line in enumerate(lines) if (page, place) not in running]
        for page, lines in enumerate(pages)
    ]


def running_lines(pages: Sequence[Sequence[PdfLine]], heights: Sequence[float]) -> set[tuple[int, int]]:
    """(page, line), both from 0, of the lines that belong to the paper."""
    edges = [_at_edge(lines, height) for lines, height in zip(pages, heights, strict=True)]
    running: set[tuple[int, int]] = set()
    groups: dict[tuple[str, int], list[tuple[int, int]]] = defaultdict(list)
    for page, places in enumerate(edges):
        for place in places:
            line = pages[page][place]
            if _PAGE_NUMBER.fullmatch(line.text):
                running.add((page, place))
            groups[shape(line.text), round(line.top / _SAME_PLACE)].append((page, place))
    for group in groups.values():
        if _comes_back(pages, group):
            running.update(group)
    return running


def _at_edge(lines: Sequence[PdfLine], height: float) -> list[int]:
    free = [place for place, line in enumerate(lines) if line.table is None]
    above = [p for p in free if lines[p].bottom < _EDGE * height]
    below = [p for p in free if lines[p].top > (1 - _EDGE) * height]
    above.sort(key=lambda p: lines[p].top)
    below.sort(key=lambda p: -lines[p].top)
    return [*above[:_EDGE_LINES], *below[:_EDGE_LINES]]


def _comes_back(pages: Sequence[Sequence[PdfLine]], group: Sequence[tuple[int, int]]) -> bool:
    """Whether a line stands at the same height on several pages, its number, if any, counting along."""
    on = {page: pages[page][place].text for page, place in group}
    return len(on) >= 0.25 * len(pages) and comes_back(on, 2)
