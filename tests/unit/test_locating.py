"""Where a remark points: one small text, and the many ways in which people write about it."""

from dataclasses import dataclass

import pytest

from kader.domain.locating import How, Location, locate
from kader.domain.reading_text import ReadingText, read

TEXT = read(
    """<!-- pagina 1 -->

# Kader schoolbibliotheek

Voor scholen, bibliotheken en gemeenten

## 1 Waarom lezen

Lezen is voor ieder kind belangrijk. Wie veel leest, krijgt een grotere woordenschat. Toch neemt het
leesplezier al jaren af, ook bij jonge kinderen. Een goede collectie maakt nieuwsgierig.

Een schoolbibliotheek staat nooit los van de klas. De leerkracht leest elke dag voor. De leesconsulent helpt
bij het kiezen van boeken en denkt mee over het rooster.

## 2 De collectie

### 2.1 Wat er moet staan

De collectie is divers en actueel. Dat betekent in elk geval:

- prentenboeken voor kleuters, ook in andere talen;
- informatieve boeken over natuur, techniek en geschiedenis;
- stripverhalen en tijdschriften;
- luisterboeken voor kinderen met dyslexie.

Boeken ouder dan acht jaar worden afgeschreven.[^1] De school koopt jaarlijks ten minste één nieuw boek per
leerling.

<!-- pagina 2 -->

### 2.2 Wie kiest

De leescoördinator stelt samen met leerlingen een lijst op. Leerlingen beslissen mee over een kwart van het
budget. De collectie wordt elk jaar beoordeeld. Ouders mogen een boek voordragen, maar niet verbieden.

Drie vragen helpen bij de keuze:

1. Sluit het boek aan bij de belangstelling van de leerling?
2. Is de inhoud betrouwbaar en up-to-date?
3. Herkennen kinderen uit verschillende gezinnen zich erin?

### 2.3 Uitlenen

Elke leerling mag drie boeken tegelijk lenen. De uitleentermijn is drie weken. Een boete wordt niet geheven.
Kwijtgeraakte boeken worden één keer kosteloos vervangen, daarna betaalt het gezin de helft van de
nieuwprijs. Wie verhuist, levert alles in bij de mediatheekmedewerker <!-- pagina 3 --> van de oude school.

## 3 Rollen

De onderstaande tabel laat zien wat ieder doet.

| Rol | Taak | Tijd |
|---|---|---|
| Leescoördinator | Bewaakt het leesplan | Vier uur per week |
| Leerkracht | Leest voor en praat over boeken | Elke dag een kwartier |
| Directie | Reserveert geld en ruimte | Jaarlijks |

Het landelijk steunpunt geeft advies. Zonder steun van de directie mislukt een schoolbibliotheek. De
directie zorgt voor een vaste plek, een budget en een rooster.[^2]

De leescoördinator volgt elke twee jaar scholing. Zij heeft contact met de openbare bibliotheek in de buurt.
Wie geen scholing volgt, verliest na verloop van tijd het zicht op nieuwe boeken.

### 3.1 Ouders

Ouders kunnen helpen bij het uitlenen. Zij krijgen daarvoor een korte instructie. Een verklaring omtrent het
gedrag is verplicht.

<!-- pagina 4 -->

## 4 Meten

We meten het leesplezier elk jaar met een vragenlijst. De uitkomsten gaan naar de medezeggenschapsraad. De
collectie wordt elk jaar beoordeeld. Het landelijk steunpunt verzamelt de cijfers en het landelijk steunpunt
maakt er een rapport van.

Scholen die achterblijven, krijgen bezoek van het landelijk steunpunt. Dat bezoek is geen inspectie. Er
volgt een verslag met aanbevelingen, dat binnen zes weken klaar is.

[^1]: Naslagwerken uitgezonderd.
[^2]: Het budget is geoormerkt, zie de regeling schoolbibliotheken.
"""
)


@dataclass(frozen=True)
class Said:
    pages: tuple[str, ...]
    text: str
    sub: tuple[str, ...] = ()
    passage: str | None = None
    proposal: str | None = None
    place: str | None = None
    label: str | None = None


