"""Markdown to blocks, pages and marks: the parser behind `reading_text.read`.

Two steps. `_Walk` follows the tokens of markdown-it-py (CommonMark with tables and footnotes, html off) and
collects drafts of blocks; `_lay_out` puts their text one after the other, footnotes last, and counts offsets.
Two things CommonMark does not know are added: the page marker `<!-- pagina 3 -->`, which may stand anywhere a
word may stand, and footnote bodies that nothing refers to (kept, at the very end: nothing is lost).
"""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token
from mdit_py_plugins.footnote import footnote_plugin

from kader.domain.text_blocks import Block, BlockKind, Cell, Mark, MarkKind, Page, ReadingText

_PAGE_MARKER = re.compile(r"<!--[ \t]*pagina[ \t]+([^\s>]+)[ \t]*-->", re.IGNORECASE)
_STYLES: dict[str, MarkKind] = {"em": "emphasis", "strong": "strong", "s": "strikethrough", "link": "link"}
_SOFT_HYPHEN = "\u00ad"
_WHITE_SPACE = re.compile(r"\s+")


def build(markdown: str) -> ReadingText:
    """The reading text of markdown without front matter."""
    env: dict[str, Any] = {}
    walk = _Walk()
    for token in _PARSER.parse(markdown, env):
        walk.take(token)
    walk.take_inline_notes(env.get("footnotes", {}).get("list", {}))
    return _lay_out(walk.body, walk.notes)


def _page_marker(state: StateInline, silent: bool) -> bool:
    found = _PAGE_MARKER.match(state.src, state.pos)
    if found is None:
        return False
    if not silent:
        state.push("page_marker", "", 0).content = found[1]
    state.pos = found.end()
    return True


def _parser() -> MarkdownIt:
    parser = MarkdownIt("commonmark", {"html": False}).enable(["table", "strikethrough"])
    footnote_plugin(parser, move_to_end=False)
    parser.inline.ruler.before("autolink", "page_marker", _page_marker)
    return parser


_PARSER = _parser()


# -- collecting ----------------------------------------------------------------------------------------------


@dataclass(slots=True)
class _Draft:
    """One block while its text comes in; offsets count its own code points."""

    kind: BlockKind
    level: int | None = None
    number: str | None = None
    note: str | None = None
    cell: Cell | None = None
    text: str = ""
    marks: list[Mark] = field(default_factory=list)
    pages: list[tuple[int, str]] = field(default_factory=list)

    def add(self, text: str) -> None:
        clean = _WHITE_SPACE.sub(" ", text.replace(_SOFT_HYPHEN, ""))
        if not self.text or self.text.endswith(" "):
            clean = clean.removeprefix(" ")
        self.text += clean

    def compose(self) -> None:
        """Bring the text to NFC without a trailing space, and marks and page breaks with it."""
        raw = self.text
        self.text = unicodedata.normalize("NFC", raw.rstrip(" "))
        if self.text == raw:
            return

        def moved(offset: int) -> int:
            return min(len(unicodedata.normalize("NFC", raw[:offset])), len(self.text))

        self.marks = [Mark(m.kind, moved(m.start), moved(m.end), m.value) for m in self.marks]
        self.pages = [(moved(offset), label) for offset, label in self.pages]


@dataclass(slots=True)
class _Item:
    """An open list item: its draft takes every paragraph until a nested list comes in between."""

    draft: _Draft | None


