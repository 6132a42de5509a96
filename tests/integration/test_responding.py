"""A letter comes in, is put right and is sent, on both databases; a draft is nobody else's business."""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path

import pytest

from kader.domain.errors import InvalidInput, NotAllowed, NotFound, UnreadableDocument
from kader.domain.review import Among
from kader.domain.rights import VISITOR, Person
from kader.domain.vocabulary import ResponseStatus, Role
from kader.services import correcting, taking_part
from kader.services.content import load_content
from kader.services.correcting import CommentForm, FieldError
from kader.services.receiving import MAX_COMMENTS, discard, receive
from kader.services.reviewing import CommentCard, ReviewPage, place_page, review_page
from kader.services.submitting import overview, receipt, received_file, submit, submitted
from kader.services.wiring import Wiring
from kader.storage import frameworks
from kader.storage.tables import Comment, Place, Point, Response, Round, Unplaced, Upload
from tests import factories
from tests.conftest import Clock

LETTER = """Reactie op het kader

Beste redactie,

P.1

1. 'Een vast gezicht' is te mooi. Maak het bescheidener.
2. Wie is we?

P.2

3. Zie p1 punt 2. Wat ontbreekt is de school.
"""
PAGES = (
    "# Begin\n\nElk gezin heeft een vast gezicht. We onderzoeken samen wat er nodig is.",
    "## Vervolg\n\nHet plan is van het gezin. De school blijft buiten beeld.",
)


@dataclass(frozen=True, slots=True)
class Scene:
    """An open round, two organisations, and everybody who might look."""

    wiring: Wiring
    round_id: int
    organisation_id: int
    member: Person
    coordinator: Person
    stranger: Person
    editor: Person
    administrator: Person

    def receive(self, text: str = LETTER, name: str = "brief.txt", **more: bool) -> int:
        return receive(
            self.wiring, self.member, self.round_id, self.organisation_id, name, text.encode(), **more
        )

    def review(self, response_id: int) -> ReviewPage:
        return review_page(self.wiring, self.member, response_id)

    def cards(self, response_id: int) -> list[CommentCard]:
        return [card for group in self.review(response_id).groups for card in group.cards]


@pytest.fixture
def scene(wiring: Wiring) -> Scene:
    with wiring.database.write() as session:
        framework = factories.framework(session)
        version = factories.version(session, framework, "1.0", *PAGES)
        one = factories.round_on(session, version)
        ours = factories.organisation(session)
        theirs = factories.organisation(session, "gemeente")
        return Scene(
            wiring,
            one.id,
            ours.id,
            factories.person(session, Role.MEMBER, organisation_id=ours.id),
            factories.person(session, Role.COORDINATOR, organisation_id=ours.id),
            factories.person(session, Role.COORDINATOR, organisation_id=theirs.id),
            factories.person(session, Role.EDITOR, framework_id=framework.id),
            factories.person(session, Role.ADMINISTRATOR),
        )


def count(wiring: Wiring) -> dict[str, int]:
    with wiring.database.read() as session:
        tables = (Upload, Response, Point, Comment, Unplaced, Place)
        return {table.__name__: session.query(table).count() for table in tables}


def form(card: CommentCard, **changes: object) -> CommentForm:
    comment = card.comment
    filled = CommentForm(
        label=comment.label or "",
        pages=", ".join(comment.pages),
        text=comment.text,
        sub=comment.sub,
        passage=comment.passage or "",
        proposal=comment.proposal or "",
        refers_to=", ".join(str(number) for _, number in card.refers_to),
    )
    return replace(filled, **changes)  # type: ignore[arg-type]


