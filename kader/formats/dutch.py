"""Dutch for documents that go out: dates, counts, and words for what the domain names in English."""

from datetime import date, datetime

from babel.dates import format_date, format_datetime

from kader.domain.dutch_time import AMSTERDAM

CHANGE_KINDS = {
    "inserted": "toegevoegd",
    "deleted": "geschrapt",
    "reworded": "anders geformuleerd",
    "moved": "verplaatst",
    "split": "gesplitst",
    "merged": "samengevoegd",
    "opmaak": "opmaak",
}
# Always beside the word, so that an outcome is seen at a glance also without colour.
OUTCOME_SIGNS = {
    "overgenomen": "✓",
    "deels overgenomen": "½",
    "niet overgenomen": "✗",
    "beantwoord": "↩",
    "ter kennisneming": "•",
    "doorgeschoven": "→",
}


def day(value: date | datetime) -> str:
    """31 januari 2026; a moment is shown as the day it is in Amsterdam."""
    if isinstance(value, datetime):
        value = value.astimezone(AMSTERDAM)
    return format_date(value, "d MMMM y", locale="nl")


def moment(value: datetime) -> str:
    """31 januari 2026 om 14.05 uur, on the clock in Amsterdam."""
    return format_datetime(value.astimezone(AMSTERDAM), "d MMMM y 'om' HH.mm 'uur'", locale="nl")


def letter_date(value: str) -> str:
    """3 december 2024 for 2024-12-03, december 2024 for 2024-12; anything else as it is."""
    try:
        if value.count("-") == 1:
            return format_date(date.fromisoformat(f"{value}-01"), "MMMM y", locale="nl")
        return format_date(date.fromisoformat(value), "d MMMM y", locale="nl")
    except ValueError:
        return value


def count(number: int, one: str, many: str) -> str:
    """1 opmerking, 64 opmerkingen."""
    return f"{number} {one if number == 1 else many}"
