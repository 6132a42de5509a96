"""Whoever guesses must wait ever longer, and whoever owns the account must always be able to get in.

The words of sessions and links, how long they hold, and the waits between attempts. Waits grow with each
failure and end by themselves: an account is never locked, for then anybody could lock out anybody.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

SEEN_EVERY = timedelta(minutes=5)
"""How precisely the last use of a session is kept."""

HALF_SESSION = timedelta(minutes=10)
"""How long somebody may take over the second step."""

RECENT = timedelta(minutes=15)
"""How fresh a session must be for somebody without a password to change their account."""

KEEP_ENDED = timedelta(days=30)
"""How long a session that ended, or a link, is remembered."""


class Method(StrEnum):
    """How somebody signed in."""

    PASSWORD = "wachtwoord"  # noqa: S105 - the name of a method
    PASSWORD_AND_CODE = "wachtwoord en code"  # noqa: S105
    ORGANISATION = "account van de organisatie"
    ORGANISATION_AND_CODE = "account van de organisatie en code"


_WITH_CODE = {
    Method.PASSWORD: Method.PASSWORD_AND_CODE,
    Method.ORGANISATION: Method.ORGANISATION_AND_CODE,
}


def with_code(method: Method) -> Method:
    """How somebody signed in once they also gave a code."""
    return _WITH_CODE.get(method, method)


class Stage(StrEnum):
    """`HALF`: the second step is still to be taken, and the session opens nothing."""

    HALF = "half"
    WHOLE = "whole"


class Ending(StrEnum):
    """Why a session ended."""

    SIGNED_OUT = "uitgelogd"
    ENDED_BY_PERSON = "door uzelf beëindigd"
    PASSWORD_CHANGED = "wachtwoord veranderd"  # noqa: S105
    FACTOR_CHANGED = "tweede stap veranderd"
    CLOSED = "account gesloten"
    RENEWED = "verder na de tweede stap"


class LinkPurpose(StrEnum):
    RESET = "nieuw wachtwoord"
    INVITATION = "uitnodiging"


LINK_LIFE = {LinkPurpose.RESET: timedelta(hours=1), LinkPurpose.INVITATION: timedelta(days=7)}


@dataclass(frozen=True, slots=True)
class Lifetimes:
    """A session ends after `idle` without a request, and always after `longest`."""

    idle: timedelta
    longest: timedelta

    def ends_at(self, created_at: datetime, seen_at: datetime) -> datetime:
        return min(seen_at + self.idle, created_at + self.longest)


@dataclass(frozen=True, slots=True)
class Limit:
    """`free` attempts cost nothing; each one after that doubles the wait, from `first` up to `longest`.

    After `quiet` without an attempt counting starts anew.
    """

    free: int
    first: timedelta
    longest: timedelta
    quiet: timedelta

    def wait(self, attempts: int) -> timedelta:
        """How long to wait after this many failed attempts."""
        beyond = attempts - self.free
        if beyond < 0:
            return timedelta(0)
        # Doubled twenty times, half a minute is a year: beyond that the longest wait holds for sure.
        return min(self.longest, self.first * (1 << min(beyond, 20)))


_DAY = timedelta(days=1)
_QUARTER = timedelta(minutes=15)

KNOWN_BROWSER = Limit(5, timedelta(seconds=15), _QUARTER, _DAY)
"""For a browser in which this account signed in before: only its own failures count."""

ACCOUNT_FROM_ADDRESS = Limit(5, timedelta(seconds=30), _QUARTER, _DAY)
ACCOUNT = Limit(50, timedelta(seconds=30), _QUARTER, _DAY)
"""For all unknown browsers together that try one account."""

ADDRESS = Limit(30, timedelta(seconds=15), _QUARTER, timedelta(hours=1))
"""For one network address that tries many accounts; an office may share one."""

RESET_ACCOUNT = Limit(3, timedelta(minutes=10), timedelta(hours=1), _DAY)
RESET_ADDRESS = Limit(10, timedelta(minutes=1), timedelta(hours=1), timedelta(hours=1))
LINK_ADDRESS = Limit(20, timedelta(minutes=1), timedelta(hours=1), timedelta(hours=1))
