"""People also point by counting and naming: "laatste alinea", "derde bullet onder 2.3", "kopje 'Herstel'".

This module reads such words in a remark; `layout` finds what they point at.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import IntEnum

from kader.domain.dutch_words import is_function_word, words
from kader.domain.locating.amounts import value_of
from kader.domain.locating.comment_words import is_comment_word

# Where a remark is about stands near its start; and nobody points so often.
FURTHEST, MOST_POINTERS, DEEPEST = 4000, 60, 4


class Element(IntEnum):
    """What can be pointed at, from coarse to fine: a finer one lies within a coarser one beside it."""

    SECTION = 0
    HEADING = 1
    TABLE = 2
    LIST = 3
    ROW = 4
    COLUMN = 5
    PARAGRAPH = 6
    ITEM = 7
    NOTE = 8
    SENTENCE = 9


class Manner(IntEnum):
    """How it is pointed at."""

    COUNTED = 0
    """By rank: `rank` from 1, or from -1 backwards; `count` of them."""
    NUMBERED = 1
    """By the number or letter it bears: `name`."""
    NAMED = 2
    """By its words: `name`."""
    SAME = 3
    """"Deze alinea": the one of the remark before, or the only one; `rank` steps further."""
    BESIDE = -1
    """"De alinea onder de tabel": what stands just behind (`rank` 1) or before (-1) a list or table."""


@dataclass(frozen=True, slots=True)
class Pointer:
    """Code points [start, end) of the remark that point at an element of the text."""

    start: int
    end: int
    element: Element
    manner: Manner
    rank: int = 0
    count: int = 1
    name: str = ""
    noun: str = ""


@dataclass(frozen=True, slots=True)
class Pointing:
    """Pointers that belong together, coarse to fine; `leading` when the remark is plainly about them."""

    pointers: tuple[Pointer, ...]
    leading: bool


def pointings(text: str, sentences: tuple[tuple[int, int], ...]) -> tuple[Pointing, ...]:
    """What a remark points at, in the order in which it does."""
    groups: list[list[Pointer]] = []
    for pointer in _without_overlap(list(_found(text[:FURTHEST]))[:MOST_POINTERS]):
        if groups and _JOINT.fullmatch(text, groups[-1][-1].end, pointer.start):
            groups[-1].append(pointer)
        else:
            groups.append([pointer])
    kept = [group for group in groups if not _is_elsewhere(text, group)]
    return tuple(Pointing(_coarse_to_fine(group), _leads(text, sentences, group[0])) for group in kept)


def _is_elsewhere(text: str, group: list[Pointer]) -> bool:
    """Whether the words around say that another page, or the letter itself, is meant."""
    start, end = group[0].start, group[-1].end
    seen = _SEE_ALSO.search(text, max(0, start - 60), start)
    return seen is not None or _IN_LETTER.match(text, end) is not None


def _coarse_to_fine(group: list[Pointer]) -> tuple[Pointer, ...]:
    return tuple(sorted(group[:DEEPEST], key=lambda pointer: pointer.element))


def _found(text: str) -> Iterator[Pointer]:
    yield from _counted(text)
    yield from _borne(text)
    yield from _near(text)
    yield from _headed(text)


def _counted(text: str) -> Iterator[Pointer]:
    for found in _RANKED.finditer(text):
        yield from _ranked(found)
    for found in (*_RANKED_OTHER.finditer(text), *_RANK_AMONG.finditer(text)):
        noun = found["noun"]
        element = _ELEMENTS.get(_singular(noun), Element.ITEM)
        yield Pointer(*found.span(), element, Manner.COUNTED, _rank(found["rank"]), noun=noun)
    yield from _without_noun(text)
    for found in _EDGE_OF_PAGE.finditer(text):
        rank = -1 if found["edge"].lower() == "onder" else 1
        yield Pointer(*found.span(), Element.PARAGRAPH, Manner.COUNTED, rank, noun="alinea")
    for found in _FIRST_OR_LAST.finditer(text):
        rank = -1 if found["which"].lower() == "slot" else 1
        yield Pointer(*found.span(), _element(found["noun"]), Manner.COUNTED, rank, noun=found["noun"])


def _borne(text: str) -> Iterator[Pointer]:
    """What bears a number or, as a row or column does, a name."""
    for found in _BEARING.finditer(text):
        yield _bearing(found)
    for found in _BY_NUMBER.finditer(text):
        yield Pointer(*found.span(), Element.ITEM, Manner.NUMBERED, name=found["name"].lower(), noun="nummer")
    for found in _CELL_NAME.finditer(text):
        name = text[found.end() :]
        yield Pointer(*found.span(), _element(found["noun"]), Manner.NAMED, name=name, noun=found["noun"])


def _near(text: str) -> Iterator[Pointer]:
    """What is told by what stands beside it, by the remark before, or by being the only one."""
    for found in _BESIDE.finditer(text):
        what = _ELEMENTS.get((found["what"] or "alinea").lower(), Element.PARAGRAPH)
        rank = 1 if found["side"].lower() in ("onder", "na", "achter") else -1
        yield Pointer(*found.span(), what, Manner.BESIDE, rank, noun=found["noun"])
    for found in _SAME.finditer(text):
        steps = {"volgende": 1, "daaropvolgende": 1, "vorige": -1, "voorgaande": -1}
        step = steps.get(found["which"].lower(), 0)
        yield Pointer(*found.span(), _element(found["noun"]), Manner.SAME, rank=step, noun=found["noun"])
    for found in _THE_ONLY.finditer(text):
        yield Pointer(*found.span(), _element(found["noun"]), Manner.SAME, noun=found["noun"])


def _headed(text: str) -> Iterator[Pointer]:
    for found in _SECTION_NUMBER.finditer(text):
        name = found["number"] or found["dotted"] or found["opening"]
        yield Pointer(*found.span(), Element.SECTION, Manner.NUMBERED, name=name)
    for found in _HEADING_NAME.finditer(text):
        element = Element.HEADING if _HEADING_NOUN.fullmatch(found["what"]) else Element.SECTION
        yield Pointer(found.start(), found.end("what"), element, Manner.NAMED, name=text[found.end() :])
    for found in (*_OPENING_NAME.finditer(text), *_PART_NAME.finditer(text)):
        manner = Manner.NUMBERED if found["name"].isdigit() else Manner.NAMED
        yield Pointer(*found.span("name"), Element.SECTION, manner, name=found["name"])


def _ranked(found: re.Match[str]) -> Iterator[Pointer]:
    element = _element(found["noun"])
    rank = _rank(found["rank"])
    count = _amount(found["count"]) if found["count"] else 1
    if found["second"]:
        count = max(1, _rank(found["second"]) - rank + 1) if rank > 0 else 1
    start = rank if rank > 0 else rank - count + 1
    yield Pointer(*found.span(), element, Manner.COUNTED, start, count, noun=found["noun"])


def _without_noun(text: str) -> Iterator[Pointer]:
    """ "Bullets: goed. De derde is het sterkst": counted is what the remark spoke of before."""
    for found in _RANK_ALONE.finditer(text):
        spoken = [*_SPOKEN_OF.finditer(text, 0, found.start())]
        opening = _OPENING_NOUN.match(text)
        if not spoken and (opening is None or opening.end() > found.start()):
            continue
        noun = spoken[-1]["noun"] if spoken else text[slice(*opening.span("noun"))] if opening else ""
        element = _ELEMENTS.get(_singular(noun), Element.ITEM)
        element = {Element.LIST: Element.ITEM, Element.TABLE: Element.ROW}.get(element, element)
        noun = "bullet" if element is Element.ITEM and _singular(noun) in _ELEMENTS else noun
        yield Pointer(*found.span(), element, Manner.COUNTED, _rank(found["rank"]), noun=noun)


def _bearing(found: re.Match[str]) -> Pointer:
    noun, name = found["noun"], str(value_of(found["name"].lower()) or found["name"])
    element = _ELEMENTS.get(_singular(noun), Element.ITEM)
    counted = element in (
        Element.SENTENCE,
        Element.PARAGRAPH,
        Element.ROW,
        Element.COLUMN,
        Element.TABLE,
        Element.LIST,
    )
    if counted and name.isdigit():
        count = max(1, int(found["until"] or name) - int(name) + 1)
        return Pointer(*found.span(), element, Manner.COUNTED, int(name), count, noun=noun)
    return Pointer(*found.span(), element, Manner.NUMBERED, name=name.lower(), noun=noun)


def _leads(text: str, sentences: tuple[tuple[int, int], ...], first: Pointer) -> bool:
    """Whether nothing but small talk stands before it, or it is where something stands ("in de tabel")."""
    number = max((at for at, (start, _) in enumerate(sentences) if start <= first.start), default=0)
    before = text[sentences[number][0] : first.start] if sentences else ""
    idle = all(is_function_word(word.folded) or is_comment_word(word.folded) for word in words(before))
    return number <= 1 and (idle or (number == 0 and _WHERE.search(before) is not None))


def _without_overlap(pointers: list[Pointer]) -> list[Pointer]:
    """In order; of two that overlap the one that says more: "het kopje" less than "kopje Herstel"."""
    kept: list[Pointer] = []
    for pointer in sorted(pointers, key=lambda found: (found.manner, found.start, -found.end)):
        if all(pointer.end <= other.start or other.end <= pointer.start for other in kept):
            kept.append(pointer)
    return sorted(kept, key=lambda found: found.start)


def _rank(written: str) -> int:
    plain = " ".join(written.lower().replace("é", "e").split())
    if plain in _RANKS:
        return _RANKS[plain]
    digits = re.match(r"\d+", plain)
    return int(digits[0]) if digits else 1


def _amount(written: str) -> int:
    return int(written) if written.isdigit() else _AMOUNTS[written.lower()]


def _element(noun: str) -> Element:
    return _ELEMENTS[_singular(noun)]


def is_any_item(noun: str) -> bool:
    """Whether a word is for the items of any list ("bullet"), not of one on a subject ("vraag")."""
    return _ELEMENTS.get(_singular(noun)) is Element.ITEM


def _singular(noun: str) -> str:
    plain = noun.lower()
    return next(
        (form for form in (plain, plain.removesuffix("'s"), plain.removesuffix("s")) if form in _ELEMENTS),
        plain,
    )


_ELEMENTS = {
    **dict.fromkeys(("zin", "zinnen", "volzin", "volzinnen", "regel", "zinnetje"), Element.SENTENCE),
    **dict.fromkeys(("alinea", "alineas", "alinea’s", "al", "tekstblok", "citaat"), Element.PARAGRAPH),
    **dict.fromkeys(
        ("bullet", "bulletpoint", "bullet point", "bolletje", "bolletjes", "streepje"), Element.ITEM
    ),
    **dict.fromkeys(
        ("gedachtestreepje", "gedachtenstreepje", "aandachtsstreepje", "opsommingsteken"), Element.ITEM
    ),
    **dict.fromkeys(
        ("punt", "punten", "item", "onderdeel", "aandachtspunt", "lid", "sub", "nummer"), Element.ITEM
    ),
    **dict.fromkeys(("opsomming", "opsommingen", "lijst", "lijstje", "rijtje"), Element.LIST),
    **dict.fromkeys(("tabel", "tabellen", "schema"), Element.TABLE),
    **dict.fromkeys(("rij", "rijen", "tabelrij"), Element.ROW),
    **dict.fromkeys(("kolom", "kolommen"), Element.COLUMN),
    **dict.fromkeys(("voetnoot", "voetnoten", "noot", "noten", "eindnoot"), Element.NOTE),
    **dict.fromkeys(
        ("kop", "koppen", "kopje", "tussenkop", "tussenkopje", "titel", "subkop"), Element.HEADING
    ),
    **dict.fromkeys(("paragraaf", "paragrafen", "subparagraaf", "hoofdstuk", "sectie"), Element.SECTION),
}
_COUNTING = "eerste tweede derde vierde vijfde zesde zevende achtste negende tiende elfde twaalfde"
_RANKS = {
    **{
        word: rank
        for rank, word in enumerate(
            _COUNTING.split(),
            start=1,
        )
    },
    "laatste": -1,
    "voorlaatste": -2,
    "een na laatste": -2,
    "op een na laatste": -2,
}
_AMOUNTS = {"twee": 2, "drie": 3, "vier": 4, "vijf": 5}
_PLURALS = ("alinea's", "bullets", "bulletpoints", "items")
_NOUN = "|".join(
    sorted(
        # "De 2e al. van": only with its full stop, as "al" is a word by itself.
        (r"al(?=\.)" if noun == "al" else re.escape(noun) for noun in [*_ELEMENTS, *_PLURALS]),
        key=len,
        reverse=True,
    )
)
_RANK = (
    r"(?:\d{1,2}\s?(?:ste|de|e)|(?:op\s+)?[eé]{2}n\s+na\s+laatste|"
    + "|".join(word for word in _RANKS if " " not in word)
    + ")"
)
_RANKED = re.compile(
    rf"\b(?P<rank>{_RANK})(?:\s+(?:en|t/m|tot en met)\s+(?:de\s+)?(?P<second>{_RANK}))?"
    rf"(?:\s+(?P<count>twee|drie|vier|vijf|\d))?"
    rf"(?:\s+(?:volle|hele|volledige|lange|korte|genoemde|inhoudelijke|echte|grote|kleine))?"
    rf"\s+(?P<noun>{_NOUN})\b(?:(?<=\bal)\.)?",
    re.IGNORECASE,
)
# "De tweede vraag": an item, when there is a list of questions.
_RANKED_OTHER = re.compile(
    rf"\b(?P<rank>{_RANK})\s+(?!(?:{_NOUN})\b)(?P<noun>[^\W\d_]{{4,25}})\b", re.IGNORECASE
)
# "Regel 12" counts the lines of somebody's print: of that only the page is sure.
_BEARING = re.compile(
    r"\b(?P<noun>(?!(?:pagina|p|pag|blz|bladzijde|versie|opmerking|hoofdstuk|paragraaf|par|artikel|art|fase|"
    r"bijlage|de|het|een|van|in|op|om|en|of|tot|met|binnen|na|per|jaar|is|was|zijn|ruim|circa|minimaal|maximaal|"
    r"max|ten|bij|onder|uit|naar|over|ad|sectie|h|nr|no|regels?|lines?)\b)[^\W\d_]{3,25})\s+(?:nr\.?\s*)?"
    r"(?P<name>\d{1,2}|[a-h]|twee|drie|vier|vijf|zes|zeven|acht|negen|tien)(?=[\s:;,.)'’\"”?!–-]|$)(?![.,]\d)"
    r"(?:\s*(?:en|t/m|tot en met|-|–)\s*(?P<until>\d{1,2})(?![.,]?\d))?"
    r"(?!\s*(?:%|procent|jaar|jaren|dagen|weken|maanden|uur|euro|keer))",
    re.IGNORECASE,
)
_BY_NUMBER = re.compile(
    r"(?:\b(?:nr|nummer|no)\b\.?|\A\s*ad\b)\s*(?P<name>\d{1,2}|[a-h])(?=[\s:;,.)]|$)(?![.,]\d)", re.IGNORECASE
)
_RANK_ALONE = re.compile(
    rf"\b(?:de|het)\s+(?P<rank>{_RANK})(?=\s*(?:[:;,.?!]|$)|\s+(?:vind|begrijp|mis|snap|lees|is|kan|mag|moet|"
    r"klopt|wordt|lijkt|mist|ontbreekt|graag|zou|hoort|staat|past|roept|spreekt|heeft|gaat|zegt|herhaalt)\w*\b)",
    re.IGNORECASE,
)
# "De tweede van de drie vragen".
_RANK_AMONG = re.compile(
    rf"\b(?:de|het)\s+(?P<rank>{_RANK})\s+van\s+(?:de|deze|die)\s+(?:(?:\d|twee|drie|vier|vijf|zes|zeven)\s+)?"
    r"(?P<noun>[^\W\d_]{4,25})\b",
    re.IGNORECASE,
)
_SPOKEN_OF = re.compile(rf"\b(?P<noun>{_NOUN})\b", re.IGNORECASE)
# "Vragen: prima."
_OPENING_NOUN = re.compile(r"\s*(?:(?:de|het|deze)\s+)?(?P<noun>[^\W\d_]{4,25})\s*[:,.]", re.IGNORECASE)
_BESIDE = re.compile(
    r"\b(?:(?P<what>zin|alinea|tekst|regel|stukje|passage)\s+)?(?P<side>onder|na|achter|boven|voor|vóór)\s+"
    r"(?:de|het|deze|dit)\s+(?P<noun>tabel|schema|opsomming|lijst|lijstje|rijtje|bullets|bolletjes|streepjes)\b",
    re.IGNORECASE,
)
# "Cijfers, nr. 4: ...".
_OPENING_NAME = re.compile(
    rf"\A\s*(?P<name>\d{{1,2}}|[^\s,:.;!?\n][^,:.;!?\n]{{2,59}})(?=,\s+(?:de\s+|het\s+)?(?:{_RANK}|{_NOUN}|nr|nummer|slot|begin))",
    re.IGNORECASE,
)
# Names that people use for a part whatever its heading is.
_PART_NAME = re.compile(
    r"\A\s*(?:de |het |een )?(?P<name>inleiding|voorwoord|introductie|slotwoord|nawoord|slothoofdstuk|"
    r"begrippenlijst|woordenlijst|definitielijst|definities|begripsbepalingen|begrippen)\b",
    re.IGNORECASE,
)
# "Onderaan de pagina: ..."; "zet dit bovenaan" is a wish.
_EDGE_OF_PAGE = re.compile(
    r"\A\s*(?:helemaal\s+|geheel\s+)?(?P<edge>boven|onder)aan"
    r"(?:\s+(?:op\s+)?(?:de\s+|deze\s+)?(?:pagina|bladzijde|blz\.?))?(?=\s*[:,;])",
    re.IGNORECASE,
)
_FIRST_OR_LAST = re.compile(r"\b(?P<which>openings|begin|slot)(?P<noun>zin|alinea)\b", re.IGNORECASE)
_SAME = re.compile(
    rf"\b(?P<which>deze|die|dit|dat|dezelfde|hetzelfde|volgende|daaropvolgende|vorige|voorgaande|"
    rf"bovenstaande|betreffende)\s+(?P<noun>{_NOUN})\b",
    re.IGNORECASE,
)
_THE_ONLY = re.compile(
    r"(?:\A\s*|\b(?:de|het|een)\s+)"
    r"(?P<noun>tabel|schema|voetnoot|noot|opsomming|lijst|lijstje|rijtje|kop|kopje|tussenkop|titel|citaat)\b",
    re.IGNORECASE,
)
_SECTION_NUMBER = re.compile(
    r"(?:\b(?:sub)?(?:paragraaf|par\.?|hoofdstuk|hfst\.?|h\.|sectie)|§)\s*"
    r"(?P<number>\d{1,2}(?:\.\d{1,2})*)(?!\.?\d)"
    r"|\b(?:[^\W\d_]{4,20}|onder|bij|in|ad|uit|van)\s+(?P<dotted>\d{1,2}(?:\.\d{1,2})+)(?!\.?\d)"
    r"|(?:\A\s*|(?<=\s)|(?<=\())(?P<opening>\d{1,2}(?:\.\d{1,2})+)(?=[\s:;.,)]|$)(?!\.?\d)",
    re.IGNORECASE,
)
_HEADING_NOUN = re.compile(r"(?:tussen|sub)?(?:kop|kopje|titel)", re.IGNORECASE)
_HEADING_NAME = re.compile(
    r"\b(?P<what>(?:tussen|sub)?(?:kopje|kop|titel)|(?:sub)?paragraaf|hoofdstuk|sectie|onder|bij|onderdeel|"
    r"passage over|stuk over|alinea over|deel over)\b"
    r"(?:\s+(?:het|de)\s+(?:tussen)?kop(?:je)?)?(?:\s+(?:met de titel|genaamd|over|van))?\s*:?\s*"
    r"(?=['‘’\"“”„«*_]*\w)",
    re.IGNORECASE,
)
_CELL_NAME = re.compile(
    r"\b(?:de |het )?(?P<noun>rij|kolom)\b(?:\s+(?:met|over|van|voor|bij))?(?:\s+(?:de|het))?\s*:?\s*"
    r"(?=['‘’\"“”„«*_]*\w)",
    re.IGNORECASE,
)
_JOINT = re.compile(r"[\s,(:]*(?:van|in|uit|onder|bij|op|na|binnen|boven)?\s*(?:de|het|deze|die|dit)?\s*")
_WHERE = re.compile(
    r"\b(?:in|bij|onder|uit|van|na|boven|op|aan|de|het)\s+(?:de|het|deze|die)?\s*$", re.IGNORECASE
)
# "Zie ook de laatste alinea", "punt 3 van onze brief".
_SEE_ALSO = re.compile(r"\b(?:zie ook|vgl\.?|vergelijk|zoals|conform|idem)\b[^.!?\n]{0,25}$", re.IGNORECASE)
_IN_LETTER = re.compile(
    r"\s*(?:van|uit|in|bij)\s+(?:\w+\s+)?(?:brief|reactie|aanbiedingsbrief|opmerking|opmerkingen)\b",
    re.IGNORECASE,
)
