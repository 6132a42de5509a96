"""Names are left out of what everyone reads; what was submitted stays as it was, for those it belongs to."""

from datetime import timedelta

import pytest

from kader.domain.blanking import BLANK
from kader.domain.errors import InvalidInput, NotAllowed, NotFound
from kader.domain.rights import VISITOR
from kader.domain.vocabulary import Outcome
from kader.services import accounting, answering, blanking, coordinating
from kader.services.editions import edition_text
from kader.services.submitting import submit, submitted, withdraw
from tests.conftest import Clock
from tests.integration.test_contributing import Team, team

__all__ = ["team"]


@pytest.fixture
def sent(team: Team) -> int:
    key = team.write(text="Jan de Vries zei dit ook al. Vraag het JAN  DE VRIES.")
    team.ready(key)
    coordinating.write_letter(
        team.wiring, team.coordinator, team.response_id, "Brief", "", "Groet,\nJan de Vries"
    )
    submit(team.wiring, team.coordinator, team.response_id)
    return key


def test_a_blanked_name_is_gone_for_everyone_and_kept_in_the_edition(
    team: Team, sent: int, clock: Clock
) -> None:
    blanking.blank(team.wiring, team.editor, team.response_id, "Jan de Vries")
    answering.answer(team.wiring, team.editor, f"o{sent}", Outcome.ACCEPTED, "Goed.", "")
    clock.now += timedelta(days=60)
    accounting.publish_document(team.wiring, team.editor, team.round_id)
    shown = submitted(team.wiring, VISITOR, team.response_id)
    document = accounting.response_document(team.wiring, VISITOR, "voorbeeldkader", "1.0", team.round_id)
    for page in (shown, document):
        assert "vries" not in repr(page).lower()
        assert BLANK in repr(page)
    assert edition_text(team.wiring, team.member, team.response_id, 1).count("Jan de Vries") == 2
    with pytest.raises(NotAllowed):
        blanking.blank(team.wiring, team.editor, team.response_id, "ook al")


def test_a_name_can_be_shown_again_until_publication(team: Team, sent: int) -> None:
    blanking.blank(team.wiring, team.editor, team.response_id, "jan de vries")
    (name,) = blanking.blanking_page(team.wiring, team.editor, team.response_id).names
    assert name.times == 3
    blanking.show_again(team.wiring, team.editor, team.response_id, name.id)
    assert team.texts() == ["Jan de Vries zei dit ook al. Vraag het JAN  DE VRIES."]


def test_who_takes_the_response_back_finds_the_own_words(team: Team, sent: int) -> None:
    blanking.blank(team.wiring, team.editor, team.response_id, "Jan de Vries")
    withdraw(team.wiring, team.coordinator, team.response_id)
    assert team.texts() == ["Jan de Vries zei dit ook al. Vraag het JAN  DE VRIES."]


def test_only_the_editors_of_the_framework_leave_names_out(team: Team, sent: int) -> None:
    for person in (team.member, team.coordinator, team.stranger, team.administrator, VISITOR):
        with pytest.raises(NotFound):
            blanking.blank(team.wiring, person, team.response_id, "Jan de Vries")
        with pytest.raises(NotFound):
            blanking.blanking_page(team.wiring, person, team.response_id)


def test_words_that_do_not_stand_there_are_refused(team: Team, sent: int) -> None:
    with pytest.raises(InvalidInput, match="staan niet in de reactie"):
        blanking.blank(team.wiring, team.editor, team.response_id, "Piet Paaltjens")
