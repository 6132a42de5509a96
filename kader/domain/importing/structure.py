"""Word lets people make a heading with a style, or with bold letters and good intentions.

Where styles say what is a heading, they are believed. Where none does, size, boldness and numbering tell.
"""

import re
from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

from kader.domain.paragraphs import Paragraph
from kader.domain.responses.joining import ends_sentence, goes_on

_LONGEST = 120
_NO_END = re.compile(r"[.;:,!]\s*$")
_DOTTED = re.compile(r"(\d{1,3}(?:\.\d{1,3}){0,5})\.?\s+\S")
_CONTENTS_LINE = re.compile(r"(?:\.{4,}|…{2,}|\t)\s*[ivxlc\d]{1,6}$", re.IGNORECASE)
_CONTENTS_TITLE = re.compile(r"(?:inhoud|inhoudsopgave|table of contents|contents)", re.IGNORECASE)
_FEWEST_LINES = 3
_END = 40
"""So many letters at the end of a text tell whether its sentence ends."""

NO_CONTENTS = "De inhoudsopgave is weggelaten: Kader maakt die zelf uit de koppen."
_GUESSED = (
    "De koppen hebben in dit bestand geen stijl. Ze zijn afgeleid van {grounds}: "
    "kijk of elke kop klopt, en of het niveau klopt."
)


@dataclass(frozen=True, slots=True)
class Structure:
    paragraphs: tuple[Paragraph, ...]
    attention: tuple[str, ...] = ()


def structured(paragraphs: Sequence[Paragraph]) -> Structure:
    """Paragraphs with headings known and in order, and without the table of contents."""
    kept = without_contents(paragraphs)
    attention = [NO_CONTENTS] if len(kept) < len(paragraphs) else []
    if not any(p.heading is not None and p.role != "title" for p in kept):
        kept, grounds = _guessed(kept)
        attention += [_GUESSED.format(grounds=grounds)] if grounds else []
    return Structure(_below_title(joined_over_pages(kept)), tuple(attention))


# -- the table of contents -----------------------------------------------------------------------------------


def without_contents(paragraphs: Sequence[Paragraph]) -> tuple[Paragraph, ...]:
    gone = {index for index, p in enumerate(paragraphs) if p.role == "contents"} | _typed_contents(paragraphs)
    # The title above the contents goes with them.
    gone |= {index - 1 for index in gone if index and _is_contents_title(paragraphs[index - 1])}
    kept = [paragraph for index, paragraph in enumerate(paragraphs) if index not in gone]
    return tuple(kept)


def _is_contents_title(paragraph: Paragraph) -> bool:
    return bool(_CONTENTS_TITLE.fullmatch(paragraph.text.strip().rstrip(":")))


def _typed_contents(paragraphs: Sequence[Paragraph]) -> set[int]:
    """Lines such as "1.2 Doel ....... 7", when several stand together."""
    found: set[int] = set()
    run: list[int] = []
    for index, paragraph in enumerate([*paragraphs, Paragraph("")]):
        # The end alone: a page full of dots must not be searched from each dot on.
        if paragraph.cell is None and _CONTENTS_LINE.search(paragraph.text.rstrip()[-40:]):
            run.append(index)
            continue
        found |= set(run) if len(run) >= _FEWEST_LINES else set()
        run = []
    return found


# -- sentences over pages ------------------------------------------------------------------------------------


def joined_over_pages(paragraphs: Sequence[Paragraph]) -> tuple[Paragraph, ...]:
    """Where a page break cut a sentence in two paragraphs, one paragraph with the break inside."""
    kept: list[Paragraph] = []
    place: int | None = None
    for paragraph in paragraphs:
        if place is not None and _is_cut(kept[place], paragraph):
            kept[place] = _joined(kept[place], paragraph)
            continue
        place = place if paragraph.note else len(kept)
        kept.append(paragraph)
    return tuple(kept)


def _is_cut(before: Paragraph, after: Paragraph) -> bool:
    plain = all(p.heading is None and p.cell is None for p in (before, after))
    if not plain or after.note or after.label or after.page is None or after.page == _last_page(before):
        return False
    return not ends_sentence(before.text[-_END:]) and goes_on(after.text)


