"""What a letter says of a place in passing, or asks in a list, is a comment as well as part of its point."""

import pytest

from kader.domain.responses.concrete_lists import asks
from kader.domain.responses.parsed import ParsedComment, ParsedResponse
from kader.domain.responses.parsing import parse
from kader.domain.review import marked, uncovered
from kader.domain.review import understood as understood_review
from kader.formats.reading import read_document

LETTER = """\
Reactie Buurtvereniging De Linde

3 mei 2025

Geachte redactie,

1. De toon

Het kader is streng. {said}

2. De planning

Een jaar is te kort. Kies voor twee jaar.

Met vriendelijke groet,
T. Linde
"""
QUOTED = {
    '"De ouder beslist altijd" (pagina 5) klopt niet.': ("5", None, "De ouder beslist altijd"),
    "‘De ouder beslist altijd’ (p. 5) klopt niet.": ("5", None, "De ouder beslist altijd"),
    'Dat geldt ook voor "de ouder beslist altijd", blz. 5.': ("5", None, "de ouder beslist altijd"),
    'Op pagina 7 staat "de ouder beslist altijd", maar dat is niet zo.': (
        *("7", None),
        "de ouder beslist altijd",
    ),
    'U schrijft op p. 7: "De ouder beslist. Altijd." Dat is te streng.': (
        *("7", None),
        "De ouder beslist. Altijd.",
    ),
    'De zin "de ouder beslist altijd" in de tweede alinea van pagina 5 is te streng.': (
        *("5", None),
        "de ouder beslist altijd",
    ),
    'Pagina 7 stelt dat "de ouder altijd beslist".': ("7", None, "de ouder altijd beslist"),
    '"De ouder beslist altijd" (§ 3.1) klopt niet.': (None, "§ 3.1", "De ouder beslist altijd"),
    'In hoofdstuk 2.3 lezen wij "de ouder beslist altijd".': (
        *(None, "hoofdstuk 2.3"),
        "de ouder beslist altijd",
    ),
    'Volgens artikel 5 geldt: "de ouder beslist altijd".': (None, "artikel 5", "de ouder beslist altijd"),
}
NOT_QUOTED = (
    "Het woord ‘streng’ komt vaak terug.",
    "Op pagina 7 is de toon beter.",
    'Op pagina 12 van onze eerdere brief stond "wees mild".',
    'In artikel 8 EVRM staat "respect for private life".',
    'Pagina 3 van het rapport Samen meldt "meer dan de helft".',
)


def understood(text: str, name: str = "brief.txt") -> ParsedResponse:
    return parse(read_document(name, text.encode()))


def comments(said: str) -> tuple[ParsedComment, ...]:
    response = understood(LETTER.format(said=said))
    assert [point.title for point in response.points] == ["De toon", "De planning"]
    assert " ".join(said.split()) in " ".join(response.points[0].text.split())
    assert response.unplaced == ()
    return response.comments


@pytest.mark.parametrize("said", QUOTED)
def test_a_quotation_with_its_place_is_a_comment_too(said: str) -> None:
    (comment,) = comments(said)
    assert (comment.page, comment.place, comment.passage) == QUOTED[said]
    assert comment.text in said
    assert comment.point == 0
    assert 0.5 < comment.confidence < 1


@pytest.mark.parametrize("said", NOT_QUOTED)
def test_a_quotation_without_a_place_in_the_framework_stays_in_its_point(said: str) -> None:
    assert comments(said) == ()


def test_the_sentences_that_go_on_about_a_quotation_belong_to_it() -> None:
    first, second = comments(
        '"De ouder beslist" (pagina 5) klopt niet. Dat hangt af van de leeftijd. De rest is goed. '
        'Op pagina 6 staat "het kind luistert". Liever: "het kind denkt mee".'
    )
    assert first.text == '"De ouder beslist" (pagina 5) klopt niet. Dat hangt af van de leeftijd.'
    assert second.text.endswith('Liever: "het kind denkt mee".')
    assert (second.page, second.passage, second.proposal) == ("6", "het kind luistert", "het kind denkt mee")


def test_two_quotations_in_one_sentence_each_have_their_own_page() -> None:
    first, second = comments('"De ouder beslist" (p. 5) past niet bij "het kind beslist" (p. 9).')
    assert [(c.page, c.passage) for c in (first, second)] == [
        ("5", "De ouder beslist"),
        ("9", "het kind beslist"),
    ]


def test_a_quotation_in_the_introduction_is_a_comment_of_no_point() -> None:
    text = LETTER.format(said="Te streng.").replace(
        "Geachte redactie,", 'Geachte redactie,\n\nDe zin "ieder kind telt" (pagina 2) raakt ons.'
    )
    (comment,) = understood(text).comments
    assert (comment.page, comment.passage, comment.point) == ("2", "ieder kind telt", None)


