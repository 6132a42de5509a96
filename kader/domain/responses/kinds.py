"""Many tables say what sort of remark each is, in a word or a code: "redactioneel", "te", "Vraag".

The ISO commenting template knows ge (general), te (technical) and ed (editorial). A word that is none of
these is no kind: "hoog" in a column "Type" may be anything.
"""

from __future__ import annotations

import re

from kader.domain.vocabulary import CommentKind

# The first that fits.
_WORDS: tuple[tuple[CommentKind, str], ...] = (
    (CommentKind.QUESTION, r"vra(?:ag|gen)\w*|q(?:uestion)?|informatief\s+vraag"),
    (CommentKind.COMPLIMENT, r"compliment\w*|positief|waardering|praise|lof"),
    (
        CommentKind.CLARITY,
        r"begrip\w*|onduidelijk\w*|verduidelijking\w*|duidelijkheid|leesbaarheid|clarity|clarification",
    ),
    (
        CommentKind.TEXTUAL,
        r"ed(?:itorial)?|redactioneel|redactionele|redactie|tekstueel|tekstuele|tekst|taal\w*|taalkundig\w*|"
        r"stilistisch\w*|typo|typefout\w*|spelling|spelfout\w*|opmaak|formulering|textual|wording",
    ),
    (
        CommentKind.SUBSTANCE,
        r"ge(?:neral)?|te(?:chnical)?|inhoudelijk\w*|inhoud|technisch\w*|algemeen|algemene|fundamenteel|"
        r"principieel|beleidsmatig|juridisch|substanti\w+|substance|major|minor",
    ),
)
_PATTERNS = tuple((kind, re.compile(rf"(?:{words})\b", re.IGNORECASE)) for kind, words in _WORDS)


def read_kind(text: str) -> CommentKind | None:
    """The kind that a cell names by its first word, or None: "te/ed" is te, "Tekstueel (klein)" textual."""
    told = text.strip(" .*()[]\"'‘’-\t\n")
    return next((kind for kind, pattern in _PATTERNS if pattern.match(told)), None)