def _last_page(paragraph: Paragraph) -> int | None:
    return paragraph.breaks[-1][1] if paragraph.breaks else paragraph.page


def _joined(before: Paragraph, after: Paragraph) -> Paragraph:
    text = before.text.rstrip() + " "
    shift = len(text)
    return replace(
        before,
        text=text + after.text,
        marks=(*before.marks, *(replace(m, start=m.start + shift, end=m.end + shift) for m in after.marks)),
        breaks=(
            *before.breaks,
            (shift, after.page or 0),
            *((offset + shift, page) for offset, page in after.breaks),
        ),
        cites=(*before.cites, *((offset + shift, note) for offset, note in after.cites)),
        links=(*before.links, *((start + shift, end + shift, to) for start, end, to in after.links)),
    )


# -- guessing ------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Look:
    size: float
    capitals: bool
    bold: bool


def _guessed(paragraphs: Sequence[Paragraph]) -> tuple[tuple[Paragraph, ...], str]:
    """With headings where the looks say so, and on what grounds; "" when nothing looked like one."""
    body = _body_size(paragraphs)
    looks = {
        index: look
        for index, paragraph in enumerate(paragraphs)
        if _can_be(paragraph) and (look := _look(paragraph, body)) and _stands_out(look, body)
    }
    levels = {look: level for level, look in enumerate(sorted(set(looks.values()), key=_order), start=1)}
    deep = {index: _level(paragraphs[index], levels[look]) for index, look in looks.items()}
    # No level is skipped, also where numbers stand deeper than looks tell.
    order = {level: place for place, level in enumerate(sorted(set(deep.values())), start=1)}
    made = [
        replace(paragraph, heading=order[deep[index]]) if index in deep else paragraph
        for index, paragraph in enumerate(paragraphs)
    ]
    return tuple(made), _grounds(looks.values(), body)


def _can_be(paragraph: Paragraph) -> bool:
    text = paragraph.text.strip()
    inside = paragraph.cell is not None or paragraph.note is not None or paragraph.heading is not None
    numbered = paragraph.label is None or paragraph.label[:1].isalnum()
    return not inside and numbered and 0 < len(text) <= _LONGEST and not _NO_END.search(text)


def _look(paragraph: Paragraph, body: float) -> _Look:
    text = paragraph.text.strip()
    bold = sum(mark.end - mark.start for mark in paragraph.marks if mark.kind in ("bold", "underline"))
    capitals = text.isupper() and sum(map(str.isalpha, text)) > 3
    return _Look(paragraph.size or body, capitals, bold >= len(text))


def _stands_out(look: _Look, body: float) -> bool:
    return look.size >= body + 1 or look.capitals or look.bold


def _order(look: _Look) -> tuple[float, bool, bool]:
    return -look.size, not look.capitals, not look.bold


def _body_size(paragraphs: Sequence[Paragraph]) -> float:
    """The size of most letters of the text."""
    letters: Counter[float] = Counter()
    for paragraph in paragraphs:
        if paragraph.size and not paragraph.note:
            letters[paragraph.size] += len(paragraph.text)
    return max(letters, key=lambda size: letters[size], default=0.0)


def _level(paragraph: Paragraph, level: int) -> int:
    """A number with more parts stands deeper, also when it looks the same."""
    found = _DOTTED.match(f"{paragraph.printed or ''} {paragraph.text}".strip())
    return level + found[1].count(".") if found else level


def _grounds(looks: Collection[_Look], body: float) -> str:
    names = (
        ("de lettergrootte", any(look.size >= body + 1 for look in looks)),
        ("vette letters", any(look.bold for look in looks)),
        ("hoofdletters", any(look.capitals for look in looks)),
    )
    return " en ".join(name for name, there in names if there)


def _below_title(paragraphs: Sequence[Paragraph]) -> tuple[Paragraph, ...]:
    """What has a title above it begins a level lower."""
    if not any(paragraph.role == "title" for paragraph in paragraphs):
        return tuple(paragraphs)
    return tuple(
        replace(p, heading=1 if p.role == "title" else p.heading + 1) if p.heading is not None else p
        for p in paragraphs
    )
