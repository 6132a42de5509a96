"""How values look on a screen: dates and numbers in Dutch, in the Netherlands' own time."""

from datetime import datetime

from babel.dates import format_datetime
from flask import Flask

from kader.formats.dutch import AMSTERDAM, count, day, letter_date

__all__ = ["AMSTERDAM", "count", "day", "moment", "present"]
_LOCALE = "nl"


def moment(value: datetime) -> str:
    """31 januari 2026 om 14.05 uur."""
    return format_datetime(value.astimezone(AMSTERDAM), "d MMMM y 'om' HH.mm 'uur'", locale=_LOCALE)


def present(app: Flask) -> None:
    """Make these known to every template."""
    app.jinja_env.filters.update(day=day, moment=moment, letter_date=letter_date)
    app.jinja_env.globals.update(count=count)
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
