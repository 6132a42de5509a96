"""Word keeps the numbers of a list out of the text; who cites "opmerking 9" cites a computed number.

Follows ECMA-376 part 1, 17.9: a `num` points at an `abstractNum`; paragraphs of all nums of one abstractNum
count on together, unless a num overrides the start; a level restarts after a higher level has counted.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from lxml import etree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_BULLETS = {"\uf0b7": "•", "\uf0a7": "▪", "\uf0d8": "➢", "\uf0fc": "✓", "\uf076": "❖", "\uf02d": "-", "": "•"}
_MAX_LEVEL = 9
_ROMAN = ((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"))
_ROMAN_SMALL = ((10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))


@dataclass(frozen=True, slots=True)
class Level:
    """One level of a list: where it starts, how it counts and prints, and after which level it restarts."""

    start: int = 1
    form: str = "decimal"
    pattern: str = ""
    restart: int | None = None


@dataclass
class Numbering:
    """Computes the printed label of each list paragraph, called in reading order."""

    abstract_of: dict[str, str] = field(default_factory=dict)
    levels: dict[str, dict[int, Level]] = field(default_factory=dict)
    starts: dict[str, dict[int, int]] = field(default_factory=dict)
    counters: dict[str, list[int | None]] = field(default_factory=dict)
    started: set[tuple[str, int]] = field(default_factory=set)
    styled: dict[tuple[str, str], int] = field(default_factory=dict)

    def depth_of_style(self, number: str, style: str) -> int:
        """The level, from 0, that a list keeps for the paragraphs of a style."""
        return self.styled.get((self.abstract_of.get(number, ""), style), 0)

    def label(self, number: str, depth: int) -> str | None:
        """The label of the next paragraph of list `number` at `depth` (from 0), or None outside any list."""
        printed = self.printed(number, depth)
        return None if printed is None else bare(printed)

    def printed(self, number: str, depth: int) -> str | None:
        """The same with the points and brackets that are printed around it."""
        abstract = self.abstract_of.get(number)
        if abstract is None or not 0 <= depth < _MAX_LEVEL:
            return None
        level = self.levels.get(abstract, {}).get(depth, Level())
        self._count(number, abstract, depth, level)
        if level.form == "bullet":
            return _BULLETS.get(level.pattern, level.pattern)
        if level.form == "none" and "%" not in level.pattern:
            return level.pattern or None
        return self._print(abstract, depth, level)

    def _count(self, number: str, abstract: str, depth: int, level: Level) -> None:
        counters = self.counters.setdefault(abstract, [None] * _MAX_LEVEL)
        override = self.starts.get(number, {}).get(depth)
        before = counters[depth]
        if override is not None and (number, depth) not in self.started:
            counters[depth] = override
        else:
            counters[depth] = level.start if before is None else before + 1
        self.started.add((number, depth))
        for deeper in range(depth + 1, _MAX_LEVEL):
            restart = self.levels.get(abstract, {}).get(deeper, Level()).restart
            if restart is None or depth < restart:
                counters[deeper] = None

    def _print(self, abstract: str, depth: int, level: Level) -> str:
        counters = self.counters[abstract]

        def number(match: re.Match[str]) -> str:
            place = int(match.group(1)) - 1
            shown = self.levels.get(abstract, {}).get(place, Level())
            value = counters[place]
            return in_form(shown.start if value is None else value, shown.form)

        return re.sub(r"%([1-9])", number, level.pattern or f"%{depth + 1}").strip()


def bare(printed: str) -> str:
    """A printed label without the points and brackets around it; a sign alone stays."""
    return printed.strip("().:;-–—•").strip() or printed


def in_form(value: int, form: str) -> str:
    """A counter as Word prints it in a number format; an unknown format prints as a decimal."""
    # Word itself stops at 780, which is "dd...d" thirty times.
    if form in ("lowerLetter", "upperLetter") and 0 < value <= 780:
        letters = chr(ord("a") + (value - 1) % 26) * ((value - 1) // 26 + 1)
        return letters.upper() if form == "upperLetter" else letters
    if form in ("lowerRoman", "upperRoman") and 0 < value < 4000:
        roman = _roman(value)
        return roman.upper() if form == "upperRoman" else roman
    return f"{value:02d}" if form == "decimalZero" else str(value)


def _roman(value: int) -> str:
    printed = ""
    for worth, sign in _ROMAN + _ROMAN_SMALL:
        times, value = divmod(value, worth)
        printed += sign * times
    return printed


def read_numbering(root: etree._Element | None) -> Numbering:
    """The lists of a document from its numbering part; an empty Numbering when there is none."""
    numbering = Numbering()
    if root is None:
        return numbering
    style_lists: dict[str, str] = {}
    links: dict[str, str] = {}
    for abstract in root.iterfind(f"{W}abstractNum"):
        identity = abstract.get(f"{W}abstractNumId", "")
        numbering.levels[identity] = _levels(abstract)
        _note_styles(abstract, identity, numbering)
        _note_link(abstract, "styleLink", identity, style_lists, swap=False)
        _note_link(abstract, "numStyleLink", identity, links, swap=True)
    for number in root.iterfind(f"{W}num"):
        _read_num(number, numbering)
    for identity, style in links.items():
        numbering.levels[identity] = numbering.levels.get(style_lists.get(style, ""), {})
    return numbering


def _note_styles(abstract: etree._Element, identity: str, numbering: Numbering) -> None:
    for level in abstract.iterfind(f"{W}lvl"):
        style = _value(level, "pStyle")
        if style:
            numbering.styled[(identity, style)] = _number(level.get(f"{W}ilvl"), 0)


def _note_link(
    abstract: etree._Element, name: str, identity: str, links: dict[str, str], *, swap: bool
) -> None:
    element = abstract.find(f"{W}{name}")
    if element is not None:
        style = element.get(f"{W}val", "")
        links[identity if swap else style] = style if swap else identity


def _levels(abstract: etree._Element) -> dict[int, Level]:
    return {_number(level.get(f"{W}ilvl"), 0): _level(level) for level in abstract.iterfind(f"{W}lvl")}


def _level(level: etree._Element) -> Level:
    restart = _value(level, "lvlRestart")
    return Level(
        start=_number(_value(level, "start"), 1),
        form=_value(level, "numFmt") or "decimal",
        pattern=_value(level, "lvlText") or "",
        restart=None if restart is None else _number(restart, 0),
    )


def _read_num(number: etree._Element, numbering: Numbering) -> None:
    identity = number.get(f"{W}numId", "")
    numbering.abstract_of[identity] = _value(number, "abstractNumId") or ""
    for override in number.iterfind(f"{W}lvlOverride"):
        start = _value(override, "startOverride")
        if start is not None:
            depth = _number(override.get(f"{W}ilvl"), 0)
            numbering.starts.setdefault(identity, {})[depth] = _number(start, 1)


def _value(element: etree._Element, name: str) -> str | None:
    child = element.find(f"{W}{name}")
    return None if child is None else child.get(f"{W}val")


def _number(text: str | None, otherwise: int) -> int:
    return int(text) if text is not None and re.fullmatch(r"-?\d{1,9}", text) else otherwise