def found(page: str, text: str, reading: ReadingText = TEXT, **more: object) -> Location:
    (location,) = locate([Said((page,), text, **more)], reading)  # type: ignore[arg-type]
    return location


WOORDENSCHAT = "Wie veel leest, krijgt een grotere woordenschat."

QUOTED = [
    ("1", "‘krijgt een grotere woordenschat’ is te stellig.", "krijgt een grotere woordenschat"),
    ("1", "“divers en actueel”: wat verstaat u daaronder?", "divers en actueel"),
    ("1", "„divers en actueel” is vaag.", "divers en actueel"),
    ("1", "'divers en actueel' is vaag.", "divers en actueel"),
    ("1", '"Divers en actueel" is vaag.', "divers en actueel"),
    ("1", "«divers en actueel» is vaag.", "divers en actueel"),
    ("1", "''divers en actueel'' is vaag.", "divers en actueel"),
    ("1", "*De leerkracht leest elke dag voor* lukt niet altijd.", "De leerkracht leest elke dag"),
    ("1", "_De leerkracht leest elke dag voor_ lukt niet altijd.", "De leerkracht leest elke dag"),
    ("1", "Er staat: de leerkracht leest elke dag voor. Wie telt dat?", "De leerkracht leest elke dag"),
    ("1", "Er staat dat een goede collectie nieuwsgierig maakt. Te kort.", "Een goede collectie maakt"),
    ("1", "Tekst: boeken ouder dan acht jaar. Waarom acht?", "Boeken ouder dan acht jaar"),
    ("2", "Over de ‘boete’: fijn dat die er niet is.", "boete"),
    ("2", "Wat wordt bedoeld met: betrouwbaar en up-to-date?", "betrouwbaar en up-to-date"),
    ("2", "Wat bedoelt u met de helft van de nieuwprijs? Mag dat?", "de helft van de nieuwprijs"),
    ("2", "Leerlingen beslissen mee; mooi!", "Leerlingen beslissen mee"),
    ("2", "Uitleentermijn van drie weken: te kort voor dikke boeken.", "uitleentermijn is drie weken"),
    ("2", "‘Elke leerling mag drie boeken lenen’ is weinig.", "Elke leerling mag drie boeken tegelijk"),
    ("2", "‘Ouders mogen een boek voordagen, maar niet verbiden’: goed.", "Ouders mogen een boek"),
    ("2", "‘Kwijtgeraakte boeken ... de helft van de nieuwprijs’ is oneerlijk.", "Kwijtgeraakte boeken"),
    ("3", "De zin ‘Zonder steun van de directie mislukt een schoolbibliotheek’ klinkt als dreigement.",
     "Zonder steun van de directie mislukt een schoolbibliotheek"),
    ("3", "Ouders kunnen helpen bij het uitlenen, maar niet elke ouder kan dat.", "Ouders kunnen helpen"),
    ("4", "Dat bezoek is geen inspectie: zo voelt het wel.", "Dat bezoek is geen inspectie"),
    ("3", "Vervang ‘een korte instructie’ door ‘een cursus van een dag’.", "een korte instructie"),
    ("3", "In plaats van mislukt liever: heeft weinig kans.", "mislukt"),
    ("4", "Liever ‘leesmotivatie’ dan ‘leesplezier’.", "leesplezier"),
]  # fmt: skip

