"""What stands on a clock in Amsterdam as a moment: twice a year that is not obvious.

When the clock goes forward an hour does not exist; when it goes back an hour comes twice. A period must not
begin or end at a time that means nothing or two things, so neither is taken.
"""

from datetime import datetime
from zoneinfo import ZoneInfo

from kader.domain.errors import InvalidInput

AMSTERDAM = ZoneInfo("Europe/Amsterdam")


def amsterdam_moment(value: str, name: str) -> datetime:
    """The aware moment of a day and time as a form sends them ("2026-09-01T09:00"), to the minute.

    `name` says what it is for ("opening"). Raises InvalidInput when it is none, or none in particular.
    """
    try:
        local = datetime.fromisoformat(value)
    except ValueError:
        local = None
    if local is None or local.tzinfo is not None:
        raise InvalidInput(f"Vul de {name} in als dag en tijd, bijvoorbeeld 01-09-2026 09:00.")
    local = local.replace(second=0, microsecond=0)
    first, second = (local.replace(tzinfo=AMSTERDAM, fold=fold) for fold in (0, 1))
    if first.utcoffset() != second.utcoffset():
        raise InvalidInput(f"Rond dit tijdstip wordt de klok verzet. Kies voor de {name} een ander uur.")
    return first


def days_between(now: datetime, then: datetime) -> int:
    """How many midnights in Amsterdam lie between two moments: 0 is today, 1 tomorrow."""
    return (then.astimezone(AMSTERDAM).date() - now.astimezone(AMSTERDAM).date()).days


def as_typed(moment: datetime) -> str:
    """A moment as a form field for day and time holds it."""
    return moment.astimezone(AMSTERDAM).strftime("%Y-%m-%dT%H:%M")