LIST = "{intro}\n- een voorbeeld uit de praktijk;\n- een lijst met begrippen (p. 4).\n"
ASKS = (
    "Denk aan:",
    "Denk daarbij bijvoorbeeld aan:",
    "Bijvoorbeeld:",
    "Wij stellen voor:",
    "Wij stellen twee dingen voor:",
    "Concreet vragen wij:",
    "Wij vragen u om:",
    "Daarom stellen wij het volgende voor:",
    "Onze suggesties zijn:",
    "Aanbevelingen:",
    "Neem in het kader op:",
    "Wij missen nog:",
    "De volgende zaken moeten worden uitgewerkt:",
    "We propose the following:",
)
EXPLAINS = (
    "Die strengheid is tweevoudig:",
    "Dat komt door twee oorzaken:",
    "Het kader noemt allerlei hulpmiddelen, bijvoorbeeld:",
    "Dit heeft gevolgen voor:",
    "Wij onderscheiden twee soorten:",
    "In de praktijk zien wij:",
    "Wel vragen wij aandacht voor:",
    "Er zijn nu twee hulpmiddelen:",
)


@pytest.mark.parametrize("intro", ASKS)
def test_a_list_of_what_is_asked_becomes_comments(intro: str) -> None:
    assert asks(intro)
    first, second = comments("\n\n" + LIST.format(intro=intro))
    assert (first.text, first.page, first.point) == ("een voorbeeld uit de praktijk;", None, 0)
    assert (second.text, second.page) == ("een lijst met begrippen (p. 4).", "4")
    assert first.confidence == second.confidence < 0.75


@pytest.mark.parametrize("intro", EXPLAINS)
def test_a_list_that_explains_stays_in_its_point(intro: str) -> None:
    assert not asks(intro)
    assert comments("\n\n" + LIST.format(intro=intro)) == ()


def test_what_the_annex_says_again_is_not_said_twice() -> None:
    annex = "\nBijlage: opmerkingen\n\nP.4\n1. een voorbeeld uit de praktijk.\n"
    response = understood(LETTER.format(said=LIST.format(intro="Denk aan:")) + annex)
    assert [comment.text for comment in response.comments] == [
        "een lijst met begrippen (p. 4).",
        "een voorbeeld uit de praktijk.",
    ]


def test_a_paragraph_that_quotes_from_two_pages_is_a_remark_on_each() -> None:
    letter = (
        "Beste mensen,\n\nOp blz. 12 lees ik 'kinderen doen mee'. Dat is mooi! Maar op blz. 30 staat 'de\n"
        "voogd beslist'. Hoe zit dat?\n\nIn hoofdstuk 4 mis ik de pleegouders.\n\nGroeten, Petra\n"
    )
    first, second, third = understood(letter).comments
    assert (first.page, first.text) == ("12", "Op blz. 12 lees ik 'kinderen doen mee'. Dat is mooi!")
    assert (second.page, second.passage) == ("30", "de voogd beslist")
    assert second.text == "Maar op blz. 30 staat 'de voogd beslist'. Hoe zit dat?"
    assert (third.page, third.place) == (None, "hoofdstuk 4")


def test_comments_stand_in_the_order_of_the_letter() -> None:
    said = '"De ouder beslist" (p. 9) is te streng.\n\n' + LIST.format(intro="Denk aan:")
    assert [comment.page for comment in comments(said)] == ["9", None, "4"]


def test_a_letter_of_nothing_but_quotations_lists_or_paragraphs_is_read() -> None:
    # What costs the square of the length would take minutes here.
    for said in ('"Het kind beslist" (p. 5) is fout. ' * 3000, "\n\nDenk aan:\n" + "- een lijst\n" * 4000):
        assert len(comments(said)) >= 3000
    paragraphs = "Een alinea met een zin. En nog een.\n\n" * 4000
    assert len(understood(f"Reactie\n\nGeachte heer,\n\n{paragraphs}").points) == 4000


def test_the_review_marks_such_words_as_point_and_as_comment() -> None:
    paragraphs = read_document("b.txt", LETTER.format(said='"De ouder beslist" (p. 5) is fout.').encode())
    texts = [paragraph.text for paragraph in paragraphs]
    review = understood_review(parse(paragraphs))
    parts = (review.points, review.comments, review.letter, review.unplaced)
    assert uncovered(texts, (span for items in parts for item in items for span in item.source)) == ()
    stretches = [s for line in marked(texts, review, {review.comments[0].id: 1}) for s in line]
    assert {"point", "comment"} in [{marker.kind for marker in stretch.markers} for stretch in stretches]
