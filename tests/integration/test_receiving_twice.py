"""Two people, or one hasty one, send a letter for the same organisation: nothing is replaced unseen."""

from datetime import timedelta

import pytest

from kader.domain.errors import InvalidInput
from kader.services import correcting
from kader.services.receiving import file_since, mark_of, receive
from kader.storage.tables import Response
from tests.conftest import Clock
from tests.integration.test_responding import LETTER, Scene, count
from tests.integration.test_responding import scene as scene
from tests.integration.test_undoing import first


def mark(scene: Scene, response_id: int) -> str:
    with scene.wiring.database.read() as session:
        return mark_of(response_id, file_since(session.get_one(Response, response_id)))


def send(scene: Scene, name: str, text: str, replaces: bool = False, seen: tuple[str, ...] = ()) -> int:
    who = scene.coordinator if name.startswith("haar") else scene.member
    return receive(
        scene.wiring, who, scene.round_id, scene.organisation_id, name, text.encode(), replaces, seen
    )


def test_the_same_file_sent_twice_is_one_draft_that_keeps_its_corrections(scene: Scene) -> None:
    response_id = send(scene, "brief.txt", LETTER)
    correcting.release_comment(scene.wiring, scene.member, response_id, first(scene.review(response_id)))
    assert send(scene, "brief.txt", LETTER) == response_id
    assert len(scene.review(response_id).open_ends) == 1
    assert count(scene.wiring)["Upload"] == 1


def test_the_same_file_comes_in_anew_when_that_is_asked_for(scene: Scene) -> None:
    response_id = send(scene, "brief.txt", LETTER)
    correcting.release_comment(scene.wiring, scene.member, response_id, first(scene.review(response_id)))
    again = send(scene, "brief.txt", LETTER, True, (mark(scene, response_id),))
    assert scene.review(again).open_ends == ()


def test_a_draft_that_a_colleague_sent_meanwhile_is_not_replaced_unseen(scene: Scene, clock: Clock) -> None:
    seen = mark(scene, send(scene, "brief.txt", LETTER))
    clock.now += timedelta(seconds=1)
    hers = send(scene, "haar-brief.txt", LETTER + "\n4. Nog iets.", True, (seen,))
    with pytest.raises(InvalidInput, match="haar-brief"):
        send(scene, "mijn.txt", LETTER + "\n4. Iets anders.", True, (seen,))
    assert "Nog iets" in str(scene.review(hers).groups)
    mine = send(scene, "mijn.txt", LETTER + "\n4. Iets anders.", True, (seen, mark(scene, hers)))
    assert "Iets anders" in str(scene.review(mine).groups)


def test_who_may_not_replace_is_told_before_the_file_is_read(scene: Scene) -> None:
    send(scene, "brief.txt", LETTER)
    with pytest.raises(InvalidInput, match="al een concept"):
        send(scene, "kapot.docx", "geen Word")