def test_a_letter_comes_in_with_its_file_its_comments_and_their_places(scene: Scene, clock: Clock) -> None:
    response_id = scene.receive()
    page = scene.review(response_id)
    assert [(g.page, [c.comment.text for c in g.cards]) for g in page.groups] == [
        ("1", ["'Een vast gezicht' is te mooi. Maak het bescheidener.", "Wie is we?"]),
        ("2", ["Zie p1 punt 2. Wat ontbreekt is de school."]),
    ]
    cards = scene.cards(response_id)
    assert cards[2].refers_to == ((cards[1].comment.id, 2),)
    assert cards[0].place is not None
    assert (cards[0].place.how, cards[0].place.exact.lower()) == ("quote", "een vast gezicht")
    assert page.head.sha256 == hashlib.sha256(LETTER.encode()).hexdigest()
    assert (page.head.filename, page.head.received_at) == ("brief.txt", clock.now)
    file = received_file(scene.wiring, scene.member, response_id)
    assert (file.name, file.content) == ("brief.txt", LETTER.encode())


def test_every_word_of_the_original_is_marked(scene: Scene) -> None:
    page = scene.review(scene.receive())
    stretches = [stretch for paragraph in page.original for stretch in paragraph.stretches]
    assert all(s.markers for s in stretches if any(c.isalnum() for c in s.text))
    anchors = {marker.anchor for stretch in stretches for marker in stretch.opens}
    assert {f"o{card.comment.id}" for group in page.groups for card in group.cards} <= anchors


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("brief.txt", b""),
        ("brief.pdf", b"%PDF-1.7"),
        ("brief.docx", b"geen zip"),
        ("brief.txt", b"PK\x03\x04 een zip"),
        ("brief.docx", b"PK\x03\x04 half"),
    ],
)
def test_a_bad_file_leaves_nothing_behind(scene: Scene, name: str, content: bytes) -> None:
    with pytest.raises(UnreadableDocument):
        receive(scene.wiring, scene.member, scene.round_id, scene.organisation_id, name, content)
    assert set(count(scene.wiring).values()) == {0}


def test_more_comments_than_can_be_worked_with_are_refused(scene: Scene) -> None:
    letter = "P.1\n\n" + "".join(f"- Wat betekent woord {n}?\n" for n in range(MAX_COMMENTS + 1))
    with pytest.raises(UnreadableDocument, match="hoogstens 2000"):
        scene.receive(letter)


def test_a_file_name_is_kept_without_its_folder(scene: Scene) -> None:
    response_id = scene.receive(name="C:\\map\\..\\brief.txt")
    assert scene.review(response_id).head.filename == "brief.txt"


def test_a_second_letter_replaces_the_draft_only_after_confirmation(scene: Scene) -> None:
    first = scene.receive()
    with pytest.raises(InvalidInput, match="vervangt"):
        scene.receive("Andere brief\n\nP.2\n\n1. Eén opmerking.")
    assert len(scene.cards(first)) == 3
    second = scene.receive("Andere brief\n\nP.2\n\n1. Eén opmerking.", replace_draft=True)
    assert len(scene.cards(second)) == 1
    assert count(scene.wiring)["Upload"] == count(scene.wiring)["Response"] == 1


def test_a_wrong_upload_is_undone_entirely(scene: Scene) -> None:
    assert discard(scene.wiring, scene.member, scene.receive()) == scene.round_id
    assert set(count(scene.wiring).values()) == {0}


def test_only_members_of_the_organisation_send_in(scene: Scene) -> None:
    for person in (scene.stranger, scene.editor, scene.administrator, VISITOR):
        with pytest.raises(NotAllowed):
            receive(scene.wiring, person, scene.round_id, scene.organisation_id, "a.txt", LETTER.encode())
    assert set(count(scene.wiring).values()) == {0}


@pytest.mark.parametrize("days", [-1, 30])
def test_nothing_comes_in_or_changes_outside_the_period(scene: Scene, clock: Clock, days: int) -> None:
    response_id = scene.receive()
    clock.now = factories.MOMENT + timedelta(days=days)
    for act in (
        lambda: scene.receive(replace_draft=True),
        lambda: correcting.amend_head(scene.wiring, scene.member, response_id, "Anders", ""),
        lambda: submit(scene.wiring, scene.coordinator, response_id),
    ):
        with pytest.raises(NotAllowed, match="niet open"):
            act()