class _Walk:
    """Follows block tokens; `take` dispatches on the token's type."""

    def __init__(self) -> None:
        self.body: list[_Draft] = []
        self.notes: list[_Draft] = []
        self.lists: list[int | None] = []  # the next number of each open list, None for bullets
        self.items: list[_Item] = []
        self.note: _Draft | None = None
        self.quotes = 0
        self.heading: int | None = None
        self.table = self.row = self.column = -1
        self.in_cell = False

    def take(self, token: Token) -> None:
        handler = getattr(self, f"_{token.type}", None)
        if handler is not None:
            handler(token)

    def take_inline_notes(self, notes: dict[int, dict[str, Any]]) -> None:
        """Footnotes written in the running text as ^[...] have no definition tokens of their own."""
        for number, note in notes.items():
            if "tokens" in note:
                draft = _Draft("footnote", note=_inline_note_label(number))
                _write(draft, note["tokens"])
                self.notes.append(draft)

    def _heading_open(self, token: Token) -> None:
        self.heading = int(token.tag[1])

    def _heading_close(self, token: Token) -> None:
        self.heading = None

    def _blockquote_open(self, token: Token) -> None:
        self.quotes += 1

    def _blockquote_close(self, token: Token) -> None:
        self.quotes -= 1

    def _bullet_list_open(self, token: Token) -> None:
        self._open_list(None)

    def _ordered_list_open(self, token: Token) -> None:
        start = token.attrGet("start")
        self._open_list(1 if start is None else int(start))

    def _open_list(self, first: int | None) -> None:
        if self.items:
            self.items[-1].draft = None
        self.lists.append(first)

    def _bullet_list_close(self, token: Token) -> None:
        self.lists.pop()

    _ordered_list_close = _bullet_list_close

    def _list_item_open(self, token: Token) -> None:
        number = self.lists[-1]
        if number is not None:
            self.lists[-1] = number + 1
        draft = _Draft("list_item", len(self.lists), None if number is None else str(number))
        self.items.append(_Item(draft))
        if self.note is None:
            self.body.append(draft)

    def _list_item_close(self, token: Token) -> None:
        self.items.pop()

    def _table_open(self, token: Token) -> None:
        self.table += 1
        self.row = -1

    def _tr_open(self, token: Token) -> None:
        self.row += 1
        self.column = -1

    def _th_open(self, token: Token) -> None:
        self.column += 1
        self.in_cell = True

    _td_open = _th_open

    def _th_close(self, token: Token) -> None:
        self.in_cell = False

    _td_close = _th_close

    def _footnote_reference_open(self, token: Token) -> None:
        self.note = _Draft("footnote", note=token.meta["label"])
        self.notes.append(self.note)

    def _footnote_reference_close(self, token: Token) -> None:
        self.note = None

    def _inline(self, token: Token) -> None:
        draft = self._draft()
        draft.add(" ")  # paragraphs of one list item or footnote are one block
        _write(draft, token.children or [])
        if self.note is not None and draft.pages:
            # A marker on the line after a definition is a break in the body, not in the footnote.
            self.body.append(_Draft("paragraph", pages=[(0, label) for _, label in draft.pages]))
            draft.pages = []

    def _fence(self, token: Token) -> None:
        draft = self.note or _Draft("code")
        draft.add(" " + token.content)
        if draft is not self.note:
            self.body.append(draft)

    _code_block = _fence

    def _draft(self) -> _Draft:
        """The block that the coming text belongs to."""
        if self.note is not None:
            return self.note
        if self.heading is None and not self.in_cell and self.items and self.items[-1].draft is not None:
            return self.items[-1].draft
        draft = self._new_draft()
        self.body.append(draft)
        return draft

    def _new_draft(self) -> _Draft:
        if self.heading is not None:
            return _Draft("heading", self.heading)
        if self.in_cell:
            return _Draft("table_cell", cell=Cell(self.table, self.row, self.column, header=self.row == 0))
        return _Draft("quote" if self.quotes else "paragraph", len(self.items) or None)


def _write(draft: _Draft, tokens: Sequence[Token]) -> None:
    """Put inline tokens into a draft: text as text, emphasis and links as marks, page markers as breaks."""
    opened: list[tuple[MarkKind, int, str]] = []
    for token in tokens:
        name = token.type.removesuffix("_open").removesuffix("_close")
        at = len(draft.text)
        if name in _STYLES and token.nesting == 1:
            opened.append((_STYLES[name], at, str(token.attrGet("href") or "")))
        elif name in _STYLES and opened:
            kind, start, value = opened.pop()
            draft.marks.append(Mark(kind, start, at, value))
        else:
            _write_leaf(draft, token, at)


