"""Editors give remarks an outcome, their place and their links; nobody else does."""

from datetime import timedelta

import pytest

from kader.domain.errors import InvalidInput, KaderError, NotAllowed, NotFound
from kader.domain.rights import VISITOR, Granted, Person
from kader.domain.round import Phase
from kader.domain.vocabulary import Outcome, ResponseStatus, Role, UptakeState
from kader.services.answering import Spot, answer, correct_place, decide_link, withdraw_answer
from kader.services.publishing import publish_version
from kader.services.rounds import NewRound, my_work, open_round
from kader.services.wiring import Wiring
from kader.services.workbench import Filters, linkable, workbench
from kader.storage import answering
from kader.storage.tables import Round
from tests import factories as make

PAGES = (
    "# Kop\n\nIeder gezin krijgt hulp. Het team luistert naar ieder kind.",
    "## Twee\n\nHet team luistert naar ieder kind. De gemeente betaalt de hulp.",
)


class Scene:
    """Version 1.0 with a round; one response with a point and three comments, and a draft of another."""

    def __init__(self, wiring: Wiring) -> None:
        self.wiring = wiring
        with wiring.database.write() as session:
            framework = make.framework(session)
            self.framework_id = framework.id
            self.round = make.round_on(session, make.version(session, framework, "1.0", *PAGES))
            self.organisation = make.organisation(session)
            response = make.response(session, self.round, self.organisation)
            self.point = f"p{make.point(session, response).id}"
            self.late = self._comment(session, response, "De gemeente betaalt de hulp.", "2")
            self.early = self._comment(session, response, "Ieder gezin krijgt hulp.", "1")
            self.loose = f"o{make.comment(session, response, 'Nergens bij.', page=None).id}"
            draft = make.response(
                session, self.round, make.organisation(session, "ander"), ResponseStatus.DRAFT
            )
            self.draft = f"o{make.comment(session, draft).id}"
            self.editor = make.person(session, Role.EDITOR, framework_id=framework.id)

    def _comment(self, session, response, quote: str, page: str) -> str:  # type: ignore[no-untyped-def]
        return f"o{make.comment(session, response, f'Over: {quote}', page=page, quote=quote).id}"

    def bench(self, key: str | None = None, **filters: str):  # type: ignore[no-untyped-def]
        return workbench(self.wiring, self.editor, self.round.id, Filters(**filters), key)


@pytest.fixture
def scene(wiring: Wiring) -> Scene:
    return Scene(wiring)


def test_remarks_stand_in_the_order_of_the_text(scene: Scene) -> None:
    lines = scene.bench().lines
    assert [line.key for line in lines] == [scene.point, scene.early, scene.late, scene.loose]
    assert scene.draft not in {line.key for line in lines}


def test_an_answer_is_kept_and_can_be_changed(scene: Scene) -> None:
    answer(scene.wiring, scene.editor, scene.early, "overgenomen", "")
    answer(scene.wiring, scene.editor, scene.early, "doorgeschoven", "Eerst onderzoek.", "2.0")
    given = scene.bench(scene.early).selected.given
    assert (given.outcome, given.reason, given.later_version) == (
        Outcome.DEFERRED,
        "Eerst onderzoek.",
        "2.0",
    )
    withdraw_answer(scene.wiring, scene.editor, scene.early)
    assert scene.bench(scene.early).selected.given is None


def test_a_general_point_is_answered_like_a_comment(scene: Scene) -> None:
    answer(scene.wiring, scene.editor, scene.point, "niet overgenomen", "Korter kan niet.")
    bench = scene.bench(scene.point)
    assert bench.selected.given.outcome is Outcome.REJECTED
    assert (bench.answered, bench.total) == (1, 4)


def test_an_answer_without_its_reason_changes_nothing(scene: Scene) -> None:
    with pytest.raises(InvalidInput):
        answer(scene.wiring, scene.editor, scene.early, "niet overgenomen", " ")
    assert scene.bench(scene.early).selected.given is None


@pytest.mark.parametrize(
    ("filters", "expected"),
    [
        ({"outcome": "open"}, ["point", "late", "loose"]),
        ({"outcome": "overgenomen"}, ["early"]),
        ({"page": "2"}, ["late"]),
        ({"organisation": "vereniging", "page": "1"}, ["early"]),
        ({"organisation": "niemand"}, []),
    ],
)
def test_filters_let_through_what_they_name(
    scene: Scene, filters: dict[str, str], expected: list[str]
) -> None:
    answer(scene.wiring, scene.editor, scene.early, "overgenomen", "")
    names = {getattr(scene, name): name for name in ("point", "early", "late", "loose")}
    assert [names[line.key] for line in scene.bench(**filters).lines] == expected


def test_one_goes_on_to_the_next_remark_without_an_answer(scene: Scene) -> None:
    answer(scene.wiring, scene.editor, scene.late, "overgenomen", "")
    bench = scene.bench(scene.early)
    assert (bench.previous, bench.following, bench.next_open) == (scene.point, scene.late, scene.loose)
    assert scene.bench(scene.loose).next_open == scene.point


def test_a_place_is_corrected_by_quoting_the_text(scene: Scene) -> None:
    correct_place(scene.wiring, scene.editor, scene.loose, "1.0", Spot("luistert  naar\nieder kind", "2"))
    step = scene.bench(scene.loose).selected.steps[0]
    assert (step.how, step.page, step.exact) == ("hand", "2", "luistert naar ieder kind")
    correct_place(scene.wiring, scene.editor, scene.loose, "1.0", Spot("luistert naar ieder kind"))
    assert scene.bench(scene.loose).selected.steps[0].page == "1"
    correct_place(scene.wiring, scene.editor, scene.loose, "1.0", Spot(page="2"))
    step = scene.bench(scene.loose).selected.steps[0]
    assert (step.how, step.page) == ("page", "2")