def test_a_draft_does_not_exist_for_anyone_else(scene: Scene) -> None:
    response_id = scene.receive()
    card = scene.cards(response_id)[0]
    acts: list[Callable[[Person], object]] = [
        lambda p: review_page(scene.wiring, p, response_id),
        lambda p: submitted(scene.wiring, p, response_id),
        lambda p: received_file(scene.wiring, p, response_id),
        lambda p: receipt(scene.wiring, p, response_id),
        lambda p: overview(scene.wiring, p, response_id),
        lambda p: submit(scene.wiring, p, response_id),
        lambda p: discard(scene.wiring, p, response_id),
        lambda p: place_page(scene.wiring, p, response_id, card.comment.id, None),
        lambda p: correcting.amend_comment(scene.wiring, p, response_id, card.comment.id, form(card)),
        lambda p: correcting.release_comment(scene.wiring, p, response_id, card.comment.id),
        lambda p: correcting.choose_page(scene.wiring, p, response_id, card.comment.id, "1"),
    ]
    for person in (scene.stranger, scene.editor, scene.administrator, VISITOR):
        for act in acts:
            with pytest.raises(NotFound, match="bestaat niet"):
                act(person)
        page = taking_part.round_page(scene.wiring, person, scene.round_id)
        assert page.received == ()


def test_a_comment_of_another_response_cannot_be_reached_through_one_s_own(scene: Scene) -> None:
    ours = scene.cards(scene.receive())[0]
    with scene.wiring.database.read() as session:
        theirs = session.get_one(Round, scene.round_id).responses[0].organisation_id
    assert theirs == scene.organisation_id
    other = scene.stranger.grants[0].organisation_id
    assert other is not None
    mine = receive(scene.wiring, scene.stranger, scene.round_id, other, "b.txt", LETTER.encode())
    with pytest.raises(NotFound):
        correcting.release_comment(scene.wiring, scene.stranger, mine, ours.comment.id)
    with pytest.raises(NotFound):
        correcting.choose_page(scene.wiring, scene.stranger, mine, ours.comment.id, "1")


def test_everything_of_a_comment_can_be_corrected(scene: Scene) -> None:
    response_id = scene.receive()
    card = scene.cards(response_id)[1]
    filled = form(
        card,
        label="2a",
        pages="2",
        text="De zin ‘Het plan is van het gezin’ klopt niet.",
        sub=("Wie maakt het plan?", ""),
        proposal="Het plan is van allen",
        refers_to="1",
    )
    correcting.amend_comment(scene.wiring, scene.member, response_id, card.comment.id, filled)
    moved = next(c for c in scene.cards(response_id) if c.comment.id == card.comment.id)
    assert (moved.comment.label, moved.comment.page, moved.comment.sub) == (
        "2a",
        "2",
        ("Wie maakt het plan?",),
    )
    assert moved.comment.proposal == "Het plan is van allen"
    assert [number for _, number in moved.refers_to] == [1]
    assert moved.place is not None
    assert (moved.place.page, moved.place.exact) == ("2", "Het plan is van het gezin")


def test_a_place_that_the_letter_states_apart_counts(scene: Scene) -> None:
    response_id = scene.receive("P.1\n\n1. Dit kan echt korter.")
    (card,) = scene.cards(response_id)
    assert card.place is not None
    assert card.place.how == "page"
    stated = form(card, stated_place="tweede zin")
    correcting.amend_comment(scene.wiring, scene.member, response_id, card.comment.id, stated)
    found = scene.cards(response_id)[0].place
    assert found is not None
    assert (found.how, found.exact) == ("ordinal", "We onderzoeken samen wat er nodig is.")