def _write_leaf(draft: _Draft, token: Token, at: int) -> None:
    match token.type:
        case "page_marker":
            draft.pages.append((at, token.content))
        case "footnote_ref":
            label = token.meta.get("label") or _inline_note_label(token.meta["id"])
            draft.marks.append(Mark("noteref", at, at, label))
        case "softbreak" | "hardbreak":
            draft.add(" ")
        case "image":
            _write(draft, token.children or [])
        case "code_inline":
            draft.add(token.content)
            draft.marks.append(Mark("code", at, len(draft.text)))
        case _:
            draft.add(token.content)


def _inline_note_label(number: int) -> str:
    return f"^{number + 1}"


# -- laying out ----------------------------------------------------------------------------------------------


class _Layout:
    def __init__(self) -> None:
        self.parts: list[str] = []
        self.blocks: list[Block] = []
        self.marks: list[Mark] = []
        self.page_starts: list[tuple[int, str]] = []
        self.waiting: list[str] = []
        self.length = 0
        self.section: str | None = None
        self.note_pages: dict[str, str | None] = {}

    def lay(self, draft: _Draft) -> None:
        """Append one block; breaks at its very end, or in a block without text, are for the next block."""
        draft.compose()
        text = draft.text
        if not text:
            self.waiting += [label for _, label in draft.pages]
            return
        start = self.length + (1 if self.parts else 0)
        self._break_pages(start, draft.pages, len(text))
        if draft.kind == "heading":
            self.section = text
        self.parts.append(text)
        self.length = start + len(text)
        self.marks += [Mark(m.kind, start + m.start, start + m.end, m.value) for m in draft.marks]
        self._remember_notes(start, draft.marks)
        self.blocks.append(self._block(draft, start))

    def _block(self, draft: _Draft, start: int) -> Block:
        page = self._page(start) if draft.note is None else self.note_pages.get(draft.note)
        section = self.section if draft.note is None else None
        end = start + len(draft.text)
        return Block(draft.kind, draft.level, start, end, page, section, draft.number, draft.note, draft.cell)

    def _break_pages(self, start: int, breaks: list[tuple[int, str]], length: int) -> None:
        self.page_starts += [(start, label) for label in self.waiting]
        self.page_starts += [(start + offset, label) for offset, label in breaks if offset < length]
        self.waiting = [label for offset, label in breaks if offset >= length]

    def _remember_notes(self, start: int, marks: list[Mark]) -> None:
        for mark in marks:
            if mark.kind == "noteref":
                self.note_pages.setdefault(mark.value, self._page(start + mark.start))

    def _page(self, offset: int) -> str | None:
        return next((label for start, label in reversed(self.page_starts) if start <= offset), None)

    def pages(self) -> tuple[Page, ...]:
        """Pages tile what has been laid out so far; a marker after the last words starts an empty page."""
        starts = self.page_starts + [(self.length, label) for label in self.waiting]
        ends = [start for start, _ in starts[1:]] + [self.length]
        return tuple(Page(label, start, end) for (start, label), end in zip(starts, ends, strict=False))


def _lay_out(body: Sequence[_Draft], notes: Sequence[_Draft]) -> ReadingText:
    layout = _Layout()
    for draft in body:
        layout.lay(draft)
    pages = layout.pages()
    for draft in _in_order_of_reference(notes, layout.note_pages):
        layout.lay(draft)
    return ReadingText("\n".join(layout.parts), pages, tuple(layout.blocks), tuple(layout.marks))


def _in_order_of_reference(notes: Sequence[_Draft], referred: dict[str, str | None]) -> list[_Draft]:
    order = {label: index for index, label in enumerate(referred)}
    return sorted(notes, key=lambda note: order.get(note.note or "", len(order)))
