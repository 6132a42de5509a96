"""A paragraph while it is being read: text comes in runs, and emphasis in each run anew."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from kader.domain.paragraphs import Emphasis, Paragraph


@dataclass
class OpenParagraph:
    """Collects runs into one paragraph; emphasis of neighbouring runs becomes one stretch."""

    shape: Paragraph
    pages: list[tuple[int, int]] = field(default_factory=list)
    length: int = 0
    _text: list[str] = field(default_factory=list)
    _marks: list[Emphasis] = field(default_factory=list)

    def add(self, text: str, kinds: Iterable[str] = ()) -> None:
        for kind in kinds:
            self._mark(kind, self.length, self.length + len(text))
        self._text.append(text)
        self.length += len(text)

    def _mark(self, kind: str, start: int, end: int) -> None:
        for place, mark in enumerate(self._marks):
            if mark.kind == kind and mark.end == start:
                self._marks[place] = replace(mark, end=end)
                return
        self._marks.append(Emphasis(kind, start, end))

    def on_page(self, page: int) -> None:
        """What comes next stands on this page."""
        if not self.pages or self.pages[-1][1] != page:
            self.pages.append((self.length, page))

    @property
    def text(self) -> str:
        return "".join(self._text)

    def paragraph(self, page: int | None) -> Paragraph:
        """What was read; `page` counts when no text said on which page it stands."""
        return replace(
            self.shape,
            text=self.text,
            marks=tuple(self._marks),
            page=self.pages[0][1] if self.pages else page,
            breaks=tuple(self.pages[1:]),
        )
