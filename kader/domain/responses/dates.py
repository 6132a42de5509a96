"""A letter is dated in words or in digits, sometimes to the month only."""

from __future__ import annotations

import re

_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            ("januari", "january", "jan"),
            ("februari", "february", "feb"),
            ("maart", "march", "mrt"),
            ("april", "apr"),
            ("mei", "may"),
            ("juni", "june", "jun"),
            ("juli", "july", "jul"),
            ("augustus", "august", "aug"),
            ("september", "sept", "sep"),
            ("oktober", "october", "okt", "oct"),
            ("november", "nov"),
            ("december", "dec"),
        ),
        start=1,
    )
    for name in names
}
_MONTH = "|".join(sorted(_MONTHS, key=len, reverse=True))
_WORDS = re.compile(
    rf"(?<![\w.])(?:(\d{{1,2}})(?:e|st|nd|rd|th)?\s+)?({_MONTH})\.?,?\s+((?:19|20)\d\d)(?!\w)", re.IGNORECASE
)
_DIGITS = re.compile(r"(?<![\w./-])(\d{1,2})([-/.])(\d{1,2})\2((?:19|20)\d\d)(?![\w/-])")
_ISO = re.compile(r"(?<![\w./-])((?:19|20)\d\d)-(\d\d)(?:-(\d\d))?(?![\w-])")
_WEEKDAY = re.compile(
    r"\b(?:(?:maan|dins|woens|donder|vrij|zater|zon)dag|ma|di|wo|do|vr|za|zo)\.?,?\s+", re.IGNORECASE
)
_TIME = re.compile(r"\s(?:om\s+)?\d{1,2}[:.]\d{2}(?::\d{2})?(?:\s*uur)?\s*$")


def read_date(text: str) -> str | None:
    """The first date in a text as ISO 8601, to the day or to the month, or None."""
    found = [match for match in (_WORDS.search(text), _DIGITS.search(text), _ISO.search(text)) if match]
    dates = [(match.start(), _iso(match)) for match in found]
    return next((date for _, date in sorted(dates) if date), None)


def _iso(match: re.Match[str]) -> str:
    if match.re is _WORDS:
        return _written(int(match[3]), _MONTHS[match[2].lower()], int(match[1] or 0))
    if match.re is _DIGITS:
        return _written(int(match[4]), int(match[3]), int(match[1]))
    return _written(int(match[1]), int(match[2]), int(match[3] or 0))


def _written(year: int, month: int, day: int) -> str:
    if not 1 <= month <= 12 or day > 31:
        return ""
    return f"{year}-{month:02d}-{day:02d}" if day else f"{year}-{month:02d}"


def is_date_line(text: str) -> bool:
    """Whether a line says little more than a date: "December 2024", "Utrecht, 3 mei 2025"."""
    if read_date(text) is None or len(text) > 60:
        return False
    rest = _TIME.sub("", _WEEKDAY.sub("", text))
    for pattern in (_WORDS, _DIGITS, _ISO):
        rest = pattern.sub("", rest, count=1)
    return (
        bool(re.fullmatch(r"(?:[\w’'. -]{0,30}[,:]?\s*(?:d\.d\.|de)?)?[\s,.:|]*", rest))
        and len(rest.split()) <= 3
    )
