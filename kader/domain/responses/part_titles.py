"""A response has parts: letter, general points, annex of remarks. Their titles are few, and vary."""

from __future__ import annotations

import re

from kader.domain.responses.lines import Line

_ANNEX = re.compile(
    r"(?:bijlagen?|annex(?:en)?|appendix|bijvoegsel)\b(?:\s*(?:\d{1,2}|[A-Z]|[IVX]{1,4})\b)?\s*[:.–—-]?(?:\s.*)?"
    r"|(?:(?:onze|de|overige|belangrijkste|enkele)\s+)?(?:detail|pagina|tekst|redactie)(?:gewijze|-)?\s?"
    r"(?:opmerkingen|reacties?|commentaar|commentaren|punten|suggesties)\b.{0,60}"
    r"|(?:.{0,40}\s)?(?:opmerkingen|reacties?|commentaar|commentaren|aandachtspunten|punten|suggesties)\s+"
    r"(?:per|op|bij|naar)\s+(?:de\s+|het\s+)?(?:pagina|bladzijde|blz|paginaniveau|tekst|concepttekst|hoofdstuk|"
    r"paragraaf|onderdeel|passage|concept).{0,60}"
    r"|(?:onze\s+)?(?:specifieke|tekstuele|gedetailleerde|redactionele|concrete|losse|"
    r"inhoudelijke en tekstuele)\s+"
    r"(?:opmerkingen|reacties?|punten|suggesties|aandachtspunten|commentaren)\b.{0,60}"
    r"|(?:detailed|specific|textual)\s+comments?\b.{0,60}|comments?\s+(?:by|per)\s+page\b.{0,60}"
    r"|reactie\s?(?:formulier|tabel)\b.{0,60}|opmerkingen",
    re.IGNORECASE,
)
_GENERAL = re.compile(
    r"(?:(?:bijlage|deel)\s*\w{1,3}\s*[:.–-]\s*)?(?:onze\s+)?(?:(?:algemene|overkoepelende|inhoudelijke)\s+"
    r"(?:opmerkingen|punten|aandachtspunten|reactie|indruk|suggesties|commentaar)"
    r"|hoofdpunten|kernpunten|hoofdlijnen|algemeen|(?:de\s+)?belangrijkste\s+(?:punten|aandachtspunten)"
    r"|general\s+(?:comments?|remarks|points)|key\s+points|main\s+points)\b.{0,40}",
    re.IGNORECASE,
)
_ENCLOSURES = re.compile(
    r"bijlagen?(?:\(n\))?\s*[:.]?\s*(?:\d{1,2}|geen|een|één|div(?:erse|\.)|-)\.?", re.IGNORECASE
)
_SALUTATION = re.compile(
    r"(?:zeer\s+)?(?:geachte?|beste|l\.?s\.?|dear|hooggeachte?|waarde)(?:\s.{0,100})?[,.:!]?", re.IGNORECASE
)
_FAREWELL = re.compile(
    r"(?:met\s+(?:vriendelijke|hartelijke|collegiale|de meeste|beste)?\s*(?:groet(?:en)?|hoogachting)|"
    r"hoogachtend|"
    r"vriendelijke groet(?:en)?|hartelijke groet(?:en)?|namens\s.{0,80}|aldus\s.{0,80}|mvg|kind regards|"
    r"yours (?:sincerely|faithfully)|w\.g\.|was getekend)\b[\s,.:]*.{0,60}",
    re.IGNORECASE,
)
_PARTING = re.compile(
    r"(?:(?:wij|we)\s+(?:hopen|vertrouwen|danken|zien\s+(?:uit|met)|zijn\s+(?:graag\s+|altijd\s+|uiteraard\s+)?bereid|"
    r"lichten|wensen\s+u)|vanzelfsprekend\s+(?:zijn|lichten)|uiteraard\s+(?:zijn|lichten)|voor\s+(?:vragen|nadere)|"
    r"mocht(?:en)?\s+(?:u|er|dit)|heeft\s+u\s+vragen|graag\s+(?:lichten|gaan)\s+(?:wij|we)|hartelijk\s+dank|"
    r"in\s+(?:de|onze)\s+bijlage|bijgevoegd|in\s+vertrouwen)\b",
    re.IGNORECASE,
)
_FRAME = re.compile(
    r"(?:inleiding|aanleiding|vooraf|voorwoord|context|samenvatting|slot|tot slot|slotwoord|slotopmerking|"
    r"afsluiting|"
    r"conclusie|afsluitend|over ons|wie zijn wij|contact(?:gegevens)?|leeswijzer|introduction|"
    r"conclusion)[\s:.]*",
    re.IGNORECASE,
)
_PLACE = re.compile(
    r"(?:hoofdstuk|paragraaf|hfst\.?|par\.?|artikel|deel|onderdeel|chapter|section|§)\s*\w", re.IGNORECASE
)
_TITLE_WORDS = 14


def is_title_like(text: str) -> bool:
    """Short, and not a sentence."""
    return 0 < len(text.split()) <= _TITLE_WORDS and not re.search(r"[.!?,;…][\s)\"'”’]*$", text.rstrip())


def _own_words(line: Line) -> str:
    return line.rest.strip(" *_:")


def is_annex_title(line: Line) -> bool:
    """Whether the remarks on the text begin here: "Bijlage 1: ...", "Opmerkingen per pagina"."""
    text = _own_words(line)
    if line.cell or not is_title_like(text) or _ENCLOSURES.fullmatch(text) or is_general_title(line):
        return False
    return bool(_ANNEX.fullmatch(text))


def is_general_title(line: Line) -> bool:
    """Whether general points begin here: "Algemene opmerkingen", "Hoofdpunten"."""
    text = _own_words(line)
    return line.cell is None and is_title_like(text) and bool(_GENERAL.fullmatch(text))


def is_salutation(line: Line) -> bool:
    return line.label is None and len(line.text) < 120 and bool(_SALUTATION.fullmatch(line.text))


def is_farewell(line: Line) -> bool:
    """Whether the letter is signed from here on."""
    return line.label is None and line.cell is None and bool(_FAREWELL.fullmatch(line.text))


def is_parting(line: Line) -> bool:
    """Whether a paragraph takes leave rather than makes a point."""
    return line.label is None and bool(_PARTING.match(line.text))


def is_frame_title(line: Line) -> bool:
    """Titles around the points: "Inleiding", "Tot slot"."""
    return bool(_FRAME.fullmatch(_own_words(line)))


def is_place_title(line: Line) -> bool:
    """A title that names a part of the framework other than a page: "Hoofdstuk 3 Grondhouding"."""
    return is_title_like(line.text) and bool(_PLACE.match(line.rest))
