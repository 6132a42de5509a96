"""Letters put together from habits, so that every way of numbering meets every way of naming a page.

The sentences are fictitious; what should be understood is known because the letter was made from it.
"""

from __future__ import annotations

import random
import textwrap
from collections.abc import Callable
from dataclasses import dataclass

SENTENCES = (
    "De tweede zin is onduidelijk.",
    "graag een voorbeeld uit de praktijk toevoegen",
    "Wie is hier verantwoordelijk? Dat staat er niet bij, terwijl het in de praktijk vaak misgaat.",
    "Goed dat de jongere zelf aan het woord komt!",
    "Het schema klopt niet met de tekst erboven. De pijlen wijzen de verkeerde kant op, en bij de derde stap "
    "ontbreekt de huisarts, die in veel gezinnen als eerste iets merkt.",
    "Let op: dit is in strijd met de wet.",
    "Te veel afkortingen (RvdK, GI, VT).",
    "Deze alinea kan korter; zij herhaalt wat op de vorige bladzijde al stond.",
    "Waarom 12 weken? Wij werken met 8 weken, en dat lukt.",
    "voetnoot 3 verwijst naar een rapport uit 2019 dat is ingetrokken",
    "In 2024 is de regeling veranderd. Pas de tekst daarop aan.",
    "Mooi geschreven, niets aan doen.",
)
SUBS = (
    "de ouders",
    "de school en de sportclub",
    "mensen die niet goed Nederlands spreken",
    "buren, ook op afstand",
)
POINTS = (
    (
        "Samenhang",
        "Het kader verwijst niet naar de andere kaders. Wij vragen om een overzicht van de samenhang.",
    ),
    (
        "Werkdruk in de teams",
        "De teams zijn vol. Elke nieuwe taak gaat ten koste van een andere. Kies daarom.",
    ),
    ("Rol van de gemeente", "De gemeente koopt in en houdt toezicht. Over allebei zegt het kader te weinig."),
)
PAGE_SPELLINGS: tuple[Callable[[str], str], ...] = (
    lambda page: f"P.{page}",
    lambda page: f"P{page}",
    lambda page: f"p. {page}.",
    lambda page: f"Pag. {page}:",
    lambda page: f"blz. {page}",
    lambda page: f"BLADZIJDE {page}",
    lambda page: f"Pagina {page}:",
    lambda page: f"Op pagina {page}:",
    lambda page: f"--- pagina {page} ---",
    lambda page: f"Opmerkingen bij pagina {page}",
    lambda page: f"Page {page}",
    lambda page: f"## Pagina {page}",
    lambda page: f"**Blz. {page}**",
    lambda page: f"**P.{page} (hoofdstuk 2)**",
)
LABELS: tuple[Callable[[int], str], ...] = (
    lambda n: f"{n}. ",
    lambda n: f"{n}) ",
    lambda n: f"({n}) ",
    lambda n: f"- {n}. ",
    lambda n: f"{n}: ",
    lambda n: f"[{n}] ",
    lambda n: f"{n}.\t",
    lambda n: f"Opmerking {n}: ",
    lambda n: f"nr. {n} - ",
    lambda n: f"**{n}.** ",
    lambda n: f"  {n}. ",
)
BULLETS = ("- ", "• ", "* ", "– ", "· ")
SUB_LABELS: tuple[Callable[[int], str], ...] = (
    lambda n: " - o ",
    lambda n: "   - ",
    lambda n: "o ",
    lambda n: f"{chr(96 + n)}) ",
    lambda n: f"   {chr(96 + n)}. ",
    lambda n: "• ",
    lambda n: ("i.) ", "ii.) ", "iii.) ", "iv.) ")[n - 1],
)
POINT_STYLES: tuple[Callable[[int, str, str], str], ...] = (
    lambda n, title, text: f"{n}. {title}\n\n{text}",
    lambda n, title, text: f"**{title}**\n\n{text}",
    lambda n, title, text: f"## {title}\n\n{text}",
    lambda n, title, text: f"{chr(64 + n)}. {title}\n\n{text}",
    lambda n, title, text: f"**{n}. {title}.** {text}",
    lambda n, title, text: f"Punt {n}: {title}\n{text}",
    lambda n, title, text: f"{title}\n\n{text}",
    lambda n, title, text: f"{n}) {title}: {text}",
)
INLINE_SPELLINGS: tuple[Callable[[str], str], ...] = (
    lambda page: f"P.{page}: ",
    lambda page: f"Pag. {page} - ",
    lambda page: f"blz. {page}: ",
    lambda page: f"(p. {page}) ",
    lambda page: f"**Pagina {page}:** ",
)
BREAKS: tuple[Callable[[int], str], ...] = (
    lambda n: "\n\n",
    lambda n: "\f",
    lambda n: f"\n\nPagina {n} van 9\n\f",
    lambda n: f"\n\n- {n} -\n\n",
    lambda n: f"\nRaad voor Voorbeelden | blz. {n}/9\n\fReactie van de Raad voor Voorbeelden\n\n",
    lambda n: f"\n\n{n}\n\n",
)
ANNEX_TITLES = (
    "Bijlage: opmerkingen per pagina",
    "Detailopmerkingen",
    "BIJLAGE 1",
    "**Opmerkingen bij de tekst**",
    "",
)


