"""Fictitious letters in as many habits as there are writers, each with what should be understood of it."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Remark:
    """What a comment should be; fields left out are expected to be empty, `...` is not looked at."""

    label: str | None
    pages: str
    text: str
    sub: tuple[str, ...] = ()
    passage: object = None
    proposal: str | None = None
    refers_to: object = ()


@dataclass(frozen=True)
class Letter:
    name: str
    original: str
    remarks: tuple[Remark, ...]
    points: tuple[str, ...] = ()
    title: object = ...
    date: str | None = None
    unplaced: tuple[str, ...] = ()
    file: str = "brief.txt"
    contains: dict[int, str] = field(default_factory=dict)


NUMBERS_WITH_PARENTHESES = Letter(
    name="Pag. with a colon, numbers with a parenthesis that restart on each page",
    title="Reactie op het concept Kader Samen Sterk",
    date="2025-03-14",
    points=("Begrippen", "Uitvoerbaarheid"),
    original="""\
Gemeente Oeverdam
Postbus 12
1234 AB Oeverdam

Aan: Stichting Samen Sterk
Betreft: Reactie op het concept Kader Samen Sterk
Bijlage: 1

Oeverdam, 14 maart 2025

Geachte mevrouw Van der Molen,

Dank voor de gelegenheid om te reageren. Wij noemen hieronder twee punten.

1. Begrippen

Het kader gebruikt dezelfde woorden voor verschillende zaken. Een lijst met begrippen helpt iedereen.

2. Uitvoerbaarheid

De eisen vragen meer uren dan er zijn.

Wij danken u voor het lezen en lichten onze reactie graag toe.

Met vriendelijke groet,

J. Ophof
wethouder

Bijlage 1: Opmerkingen per pagina

Pag. 3:
1) De inleiding is te lang.
2) Graag een voorbeeld toevoegen uit een kleine gemeente.

Pag. 4:
1) De zin "ieder gezin heeft recht op rust" kan weg.
2) Noem ook de huisarts:
   a) bij de start;
   b) bij de afronding.

Pag. 11-12:
1) Dit hoort bij opmerking 2 op pagina 4.
""",
    remarks=(
        Remark("1", "3", "De inleiding is te lang."),
        Remark("2", "3", "Graag een voorbeeld toevoegen uit een kleine gemeente."),
        Remark(
            "1",
            "4",
            'De zin "ieder gezin heeft recht op rust" kan weg.',
            passage="ieder gezin heeft recht op rust",
        ),
        Remark("2", "4", "Noem ook de huisarts:", sub=("bij de start;", "bij de afronding.")),
        Remark("1", "11,12", "Dit hoort bij opmerking 2 op pagina 4.", refers_to=(3,)),
    ),
)

PAGE_AT_EACH_REMARK = Letter(
    name="annex without letter, page at the start of each remark",
    title="Opmerkingen Kennispunt Noord",
    original="""\
Opmerkingen Kennispunt Noord

P.3: De doelgroep is te smal omschreven.

P.3: Er staat 'altijd samen met het gezin'. Dat lukt niet bij acuut gevaar.

Pag. 4, 2e alinea: Suggestie: ieder kind wordt zelf gehoord.

blz. 7 en 9: de twee schema's spreken elkaar tegen.
Welke van de twee geldt?

Op pagina 12 staat een bijlage die er niet is.
""",
    remarks=(
        Remark(None, "3", "De doelgroep is te smal omschreven."),
        Remark(
            None,
            "3",
            "Er staat 'altijd samen met het gezin'. Dat lukt niet bij acuut gevaar.",
            passage="altijd samen met het gezin",
        ),
        Remark(
            None,
            "4",
            "2e alinea: Suggestie: ieder kind wordt zelf gehoord.",
            proposal="ieder kind wordt zelf gehoord",
        ),
        Remark(None, "7,9", "de twee schema's spreken elkaar tegen.\nWelke van de twee geldt?"),
        Remark(None, "12", "Op pagina 12 staat een bijlage die er niet is."),
    ),
)

WRAPPED_WITH_FOOTERS = Letter(
    name="hard-wrapped lines, form feeds, page numbers and a repeated header",
    title="Zienswijze Raad voor het Gezin",
    date="2024-11",
    original="""\
Zienswijze Raad voor het Gezin
november 2024

De raad heeft het kader gelezen en geeft hieronder zijn opmerkingen per
bladzijde. Waar wij niets noemen zijn wij het eens met de tekst.

Detailopmerkingen

Bladzijde 2

