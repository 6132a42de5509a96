"""The letter itself makes its general points under titles, numbers, letters, bold words or "ten eerste".

A list within a point looks like the points themselves. So each way of marking a point is tried from the
clearest to the faintest, over the whole letter, and the first that marks at least two points is taken.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from kader.domain.responses.joining import Part, assemble, continues, ends_sentence, sources, whole
from kader.domain.responses.lines import Line
from kader.domain.responses.numbering import Rank
from kader.domain.responses.parsed import ParsedPoint
from kader.domain.responses.part_titles import (
    is_farewell,
    is_frame_title,
    is_introduction,
    is_parting,
    is_salutation,
    is_title_like,
    takes_leave,
)

_NTH = r"(?:eerste|tweede|derde|vierde|vijfde|zesde|zevende|achtste|laatste)"
_NOUN = (
    r"(?:punt|opmerking|aandachtspunt|risico|zorg|vraag|advies|aanbeveling|wens|thema|kanttekening|knelpunt|"
    r"suggestie|bezwaar)"
)
_ORDINAL = re.compile(
    rf"(?:(?:(?:ons|onze|het|de|een)\s+)?{_NTH}\s+(?:algemene?\s+)?{_NOUN}\b(?:\s+is(?:\s+dat)?\b)?"
    r"|(?:ten\s+(?:eerste|tweede|derde|vierde|vijfde|zesde|zevende|achtste|negende|tiende|slotte)|tot\s+slot|"
    r"als\s+laatste|in\s+de\s+(?:eerste|tweede|derde)\s+plaats|allereerst|first(?:ly)?|second(?:ly)?|third(?:ly)?|"
    r"finally)\b)\s*[,:.]?\s*",
    re.IGNORECASE,
)
_ANNOUNCED = re.compile(
    r"\b(?:punten|aandachtspunten|opmerkingen|zorgen|wensen|adviezen|aanbevelingen|suggesties)\b",
    re.IGNORECASE,
)
_TITLE_LENGTH = 80
_SHORT_LINE = 45


@dataclass(frozen=True, slots=True)
class Letter:
    """The lines of a letter, or of its general part (`general`), and the width they were wrapped at."""

    lines: Sequence[Line]
    general: bool
    width: int | None

    def stands_alone(self, index: int) -> bool:
        """Whether a line is not the first of a wrapped paragraph nor the middle of one."""
        line = self.lines[index]
        if index + 1 < len(self.lines) and _runs_on(line, self.lines[index + 1], self.width):
            return False
        return index == 0 or not continues(self.lines[index - 1], line, self.width)

    def has_body(self, index: int) -> bool:
        """Whether the next line is plain text to this line's title."""
        if index + 1 >= len(self.lines):
            return False
        following = self.lines[index + 1]
        return following.label is None and following.heading is None and not is_farewell(following)


def _runs_on(line: Line, following: Line, width: int | None) -> bool:
    return line.paragraph == following.paragraph and continues(line, following, width)


def find_points(letter: Letter) -> tuple[list[ParsedPoint], list[Line]]:
    """(the general points, the lines outside them)."""
    starts, sureness = _starts(letter)
    points: list[ParsedPoint] = []
    outside = list(letter.lines[: starts[0]] if starts else letter.lines)
    stops = [*starts[1:], len(letter.lines)][: len(starts)]
    for start, stop in zip(starts, stops, strict=True):
        end = _end(letter, start, stop)
        points.append(replace(_point(letter, start, end), confidence=sureness))
        outside += letter.lines[end:stop]
    return points, outside


def _end(letter: Letter, start: int, stop: int) -> int:
    """Where a point ends: at the next, or where the letter takes leave."""
    for index in range(start + 1, stop):
        line = letter.lines[index]
        titled = (line.heading is not None or line.is_bold or letter.stands_alone(index)) and is_frame_title(
            line
        )
        if (
            is_farewell(line)
            or titled
            or (line.opens_paragraph and is_parting(line) and stop == len(letter.lines))
        ):
            return _before_parting(letter, start, index)
    return _before_parting(letter, start, stop) if stop == len(letter.lines) else stop


