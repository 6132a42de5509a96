"""Markdown as CommonMark reads it, with tables; lists keep the numbers that were typed."""

from __future__ import annotations

from dataclasses import dataclass, field

from markdown_it import MarkdownIt
from markdown_it.token import Token

from kader.domain.paragraphs import Cell, Emphasis, Paragraph
from kader.formats.markdown_notes import with_notes
from kader.formats.text_bytes import decode

_KINDS = {"em": "italic", "strong": "bold", "s": "strike"}
# A letter indents for looks, so four spaces never mean program code; and what defines a link or a note is
# text that must not disappear.
_PARSER = (
    MarkdownIt("commonmark", {"html": False})
    .enable(["table", "strikethrough"])
    .disable(["code", "reference"])
)


def read_markdown(content: bytes) -> tuple[Paragraph, ...]:
    """The paragraphs of a markdown file; form feeds start a page. Raises UnreadableDocument."""
    pages = decode(content).split("\f")
    reading = _Reading()
    for number, page in enumerate(pages, start=1):
        reading.page = number if len(pages) > 1 else None
        for token in _PARSER.parse(page):
            reading.take(token)
    return with_notes(reading.paragraphs)


@dataclass
class _Reading:
    """Walks the tokens and remembers in which list, heading and cell it is."""

    paragraphs: list[Paragraph] = field(default_factory=list)
    page: int | None = None
    labels: list[str | None] = field(default_factory=list)
    heading: int | None = None
    table: int = -1
    row: int = 0
    column: int = 0
    in_table: bool = False

    def take(self, token: Token) -> None:
        if token.type == "inline":
            self._inline(token)
        elif token.type == "list_item_open":
            self.labels.append(token.info or "•")
        elif token.type == "list_item_close":
            self.labels.pop()
        elif token.type in ("heading_open", "heading_close"):
            self.heading = int(token.tag[1]) if token.nesting == 1 else None
        elif token.type in ("fence", "code_block", "html_block"):
            self._add(token.content.strip("\n"), ())
        else:
            self._table(token)

    def _table(self, token: Token) -> None:
        if token.type == "table_open":
            self.table, self.row, self.in_table = self.table + 1, -1, True
        elif token.type == "table_close":
            self.in_table = False
        elif token.type == "tr_open":
            self.row, self.column = self.row + 1, -1
        elif token.type in ("td_open", "th_open"):
            self.column += 1

    def _inline(self, token: Token) -> None:
        text, marks = _flatten(token.children or [])
        self._add(text, marks)

    def _add(self, text: str, marks: tuple[Emphasis, ...]) -> None:
        if not text.strip():
            return
        label = self.labels[-1] if self.labels else None
        cell = Cell(self.table, self.row, self.column) if self.in_table else None
        self.paragraphs.append(Paragraph(text, marks, self.heading, label, len(self.labels), cell, self.page))
        if self.labels:
            # The second paragraph of a list item has no label of its own.
            self.labels[-1] = None


def _flatten(tokens: list[Token]) -> tuple[str, tuple[Emphasis, ...]]:
    text = ""
    marks: list[Emphasis] = []
    opened: list[int] = []
    for token in tokens:
        kind = _KINDS.get(token.tag)
        if kind and token.nesting == 1:
            opened.append(len(text))
        elif kind and token.nesting == -1:
            marks.append(Emphasis(kind, opened.pop(), len(text)))
        elif token.type in ("softbreak", "hardbreak"):
            text += "\n"
        else:
            text += token.content
    return text, tuple(marks)