1. De eerste alinea zegt dat hulp altijd vrijwillig is, maar verderop
staat dat de rechter hulp kan opleggen. Maak duidelijk wanneer het een en
wanneer het ander geldt.
2. In de tweede alinea ontbreekt de school. Scholen zien kinderen elke dag
en merken vaak als eerste dat er iets
Pagina 1 van 3
\fZienswijze Raad voor het Gezin
verandert.

Bladzijde 5

3. Wij missen aandacht voor:
- grootouders die voor een kind zorgen;
- pleegouders, die in de praktijk veel meer doen dan hier wordt beschre-
ven;
- buren.
4. Goed dat de rechten van het kind voorop staan.
Pagina 2 van 3
\fZienswijze Raad voor het Gezin
Bladzijde 6

5. Zie opmerking 3.
Pagina 3 van 3
""",
    remarks=(
        Remark(
            "1",
            "2",
            "De eerste alinea zegt dat hulp altijd vrijwillig is, maar verderop staat dat de rechter "
            "hulp kan opleggen. Maak duidelijk wanneer het een en wanneer het ander geldt.",
        ),
        Remark(
            "2",
            "2",
            "In de tweede alinea ontbreekt de school. Scholen zien kinderen elke dag en merken vaak als "
            "eerste dat er iets verandert.",
        ),
        Remark(
            "3",
            "5",
            "Wij missen aandacht voor:",
            sub=(
                "grootouders die voor een kind zorgen;",
                "pleegouders, die in de praktijk veel meer doen dan hier wordt beschreven;",
                "buren.",
            ),
        ),
        Remark("4", "5", "Goed dat de rechten van het kind voorop staan."),
        Remark("5", "6", "Zie opmerking 3.", refers_to=(2,)),
    ),
)

TABLE = Letter(
    name="a table in markdown with a title above it",
    file="formulier.md",
    title="Reactieformulier concept-kader",
    original="""\
# Reactieformulier concept-kader

Organisatie: Vakbond Jeugdzorgers

| Nr | Pagina | Passage | Opmerking | Tekstvoorstel |
|----|--------|---------|-----------|---------------|
| 1 | 3 | de professional beslist | Wie is dat? | de jeugdbeschermer beslist |
| 2 | | | Te lange zin. | |
| 3 | 5-6 | | Zie ook nr. 1. | |
| 4 | algemeen | | Let op de werkdruk. | |
""",
    remarks=(
        Remark(
            "1", "3", "Wie is dat?", passage="de professional beslist", proposal="de jeugdbeschermer beslist"
        ),
        Remark("2", "3", "Te lange zin."),
        Remark("3", "5,6", "Zie ook nr. 1.", refers_to=(0,)),
        Remark("4", "", "Let op de werkdruk."),
    ),
)

BULLETS_AND_HEADED_POINTS = Letter(
    name="markdown headings for points, bullets for remarks",
    file="brief.md",
    title="Reactie van de Cliëntenraad Waterland",
    date="2025-01-08",
    points=("Taal", "Privacy", "Geld"),
    original="""\
# Reactie van de Cliëntenraad Waterland

8 januari 2025

## Inleiding

Wij lazen het kader met een groep ouders.

## Taal

De tekst is **moeilijk**. Veel ouders haken af:

1. door lange zinnen;
2. door vaktaal.

## Privacy

Wie mag wat lezen?

## Geld

Er staat niets over kosten.

## Tot slot

Wij praten graag verder.

## Opmerkingen per pagina

### Pagina 2

- Leg uit wat een *lokaal team* is.
- Het woord "regie" zegt ons niets. Liever: de baas zijn over je eigen leven.

### Pagina 3 t/m 5

- Mooi stuk.
  - vooral het voorbeeld
  - en de tekening
- Idem.

### Pagina 8

- Graag "cliënt" vervangen door "ouder".
""",
    remarks=(
        Remark(None, "2", "Leg uit wat een lokaal team is.", passage=...),
        Remark(
            None,
            "2",
            'Het woord "regie" zegt ons niets. Liever: de baas zijn over je eigen leven.',
            passage="regie",
            proposal="de baas zijn over je eigen leven",
        ),
        Remark(None, "3,4,5", "Mooi stuk.", sub=("vooral het voorbeeld", "en de tekening")),
        Remark(None, "3,4,5", "Idem.", refers_to=(2,)),
        Remark(None, "8", 'Graag "cliënt" vervangen door "ouder".', passage="cliënt", proposal="ouder"),
    ),
)

UNNUMBERED = Letter(
    name="remarks that are simply paragraphs, ten eerste and ten tweede in the letter",
    title="Inbreng huisartsenpost De Linde",
    date="2025-05-03",
    points=("Vinden wij dat de huisarts te laat wordt betrokken", "Is de meldcode niet goed weergegeven"),
    original="""\
