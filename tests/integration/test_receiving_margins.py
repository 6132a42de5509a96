"""The framework sent back with remarks in its margin comes in as comments on its words."""

from docx.document import Document as Word

from kader.domain.responses.parsed import LetterKind
from kader.services import correcting
from kader.services.receiving import receive
from tests.integration.files.test_reading_margins import tracked
from tests.integration.test_responding import PAGES, Scene, form
from tests.integration.test_responding import scene as scene
from tests.unit.word_letters import a_word


def sent_back(word: Word) -> None:
    """The version, with a heading more than was published, a remark on two words and a change."""
    word.add_heading("Concept, rondgestuurd in oktober")
    for block in "\n\n".join(PAGES).replace("#", "").split("\n\n"):
        before, found, behind = block.strip().partition("vast gezicht")
        paragraph = word.add_paragraph(before)
        if found:
            word.add_comment(paragraph.add_run(found), "Een of twee?", author="Ans Bos", initials="AB")
        paragraph.add_run(behind)
    tracked(("=", "Het plan is van het "), ("-", "gezin"), ("+", "huishouden"), ("=", "."))(word)


def came_in(scene: Scene) -> int:
    content = a_word(sent_back)
    return receive(scene.wiring, scene.member, scene.round_id, scene.organisation_id, "kader.docx", content)


def test_each_remark_keeps_its_words_its_author_its_proposal_and_its_place(scene: Scene) -> None:
    response_id = came_in(scene)
    remark, change = scene.cards(response_id)
    assert (remark.comment.author, remark.comment.passage) == ("Ans Bos", "vast gezicht")
    assert (remark.comment.text, remark.comment.page) == ("Een of twee?", "1")
    assert remark.place is not None
    assert (remark.place.how, remark.place.exact) == ("margin", "vast gezicht")
    assert (change.comment.author, change.comment.passage) == ("Ans", "gezin")
    assert change.comment.proposal == "huishouden"
    assert change.place is not None
    assert (change.place.how, change.place.page, change.place.exact) == ("margin", "2", "gezin")


def test_the_text_of_the_framework_is_neither_a_letter_nor_unplaced(scene: Scene) -> None:
    page = scene.review(came_in(scene))
    assert {piece.kind for piece in page.letter} == {LetterKind.FRAMEWORK}
    assert page.points == page.open_ends == ()


def test_a_place_in_the_margin_stays_when_the_remark_is_put_right_and_can_be_looked_for_again(
    scene: Scene,
) -> None:
    response_id = came_in(scene)
    card = scene.cards(response_id)[0]
    filled = form(card, text="Wie is dat gezicht op pagina 2?")
    correcting.amend_comment(scene.wiring, scene.member, response_id, card.comment.id, filled)
    (card, _) = scene.cards(response_id)
    assert card.comment.author == "Ans Bos"
    assert card.place is not None
    assert card.place.how == "margin"
    correcting.find_place_again(scene.wiring, scene.member, response_id, card.comment.id)
    again = scene.cards(response_id)[0].place
    assert again is not None
    assert (again.how, again.exact) == ("quote", "vast gezicht")
