"""How values look on a screen: dates and numbers in Dutch, in the Netherlands' own time."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from babel.dates import format_date, format_datetime
from flask import Flask

AMSTERDAM = ZoneInfo("Europe/Amsterdam")
_LOCALE = "nl"


def day(value: date | datetime) -> str:
    """31 januari 2026; a moment is shown as the day it is in Amsterdam."""
    if isinstance(value, datetime):
        value = value.astimezone(AMSTERDAM)
    return format_date(value, "d MMMM y", locale=_LOCALE)


def moment(value: datetime) -> str:
    """31 januari 2026 om 14.05 uur."""
    return format_datetime(value.astimezone(AMSTERDAM), "d MMMM y 'om' HH.mm 'uur'", locale=_LOCALE)


def count(number: int, one: str, many: str) -> str:
    """1 opmerking, 64 opmerkingen."""
    return f"{number} {one if number == 1 else many}"


def present(app: Flask) -> None:
    """Make these known to every template."""
    app.jinja_env.filters.update(day=day, moment=moment)
    app.jinja_env.globals.update(count=count)
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
