"""Fictitious letters that name their places in as many ways as there are writers, with what they say."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Said:
    """What a comment should be: its pages joined by commas; `point` is the title of its point."""

    label: str | None
    pages: str
    place: str | None
    text: str
    sub: tuple[str, ...] = ()
    passage: str | None = None
    proposal: str | None = None
    point: str | None = None


@dataclass(frozen=True)
class Written:
    name: str
    original: str
    comments: tuple[Said, ...]
    points: tuple[str, ...] = ()
    file: str = "brief.txt"
    title: str | None = None
    date: str | None = None


PER_PAGE = Written(
    name="numbers that begin again on each page, remarks over several lines",
    title="Opmerkingen bij het kader Sterke Scholen",
    date="2025-09-08",
    points=(),
    original="""\
Schoolbestuur De Brug

Opmerkingen bij het kader Sterke Scholen
8 september 2025

Pagina 2
1. In de eerste alinea staat "elke school heeft een plan". Niet elke school heeft dat
   al; geef scholen een jaar de tijd.
2. Het woord zorgplicht wordt niet uitgelegd.

Pagina 5 en 6
1. De taken van de intern begeleider lopen door elkaar.

Pagina 11
1. Tabel 2 mist de kolom met termijnen.
2. Tekstvoorstel: "de school meldt dit binnen twee weken".
""",
    comments=(
        Said(
            *("1", "2", None),
            'In de eerste alinea staat "elke school heeft een plan". Niet elke school heeft dat al; geef '
            "scholen een jaar de tijd.",
            passage="elke school heeft een plan",
        ),
        Said("2", "2", None, "Het woord zorgplicht wordt niet uitgelegd."),
        Said("1", "5,6", None, "De taken van de intern begeleider lopen door elkaar."),
        Said("1", "11", None, "Tabel 2 mist de kolom met termijnen."),
        Said(
            *("2", "11", None),
            'Tekstvoorstel: "de school meldt dit binnen twee weken".',
            proposal="de school meldt dit binnen twee weken",
        ),
    ),
)

BULLETS_PER_PAGE = Written(
    name="bullets under abbreviated pages, a letter before them",
    title="kader Buurtzorg, conceptversie",
    date="2025-03-03",
    points=("Werkdruk", "Taal"),
    original="""\
Wijkteam Noorderhout
Dorpsstraat 4
9999 XX Noorderhout

Betreft: kader Buurtzorg, conceptversie
Noorderhout, 3 maart 2025

Beste Mirjam,

Bedankt voor de kans om te reageren. Twee dingen vinden wij belangrijk.

Werkdruk
Het kader vraagt per gezin vier gesprekken. Dat redden wij niet met de huidige bezetting, ook niet als
er collega's bij komen.

Taal
De tekst is geschreven voor beleidsmakers. Onze collega's haken af na de eerste bladzijde, en de mensen
om wie het gaat al eerder.

Hieronder staan onze opmerkingen per bladzijde.

Groetjes,
Anja en het team

Opmerkingen per bladzijde

Blz. 4 - inleiding
• te lang
• wie zijn 'wij'?

Blz. 7
• voorbeeld van Samira is mooi!
  - mag uitgebreider
  - en ook een van een jongen
• laatste zin klopt niet

Blz. 9 t/m 10:
• schema is niet te lezen in zwart-wit
""",
    comments=(
        Said(None, "4", "inleiding", "te lang"),
        Said(None, "4", "inleiding", "wie zijn 'wij'?"),
        Said(
            *(None, "7", None),
            "voorbeeld van Samira is mooi!",
            sub=("mag uitgebreider", "en ook een van een jongen"),
        ),
        Said(None, "7", None, "laatste zin klopt niet"),
        Said(None, "9,10", None, "schema is niet te lezen in zwart-wit"),
    ),
)

RUNNING = Written(
    name="a running letter without annex that quotes with pages",
    title="Zienswijze Cliëntenraad Zuid",
    date="2025-11-12",
    points=(
        "Wij zijn blij met de aandacht voor cliënten",
        "Ook de rol van de raad verdient een plek",
        "Verder missen wij een planning",
    ),
    original="""\