COUNTED = [
    ("1", "Laatste zin: voor welke leerlingen geldt dat?", "De school koopt jaarlijks"),
    ("1", "Derde bullet kan eruit.", "stripverhalen en tijdschriften;"),
    ("1", "De laatste bullet is te smal geformuleerd.", "luisterboeken voor kinderen met dyslexie."),
    ("1", "2e bolletje: graag ook kunst noemen.", "informatieve boeken"),
    ("1", "De eerste twee bullets kunnen samen.", "prentenboeken"),
    ("1", "In de tweede alinea ontbreekt de rol van de directie.", "Een schoolbibliotheek staat nooit"),
    ("1", "Voetnoot 1 roept vragen op.", "Naslagwerken uitgezonderd."),
    ("1", "Eerste zin van paragraaf 2.1 is een open deur.", "De collectie is divers en actueel."),
    ("1", "Laatste zin van de eerste alinea onder hoofdstuk 1: maak dit concreter.", "Een goede collectie"),
    ("2", "Eerste zin: klopt dit wel?", "De leescoördinator stelt samen"),
    ("2", "Vraag 3 is de belangrijkste, zet die bovenaan.", "Herkennen kinderen"),
    ("2", "Punt 2: door wie wordt dat bepaald?", "Is de inhoud betrouwbaar"),
    ("2", "Bij de tweede vraag graag een voorbeeld.", "Is de inhoud betrouwbaar"),
    ("2", "2e alinea van 2.3 mist.", None),
    ("3", "Laatste alinea: hoe zit het met privacy?", "Ouders kunnen helpen"),
    ("3", "De tweede rij van de tabel: dat is te weinig.", "Leerkracht"),
    ("3", "In de rij Directie ontbreekt het gebouw.", "Directie"),
    ("3", "De kolom Tijd is te precies.", "Tijd"),
    ("3", "De derde kolom kan weg.", "Tijd"),
    ("4", "Slotzin: dat is te laat.", "Er volgt een verslag"),
    ("3", "De tabel is onleesbaar op een telefoon.", "Leescoördinator"),
    ("3", "De voetnoot is te juridisch.", "Het budget is geoormerkt"),
    ("4", "Alinea 2 is te streng van toon.", "Scholen die achterblijven"),
    ("4", "Voorlaatste zin schrappen.", "Dat bezoek is geen inspectie."),
    ("4", "Ik zou de laatste alinea schrappen.", "Scholen die achterblijven"),
    ("4", "De tweede en derde zin horen in een ander hoofdstuk.", "De uitkomsten gaan"),
]  # fmt: skip

HEADED = [
    ("1", "Paragraaf 2.1: te lang.", "2.1 Wat er moet staan"),
    ("1", "De titel ‘De collectie’ dekt de lading niet.", "2 De collectie"),
    ("1", "Het kopje Wat er moet staan klinkt streng.", "2.1 Wat er moet staan"),
    ("2", "Onder ‘Uitlenen’ mist iets over vakanties.", "2.3 Uitlenen"),
    ("2", "§ 2.2 is helder.", "2.2 Wie kiest"),
    ("2", "2.3: graag uitbreiden met e-books.", "2.3 Uitlenen"),
    ("3", "Hoofdstuk 3 is het sterkste deel.", "3 Rollen"),
    ("3", "Bij 3.1 ontbreekt de stagiair.", "3.1 Ouders"),
]  # fmt: skip

SHARED = [
    ("1", "Dyslexie is niet de enige reden om te luisteren.", "dyslexie"),
    ("1", "Is het rooster wel een zaak van zo'n consulent?", "De leesconsulent helpt"),
    ("2", "Mag een basisschool zelf boetes invoeren?", "Een boete wordt niet geheven."),
    ("2", "Niet iedere school heeft een mediatheek medewerker.", "mediatheekmedewerker"),
    ("3", "Waarom moet een VOG? Dat is voor een gedragsverklaring veel werk.", None),
    ("3", "Een verklaring omtrent gedrag kost geld, wie betaalt dat?", "Een verklaring omtrent het gedrag"),
    ("4", "De MR moet instemmen met de vragenlijst.", "We meten het leesplezier"),
    ("4", "Gaat de medezeggenschapsraden hier niet over?", "De uitkomsten gaan"),
]  # fmt: skip

