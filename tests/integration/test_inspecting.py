"""Norms held against passages: judging, looking again, and a history in which nothing is lost."""

from datetime import timedelta

import pytest

from kader.domain.errors import Immutable, InvalidInput, NotAllowed, NotFound
from kader.domain.rights import VISITOR, Person
from kader.domain.vocabulary import FrameworkKind, Role, Verdict
from kader.services import inspecting, judging
from kader.services.inspecting import NormPage, Table
from kader.services.judgements import Judgement, Pair
from kader.services.judging import Choice, Judged, Look
from kader.services.publishing import publish_version
from kader.services.wiring import Wiring
from kader.storage.tables import Alignment
from tests import factories as make
from tests.conftest import Clock

NORMS = (
    "# Toetsing\n\n## Thema 1\n\n### Norm 1.1 Bellen\n\nEen team belt dezelfde week.\n\n"
    "### Norm 1.2 Komen\n\nEen team komt aan huis.",
)
LATER_NORMS = (
    "# Toetsing\n\n## Thema 1\n\n### Norm 1.1 Komen\n\nEen team komt aan huis.\n\n"
    "### Norm 1.2 Bellen\n\nEen team belt dezelfde dag.",
)
CALL = "Wij bellen het gezin binnen een week, ook als het druk is."
VISIT = "Daarna gaan wij bij het gezin thuis op bezoek, als het dat wil."
MONEY = "De gemeente betaalt de reiskosten van het team en de koffie."
TEXT = ("# Kop\n\n" + CALL + " " + VISIT, "## Geld\n\n" + MONEY)
QUICKER = CALL.replace("een week", "drie dagen")
LATER_TEXT = ("# Kop\n\n" + QUICKER + " " + VISIT, "## Geld\n\n" + MONEY)
WITHOUT = ("# Kop\n\n" + VISIT, "## Geld\n\n" + MONEY)
PAIR = Pair("toetsing", "1.0", "voorbeeldkader", "1.0")


class Scene:
    """An assessment framework with two norms, a framework with three sentences, and two inspectors."""

    def __init__(self, wiring: Wiring) -> None:
        self.wiring = wiring
        with wiring.database.write() as session:
            assessment = make.framework(session, "toetsing", FrameworkKind.ASSESSMENT)
            make.version(session, assessment, "1.0", *NORMS)
            framework = make.framework(session)
            make.version(session, framework, "1.0", *TEXT)
            mine, other = make.organisation(session, "inspectie"), make.organisation(session, "rekenkamer")
            self.inspector = make.person(session, Role.INSPECTOR, organisation_id=mine.id)
            self.stranger = make.person(session, Role.INSPECTOR, organisation_id=other.id)
            self.editor = make.person(session, Role.EDITOR, framework_id=framework.id)
            self.norm_editor = make.person(session, Role.EDITOR, framework_id=assessment.id)

    def judge(
        self, number: str = "1.1", quote: str = CALL, verdict: Verdict = Verdict.COVERED, pair: Pair = PAIR
    ) -> int:
        return judging.judge(self.wiring, self.inspector, pair, number, self.judged(quote, verdict, pair))

    def judged(self, quote: str, verdict: Verdict = Verdict.COVERED, pair: Pair = PAIR) -> Judged:
        found = self.look(words=quote, pair=pair).found if quote else ()
        return Judged(verdict, "Klopt.", tuple((one.start, one.end) for one in found))

    def kept(self, page: str, *spans: tuple[int, int]) -> tuple[str, ...]:
        return tuple(one.text for one in self.look(page, chosen=spans).kept)

    def look(
        self, page: str = "", words: str = "", chosen: tuple[tuple[int, int], ...] = (), pair: Pair = PAIR
    ) -> Choice:
        return judging.choice(self.wiring, self.inspector, pair, "1.1", Look(page, words, chosen))

    def publish(self, label: str, *pages: str) -> Pair:
        publish_version(self.wiring, self.editor, "voorbeeldkader", make.source(label, *pages))
        return Pair("toetsing", "1.0", "voorbeeldkader", label)

    def publish_norms(self, label: str, *pages: str) -> Pair:
        publish_version(self.wiring, self.norm_editor, "toetsing", make.source(label, *pages))
        return Pair("toetsing", label, "voorbeeldkader", "1.0")

    def table(self, pair: Pair = PAIR) -> Table:
        return inspecting.table(self.wiring, self.inspector, pair)

    def norm(self, pair: Pair = PAIR, number: str = "1.1") -> NormPage:
        return inspecting.norm_page(self.wiring, self.inspector, pair, number)

    def only(self, pair: Pair = PAIR, number: str = "1.1") -> Judgement:
        (judgement,) = self.norm(pair, number).row.judgements
        return judgement


