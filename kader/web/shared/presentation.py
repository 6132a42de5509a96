"""How values look on a screen: dates and numbers in Dutch, in the Netherlands' own time."""

from flask import Flask

from kader.formats.dutch import count, day, letter_date, moment
from kader.formats.short_markdown import to_html

__all__ = ["count", "day", "moment", "present"]


def present(app: Flask) -> None:
    """Make these known to every template."""
    app.jinja_env.filters.update(day=day, moment=moment, letter_date=letter_date, markdown=to_html)
    app.jinja_env.globals.update(count=count)
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