WHOLE_PAGE = [
    ("1", "Graag in begrijpelijker Nederlands."),
    ("1", "Wie is we? Dit loopt in de tekst door elkaar heen."),
    ("1", "Er mist aandacht voor kinderen in het speciaal onderwijs."),
    ("2", "Mooi uitgewerkt, complimenten!"),
    ("2", "Zie onze algemene opmerking in de brief."),
    ("2", "Zie punt 3 van onze brief."),
    ("2", "Voorstel: ‘Scholen werken samen met het buurthuis.’"),
    ("3", "Wij missen hier de vrijwilligersorganisaties en de wijkcentra."),
    ("3", "Vraag iemand met verstand van taal om hiernaar te kijken."),
    ("4", "Zie ook de laatste alinea op pagina 2."),
    ("4", "Kan dit deel naar een bijlage?"),
    ("4", "Altijd en nooit kun je zelden waarmaken."),
]


@pytest.mark.parametrize(("page", "text", "passage"), QUOTED)
def test_a_quotation_is_found(page: str, text: str, passage: str) -> None:
    location = found(page, text)
    assert location.how is How.QUOTE
    assert _lies_on(location, passage)


@pytest.mark.parametrize(("page", "text", "passage"), COUNTED)
def test_counting_is_understood(page: str, text: str, passage: str | None) -> None:
    location = found(page, text)
    if passage is None:
        assert location.how in (How.PAGE, How.HEADING)
    else:
        assert location.how is How.ORDINAL
        assert location.exact is not None
        assert location.exact.startswith(passage) or passage in location.exact[:40]


@pytest.mark.parametrize(("page", "text", "heading"), HEADED)
def test_a_heading_or_section_is_found(page: str, text: str, heading: str) -> None:
    location = found(page, text)
    assert location.how is How.HEADING
    assert location.exact is not None
    assert location.exact.startswith(heading)


@pytest.mark.parametrize(("page", "text", "passage"), SHARED)
def test_telling_words_lead_to_their_sentence(page: str, text: str, passage: str | None) -> None:
    location = found(page, text)
    if passage is None:
        return
    assert location.how in (How.TOPIC, How.QUOTE)
    assert _lies_on(location, passage)


@pytest.mark.parametrize(("page", "text"), WHOLE_PAGE)
def test_a_remark_without_a_passage_stays_with_its_page(page: str, text: str) -> None:
    location = found(page, text)
    whole = TEXT.page(page)
    assert whole is not None
    assert (location.how, location.page) == (How.PAGE, page)
    assert (location.start, location.end) == (whole.start, whole.end)


def _lies_on(location: Location, passage: str) -> bool:
    page = TEXT.page(location.page or "")
    assert page is not None
    start = TEXT.text.index(passage, page.start)
    assert location.start is not None
    assert location.end is not None
    return location.start < start + len(passage) and start < location.end


def places(*said: Said) -> list[Location]:
    return list(locate(said, TEXT))


@pytest.mark.parametrize("pages", [("9",), ("iv",), ("99", "100")])
def test_a_page_that_the_text_does_not_have_is_no_place(pages: tuple[str, ...]) -> None:
    (location,) = places(Said(pages, "‘divers en actueel’ is vaag."))
    assert location == Location(None, None, None, None, How.NONE)


def test_without_a_page_only_what_is_clear_is_placed() -> None:
    clear, numbered, vague = places(
        Said((), "‘De collectie is divers en actueel’: mooi."),
        Said((), "Paragraaf 2.3 is te streng."),
        Said((), "Dyslexie verdient meer aandacht."),
    )
    assert (clear.page, clear.how) == ("1", How.QUOTE)
    assert (numbered.page, numbered.how) == ("2", How.HEADING)
    assert vague.how is How.NONE


def test_a_repeated_phrase_is_the_one_that_fits_the_order_of_the_remarks() -> None:
    found_places = places(
        Said(("4",), "‘De collectie wordt elk jaar beoordeeld’: door wie?"),
        Said(("4",), "‘landelijk steunpunt’ verdient een hoofdletter."),
        Said(("4",), "‘Dat bezoek is geen inspectie’: wel doen."),
        Said(("4",), "‘verslag met aanbevelingen’ is te zwaar."),
    )
    starts = [location.start for location in found_places]
    assert starts == sorted(starts, key=lambda start: start or 0)