@pytest.mark.parametrize("spot", [Spot("staat er niet"), Spot(page="9"), Spot(), Spot(" ", "")])
def test_a_place_that_is_not_in_the_text_is_refused(scene: Scene, spot: Spot) -> None:
    with pytest.raises(InvalidInput):
        correct_place(scene.wiring, scene.editor, scene.loose, "1.0", spot)


def test_a_change_is_linked_by_hand_and_unlinked(scene: Scene) -> None:
    with pytest.raises(NotFound):
        linkable(scene.wiring, scene.editor, scene.round.id, scene.early)
    new = [page.replace("Ieder gezin krijgt hulp.", "Ieder gezin krijgt op tijd hulp.") for page in PAGES]
    publish_version(scene.wiring, scene.editor, "voorbeeldkader", make.source("2.0", *new))
    change = linkable(scene.wiring, scene.editor, scene.round.id, scene.late).changes[0]
    for state in (UptakeState.CONFIRMED, UptakeState.REJECTED):
        decide_link(scene.wiring, scene.editor, scene.late, "1.0", "2.0", change.id, state)
        links = scene.bench(scene.late).selected.links
        assert [(link.change, link.state) for link in links] == [(change, state)]
    with pytest.raises(NotFound):
        decide_link(scene.wiring, scene.editor, scene.late, "1.0", "2.0", "w0", UptakeState.CONFIRMED)
    with pytest.raises(NotFound):
        decide_link(scene.wiring, scene.editor, scene.late, "2.0", "1.0", change.id, UptakeState.CONFIRMED)


def test_nobody_but_the_editors_of_the_framework_comes_near(scene: Scene) -> None:
    others = [
        VISITOR,
        Person(7, "lid", (Granted(Role.MEMBER, scene.organisation.id),)),
        Person(8, "coördinator", (Granted(Role.COORDINATOR, scene.organisation.id),)),
        Person(9, "ander kader", (Granted(Role.EDITOR, framework_id=scene.framework_id + 1),)),
        Person(10, "inspecteur", (Granted(Role.INSPECTOR, scene.organisation.id),)),
        Person(11, "beheerder", (Granted(Role.ADMINISTRATOR),)),
    ]
    for other in others:
        _refused(lambda p=other: workbench(scene.wiring, p, scene.round.id, Filters()))
        _refused(lambda p=other: answer(scene.wiring, p, scene.early, "overgenomen", ""))
        _refused(lambda p=other: withdraw_answer(scene.wiring, p, scene.early))
        _refused(lambda p=other: correct_place(scene.wiring, p, scene.early, "1.0", Spot(page="1")))
        _refused(
            lambda p=other: publish_version(scene.wiring, p, "voorbeeldkader", make.source("2.0", "# Anders"))
        )
        _refused(lambda p=other: open_round(scene.wiring, p, "voorbeeldkader", "1.0", _new_round()))
        assert my_work(scene.wiring, other) == ()


def test_what_is_not_submitted_is_not_answered(scene: Scene) -> None:
    with pytest.raises(NotFound):
        answer(scene.wiring, scene.editor, scene.draft, "overgenomen", "")
    with pytest.raises(NotFound):
        scene.bench(scene.draft)


@pytest.mark.parametrize("key", ["", "o", "x1", "o-1", "o99999", "p99999", "o1; drop"])
def test_a_remark_that_does_not_exist_is_not_found(scene: Scene, key: str) -> None:
    with pytest.raises(NotFound):
        answer(scene.wiring, scene.editor, key, "overgenomen", "")


def test_outcomes_are_fixed_once_the_response_document_is_out(scene: Scene) -> None:
    with scene.wiring.database.write() as session:
        session.get_one(Round, scene.round.id).accounted_at = make.MOMENT
    with pytest.raises(NotAllowed):
        answer(scene.wiring, scene.editor, scene.early, "overgenomen", "")
    with pytest.raises(NotAllowed):
        withdraw_answer(scene.wiring, scene.editor, scene.early)


def test_an_editor_opens_a_round_and_finds_it_with_its_progress(scene: Scene) -> None:
    answer(scene.wiring, scene.editor, scene.early, "overgenomen", "")
    number = open_round(scene.wiring, scene.editor, "voorbeeldkader", "1.0", _new_round())
    (work,) = my_work(scene.wiring, scene.editor)
    assert [one.id for one in work.rounds] == [number, scene.round.id]
    assert [(one.answered, one.total) for one in work.rounds] == [(0, 0), (1, 4)]
    assert [one.phase for one in work.rounds] == [Phase.ANNOUNCED, Phase.OPEN]
    with scene.wiring.database.read() as session:
        assert answering.round_by_id(session, number).questions == ["Klopt het?", "Wat mist u?"]


def test_a_round_needs_a_title_and_a_period(scene: Scene) -> None:
    wrong = (_new_round(title=" "), _new_round(days=0))
    for new in wrong:
        with pytest.raises(InvalidInput):
            open_round(scene.wiring, scene.editor, "voorbeeldkader", "1.0", new)


def _new_round(title: str = "Tweede ronde", days: int = 10) -> NewRound:
    opens = make.MOMENT + timedelta(days=40)
    return NewRound(title, "", ("Klopt het?", " ", "Wat mist u?"), opens, opens + timedelta(days=days))


def _refused(action) -> None:  # type: ignore[no-untyped-def]
    with pytest.raises(KaderError) as caught:
        action()
    assert isinstance(caught.value, NotAllowed)
