"""A note stands at the foot of a page or at the end, and its mark where the writer wanted it to be read.

Marks and notes are tied by their number. A note is only taken for one when its mark is found, but for the
unmistakable ones, which keep their place at the end and are told to whoever reviews.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from kader.domain.importing.plain_blocks import Piece

_SUPERSCRIPT = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")
_RAISED = r"[⁰¹²³⁴⁵⁶⁷⁸⁹]{1,3}"
_RAISED_NOTE = re.compile(rf"({_RAISED})[.):]?\s*(?=\S)")
_BRACKET_NOTE = re.compile(r"\[\^?(\d{1,3})\]:?\s+(?=\S)")
_PLAIN_NOTE = re.compile(r"(\d{1,3})[.):]?\s+(?=\S)")
_TITLE = re.compile(r"(?:voet|eind)?noten(?: en bronnen)?:?|footnotes|endnotes|notes", re.IGNORECASE)
_RULE = re.compile(r"[_—–-]{5,}")

_UNIT = re.compile(r"(?<![^\W\d_])[ckdm]?m$")

LOOSE_NOTE = (
    "Bij noot {label} is geen verwijzing in de tekst gevonden. De noot staat achteraan: "
    "zet [^{label}] op zijn plaats."
)
LOOSE_MARK = "In de tekst staat een verwijzing naar noot {label}, maar die noot is niet gevonden."


@dataclass(slots=True)
class _Note:
    number: str
    form: str
    text: str


@dataclass(slots=True)
class Tied:
    """Pieces with notes known as notes; `cites` gives for each piece (by place) its marks."""

    pieces: list[Piece]
    cites: dict[int, list[tuple[int, str]]] = field(default_factory=dict)
    attention: list[str] = field(default_factory=list)


def note_candidates(pieces: Sequence[Piece]) -> list[Piece]:
    """The pieces with each note a piece of its own, known by `note`: its number and form."""
    found: list[Piece] = []
    at_end = False
    for piece, foot in zip(pieces, _at_foot(pieces), strict=True):
        at_end = at_end or bool(_TITLE.fullmatch(piece.text))
        note = _noted(piece, plain=foot or at_end)
        if note is not None:
            piece.typed = (piece.label, piece.text)
            piece.note, piece.text, piece.label = f"{note.form} {note.number}", note.text, None
        found.append(piece)
    return found


def _noted(piece: Piece, plain: bool) -> _Note | None:
    text = f"{piece.label or ''} {piece.text}".strip()
    for form, pattern in (("raised", _RAISED_NOTE), ("bracket", _BRACKET_NOTE), ("plain", _PLAIN_NOTE)):
        match = pattern.match(text)
        if match and (form != "plain" or plain):
            number = match[1].translate(_SUPERSCRIPT).lstrip("0") or "0"
            return _Note(number, form, text[match.end() :])
    return None


def _at_foot(pieces: Sequence[Piece]) -> list[bool]:
    """Whether each piece belongs to the run of numbered pieces that ends its page, or the text."""
    flags: list[bool] = []
    running = False
    for piece in reversed(pieces):
        text = f"{piece.label or ''} {piece.text}".strip()
        numbered = bool(_PLAIN_NOTE.match(text)) and not piece.cells
        running = numbered and (piece.foot or running)
        flags.append(running)
    return flags[::-1]


def tied(pieces: Sequence[Piece]) -> Tied:
    """Notes tied to their marks; a numbered line without a mark is a line again."""
    result = Tied([])
    open_marks = _Marks(pieces)
    taken: Counter[str] = Counter()
    for index, piece in enumerate(pieces):
        if not piece.note:
            continue
        form, number = piece.note.split()
        name = _free(number, taken)
        if open_marks.tie(index, form, number, name):
            piece.note = name
        elif form == "plain":
            piece.note, (piece.label, piece.text) = None, piece.typed
            continue
        else:
            piece.note = name
            result.attention.append(LOOSE_NOTE.format(label=name))
        taken[number] += 1
    result.attention += [LOOSE_MARK.format(label=number) for number in open_marks.loose()]
    open_marks.cut()
    result.pieces = _without_titles(pieces)
    result.cites = {
        place: sorted(open_marks.cites[id(piece)])
        for place, piece in enumerate(result.pieces)
        if id(piece) in open_marks.cites
    }
    return result


def _free(number: str, taken: Counter[str]) -> str:
    """Notes that begin anew on each page get names that differ."""
    return f"{number}-{taken[number] + 1}" if taken[number] else number


def _without_titles(pieces: Sequence[Piece]) -> list[Piece]:
    """Without a title "Noten", or a rule, that has nothing but notes below it."""
    return [
        piece
        for index, piece in enumerate(pieces)
        if not ((_TITLE.fullmatch(piece.text) or _RULE.fullmatch(piece.text)) and _heads_notes(pieces, index))
    ]


def _heads_notes(pieces: Sequence[Piece], index: int) -> bool:
    return index + 1 < len(pieces) and pieces[index + 1].note is not None


class _Marks:
    """The places in the text that can be note marks, each used once."""

    def __init__(self, pieces: Sequence[Piece]) -> None:
        self._found: dict[tuple[str, str], list[tuple[int, Piece, int, int]]] = {}
        self.cites: dict[int, list[tuple[int, str]]] = {}
        self._used: list[tuple[Piece, int, int, str]] = []
        for index, piece in enumerate(pieces):
            if not piece.note:
                for form, number, start, end in _marks_in(piece.text):
                    self._found.setdefault((form, number), []).append((index, piece, start, end))

    def tie(self, index: int, form: str, number: str, name: str) -> bool:
        """Use the last mark before the note, or else the first after it."""
        marks = self._found.get((form, number), [])
        before = [mark for mark in marks if mark[0] < index]
        chosen = before[-1] if before else next(iter(marks), None)
        if chosen is None:
            return False
        marks.remove(chosen)
        self._used.append((*chosen[1:], name))
        return True

    def loose(self) -> Iterator[str]:
        for (form, number), marks in self._found.items():
            if form == "raised" and marks:
                yield number

    def cut(self) -> None:
        """Take the marks out of the texts, from the back, so that offsets before them stay."""
        for piece, start, end, name in sorted(self._used, key=lambda used: -used[1]):
            size = end - start
            piece.text = piece.text[:start] + piece.text[end:]
            piece.breaks = [(o - size if o >= end else o, page) for o, page in piece.breaks]
            shifted = [(o - size if o >= end else o, n) for o, n in self.cites.get(id(piece), [])]
            self.cites[id(piece)] = [*shifted, (start, name)]


_MARKS = (
    ("raised", re.compile(rf"(?<=\S)\s?(?P<mark>{_RAISED})")),
    ("bracket", re.compile(r"\s?\[\^?(?P<mark>\d{1,3})\]")),
    (
        "plain",
        re.compile(
            r"(?<=[^\W\d_])(?P<mark>\d{1,3})(?![\w%]|[.,]\d)|(?<=[^\d\s][.,;:!?)”’\"'»])(?P<other>\d{1,3})(?![\w%]|[.,]\d)"
        ),
    ),
)


def _marks_in(text: str) -> Iterator[tuple[str, str, int, int]]:
    """(form, number, start, end) of everything in a text that can be a note mark."""
    for form, pattern in _MARKS:
        for match in pattern.finditer(text):
            name = "other" if form == "plain" and match["mark"] is None else "mark"
            if form == "raised" and _UNIT.search(text[max(0, match.start() - 4) : match.start()]):
                continue
            number = match[name].translate(_SUPERSCRIPT).lstrip("0") or "0"
            start = match.start() if form == "bracket" else match.start(name)
            yield form, number, start, match.end()