@dataclass(frozen=True)
class MadeLetter:
    """A letter and what is in it: titles of points, and (label, page, text, subs) of remarks."""

    text: str
    points: tuple[str, ...]
    remarks: tuple[tuple[str | None, str, str, tuple[str, ...]], ...]
    habits: str


def make_letter(seed: int) -> MadeLetter:
    """The letter that chance makes of one seed; the same letter for the same seed."""
    return _Maker(random.Random(seed)).letter()


class _Maker:
    def __init__(self, chance: random.Random) -> None:
        self._chance = chance
        self._page = chance.choice(PAGE_SPELLINGS)
        self._label = chance.choice((*LABELS, *LABELS, None, None))
        self._bullet = chance.choice(BULLETS)
        self._sub = chance.choice(SUB_LABELS)
        self._restarts = chance.random() < 0.3
        self._gap = chance.choice(("\n", "\n\n"))
        self._width = chance.choice((None, None, 72))
        self._unlabelled = self._label is None and chance.random() < 0.5
        self._inline = chance.choice(INLINE_SPELLINGS) if chance.random() < 0.2 else None
        self._break = chance.choice(BREAKS) if chance.random() < 0.5 else None
        self._breaks = 0
        self._number = 0

    def letter(self) -> MadeLetter:
        parts = [
            "Reactie van de Raad voor Voorbeelden",
            self._chance.choice(("3 mei 2025", "Delft, 3 mei 2025")),
        ]
        points = POINTS if self._chance.random() < 0.6 else ()
        if points:
            style = self._chance.choice(POINT_STYLES)
            parts += ["Beste schrijvers,", "Hieronder staan onze punten."]
            parts += [self._wrapped(style(n, *point)) for n, point in enumerate(points, start=1)]
            parts += ["Met vriendelijke groet,", "A. de Vries"] if self._chance.random() < 0.5 else []
        parts.append(self._chance.choice(ANNEX_TITLES))
        remarks = []
        for page in sorted(self._chance.sample(range(2, 30), 6)):
            body, found = self._page_of_remarks(str(page))
            heading = "" if self._inline else self._page(str(page)) + self._chance.choice(("\n", "\n\n"))
            parts += [heading + body]
            remarks += found
        text = "\n\n".join(filter(None, parts))
        return MadeLetter(text, tuple(title for title, _ in points), tuple(remarks), self._described())

    def _described(self) -> str:
        label = "none" if self._unlabelled else self._label(7) if self._label else self._bullet
        page = (self._inline or self._page)("9")
        broken = self._break(3) if self._break else ""
        return f"{broken!r} {page!r} {label!r} {self._sub(1)!r} {self._gap!r} {self._width}"

    def _page_of_remarks(self, page: str) -> tuple[str, list[tuple[str | None, str, str, tuple[str, ...]]]]:
        found, printed = [], []
        self._number = 0 if self._restarts else self._number
        for sentence in self._chance.sample(SENTENCES, self._chance.randint(1, 4)):
            self._number += 1
            subs = self._subs()
            # Without labels only capitals and full stops tell where a remark ends.
            text = sentence if not self._unlabelled else _as_sentence(sentence)
            text = text.rstrip(".") + ", denk aan:" if subs else text
            label = self._label(self._number) if self._label else "" if self._unlabelled else self._bullet
            opening = label + (self._inline(page) if self._inline else "")
            subs_printed = [self._sub(n) + sub for n, sub in enumerate(subs, start=1)]
            printed.append("\n".join([self._wrapped(opening + self._broken(text)), *subs_printed]))
            found.append((str(self._number) if self._label else None, page, text, subs))
        gap = "\n\n" if self._unlabelled else self._gap
        return gap.join(printed), found

    def _broken(self, text: str) -> str:
        """The text with, now and then, a page of the letter ending in one of its sentences."""
        words = text.split(" ")
        places = [
            n for n in range(3, len(words) - 1) if words[n][:1].islower() and words[n - 1][-1:].islower()
        ]
        if self._break is None or not places or self._chance.random() < 0.6:
            return text
        self._breaks += 1
        place = self._chance.choice(places)
        return " ".join(words[:place]) + self._break(self._breaks) + " ".join(words[place:])

    def _subs(self) -> tuple[str, ...]:
        if not self._label or self._chance.random() > 0.25:
            return ()
        return tuple(self._chance.sample(SUBS, self._chance.randint(2, 4)))

    def _wrapped(self, text: str) -> str:
        if self._width is None:
            return text
        pages = [
            [textwrap.fill(line, self._width, break_on_hyphens=False) for line in page.split("\n")]
            for page in text.split("\f")
        ]
        return "\f".join("\n".join(lines) for lines in pages)


def _as_sentence(text: str) -> str:
    return text[:1].upper() + text[1:].rstrip(".") + "."
