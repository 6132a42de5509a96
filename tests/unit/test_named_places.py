"""A place without a page is found by the version's own headings, or not at all."""

import pytest

from kader.domain.locating import How, Location, locate
from kader.domain.locating.named_places import named_place
from kader.domain.margin_placing import locate_all
from kader.domain.reading_text import read
from kader.domain.responses.parsing import parse
from kader.formats.reading import read_document
from tests.unit.test_locating import TEXT, Said

RULES = read(
    """<!-- pagina 1 -->

# Regels voor de speeltuin

## Thema 1. Wie er spelen

### Norm 1.1 Kleine kinderen

Een klein kind speelt onder toezicht. De beheerder ziet het hek.

### Norm 1.2 Grote kinderen

Een groot kind klimt zelf.

<!-- pagina 2 -->

## Thema 2. De toestellen

Artikel 4. De glijbaan

Niemand klimt tegen de richting in.

De baan is elke dag schoon.

Artikel 5. De wip

Twee kinderen wippen samen.

## Bijlage B. Onderhoud en beheer

De beheerder smeert de wip.
"""
)
NAMES = {
    "§ 2.2": "2.2 Wie kiest",
    "§2.2": "2.2 Wie kiest",
    "Hoofdstuk 2": "2 De collectie",
    "hfst. 2": "2 De collectie",
    "H3": "3 Rollen",
    "par. 2.1": "2.1 Wat er moet staan",
    "Paragraaf 2.3 Uitlenen": "2.3 Uitlenen",
    "Paragraaf Uitlenen": "2.3 Uitlenen",
    "Uitlenen": "2.3 Uitlenen",
    "uitleenen": "2.3 Uitlenen",
    "Wat er moet staan": "2.1 Wat er moet staan",
    "kopje ‘Ouders’": "3.1 Ouders",
    "2.3": "2.3 Uitlenen",
}
RULE_NAMES = {
    "norm 1.2": "Norm 1.2 Grote kinderen",
    "§ 1.2": "Norm 1.2 Grote kinderen",
    "Thema 2": "Thema 2. De toestellen",
    "artikel 5": "Artikel 5. De wip",
    "art. 4": "Artikel 4. De glijbaan",
    "bijlage B": "Bijlage B. Onderhoud en beheer",
    "Onderhoud": "Bijlage B. Onderhoud en beheer",
}
NOWHERE = ("§ 9.9", "regel 12-14", "2e alinea", "De", "Begrippen", "", "Wie", "regel 2", "tabel 3")


@pytest.mark.parametrize("name", NAMES)
def test_a_name_is_the_section_with_that_heading(name: str) -> None:
    found = named_place(name, TEXT)
    assert found is not None
    assert TEXT.text[found.spans[0].start : found.spans[0].end].split("\n")[0] == NAMES[name]


@pytest.mark.parametrize("name", RULE_NAMES)
def test_norms_and_articles_have_a_word_of_their_own(name: str) -> None:
    found = named_place(name, RULES)
    assert found is not None
    assert RULES.text[found.spans[0].start : found.spans[0].end].split("\n")[0] == RULE_NAMES[name]


@pytest.mark.parametrize("name", NOWHERE)
def test_what_no_heading_is_called_is_no_place(name: str) -> None:
    assert named_place(name, TEXT) is None
    assert named_place("kinderen", RULES) is None


def test_several_sections_and_a_range_of_them() -> None:
    two, through = named_place("hoofdstuk 2 en 4", TEXT), named_place("2.1 t/m 2.3", TEXT)
    assert two is not None
    assert len(two.spans) == 2
    assert through is not None
    assert "2.2 Wie kiest" in TEXT.text[through.spans[0].start : through.spans[0].end]


def under(place: str, text: str, **more: object) -> Location:
    (location,) = locate([Said((), text, place=place, **more)], TEXT)  # type: ignore[arg-type]
    return location


@pytest.mark.parametrize(
    ("place", "text", "how", "page", "exact"),
    [
        ("§ 2.3", "Te streng.", How.HEADING, "2", "2.3 Uitlenen"),
        ("Hoofdstuk 2.2", "De tweede alinea is vaag.", How.ORDINAL, "2", "Drie vragen helpen"),
        ("Hoofdstuk 2.2, 2e alinea", "Te vaag.", How.ORDINAL, "2", "Drie vragen helpen"),
        ("Wie kiest", "Laatste bullet: onduidelijk.", How.ORDINAL, "2", "Herkennen kinderen"),
        ("§ 4", "‘Dat bezoek is geen inspectie’: jammer.", How.QUOTE, "4", "Dat bezoek is geen inspectie"),
        ("§ 4", "‘De collectie wordt elk jaar beoordeeld’: dubbel.", How.QUOTE, "4", "De collectie wordt"),
        ("§ 2.2", "‘De collectie wordt elk jaar beoordeeld’: dubbel.", How.QUOTE, "2", "De collectie wordt"),
        ("§ 2.1", "‘Elke leerling mag drie boeken tegelijk lenen’: mooi.", How.QUOTE, "2", "Elke leerling"),
    ],
)
def test_a_remark_on_a_section_is_placed_in_it(
    place: str, text: str, how: How, page: str, exact: str
) -> None:
    location = under(place, text)
    assert (location.how, location.page) == (how, page)
    assert location.exact is not None
    assert location.exact.startswith(exact)


def test_a_page_that_the_text_has_not_gives_way_to_the_section() -> None:
    (location,) = locate([Said(("77",), "Te streng.", place="§ 2.3")], TEXT)
    assert (location.how, location.page) == (How.HEADING, "2")


LETTER = """\
Reactie Schoolraad

Bijlage: opmerkingen per hoofdstuk

Hoofdstuk 2.3
1. Te streng.
2. ‘De uitleentermijn is drie weken’: maak er vier van.

§ 2.2, 2e alinea
3. Onduidelijk.

Wie kiest
4. Mooi.

Paragraaf Ouders
5. Wie geeft de instructie?

p. 1, 2e alinea
6. Goed.
7. r. 12-14: dubbel.

Hoofdstuk 12
8. Dit hoofdstuk kennen wij niet.
"""


def test_a_letter_by_chapter_is_placed_in_its_own_order() -> None:
    comments = parse(read_document("brief.txt", LETTER.encode())).comments
    found = locate_all(comments, TEXT)
    assert [comment.label for comment in comments] == [str(number) for number in range(1, 9)]
    assert [comment.page for comment in comments] == [None] * 5 + ["1", "1", None]
    assert [location.page for location in found] == ["2", "2", "2", "2", "3", "1", "1", None]
    assert [location.how for location in found[:4]] == [How.HEADING, How.QUOTE, How.ORDINAL, How.HEADING]
    # Lines are those of somebody's print: the page is all that is sure.
    assert found[6].how in (How.PAGE, How.ORDINAL)
    assert found[7].how is How.NONE
