"""The sample tells a whole story, and puts it in as people would."""

from kader.domain.rights import VISITOR
from kader.domain.vocabulary import UptakeState
from kader.search.index import Kind
from kader.services.accounting import response_document
from kader.services.finding import rebuild_index
from kader.services.sample import fill_with_sample
from kader.services.wiring import Wiring
from kader.storage.tables import Alignment, Comment, Disposition, Place, Response, Round, Uptake


def test_the_sample_tells_its_story_from_letters_to_response_documents(wiring: Wiring) -> None:
    # One test, since filling a database takes seconds.
    told = list(fill_with_sample(wiring))
    assert sum("@voorbeeld.example" in line for line in told) == 5
    assert list(fill_with_sample(wiring)) == []
    _two_of_three_rounds_were_accounted_for(wiring)
    _remarks_and_judgements_stand_on_the_next_version_too(wiring)
    rebuild_index(wiring)
    assert {hit.kind for hit in wiring.index.search("gezin", limit=200)} == set(Kind)


def _two_of_three_rounds_were_accounted_for(wiring: Wiring) -> None:
    with wiring.database.read() as session:
        rounds = session.query(Round).order_by(Round.opens_at).all()
        accounted = [one for one in rounds if one.accounted_at is not None]
        assert [one.version.framework.slug for one in accounted] == ["kwaliteitskader", "handelingskader"]
        assert len(rounds) == 3
        responses = session.query(Response).all()
        assert all(r.submitted_at < r.round.closes_at for r in responses)
        assert all(one.closes_at < one.accounted_at for one in accounted)
        assert [r.round.version.label for r in responses if r.round not in accounted] == ["3.0"]
        assert session.query(Disposition).count() == 62
        addresses = [(o.version.framework.slug, o.version.label, o.id, o.accounted_at) for o in accounted]
    for slug, label, number, moment in addresses:
        document = response_document(wiring, VISITOR, slug, label, number)
        assert (document.missing, document.accounted_at) == ((), moment)


def _remarks_and_judgements_stand_on_the_next_version_too(wiring: Wiring) -> None:
    with wiring.database.read() as session:
        placed = session.query(Place).filter(Place.start.is_not(None), Place.status.is_(None)).count()
        carried = session.query(Place).filter(Place.status.is_not(None)).count()
        # The seven remarks of the open round stand on the newest version.
        assert placed == carried + 7 == session.query(Comment).count()
        judged = session.query(Alignment).filter(Alignment.carried_from_id.is_(None)).count()
        again = session.query(Alignment).filter(Alignment.carried_from_id.is_not(None)).all()
        assert judged == len(again) == 20
        assert {alignment.stale for alignment in again} == {True, False}
        states = {uptake.state for uptake in session.query(Uptake)}
        assert states == {UptakeState.SUGGESTED, UptakeState.CONFIRMED}
