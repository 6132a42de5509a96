"""A text that Kader wrote as Word or ODT says itself where its pages begin: "p. 4", in a style of its own.

Such a mark is no part of the text. Where there are any, they are the pages, whatever else the file says.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from kader.domain.importing.values import Manuscript
from kader.domain.paragraphs import Emphasis, Paragraph

_MARK = "page"
_LABEL = re.compile(r"\[?\s*p\.\s*(\S+?)\s*\]?\s*")
PAGE_MARK = re.compile(r"\[p\. (?:\d{1,4}|[ivxlc]{1,7}|[A-Z]{1,2}-\d{1,3})\][ \t]?")
"""The same in plain text: "[p. 4]"."""
_FEWEST_MARKS = 2


def has_own_marks(paragraphs: Sequence[Paragraph]) -> bool:
    return any(mark.kind == _MARK for paragraph in paragraphs for mark in paragraph.marks)


def typed_marks(paragraph: Paragraph) -> Paragraph:
    """A paragraph of plain text, with the page marks in it known as such."""
    found = tuple(Emphasis(_MARK, *match.span()) for match in PAGE_MARK.finditer(paragraph.text))
    return replace(paragraph, marks=(*paragraph.marks, *found)) if found else paragraph


def are_typed(text: str) -> bool:
    """Whether a plain text tells its pages with marks: one alone may be a reference."""
    return len(PAGE_MARK.findall(text)) >= _FEWEST_MARKS


def with_own_marks(manuscript: Manuscript) -> Manuscript:
    """The manuscript with the pages that its page marks tell; as it is when it has none."""
    if not has_own_marks(manuscript.paragraphs):
        return manuscript
    paging = _Paging()
    paragraphs = tuple(made for p in manuscript.paragraphs if (made := paging.take(p)) is not None)
    return replace(manuscript, paragraphs=paragraphs, labels=tuple(paging.labels))


@dataclass
class _Paging:
    """Counts pages as their marks come by."""

    labels: list[tuple[int, str]] = field(default_factory=list)

    @property
    def _page(self) -> int | None:
        return self.labels[-1][0] if self.labels else None

    def take(self, paragraph: Paragraph) -> Paragraph | None:
        """The paragraph on its page, without marks; None when it was nothing but one."""
        shown = replace(paragraph, page=self._page, breaks=())
        marks = sorted((m for m in paragraph.marks if m.kind == _MARK), key=lambda m: -m.start)
        breaks = list(_breaks(paragraph.text, marks))
        for mark in marks:
            shown = _without(shown, mark)
        removed = {mark.start: mark.end - mark.start for mark in marks}
        for offset, label in reversed(breaks):
            self.labels.append(((self._page or 0) + 1, label))
            place = offset - sum(size for start, size in removed.items() if start < offset)
            shown = replace(shown, breaks=(*shown.breaks, (place, self._page or 0)))
        if not shown.text.strip():
            return None
        return _opened(shown)


def _breaks(text: str, marks: Iterable[Emphasis]) -> Iterator[tuple[int, str]]:
    """(offset, label) of the marks that name a page."""
    for mark in marks:
        found = _LABEL.fullmatch(text[mark.start : mark.end])
        if found:
            yield mark.start, found[1]


def _opened(paragraph: Paragraph) -> Paragraph:
    """A break at the very start is the page of the paragraph."""
    if paragraph.breaks and not paragraph.text[: paragraph.breaks[0][0]].strip():
        return replace(paragraph, page=paragraph.breaks[0][1], breaks=paragraph.breaks[1:])
    return paragraph


def _without(paragraph: Paragraph, cut: Emphasis) -> Paragraph:
    size = cut.end - cut.start

    def moved(offset: int) -> int:
        return offset if offset <= cut.start else max(cut.start, offset - size)

    marks = (replace(m, start=moved(m.start), end=moved(m.end)) for m in paragraph.marks if m != cut)
    return replace(
        paragraph,
        text=paragraph.text[: cut.start] + paragraph.text[cut.end :],
        marks=tuple(mark for mark in marks if mark.end > mark.start),
        cites=tuple((moved(offset), note) for offset, note in paragraph.cites),
        links=tuple((moved(start), moved(end), address) for start, end, address in paragraph.links),
    )
