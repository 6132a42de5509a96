"""Footnotes as markdown writes them: "[^1]" in a sentence, and "[^1]: the note" anywhere below it.

As in a Word letter the note follows the paragraph that cites it, so that it stays with what it is about.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from kader.domain.paragraphs import Emphasis, Paragraph

_CITED = re.compile(r"\[\^([^\]\s]{1,40})\](?!:)")
_DEFINED = re.compile(r"^[ \t]{0,3}\[\^([^\]\s]{1,40})\]:[ \t]*", re.MULTILINE)


def with_notes(paragraphs: Sequence[Paragraph]) -> tuple[Paragraph, ...]:
    """The paragraphs with each note behind the first that cites it; a note that nobody cites stays."""
    notes: dict[str, str] = {}
    body: list[Paragraph] = []
    for paragraph in paragraphs:
        defined = dict(_definitions(paragraph.text)) if paragraph.cell is None else {}
        notes.update(defined)
        body += [] if defined else [paragraph]
    return tuple(_placed(body, notes)) if notes else tuple(paragraphs)


def _definitions(text: str) -> Iterator[tuple[str, str]]:
    """(name, text) of each note, when the paragraph begins with one."""
    found = list(_DEFINED.finditer(text))
    if not found or found[0].start() != 0:
        return
    ends = [match.start() for match in found[1:]] + [len(text)]
    for match, end in zip(found, ends, strict=True):
        yield match[1], " ".join(text[match.end() : end].split())


def _placed(body: Sequence[Paragraph], notes: dict[str, str]) -> Iterator[Paragraph]:
    numbers: dict[str, str] = {}
    for paragraph in body:
        cited = [match for match in _CITED.finditer(paragraph.text) if match[1] in notes]
        new = [name for name in dict.fromkeys(match[1] for match in cited) if name not in numbers]
        numbers |= {name: str(at) for at, name in enumerate(new, start=len(numbers) + 1)}
        yield _without_marks(paragraph, cited, numbers)
        for name in new:
            yield Paragraph(notes[name], page=paragraph.page, note=numbers[name])
    yield from (Paragraph(text, note=name) for name, text in notes.items() if name not in numbers)


def _without_marks(
    paragraph: Paragraph, cited: Sequence[re.Match[str]], numbers: dict[str, str]
) -> Paragraph:
    if not cited:
        return paragraph
    cuts = [match.span() for match in cited]

    def moved(offset: int) -> int:
        return offset - sum(min(end, offset) - start for start, end in cuts if start < offset)

    text = _CITED.sub(lambda match: "" if match[1] in numbers else match[0], paragraph.text)
    marks = tuple(Emphasis(mark.kind, moved(mark.start), moved(mark.end)) for mark in paragraph.marks)
    cites = tuple((moved(match.start()), numbers[match[1]]) for match in cited)
    return replace(paragraph, text=text, marks=marks, cites=cites)
