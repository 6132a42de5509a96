"""Sub-remarks stand below their remark in one cell, as "a. ...", "b. ...", and are told apart again.

A line of the remark itself may begin just so. It gets a word joiner (U+2060, which nobody sees) before it,
and loses it again when it is read.
"""

from __future__ import annotations

from collections.abc import Sequence

JOINER = "\u2060"


def letter(at: int) -> str:
    """a, b, ..., z, aa, ab: the mark of a sub-remark, from 0."""
    return ("" if at < 26 else letter(at // 26 - 1)) + chr(ord("a") + at % 26)


def as_lines(text: str, subs: Sequence[str]) -> str:
    """A remark and its sub-remarks as one text, to be read by `from_lines`."""
    lines = _kept(text, 0)
    for at, sub in enumerate(subs):
        first, *more = sub.split("\n")
        lines += [f"{letter(at)}. {first}", *_kept("\n".join(more), at + 1)]
    return "\n".join(line for line in lines if line)


def _kept(text: str, following: int) -> list[str]:
    """The lines of a text, none of which opens the sub-remark that comes next."""
    return [
        JOINER + line if _opens(line, following) or line.startswith(JOINER) else line
        for line in text.split("\n")
    ]


def _opens(line: str, at: int) -> bool:
    mark = f"{letter(at)}."
    return line == mark or line.startswith(f"{mark} ")


def from_lines(told: str) -> tuple[str, tuple[str, ...]]:
    """(the remark, its sub-remarks)."""
    texts: list[list[str]] = [[]]
    for line in told.split("\n"):
        if _opens(line, len(texts) - 1):
            texts.append([line.partition(".")[2].strip()])
        else:
            texts[-1].append(line.removeprefix(JOINER))
    text, *subs = ("\n".join(lines) for lines in texts)
    return text, tuple(subs)
