"""Remarks in a margin become comments with a place, whether a letter or the framework stands beside them."""

from __future__ import annotations

from kader.domain.margin import MarginComment, MarginReply, change_of, remark_on
from kader.domain.margin_placing import MarginPlaces, locate_all
from kader.domain.paragraphs import Cell, Paragraph
from kader.domain.reading_text import ReadingText, read
from kader.domain.responses.margin_comments import understand
from kader.domain.responses.parsed import LetterKind

VERSION = """# Kader Samen Sterk

<!-- pagina 1 -->

## Uitgangspunten

1. Ieder kind groeit veilig op in een gezin.
2. Wie zich zorgen maakt, zegt dat tegen het gezin zelf.

<!-- pagina 2 -->

## Samenwerken

Het lokale team heeft een vast gezicht voor ieder gezin. Wie zich zorgen maakt, zegt dat tegen het team.
De huisarts hoort erbij.
"""


def reading() -> ReadingText:
    return read(VERSION)


def file_of(*remarks: MarginComment, letter: tuple[str, ...] = ()) -> list[Paragraph]:
    """The framework as a file, a letter before it, with these remarks in its margin."""
    words = [block for block in reading().text.split("\n") if block]
    body = [Paragraph(text) for text in (*letter, *words)]
    return [*body, *(Paragraph(remark.thread(), margin=remark) for remark in remarks)]


def a_remark(passage: str, text: str = "Waarom?", **others: object) -> MarginComment:
    whole = reading().text
    start = whole.index(passage)
    remark = remark_on(whole, start, start + len(passage), "Ans", None, text)
    return MarginComment(**{name: getattr(remark, name) for name in remark.__slots__} | others)  # type: ignore[arg-type]


def exact(remark: MarginComment) -> str | None:
    found = MarginPlaces(reading()).find(remark)
    return reading().text[found[0] : found[1]] if found else None


def test_the_framework_itself_is_no_letter_and_its_lists_are_no_remarks() -> None:
    reply = MarginReply("Jan", None, "Eens.")
    for framework in (reading(), None):
        response = understand(file_of(a_remark("vast gezicht", replies=(reply,))), framework)
        (comment,) = response.comments
        assert (comment.author, comment.passage, comment.text) == ("Ans", "vast gezicht", "Waarom?")
        assert comment.sub == ("Jan: Eens.",)
        assert {piece.kind for piece in response.letter} == {LetterKind.FRAMEWORK}
        assert response.points == response.unplaced == ()


def test_a_letter_with_remarks_in_its_margin_stays_a_letter() -> None:
    letter = (
        "Geachte redactie,",
        "Bijlage",
        "P.1",
        "1. De lijst is te lang.",
        "P.2",
        "2. Noem de wijkagent.",
    )
    paragraphs = [Paragraph(text) for text in letter]
    remark = remark_on("1. De lijst is te lang.", 3, 10, "Ans", None, "Klopt dit?")
    change = change_of("1. De lijst is te lang.", 18, 22, "kort", "Ans", None)
    beside = [Paragraph(one.thread(), margin=one) for one in (remark, change)]
    response = understand([*paragraphs, *beside])
    assert response.letter[-1].kind is LetterKind.CHANGE
    assert [comment.text for comment in response.comments] == [
        "De lijst is te lang.",
        "Noem de wijkagent.",
        "Klopt dit?",
    ]


def test_a_letter_before_the_framework_is_read_as_well() -> None:
    letter = (
        "Geachte redactie,",
        "Bijlage",
        "P.1",
        "1. De lijst is te lang.",
        "P.2",
        "2. Noem de wijkagent.",
    )
    paragraphs = file_of(a_remark("vast gezicht"), letter=letter)
    response = understand(paragraphs, reading())
    assert [comment.text for comment in response.comments] == [
        "De lijst is te lang.",
        "Noem de wijkagent.",
        "Waarom?",
    ]
    for comment in response.comments:
        (source,) = comment.source
        assert comment.text in paragraphs[source.paragraph].text


def test_a_passage_that_stands_twice_is_told_by_what_stands_around_it() -> None:
    whole = reading().text
    second = whole.rindex("Wie zich zorgen maakt")
    remark = remark_on(whole, second, second + 21, None, None, "x")
    found = MarginPlaces(reading()).find(remark)
    assert found == (second, second + 21)


def test_quotation_marks_line_ends_and_hyphens_of_the_file_do_not_matter() -> None:
    remark = MarginComment(None, None, "Het LOKALE team\nheeft een “vast” ge-\nzicht", "", "", "x")
    assert exact(remark) == "Het lokale team heeft een vast gezicht"


def test_a_passage_from_a_later_save_is_found_by_its_likeness() -> None:
    later = "Het lokale team heeft altijd een vast gezicht voor elk gezin."
    remark = MarginComment(None, None, later, "Samenwerken\n", " Wie zich", "x")
    found = exact(remark)
    assert found is not None
    assert found.startswith("Het lokale team heeft een")
    assert found.endswith("gezin")


def test_words_that_stand_nowhere_have_no_place() -> None:
    remark = MarginComment(None, None, "Een heel ander onderwerp over belastingen en wegen", "", "", "x")
    assert exact(remark) is None


def test_places_in_the_margin_are_told_as_such_and_others_are_located_by_their_words() -> None:
    paragraphs = file_of(
        a_remark("vast gezicht"), letter=("Geachte redactie,", "P.1", "1. Ja.", "P.2", "2. Nee.")
    )
    comments = understand(paragraphs, reading()).comments
    assert [(place.how.value, place.page) for place in locate_all(comments, reading())] == [
        ("page", "1"),
        ("page", "2"),
        ("margin", "2"),
    ]


def test_the_section_that_a_form_names_is_where_its_remark_stands() -> None:
    head = ("Onderdeel", "Opmerking")
    cells = (head, ("Paragraaf Samenwerken", "Te lang."), ("Paragraaf Uitgangspunten", "Te kort."))
    table = [
        Paragraph(t, cell=Cell(0, row, at)) for row, texts in enumerate(cells) for at, t in enumerate(texts)
    ]
    places = locate_all(understand(table, reading()).comments, reading())
    assert [(place.how.value, place.page) for place in places] == [("heading", "2"), ("heading", "1")]


def test_a_change_is_a_proposal_and_one_that_adds_words_has_a_place_too() -> None:
    whole = reading().text
    start = whole.index("vast gezicht")
    change = change_of(whole, start, start + 4, "eigen", "Ans", None)
    assert (change.passage, change.proposal) == ("vast", "eigen")
    added = change_of(whole, start, start, "lokaal en ", "Ans", None)
    assert (added.passage, added.proposal) == ("een vast", "een lokaal en vast")
    assert exact(added) == "een vast"
