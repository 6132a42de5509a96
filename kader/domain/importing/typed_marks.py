"""In a text file people type their emphasis: *this*, **that**, [a link](https://...)."""

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, field

from kader.domain.paragraphs import Emphasis

# Lengths are bounded, so that a text of unclosed signs is read in linear time.
_TYPED = re.compile(
    r"\\(?P<sign>[()\[\]*_#\\])"
    r"|(?<!!)\[(?P<name>(?:[^\[\]\n\\]|\\.){1,400})\]\((?P<address>#[\w-]*|https?://[^\s()]{1,500}|mailto:[^\s()]{1,200})\)"
    r"|(?<![\w*\\])(?P<stars>\*{1,3})(?=[^\s*])(?P<inner>[^*\n]{0,400}[^\s*])(?P=stars)(?![\w*])"
)
_KINDS = {1: ("italic",), 2: ("bold",), 3: ("bold", "italic")}


@dataclass(slots=True)
class Typed:
    """A text without its signs, and what the signs said."""

    text: str = ""
    marks: list[Emphasis] = field(default_factory=list)
    links: list[tuple[int, int, str]] = field(default_factory=list)
    kept: list[int] = field(default_factory=list)

    def shift(self, offset: int) -> int:
        """Where in the text the code point stands that stood at `offset` in what was typed."""
        return bisect_left(self.kept, offset)


def without_signs(typed: str) -> Typed:
    found = Typed()
    _take(typed, 0, len(typed), found)
    found.text = "".join(typed[place] for place in found.kept)
    return found


def _take(typed: str, position: int, end: int, into: Typed) -> None:
    for match in _TYPED.finditer(typed, position, end):
        into.kept += range(position, match.start())
        position = match.end()
        start = len(into.kept)
        group = next(name for name in ("sign", "name", "inner") if match[name] is not None)
        if group == "sign":
            into.kept += range(*match.span(group))
            continue
        _take(typed, *match.span(group), into)
        if match["name"] and not match["address"].startswith("#"):
            into.links.append((start, len(into.kept), match["address"]))
        into.marks += _marks(match["stars"] or "", start, len(into.kept))
    into.kept += range(position, end)


def _marks(stars: str, start: int, end: int) -> Sequence[Emphasis]:
    return [Emphasis(kind, start, end) for kind in _KINDS.get(len(stars), ())]
