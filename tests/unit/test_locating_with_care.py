"""Where a remark points, for what a careful reader sees: short counting, amounts, echoes, what is missing."""

import pytest

from kader.domain.locating import How, Location, locate
from kader.domain.locating.amounts import otherwise, value_of
from kader.domain.reading_text import read
from tests.unit.test_locating import TEXT, Said, found

COUNTED = [
    ("2", "Nr. 2, door wie?", "Is de inhoud betrouwbaar"),
    ("2", "Ad 2: door wie wordt dat bepaald?", "Is de inhoud betrouwbaar"),
    ("1", "Bullets: goed. De tweede mag weg.", "informatieve boeken"),
    ("1", "Opsomming: prima, maar de laatste begrijp ik niet.", "luisterboeken voor kinderen"),
    ("2", "Vragen: prima. De derde vind ik het best.", "Herkennen kinderen"),
    ("1", "Laatste zin 2.1: wie betaalt dat?", "De school koopt jaarlijks"),
    ("2", "2.3, eerste zin.", "Elke leerling mag drie boeken"),
    ("2", "Zin 3 van 2.3 mag weg.", "Een boete wordt niet geheven."),
    ("1", "2e al. van hoofdstuk 1 is te lang.", "Een schoolbibliotheek staat nooit"),
    ("1", "Zin 2 en 3 kunnen samen.", "Wie veel leest"),
    ("1", "Onderaan de pagina: wie betaalt dat?", "Boeken ouder dan acht jaar"),
    ("3", "De alinea onder de tabel is te streng.", "Het landelijk steunpunt"),
    ("3", "De zin boven de tabel mag weg.", "De onderstaande tabel"),
    ("2", "Vraag drie: die is goed.", "Herkennen kinderen"),
    ("4", "Eén na laatste zin: nee.", "Dat bezoek is geen inspectie."),
    ("4", "Meten, tweede alinea: te streng.", "Scholen die achterblijven"),
    ("2", "Voetnoot 2 hoort hier te staan.", "Het budget is geoormerkt"),
    ("2", "De tweede van de drie vragen is te vaag.", "Is de inhoud betrouwbaar"),
    ("4", "4, tweede alinea: te streng.", "Scholen die achterblijven"),
    ("3", "De ouder mist in dit rijtje.", "De directie zorgt voor een vaste plek"),
    ("3", "Tabel, laatste rij: te weinig.", "Directie"),
    ("3", "Tabel, laatste kolom: te precies.", "Tijd"),
]

TELLING = [
    ("4", "Zes weken en dan?", "Er volgt een verslag"),
    ("2", "3 weken? Wij doen er twee maanden over.", "De uitleentermijn is drie weken."),
    ("2", "In de drie vragen ontbreekt de belangrijkste: wat kost het boek.", "Drie vragen helpen"),
    ("4", "Dat bezoek is geen inspectie. Zo voelt het wel.", "Dat bezoek is geen inspectie."),
    ("3", "Wij krijgen daarvoor een korte instructie. Wie geeft die?", "Zij krijgen daarvoor"),
    ("2", "Niet meer dan een kwart van het budget? Wij geven de helft.", "een kwart van het budget"),
    ("4", "Wij missen de ouders in de vragenlijst over het leesplezier.", "We meten het leesplezier"),
]

WHOLE_PAGE = [
    ("1", "Wij missen de rol van het kind in dit deel."),
    ("1", "De hele bladzijde leest als een folder van de bibliotheek."),
    ("3", "Dit hoofdstuk leest als een reglement."),
    ("4", "Over het budget van de directie wordt niet gesproken."),
    ("2", "Ook hier geldt onze algemene opmerking over boetes."),
    ("2", "Een extra vraag: is het boek nog heel?"),
    ("2", "Denk ook aan leerlingen met een beperking."),
    ("3", "Over de rol van gemeenten lezen we niets."),
    ("1", "Graag ook iets over kinderen in het buitenland."),
    ("2", "Op p. 1 leest de leerkracht elke dag voor."),
]


def _holds(location: Location, passage: str) -> bool:
    start = TEXT.text.index(passage)
    assert location.start is not None
    assert location.end is not None
    return location.start < start + len(passage) and start < location.end


@pytest.mark.parametrize(("page", "text", "passage"), COUNTED)
def test_short_ways_of_counting_are_understood(page: str, text: str, passage: str) -> None:
    location = found(page, text)
    assert location.how is How.ORDINAL
    assert passage in (location.exact or "")[:60]


@pytest.mark.parametrize(("page", "text", "passage"), TELLING)
def test_what_a_careful_reader_sees_is_found(page: str, text: str, passage: str) -> None:
    location = found(page, text)
    assert location.how in (How.TOPIC, How.QUOTE)
    assert _holds(location, passage)


@pytest.mark.parametrize(("page", "text"), WHOLE_PAGE)
def test_what_is_said_of_all_or_of_elsewhere_stays_with_the_page(page: str, text: str) -> None:
    assert found(page, text).how is How.PAGE


def test_a_heading_that_runs_in_is_not_counted_as_a_sentence() -> None:
    pages = read("<!-- pagina 1 -->\n\n1. **Samen lezen.** Wie leest, kiest zelf. Dwang helpt niet.\n")
    assert found("1", "Nr. 1, tweede zin: mooi.", pages).exact == "Dwang helpt niet."
    assert found("1", "Eerste zin: mooi.", pages).exact == "Wie leest, kiest zelf."


def test_a_proposal_that_keeps_a_sentence_and_adds_to_it_points_there() -> None:
    longer = "Een boete wordt niet geheven, behalve als het boek na een jaar nog niet terug is."
    location = found("2", "De gemeente betaalt de leescoördinator.", proposal=longer)
    assert location.exact == "Een boete wordt niet geheven."


def test_a_number_of_months_is_no_chapter() -> None:
    assert found("2", "Twee maanden is te kort voor mij.").how is How.PAGE


def test_a_remark_that_names_another_is_read_with_its_words() -> None:
    _, leaning = locate(
        [
            Said(("1",), "Op p. 2 staat geen geheven boete en hier wel?", label="4"),
            Said(("2",), "Zie 4. Graag overal hetzelfde.", label="9"),
        ],
        TEXT,
    )
    assert leaning.exact == "Een boete wordt niet geheven."


def test_words_in_several_cells_point_at_their_row() -> None:
    location = found("3", "Hoeveel tijd kost voorlezen door leerkrachten?")
    assert location.exact == "Leerkracht\nLeest voor en praat over boeken\nElke dag een kwartier"


def test_a_verb_is_found_where_it_comes_apart() -> None:
    text = read("<!-- pagina 1 -->\n\nWie deelt, doet dat zonder het gezin in te lichten. Dat mag soms.\n")
    location = found("1", "Inlichten moet altijd.", text)
    assert (location.exact or "").startswith("Wie deelt")


@pytest.mark.parametrize(
    ("word", "value", "other"),
    [("12", 12, "twaalf"), ("twaalf", 12, "12"), ("zeshonderd", 600, "600"), ("een", None, None)],
)
def test_a_number_has_one_value_in_letters_and_in_digits(
    word: str, value: int | None, other: str | None
) -> None:
    assert (value_of(word), otherwise(word)) == (value, other)
