"""A letter that goes by chapters names a place without a page: "§ 3.1", "artikel 5", "Paragraaf Regie".

Such a name stands for a section of the version: the heading with that number, or the one heading that is
called so. What fits no heading, or several equally well, is no place: a guess would look like knowledge.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from rapidfuzz.fuzz import ratio

from kader.domain.dutch_words import is_function_word, words
from kader.domain.locating.values import Span
from kader.domain.reading_text import Block, ReadingText

NAME_RATIO = 85.0
"""Least likeness, 0 to 100, of a name and a heading, and by how much the next best must stay behind."""
_CLEARLY = 5.0
# Words for any section; the others ("artikel", "norm") belong to the name.
_ANY_SECTION = (
    r"(?:sub)?(?:paragraaf|par)|hoofdstuk|hfd?st|h|sectie|chapter|ch|section|sec|clause|onderdeel|deel|§+"
)
_NUMBER = r"\d{1,3}(?:\.\d{1,3}){0,4}[a-d]?|[IVX]{1,5}|[A-Z]"
_NUMBERED = re.compile(
    rf"\s*(?:(?P<any>{_ANY_SECTION})\.?(?=[\s\d])\s*|(?P<word>(?-i:[^\W\d_]){{3,15}}|art)\.?\s+)?"
    rf"(?P<number>(?-i:{_NUMBER}))(?![\w.]*\d|\w)\.?",
    re.IGNORECASE,
)
_AND = re.compile(
    r"\s*(?:(?P<range>t/m|tot en met|-|–)|,|/|&|en|and)\s*(?=[\d§])(?!\d{1,2}\s?(?:e|ste|de)\b)",
    re.IGNORECASE,
)
_BEFORE = re.compile(
    rf"\s*(?:(?:{_ANY_SECTION}|kop(?:je)?|titel|tussenkop(?:je)?|passage|stuk|tekst|bij|over|ad|onder|in|op|"
    r"de|het)\b\.?[\s:]+)*[\"'‘’“”„«»]*",
    re.IGNORECASE,
)
_ELEMENT = r"(?:alinea|zin|regel|bullet|streepje|punt|voetnoot|noot|tabel|rij|kolom|lid|opsomming)"
_WITHIN = re.compile(
    rf"[\s,;(]+(?=(?:(?:\d{{1,2}}\s?(?:e|ste|de)|[^\W\d_]{{4,9}}(?:de|ste))\s+{_ELEMENT}|{_ELEMENT}s?\s*[\d:]|r\.\s?\d))",
    re.IGNORECASE,
)
_OPENING = re.compile(
    r"\s*(?:(?P<number>\d{1,2}(?:\.\d{1,2}){1,3})\.?(?=[\s:,])|[\"'‘“„]?(?P<title>[^:.!?\n]{4,80}?)[\"'’”]?(?::|\s[-–—])\s)"
)
_HEAD = re.compile(rf"(?:(?P<word>[^\W\d_]{{3,15}})\s+)?(?P<number>{_NUMBER})(?=[\s.:)–-]|$)")
# "Regel 12" is not chapter 12.
_NO_SECTION = re.compile(
    r"regels?|alinea|zin|bullet|streepje|punt|voetnoot|noot|tabel|figuur|rij|kolom|lid|vraag|versie"
)
_SHORT_FORMS = {"art": "artikel", "bijl": "bijlage"}


@dataclass(frozen=True, slots=True)
class NamedPlace:
    """The sections of the version that a name stands for, and what it says beside them: "2e alinea"."""

    spans: tuple[Span, ...]
    rest: str


def named_place(name: str, reading: ReadingText) -> NamedPlace | None:
    """The sections that `name` stands for, or None when the version has none that is clearly meant."""
    return _by_number(name, reading) or _by_title(name, reading)


def opening_place(text: str, reading: ReadingText) -> NamedPlace | None:
    """The section by whose number or very title a remark opens: "2.1 Reikwijdte: ...", "Regie - ..."."""
    opening = _OPENING.match(text)
    if opening is None:
        return None
    if opening["number"]:
        return _by_number(opening["number"], reading)
    heading = _called(opening["title"], list(_headings(reading)), reading, within=False)
    return NamedPlace((section_of(heading, reading),), "") if heading else None


def _by_number(name: str, reading: ReadingText) -> NamedPlace | None:
    spans: list[Span] = []
    at, behind, word, ranges = 0, 0, "", False
    while found := _NUMBERED.match(name, at):
        word = _plain_word(found["word"]) if found["word"] else "" if found["any"] else word
        section = _numbered_section(word, found["number"], reading)
        if section is None:
            break
        # "3.1 t/m 3.4" holds what stands between as well.
        spans = [*spans[:-1], Span(spans[-1].start, section.end)] if ranges else [*spans, section]
        behind = found.end()
        joined = _AND.match(name, behind)
        if joined is None:
            break
        at, ranges = joined.end(), joined["range"] is not None
    return NamedPlace(tuple(spans), _rest(name[behind:], spans[0], reading)) if spans else None


def _plain_word(word: str) -> str:
    return _SHORT_FORMS.get(word.lower(), word.lower())


def _rest(behind: str, span: Span, reading: ReadingText) -> str:
    """What stands behind the number, without the title of the section itself."""
    within = _WITHIN.search(behind)
    said = behind[within.end() :] if within else behind
    heading = reading.block_at(span.start)
    title = words(reading.text[heading.start : heading.end]) if heading else ()
    told = {word.stem for word in words(said)} - {word.stem for word in title}
    return said.strip(" .,:;()–-\"'‘’“”„") if told else ""


def _numbered_section(word: str, number: str, reading: ReadingText) -> Span | None:
    """The section with this number; one called by the same word goes before one with the number alone."""
    numbered = [(_head(block, reading), block) for block in _headings(reading)]
    bearing = [(head[0], block) for head, block in numbered if head is not None and head[1] == number]
    for kinds in ((word,), () if _NO_SECTION.fullmatch(word) else ("",)):
        chosen = [block for kind, block in bearing if kind in kinds]
        if len(chosen) == 1:
            return section_of(chosen[0], reading)
    if len(bearing) == 1 and not word:
        return section_of(bearing[0][1], reading)
    return _opening_with(word, number, reading) if word else None


def _headings(reading: ReadingText) -> Iterator[Block]:
    """The headings; the title of the whole text is none."""
    found = [block for block in reading.blocks if block.kind == "heading"]
    top = [block for block in found if (block.level or 1) == 1]
    return (block for block in found if len(top) != 1 or block != top[0] or block != found[0])


def _head(block: Block, reading: ReadingText) -> tuple[str, str] | None:
    """(word, number) that a block opens with: ("norm", "2.1"), ("", "3.1")."""
    found = _HEAD.match(reading.text, block.start, block.end)
    if found is None or (found["word"] is None and not _is_label(found, reading.text)):
        return None
    return (found["word"] or "").lower(), found["number"]


def _is_label(found: re.Match[str], text: str) -> bool:
    """Whether a letter by itself is a number ("B. Werkwijze") and not a word ("U beslist")."""
    return found["number"][0].isdigit() or text[found.end() : found.end() + 1] in (".", ":", ")")


def section_of(heading: Block, reading: ReadingText) -> Span:
    """From a heading to the next one of its level, or to the footnotes."""
    level = heading.level or 1
    after = (
        block.start - 1
        for block in reading.blocks
        if block.start > heading.start
        and (block.kind == "footnote" or (block.kind == "heading" and (block.level or 1) <= level))
    )
    return Span(heading.start, next(after, len(reading.text)))


def _opening_with(word: str, number: str, reading: ReadingText) -> Span | None:
    """ "Artikel 5" that is no heading: from the block that opens with it to the next that opens so."""
    heads = [(block, _head(block, reading)) for block in reading.blocks]
    own = [block for block, head in heads if head == (word, number)]
    if len(own) != 1:
        return None
    after = (
        block.start - 1
        for block, head in heads
        if block.start > own[0].start
        and (block.kind in ("heading", "footnote") or (head is not None and head[0] == word))
    )
    return Span(own[0].start, next(after, len(reading.text)))


def _by_title(name: str, reading: ReadingText) -> NamedPlace | None:
    if _WITHIN.match(f" {name}"):
        return None
    before = _BEFORE.match(name)
    named = name[before.end() if before else 0 :]
    within = _WITHIN.search(named)
    title = named[: within.start()] if within else named
    heading = _called(title, list(_headings(reading)), reading)
    if heading is None:
        return None
    return NamedPlace((section_of(heading, reading),), named[within.end() :] if within else "")


def _called(title: str, headings: list[Block], reading: ReadingText, *, within: bool = True) -> Block | None:
    """The one heading that is called so: most alike, or else (`within`) the only one that holds its words."""
    texts = [reading.text[block.start : block.end] for block in headings]
    ranked = sorted(((_alike(title, text), at) for at, text in enumerate(texts)), reverse=True)
    best, at = ranked[0] if ranked else (0.0, 0)
    second = ranked[1][0] if len(ranked) > 1 else 0.0
    if best >= NAME_RATIO and best - second >= _CLEARLY:
        return headings[at]
    said = {word.stem for word in words(title) if not is_function_word(word.folded)}
    holding = [
        block for block, text in zip(headings, texts, strict=True) if said <= {w.stem for w in words(text)}
    ]
    return holding[0] if within and said and best < NAME_RATIO and len(holding) == 1 else None


def _alike(name: str, heading: str) -> float:
    """Likeness of two titles, 0 to 100, their numbers left out."""
    one, other = (_bare(text) for text in (name, heading))
    return ratio(one, other) if one and other else 0.0


def _bare(title: str) -> str:
    folded = [word.folded for word in words(title)]
    return " ".join(word for word in folded if not word.replace(".", "").isdigit())