@pytest.mark.parametrize(
    ("field", "value"), [("pages", "9"), ("refers_to", "4"), ("refers_to", "1"), ("text", " ")]
)
def test_what_cannot_be_filled_in_is_said_at_its_field(scene: Scene, field: str, value: str) -> None:
    response_id = scene.receive()
    card = scene.cards(response_id)[0]
    with pytest.raises(FieldError) as error:
        correcting.amend_comment(
            scene.wiring, scene.member, response_id, card.comment.id, form(card, **{field: value})
        )
    assert error.value.field == field
    assert scene.cards(response_id)[0] == card


def test_a_comment_splits_joins_and_keeps_its_references(scene: Scene) -> None:
    response_id = scene.receive()
    first, second, third = scene.cards(response_id)
    correcting.split_comment(scene.wiring, scene.member, response_id, first.comment.id, "t31")
    texts = [card.comment.text for card in scene.cards(response_id)]
    assert texts[:2] == ["'Een vast gezicht' is te mooi.", "Maak het bescheidener."]
    # "Wie is we?", which the third refers to, goes into the new second one
    heir = correcting.join_comment(scene.wiring, scene.member, response_id, second.comment.id)
    cards = scene.cards(response_id)
    assert heir == cards[1].comment.id
    assert cards[1].comment.text == "Maak het bescheidener.\nWie is we?"
    assert cards[2].refers_to == ((heir, 2),)
    nested = correcting.nest_comment(scene.wiring, scene.member, response_id, heir)
    assert nested == first.comment.id
    assert scene.cards(response_id)[0].comment.sub == ("Maak het bescheidener.\nWie is we?",)
    assert scene.cards(response_id)[1].refers_to == ((first.comment.id, 1),)
    assert third.comment.id == scene.cards(response_id)[1].comment.id


def test_a_comment_moves_becomes_a_point_and_comes_back(scene: Scene) -> None:
    response_id = scene.receive()
    first, second, _ = scene.cards(response_id)
    correcting.move_comment(scene.wiring, scene.member, response_id, second.comment.id, -1)
    assert [c.comment.id for c in scene.cards(response_id)][:2] == [second.comment.id, first.comment.id]
    correcting.comment_to_point(scene.wiring, scene.member, response_id, second.comment.id)
    (point,) = scene.review(response_id).points
    assert point.text == "Wie is we?"
    correcting.amend_point(scene.wiring, scene.member, response_id, point.id, "Wij", "Wie is we?")
    assert scene.review(response_id).points[0].title == "Wij"
    correcting.point_to_comment(scene.wiring, scene.member, response_id, point.id)
    page = scene.review(response_id)
    assert page.points == ()
    assert [c.comment.text for g in page.groups if g.page is None for c in g.cards] == ["Wij\nWie is we?"]


def test_a_deleted_comment_waits_among_the_unplaced_until_it_is_settled(scene: Scene) -> None:
    response_id = scene.receive()
    first, second, third = scene.cards(response_id)
    for card in (first, second, third):
        correcting.release_comment(scene.wiring, scene.member, response_id, card.comment.id)
    with pytest.raises(InvalidInput, match="Nog 3 stukken"):
        submit(scene.wiring, scene.coordinator, response_id)
    one, two, three = scene.review(response_id).open_ends
    piece_to_comment = correcting.piece_to_comment
    with pytest.raises(FieldError):
        piece_to_comment(scene.wiring, scene.member, response_id, Among.UNPLACED, one.id, "77")
    piece_to_comment(scene.wiring, scene.member, response_id, Among.UNPLACED, one.id, "2")
    correcting.piece_to_letter(scene.wiring, scene.member, response_id, two.id)
    correcting.leave_out(scene.wiring, scene.member, response_id, three.id, True)
    page = scene.review(response_id)
    assert page.open_ends == ()
    assert [piece.text for piece in page.left_out] == [three.text]
    assert "Wie is we?" in [piece.text for piece in page.letter]
    assert [card.comment.text for card in scene.cards(response_id)] == [first.comment.text]
    letter = next(piece for piece in page.letter if piece.text == "Wie is we?")
    correcting.piece_to_point(scene.wiring, scene.member, response_id, Among.LETTER, letter.id)
    assert [point.text for point in scene.review(response_id).points] == ["Wie is we?"]


