"""A remark may point at another: "p4 punt 5", "zie opmerking 3", "zie eerdere opmerking".

"p4 punt 5" is the fifth remark on page 4, whatever its printed number; a number that stands there as printed
goes first. What cannot be told is left open rather than guessed.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

_PAGE = r"(?:pagina|pag|blz|bladzijde|page|p)\.?\s?(?P<{0}>\d{{1,4}}[a-d]?)"
_NUMBERS = r"(?P<{0}>(?:\d{{1,3}}[a-d]?|[a-z](?!\w))(?:\s*(?:,|en|&|t/m|tot en met|-|–)\s*\d{{1,3}})*)(?!\w)"
_NOUN = r"(?:opmerking(?:en)?|opm\.?|punt(?:en)?|nr\.?|nummers?|comments?|aandachtspunt(?:en)?)"
_ON_PAGE = re.compile(
    rf"(?<!\w){_PAGE.format('page')}\s*[,:]?\s*{_NOUN}\s*{_NUMBERS.format('numbers')}", re.IGNORECASE
)
_NUMBER_ON_PAGE = re.compile(
    rf"(?<!\w){_NOUN}\s*{_NUMBERS.format('numbers')}\s*,?\s*\(?(?:op|bij|van|onder)\s+{_PAGE.format('page')}",
    re.IGNORECASE,
)
_NUMBERED = re.compile(
    rf"(?:\b(?:zie|idem|vergelijk|conform|cf\.?|vgl\.?|net\s+als|zelfde\s+als|bij)\s+(?:ook\s+)?(?:onze\s+|de\s+|mijn\s+|eerdere\s+)*{_NOUN}"
    rf"|(?<!\w)(?:opmerking(?:en)?|opm\.?))\s*{_NUMBERS.format('numbers')}(?!\s*(?:op|bij|van)\s+p)",
    re.IGNORECASE,
)
_SEE_PAGE = re.compile(
    rf"\b(?:zie|idem|vergelijk|vgl\.?)\s+(?:ook\s+)?(?:(?:onze|de|mijn|eerdere|andere)\s+)*(?:opmerking(?:en)?\s+)?(?:(?:op|bij|over)\s+)?{_PAGE.format('page')}(?!\s*[,:]?\s*(?:punt|opm|nr|\w+(?:e|de)\s+(?:punt|opm)))",
    re.IGNORECASE,
)
_BARE = re.compile(r"\bzie\s+(?:ook\s+)?(?P<numbers>\d{1,3})(?=\s*(?:$|[,;)]|\.(?!\d)))", re.IGNORECASE)
_ORDINALS = {
    "eerste": "1",
    "tweede": "2",
    "derde": "3",
    "vierde": "4",
    "vijfde": "5",
    "zesde": "6",
    "zevende": "7",
}
_NTH = re.compile(
    rf"(?<!\w){_PAGE.format('page')}\s*,?\s*(?P<nth>{'|'.join(_ORDINALS)})\s+{_NOUN}"
    rf"|(?<!\w)(?P<nth2>{'|'.join(_ORDINALS)})\s+{_NOUN}\s+(?:op|bij|van|onder)\s+{_PAGE.format('page2')}",
    re.IGNORECASE,
)
_PREVIOUS = re.compile(
    r"\b(?:zie|idem|conform|net\s+als)\s+(?:ook\s+)?(?:(?:mijn|onze|de|bij)\s+)?(?:vorige|voorgaande|bovenstaande)\s+(?:opmerking|punt)\b"
    r"|\bzie\s+(?:hierboven|boven)\b|^\s*idem\b(?!\s+(?:voor|op|als|bij|opm|p))",
    re.IGNORECASE,
)
_EARLIER = re.compile(
    r"\bzie\s+(?:ook\s+)?(?:(?:mijn|onze|de)\s+)?(?:eerdere|eerder\s+gemaakte)\s+opmerking\b(?!\s*\d)",
    re.IGNORECASE,
)
# Nobody remembers an "eerdere opmerking" from further back; it also bounds the time.
_FARTHEST = 100
_MOST_AT_ONCE = 20
_WORD = re.compile(r"[^\W\d_]{5,}")


@dataclass(frozen=True, slots=True)
class Referable:
    """What of a remark others can point at."""

    label: str | None
    pages: tuple[str, ...]
    text: str


class Directory:
    """Finds remarks by page, by printed label and by place on the page."""

    def __init__(self, remarks: Sequence[Referable]) -> None:
        self._remarks = remarks
        self._on_page: dict[str, list[int]] = {}
        self._labelled: dict[str, list[int]] = {}
        self._printed: dict[tuple[str, str], int] = {}
        for index, remark in enumerate(remarks):
            for page in remark.pages:
                self._on_page.setdefault(page, []).append(index)
                self._printed.setdefault((page, remark.label or ""), index)
            if remark.label:
                self._labelled.setdefault(remark.label, []).append(index)

    def on_page(self, page: str, number: str) -> list[int]:
        """The remark printed as `number` on the page, else the so-manieth on it."""
        printed = self._printed.get((page, number))
        if printed is not None or not number.isdecimal():
            return [] if printed is None else [printed]
        return self.nth(page, int(number))

    def nth(self, page: str, place: int) -> list[int]:
        there = self._on_page.get(page, [])
        return [there[place - 1]] if 0 < place <= len(there) else []

    def page(self, page: str) -> list[int]:
        return self._on_page.get(page, [])

    def labelled(self, label: str, near: int) -> list[int]:
        """The remarks with a printed label: the one on the same page, else those on one and the same page."""
        pages = self._remarks[near].pages
        same = next((self._printed[(page, label)] for page in pages if (page, label) in self._printed), None)
        if same is not None and same != near:
            return [same]
        found = self._labelled.get(label, [])
        # The same number on many pages tells nothing.
        return found if len({self._remarks[index].pages for index in found[:9]}) == 1 else []


def find_references(remarks: Sequence[Referable], points: int) -> list[tuple[int, ...]]:
    """For each remark the indices of those it points at; `points` counts the letter's general points."""
    directory = Directory(remarks)
    return [_pointed_at(index, remarks, directory, points) for index in range(len(remarks))]