def _before_parting(letter: Letter, start: int, end: int) -> int:
    """Without the last paragraphs if they only take leave; a point keeps at least one line of text."""
    least = start + (2 if _stands_as_title(letter, start) else 1)
    while end > least and letter.lines[end - 1].label is None:
        first = next(
            i for i in range(end - 1, start, -1) if letter.lines[i].opens_paragraph or i == start + 1
        )
        if first < least or not takes_leave(" ".join(line.text for line in letter.lines[first:end])):
            break
        end = first
    return end


def _starts(letter: Letter) -> tuple[list[int], float]:
    """The lines at which points begin, and how sure it is that they do."""
    single: tuple[list[int], float] = [], 1.0
    for scheme, sureness in _SCHEMES.items():
        found = scheme(letter)
        if len(found) >= 2:
            return found, sureness
        # One heading or one number is a point only if nothing else marks any.
        single = single if single[0] or scheme not in _SURE else (found, sureness)
    if letter.general and single[0][:1] != [0]:
        found = _paragraphs(letter)
        return (found, _BY_PARAGRAPH) if found else single
    return single


def _headings(letter: Letter) -> list[int]:
    titles = [
        i for i, line in enumerate(letter.lines) if line.heading is not None and not is_frame_title(line)
    ]
    levels = sorted({letter.lines[i].heading or 0 for i in titles})
    by_level = [[i for i in titles if letter.lines[i].heading == level] for level in levels]
    return next((found for found in by_level if len(found) >= 2), titles[:1])


def _ordinals(letter: Letter) -> list[int]:
    found = [i for i, line in enumerate(letter.lines) if line.opens_paragraph and _ORDINAL.match(line.rest)]
    first = [
        i for i in found if re.match(r"(?i)(?:tot\s+slot|ten\s+slotte|als\s+laatste)", letter.lines[i].rest)
    ]
    return found if len(found) > len(first) else []


def _numbered_titles(letter: Letter) -> list[int]:
    return _counted(letter, [i for i in _labelled(letter, Rank.NUMBER) if _is_title(letter, i)])


def _lettered_titles(letter: Letter) -> list[int]:
    return _counted(letter, [i for i in _labelled(letter, Rank.LETTER) if _is_title(letter, i)])


def _numbered(letter: Letter) -> list[int]:
    return _counted(letter, _labelled(letter, Rank.NUMBER))


def _lettered(letter: Letter) -> list[int]:
    return _counted(letter, _labelled(letter, Rank.LETTER))


def _labelled(letter: Letter, rank: Rank) -> list[int]:
    return [
        i for i, line in enumerate(letter.lines) if line.label and line.label.rank is rank and not line.note
    ]


def _is_title(letter: Letter, index: int) -> bool:
    if not (letter.stands_alone(index) and letter.has_body(index)):
        return False
    line, following = letter.lines[index], letter.lines[index + 1]
    # "Wat is de status?" or "Status van het kader." above a paragraph is a title all the same.
    short = len(line.rest.split()) <= 10 and not line.rest.rstrip().endswith((",", ";", ":", "…"))
    above = following.opens_paragraph and len(following.text) > 1.5 * len(line.rest)
    return is_title_like(line.rest) or (short and above and bool(line.rest.strip()))


def _counted(letter: Letter, candidates: Sequence[int]) -> list[int]:
    """Of labelled lines those that count on from the first; a count that starts again is within a point."""
    found: list[int] = []
    inner: int | None = None
    for index in candidates:
        line, number = letter.lines[index], _value(letter.lines[index])
        if not found:
            found.append(index)
            continue
        first, last = letter.lines[found[0]], _value(letter.lines[found[-1]])
        if _shape(line) != _shape(first) or number is None or last is None:
            continue
        if inner is not None and number == inner + 1 and (number != last + 1 or not line.is_set_apart):
            inner = number
        elif number == 1 and last >= 1:
            inner = 1
        elif number >= last:
            inner = None
            found.append(index)
    # "1. Inleiding" counts along but makes no point.
    return [index for index in found if not is_frame_title(letter.lines[index])]


