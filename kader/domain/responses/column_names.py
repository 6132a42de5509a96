"""What a column of a table of remarks holds is said by its header, in everybody's own words.

The names are those of Dutch and English tables, of the ISO commenting template and of NICE.
"""

from __future__ import annotations

import re
from enum import StrEnum


class Column(StrEnum):
    NUMBER = "number"
    PAGE = "page"
    PLACE = "place"
    WITHIN = "within"
    """Where on the page: an alinea, a figure."""
    LINE = "line"
    COMMENT = "comment"
    REASON = "reason"
    PROPOSAL = "proposal"
    PASSAGE = "passage"
    AUTHOR = "author"
    """Who of them says it: a person, or the organisation in a table of several."""
    KIND = "kind"
    ABOUT = "about"
    """Date, answer, priority: about the remark, not part of it."""


# The first that fits: "Opmerking / voorstel" is a comment, "Opmerking nr." a number.
_NAMES: tuple[tuple[Column, str], ...] = (
    (
        Column.NUMBER,
        r"(?:(?:opm(?:erking)?|volg|punt)\.?\s?-?)?(?:nr|no|nummer|num|number)\b\.?|#|id|volgnr.*|№",
    ),
    (
        Column.ABOUT,
        r"observations?.*|antwoord.*|verwerking.*|reactie\s+(?:van\s+)?(?:de\s+)?(?:redactie|werkgroep|schrijf).*|besluit.*",
    ),
    (Column.KIND, r"aard.*|type.*|soort.*|categorie.*|kind"),
    (Column.ABOUT, r"prio.*|status.*|datum.*|date.*|versie.*"),
    (
        Column.AUTHOR,
        r"mb/nc|organisatie.*|organi[sz]ation.*|member.*|naam.*|name|auteur.*|author.*|afzender.*|indiener.*|"
        r"inbrenger.*|inzender.*|ingediend\s+door|opsteller.*|(?:ingebracht|opmerking)\s+(?:door|van)|van\s+wie",
    ),
    (Column.PAGE, r"(?:op\s+)?(?:pagina|pag|blz|bladzijde|page|p)\b.*"),
    (
        Column.COMMENT,
        r"(?:onze\s+|algemene\s+)?(?:opmerking|commentaar|comment|reactie|vraag|feedback|bevinding|suggestie/opmerking)"
        r"(?:en|s)?(?:\s*[/&(,+:-].*|\s+(?:en|of|met|bij|op|over|van|and|or|on)\b.*)?",
    ),
    (
        Column.PROPOSAL,
        r"voorgestelde.*|(?:tekst|wijzigings|verbeter|aanpassings)?-?\s?(?:voorstel|suggestie).*|proposed.*|proposal.*|suggest.*|"
        r"alternatie.*|nieuwe\s+(?:tekst|formulering).*|gewenste.*|gewijzigde.*|wordt",
    ),
    (
        Column.PASSAGE,
        r"passage.*|huidige.*|citaat.*|tekst(?:fragment|deel|passage|gedeelte)?(?:\s+(?:in|uit|van)\s+.*)?|oorspronkelijke.*|bestaande.*|current.*|"
        r"quote.*|zin(?:snede)?|betreft|originele.*|was",
    ),
    (Column.REASON, r"toelichting.*|motiv.*|onderbouwing.*|reden.*|rationale.*|argument.*|uitleg.*|waarom.*"),
    (Column.LINE, r"regel.*|line.*"),
    (Column.WITHIN, r"alinea.*|fig(?:ure|uur|uren).*|tab(?:el|le).*|paragraphs?(?:\W.*)?"),
    (
        Column.PLACE,
        r"hoofdstuk.*|hfst.*|paragraaf.*|par\..*|§.*|clause.*|section.*|onderdeel.*|artikel.*|"
        r"(?:vind)?plaats.*|locatie.*|chapter.*|thema.*|onderwerp.*",
    ),
)
_PATTERNS = tuple((column, re.compile(pattern, re.IGNORECASE)) for column, pattern in _NAMES)


def column_named(text: str) -> Column | None:
    """What a column with this header holds, or None."""
    return next((column for column, pattern in _PATTERNS if pattern.fullmatch(text)), None)
