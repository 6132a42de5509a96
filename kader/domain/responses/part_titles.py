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
    r"|(?:(?:reactie|opmerkingen)\s+)?per\s+(?:pagina|bladzijde)\b.{0,60}|pagina\s+voor\s+pagina"
    r"|(?:detailed|specific|textual)\s+comments?\b.{0,60}|comments?\s+(?:by|per)\s+page\b.{0,60}"
    r"|reactie\s?(?:formulier|tabel)\b.{0,60}|opmerkingen|specifiek|details?|"
    r"tekstueel|redactioneel|bij\s+de\s+pagina['’]s",
    re.IGNORECASE,
)
_GENERAL = re.compile(
    r"(?:(?:bijlage|deel)\s*\w{1,3}\s*[:.–-]?\s*)?(?:onze\s+)?(?:(?:algemene|overkoepelende|inhoudelijke)\s+"
    r"(?:opmerkingen|punten|aandachtspunten|reactie|indruk|suggesties|commentaar)"
    r"|hoofdpunten|kernpunten|hoofdlijnen|algemeen|over\s+het\s+geheel|(?:de|onze)\s+(?:\w+\s+)?(?:aandachts)?punten|"
    r"(?:de\s+)?belangrijkste\s+(?:punten|aandachtspunten)"
    r"|general\s+(?:comments?|remarks|points)|key\s+points|main\s+points)\b.{0,40}",
    re.IGNORECASE,
)
_OTHER = re.compile(r"overig(?:e\s+(?:opmerkingen|punten|suggesties))?|diversen|varia", re.IGNORECASE)
_ENCLOSURES = re.compile(
    r"bijlagen?(?:\(n\))?\s*[:.]?\s*(?:\d{1,2}|geen|een|één|div(?:erse|\.)|-)\.?", re.IGNORECASE
)
_SALUTATION = re.compile(
    r"(?:(?:zeer\s+)?(?:hoog)?geachte?|beste|dear)\s.{1,90}[,:!]|l\.?\s?s\.?[,.]?"
    r"|(?:(?:zeer\s+)?(?:hoog)?geachte?|beste|dear)(?:\s[^\s.?;]+){1,3}|(?:hallo|hoi|goedemiddag|goedemorgen)\b.{0,40}",
    re.IGNORECASE,
)
_FAREWELL = re.compile(
    r"(?:met\s+(?:vriendelijke|hartelijke|collegiale|de\s+meeste|beste)?\s*(?:groet(?:en)?|hoogachting)|"
    r"hoogachtend|(?:vriendelijke|hartelijke|veel)?\s*groet(?:jes|en)?(?:\s+(?:van|uit))?|mvg|kind\s+regards|"
    r"yours\s+(?:sincerely|faithfully)|w\.g\.|was\s+getekend|aldus\s+(?:vastgesteld|besloten|opgemaakt))\b"
    r"[\s,.:]*.{0,60}"
    r"|namens(?:\s[\w’'-]+){1,7},?",
    re.IGNORECASE,
)
_PARTING = re.compile(
    r"(?:(?:wij|we)\s+(?:hopen|vertrouwen|danken|zien\s+(?:uit|met)|zijn\s+(?:graag\s+|altijd\s+|uiteraard\s+)?bereid|"
    r"lichten|wensen\s+u)|vanzelfsprekend\s+(?:zijn|lichten)|uiteraard\s+(?:zijn|lichten)|voor\s+(?:vragen|nadere)|"
    r"mocht(?:en)?\s+(?:u|er|dit)|heeft\s+u\s+vragen|graag\s+(?:lichten|gaan)\s+(?:wij|we)|hartelijk\s+dank|"
    r"in\s+(?:de|onze)\s+bijlage|bijgevoegd|in\s+vertrouwen)\b",
    re.IGNORECASE,
)
_LEAVE = re.compile(
    r"\bcontact\s+op|\bcontact\s+opnemen|\bbellen\b|\bmailen\b|\bbereikbaar\b|\b(?:in|bij)\s+de\s+bijlage\b|\bnadere\s+toelichting|"
    r"\btoe\s+te\s+lichten\b|\blichten\s.{0,60}\btoe\b|\bgraag\s+(?:in\s+gesprek|bereid)|\bbereid\s+(?:om|tot)|"
    r"\b(?:zien|kijken)\s.{0,80}\b(?:uit\s+naar|tegemoet)|\bdanken\s+(?:u|jullie)|\bdank\s+voor\b|\bwensen\s+(?:u|jullie)|"
    r"\bvertrouwen\s+er\s?op\b|\bhoren\s+(?:wij|we|ik)\s+graag|\bdenken\s+(?:wij\s+|we\s+)?graag\s+mee|\bverder\s+(?:te\s+)?praten|\bdoen\s+graag\s+mee|"
    r"\b(?:treft|vindt|leest|staan|volgen|volgt)\b.{0,60}\b(?:hieronder|hierna|bijlage|onderstaand)|"
    r"\bopmerkingen\b.{0,80}\b(?:hieronder|hierna|bijlage)\b",
    re.IGNORECASE,
)
_INTRODUCTION = re.compile(
    r"(?:graag\s+(?:reageren|geven)|hierbij|met\s+(?:grote\s+|veel\s+)?(?:interesse|belangstelling|plezier)|dank\b|hartelijk\s+dank|"
    r"(?:wij|we)\s+danken|bij\s+brief\s+van|op\s+\d{1,2}\s|naar\s+aanleiding|in\s+reactie\s+op|(?:in|met)\s+deze\s+(?:brief|reactie)|"
    r"(?:wij|we)\s+(?:hebben|lazen|waarderen)\b.{0,80}\b(?:gelezen|kader|versie|concept)|namens\s|via\s+deze\s+weg)",
    re.IGNORECASE,
)
_LONGEST_LEAVE = 60
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


def is_other_title(line: Line, *, among_remarks: bool) -> bool:
    """Whether remarks on no page in particular begin here: "Overig", and among remarks also "Algemeen"."""
    text = _own_words(line)
    general = among_remarks and text.lower() == "algemeen"
    return line.cell is None and (general or bool(_OTHER.fullmatch(text)))


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


def takes_leave(paragraph: str) -> bool:
    """Whether a closing paragraph only points at the annex, offers a talk or says thanks."""
    return len(paragraph.split()) <= _LONGEST_LEAVE and bool(_LEAVE.search(paragraph))


def is_introduction(line: Line) -> bool:
    """Whether a paragraph tells that a reaction follows, rather than reacts."""
    return line.label is None and bool(_INTRODUCTION.match(line.text))


def is_frame_title(line: Line) -> bool:
    """Titles around the points: "Inleiding", "Tot slot"."""
    return bool(_FRAME.fullmatch(_own_words(line)))


def is_place_title(line: Line) -> bool:
    """A title that names a part of the framework other than a page: "Hoofdstuk 3 Grondhouding"."""
    return is_title_like(line.text) and bool(_PLACE.match(line.rest))
