"""Who goes by chapters names no page: "Hoofdstuk 2.3", "§ 3.1:", "artikel 5", "Paragraaf Regie".

As a heading above remarks, at the start of each remark, or in the running sentence, just as a page. An
article of a law ("artikel 8 EVRM") is no place in the framework.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from kader.domain.responses.page_headings import (
    MENTIONED_PAGES,
    PageRef,
    mentioned_pages,
    page_labels,
    read_page,
)

_WORD = (
    r"(?:(?:sub)?paragra(?:af|fen)|par\.?|hoofdstuk(?:ken)?|hfd?st\.?|h(?=\.?\s?\d)\.?|secties?|artikel(?:en)?|"
    r"art\.?(?=\s?\d)|norm(?=\s?\d)|thema(?=\s?\d)|stap(?=\s?\d)|fase(?=\s?\d)|onderdeel|deel(?=\s(?:\d|[A-Z]\b|[IVX]+\b))|"
    r"chapters?|sections?|sec\.?(?=\s?\d)|clause|articles?|§{1,2})"
)
_NUMBER = (
    r"(?:\d{1,3}(?:\.\d{1,3}){0,4}[a-d]?(?!\w)(?!(?-i:\s?(?:e|de|ste)\b))|(?-i:[IVX]{1,5}|[A-Z])(?![\w.]))"
)
_JOIN = r"\s*(?:,|/|&|en|and|t/m|tot en met|-|–)\s*"
_NUMBERS = rf"{_NUMBER}(?:{_JOIN}(?:{_WORD}\s*)?{_NUMBER})*"
_BEFORE = (
    r"(?:(?:op|bij|ad|over|in|onder|voor|van|t\.?a\.?v\.?|m\.?b\.?t\.?|inzake|betreft|ten\s+aanzien\s+van|"
    r"met\s+betrekking\s+tot|opmerkingen?|commentaar|reactie|vragen?|suggesties?|punten)\s+){0,3}"
)
_NUMBERED = re.compile(
    rf"(?P<before>{_BEFORE})(?P<open>[(\[])?(?P<word>{_WORD})\s*(?P<number>{_NUMBERS})(?P<close>\s*[)\]])?",
    re.IGNORECASE,
)
_TITLE = r"(?-i:[\"'‘“„]?[A-Z])[^.!?:;\n]{1,70}?"
_NAMED = re.compile(
    rf"(?P<before>{_BEFORE})(?P<word>(?:sub)?paragraaf|hoofdstuk|sectie|onderdeel|kopje|section|chapter)\s*:?\s+"
    rf"(?P<title>{_TITLE})(?P<behind>\s*:(?=\s|$)|\s*$|\s+[-–—]\s+)",
    re.IGNORECASE,
)
# What may stand between the number and the remark: the title of the section, an alinea, lines.
_BEHIND_NUMBER = re.compile(
    rf"[\s,(]*(?P<more>(?:(?:lid|alinea|regels?|r\.|zin|bullet|punt)\s*[\d,.\s–-]*\d|\d+(?:e|de|ste)\s+\w+|"
    rf"[a-z]+(?:de|ste)\s+(?:alinea|zin|bullet|regel|lid)|pagina\s*\d+|p\.?\s?\d+|{_TITLE})[)\s]*)(?=:|\s+[-–—]\s|$)",
    re.IGNORECASE,
)
# "Pagina 3, 2.2 Veiligheid: ...": the section that stands on the page.
_ON_PAGE = re.compile(
    rf"\d{{1,3}}(?:\.\d{{1,3}})+(?!\w)(?:\s+{_TITLE})?(?=\s*:(?:\s|$)|\s+[-–—]\s)", re.IGNORECASE
)
_PUNCTUATION = re.compile(r"\s*(?:[:;,.)\]–—|=*#~_]|-(?!\s?\d))*\s*")
# Words that make what stands before them part of a sentence.
_SENTENCE = re.compile(
    r"(?:\s*,)?\s+(?:(?-i:[a-z])[\w’'-]*)(?=[\s.,;:!?]|$)",
)
_DASH = re.compile(r"\s[-–—]\s")
_LAW = re.compile(
    r"\s*(?:,?\s*(?:eerste|tweede|derde|vierde|\d+e)?\s*lid\s*\d*\s*)?,?\s*(?:"
    r"van\s+(?:het|de|deze|boek)\s+\S*(?:wet|verdrag|verordening|besluit|grondwet|regeling|code)\b|"
    r"(?:\w*wet\b)|(?-i:[A-Z]{2,}[A-Za-z]*\b)|(?-i:[A-Z])\w*(?:wet|verdrag|verordening|besluit)\b|"
    r"(?:Grondwet|Sr|Sv|Rv)\b)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class PlaceRef:
    """The place in the framework that a line opens with: its pages, or the section it names, or both.

    `end` and `rest` are offsets behind the reference and its punctuation. In a running sentence ("Op pagina
    3 staat") the reference is part of the text and `rest` is 0; `announced` when a word such as "op" goes
    before it, `pointed` when punctuation or nothing comes behind it.
    """

    pages: tuple[str, ...]
    section: str | None
    word: str
    end: int
    rest: int
    pointed: bool
    announced: bool

    @property
    def in_sentence(self) -> bool:
        return self.rest == 0


def read_place(text: str) -> PlaceRef | None:
    """The page or the section that `text` opens with, or None."""
    page = read_page(text)
    return _paged(page, text) if page else read_section(text)


def _paged(page: PageRef, text: str) -> PlaceRef:
    section = None if page.in_sentence else _ON_PAGE.match(text, page.rest)
    if section is None:
        return PlaceRef(page.pages, None, page.word, page.end, page.rest, page.pointed, page.announced)
    gap = _PUNCTUATION.match(text, section.end())
    behind = gap.end() if gap else section.end()
    return PlaceRef(page.pages, section.group(), page.word, section.end(), behind, True, page.announced)


def read_section(text: str) -> PlaceRef | None:
    """The section that `text` opens with, by its number or by its name, or None."""
    return _numbered(text) or _named(text)


def _numbered(text: str) -> PlaceRef | None:
    match = _NUMBERED.match(text)
    if match is None or _LAW.match(text, match.end()) or text[match.end() : match.end() + 1].isalnum():
        return None
    more = _BEHIND_NUMBER.match(text, match.end())
    end = more.end("more") if more and not match["close"] else match.end()
    return _ref(text, match, end)


def _named(text: str) -> PlaceRef | None:
    match = _NAMED.match(text)
    return None if match is None else _ref(text, match, match.end("title"))


def _ref(text: str, match: re.Match[str], end: int) -> PlaceRef:
    gap = _PUNCTUATION.match(text, end)
    behind = gap.end() if gap else end
    closed = bool(match.groupdict().get("close"))
    signs = text[end:behind].strip()
    ends = closed or ":" in signs or _DASH.search(text[end:behind]) is not None or behind == len(text)
    announced = bool(match["before"].strip())
    running = not ends and (announced or bool(_SENTENCE.match(text, end)))
    named = text[match.start("word") : end].strip(" ")
    return PlaceRef(
        pages=mentioned_pages(named),
        section=named + ")" * (named.count("(") - named.count(")")),
        word=match["word"].lower(),
        end=end,
        rest=0 if running else behind,
        pointed=not running,
        announced=announced,
    )


@dataclass(frozen=True, slots=True)
class Mention:
    """Code points [start, end) of a running text that name pages, or a section."""

    start: int
    end: int
    pages: tuple[str, ...] = ()
    section: str | None = None


def mentions(text: str, start: int, end: int) -> list[Mention]:
    """The pages and the sections by number that are named between two offsets, in order."""
    pages = (
        Mention(match.start(), match.end(), pages=page_labels(match["pages"]))
        for match in MENTIONED_PAGES.finditer(text, start, end)
    )
    sections = (
        Mention(match.start("word"), match.end(), section=text[match.start("word") : match.end("number")])
        for match in _NUMBERED.finditer(text, start, end)
        if not text[match.start() - 1 : match.start()].isalnum() and not _LAW.match(text, match.end())
    )
    return sorted((*pages, *sections), key=lambda found: found.start)
