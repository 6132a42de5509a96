"""The running text of a letter quotes too: '"Het kind woont thuis" (pagina 5) klopt niet altijd.'

Such a sentence is part of its point and also a comment on a place: the quotation, on the page or in the
section that is named beside it. A quotation without a place, or a place without a quotation, is neither.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from kader.domain.locating.sentences import sentence_spans
from kader.domain.responses.joining import Assembled, continues
from kader.domain.responses.lines import Line
from kader.domain.responses.proposals import find_proposal
from kader.domain.responses.quotations import Quotation, quotations
from kader.domain.responses.section_headings import Mention, mentions

_OTHER_TEXT = re.compile(
    r"\s+(?:van|uit|in)\s+(?!(?:het|de|uw|dit|deze|jullie|the)\s+(?:\w+\s+)?(?:concept\w*|\w*kader\w*|tekst|document|"
    r"versie|stuk|ontwerp|draft|framework)\b)(?:het|de|ons|onze|een|the|our)\b",
    re.IGNORECASE,
)
_FOLLOWS = re.compile(
    r"(?:dit|dat|deze|die|daar\w*|hier\w*|zo|dus|want|maar|graag|liever|beter|suggestie|voorstel|tekstvoorstel|"
    r"vervang|schrap|maak|(?:wij|we)\s+stellen\s+voor|this|that|please|instead)\b",
    re.IGNORECASE,
)
_MOST_SENTENCES = 3
_LEAST_LETTERS = 3


@dataclass(frozen=True, slots=True)
class QuotedPlace:
    """A quotation with its place, and the sentences on it with the parts of lines in which they stand.

    `words` is None when what is quoted is not the framework's but proposed wording.
    """

    text: str
    words: str | None
    pages: tuple[str, ...]
    section: str | None
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class _Flow:
    """Lines of one paragraph as one text; `starts` are the offsets in it of each line."""

    text: str
    lines: tuple[Line, ...]
    starts: tuple[int, ...]

    def cut(self, start: int, end: int) -> tuple[Line, ...]:
        """The lines between two offsets, the first and last cut off there."""
        return tuple(
            _cut(line, max(start - at, 0), min(end - at, len(line.text)))
            for line, at in zip(self.lines, self.starts, strict=True)
            if at < end and start < at + len(line.text)
        )


def quoted_places(lines: Sequence[Line], width: int | None) -> Iterator[QuotedPlace]:
    """The quotations in running text that have their place beside them, in order."""
    for flow in _flows(lines, width):
        yield from _in_flow(flow)


def _flows(lines: Sequence[Line], width: int | None) -> Iterator[_Flow]:
    group: list[Line] = []
    for line in lines:
        if group and (line.label is not None or not _goes_with(group[-1], line, width)):
            yield _flow(group)
            group = []
        group.append(line)
    if group:
        yield _flow(group)


def _goes_with(before: Line, line: Line, width: int | None) -> bool:
    return before.paragraph == line.paragraph or continues(before, line, width)


def _flow(lines: Sequence[Line]) -> _Flow:
    starts, text = [], ""
    for line in lines:
        text += " " if text else ""
        starts.append(len(text))
        text += line.text
    return _Flow(text, tuple(lines), tuple(starts))


def _in_flow(flow: _Flow) -> Iterator[QuotedPlace]:
    quoted = [q for q in quotations(Assembled(flow.text, ())) if len(q.words.strip()) >= _LEAST_LETTERS]
    sentences = _sentences(flow.text, quoted)
    for number, (start, end) in enumerate(sentences):
        inside = _between(quoted, start, end)
        places = _places(flow.text, start, end, inside)
        for quotation in inside:
            place = _beside(quotation, places, inside, flow.text)
            if place is None:
                continue
            last = _last_on_it(flow.text, sentences, number, quoted)
            yield _quoted(flow, quotation, place, (start, sentences[last][1]))


def _sentences(text: str, quoted: Sequence[Quotation]) -> list[tuple[int, int]]:
    """The sentences; a full stop within a quotation ends none."""
    joined: list[tuple[int, int]] = []
    for start, end in sentence_spans(text):
        opened = _between(quoted, joined[-1][0], joined[-1][1]) if joined else ()
        if opened and start < opened[-1].end:
            joined[-1] = (joined[-1][0], end)
        else:
            joined.append((start, end))
    return joined


def _between(quoted: Sequence[Quotation], start: int, end: int) -> Sequence[Quotation]:
    """The quotations that begin between two offsets; they stand in order."""
    first = bisect_left(quoted, start, key=lambda quotation: quotation.start)
    return quoted[first : bisect_left(quoted, end, key=lambda quotation: quotation.start)]


def _places(text: str, start: int, end: int, quoted: Sequence[Quotation]) -> list[Mention]:
    """The pages and sections named in a sentence, outside its quotations and not of another text."""
    return [
        place
        for place in mentions(text, start, end)
        if not any(q.start <= place.start < q.end for q in quoted) and not _OTHER_TEXT.match(text, place.end)
    ]


def _beside(
    quotation: Quotation, places: Sequence[Mention], quoted: Sequence[Quotation], text: str
) -> Mention | None:
    """The place right behind the quotation, or else the nearest before it, or else any behind it."""
    behind = [place for place in places if place.start >= quotation.end]
    before = [place for place in places if place.end <= quotation.start]
    following = min((q.start for q in quoted if q.start > quotation.start), default=len(text))
    close = [place for place in behind if place.start < following]
    if close and len(text[quotation.end : close[0].start].strip(" (,[").split()) <= 2:
        return close[0]
    return before[-1] if before else close[0] if close else None


def _last_on_it(
    text: str, sentences: Sequence[tuple[int, int]], number: int, quoted: Sequence[Quotation]
) -> int:
    """The number of the last sentence that still speaks of a quotation in sentence `number`."""
    last = number
    for later in range(number + 1, min(number + _MOST_SENTENCES, len(sentences))):
        start, end = sentences[later]
        other = _between(quoted, start, end)
        if not _FOLLOWS.match(text, start) or (other and _places(text, start, end, other)):
            break
        last = later
    return last


def _quoted(flow: _Flow, quotation: Quotation, place: Mention, span: tuple[int, int]) -> QuotedPlace:
    start = max(span[0], flow.lines[0].content if flow.lines[0].label else 0)
    text = flow.text[start : span[1]]
    proposal = find_proposal(text)
    offered = proposal is not None and proposal.start <= quotation.start - start < proposal.end
    words = None if offered else quotation.words.strip(" ,;:")
    return QuotedPlace(text, words, place.pages, place.section, flow.cut(start, span[1]))


def cut_at(lines: Sequence[Line], paragraph: int, offset: int) -> tuple[list[Line], list[Line]]:
    """The lines before and from an offset in a paragraph on; one that goes over it is cut in two."""
    before: list[Line] = []
    after: list[Line] = []
    for line in lines:
        at = offset - line.start if line.paragraph == paragraph else 0
        if after or at <= 0:
            after.append(line)
        elif at >= len(line.text):
            before.append(line)
        else:
            end = len(line.text[:at].rstrip())
            before.append(replace(_cut(line, 0, end), place_ref=line.place_ref))
            after.append(_cut(line, at, len(line.text)))
    return before, after


def _cut(line: Line, start: int, end: int) -> Line:
    """A stretch of a line as a line of its own, without looks."""
    return replace(
        line,
        start=line.start + start,
        end=line.start + end,
        text=line.text[start:end],
        marks=(),
        label=None,
        computed=None,
        place_ref=None,
        content=0,
    )