Zienswijze Cliëntenraad Zuid

12 november 2025

Geachte dames en heren,

Wij zijn blij met de aandacht voor cliënten. Toch staat op pagina 5 "de professional bepaalt de
volgorde". Dat past niet bij de rest van het hoofdstuk. De cliënt bepaalt mee.

Ook de rol van de raad verdient een plek. "De raad wordt geïnformeerd" (p. 14) is te mager: de raad
adviseert. In § 4.2 lezen wij dat "cliënten kunnen meepraten"; maak daarvan meebeslissen.

Verder missen wij een planning. Denk aan:
- een datum voor de eerste toets;
- een moment om terug te kijken;
- wie dat betaalt.

Wij zien uw antwoord graag tegemoet.

Hoogachtend,

namens de raad,
P. Smeets
""",
    comments=(
        Said(
            *(None, "5", None),
            'Toch staat op pagina 5 "de professional bepaalt de volgorde". Dat past niet bij de rest van het '
            "hoofdstuk.",
            passage="de professional bepaalt de volgorde",
            point="Wij zijn blij met de aandacht voor cliënten",
        ),
        Said(
            *(None, "14", None),
            '"De raad wordt geïnformeerd" (p. 14) is te mager: de raad adviseert.',
            passage="De raad wordt geïnformeerd",
            point="Ook de rol van de raad verdient een plek",
        ),
        Said(
            *(None, "", "§ 4.2"),
            'In § 4.2 lezen wij dat "cliënten kunnen meepraten"; maak daarvan meebeslissen.',
            passage="cliënten kunnen meepraten",
            point="Ook de rol van de raad verdient een plek",
        ),
        Said(None, "", None, "een datum voor de eerste toets;", point="Verder missen wij een planning"),
        Said(None, "", None, "een moment om terug te kijken;", point="Verder missen wij een planning"),
        Said(None, "", None, "wie dat betaalt.", point="Verder missen wij een planning"),
    ),
)

AD_PAGE = Written(
    name="Ad p. 4: at the start of each remark, without an annex title",
    title="Reactie Stichting Rechtvaardig",
    original="""\
Reactie Stichting Rechtvaardig

Geachte commissie,

Graag maken wij enkele opmerkingen bij uw concept.

Ad p. 4: De term "rechtshulp" dekt de lading niet.

Ad p. 4, voetnoot 2: De verwijzing klopt niet.

Ad p. 9: Wij adviseren deze alinea te schrappen.
Zij herhaalt wat op p. 3 al staat.

Ad p. 12-13: Akkoord.

Met vriendelijke groet,
mr. J. Bos
""",
    comments=(
        Said(None, "4", None, 'De term "rechtshulp" dekt de lading niet.', passage="rechtshulp"),
        Said(None, "4", None, "voetnoot 2: De verwijzing klopt niet."),
        Said(
            *(None, "9", None),
            "Wij adviseren deze alinea te schrappen.\nZij herhaalt wat op p. 3 al staat.",
        ),
        Said(None, "12,13", None, "Akkoord."),
    ),
)

PER_CHAPTER = Written(
    name="remarks per chapter and section, numbered through",
    title="Reactie Landelijk Overleg Pleegzorg",
    date="2025-06",
    original="""\
Reactie Landelijk Overleg Pleegzorg
juni 2025

Bijlage: opmerkingen per hoofdstuk

Hoofdstuk 2
1. Pleegouders worden hier niet genoemd.
2. "Het gezin" is te smal.

Hoofdstuk 2.3 Samen beslissen
3. Wie zit het overleg voor?

§ 3.1
4. De tweede alinea spreekt de eerste tegen.
5. Te lang.

Hoofdstuk 5 en 6
6. Deze hoofdstukken kunnen samen.