def _pointed_at(
    index: int, remarks: Sequence[Referable], directory: Directory, points: int
) -> tuple[int, ...]:
    text = remarks[index].text
    found = (
        _by_page_and_number(text, directory)
        + _by_ordinal(text, directory)
        + _by_number(index, text, directory, points)
    )
    for match in _SEE_PAGE.finditer(text):
        there = directory.page(match["page"])
        # "Zie p. 4" names a place; only where one remark stands there does it name that remark.
        if len(there) == 1 or "opmerkingen" in match.group().lower():
            found += there[:_MOST_AT_ONCE]
    if not found and index and _PREVIOUS.search(text):
        found = [index - 1]
    if not found and index and _EARLIER.search(text):
        found = _likest(index, remarks)
    return tuple(dict.fromkeys(other for other in found if other != index))


def _by_page_and_number(text: str, directory: Directory) -> list[int]:
    return [
        other
        for pattern in (_ON_PAGE, _NUMBER_ON_PAGE)
        for match in pattern.finditer(text)
        for number in _numbers(match["numbers"])
        for other in directory.on_page(match["page"], number)
    ]


def _by_ordinal(text: str, directory: Directory) -> list[int]:
    return [
        other
        for match in _NTH.finditer(text)
        for other in directory.nth(
            match["page"] or match["page2"], int(_ORDINALS[(match["nth"] or match["nth2"]).lower()])
        )
    ]


def _by_number(index: int, text: str, directory: Directory, points: int) -> list[int]:
    found: list[int] = []
    for match in (*_NUMBERED.finditer(text), *_BARE.finditer(text)):
        before = text[max(match.start() - 25, 0) : match.start()]
        if re.search(r"(?:pagina|pag|blz|p)\.?\s?\d+\s*[,:]?\s*$", before, re.IGNORECASE):
            continue
        for number in _numbers(match["numbers"]):
            # "Zie punt 2" in a letter with general points means one of those.
            general = "punt" in match.group().lower() and number.isdecimal() and int(number) <= points
            found += [] if general else directory.labelled(number, index)
    return found


def _numbers(named: str) -> list[str]:
    numbers: list[str] = []
    for part in re.split(r"\s*(?:,|en|&)\s*", named):
        ends = re.split(r"\s*(?:t/m|tot en met|-|–)\s*", part)
        if len(ends) == 2 and ends[0].isdecimal() and ends[1].isdecimal():
            last = min(int(ends[1]), int(ends[0]) + 50)
            numbers += [str(number) for number in range(int(ends[0]), last + 1)]
        else:
            numbers += [end for end in ends if end]
    return numbers


def _likest(index: int, remarks: Sequence[Referable]) -> list[int]:
    """The earlier remark that shares most of its words with this one, if any stands out."""
    first = max(index - _FARTHEST, 0)
    words = set(_WORD.findall(remarks[index].text.lower())) - {"opmerking", "eerdere"}
    shared = [len(words & set(_WORD.findall(remark.text.lower()))) for remark in remarks[first:index]]
    most = max(shared, default=0)
    return [first + shared.index(most)] if most >= 2 and shared.count(most) == 1 else []