def test_this_paragraph_is_the_one_of_the_remark_before() -> None:
    first, second = places(
        Said(("3",), "‘volgt elke twee jaar scholing’: waarom twee?"),
        Said(("3",), "Deze alinea kan korter."),
    )
    assert second.how is How.ORDINAL
    assert second.exact is not None
    assert second.exact.startswith("De leescoördinator volgt")
    assert first.start is not None
    assert second.start is not None
    assert second.start <= first.start


def test_the_next_paragraph_follows_the_one_of_the_remark_before() -> None:
    _, second = places(
        Said(("3",), "‘volgt elke twee jaar scholing’: waarom twee?"), Said(("3",), "Volgende alinea: prima.")
    )
    assert second.exact is not None
    assert second.exact.startswith("Ouders kunnen helpen")


def test_a_quotation_over_the_edge_keeps_its_real_page() -> None:
    (location,) = places(Said(("3",), "‘Een boete wordt niet geheven’: goed zo."))
    assert (location.page, location.how) == ("2", How.QUOTE)


def test_a_vague_word_on_the_next_page_is_not_looked_up_there() -> None:
    (location,) = places(Said(("3",), "De boete kan eruit."))
    assert location.how is not How.TOPIC
    assert location.page == "3"


@pytest.mark.parametrize("page", ["2", "3"])
def test_a_quotation_across_a_page_break_is_found_from_either_page(page: str) -> None:
    location = found(page, "‘levert alles in bij de mediatheekmedewerker van de oude school’: hoe dan?")
    assert location.exact == "levert alles in bij de mediatheekmedewerker van de oude school"
    assert location.page == "2"


def test_the_second_page_of_a_remark_counts_too() -> None:
    (location,) = places(Said(("1", "2"), "‘Een boete wordt niet geheven’: goed zo."))
    assert location.page == "2"


def test_a_passage_in_its_own_column_leads_the_way() -> None:
    location = found(
        "2", "Dit is te ruim.", passage="Leerlingen beslissen mee over een kwart van het budget."
    )
    assert location.how is How.QUOTE
    assert location.exact is not None
    assert location.exact.startswith("Leerlingen beslissen mee")


def test_a_quotation_in_a_sub_remark_places_the_remark() -> None:
    location = found(
        "2", "Graag aanscherpen.", sub=("De termijn ontbreekt.", "‘Een boete wordt niet geheven’ klopt niet.")
    )
    assert location.exact == "Een boete wordt niet geheven"


def test_proposed_wording_is_no_quotation() -> None:
    location = found(
        "2",
        "‘Een boete wordt niet geheven’ is vaag. Voorstel: Elke leerling mag drie boeken tegelijk lenen.",
        proposal="Elke leerling mag drie boeken tegelijk lenen.",
    )
    assert location.exact == "Een boete wordt niet geheven"


def test_a_proposal_alone_leads_to_the_sentence_it_rewords() -> None:
    location = found("2", "", proposal="Ouders mogen een boek voordragen en een boek laten verbieden.")
    assert location.how is How.TOPIC
    assert location.exact == "Ouders mogen een boek voordragen, maar niet verbieden."


def test_an_acronym_is_read_as_the_words_of_the_text() -> None:
    location = found("4", "Het LS hoort dat rapport niet te maken.")
    assert location.exact is not None
    assert "landelijk steunpunt" in location.exact


def test_nothing_said_is_the_whole_page_and_no_remarks_no_places() -> None:
    assert found("1", "").how is How.PAGE
    assert locate([], TEXT) == ()


def test_a_text_without_words_can_be_remarked_on() -> None:
    empty = read("<!-- pagina 1 -->\n")
    assert found("1", "‘divers en actueel’ is vaag.", empty).how in (How.PAGE, How.NONE)
    assert found("1", "Eerste zin.", read("")).how is How.NONE


@pytest.mark.parametrize("lines", ["regel 3", "regel 3-5", "r. 3", "regels 3 t/m 5", "line 3"])
def test_numbers_of_lines_say_no_more_than_the_page(lines: str) -> None:
    for location in (found("2", f"{lines}: te kort."), found("2", "Te kort.", place=lines)):
        assert (location.page, location.how) == ("2", How.PAGE)
