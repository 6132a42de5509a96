"""The last correction of a draft can be taken back, and then the one before it, whatever it was."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from kader.domain.errors import InvalidInput, NotFound
from kader.domain.review import Among, cuts_of
from kader.services import correcting, undoing
from kader.services.receiving import discard
from kader.services.reviewing import ReviewPage
from kader.storage.correction_tables import Correction
from kader.storage.tables import Comment, Response
from tests.integration.test_responding import Scene, form
from tests.integration.test_responding import scene as scene

Correct = Callable[[Scene, int, ReviewPage], object]


def first(page: ReviewPage, at: int = 0) -> int:
    return [card.comment.id for group in page.groups for card in group.cards][at]


def amended(scene: Scene, response_id: int, page: ReviewPage) -> None:
    card = page.groups[0].cards[0]
    filled = form(card, text="Anders", pages="2", passage="", proposal="Mooier")
    correcting.amend_comment(scene.wiring, scene.member, response_id, card.comment.id, filled)


def split(scene: Scene, response_id: int, page: ReviewPage) -> None:
    comment = page.groups[0].cards[0].comment
    key = cuts_of(comment)[0].key
    correcting.split_comment(scene.wiring, scene.member, response_id, comment.id, key)


CORRECTIONS: dict[str, Correct] = {
    "amend": amended,
    "split": split,
    "join": lambda s, r, p: correcting.join_comment(s.wiring, s.member, r, first(p, 1)),
    "nest": lambda s, r, p: correcting.nest_comment(s.wiring, s.member, r, first(p, 1)),
    "move": lambda s, r, p: correcting.move_comment(s.wiring, s.member, r, first(p), 1),
    "to point": lambda s, r, p: correcting.comment_to_point(s.wiring, s.member, r, first(p, 1)),
    "to letter": lambda s, r, p: correcting.comment_to_letter(s.wiring, s.member, r, first(p, 1)),
    "leave out": lambda s, r, p: correcting.leave_out_comment(s.wiring, s.member, r, first(p, 1)),
    "release": lambda s, r, p: correcting.release_comment(s.wiring, s.member, r, first(p, 1)),
    "repage": lambda s, r, p: correcting.repage_comments(s.wiring, s.member, r, [first(p), first(p, 1)], "2"),
    "look at": lambda s, r, p: correcting.look_at_comments(s.wiring, s.member, r, [first(p)]),
    "letter to point": lambda s, r, p: correcting.piece_to_point(
        s.wiring, s.member, r, Among.LETTER, p.letter[0].id
    ),
    "leave letter out": lambda s, r, p: correcting.leave_out_letter(s.wiring, s.member, r, p.letter[0].id),
    "place": lambda s, r, p: correcting.choose_words(
        s.wiring, s.member, r, first(p), "De school blijft buiten beeld", None
    ),
    "page": lambda s, r, p: correcting.choose_page(s.wiring, s.member, r, first(p), None),
    "head": lambda s, r, p: correcting.amend_head(s.wiring, s.member, r, "Titel", "2025"),
}


def told(page: ReviewPage) -> object:
    """What the page shows, whatever the ids: rows that come back may have new ones."""
    numbers = {card.comment.id: card.number for group in page.groups for card in group.cards}
    cards = [
        replace(
            card,
            comment=replace(card.comment, id=0, refers_to=tuple(numbers[i] for i in card.comment.refers_to)),
            refers_to=(),
        )
        for group in page.groups
        for card in group.cards
    ]
    plain = [
        [replace(piece, id=0) for piece in part] for part in (page.points, page.open_ends, page.left_out)
    ]
    return cards, plain, page.letter, page.head.title, page.head.dated


def take_back(scene: Scene, response_id: int) -> None:
    step = scene.review(response_id).last_step
    assert step is not None
    undoing.undo(scene.wiring, scene.member, response_id, step.id)


@pytest.mark.parametrize("name", CORRECTIONS)
def test_a_correction_is_taken_back_entirely(scene: Scene, name: str) -> None:
    response_id = scene.receive()
    before = scene.review(response_id)
    CORRECTIONS[name](scene, response_id, before)
    after = scene.review(response_id)
    assert told(after) != told(before)
    assert after.last_step is not None
    assert after.last_step.by
    take_back(scene, response_id)
    back = scene.review(response_id)
    assert told(back) == told(before)
    assert back.last_step is None


def test_all_corrections_are_taken_back_one_after_another(scene: Scene) -> None:
    response_id = scene.receive()
    states = [told(scene.review(response_id))]
    for name in ("split", "join", "amend", "release", "repage", "to point", "letter to point", "head"):
        CORRECTIONS[name](scene, response_id, scene.review(response_id))
        states.append(told(scene.review(response_id)))
    for expected in reversed(states[:-1]):
        take_back(scene, response_id)
        assert told(scene.review(response_id)) == expected


def test_only_the_last_correction_is_taken_back_and_only_once(scene: Scene) -> None:
    response_id = scene.receive()
    CORRECTIONS["release"](scene, response_id, scene.review(response_id))
    step = scene.review(response_id).last_step
    assert step is not None
    CORRECTIONS["look at"](scene, response_id, scene.review(response_id))
    with pytest.raises(InvalidInput, match="collega"):
        undoing.undo(scene.wiring, scene.member, response_id, step.id)
    take_back(scene, response_id)
    undoing.undo(scene.wiring, scene.member, response_id, step.id)
    with pytest.raises(InvalidInput):
        undoing.undo(scene.wiring, scene.member, response_id, step.id)
    with pytest.raises(NotFound):
        undoing.undo(scene.wiring, scene.stranger, response_id, step.id)


def test_what_was_corrected_goes_with_the_draft_that_is_taken_away(scene: Scene) -> None:
    response_id = scene.receive()
    CORRECTIONS["release"](scene, response_id, scene.review(response_id))
    discard(scene.wiring, scene.member, response_id)
    with scene.wiring.database.read() as session:
        assert session.query(Correction).count() == 0


def test_a_comment_that_came_in_between_stays_when_the_step_before_it_is_taken_back(scene: Scene) -> None:
    response_id = scene.receive()
    CORRECTIONS["release"](scene, response_id, scene.review(response_id))
    with scene.wiring.database.write() as session:
        response = session.get_one(Response, response_id)
        response.comments.append(Comment(position=99, pages=[], text="Van een collega", sub_remarks=[]))
    take_back(scene, response_id)
    texts = [card.comment.text for card in scene.cards(response_id)]
    assert len(texts) == 4
    assert "Van een collega" in texts


def test_a_correction_that_changes_nothing_is_no_step(scene: Scene) -> None:
    response_id = scene.receive()
    correcting.move_comment(scene.wiring, scene.member, response_id, first(scene.review(response_id)), -1)
    assert scene.review(response_id).last_step is None
