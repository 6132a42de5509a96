"""A remark may bring its own wording: "Suggestie: ...", "vervangen door '...'", "ipv X liever Y".

Only what is clearly offered as wording is taken; advice in own words ("anders formuleren") is not a proposal.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

_OPEN, _CLOSE = "\"'‘’“”„«`", "\"'‘’“”»`"
_LEAD = re.compile(
    r"(?P<strong>\b(?:(?:tekst)?(?:voorstel|suggestie)(?:\s+(?:voor\s+)?(?:nieuwe\s+)?(?:tekst|formulering))?|tekstvoorstel|"
    r"wijzigingsvoorstel|formuleringsvoorstel|alternatief|alternatieve\s+(?:tekst|formulering)|nieuwe\s+tekst|"
    r"(?<![\w ] )wordt|"
    r"proposed\s+(?:text|change|wording)|suggestion|maak\s+(?:hier(?:van)?|er(?:van)?|daarvan)|bijvoorbeeld\s+zo|"
    r"(?:anders|beter)\s+formuleren(?:,?\s+(?:bijvoorbeeld|zoals|bijv\.?))?|herformuleren(?:\s+(?:tot|naar|als))?|"
    r"(?:gewoon\s+)?benoemen|zeg\s+(?:gewoon|liever)|liever|beter|wij\s+stellen\s+voor|stel\s+voor)\s*:\s*)"
    r"|(?P<quoted>(?:\b|(?<=\s))(?:(?:graag\s+)?(?:te\s+)?(?:vervang(?:en)?|wijzig(?:en)?|verander(?:en)?|aanpassen|aan\s+te\s+passen|pas\s+aan|"
    r"herformuleer|herformuleren|veranderd|vervangen)\s+(?:[^.!?\n]{0,80}?\s)?(?:door|in|naar|tot)|"
    r"liever(?:\s+(?:een\s+)?(?:woorden?|termen?|formulering(?:en)?|iets))?(?:\s+(?:als|zoals|van))?|noem\s+het(?:\s+liever|\s+bijvoorbeeld)?|"
    r"beter\s+(?:is|zou\s+zijn)|maak\s+er(?:van)?|maak\s+(?:hier)?van|voeg\s+toe|toevoegen|graag\s+toevoegen|aanvullen\s+met|"
    r"zeg\s+(?:liever\s+)?(?:iets\s+)?als|schrijf(?:\s+(?:liever|bijvoorbeeld))?|bijvoorbeeld\s+(?:door|in|naar)|bijvoorbeeld|suggestie|voorstel|bedoeld\s+(?:wordt|is)|moet(?:\s+(?:zijn|worden))?|(?:→|->|=>)(?:\s*(?:graag|liever))?)(?:\s+|\s*:\s*)(?=[\"'‘“„«]))"
    r"|(?P<told>\b(?:zeg\s+(?:liever\s+)?iets\s+als|noem\s+het(?:\s+liever)|(?:vervangen|wijzigen|veranderen|aanpassen)\s+(?:door|in|naar))\s*:?\s+)",
    re.IGNORECASE,
)
_INSTEAD = re.compile(
    r"\b(?:ipv|i\.p\.v\.|in\s+plaats\s+van)\s+(?P<old>[^.!?:\n]{1,80}?),?\s+(?:graag\s+|dan\s+)?(?:liever|beter|gebruik(?:\s+liever)?|graag)\s*:?\s+"
    r"(?P<new>[^.!?\n]{1,160})",
    re.IGNORECASE,
)
_RATHER = re.compile(
    r"\b(?:liever|graag)\s+(?P<new>[\"'‘“„][^\n\"”’]{1,160}?[\"'’”])\s+(?:ipv|i\.p\.v\.|in\s+plaats\s+van|dan)\b",
    re.IGNORECASE,
)
_OR_SO = re.compile(
    r"(?P<new>['‘\"“][^'’\"”\n]{2,160}['’\"”])[?'’]*\s*\(?(?:oid|o\.i\.d\.?|of\s+iets\s+dergelijks|of\s+zoiets)\b",
    re.IGNORECASE,
)
_ADDED = re.compile(r"(?:voeg|graag|hier|in|ook|toe|toevoegen|opnemen|:|\s){2,8}(?=[\"'‘“„«])", re.IGNORECASE)
_VAGUE_TAIL = re.compile(
    r"[\s,]*\(?(?:oid|o\.i\.d\.|of\s+iets\s+dergelijks|of\s+zoiets|etc|enz)\b\.?\)?[\s.]*$", re.IGNORECASE
)
_NOT_WORDING = re.compile(r"(?:niet|geen|wel|dit|deze|de\s+zin|hier|het\s+weg)\b[^:]{0,40}$", re.IGNORECASE)
_SENTENCE = re.compile(r"(?<=[.!?])\s+(?=[A-Z\"'‘“])|\n")


@dataclass(frozen=True, slots=True)
class Proposal:
    """A proposed wording and its stretch in the remark's text, in code points; `old` is what it replaces."""

    words: str
    start: int
    end: int
    old: str | None = None


def find_proposal(text: str) -> Proposal | None:
    """The wording a remark proposes, or None."""
    return _instead(text) or _led(text) or _or_so(text)


def _instead(text: str) -> Proposal | None:
    match = _INSTEAD.search(text)
    if match:
        return Proposal(_tidy(match["new"]), match.start("new"), match.end("new"), _unquoted(match["old"]))
    match = _RATHER.search(text) or None
    return Proposal(_unquoted(match["new"]), match.start("new"), match.end("new")) if match else None


def _or_so(text: str) -> Proposal | None:
    match = _OR_SO.search(text)
    return Proposal(_unquoted(match["new"]), match.start("new"), match.end("new")) if match else None


def _led(text: str) -> Proposal | None:
    for match in _LEAD.finditer(text):
        found = _behind(text, match)
        if found:
            return found
    return None


def _behind(text: str, match: re.Match[str]) -> Proposal | None:
    start = match.end()
    if text[start : start + 1] in tuple(_OPEN):
        end = _closing(text, start)
        if end:
            return Proposal(_unquoted(text[start:end]), start, end)
    inner = _ADDED.match(text, start)
    if inner and (end := _closing(text, inner.end())):
        return Proposal(_unquoted(text[inner.end() : end]), inner.end(), end)
    end = len(text) if match["strong"] else _sentence_end(text, start)
    words = _tidy(text[start:end])
    if not words or _NOT_WORDING.match(words):
        return None
    return Proposal(words, start, end)


def _sentence_end(text: str, start: int) -> int:
    match = _SENTENCE.search(text, start)
    return match.start() if match else len(text)


def _closing(text: str, start: int) -> int | None:
    """The offset behind the quotation that opens at `start`."""
    pairs = {"‘": "’", "“": "”", "„": "”“", "«": "»", "'": "'", '"': '"', "`": "`'", "’": "’", "”": "”"}
    closers = pairs[text[start]]
    for place in range(start + 1, min(len(text), start + 1200)):
        inside_word = text[place + 1 : place + 2].isalnum()
        if text[place] in closers and not inside_word:
            return place + 1
    return None


def _unquoted(words: str) -> str:
    return words.strip().strip(_OPEN + _CLOSE).strip()


def _tidy(words: str) -> str:
    """Without quotation marks and "oid."; a fragment loses the full stop of the sentence it stood in."""
    words = _VAGUE_TAIL.sub("", words.strip()).strip()
    if words[:1].islower() or len(words.split()) < 3:
        words = words.rstrip(".")
    return _unquoted(words)