@pytest.fixture
def scene(wiring: Wiring) -> Scene:
    return Scene(wiring)


def test_table_shows_every_norm_with_its_verdict_and_passage(scene: Scene) -> None:
    scene.judge()
    table = scene.table()
    assert [(row.norm.number, row.verdict) for row in table.rows] == [
        ("1.1", Verdict.COVERED),
        ("1.2", None),
    ]
    assert table.counts == {None: 1, **dict.fromkeys(Verdict, 0), Verdict.COVERED: 1}
    (judgement,) = table.rows[0].judgements
    assert judgement.passage is not None
    assert (judgement.passage.exact, judgement.passage.page, judgement.passage.section) == (CALL, "1", "Kop")
    assert (judgement.passage.fragment, judgement.organisation, judgement.mine) == ("a1", "Inspectie", True)


def test_norm_may_rest_on_several_passages(scene: Scene) -> None:
    scene.judge(verdict=Verdict.PARTLY)
    scene.judge(quote=MONEY, verdict=Verdict.CONFLICTING)
    row = scene.norm().row
    assert [one.verdict for one in row.judgements] == [Verdict.PARTLY, Verdict.CONFLICTING]
    assert row.verdict is Verdict.CONFLICTING


def test_missing_norm_needs_no_passage_and_a_covered_one_does(scene: Scene) -> None:
    scene.judge(quote="", verdict=Verdict.MISSING)
    assert scene.only().passage is None
    with pytest.raises(InvalidInput, match="Kies de passage"):
        scene.judge("1.2", quote="", verdict=Verdict.COVERED)


def test_unknown_norm_and_what_is_no_assessment_framework_are_not_found(scene: Scene) -> None:
    with pytest.raises(NotFound, match=r"Norm 9\.9"):
        scene.judge("9.9")
    with pytest.raises(NotFound, match="geen toetsingskader"):
        scene.table(Pair("voorbeeldkader", "1.0", "voorbeeldkader", "1.0"))
    with pytest.raises(NotFound):
        scene.table(Pair("toetsing", "7.0", "voorbeeldkader", "1.0"))


# -- choosing a passage -------------------------------------------------------------------------------------


def test_page_offers_its_blocks_cut_into_sentences(scene: Scene) -> None:
    choice = scene.look("1")
    assert (choice.pages, choice.page, choice.likely) == (("1", "2"), "1", False)
    heading, paragraph = choice.blocks
    assert heading.whole is None
    assert [one.text for one in paragraph.sentences] == [CALL, VISIT]
    assert paragraph.whole is not None
    assert paragraph.whole.text == f"{CALL} {VISIT}"


def test_what_is_like_the_norm_is_offered_first(scene: Scene) -> None:
    for look in (scene.look(), scene.look("niet een pagina")):
        assert (look.likely, look.page) == (True, "")
        assert [one.text for one in look.blocks[0].sentences] == [CALL, VISIT]
        assert (look.blocks[0].page, look.blocks[0].section) == ("1", "Kop")


def test_words_are_found_with_their_surroundings(scene: Scene) -> None:
    choice = scene.look(words="BEZOEK, als  het")
    (found,) = choice.found
    assert (found.text, found.page, found.section) == ("bezoek, als het", "1", "Kop")
    assert found.before.endswith("thuis op ")
    assert found.after == " dat wil."
    assert choice.blocks == ()


def test_passage_that_was_chosen_elsewhere_stays_in_sight(scene: Scene) -> None:
    (money,) = scene.judged(MONEY).spans
    phrase = (money[0], money[0] + 11)
    assert scene.kept("1", money) == (MONEY,)
    assert scene.kept("2", money) == ()
    assert scene.kept("2", phrase) == ("De gemeente",)
    assert scene.kept("2", (4, 9999)) == ()


# -- changing, and what stays -------------------------------------------------------------------------------


def test_changed_judgement_leads_back_to_the_one_before(scene: Scene, clock: Clock) -> None:
    first = scene.judge()
    clock.now += timedelta(days=1)
    judging.change(scene.wiring, scene.inspector, first, scene.judged(VISIT, Verdict.PARTLY))
    judgement = scene.only()
    (earlier,) = judgement.earlier
    assert judgement.verdict is Verdict.PARTLY
    assert (earlier.verdict, earlier.exact) == (Verdict.COVERED, CALL)
    assert (earlier.ended_at, judgement.decided_at) == (clock.now, clock.now)
    assert earlier.decided_at == clock.now - timedelta(days=1)


