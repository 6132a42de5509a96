"""OpenDocument keeps the numbers of a list out of the text as well; they are computed as ODF 1.3, 5.3 says.

A list counts from its style's start value, unless it continues another list or an item names its own number.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from lxml import etree

from kader.formats.docx_numbering import in_form
from kader.formats.odt_styles import STYLE, TEXT

_FORMS = {"1": "decimal", "a": "lowerLetter", "A": "upperLetter", "i": "lowerRoman", "I": "upperRoman"}
_MOST_LEVELS = 10
_LEVELS = ("list-level-style-number", "list-level-style-bullet", "list-level-style-image")


@dataclass(frozen=True, slots=True)
class Level:
    """How one level counts and prints; `bullet` instead of a number where it is not empty."""

    start: int = 1
    form: str = "decimal"
    bullet: str = ""
    shown: int = 1
    prefix: str = ""


@dataclass
class Counters:
    """The running numbers of one list, by level from 0."""

    style: str
    values: list[int | None] = field(default_factory=lambda: [None] * _MOST_LEVELS)


class ListStyles:
    """The list styles of a document, and its numbering of headings, by name and level from 0."""

    def __init__(self, *roots: etree._Element | None) -> None:
        self._levels: dict[str, dict[int, Level]] = {}
        self.outline: dict[int, Level] = {}
        for root in roots:
            for style in root.iter(f"{TEXT}list-style") if root is not None else ():
                self._levels[style.get(f"{STYLE}name", "")] = _levels(style, _LEVELS)
            for style in root.iter(f"{TEXT}outline-style") if root is not None else ():
                self.outline = _levels(style, ("outline-level-style",))

    def levels(self, name: str) -> dict[int, Level]:
        return self._levels.get(name, {})


def _levels(style: etree._Element, names: tuple[str, ...]) -> dict[int, Level]:
    found = {}
    for element in style:
        name = etree.QName(element).localname if isinstance(element.tag, str) else ""
        if name in names:
            found[number(element.get(f"{TEXT}level"), 1) - 1] = _level(element, name)
    return found


def _level(element: etree._Element, name: str) -> Level:
    if name not in ("list-level-style-number", "outline-level-style"):
        # Symbol fonts keep their bullets where no letter stands.
        sign = element.get(f"{TEXT}bullet-char", "•")
        return Level(bullet="•" if not sign or "\ue000" <= sign <= "\uf8ff" else sign)
    return Level(
        start=number(element.get(f"{TEXT}start-value"), 1),
        form=_FORMS.get(element.get(f"{STYLE}num-format", ""), "none"),
        shown=number(element.get(f"{TEXT}display-levels"), 1),
        prefix=element.get(f"{STYLE}num-prefix", ""),
    )


def counted(levels: dict[int, Level], values: list[int | None], depth: int, start: int | None) -> str | None:
    """Count one on at `depth` (from 0) and give the label that is printed; None where none is."""
    if not 0 <= depth < _MOST_LEVELS:
        return None
    level = levels.get(depth, Level())
    before = values[depth]
    after = level.start if before is None else before + 1
    values[depth] = after if start is None else start
    values[depth + 1 :] = [None] * (_MOST_LEVELS - depth - 1)
    if level.bullet:
        return level.bullet
    return _printed(levels, values, depth, level)


def _printed(levels: dict[int, Level], values: list[int | None], depth: int, level: Level) -> str | None:
    if level.form == "none":
        return None
    shown = []
    for place in range(max(0, depth + 1 - level.shown), depth + 1):
        form = levels.get(place, Level()).form
        value = values[place]
        if form != "none":
            shown.append(in_form(levels.get(place, Level()).start if value is None else value, form))
    words = re.sub(r"[^\w]+$", "", level.prefix.strip())
    return f"{words} {'.'.join(shown)}" if words else ".".join(shown)


def number(text: str | None, otherwise: int) -> int:
    return int(text) if text is not None and re.fullmatch(r"\d{1,6}", text) else otherwise
