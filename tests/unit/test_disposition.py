"""Everything is answered, and an answer that disappoints says why."""

import pytest

from kader.domain.disposition import NEEDS_REASON, Decision, decide
from kader.domain.errors import InvalidInput
from kader.domain.vocabulary import Outcome


@pytest.mark.parametrize(
    ("outcome", "reason", "later", "expected"),
    [
        ("overgenomen", "", "", Decision(Outcome.ACCEPTED, "", None)),
        ("overgenomen", " Goed punt. ", "", Decision(Outcome.ACCEPTED, "Goed punt.", None)),
        ("ter kennisneming", "", "", Decision(Outcome.NOTED, "", None)),
        ("deels overgenomen", "Half.", "", Decision(Outcome.PARTLY, "Half.", None)),
        ("niet overgenomen", "Te duur.", "", Decision(Outcome.REJECTED, "Te duur.", None)),
        ("beantwoord", "Op pagina 3.", "", Decision(Outcome.ANSWERED, "Op pagina 3.", None)),
        ("doorgeschoven", "Later.", " 4.0 ", Decision(Outcome.DEFERRED, "Later.", "4.0")),
        # a later version belongs to a deferred remark alone
        ("overgenomen", "", "4.0", Decision(Outcome.ACCEPTED, "", None)),
    ],
)
def test_an_outcome_with_what_it_needs_is_a_decision(
    outcome: str, reason: str, later: str, expected: Decision
) -> None:
    assert decide(outcome, reason, later) == expected


@pytest.mark.parametrize("outcome", sorted(NEEDS_REASON))
@pytest.mark.parametrize("reason", ["", "  \n"])
def test_an_outcome_that_disappoints_needs_a_reason(outcome: Outcome, reason: str) -> None:
    with pytest.raises(InvalidInput, match="hoort een reden"):
        decide(outcome.value, reason, "4.0")


def test_a_deferred_remark_names_its_version() -> None:
    with pytest.raises(InvalidInput, match="Noem de versie"):
        decide("doorgeschoven", "Later.", "  ")


@pytest.mark.parametrize("outcome", ["", "misschien", "OVERGENOMEN"])
def test_what_is_no_outcome_is_refused(outcome: str) -> None:
    with pytest.raises(InvalidInput, match="Kies een uitkomst"):
        decide(outcome, "Omdat.")


def test_every_outcome_can_be_reached() -> None:
    assert {decide(outcome.value, "Omdat.", "4.0").outcome for outcome in Outcome} == set(Outcome)