def test_a_person_chooses_a_passage_a_page_or_nothing_and_it_stays(scene: Scene) -> None:
    response_id = scene.receive()
    wiring, member = scene.wiring, scene.member
    key = scene.cards(response_id)[1].comment.id

    def place() -> tuple[str, str | None, str]:
        found = scene.cards(response_id)[1].place
        assert found is not None
        return found.how, found.page, found.exact

    choice = place_page(wiring, member, response_id, key, "2").choices[1]
    sentence = choice.sentences[1]
    correcting.choose_passage(wiring, member, response_id, key, sentence.start, sentence.end)
    assert place() == ("hand", "2", "De school blijft buiten beeld.")
    changed = form(scene.cards(response_id)[1], text="Iets heel anders over een vast gezicht.")
    correcting.amend_comment(wiring, member, response_id, key, changed)
    assert place() == ("hand", "2", "De school blijft buiten beeld.")
    correcting.choose_words(wiring, member, response_id, key, "“we  ONDERZOEKEN samen", "2")
    assert place() == ("hand", "1", "We onderzoeken samen")
    correcting.choose_page(wiring, member, response_id, key, "1")
    assert place()[:2] == ("page", "1")
    correcting.choose_page(wiring, member, response_id, key, None)
    assert place() == ("none", None, "")
    correcting.find_place_again(wiring, member, response_id, key)
    assert place()[2].lower().startswith("elk gezin") or "vast gezicht" in place()[2]


def test_words_that_stand_nowhere_are_refused(scene: Scene) -> None:
    response_id = scene.receive()
    key = scene.cards(response_id)[1].comment.id
    for act in (
        lambda: correcting.choose_words(scene.wiring, scene.member, response_id, key, "appels", "1"),
        lambda: correcting.choose_words(scene.wiring, scene.member, response_id, key, " ’’ ", "1"),
        lambda: correcting.choose_page(scene.wiring, scene.member, response_id, key, "9"),
        lambda: correcting.choose_passage(scene.wiring, scene.member, response_id, key, 5, 9999),
    ):
        with pytest.raises(InvalidInput):
            act()


def test_only_a_coordinator_submits_and_then_nothing_changes(scene: Scene, clock: Clock) -> None:
    response_id = scene.receive()
    card = scene.cards(response_id)[0]
    with pytest.raises(NotAllowed):
        submit(scene.wiring, scene.member, response_id)
    with pytest.raises(NotAllowed):
        overview(scene.wiring, scene.member, response_id)
    assert receipt(scene.wiring, scene.member, response_id) is None
    found = overview(scene.wiring, scene.coordinator, response_id)
    assert (found.points, found.comments, found.pages, found.open_ends) == (0, 3, 2, 0)
    submit(scene.wiring, scene.coordinator, response_id)
    proof = receipt(scene.wiring, scene.member, response_id)
    assert proof is not None
    assert (proof.submitted_at, proof.number) == (clock.now, f"R2025-{response_id:05d}")
    acts: list[Callable[[], object]] = [
        lambda: submit(scene.wiring, scene.coordinator, response_id),
        lambda: scene.receive(replace_draft=True),
        lambda: discard(scene.wiring, scene.coordinator, response_id),
        lambda: correcting.release_comment(scene.wiring, scene.member, response_id, card.comment.id),
        lambda: correcting.choose_page(scene.wiring, scene.member, response_id, card.comment.id, "2"),
    ]
    for act in acts:
        with pytest.raises(NotAllowed):
            act()


def test_an_empty_response_is_not_submitted(scene: Scene) -> None:
    response_id = scene.receive("P.1\n\n1. Weg hiermee.")
    card = scene.cards(response_id)[0]
    correcting.release_comment(scene.wiring, scene.member, response_id, card.comment.id)
    (piece,) = scene.review(response_id).open_ends
    correcting.leave_out(scene.wiring, scene.member, response_id, piece.id, True)
    with pytest.raises(InvalidInput, match="geen punt en geen opmerking"):
        submit(scene.wiring, scene.coordinator, response_id)


