"""A file with tracked changes holds two texts; remarks in its margin are about the one that was sent out.

Readers walk the file and tell what they meet; what comes out are the remarks and changes on the original,
with what was deleted still in it and what was inserted left out.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from kader.domain.margin import MarginComment, MarginReply, change_of, remark_on


@dataclass
class Note:
    """A remark as the file keeps it; `answers` is the id of the remark it replies to."""

    author: str | None
    date: str | None
    text: str
    answers: str | None = None
    start: int | None = None
    end: int | None = None


@dataclass
class _Change:
    author: str | None
    date: str | None
    start: int
    end: int
    new: str = ""


@dataclass
class MarkedText:
    """The original text as far as it was walked, and what was met on the way."""

    notes: dict[str, Note] = field(default_factory=dict)
    length: int = 0
    _pieces: list[str] = field(default_factory=list)
    _changes: list[_Change] = field(default_factory=list)
    _open: _Change | None = None

    def kept(self, text: str) -> None:
        """Text that nobody changed."""
        if text:
            self._open = None
            self._append(text)

    def deleted(self, text: str, author: str | None, date: str | None) -> None:
        change = self._changing(author, date)
        self._append(text)
        change.end = self.length

    def inserted(self, text: str, author: str | None, date: str | None) -> None:
        self._changing(author, date).new += text

    def end_paragraph(self) -> None:
        # A new paragraph within an insertion is no end of the original's paragraph.
        if self._pieces and not self._pieces[-1].endswith("\n"):
            self.kept("\n")

    def begins(self, note: str) -> None:
        if note in self.notes and self.notes[note].start is None:
            self.notes[note].start = self.length

    def ends(self, note: str) -> None:
        if note in self.notes:
            self.notes[note].end = self.length

    def at(self, note: str) -> None:
        """The mark of a remark that may have no range of its own."""
        self.begins(note)
        if note in self.notes and self.notes[note].end is None:
            self.notes[note].end = self.length

    def _append(self, text: str) -> None:
        self._pieces.append(text)
        self.length += len(text)

    def _changing(self, author: str | None, date: str | None) -> _Change:
        if self._open is None or self._open.author != author:
            self._open = _Change(author, date, self.length, self.length)
            self._changes.append(self._open)
        return self._open

    def comments(self) -> tuple[MarginComment, ...]:
        """All remarks and changes, in the order of the text; replies stand with their remark."""
        original = "".join(self._pieces)
        found = [*self._remarks(original), *self._proposals(original)]
        return tuple(comment for _, comment in sorted(found, key=lambda pair: pair[0]))

    def _remarks(self, original: str) -> Iterator[tuple[int, MarginComment]]:
        replies: dict[str, list[MarginReply]] = {}
        for key, note in self.notes.items():
            top = self._top(key)
            if top != key and note.text.strip():
                replies.setdefault(top, []).append(MarginReply(note.author, note.date, note.text.strip()))
        for key, note in self.notes.items():
            if self._top(key) != key or not (note.text.strip() or key in replies):
                continue
            start = self.length if note.start is None else note.start
            end = start if note.end is None else max(start, note.end)
            remark = remark_on(original, start, end, note.author, note.date, note.text)
            yield start, replace(remark, replies=tuple(replies.get(key, ())))

    def _top(self, key: str) -> str:
        """The remark at the head of a thread; a damaged file may let two answer each other."""
        seen = {key}
        while (above := self.notes[key].answers) in self.notes and above not in seen:
            key = above or key
            seen.add(key)
        return key

    def _proposals(self, original: str) -> Iterator[tuple[int, MarginComment]]:
        for change in self._changes:
            old = original[change.start : change.end]
            if (old + change.new).strip() and " ".join(old.split()) != " ".join(change.new.split()):
                yield (
                    change.start,
                    change_of(original, change.start, change.end, change.new, change.author, change.date),
                )
