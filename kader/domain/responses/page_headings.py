"""Everybody names a page in an own way: "P.2", "P4", "p.9", "Pag. 4", "blz. 3", "Bladzijde 7", "pagina 3-5".

As a heading above remarks, at the start of each remark, or in the running sentence. A footer such as
"Pagina 3 van 9" names a page of the letter itself and is none of these.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

_WORD = r"(?:pagina(?:['’]?s|nummers?|nr\.?)?|paginas|pag|pg|bladzijden?|bladz|blz|pages?|pp|p)"
# A page may be lettered or Roman, but "p. in" is no page; ordinals ("2e alinea") are no labels.
_ARABIC = r"[A-Z]{1,2}[-.]\d{1,3}|\d{1,4}[a-df-h]?(?!\w)(?!\s?(?:e|de|ste)\b)"
_LABEL = rf"(?:{_ARABIC}|[ivxl]{{1,7}}(?![\w]))"
_RANGE = r"\s*(?:-|–|—|t\s?/\s?m|tm|tot en met|tot|through|to)\s*"
_LIST = r"\s*(?:,\s*(?:en|and)\b|,|;|&|\+|/|en\b|and\b|of\b|resp\.)\s*"
_BEHIND = r"(?=\s*(?:$|[-–—:;,.)\]/&+]|en\b|and\b|of\b|t\s?/\s?m|e\.?v\.?))"
# "Pagina 3, 2.2 Veiligheid" names one page, and a section on it.
_NO_SECTION = r"(?!\.\d)"
_BEFORE = (
    r"(?:op|bij|ad|over|voor|van|t\.?a\.?v\.?|m\.?b\.?t\.?|inzake|betreft|ten\s+aanzien\s+van|met\s+betrekking\s+tot|"
    r"opmerkingen?|commentaar|reactie|vragen?|suggesties?|punten)"
)
_PAGES = re.compile(
    rf"(?P<before>(?:[-–—=*#~_]{{2,}}\s*)?(?:{_BEFORE}\s+){{0,3}})"
    rf"(?P<open>[(\[])?{_WORD}(?:\s*[.:]){{0,2}}\s*"
    rf"(?P<pages>{_LABEL}(?:(?:{_RANGE}|{_LIST})(?:{_WORD}\.?\s*)?(?:{_ARABIC}){_NO_SECTION}{_BEHIND})*)"
    r"(?P<and_on>\s*e\.?\s?v\.?\b|\s*ff\b)?(?P<close>\s*[)\]])?",
    re.IGNORECASE,
)
# The hyphen of page B-2 makes no range; that of v-x does.
_LETTERED = r"(?<!\b[A-HJKM-UWYZ])(?<!\b[A-HJKM-UWYZ]{2})"
_PARTED = re.compile(rf"{_LETTERED}(?P<range>{_RANGE})|(?P<list>{_LIST})", re.IGNORECASE)
_OWN_PAGE = re.compile(r"\s*(?:van|of|/|uit)\s*\d", re.IGNORECASE)
_PUNCTUATION = re.compile(r"\s*(?:[:;,.)\]–—|=*#~_]|-(?!\s?\d))*\s*")
_SENTENCE = re.compile(
    r"\s+(?:staat|staan|begint|is|zijn|bevat|mist|ontbreekt|geeft|noemt|noemen|wordt|worden|spreekt|lezen|"
    r"suggereert|gaat|heeft|moet|kan|stelt|stellen|vinden|wij|we|schrijft|beschrijft|vermeldt|komt)\b",
    re.IGNORECASE,
)
# "blz 3 regel 4: ..." opens a remark as well.
_UP_TO_COLON = re.compile(r"\s[^.!?:;]{2,30}:\s")
# "Ad p. 4, voetnoot 2: ..." opens one too, "Op pagina 4 lezen wij: ..." is a sentence.
_ELEMENT_TO_COLON = re.compile(
    r",?\s(?:[^.!?:;]{0,20}\b)?(?:alinea|zin|regels?|r|voetnoot|noot|tabel|figuur|bullet|kop(?:je)?|punt|par|paragraaf|"
    r"hoofdstuk)\b[^!?:;]{0,15}:(?:\s|$)",
    re.IGNORECASE,
)
_WIDEST_RANGE = 200


@dataclass(frozen=True, slots=True)
class PageRef:
    """The pages a line opens with; `end` and `rest` are offsets behind the reference and its punctuation.

    In a running sentence ("Op pagina 3 staat") the reference is part of the text and `rest` is 0; `announced`
    when a word such as "op" goes before it, `pointed` when punctuation or nothing comes behind it.
    """

    pages: tuple[str, ...]
    word: str
    end: int
    rest: int
    pointed: bool
    announced: bool

    @property
    def in_sentence(self) -> bool:
        return self.rest == 0


def read_page(text: str) -> PageRef | None:
    """The pages that `text` opens with, or None; "Pagina 3 van 9" is None."""
    match = _PAGES.match(text)
    if match is None or _is_broken(match, text):
        return None
    rest = _PUNCTUATION.match(text, match.end())
    behind = rest.end() if rest else match.end()
    pointed = bool(text[match.end() : behind].strip() or match["close"] or behind == len(text))
    pointed = pointed or bool(_UP_TO_COLON.match(text, match.end()))
    opens_remark = behind == len(text) or ":" in text[match.end() : behind] or bool(match["close"])
    opens_remark = opens_remark or bool(_ELEMENT_TO_COLON.match(text, match.end()))
    running = bool(_SENTENCE.match(text, match.end())) or (bool(match["before"]) and not opens_remark)
    word = re.match(r"[a-z]+", text[len(match["before"]) :].lstrip("(["), re.IGNORECASE)
    return PageRef(
        pages=page_labels(match["pages"]),
        word=word.group().lower() if word else "",
        end=match.end(),
        rest=0 if running else behind,
        pointed=pointed,
        announced=bool(match["before"].strip()),
    )


def _is_broken(match: re.Match[str], text: str) -> bool:
    if _OWN_PAGE.match(text, match.end()):
        return True
    following = text[match.end() : match.end() + 1]
    # "P.2" in "p.2.3" is a section, and "p" needs a digit: "p. i" is an abbreviation.
    letters_only = match["pages"].isalpha()
    short = not re.match(r"(?:pag|bladz|page)", text[len(match["before"]) :].lstrip("([").lower())
    return following.isalnum() or (letters_only and short)


def page_labels(named: str) -> tuple[str, ...]:
    """The labels in "3-5", "7 en 9" or "iv"; a range of numbers is written out."""
    labels: list[str] = []
    position, join = 0, ""
    for match in _PARTED.finditer(named):
        _append(labels, named[position : match.start()], join)
        position, join = match.end(), match.lastgroup or ""
    _append(labels, named[position:], join)
    return tuple(dict.fromkeys(labels))


def _append(labels: list[str], named: str, join: str) -> None:
    label = re.sub(rf"^{_WORD}\.?\s*(?=\d)", "", named.strip(), flags=re.IGNORECASE).strip(" .")
    if not label:
        return
    if join == "range" and labels and labels[-1].isdecimal() and label.isdecimal():
        first, last = int(labels[-1]), int(label)
        if first < last <= first + _WIDEST_RANGE:
            labels.extend(str(number) for number in range(first + 1, last))
    labels.append(label)


MENTIONED_PAGES = re.compile(
    rf"(?<!\w)(?:pagina['’]?s?|pag|blz|bladzijden?|pages?|pp?)\.?\s?(?P<pages>\d{{1,4}}(?:{_RANGE}\d{{1,4}})?"
    r"(?:\s*(?:en|&|and)\s*\d{1,4}(?=\s*(?:$|[:;,.)\]]|staa|lees|lez|schr|is\b|zijn|word)))?)(?!\w)(?!\s*van\s+\d)",
    re.IGNORECASE,
)
"""Pages named anywhere in a running text; the group "pages" is for `page_labels`."""


def mentioned_pages(text: str) -> tuple[str, ...]:
    """The pages named first anywhere in a running text, or () when it names none."""
    match = MENTIONED_PAGES.search(text)
    return page_labels(match["pages"]) if match else ()
