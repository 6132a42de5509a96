"""A round opens and closes, and is accounted for once."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import partial

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kader.domain.errors import InvalidInput, NotAllowed
from kader.domain.round import (
    ALLOWED,
    Calendar,
    Phase,
    RoundAct,
    phase,
    reminds_at,
    require_accountable,
    require_act,
    require_admission,
    require_extension,
    require_may_respond,
    require_open,
    require_period,
)

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
    ("current", "respond", "account"),
    [
        (Phase.ANNOUNCED, False, False),
        (Phase.OPEN, True, False),
        (Phase.CLOSED, False, True),
        (Phase.ACCOUNTED, False, False),
    ],
)
def test_what_is_allowed_in_each_phase(current: Phase, respond: bool, account: bool) -> None:
    assert allowed(lambda: require_open(current)) is respond
    assert allowed(lambda: require_accountable(current, unanswered=0)) is account


@pytest.mark.parametrize(("unanswered", "words"), [(1, "Nog 1 opmerking heeft"), (2, "Nog 2 opmerkingen")])
def test_a_round_is_accounted_for_only_when_everything_is_answered(unanswered: int, words: str) -> None:
    with pytest.raises(InvalidInput, match=words):
        require_accountable(Phase.CLOSED, unanswered)


@pytest.mark.parametrize("closes", [OPENS, OPENS - SECOND])
def test_a_round_ends_after_it_begins(closes: datetime) -> None:
    require_period(OPENS, CLOSES)
    with pytest.raises(InvalidInput):
        require_period(OPENS, closes)


# -- who can respond when -----------------------------------------------------------------------------------

DAY = timedelta(days=1)
HOURS = st.integers(0, 24 * 90).map(lambda hours: OPENS - 10 * DAY + timedelta(hours=hours))
SOME = st.integers(1, 4)


@st.composite
def calendars(draw: st.DrawFn) -> Calendar:
    opens = draw(HOURS)
    closes = opens + timedelta(hours=draw(st.integers(1, 24 * 40)))
    return Calendar(
        opens,
        closes,
        draw(st.none() | st.just(closes + DAY)),
        draw(st.booleans()),
        frozenset(draw(st.lists(SOME))),
        tuple(draw(st.lists(st.tuples(SOME, HOURS), max_size=3))),
    )


@given(calendars(), SOME, HOURS)
def test_nobody_responds_after_the_end_without_a_late_admission(
    calendar: Calendar, organisation_id: int, now: datetime
) -> None:
    admitted = any(one == organisation_id and now < until for one, until in calendar.late)
    if now >= calendar.closes_at and not admitted:
        assert not calendar.open_for(organisation_id, now)


@given(calendars(), SOME, SOME, HOURS, HOURS)
def test_late_admission_changes_nothing_for_another(
    calendar: Calendar, admitted: int, other: int, until: datetime, now: datetime
) -> None:
    more = replace(calendar, late=(*calendar.late, (admitted, until)))
    if other != admitted:
        assert more.open_for(other, now) == calendar.open_for(other, now)
        assert more.takes_part(other) == calendar.takes_part(other)


@given(calendars(), SOME, HOURS)
def test_open_is_what_the_rule_lets_through(calendar: Calendar, organisation_id: int, now: datetime) -> None:
    lets = allowed(lambda: require_may_respond(calendar, organisation_id, now))
    assert lets == calendar.open_for(organisation_id, now)
    if lets:
        assert calendar.opens_at <= now < calendar.closes_for(organisation_id)
        assert calendar.accounted_at is None
        assert calendar.takes_part(organisation_id)


@given(calendars(), HOURS, HOURS)
def test_extension_that_is_let_through_makes_it_longer_and_nothing_shorter(
    calendar: Calendar, closes: datetime, now: datetime
) -> None:
    if allowed(lambda: require_extension(calendar, closes, "Reden.", now)):
        longer = replace(calendar, closes_at=closes)
        assert closes > max(calendar.closes_at, now)
        assert calendar.phase(now) in (Phase.OPEN, Phase.CLOSED)
        assert all(longer.open_for(one, now) >= calendar.open_for(one, now) for one in range(5))


@pytest.mark.parametrize(
    ("act", "announced", "open_", "closed", "accounted"),
    [
        (RoundAct.CHANGE, True, False, False, False),
        (RoundAct.INVITE, True, True, False, False),
        (RoundAct.EXTEND, False, True, True, False),
        (RoundAct.ADMIT, False, True, True, False),
    ],
)
def test_what_an_editor_can_do_in_each_phase(
    act: RoundAct, announced: bool, open_: bool, closed: bool, accounted: bool
) -> None:
    expected = dict(zip(Phase, (announced, open_, closed, accounted), strict=True))
    assert {phase: allowed(partial(require_act, act, phase)) for phase in Phase} == expected


@pytest.mark.parametrize("act", list(RoundAct))
def test_every_act_has_its_phases(act: RoundAct) -> None:
    assert ALLOWED[act]


@pytest.mark.parametrize(
    ("until", "reason", "fits"),
    [
        (CLOSES + 2 * DAY, "Ziek.", True),
        (CLOSES + 2 * DAY, " ", False),
        (CLOSES, "Ziek.", False),
        (CLOSES + DAY - SECOND, "Al voorbij.", False),
    ],
)
def test_admission_is_later_in_the_future_and_has_a_reason(until: datetime, reason: str, fits: bool) -> None:
    calendar = Calendar(OPENS, CLOSES)
    assert allowed(lambda: require_admission(calendar, 1, until, reason, CLOSES + DAY)) is fits


def test_account_waits_for_the_one_that_was_admitted() -> None:
    assert not allowed(lambda: require_accountable(Phase.CLOSED, 0, "Vereniging"))


@pytest.mark.parametrize(("days", "reminds"), [(2, False), (3, False), (4, True), (30, True)])
def test_short_round_reminds_nobody(days: int, reminds: bool) -> None:
    assert (reminds_at(OPENS, OPENS + days * DAY) is not None) is reminds
