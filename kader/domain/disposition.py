"""Everything is answered, and an answer that disappoints says why.

A disposition gives a comment or a point its outcome. Where the outcome is less than what was asked, or later
than it was asked, the reason is part of the answer. A question is answered in words, so it needs them too.
"""

from dataclasses import dataclass

from kader.domain.errors import InvalidInput
from kader.domain.vocabulary import Outcome

NEEDS_REASON = frozenset({Outcome.PARTLY, Outcome.REJECTED, Outcome.DEFERRED, Outcome.ANSWERED})


@dataclass(frozen=True, slots=True)
class Decision:
    """An outcome that keeps the rules; `later_version` is the label of the version it was deferred to."""

    outcome: Outcome
    reason: str
    later_version: str | None


def decide(outcome: str, reason: str, later_version: str = "") -> Decision:
    """A decision from what an editor filled in. Raises InvalidInput with what is missing."""
    try:
        chosen = Outcome(outcome)
    except ValueError:
        raise InvalidInput("Kies een uitkomst.") from None
    reason, later_version = reason.strip(), later_version.strip()
    if chosen in NEEDS_REASON and not reason:
        raise InvalidInput(f"Bij de uitkomst ‘{chosen}’ hoort een reden. Schrijf in een paar zinnen waarom.")
    if chosen is Outcome.DEFERRED and not later_version:
        raise InvalidInput("Noem de versie waarnaar u de opmerking doorschuift, bijvoorbeeld 4.0.")
    return Decision(chosen, reason, later_version if chosen is Outcome.DEFERRED else None)