Overig
7. Er staan veel tikfouten in.
""",
    comments=(
        Said("1", "", "Hoofdstuk 2", "Pleegouders worden hier niet genoemd."),
        Said("2", "", "Hoofdstuk 2", '"Het gezin" is te smal.', passage="Het gezin"),
        Said("3", "", "Hoofdstuk 2.3 Samen beslissen", "Wie zit het overleg voor?"),
        Said("4", "", "§ 3.1", "De tweede alinea spreekt de eerste tegen."),
        Said("5", "", "§ 3.1", "Te lang."),
        Said("6", "", "Hoofdstuk 5 en 6", "Deze hoofdstukken kunnen samen."),
        Said("7", "", None, "Er staan veel tikfouten in."),
    ),
)

PER_ARTICLE = Written(
    name="remarks that each open with their article",
    title="Commentaar Orde van Toezichthouders",
    original="""\
Commentaar Orde van Toezichthouders

Artikelsgewijs commentaar

Artikel 3: de definitie van toezicht ontbreekt.

Artikel 5, lid 2: "onverwijld" is strenger dan de wet vraagt.

Artikelen 7 en 8: deze overlappen. Voeg ze samen.

Artikel 12 is in strijd met artikel 8 EVRM.
""",
    comments=(
        Said(None, "", "Artikel 3", "de definitie van toezicht ontbreekt."),
        Said(
            *(None, "", "Artikel 5, lid 2"),
            '"onverwijld" is strenger dan de wet vraagt.',
            passage="onverwijld",
        ),
        Said(None, "", "Artikelen 7 en 8", "deze overlappen. Voeg ze samen."),
        Said(None, "", "Artikel 12", "Artikel 12 is in strijd met artikel 8 EVRM."),
    ),
)

RUN_IN = Written(
    name="bold run-in headings for points and for places",
    file="brief.md",
    title="Reactie Huisartsenkring",
    points=("Samenhang", "Bereikbaarheid"),
    original="""\
# Reactie Huisartsenkring

Geachte redactie,

**Samenhang.** Het kader staat los van de richtlijnen die wij al hebben. Leg de relatie uit.

**Bereikbaarheid.** Huisartsen zijn na vijf uur niet te bereiken voor overleg. Houd daar rekening mee.

## Bijlage

**Pagina 3.** De huisarts ontbreekt in het schema.

**Pagina 8, derde alinea.** Wie belt wie?

**§ 4.1.** De termijn van drie dagen is te kort.

**Hoofdstuk 6:** Goed dat dit er staat.
""",
    comments=(
        Said(None, "3", None, "De huisarts ontbreekt in het schema."),
        Said(None, "8", None, "derde alinea. Wie belt wie?"),
        Said(None, "", "§ 4.1", "De termijn van drie dagen is te kort."),
        Said(None, "", "Hoofdstuk 6", "Goed dat dit er staat."),
    ),
)

MIXED = Written(
    name="general points, pages, sections and titles in one letter",
    title="Inbreng Jongerenplatform",
    points=("Meer stem", "Minder jargon"),
    original="""\
Inbreng Jongerenplatform

Algemene opmerkingen

1. Meer stem. Jongeren lezen niet mee met een tekst van zestig bladzijden. Maak een korte versie.
2. Minder jargon. Woorden als 'casusregie' kent niemand.

Specifieke opmerkingen

p. 3
- Waarom staat hier niets over vrienden?
- Zie § 2.1: daar gaat het wel goed.

Paragraaf Vertrouwen
- Mooi stuk.

§ 5.2, tweede alinea
- "De jongere werkt mee" klinkt als een bevel. Liever: "De jongere doet mee".

Wat er moet gebeuren
- Dit is te vaag.
""",
    comments=(
        Said(None, "3", None, "Waarom staat hier niets over vrienden?"),
        Said(None, "3", None, "Zie § 2.1: daar gaat het wel goed."),
        Said(None, "", "Paragraaf Vertrouwen", "Mooi stuk."),
        Said(
            *(None, "", "§ 5.2, tweede alinea"),
            '"De jongere werkt mee" klinkt als een bevel. Liever: "De jongere doet mee".',
            passage="De jongere werkt mee",
            proposal="De jongere doet mee",
        ),
        Said(None, "", "Wat er moet gebeuren", "Dit is te vaag."),
    ),
)

ENGLISH_STRUCTURE = Written(
    name="English titles and sections around the remarks",
    title="Response to the draft framework",
    date="2025-10-01",
    points=("Scope", "Evidence"),
    original="""\
