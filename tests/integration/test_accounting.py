"""The response document: complete before it is out, fixed and findable from then on."""

from datetime import timedelta

import pytest

from kader.domain.errors import InvalidInput, KaderError, NotAllowed, NotFound
from kader.domain.rights import VISITOR, Granted, Person
from kader.domain.vocabulary import Outcome, Role, UptakeState
from kader.search.index import Kind
from kader.services.accounting import ResponseDocument, document_of, publish_document, response_document
from kader.services.answering import answer, decide_link, remark_by_key
from kader.services.finding import rebuild_index
from kader.services.publishing import publish_version
from kader.services.wiring import Wiring
from kader.services.workbench import Filters, workbench
from kader.storage.tables import Comment, Round
from tests import factories as make
from tests.conftest import Clock

PAGES = ("# Kop\n\nIeder gezin krijgt hulp.", "## Twee\n\nDe gemeente betaalt de hulp.")
CLOSED = make.MOMENT + timedelta(days=31)


class Scene:
    """A closed round in which two organisations sent in: a point, and three comments."""

    def __init__(self, wiring: Wiring, clock: Clock) -> None:
        self.wiring = wiring
        clock.now = CLOSED
        with wiring.database.write() as session:
            framework = make.framework(session)
            self.framework_id = framework.id
            one = make.round_on(session, make.version(session, framework, "1.0", *PAGES))
            self.round_id = one.id
            first = make.response(session, one, make.organisation(session, "eerste"))
            second = make.response(session, one, make.organisation(session, "tweede"))
            self.point = f"p{make.point(session, first).id}"
            quote = "De gemeente betaalt de hulp."
            self.late = f"o{make.comment(session, first, 'Wie betaalt dat?', page='2', quote=quote).id}"
            self.early = f"o{make.comment(session, first, 'Schrijf gezinnen.', page='1').id}"
            self.other = f"o{make.comment(session, second, 'Mooie zeppelin.', page='1').id}"
            self.editor = make.person(session, Role.EDITOR, framework_id=framework.id)

    def answer_all(self) -> None:
        for key in (self.point, self.late, self.early, self.other):
            answer(self.wiring, self.editor, key, "niet overgenomen", "Dat past niet bij regenbogen.")

    def document(self, person: Person = VISITOR) -> ResponseDocument:
        return response_document(self.wiring, person, "voorbeeldkader", "1.0", self.round_id)


@pytest.fixture
def scene(wiring: Wiring, clock: Clock) -> Scene:
    return Scene(wiring, clock)


def test_only_editors_see_it_before_it_is_out(scene: Scene) -> None:
    with pytest.raises(NotFound):
        scene.document()
    others = (
        Person(7, "beheerder", (Granted(Role.ADMINISTRATOR),)),
        Person(8, "ander kader", (Granted(Role.EDITOR, framework_id=scene.framework_id + 1),)),
    )
    for other in others:
        with pytest.raises(NotFound):
            scene.document(other)
        with pytest.raises(NotAllowed):
            publish_document(scene.wiring, other, scene.round_id)
    assert scene.document(scene.editor).total == 4


def test_editors_see_what_is_missing(scene: Scene) -> None:
    answer(scene.wiring, scene.editor, scene.early, "overgenomen", "")
    document = scene.document(scene.editor)
    assert [remark.line.key for remark in document.missing] == [scene.point, scene.late, scene.other]
    assert document.obstacle == "Nog 3 opmerkingen hebben geen uitkomst. Beantwoord eerst alles."
    with pytest.raises(InvalidInput):
        publish_document(scene.wiring, scene.editor, scene.round_id)


def test_it_stays_in_while_the_round_is_open(scene: Scene, clock: Clock) -> None:
    scene.answer_all()
    clock.now = make.MOMENT
    with pytest.raises(NotAllowed):
        publish_document(scene.wiring, scene.editor, scene.round_id)


def test_from_publication_on_it_is_public_and_fixed(scene: Scene) -> None:
    scene.answer_all()
    publish_document(scene.wiring, scene.editor, scene.round_id)
    assert scene.document().accounted_at == CLOSED
    for forbidden in (
        lambda: answer(scene.wiring, scene.editor, scene.early, "overgenomen", ""),
        lambda: publish_document(scene.wiring, scene.editor, scene.round_id),
    ):
        with pytest.raises(NotAllowed):
            forbidden()