Inbreng huisartsenpost De Linde

Geachte redactie,

Wij reageren kort op twee zaken.

Ten eerste vinden wij dat de huisarts te laat wordt betrokken. De huisarts kent het gezin vaak jaren.

Ten tweede is de meldcode niet goed weergegeven. De stappen staan in de verkeerde volgorde.

Hoogachtend,
Dr. M. Veenstra

Zwolle, 3 mei 2025

BIJLAGE

p. 4
De huisarts ontbreekt in het schema.

Het schema is bovendien slecht leesbaar, vooral voor mensen die kleuren niet goed kunnen
onderscheiden.

p. 6
Er mist een definitie van 'steunfiguur'.

p. 7-8
Wat gebeurt er als

het gezin verhuist?
""",
    remarks=(
        Remark(None, "4", "De huisarts ontbreekt in het schema."),
        Remark(
            None,
            "4",
            "Het schema is bovendien slecht leesbaar, vooral voor mensen die kleuren niet goed "
            "kunnen onderscheiden.",
        ),
        Remark(None, "6", "Er mist een definitie van 'steunfiguur'.", passage=...),
        Remark(None, "7,8", "Wat gebeurt er als het gezin verhuist?"),
    ),
)

LETTERED = Letter(
    name="lettered remarks with dashes below, lettered points with bold titles",
    file="brief.md",
    title="Commentaar Inspectie Jeugd Oost",
    points=("Toezicht", "Termijnen"),
    original="""\
**Commentaar Inspectie Jeugd Oost**

A. **Toezicht.** Het kader noemt ons niet, terwijl wij erop toezien.

B. **Termijnen.** De termijnen wijken af van de wet.

**Opmerkingen bij de tekst**

**Blz. 2**

a. Het jaartal klopt niet.
b. De volgende partijen ontbreken:
   - de inspectie
   - de kinderombudsman

**Blz. 10**

c. In plaats van "moeten" liever "kunnen".
d. Zie opm. b.
""",
    remarks=(
        Remark("a", "2", "Het jaartal klopt niet."),
        Remark("b", "2", "De volgende partijen ontbreken:", sub=("de inspectie", "de kinderombudsman")),
        Remark("c", "10", 'In plaats van "moeten" liever "kunnen".', passage="moeten", proposal="kunnen"),
        Remark("d", "10", "Zie opm. b.", refers_to=(1,)),
    ),
)

ONE_NUMBERED_LIST = Letter(
    name="one numbered list, each remark naming its page",
    title="Opmerkingen namens de Wijkcoöperatie",
    original="""\
Opmerkingen namens de Wijkcoöperatie

Specifieke opmerkingen

1. (p. 2) De titel dekt de lading niet.
2. Pagina 4: graag 'bewoner' in plaats van 'burger'.
3. p.4, derde bullet: vervalt.
4. Blz. 9 – de voetnoot verwijst naar een oud rapport.
5. Het slot mist een oproep (p. 18).
6. Zie ook opmerkingen 2 en 3.
""",
    remarks=(
        Remark("1", "2", "De titel dekt de lading niet."),
        Remark("2", "4", "graag 'bewoner' in plaats van 'burger'.", passage="burger", proposal="bewoner"),
        Remark("3", "4", "derde bullet: vervalt."),
        Remark("4", "9", "de voetnoot verwijst naar een oud rapport."),
        Remark("5", "18", "Het slot mist een oproep (p. 18)."),
        Remark("6", "", "Zie ook opmerkingen 2 en 3.", refers_to=(1, 2)),
    ),
)

FIELDS = Letter(
    name="each remark in named fields",
    title="Reactie Platform Pleegzorg",
    original="""\
Reactie Platform Pleegzorg

Tekstuele opmerkingen

Pagina 3

Tekst: "het kind woont thuis"
Opmerking: dat geldt niet voor pleegkinderen.
Voorstel: het kind woont in een gezin

Tekst: "ouders tekenen het plan"
Opmerking: en de pleegouders?

Pagina 14

