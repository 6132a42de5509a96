"""The date of a letter may lack its day."""

from datetime import date

from babel.dates import format_date


def letter_date(value: str) -> str:
    """3 december 2024 for 2024-12-03, december 2024 for 2024-12; anything else as it is."""
    try:
        if value.count("-") == 1:
            return format_date(date.fromisoformat(f"{value}-01"), "MMMM y", locale="nl")
        return format_date(date.fromisoformat(value), "d MMMM y", locale="nl")
    except ValueError:
        return value