def test_it_goes_by_organisation_and_page_and_counts(scene: Scene) -> None:
    scene.answer_all()
    document = scene.document(scene.editor)
    assert [part.name for part in document.parts] == ["Eerste", "Tweede"]
    first = document.parts[0]
    assert [entry.remark.line.key for entry in first.points] == [scene.point]
    assert [(page.page, [e.remark.line.key for e in page.entries]) for page in first.pages] == [
        ("1", [scene.early]),
        ("2", [scene.late]),
    ]
    assert document.counts == ((Outcome.REJECTED, 4),)
    assert first.counts == ((Outcome.REJECTED, 3),)
    assert document.obstacle is None


def test_it_shows_the_passage_before_and_after_and_confirmed_changes_alone(scene: Scene) -> None:
    new = (PAGES[0], PAGES[1].replace("De gemeente betaalt", "Wie betaalt: het Rijk betaalt"))
    publish_version(scene.wiring, scene.editor, "voorbeeldkader", make.source("2.0", *new))
    entry = scene.document(scene.editor).parts[0].pages[1].entries[0]
    assert entry.before is not None
    assert entry.after is not None
    assert (entry.before.exact, entry.after.exact) == (
        "De gemeente betaalt de hulp.",
        "Wie betaalt: het Rijk betaalt de hulp.",
    )
    assert (entry.before.address, entry.changes) == ("a3", ())
    bench = workbench(scene.wiring, scene.editor, scene.round_id, Filters(), scene.late)
    assert bench.selected is not None
    change = bench.selected.links[0].change_id
    decide_link(scene.wiring, scene.editor, scene.late, "1.0", "2.0", change, UptakeState.CONFIRMED)
    entry = scene.document(scene.editor).parts[0].pages[1].entries[0]
    assert [link.change_id for link in entry.changes] == [change]


def test_editors_see_where_an_answer_and_the_next_version_disagree(scene: Scene) -> None:
    answer(scene.wiring, scene.editor, scene.late, "niet overgenomen", "Dat blijft zo.")
    answer(scene.wiring, scene.editor, scene.other, "overgenomen", "")
    assert (scene.document(scene.editor).unmatched, scene.document(scene.editor).contradicted) == ((), ())
    with scene.wiring.database.write() as session:
        comment = remark_by_key(session, scene.other)
        assert isinstance(comment, Comment)
        comment.places.append(make.place(comment.response.round.version, "Ieder gezin krijgt hulp."))
    new = (PAGES[0], PAGES[1].replace("betaalt de hulp", "betaalt alle hulp"))
    publish_version(scene.wiring, scene.editor, "voorbeeldkader", make.source("2.0", *new))
    document = scene.document(scene.editor)
    assert [remark.line.key for remark in document.contradicted] == [scene.late]
    assert [remark.line.key for remark in document.unmatched] == [scene.other]


def test_a_document_under_another_version_is_not_found(scene: Scene) -> None:
    for slug, label in (("voorbeeldkader", "2.0"), ("anders", "1.0")):
        with pytest.raises(KaderError):
            response_document(scene.wiring, scene.editor, slug, label, scene.round_id)


def test_remarks_and_answers_are_found_from_publication_on(scene: Scene) -> None:
    scene.answer_all()
    rebuild_index(scene.wiring)
    assert scene.wiring.index.search("zeppelin") == ()
    with pytest.raises(NotFound):
        document_of(scene.wiring, scene.other)
    publish_document(scene.wiring, scene.editor, scene.round_id)
    for _ in range(2):
        remarks = scene.wiring.index.search("zeppelin")
        assert {(hit.kind, hit.key, hit.title) for hit in remarks} == {(Kind.REMARK, scene.other, "Tweede")}
        answers = scene.wiring.index.search("regenboog", kinds=[Kind.ANSWER])
        assert {hit.key for hit in answers} == {scene.point, scene.late, scene.early, scene.other}
        rebuild_index(scene.wiring)
    assert document_of(scene.wiring, scene.other) == ("voorbeeldkader", "1.0", scene.round_id)


def test_a_round_without_responses_is_accounted_for_as_such(scene: Scene) -> None:
    with scene.wiring.database.write() as session:
        version = session.get_one(Round, scene.round_id).version
        empty = make.round_on(session, version, title="Niemand").id
    publish_document(scene.wiring, scene.editor, empty)
    assert response_document(scene.wiring, VISITOR, "voorbeeldkader", "1.0", empty).total == 0
