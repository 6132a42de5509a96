"""A heading in plain text has no mark but its place: a short line between blank lines, a number, capitals.

A numbered line is a heading when text follows it, and an item of a list when the next number does.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from kader.domain.importing.page_marks import PAGE_MARK
from kader.domain.importing.plain_blocks import Piece
from kader.domain.responses.dates import is_date_line

_LONGEST, _LONGEST_LOOSE = 130, 90
_NOTES_BETWEEN = 60
"""Most notes looked past for the text below a heading."""
_NAMED = re.compile(
    r"(?P<word>deel|afdeling|hoofdstuk|bijlage|paragraaf|artikel|thema|stap|standaard|norm)\s+"
    r"(?:\d{1,3}(?:\.\d{1,3})*|[IVXLC]{1,6}|[A-Z])\b[.:]?(?:\s|$)",
    re.IGNORECASE,
)
_RANKS = {"deel": 0, "afdeling": 1, "hoofdstuk": 2, "bijlage": 2}
_NUMBERED = re.compile(r"(?P<number>\d{1,2}(?:\.\d{1,2}){0,4}|[IVX]{1,5}(?=\.))\.?\s+(?=[^\W\d_]|[\"'‘“(\[])")
_HASHES = re.compile(r"(#{1,6})\s+(\S.*?)\s*#*$")
_UNDERLINE = re.compile(r"=+|-{4,}|~{4,}")
_NO_END = re.compile(r"(?:[.;:,…]|!)\s*$")
_NOT_PROSE = re.compile(r"@|://|www\.|^\S+:\s")


@dataclass(frozen=True, slots=True)
class _Found:
    """A heading and what it was known by; `depth` counts the parts of its number, `first` opens the text."""

    index: int
    sort: str
    depth: int = 1
    first: bool = False


def with_headings(pieces: Sequence[Piece]) -> tuple[list[Piece], bool]:
    """Pieces with the level of each heading; and whether levels were told by hashes or had to be guessed."""
    marked = _marked(pieces)
    if any(piece.heading for piece in marked):
        return marked, False
    found = _found(marked)
    for heading, level in zip(found, _levels(found), strict=True):
        _whole(marked[heading.index]).heading = level
    return marked, bool(found)


def _marked(pieces: Sequence[Piece]) -> list[Piece]:
    """Headings of people who type markdown, or underline them."""
    kept: list[Piece] = []
    for piece in pieces:
        hashes = _HASHES.fullmatch(piece.text) if len(piece.text) < _LONGEST * 2 else None
        if hashes and piece.label is None:
            piece.heading, piece.text = len(hashes[1]), hashes[2]
        elif _UNDERLINE.fullmatch(piece.text) and kept and not piece.spaced and len(kept[-1].text) < _LONGEST:
            kept[-1].heading = 1 if "=" in piece.text else 2
            continue
        kept.append(piece)
    return kept


def _whole(piece: Piece) -> Piece:
    """The number of a heading is part of its text."""
    if piece.label is not None:
        piece.text, piece.label = f"{piece.label} {piece.text}", None
    return piece


def _typed(piece: Piece) -> str:
    return f"{piece.label or ''} {piece.text}".strip()


def _found(pieces: Sequence[Piece]) -> list[_Found]:
    numbered = _numbered(pieces)
    found: list[_Found] = []
    start = next((i for i, piece in enumerate(pieces) if not PAGE_MARK.fullmatch(piece.text)), 0)
    for index, piece in enumerate(pieces):
        if not _can_be(piece):
            continue
        named = _NAMED.match(piece.text)
        if named and piece.label is None and _is_named(piece.text[named.end() :]):
            found.append(_Found(index, named["word"].lower()))
        elif index in numbered:
            found.append(_Found(index, "number", numbered[index]))
        elif piece.label is None and _is_capitals(piece.text):
            found.append(_Found(index, "capitals", first=index == start))
        elif piece.label is None and _is_loose(pieces, index, index == start):
            found.append(_Found(index, "loose", first=index == start))
    return found


def _is_named(title: str) -> bool:
    """Whether what follows "Hoofdstuk 3" is its title, and not the rest of a sentence."""
    title = title.strip(" :–-")
    return not title or (not title[0].islower() and not _NO_END.search(title))


def _can_be(piece: Piece) -> bool:
    if PAGE_MARK.fullmatch(piece.text):
        return False
    return not piece.note and not piece.cells and not piece.breaks and 0 < len(piece.text) <= _LONGEST


def _is_capitals(text: str) -> bool:
    return text.isupper() and sum(map(str.isalpha, text)) >= 4 and not _NOT_PROSE.search(text)


def _is_loose(pieces: Sequence[Piece], index: int, first: bool) -> bool:
    """A short line between blank lines, without an end, above a longer text."""
    piece = pieces[index]
    following = next((p for p in pieces[index + 1 : index + _NOTES_BETWEEN] if not p.note), None)
    if (
        len(piece.text) > _LONGEST_LOOSE
        or _NO_END.search(piece.text)
        or not piece.spaced
        or following is None
    ):
        return False
    if is_date_line(piece.text) or _NOT_PROSE.search(piece.text) or not piece.text[:1].isupper():
        return False
    over = following.spaced or following.page != piece.last_page
    longer = len(following.text) > max(100, len(piece.text)) or bool(_NO_END.search(following.text))
    return over and (longer or first or _opens(following))


def _opens(following: Piece) -> bool:
    """Whether a heading can stand right above this: another heading, or a list."""
    return following.label is not None or bool(_NAMED.match(following.text))


# -- numbers -------------------------------------------------------------------------------------------------


def _numbered(pieces: Sequence[Piece]) -> dict[int, int]:
    """The pieces whose number makes them a heading, with the depth of their number."""
    candidates = {
        index: found["number"]
        for index, piece in enumerate(pieces)
        if _can_be(piece) and (found := _NUMBERED.match(_typed(piece))) and _is_title(piece, found.end())
    }
    deep = {index: number.count(".") + 1 for index, number in candidates.items() if "." in number}
    simple = [index for index, number in candidates.items() if "." not in number]
    return deep | {
        index: 1 for run in _runs(simple, candidates) if _are_headings(run, pieces) for index in run
    }


def _is_title(piece: Piece, behind: int) -> bool:
    title = _typed(piece)[behind:]
    return (title[:1].isupper() or title[:1] in "\"'‘“([") and not _NO_END.search(title)


def _runs(indices: Sequence[int], numbers: dict[int, str]) -> list[list[int]]:
    """Indices of numbers that count on; a number that does not begins another run."""
    runs: list[list[int]] = []
    for index in indices:
        value = _value(numbers[index])
        if runs and value == _value(numbers[runs[-1][-1]]) + 1:
            runs[-1].append(index)
        else:
            runs.append([index])
    return runs


def _value(number: str) -> int:
    if number.isdecimal():
        return int(number)
    worth = [{"I": 1, "V": 5, "X": 10}[letter] for letter in number]
    pairs = zip(worth, [*worth[1:], 0], strict=True)
    return sum(-one if one < following else one for one, following in pairs)


def _are_headings(run: Sequence[int], pieces: Sequence[Piece]) -> bool:
    """Most of them have text below them, that is no number of the same row."""
    inside = set(run)
    headed = [index for index in run if index + 1 < len(pieces) and index + 1 not in inside]
    apart = all(pieces[index].spaced or len(pieces[index].text) < 60 for index in run)
    return apart and len(headed) * 2 > len(run)


# -- levels --------------------------------------------------------------------------------------------------


def _levels(found: Sequence[_Found]) -> list[int]:
    """A level for each heading: the title first, then what holds the others, then deeper numbers."""
    titled = bool(found) and found[0].first and found[0].sort in ("loose", "capitals")
    rest = found[1:] if titled else found
    ranks = _ranks(rest)
    order = {rank: level for level, rank in enumerate(sorted(set(ranks)), start=2 if titled else 1)}
    return [1] * titled + [min(order[rank], 6) for rank in ranks]


def _ranks(found: Sequence[_Found]) -> list[float]:
    inside = _inside_numbers(found)
    ranks: list[float] = []
    for heading in found:
        match heading.sort:
            case "number":
                ranks.append(3.0 + heading.depth if heading.depth > 1 else 3.0)
            case "capitals" | "loose":
                ranks.append(9.0 if inside.get(heading.sort) else 3.0)
            case word:
                ranks.append(float(_RANKS.get(word, 8)))
    return ranks


def _inside_numbers(found: Sequence[_Found]) -> dict[str, bool]:
    """For headings without a number: whether they mostly stand below numbered ones, within one number."""
    tops = [place for place, heading in enumerate(found) if heading.sort not in ("capitals", "loose")]
    if not tops:
        sorts = {heading.sort for heading in found}
        return {"loose": sorts == {"capitals", "loose"}}
    result = {}
    for sort in ("capitals", "loose"):
        places = [place for place, heading in enumerate(found) if heading.sort == sort]
        within = [place for place in places if tops[0] < place < tops[-1]]
        result[sort] = len(within) * 2 > len(places)
    return result
