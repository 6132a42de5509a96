"""A point may end in what it asks, one thing a bullet: "Denk aan:", "Wij stellen voor:", "Concreet vragen:".

Each of these can be answered by itself, so each is a comment as well as part of its point. A list that only
explains ("Die onzekerheid is drievoudig:") stays in the point; the sentence before the list tells which.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from kader.domain.locating.sentences import sentence_spans
from kader.domain.responses.joining import continues, ends_sentence, text_of
from kader.domain.responses.lines import Line

_WE = r"(?:wij|we|ik)"
_EDITED = (
    r"(?:opgenomen|toegevoegd|aangepast|uitgewerkt|verduidelijkt|toegelicht|geschrapt|benoemd|beschreven|"
    r"geregeld|verwerkt|gewijzigd|vervangen|aangevuld|aangescherpt|opnemen|toevoegen|aanpassen|uitwerken)"
)
# Words with which people ask, whatever else the sentence says.
_ASKING = re.compile(
    r"\bdenk(?:en|t\s+u)?\b[^.:]{0,40}\baan\b|\bte\s+denken\s+(?:valt|is)\b|\bconcreet\b|\bconcreter?\s+gezegd\b"
    rf"|\bstel(?:len)?\b[^.:]{{0,60}}\bvoor\b|\b(?:ons|onze|mijn|deze|de\s+volgende|volgende|enkele|een\s+paar)\s+"
    r"(?:\w+\s+)?(?:tekst|verbeter|wijzigings)?(?:voorstel(?:len)?|verzoek(?:en)?|suggesties?|advies|adviezen|"
    r"aanbeveling(?:en)?|wensen|vragen|verbeterpunten)\b"
    r"|^\W*(?:tekst|verbeter|wijzigings)?(?:voorstellen|suggesties|aanbevelingen|verzoeken|adviezen|wensen|"
    r"verbeterpunten|actiepunten|vragen)\b"
    rf"|\b(?:vragen|verzoeken|adviseren|suggereren|bepleiten|pleiten|willen)\s+{_WE}\b(?![^.:]{{0,30}}\baandacht\b)"
    rf"|\b{_WE}\s+(?:\w+\s+){{0,2}}(?:vragen|vraag|verzoeken|adviseren|adviseer|suggereren|bepleiten|pleiten)\b"
    r"(?![^.:]{0,30}\baandacht\b)"
    r"|\bwe\s+(?:suggest|propose|recommend|request|ask)\b|\b(?:our|the\s+following)\s+"
    r"(?:suggestions?|proposals?|recommendations?|requests?)\b|^\W*(?:suggestions|recommendations)\b|\bconsider\b",
    re.IGNORECASE,
)
# Words that ask unless the sentence says that it explains.
_LIKELY = re.compile(
    r"^\W*(?:zo\s+|we\s+denken\s+|for\s+)?(?:bijvoorbeeld|bijv\.|b\.?v\.|example)\W*$"
    r"|^\W*(?:graag|neem|noem|voeg|werk|maak|beschrijf|benoem|leg|pas|schrap|verduidelijk|geef|laat|zorg|regel|"
    r"besteed|betrek|kies|vervang|voorkom|please|add)\b"
    rf"|\b{_WE}\s+(?:\w+\s+)?(?:missen|mis)\b|\bmissen\s+{_WE}\b|\b(?:ontbreekt|ontbreken|mist)\b"
    rf"|\b(?:moet(?:en)?|zou(?:den)?|kan|kunnen|dien(?:t|en))\b[^.:]*\b{_EDITED}\b",
    re.IGNORECASE,
)
_EXPLAINING = re.compile(
    r"\b(?:omdat|doordat|want|komt\s+door|oorza(?:ak|ken)|reden(?:en)?|namelijk|te\s+weten|gevolgen?|betekent|"
    r"bestaa[nt]\s+uit|onderscheiden|vormen|soorten|merken|leidt\s+tot|blijkt|zien\s+(?:wij|we)|volgens|noemt)\b",
    re.IGNORECASE,
)
_LEAST_ITEMS = 2


def concrete_lists(lines: Sequence[Line], width: int | None) -> Iterator[tuple[str, list[Line]]]:
    """(the sentence that asks, the lines of the list it asks for) in the lines of a point."""
    index = 1
    while index < len(lines):
        end = _end_of_list(lines, index, width)
        if end > index:
            asked = _asked(lines[:index], width)
            if asked and _items(lines[index:end]) >= _LEAST_ITEMS:
                yield asked, list(lines[index:end])
        index = max(end, index + 1)


def asks(sentence: str) -> bool:
    """Whether the sentence before a list asks for what is in the list."""
    likely = _LIKELY.search(sentence) and not _EXPLAINING.search(sentence)
    return bool(_ASKING.search(sentence) or likely)


def _asked(before: Sequence[Line], width: int | None) -> str | None:
    """The last sentence before a list, when it announces the list and asks."""
    if before[-1].label is not None and len(before) > 1 and not before[-1].text.rstrip().endswith(":"):
        return None
    first = next((i for i in range(len(before) - 1, 0, -1) if before[i].opens_paragraph), 0)
    text = text_of(before[first:], width).rstrip()
    if not text.endswith((":", "…", "aan", "voor")):
        return None
    start, end = sentence_spans(text)[-1]
    return text[start:end] if asks(text[start:end]) else None


def _end_of_list(lines: Sequence[Line], start: int, width: int | None) -> int:
    """Behind the last line of the list that begins at `start`; `start` itself when none does."""
    if lines[start].label is None or lines[start].note:
        return start
    end = start + 1
    while end < len(lines) and (_belongs(lines[end - 1], lines[end], width)):
        end += 1
    return end


def _belongs(before: Line, line: Line, width: int | None) -> bool:
    if line.label is not None:
        return True
    goes_on = continues(before, line, width) or not ends_sentence(before.text)
    return (goes_on and (not line.opens_paragraph or line.depth > 0)) or continues(before, line, width)


def _items(lines: Sequence[Line]) -> int:
    return sum(line.label is not None for line in lines)