def test_withdrawn_judgement_stays_in_the_history_of_its_norm(scene: Scene) -> None:
    judging.withdraw(scene.wiring, scene.inspector, scene.judge())
    page = scene.norm()
    assert page.row.judgements == ()
    assert [(one.verdict, one.exact, one.ended_by) for one in page.withdrawn] == [
        (Verdict.COVERED, CALL, "Persoon 1")
    ]


def test_replaced_judgement_is_not_called_withdrawn(scene: Scene) -> None:
    judging.change(scene.wiring, scene.inspector, scene.judge(), scene.judged(VISIT))
    assert scene.norm().withdrawn == ()


def test_ended_judgement_cannot_be_changed_again(scene: Scene) -> None:
    first = scene.judge()
    judging.change(scene.wiring, scene.inspector, first, scene.judged(VISIT))
    for act in (judging.confirm, judging.withdraw):
        with pytest.raises(Immutable, match="intussen"):
            act(scene.wiring, scene.inspector, first)
    assert scene.only().passage is not None


def test_refused_change_leaves_the_judgement_in_force(scene: Scene) -> None:
    first = scene.judge()
    with pytest.raises(InvalidInput):
        judging.change(scene.wiring, scene.inspector, first, Judged(Verdict.COVERED, ""))
    assert scene.only().id == first


def test_other_inspectorate_sees_a_judgement_and_cannot_change_it(scene: Scene) -> None:
    first = scene.judge()
    page = inspecting.norm_page(scene.wiring, scene.stranger, PAIR, "1.1")
    assert [one.mine for one in page.row.judgements] == [False]
    with pytest.raises(NotAllowed, match="andere inspectie"):
        judging.withdraw(scene.wiring, scene.stranger, first)


def test_judgement_without_an_inspectorate_may_be_changed_by_any(scene: Scene) -> None:
    first = scene.judge()
    with scene.wiring.database.write() as session:
        row = session.get(Alignment, first)
        assert row is not None
        row.organisation_id = None
    second = judging.confirm(scene.wiring, scene.stranger, first)
    assert (scene.only().id, scene.only().organisation) == (second, "Rekenkamer")


@pytest.mark.parametrize("who", ["visitor", "editor"])
def test_nobody_but_inspectors_sees_or_judges(scene: Scene, who: str) -> None:
    person: Person = VISITOR if who == "visitor" else scene.editor
    first = scene.judge()
    acts = (
        lambda: inspecting.overview(scene.wiring, person),
        lambda: inspecting.table(scene.wiring, person, PAIR),
        lambda: inspecting.norm_page(scene.wiring, person, PAIR, "1.1"),
        lambda: judging.choice(scene.wiring, person, PAIR, "1.1", Look()),
        lambda: judging.judge(scene.wiring, person, PAIR, "1.1", Judged(Verdict.MISSING, "")),
        lambda: judging.change(scene.wiring, person, first, Judged(Verdict.MISSING, "")),
        lambda: judging.confirm(scene.wiring, person, first),
        lambda: judging.withdraw(scene.wiring, person, first),
        lambda: judging.take_over(scene.wiring, person, PAIR),
    )
    for act in acts:
        with pytest.raises(NotAllowed):
            act()
    assert scene.only().id == first


# -- after a new version of the framework -------------------------------------------------------------------


def test_reworded_passage_is_marked_with_the_words_that_changed(scene: Scene) -> None:
    scene.judge()
    pair = scene.publish("2.0", *LATER_TEXT)
    judgement = scene.only(pair)
    assert judgement.review is not None
    assert judgement.passage is not None
    assert (judgement.stale, judgement.passage.exact, judgement.review.since) == (True, QUICKER, "1.0")
    assert ("-", "een week") in judgement.review.passage
    assert ("+", "drie dagen") in judgement.review.passage
    assert scene.table(pair).stale == 1
    assert not scene.only(PAIR).stale


