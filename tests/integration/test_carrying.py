"""What stands on one version stands on the next, or says honestly that it does not."""

from kader.domain.vocabulary import Outcome, Role, UptakeState, Verdict
from kader.services import carrying
from kader.services.answering import Spot, correct_place, decide_link
from kader.services.content import load_content
from kader.services.publishing import check_version, publish_version
from kader.services.wiring import Wiring
from kader.storage import answering, frameworks
from kader.storage.tables import Alignment, Comment, Place, Version
from tests import factories as make

FIRST = "De professional gaat altijd eerst naar het huis van het gezin."
SECOND = "Elke gemeente legt vast hoeveel tijd daarvoor nodig is en wie dat betaalt."
THIRD = "Een gesprek duurt nooit langer dan een uur, ook als het gezin dat vraagt."
FOURTH = "Wie een signaal ontvangt, schrijft het dezelfde dag nog op in het dossier."
OLD = ("# Kop\n\n" + FIRST + "\n\n" + SECOND, "## Gesprekken\n\n" + THIRD + "\n\n" + FOURTH)
REWORDED = FIRST.replace("altijd eerst", "zo snel mogelijk")
NEW = ("# Kop\n\n" + REWORDED + "\n\n" + FOURTH, "## Gesprekken\n\n" + SECOND)


class Scene:
    """Four comments, one on each sentence of version 1.0, and the editor of the framework."""

    def __init__(self, wiring: Wiring) -> None:
        self.wiring = wiring
        with wiring.database.write() as session:
            framework = make.framework(session)
            version = make.version(session, framework, "1.0", *OLD)
            self.version_id = version.id
            response = make.response(session, make.round_on(session, version), make.organisation(session))
            self.ids = [
                make.comment(session, response, quote=quote).id for quote in (FIRST, SECOND, THIRD, FOURTH)
            ]
            self.editor = make.person(session, Role.EDITOR, framework_id=framework.id)

    def publish(self, label: str, *pages: str) -> None:
        publish_version(self.wiring, self.editor, "voorbeeldkader", make.source(label, *pages))

    def trail(self, number: int) -> list[tuple[str, str | None, str]]:
        with self.wiring.database.read() as session:
            versions = frameworks.framework(session, "voorbeeldkader").versions
            places = answering.comment(session, self.ids[number]).places
            found = [(v, answering.place_in(places, v.id)) for v in versions]
            return [(v.label, place.status, place.exact) for v, place in found if place]


def test_comments_are_carried_when_a_version_is_published(wiring: Wiring) -> None:
    scene = Scene(wiring)
    scene.publish("2.0", *NEW)
    assert scene.trail(0) == [("1.0", None, FIRST), ("2.0", "reworded", REWORDED)]
    assert scene.trail(1)[1][2] == SECOND
    assert scene.trail(2) == [("1.0", None, THIRD), ("2.0", "removed", "")]
    assert {scene.trail(1)[1][1], scene.trail(3)[1][1]} <= {"unchanged", "moved"}


def test_each_version_keeps_its_own_place_for_a_comment(wiring: Wiring) -> None:
    scene = Scene(wiring)
    scene.publish("2.0", *NEW)
    scene.publish("3.0", *OLD)
    assert [status for _, status, _ in scene.trail(2)][:2] == [None, "removed"]
    # what comes back is recognised
    assert scene.trail(2)[2][2] == THIRD
    assert [label for label, _, _ in scene.trail(0)] == ["1.0", "2.0", "3.0"]


def test_bringing_up_to_date_twice_changes_nothing(wiring: Wiring) -> None:
    scene = Scene(wiring)
    scene.publish("2.0", *NEW)
    before = _everything(wiring)
    _bring_up_to_date(wiring)
    assert _everything(wiring) == before


def test_a_comment_that_comes_in_later_is_carried_too(wiring: Wiring) -> None:
    scene = Scene(wiring)
    scene.publish("2.0", *NEW)
    with wiring.database.write() as session:
        within = answering.comment(session, scene.ids[0]).response
        scene.ids.append(make.comment(session, within, quote=SECOND).id)
    _bring_up_to_date(wiring)
    assert scene.trail(4)[1][2] == SECOND


def test_a_comment_without_a_place_gets_none_in_a_later_version(wiring: Wiring) -> None:
    scene = Scene(wiring)
    with wiring.database.write() as session:
        within = answering.comment(session, scene.ids[0]).response
        scene.ids.append(make.comment(session, within, page=None).id)
    scene.publish("2.0", *NEW)
    assert scene.trail(4) == []


def test_a_place_put_by_hand_is_kept_and_carried_on_from(wiring: Wiring) -> None:
    scene = Scene(wiring)
    scene.publish("2.0", *NEW)
    correct_place(wiring, scene.editor, f"o{scene.ids[2]}", "2.0", Spot(words=REWORDED))
    scene.publish("3.0", *NEW, "Een nieuwe pagina.")
    assert scene.trail(2)[1:] == [("2.0", None, REWORDED), ("3.0", "unchanged", REWORDED)]


