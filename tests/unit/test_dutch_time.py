"""A time on the clock in Amsterdam means one moment, or is not taken."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kader.domain.dutch_time import AMSTERDAM, amsterdam_moment, as_typed, days_between
from kader.domain.errors import InvalidInput


@pytest.mark.parametrize(
    ("typed", "utc"),
    [
        ("2026-01-15T12:00", "2026-01-15T11:00"),
        ("2026-07-15T12:00", "2026-07-15T10:00"),
        ("2026-03-29T01:59", "2026-03-29T00:59"),
        ("2026-03-29T03:00", "2026-03-29T01:00"),
        ("2026-10-25T01:59", "2026-10-24T23:59"),
        ("2026-10-25T03:00", "2026-10-25T02:00"),
        ("2026-07-15T12:00:45.5", "2026-07-15T10:00"),
    ],
)
def test_time_follows_the_clock_through_the_year(typed: str, utc: str) -> None:
    assert amsterdam_moment(typed, "opening").astimezone(UTC) == datetime.fromisoformat(utc).replace(
        tzinfo=UTC
    )


@pytest.mark.parametrize("typed", ["2026-03-29T02:30", "2026-10-25T02:30", "2026-10-25T02:00"])
def test_hour_that_does_not_exist_or_comes_twice_is_not_taken(typed: str) -> None:
    with pytest.raises(InvalidInput, match="klok verzet"):
        amsterdam_moment(typed, "sluiting")


@pytest.mark.parametrize(
    "typed", ["", "morgen", "2026-13-01T00:00", "2026-07-15T12:00+05:00", "2026-07-15T12:00Z"]
)
def test_what_is_no_time_on_a_clock_is_not_taken(typed: str) -> None:
    with pytest.raises(InvalidInput, match="de sluiting in als dag en tijd"):
        amsterdam_moment(typed, "sluiting")


@given(st.datetimes(datetime(2000, 1, 1), datetime(2050, 1, 1)))
def test_what_was_taken_is_shown_as_it_was_typed(local: datetime) -> None:
    typed = local.strftime("%Y-%m-%dT%H:%M")
    try:
        moment = amsterdam_moment(typed, "opening")
    except InvalidInput:
        return
    assert as_typed(moment.astimezone(UTC)) == typed


@given(st.datetimes(datetime(2024, 1, 1), datetime(2027, 1, 1), timezones=st.just(UTC)), st.integers(0, 400))
def test_days_are_counted_by_midnights_in_amsterdam(now: datetime, days: int) -> None:
    here = now.astimezone(AMSTERDAM)
    then = (here.replace(tzinfo=None) + timedelta(days=days)).replace(hour=12, tzinfo=AMSTERDAM)
    assert days_between(now, then) == days