def test_a_submitted_response_is_read_by_its_own_and_by_editors_and_later_by_all(scene: Scene) -> None:
    response_id = scene.receive()
    submit(scene.wiring, scene.coordinator, response_id)

    def readers() -> list[Person]:
        everyone = [scene.member, scene.editor, scene.stranger, scene.administrator, VISITOR]
        return [person for person in everyone if _reads(scene, person, response_id)]

    assert readers() == [scene.member, scene.editor]
    with scene.wiring.database.write() as session:
        session.get_one(Round, scene.round_id).accounted_at = factories.MOMENT
    assert readers() == [scene.member, scene.editor, scene.stranger, scene.administrator, VISITOR]
    # the file itself may hold names and signatures
    for person in (scene.stranger, scene.administrator, VISITOR):
        with pytest.raises(NotFound):
            received_file(scene.wiring, person, response_id)
    assert received_file(scene.wiring, scene.editor, response_id).content == LETTER.encode()


def _reads(scene: Scene, person: Person, response_id: int) -> bool:
    try:
        return submitted(scene.wiring, person, response_id) is not None
    except NotFound:
        return False


def test_a_late_response_is_carried_to_the_versions_that_came_since(scene: Scene) -> None:
    with scene.wiring.database.write() as session:
        framework = frameworks.framework(session, "voorbeeldkader")
        factories.version(session, framework, "2.0", PAGES[0] + "\n\nErbij.", PAGES[1])
    response_id = scene.receive()
    submit(scene.wiring, scene.coordinator, response_id)
    with scene.wiring.database.read() as session:
        comment = session.get_one(Response, response_id).comments[0]
        assert [place.status for place in comment.places] == [None, "unchanged"]


def test_the_sample_s_moment_is_the_clock_s(scene: Scene) -> None:
    early = replace(scene.wiring, clock=lambda: factories.MOMENT + timedelta(days=1))
    response_id = receive(
        early, scene.coordinator, scene.round_id, scene.organisation_id, "a.txt", LETTER.encode()
    )
    submit(early, scene.coordinator, response_id)
    line = taking_part.rounds_page(scene.wiring, scene.member).mine[0]
    assert (line.submitted_at, line.status) == (
        factories.MOMENT + timedelta(days=1),
        ResponseStatus.SUBMITTED,
    )


def test_the_real_response_gives_4_points_and_64_comments_on_16_pages(
    scene: Scene, shared: Path, clock: Clock
) -> None:
    load_content(scene.wiring, scene.wiring.settings.content_dir)
    with scene.wiring.database.write() as session:
        version = frameworks.version(session, "handelingskader", "2.0")
        round_id = factories.round_on(session, version).id
    path = shared / "real" / "reactie-handelingskader-2024-12.txt"
    response_id = receive(
        scene.wiring, scene.member, round_id, scene.organisation_id, path.name, path.read_bytes()
    )
    page = scene.review(response_id)
    assert (len(page.points), page.comment_count, page.known_pages) == (4, 64, 16)
    assert page.open_ends == ()
    cards = scene.cards(response_id)
    assert [card.comment.label for card in cards if card.comment.page == "4"] == ["9", "10", "9", "10", "11"]
    (reference,) = [card for card in cards if card.refers_to]
    assert reference.refers_to == ((cards[12].comment.id, 13),)
    assert all(card.place is not None and card.place.page for card in cards)


def test_characters_that_a_database_refuses_do_no_harm(scene: Scene) -> None:
    try:
        response_id = scene.receive("P.1\n\n1. Een nul \x00 en een bel \x07 in de zin.")
    except UnreadableDocument:
        assert set(count(scene.wiring).values()) == {0}
    else:
        assert "bel" in scene.cards(response_id)[0].comment.text
