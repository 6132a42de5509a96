"""A mail is promised together with what it tells, and goes out later: perhaps at the third try, never twice.

Which kinds there are and which a person can refuse; when a mail that did not go is tried again; and when what
was held for somebody's summary goes out.
"""

from datetime import datetime, time, timedelta
from enum import StrEnum

from kader.domain.dutch_time import AMSTERDAM


class MailKind(StrEnum):
    INVITATION = "uitnodiging"
    OPENING = "opening"
    REMINDER = "herinnering"
    RECEIPT = "ontvangstbewijs"
    QUESTION = "vraag"
    PUBLICATION = "publicatie"
    ACCOUNT = "account"
    SUMMARY = "dagoverzicht"


class MailState(StrEnum):
    WAITING = "wacht"
    HELD = "voor dagoverzicht"
    SUMMARISED = "in dagoverzicht"
    SENT = "verzonden"
    GIVEN_UP = "opgegeven"


class Wish(StrEnum):
    """What somebody wants done with a mail."""

    NOW = "direct"
    DAILY = "dagelijks"
    NOT = "niet"


CHOSEN_KINDS = (
    MailKind.INVITATION,
    MailKind.OPENING,
    MailKind.REMINDER,
    MailKind.RECEIPT,
    MailKind.QUESTION,
    MailKind.PUBLICATION,
)
"""The kinds a person can refuse; mail about one's own account always comes, at once."""

TRIES = 8
"""After so many refusals a mail is given up and shown to the administrators."""

_WAITS = tuple(timedelta(minutes=minutes) for minutes in (1, 5, 15, 60, 180, 360, 720))
_LONGEST_OUTAGE_WAIT = timedelta(minutes=15)
_SUMMARY_AT = time(7)


def wish(kind: MailKind, *, refused: frozenset[MailKind], daily: bool) -> Wish:
    """What to do with a mail of this kind, given what somebody refused and whether they want a summary."""
    if kind not in CHOSEN_KINDS:
        return Wish.NOW
    if kind in refused:
        return Wish.NOT
    return Wish.DAILY if daily else Wish.NOW


def next_try(tries: int, now: datetime) -> datetime | None:
    """When to try again after this many refusals (1 is the first); None when it is given up."""
    return None if tries >= TRIES else now + _WAITS[tries - 1]


def after_outage(tries: int, now: datetime) -> datetime:
    """When to try again when the mail server itself did not answer: that is no fault of the mail."""
    return now + min(_WAITS[min(tries, len(_WAITS)) - 1], _LONGEST_OUTAGE_WAIT)


def next_summary(now: datetime) -> datetime:
    """The next seven o'clock in the morning in Amsterdam, after `now`."""
    here = now.astimezone(AMSTERDAM)
    today = datetime.combine(here.date(), _SUMMARY_AT, AMSTERDAM)
    return (
        today if here < today else datetime.combine(here.date() + timedelta(days=1), _SUMMARY_AT, AMSTERDAM)
    )


def one_line(text: str) -> str:
    """A subject: without line ends or control characters it can never become a header of its own."""
    return " ".join("".join(c if c.isprintable() else " " for c in text).split())
