"""Remarks are numbered in every way a keyboard allows: "9.", "9)", "(9)", "- 36.", "a.", "i.)", "•", "o".

A label is what stands before a remark; its form tells apart the levels of a list when nothing else does.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import IntEnum


class Rank(IntEnum):
    """Which kind of label usually holds the other: numbers hold letters, letters hold bullets."""

    NUMBER = 0
    LETTER = 1
    BULLET = 2


@dataclass(frozen=True, slots=True)
class Label:
    """`printed` is the label without its punctuation, `form` its shape ("#.", "#)", "a.", "•")."""

    printed: str
    rank: Rank
    form: str

    @property
    def number(self) -> int | None:
        """The last part of a number, the place in the alphabet of a letter, else None."""
        last = self.printed.rpartition(".")[2]
        if self.rank is Rank.NUMBER and last.isdecimal():
            return int(last)
        if self.rank is Rank.LETTER and len(self.printed) == 1:
            return ord(self.printed.lower()) - ord("a") + 1
        return None


_SIGNS = "-–—•●▪■◦○·*»►➢➤✓✔❖+\uf0b7\uf0a7\uf0d8"
_BULLET = re.compile(rf"(?:([{_SIGNS}])[ \t\xa0]+|([●•▪■◦○➢❖\uf0b7\uf0a7])|(o)[ \t\xa0]+(?=\S))(?=\S)")
_NAMED = (
    r"(?:(?:nr|no|opm|nummer|opmerking|aandachtspunt|punt|vraag|comment|advies|aanbeveling|suggestie|wens|"
    r"knelpunt)\.?\s*|#\s?)"
)
_NUMBER = re.compile(
    rf"(?P<named>{_NAMED})?(?P<open>[(\[])?(?P<number>(?-i:[A-Z]{{1,2}}|[IVX]{{1,4}}\.|[A-Z]\.)?\d{{1,3}}(?:\.\d{{1,3}}){{0,3}}[a-df-h]?)"
    r"(?:(?P<close>\.\)|[.)\]:])(?:\s+|$|(?=[A-Z‘'“\"]))|\s+[-–—](?=\s+[^\d\s])\s+|\t+(?=\S)"
    r"|(?<=\.\d)\s+(?=(?-i:[A-Z][a-z]))|(?(named)\s*(?=\(|$)|(?!)))",
    re.IGNORECASE,
)
# Single letters and small Roman numerals; never an initial with a name's second capital right behind it.
_LETTER = re.compile(
    r"(?P<open>\()?(?P<letter>[a-z]|[ivx]{2,5}|[A-Z]|[IVX]{2,5})(?P<close>\.\)|[.)])\s+(?=[^\s\d])"
)


def read_label(text: str) -> tuple[Label, int] | None:
    """The label a line opens with and the offset behind it, or None. Of "- 36." the inner one counts."""
    bullet = _BULLET.match(text)
    if bullet:
        sign = bullet.group(1) or bullet.group(2) or bullet.group(3)
        inner = read_label(text[bullet.end() :])
        # "- 2.1 Reikwijdte: ..." has the number of a section, not its own.
        if inner and inner[0].form != "#.#":
            label, end = inner
            return Label(label.printed, label.rank, sign + label.form), bullet.end() + end
        return Label(sign, Rank.BULLET, sign), bullet.end()
    return _number(text) or _letter(text)


def _number(text: str) -> tuple[Label, int] | None:
    match = _NUMBER.match(text)
    if not match or (match["open"] and match["close"] not in (")", "]")):
        return None
    if match["number"][0] in "PH":
        # "P.3:" is a page and "H3:" a chapter, whatever stands before it.
        return None
    # "1.Graag" is a pasted label, "1.500" and "12:30" are not.
    named = "n" if match["named"] else ""
    levels = "#" + ".#" * match["number"].count(".")
    form = f"{named}{match['open'] or ''}{levels}{match['close'] or ''}"
    return Label(match["number"], Rank.NUMBER, form), match.end()


def _letter(text: str) -> tuple[Label, int] | None:
    match = _LETTER.match(text)
    if not match or (match["open"] and match["close"] == "."):
        return None
    shape = "A" if match["letter"].isupper() else "a"
    form = f"{match['open'] or ''}{shape}{match['close']}"
    return Label(match["letter"], Rank.LETTER, form), match.end()


def computed_label(printed: str) -> Label:
    """The label of a list the word processor numbered."""
    if re.fullmatch(r"\d{1,4}(?:\.\d{1,4})*[a-z]?", printed):
        return Label(printed, Rank.NUMBER, "#" + ".#" * printed.count("."))
    if re.fullmatch(r"[a-zA-Z]{1,2}|[ivxIVX]{1,6}", printed) and printed != "o":
        return Label(printed, Rank.LETTER, "A" if printed.isupper() else "a")
    inner = read_label(printed + " .")
    if inner and inner[0].rank is Rank.NUMBER:
        return inner[0]
    return Label(printed, Rank.BULLET, printed)


def without_sign(label: Label | None) -> str | None:
    """What a comment keeps of its label: a bullet says nothing by which to call the remark."""
    return None if label is None or label.rank is Rank.BULLET else label.printed
