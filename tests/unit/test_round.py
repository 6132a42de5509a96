"""A round opens and closes, and is accounted for once."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest

from kader.domain.errors import InvalidInput, NotAllowed
from kader.domain.round import (
    Phase,
    phase,
    require_accountable,
    require_answerable,
    require_draft,
    require_open,
    require_period,
)
from kader.domain.vocabulary import ResponseStatus

OPENS = datetime(2025, 1, 1, 8, tzinfo=UTC)
CLOSES = datetime(2025, 2, 1, 22, tzinfo=UTC)
SECOND = timedelta(seconds=1)


@pytest.mark.parametrize(
    ("now", "accounted", "expected"),
    [
        (OPENS - SECOND, None, Phase.ANNOUNCED),
        (OPENS, None, Phase.OPEN),
        (CLOSES - SECOND, None, Phase.OPEN),
        (CLOSES, None, Phase.CLOSED),
        (CLOSES + SECOND, CLOSES, Phase.ACCOUNTED),
        (OPENS - SECOND, CLOSES, Phase.ACCOUNTED),
    ],
)
def test_the_clock_and_the_accounting_give_the_phase(
    now: datetime, accounted: datetime | None, expected: Phase
) -> None:
    assert phase(OPENS, CLOSES, accounted, now) is expected


def allowed(check: Callable[[], None]) -> bool:
    try:
        check()
    except (NotAllowed, InvalidInput):
        return False
    return True


@pytest.mark.parametrize(
    ("current", "respond", "answer", "account"),
    [
        (Phase.ANNOUNCED, False, True, False),
        (Phase.OPEN, True, True, False),
        (Phase.CLOSED, False, True, True),
        (Phase.ACCOUNTED, False, False, False),
    ],
)
def test_what_is_allowed_in_each_phase(current: Phase, respond: bool, answer: bool, account: bool) -> None:
    assert allowed(lambda: require_open(current)) is respond
    assert allowed(lambda: require_answerable(current, ResponseStatus.SUBMITTED)) is answer
    assert allowed(lambda: require_accountable(current, unanswered=0)) is account


@pytest.mark.parametrize("current", list(Phase))
def test_a_draft_is_never_answered(current: Phase) -> None:
    assert not allowed(lambda: require_answerable(current, ResponseStatus.DRAFT))


@pytest.mark.parametrize(("unanswered", "words"), [(1, "Nog 1 opmerking heeft"), (2, "Nog 2 opmerkingen")])
def test_a_round_is_accounted_for_only_when_everything_is_answered(unanswered: int, words: str) -> None:
    with pytest.raises(InvalidInput, match=words):
        require_accountable(Phase.CLOSED, unanswered)


def test_what_was_submitted_is_no_draft() -> None:
    assert allowed(lambda: require_draft(ResponseStatus.DRAFT))
    assert not allowed(lambda: require_draft(ResponseStatus.SUBMITTED))


@pytest.mark.parametrize("closes", [OPENS, OPENS - SECOND])
def test_a_round_ends_after_it_begins(closes: datetime) -> None:
    require_period(OPENS, CLOSES)
    with pytest.raises(InvalidInput):
        require_period(OPENS, closes)
