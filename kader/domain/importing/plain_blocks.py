"""Lines end where paper ends; a paragraph ends where the writer meant it to.

A line goes on in the next when the first word of the next did not fit any more, or when its sentence plainly
goes on. A word that was cut at the end of a line is made whole.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from kader.domain.importing.plain_lines import Line
from kader.domain.responses.joining import ends_sentence, goes_on

_BULLET = re.compile(r"(?P<sign>[-–—•●▪■◦○·*►➢➤✓❖]|o(?=\s))(?P<space>\s+)(?=\S)|(?P<tight>[•●▪■◦➢❖])(?=\S)")
_NUMBER = re.compile(
    r"(?P<sign>\(?(?:\d{1,3}|[a-zA-Z]|[ivxIVX]{1,5})[.)]|\d{1,3}(?:\.\d{1,3})+\.?)(?P<space>\s+)(?=\S)"
)
_BAR = re.compile(r"\|.*\|")
_CUT = re.compile(r"([^\W\d_]{2,})-$")
_AFTER_DASH = re.compile(r"(?:en|of|als|tot|noch)\b")
_NARROWEST, _WIDEST = 40, 140
_END = 60
"""So many letters at the end of a text tell whether it goes on: a long one is not searched for each line."""


@dataclass(slots=True)
class Piece:
    """Lines that belong together, as one text; `label` as typed, `breaks` as in Paragraph.

    `spaced` tells that a blank line stands before it, `foot` that it is the last of its page; `typed` are the
    label and text of what is taken for a note, until its mark is found.
    """

    text: str
    page: int | None
    indent: int = 0
    label: str | None = None
    breaks: list[tuple[int, int]] = field(default_factory=list)
    spaced: bool = True
    foot: bool = False
    cells: tuple[str, ...] = ()
    last_page: int | None = None
    note: str | None = None
    heading: int | None = None
    typed: tuple[str | None, str] = (None, "")


def pieces(lines: Sequence[Line]) -> list[Piece]:
    """The paragraphs, list items and table rows of a text, in order, wrapped lines joined."""
    width = _width(lines)
    words = {word.casefold() for line in lines for word in re.findall(r"[^\W\d_]+(?:-[^\W\d_]+)*", line.text)}
    found: list[Piece] = []
    spaced = True
    last: Line | None = None
    rows = _rows(lines)
    for line in lines:
        if not line.text:
            spaced = True
            continue
        new = _opened(line, spaced, rows.get(id(line), ()))
        apart = new.label or new.cells or (found and found[-1].cells)
        if last is not None and not spaced and not apart and _continues(last, line, width):
            join(found[-1], new, words)
        else:
            found.append(new)
        spaced, last = False, line
    _mark_feet(found)
    return found


def _opened(line: Line, spaced: bool, cells: tuple[str, ...]) -> Piece:
    label = _BULLET.match(line.text) or _NUMBER.match(line.text)
    if label is None or cells:
        return Piece(line.text, line.page, line.indent, spaced=spaced, cells=cells, last_page=line.page)
    sign = label.groupdict().get("tight") or label["sign"]
    rest = line.text[label.end() :]
    return Piece(rest, line.page, line.indent, sign, spaced=spaced, last_page=line.page)


def _rows(lines: Sequence[Line]) -> dict[int, tuple[str, ...]]:
    """The cells of the lines that are rows of a table, by id: several in a row, with as many cells."""
    found: dict[int, tuple[str, ...]] = {}
    for one, other in pairwise(lines):
        cells, more = _cells(one.text), _cells(other.text)
        if len(cells) > 1 and len(cells) == len(more):
            found[id(one)], found[id(other)] = cells, more
    return found


def _cells(text: str) -> tuple[str, ...]:
    if _BAR.fullmatch(text):
        parts = re.split(r"(?<!\\)\|", text[1:-1])
    elif text.count("\t") >= 2:
        parts = text.split("\t")
    else:
        parts = text.split(" | ")
    return tuple(part.strip() for part in parts)


def _width(lines: Sequence[Line]) -> int | None:
    """Where lines were cut, in characters; None when each line is a paragraph of its own."""
    lengths = sorted(line.indent + len(line.text) for line in lines if line.text)
    if not lengths or lengths[-1] > _WIDEST:
        # One long line means a file in which paragraphs are not wrapped, or a table among wrapped lines.
        lengths = [length for length in lengths if length <= _WIDEST] if _mostly_narrow(lengths) else []
    if len(lengths) < 3 or lengths[-1] < _NARROWEST:
        return None
    inner = [a for a, b in pairwise(lines) if a.text and b.text]
    cut = [line for line in inner if line.indent + len(line.text) > lengths[-1] * 0.75]
    return lengths[-1] if len(cut) * 3 >= len(inner) and cut else None


def _mostly_narrow(lengths: Sequence[int]) -> bool:
    return sum(length <= _WIDEST for length in lengths) > 0.98 * len(lengths)


def _continues(before: Line, line: Line, width: int | None) -> bool:
    if width is None:
        return goes_on(line.text) and not ends_sentence(before.text[-_END:])
    word = line.text.split(maxsplit=1)[0]
    full = before.indent + len(before.text) + 1 + len(word) > width * 0.92
    open_ended = not ends_sentence(before.text[-_END:])
    long = before.indent + len(before.text) > width * 0.6
    return full or (open_ended and (goes_on(line.text) or long))


def join(piece: Piece, more: Piece, words: set[str]) -> None:
    """Put what goes on behind a piece, with the page it goes on on."""
    cut = _CUT.search(piece.text[-_END:])
    if cut and goes_on(more.text) and not _AFTER_DASH.match(more.text):
        rest = re.match(r"[^\W\d_]*", more.text)
        kept = f"{cut[1]}-{rest[0] if rest else ''}".casefold() in words
        piece.text = piece.text if kept else piece.text[:-1]
    elif not (cut and more.text[:1].isupper() and cut[1].isupper()):
        piece.text += " "
    if more.page is not None and more.page != piece.last_page:
        piece.breaks.append((len(piece.text), more.page))
    piece.breaks += [(len(piece.text) + offset, page) for offset, page in more.breaks]
    piece.text += more.text
    piece.last_page, piece.foot = more.last_page, more.foot


def join_over_pages(found: Sequence[Piece], words: set[str]) -> list[Piece]:
    """Sentences that a page break cut are made whole, with the break within them."""
    joined: list[Piece] = []
    for piece in found:
        before = _open_before(joined, piece)
        if before is not None:
            join(before, piece, words)
        else:
            joined.append(piece)
    return joined


def _open_before(joined: Sequence[Piece], piece: Piece) -> Piece | None:
    """The piece of which the sentence goes on in this one, on the next page; notes may stand between."""
    if piece.note or piece.label or piece.cells or piece.heading or not goes_on(piece.text):
        return None
    body = next((one for one in reversed(joined) if not one.note), None)
    over = body is not None and (body.last_page != piece.page or joined[-1].note is not None)
    unfinished = (
        body is not None and not body.cells and not body.heading and not ends_sentence(body.text[-_END:])
    )
    return body if over and unfinished else None


def vocabulary(found: Sequence[Piece]) -> set[str]:
    return {word for piece in found for word in _words(piece.text)}


def _words(text: str) -> Iterator[str]:
    return (word.casefold() for word in re.findall(r"[^\W\d_]+(?:-[^\W\d_]+)*", text))


def _mark_feet(found: Sequence[Piece]) -> None:
    for piece, following in pairwise(found):
        piece.foot = piece.last_page != following.page
    if found:
        found[-1].foot = True
