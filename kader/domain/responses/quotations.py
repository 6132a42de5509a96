"""A remark often quotes what it is about; those words say most precisely where it belongs.

Quoted words may also be a proposal, or words put between quotes in doubt. What is taken as the passage is the
quotation that the remark opens with or introduces ("Er staat", "de zin"), or a phrase of some length.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from kader.domain.paragraphs import Emphasis
from kader.domain.responses.joining import Assembled

_QUOTED = re.compile(
    r"(?<!\w)'(?P<straight>[^\s'](?:[^'\n]|(?<=\w)'(?=\w)|(?<=[a-z])'(?=s?\s[a-z])){0,600}?)'(?!\w)"
    r'|"(?P<double>[^"\n]{1,600})"'
    r"|[‘‚](?P<single>[^‘\n]{1,600}?)’(?!\w)"
    r"|[“„”](?P<curly>[^“„”\n]{1,600})[”“]"
    r"|«\s?(?P<guillemets>[^«»\n]{1,600}?)\s?»"
    r"|``?(?P<ticks>[^`\n]{1,600}?)(?:''|`)"
)
_INTRODUCED = re.compile(
    r"(?:\b(?:er|hier|daar|nu)\s+(?:staat|wordt\s+gesproken\s+(?:over|van))(?:\s+(?:nu|dat|telkens|ook|letterlijk|hier))*"
    r"|\bstaat(?:\s+er)?(?:\s+(?:nu|dat|telkens|hier|letterlijk))*"
    r"|\btekst|\bpassage|\bcitaat|\bde\s+(?:zin|zinsnede|formulering|term|woorden|kop|titel|bullet|regel|passage|tekst|"
    r"definitie|frase)(?:\s+(?:met|die\s+begint\s+met))?|\bhet\s+(?:woord|begrip|zinnetje|kopje|citaat)|\bbegrip(?:pen)?|\bterm(?:en)?|"
    r"\bbedoeld\s+(?:met|wordt\s+met)|\bover|\bbij|\bi\.?p\.?v\.?|\bin\s+plaats\s+van|\bvervang|\bschrijft|\bstelt|\bnoemt|\bzinsnede|\bzin|\bzoals|\bkop)(?:\s+(?:de|het|een))?\s*:?\s*$",
    re.IGNORECASE,
)
_HANDLED = re.compile(
    r"[\s,:)]*(?:graag\s+|hier\s+|kan\s+(?:beter\s+)?|moet\s+|is\s+|zou\s+ik\s+)?(?:vervangen|vervang|wijzigen|veranderen|aanpassen|schrappen|"
    r"weglaten|weg|verwijderen|vervalt|(?:anders|beter)\s+formuleren|herformuleren|klopt|roept|suggereert|lijkt|impliceert|wekt|leest|"
    r"onduidelijk|verwarrend|te\s+\w+|een\s+\w+)\b",
    re.IGNORECASE,
)
_STATED = re.compile(
    r"(?:^|(?<=[.!?;]\s)|(?<=,\s2e\salinea:\s))(?:er\s+staat(?:\s+nu)?|tekst|passage|citaat|huidige\s+tekst|nu\s+staat\s+er|"
    r"(?:de\s+)?zin|(?:de\s+)?tekst\s+luidt|text|wat\s+wordt\s+bedoeld\s+met)\s*:\s*",
    re.IGNORECASE,
)
_STATED_END = re.compile(
    r"[.!?](?=\s|$)|:\s|;\s|,\s+maar\b|,\s+terwijl\b|\s[-–—]\s|\n|,\s+(?:dit|dat)\s+(?:is|lijkt|klopt)\b"
)
_STATED_BARE = re.compile(
    r"^er\s+staat\s+(?:nu\s+)?(?:dat\s+)?(?P<words>[^.!?:;\n]{8,200})[.;:](?=\s|$)", re.IGNORECASE
)
_SHORTEST_BOLD = 15
_TRAILING = " ,;:"


@dataclass(frozen=True, slots=True)
class Quotation:
    """Words a remark quotes, with their stretch in its text, in code points, quotation marks included."""

    words: str
    start: int
    end: int
    italic: bool


def quotations(assembled: Assembled) -> list[Quotation]:
    """All quoted and italic stretches, in order; italics inside quotation marks are not told twice."""
    quoted = [
        Quotation(next(filter(None, match.groups())), match.start(), match.end(), italic=False)
        for match in _QUOTED.finditer(assembled.text)
    ]
    italic = [
        Quotation(assembled.text[mark.start : mark.end].strip(), mark.start, mark.end, italic=True)
        for mark in assembled.marks
        if (mark.kind == "italic" or _is_bold_opening(mark))
        and not any(mark.start < q.end and q.start < mark.end for q in quoted)
    ]
    return sorted((q for q in quoted + italic if q.words.strip()), key=lambda q: (q.start, q.end))


def _is_bold_opening(mark: Emphasis) -> bool:
    return mark.kind == "bold" and mark.start == 0 and mark.end - mark.start > _SHORTEST_BOLD


def passage(assembled: Assembled, proposed: Sequence[tuple[int, int]]) -> str | None:
    """The words quoted from the framework, or None; `proposed` are the stretches that are proposals."""
    found = [
        q
        for q in quotations(assembled)
        if not any(start < q.end and q.start < end for start, end in proposed) and not _is_whole(q, assembled)
    ]
    worth = [(q, _worth(q, assembled.text)) for q in found]
    most = max((value for _, value in worth), default=0.0)
    # Who quotes twice usually begins with what the remark is about.
    best = next((q for q, value in worth if value >= max(_ENOUGH, most - 1.5)), None)
    if best is not None:
        return best.words.strip(_TRAILING)
    return _stated(assembled.text, proposed) or None


_ENOUGH = 2.0


def _is_whole(quotation: Quotation, assembled: Assembled) -> bool:
    # A remark in italics throughout is set apart, not quoted.
    return quotation.italic and quotation.end - quotation.start > 0.9 * len(assembled.text)


def _worth(quotation: Quotation, text: str) -> float:
    words = len(quotation.words.split())
    before = text[: quotation.start].rstrip("\"'‘’“”„ ")
    worth = min(words, 6) / 2 + (0.0 if quotation.italic else 0.5)
    worth += 2.0 if not before.strip() else 0.0
    worth += 1.5 if _INTRODUCED.search(before[-60:]) else 0.0
    worth += 1.5 if _HANDLED.match(text, quotation.end) else 0.0
    # One stressed word in a sentence of the remark's own is stress, not a quotation.
    return worth - (1.5 if quotation.italic and words == 1 and before.strip() else 0.0)


def _stated(text: str, proposed: Sequence[tuple[int, int]]) -> str:
    """What follows "Er staat:" or "Tekst:" without quotation marks, up to where the remark itself goes on."""
    for match in _STATED.finditer(text):
        end = _STATED_END.search(text, match.end())
        words = text[match.end() : end.start() if end else len(text)].strip(_TRAILING + "'\"‘’“”")
        if words and not any(start <= match.end() < stop for start, stop in proposed):
            return words
    bare = _STATED_BARE.match(text)
    return bare["words"].strip(_TRAILING) if bare else ""