def _value(line: Line) -> int | None:
    return line.label.number if line.label else None


def _shape(line: Line) -> tuple[object, ...]:
    return (line.label.rank, line.label.form, line.depth, line.indent // 2) if line.label else ()


def _bold_titles(letter: Letter) -> list[int]:
    return [
        i
        for i, line in enumerate(letter.lines)
        if line.label is None
        and line.place_ref is None
        and line.is_set_apart
        and is_title_like(line.text)
        and _may_be_title(letter, i)
    ]


def _bold_openings(letter: Letter) -> list[int]:
    return [
        i
        for i, line in enumerate(letter.lines)
        if line.label is None and line.opens_paragraph and _bold_lead(line) and not is_salutation(line)
    ]


def _plain_titles(letter: Letter) -> list[int]:
    """Short lines alone between paragraphs, in a text without any looks."""
    return [
        i
        for i, line in enumerate(letter.lines)
        if line.label is None
        and line.place_ref is None
        and line.opens_paragraph
        and i > 0
        and 3 < len(line.text) <= 70
        and is_title_like(line.text)
        and _may_be_title(letter, i)
        and letter.stands_alone(i)
        and len(letter.lines[i + 1].text) > 60
    ]


def _may_be_title(letter: Letter, index: int) -> bool:
    line = letter.lines[index]
    return letter.has_body(index) and not (is_frame_title(line) or is_salutation(line) or is_farewell(line))


def _bullets(letter: Letter) -> list[int]:
    found = _labelled(letter, Rank.BULLET)
    announced = bool(found) and found[0] > 0 and bool(_ANNOUNCED.search(letter.lines[found[0] - 1].text))
    if not found or not (letter.general or announced) or _is_list_in_point(letter, found[0]):
        return []
    outer = _shape(letter.lines[found[0]])
    return [i for i in found if _shape(letter.lines[i]) == outer]


def _is_list_in_point(letter: Letter, first: int) -> bool:
    """Whether a list is led in by a paragraph that says more than that a list follows."""
    before = letter.lines[first - 1] if first else None
    if before is None or not before.text.endswith(":"):
        return False
    opening = next((i for i in range(first - 1, -1, -1) if letter.lines[i].opens_paragraph or i == 0), 0)
    return not _only_leads_in(letter.lines[opening:first]) and not is_introduction(letter.lines[opening])


def _paragraphs(letter: Letter) -> list[int]:
    """Under a title such as "Algemene opmerkingen" each paragraph that is not led in is a point."""
    stop = next((i for i, line in enumerate(letter.lines) if is_farewell(line)), len(letter.lines))
    return [i for i in range(stop) if _is_paragraph(letter, i)]


def _is_paragraph(letter: Letter, index: int) -> bool:
    line = letter.lines[index]
    if line.label is not None or line.note or line.heading is not None or line.text.endswith("…"):
        return False
    if index and (not line.opens_paragraph or continues(letter.lines[index - 1], line, letter.width)):
        return False
    lines = _paragraph_at(letter, index)
    frames = takes_leave(line.text) or is_introduction(line) or is_parting(line) or is_farewell(line)
    return not (frames or _only_leads_in(lines) or _is_verse(lines))


def _paragraph_at(letter: Letter, index: int) -> list[Line]:
    """The lines of the paragraph that begins at `index`, up to the first label."""
    stop = next(
        (
            i
            for i in range(index + 1, len(letter.lines))
            if letter.lines[i].opens_paragraph or letter.lines[i].label
        ),
        len(letter.lines),
    )
    return list(letter.lines[index:stop])


def _only_leads_in(lines: Sequence[Line]) -> bool:
    """Whether a paragraph is one sentence that announces what follows."""
    text = " ".join(line.text for line in lines)
    return text.endswith(":") and not re.search(r"[.!?]\s+\S", text)


def _is_verse(lines: Sequence[Line]) -> bool:
    """Several short lines of which none ends a sentence: an address, a signature, a poem."""
    short = all(len(line.text) <= _SHORT_LINE and not line.text.endswith((".", "!", "?")) for line in lines)
    return len(lines) > 1 and short


_Scheme = Callable[[Letter], list[int]]
_SCHEMES: dict[_Scheme, float] = {
    _headings: 1.0,
    _numbered_titles: 1.0,
    _lettered_titles: 0.95,
    _bold_titles: 0.95,
    _ordinals: 0.9,
    _numbered: 0.9,
    _bold_openings: 0.85,
    _lettered: 0.8,
    _plain_titles: 0.7,
    _bullets: 0.7,
}
"""From the clearest to the faintest, with how sure each is, 0 to 1."""
_BY_PARAGRAPH = 0.5
_SURE: tuple[_Scheme, ...] = (_headings, _numbered_titles, _numbered)


def _point(letter: Letter, start: int, end: int) -> ParsedPoint:
    head, body = letter.lines[start], letter.lines[start + 1 : end]
    lead = _bold_lead(head)
    if lead:
        title, parts = lead[0], [Part(head, lead[1]), *(whole(line) for line in body)]
    elif _has_title_line(letter, start, end):
        title, parts = head.rest, [whole(line) for line in body]
    elif body and _ordinal_title(head):
        title, parts = _ordinal_title(head), [whole(line) for line in body]
    else:
        parts = [Part(head, head.content), *(whole(line) for line in body)]
        title = _opening_words(assemble(parts, letter.width).text)
    text = assemble(parts, letter.width).text.strip()
    return ParsedPoint(title.strip(" .:*_"), text, sources([head, *body]))


def _has_title_line(letter: Letter, start: int, end: int) -> bool:
    head = letter.lines[start]
    if end == start + 1:
        return False
    return head.heading is not None or _is_title(letter, start) or _stands_as_title(letter, start)


def _stands_as_title(letter: Letter, start: int) -> bool:
    rest = letter.lines[start].rest
    return is_title_like(rest) and letter.stands_alone(start) and not re.search(r"[.!?]\s+\S", rest)


def _ordinal_title(line: Line) -> str:
    """ "De toon" of "Eerste punt: de toon.", else an empty text."""
    match = _ORDINAL.match(line.rest)
    rest = line.rest[match.end() :].strip(" .") if match else ""
    named = match is not None and ":" in match.group() and 0 < len(rest.split()) <= 8
    return rest[:1].upper() + rest[1:] if named else ""


def _bold_lead(line: Line) -> tuple[str, int] | None:
    """The words in bold that a paragraph opens with and the offset behind them, or None."""
    for mark in line.marks:
        if mark.kind in ("bold", "underline") and mark.start <= line.content < mark.end < len(line.text):
            words = line.text[line.content : mark.end]
            if is_title_like(words.strip(" .:")) and len(words) > 2:
                behind = line.text[mark.end :]
                return words.strip(), mark.end + len(behind) - len(behind.lstrip(" .:–-"))
    return None


def _opening_words(text: str) -> str:
    """The first words of a point without a title: to its colon, its first full stop, or as far as fits."""
    text = _ORDINAL.sub("", text, count=1).strip() or text
    opening = re.split(r"(?<=[.!?])\s|:\s|\n", text, maxsplit=1)[0].strip(" :")
    opening = opening[:1].upper() + opening[1:]
    if len(opening) <= _TITLE_LENGTH:
        return opening if ends_sentence(opening) is False else opening.rstrip(".")
    return opening[:_TITLE_LENGTH].rsplit(" ", 1)[0] + " …"
