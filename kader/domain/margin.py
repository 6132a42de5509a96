"""Some do not write a letter: they send the framework back, with remarks in its margin and words changed.

What stands in a margin is tied to words of the text. Those words, with what stands around them, are what is
left when the page numbers and the file have changed.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

CONTEXT = 64
"""Code points kept before and after a passage, to tell it from its like."""
_SENTENCE_END = re.compile(r"(?<=[.!?…:])\s+(?=\S)|\n")
_LONGEST_SENTENCE = 400


@dataclass(frozen=True, slots=True)
class MarginReply:
    """An answer in the margin to a remark; `date` is ISO 8601 or None."""

    author: str | None
    date: str | None
    text: str


@dataclass(frozen=True, slots=True)
class MarginComment:
    """A remark in the margin, or a tracked change.

    passage         the marked words, as they were before anybody changed them
    prefix, suffix  what stands directly before and after them
    text            the remark, or what the change asks in words
    proposal        the words that a tracked change puts in the place of the passage; "" takes them out,
                    None for a remark that changes nothing
    """

    author: str | None
    date: str | None
    passage: str
    prefix: str
    suffix: str
    text: str
    replies: tuple[MarginReply, ...] = ()
    proposal: str | None = None

    def thread(self) -> str:
        """The remark and its replies, a line each."""
        return "\n".join([self.text, *(said(reply) for reply in self.replies)])


def said(reply: MarginReply) -> str:
    """A reply with who gave it."""
    return f"{reply.author}: {reply.text}" if reply.author else reply.text


def remark_on(
    original: str, start: int, end: int, author: str | None, date: str | None, text: str
) -> MarginComment:
    """A remark on code points [start, end) of a file's original text; on a point, its sentence is meant."""
    if not original[start:end].strip():
        start, end = sentence_at(original, start)
    start, end = _trimmed(original, start, end)
    return MarginComment(
        author=author,
        date=date,
        passage=original[start:end],
        prefix=original[max(0, start - CONTEXT) : start],
        suffix=original[end : end + CONTEXT],
        text=text.strip(),
    )


def change_of(
    original: str, start: int, end: int, new: str, author: str | None, date: str | None
) -> MarginComment:
    """A tracked change of code points [start, end) of the original text into `new`, as a proposal.

    A change within a word is told of the whole word; words put in where none were taken out are told with the
    words beside them, so that the proposal has a place.
    """
    old = original[start:end]
    low, high = _whole_words(original, start, end)
    text = _in_words(old, new)
    if not old.strip() or (low, high) != (start, end):
        if not old.strip():
            low, high = _beside(original, start, end)
        new = original[low:start] + new + original[end:high]
    low, high = _trimmed(original, low, high)
    remark = remark_on(original, low, high, author, date, text)
    return MarginComment(
        author, date, remark.passage, remark.prefix, remark.suffix, remark.text, proposal=new.strip()
    )


def _in_words(old: str, new: str) -> str:
    old, new = " ".join(old.split()), " ".join(new.split())
    if old and new:
        return f"Vervang ‘{old}’ door ‘{new}’."
    return f"Voeg in: ‘{new}’." if new else f"Schrap: ‘{old}’."


def _whole_words(text: str, start: int, end: int) -> tuple[int, int]:
    while start and end > start and text[start - 1].isalnum() and text[start].isalnum():
        start -= 1
    while end < len(text) and end > start and text[end].isalnum() and text[end - 1].isalnum():
        end += 1
    return start, end


def _beside(text: str, start: int, end: int) -> tuple[int, int]:
    """The word before and the word behind a place, within its paragraph."""
    before = re.search(r"\S*[^\S\n]*$", text[max(0, start - 200) : start])
    behind = re.match(r"[^\S\n]*\S*", text[end : end + 200])
    return start - (len(before.group()) if before else 0), end + (behind.end() if behind else 0)


def sentence_at(text: str, place: int) -> tuple[int, int]:
    """The sentence in which a place stands; at most 400 code points to each side."""
    low, high = max(0, place - _LONGEST_SENTENCE), min(len(text), place + _LONGEST_SENTENCE)
    ends = [match.span() for match in _SENTENCE_END.finditer(text, low, high)]
    start = max((end for _, end in ends if end <= place), default=low)
    stop = min((begin for begin, _ in ends if begin >= place), default=high)
    if not text[start:stop].strip():
        # The place stands behind the last word of its paragraph.
        start = max((end for _, end in ends if end < start), default=low)
    return start, stop


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end