Response to the draft framework

1 October 2025

General comments

1. Scope. The framework does not say whom it is for.
2. Evidence. Please add references.

Specific comments

Section 3.2
1. The second bullet is unclear.
2. "Every child has a plan" is too strong.

p. 14, line 3-5
3. This repeats p. 9.
""",
    comments=(
        Said("1", "", "Section 3.2", "The second bullet is unclear."),
        Said(
            *("2", "", "Section 3.2"),
            '"Every child has a plan" is too strong.',
            passage="Every child has a plan",
        ),
        Said("3", "14", "line 3-5", "This repeats p. 9."),
    ),
)

TWO_ANNEXES = Written(
    name="two annexes, the numbering goes on in the second",
    title="Reactie Bond van Voogden",
    date="2025-05-20",
    points=("De voogd als partner", "Geld"),
    original="""\
Reactie Bond van Voogden

Zwolle, 20 mei 2025

Geachte mevrouw De Wit,

De voogd als partner
De voogd komt pas aan het eind in beeld. Betrek de voogd vanaf het begin, ook als er nog geen uitspraak is.

Geld
Voor de nieuwe taken is geen geld. Zonder geld blijven het goede voornemens die niemand kan uitvoeren.

Hoogachtend,
K. Drost

Bijlage 1: opmerkingen per pagina

P.4
1. De voogd ontbreekt.
P.6
2. Goed geschreven.

Bijlage 2: tekstvoorstellen

P.4
3. Vervang "de ouder" door "de ouder of voogd".
P.9
4. Voeg toe: "De voogd krijgt het verslag."
""",
    comments=(
        Said("1", "4", None, "De voogd ontbreekt."),
        Said("2", "6", None, "Goed geschreven."),
        Said(
            *("3", "4", None),
            'Vervang "de ouder" door "de ouder of voogd".',
            passage="de ouder",
            proposal="de ouder of voogd",
        ),
        Said(
            *("4", "9", None),
            'Voeg toe: "De voogd krijgt het verslag."',
            proposal="De voogd krijgt het verslag.",
        ),
    ),
)

LETTERED = Written(
    name="letters that begin again at each page, with numbered sub-remarks",
    title="Reactie Kinderopvang Plus",
    original="""\
Reactie Kinderopvang Plus

Detailopmerkingen

Pagina 2
a. De opvang wordt vergeten.
b. Drie dingen ontbreken hier:
   1. de bso;
   2. de gastouder;
   3. het consultatiebureau.

Pagina 3, r. 12-14
a. Deze regels kunnen weg.

Pagina 8
a. Prima.
b. Dit past beter bij 2a.
""",
    comments=(
        Said("a", "2", None, "De opvang wordt vergeten."),
        Said(
            *("b", "2", None),
            "Drie dingen ontbreken hier:",
            sub=("de bso;", "de gastouder;", "het consultatiebureau."),
        ),
        Said("a", "3", "r. 12-14", "Deze regels kunnen weg."),
        Said("a", "8", None, "Prima."),
        Said("b", "8", None, "Dit past beter bij 2a."),
    ),
)

POEM = Written(
    name="short lines of an address, a poem and a signature are no titles",
    title="Reactie Ouders Samen",
    points=("Wij zijn ouders en geen dossier", "Ook onze kinderen lezen mee"),
    original="""\
Ouders Samen
Kerkplein 1
1234 AB Dorp
06 1234 5678

Betreft: Reactie Ouders Samen

Beste lezer,

Een moeder schreef ons dit:

Mijn huis
is geen zaak
mijn kind
geen geval
luister dan eerst

Wij zijn ouders en geen dossier. Schrijf daarom over ons zoals u over uzelf zou schrijven, en
vraag ons wat wij nodig hebben.

Ook onze kinderen lezen mee. Zij begrijpen meer dan u denkt.

Groet,

Fatima Bakker
voorzitter

Ouders Samen
Kerkplein 1
Dorp
""",
    comments=(),
)

WRITTEN = tuple(value for value in list(globals().values()) if isinstance(value, Written))