Passage: de gezinsvoogd neemt het besluit
Opmerking: de term is verouderd.
Tekstvoorstel: "de jeugdbeschermer neemt het besluit"
""",
    remarks=(
        Remark(
            None,
            "3",
            "dat geldt niet voor pleegkinderen.",
            passage="het kind woont thuis",
            proposal="het kind woont in een gezin",
        ),
        Remark(
            None,
            "3",
            "en de pleegouders?",
            passage="ouders tekenen het plan",
        ),
        Remark(
            None,
            "14",
            "de term is verouderd.",
            passage="de gezinsvoogd neemt het besluit",
            proposal="de jeugdbeschermer neemt het besluit",
        ),
    ),
)

UGLY = Letter(
    name="no capitals, no blank lines, mixed labels, windows line ends",
    title="opmerkingen wijkteam zuid",
    original=(
        "opmerkingen wijkteam zuid\r\n"
        "p2\r\n1.te lang\r\n2.wie is 'wij'\r\n"
        "P 3.\r\n- 3. kop klopt niet\r\n- 4. zie p2 punt 1\r\n"
        "blz5\r\n5) typefout\r\n 	* in de kop\r\n 	* in de voet\r\n6) akkoord\r\n"
        "Pagina 6 & 7\r\n7 - te vaag\r\n\r\n8 - graag voorbeelden\r\n"
    ),
    remarks=(
        Remark("1", "2", "te lang"),
        Remark("2", "2", "wie is 'wij'", passage=...),
        Remark("3", "3", "kop klopt niet"),
        Remark("4", "3", "zie p2 punt 1", refers_to=(0,)),
        Remark("5", "5", "typefout", sub=("in de kop", "in de voet")),
        Remark("6", "5", "akkoord"),
        Remark("7", "6,7", "te vaag"),
        Remark("8", "6,7", "graag voorbeelden"),
    ),
)

LETTER_ONLY = Letter(
    name="a letter without annex, long numbered points with a list in one of them",
    title="Reactie Bond van Opvoeders",
    date="2025-02-20",
    points=("Stem van kinderen", "Het kader is te dik", "Er ontbreekt een planning"),
    original="""\
Reactie Bond van Opvoeders

Datum: 20-02-2025

Beste schrijvers,

Met plezier lazen we het kader.

1. Stem van kinderen: kinderen komen in het kader nauwelijks aan het woord. Wij stellen drie dingen voor:
   1. praat met een kinderraad;
   2. geef kinderen een eigen versie;
   3. laat zien wat er met hun inbreng is gedaan.
2. Het kader is te dik. Niemand leest honderd bladzijden.
3. Er ontbreekt een planning. Zonder planning blijft het bij woorden.

Mocht u vragen hebben, dan horen wij het graag.

Vriendelijke groeten,
Ans Polman
""",
    remarks=(
        Remark("1", "", "praat met een kinderraad;"),
        Remark("2", "", "geef kinderen een eigen versie;"),
        Remark("3", "", "laat zien wat er met hun inbreng is gedaan."),
    ),
    contains={0: "laat zien wat er met hun inbreng is gedaan"},
)

ENGLISH = Letter(
    name="an English form with page numbers as 3.0, in tabs",
    title="Comments on the draft framework",
    original=(
        "Comments on the draft framework\n\n"
        "No.\tPage\tCurrent text\tComment\tProposed text\n"
        "1.0\t3.0\tthe worker decides\tWho is this?\tthe team decides\n"
        "2.0\t12.0\t\tPlease add a source.\t\n"
    ),
    remarks=(
        Remark("1", "3", "Who is this?", passage="the worker decides", proposal="the team decides"),
        Remark("2", "12", "Please add a source."),
    ),
)

GENERAL_IN_ANNEX = Letter(
    name="general remarks as bullets, then remarks per page, sub-remarks in Roman numerals",
    title="Reactie Netwerk Lokale Kracht",
    points=("Het kader is een stap vooruit", "De toon is soms streng"),
    original="""\
Reactie Netwerk Lokale Kracht

Algemene opmerkingen

• Het kader is een stap vooruit.
• De toon is soms streng. Schrijf vaker wat wél mag.

Opmerkingen per pagina

Opmerkingen bij pagina 4:
1. Drie vragen:
i.) wie betaalt?
ii.) wie beslist?
iii.) wie controleert?
2. De bron ontbreekt.

Opmerkingen bij pagina 6:
3. Zie eerdere opmerking.
""",
    remarks=(
        Remark("1", "4", "Drie vragen:", sub=("wie betaalt?", "wie beslist?", "wie controleert?")),
        Remark("2", "4", "De bron ontbreekt."),
        Remark("3", "6", "Zie eerdere opmerking.", refers_to=...),
    ),
)

LETTERS = tuple(value for value in list(globals().values()) if isinstance(value, Letter))