def test_correcting_the_first_place_moves_the_later_ones(wiring: Wiring) -> None:
    scene = Scene(wiring)
    scene.publish("2.0", *NEW)
    correct_place(wiring, scene.editor, f"o{scene.ids[2]}", "1.0", Spot(words="wie dat betaalt"))
    assert [exact for _, _, exact in scene.trail(2)] == ["wie dat betaalt"] * 2


def test_suggestions_are_stored_and_never_confirmed_by_themselves(wiring: Wiring) -> None:
    scene = Scene(wiring)
    scene.publish("2.0", *NEW)
    found = _uptakes(wiring, scene.ids[0])
    assert found
    assert {state for _, state in found} == {UptakeState.SUGGESTED}


def test_what_a_person_decided_about_a_link_stays(wiring: Wiring) -> None:
    scene = Scene(wiring)
    scene.publish("2.0", *NEW)
    change = _uptakes(wiring, scene.ids[0])[0][0]
    decide_link(wiring, scene.editor, f"o{scene.ids[0]}", "1.0", "2.0", change, UptakeState.REJECTED)
    _bring_up_to_date(wiring)
    assert (change, UptakeState.REJECTED) in _uptakes(wiring, scene.ids[0])


def test_a_deferred_comment_is_looked_for_in_later_changes_too(wiring: Wiring) -> None:
    scene = Scene(wiring)
    scene.publish("2.0", *OLD, "Een nieuwe pagina over iets anders.")
    with wiring.database.write() as session:
        comment = answering.comment(session, scene.ids[0])
        make.answered(session, comment, Outcome.DEFERRED)
    scene.publish("3.0", *NEW, "Een nieuwe pagina over iets anders.")
    assert _uptakes(wiring, scene.ids[0])
    assert not _uptakes(wiring, scene.ids[1])


def test_judgements_are_carried_and_ask_for_another_look_when_their_passage_changed(wiring: Wiring) -> None:
    scene = Scene(wiring)
    with wiring.database.write() as session:
        version = session.get_one(Version, scene.version_id)
        assessment = make.version(session, make.framework(session, "toetsingskader"), "1.0", "Norm 1")
        for quote in (FIRST, SECOND, ""):
            session.add(_alignment(assessment, version, quote))
    scene.publish("2.0", *NEW)
    _bring_up_to_date(wiring)
    with wiring.database.read() as session:
        latest = frameworks.version(session, "voorbeeldkader", "2.0")
        carried = answering.judgements(session, latest, in_force=True)
        assert [(a.exact, a.stale) for a in carried] == [(REWORDED, True), (SECOND, False), ("", True)]
        assert all(a.carried_from_id for a in carried)


def test_a_check_tells_what_publishing_would_do_and_changes_nothing(wiring: Wiring) -> None:
    scene = Scene(wiring)
    before = _everything(wiring)
    check = check_version(wiring, scene.editor, "voorbeeldkader", make.source("2.0", *NEW))
    assert (check.label, check.pages, check.previous, check.remarks) == ("2.0", 2, "1.0", 4)
    assert [lost.exact for lost in check.lost if lost.removed] == [THIRD]
    assert any("nog niet beantwoord" in warning for warning in check.warnings)
    assert sum(number for _, number in check.kinds) > 0
    assert _everything(wiring) == before


def test_loading_versions_from_files_carries_nothing_where_there_is_nothing(wiring: Wiring) -> None:
    load_content(wiring, wiring.settings.content_dir)
    assert _everything(wiring) == ([], [])


def _alignment(assessment: Version, version: Version, quote: str) -> Alignment:
    alignment = Alignment(
        assessment_version_id=assessment.id,
        norm="1",
        version_id=version.id,
        verdict=Verdict.COVERED if quote else Verdict.MISSING,
        decided_at=make.MOMENT,
    )
    if quote:
        place = make.place(version, quote)
        alignment.start, alignment.end, alignment.exact = place.start, place.end, place.exact
    return alignment


def _bring_up_to_date(wiring: Wiring) -> None:
    with wiring.database.write() as session:
        carrying.bring_up_to_date(wiring, session, frameworks.framework(session, "voorbeeldkader"))


def _uptakes(wiring: Wiring, comment_id: int) -> list[tuple[str, UptakeState]]:
    with wiring.database.read() as session:
        return [(u.change_id, u.state) for u in answering.comment(session, comment_id).uptakes]


def _everything(wiring: Wiring) -> tuple[list[tuple[object, ...]], list[tuple[object, ...]]]:
    with wiring.database.read() as session:
        comments = session.query(Comment).order_by(Comment.id).all()
        places = session.query(Place).order_by(Place.id).all()
        return (
            [(p.id, p.version_id, p.status, p.start, p.exact) for p in places],
            [
                (u.id, u.change_id, u.state, u.score)
                for c in comments
                for u in sorted(c.uptakes, key=lambda u: u.id)
            ],
        )
