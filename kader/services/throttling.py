"""Who keeps guessing must wait ever longer, whichever process of the service answers.

An attempt is counted before it is made: many at once do not slip through together. What is counted
is known only by a keyed hash, so that the table tells nobody's address.
"""

import hashlib
import hmac
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from ipaddress import IPv6Address, ip_address
from math import ceil

from kader.domain.errors import TooManyAttempts
from kader.domain.signing_in import Limit
from kader.services.wiring import Wiring
from kader.storage import attempts
from kader.storage.account_tables import AttemptCount
from kader.storage.database import Session

_FORGOTTEN = timedelta(days=2)


@dataclass(frozen=True, slots=True)
class Counted:
    """`lasting` counts are shared with others: a success takes back its own attempt and no more."""

    what: str
    limit: Limit
    lasting: bool = False


def admit(session: Session, wiring: Wiring, counted: Sequence[Counted]) -> None:
    """Count this attempt. Raises TooManyAttempts, and counts nothing, when it comes too soon."""
    now = wiring.clock()
    attempts.forget_before(session, now - _FORGOTTEN)
    # Always in the same order, so that two attempts never wait for one another.
    rows = [(one, attempts.locked(session, _key(wiring, one), now)) for one in _ordered(wiring, counted)]
    for one, row in rows:
        if row.last_at + one.limit.quiet < now:
            row.attempts, row.free_at = 0, now
    wait = max((row.free_at - now for _, row in rows), default=timedelta(0))
    if wait > timedelta(0):
        raise _too_many(wait)
    for one, row in rows:
        _count(one, row, now)


def succeeded(session: Session, wiring: Wiring, counted: Sequence[Counted]) -> None:
    """Take back the attempt that was counted last: it was no guess."""
    now = wiring.clock()
    for one in _ordered(wiring, counted):
        if not one.lasting:
            attempts.forget(session, _key(wiring, one))
            continue
        row = attempts.locked(session, _key(wiring, one), now)
        row.attempts, row.free_at = max(row.attempts - 1, 0), now


def network(address: str) -> str:
    """What counts as one address: of IPv6 the half that a provider gives to one household."""
    try:
        found = ip_address(address)
    except ValueError:
        return address
    return found.exploded[:19] if isinstance(found, IPv6Address) else str(found)


def _count(one: Counted, row: AttemptCount, now: datetime) -> None:
    row.attempts += 1
    row.last_at = now
    row.free_at = now + one.limit.wait(row.attempts)


def _ordered(wiring: Wiring, counted: Sequence[Counted]) -> list[Counted]:
    return sorted(counted, key=lambda one: _key(wiring, one))


def _key(wiring: Wiring, one: Counted) -> str:
    return hmac.new(wiring.settings.secret_key.encode(), one.what.encode(), hashlib.sha256).hexdigest()


def _too_many(wait: timedelta) -> TooManyAttempts:
    seconds = ceil(wait.total_seconds())
    minutes = ceil(seconds / 60)
    words = "een minuut" if minutes == 1 else f"{minutes} minuten"
    return TooManyAttempts(f"Dit is te vaak geprobeerd. Wacht {words} en probeer het opnieuw.", seconds)