def test_confirmed_judgement_is_fresh_again(scene: Scene, clock: Clock) -> None:
    scene.judge()
    pair = scene.publish("2.0", *LATER_TEXT)
    clock.now += timedelta(days=3)
    judging.confirm(scene.wiring, scene.inspector, scene.only(pair).id)
    judgement = scene.only(pair)
    assert (judgement.stale, judgement.review, judgement.decided_at) == (False, None, clock.now)
    assert [(one.version, one.exact) for one in judgement.earlier] == [("2.0", QUICKER), ("1.0", CALL)]
    assert scene.table(pair).stale == 0


def test_removed_passage_cannot_be_confirmed_but_can_be_judged_again(scene: Scene) -> None:
    scene.judge()
    pair = scene.publish("2.0", *WITHOUT)
    judgement = scene.only(pair)
    assert judgement.review is not None
    assert (judgement.passage, judgement.review.passage) == (None, (("-", CALL),))
    with pytest.raises(InvalidInput, match="Kies de passage"):
        judging.confirm(scene.wiring, scene.inspector, judgement.id)
    judging.change(scene.wiring, scene.inspector, judgement.id, Judged(Verdict.MISSING, "Weg."))
    assert (scene.only(pair).verdict, scene.only(pair).stale) == (Verdict.MISSING, False)


def test_what_was_missing_is_looked_at_again_in_a_new_text(scene: Scene) -> None:
    scene.judge(quote="", verdict=Verdict.MISSING)
    judgement = scene.only(scene.publish("2.0", *LATER_TEXT))
    assert judgement.stale
    assert judgement.review is not None
    assert "Er was geen passage" in judgement.review.reason


def test_doubt_that_nobody_looked_at_is_told_from_the_last_look(scene: Scene) -> None:
    scene.judge()
    scene.publish("2.0", *LATER_TEXT)
    judgement = scene.only(scene.publish("3.0", *LATER_TEXT))
    assert judgement.review is not None
    assert (judgement.stale, judgement.review.since) == (True, "1.0")
    assert ("-", "een week") in judgement.review.passage


def test_withdrawn_judgement_is_not_carried(scene: Scene) -> None:
    judging.withdraw(scene.wiring, scene.inspector, scene.judge())
    assert scene.table(scene.publish("2.0", *LATER_TEXT)).judged == 0


# -- after a new version of the assessment framework --------------------------------------------------------


def test_judgements_are_taken_over_to_the_norm_they_are_about(scene: Scene) -> None:
    scene.judge("1.1", CALL)
    scene.judge("1.2", VISIT)
    pair = scene.publish_norms("2.0", *LATER_NORMS)
    assert scene.table(pair).previous == "1.0"
    assert judging.take_over(scene.wiring, scene.inspector, pair) == 2
    visit, call = scene.only(pair, "1.1"), scene.only(pair, "1.2")
    assert visit.passage is not None
    assert (visit.passage.exact, visit.stale) == (VISIT, False)
    assert call.review is not None
    assert (call.stale, call.review.reason) == (True, "De norm is veranderd.")
    assert ("-", "week") in [(sign, text.strip(".\n ")) for sign, text in call.review.norm]
    assert scene.table(pair).previous is None
    with pytest.raises(NotAllowed, match="al gebeurd"):
        judging.take_over(scene.wiring, scene.inspector, pair)


def test_judgement_on_a_norm_that_was_dropped_stays_where_it_is(scene: Scene) -> None:
    scene.judge("1.1", CALL)
    pair = scene.publish_norms("2.0", "# Toetsing\n\n### Norm 1.1 Geld\n\nDe gemeente begroot de kosten.")
    assert judging.take_over(scene.wiring, scene.inspector, pair) == 0
    assert scene.only(PAIR).passage is not None


def test_judgement_on_an_unknown_norm_is_shown_apart(scene: Scene) -> None:
    first = scene.judge()
    with scene.wiring.database.write() as session:
        row = session.get(Alignment, first)
        assert row is not None
        row.norm = "8.8"
    table = scene.table()
    assert [(one.norm, one.verdict) for one in table.unmatched] == [("8.8", Verdict.COVERED)]
    assert table.judged == 0


def test_overview_lists_what_can_be_chosen_and_what_was_begun(scene: Scene) -> None:
    scene.judge()
    scene.publish("2.0", *LATER_TEXT)
    overview = inspecting.overview(scene.wiring, scene.inspector)
    assert [one.label for one in overview.assessments] == ["1.0"]
    assert [one.label for one in overview.versions] == ["2.0", "1.0"]
    lines = {line.version.label: (line.judged, line.norms, line.stale) for line in overview.pairs}
    assert lines == {"1.0": (1, 2, 0), "2.0": (1, 2, 1)}
