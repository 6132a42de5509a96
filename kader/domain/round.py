"""A consultation round has a beginning and an end, and what came in within it stays as it came in.

The end comes by itself. An editor may put it later for everyone (an extension) or open the round once more
for one organisation (a late admission), always with a reason. Who may respond when follows from one rule
here: `open_for`.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from kader.domain.errors import InvalidInput, NotAllowed


class Phase(StrEnum):
    ANNOUNCED = "aangekondigd"
    OPEN = "open"
    CLOSED = "gesloten"
    ACCOUNTED = "verantwoord"


class RoundAct(StrEnum):
    """What can be done with a round as a whole; responding is decided by `open_for`."""

    CHANGE = "change"
    INVITE = "invite"
    EXTEND = "extend"
    ADMIT = "admit"


_ALWAYS_BEFORE_ACCOUNTING = frozenset({Phase.OPEN, Phase.CLOSED})
ALLOWED: dict[RoundAct, frozenset[Phase]] = {
    # What people prepare for may not change under their hands once they can respond.
    RoundAct.CHANGE: frozenset({Phase.ANNOUNCED}),
    RoundAct.INVITE: frozenset({Phase.ANNOUNCED, Phase.OPEN}),
    RoundAct.EXTEND: _ALWAYS_BEFORE_ACCOUNTING,
    RoundAct.ADMIT: _ALWAYS_BEFORE_ACCOUNTING,
}
_REFUSED = {
    RoundAct.CHANGE: "De ronde is al geopend. U kunt haar nu alleen nog verlengen.",
    RoundAct.INVITE: "De ronde is gesloten. U kunt een organisatie nog wel later toelaten.",
    RoundAct.EXTEND: "Verlengen kan na de opening, zolang de reactienota er niet is.",
    RoundAct.ADMIT: "Later toelaten kan na de opening, zolang de reactienota er niet is.",
}
NOT_OPEN = "Deze consultatieronde is niet open. U kunt nu geen reactie insturen of wijzigen."
REMIND_BEFORE = timedelta(days=3)


@dataclass(frozen=True, slots=True)
class Calendar:
    """When a round is open and for whom; `closes_at` includes extensions.

    `invited` and `late` hold ids of organisations; `late` with the moment until which each was admitted.
    """

    opens_at: datetime
    closes_at: datetime
    accounted_at: datetime | None = None
    open_to_all: bool = True
    invited: frozenset[int] = frozenset()
    late: tuple[tuple[int, datetime], ...] = ()

    def phase(self, now: datetime) -> Phase:
        return phase(self.opens_at, self.closes_at, self.accounted_at, now)

    def takes_part(self, organisation_id: int) -> bool:
        admitted = any(organisation_id == one for one, _ in self.late)
        return self.open_to_all or organisation_id in self.invited or admitted

    def closes_for(self, organisation_id: int) -> datetime:
        """Until when an organisation that takes part can respond."""
        own = [until for one, until in self.late if one == organisation_id]
        return max([self.closes_at, *own])

    def open_for(self, organisation_id: int, now: datetime) -> bool:
        """Whether this organisation can respond now: the one rule for it."""
        if self.accounted_at is not None or not self.takes_part(organisation_id):
            return False
        return self.opens_at <= now < self.closes_for(organisation_id)


def require_may_respond(calendar: Calendar, organisation_id: int, now: datetime) -> None:
    """Raises NotAllowed with the reason unless this organisation can respond now."""
    if calendar.open_for(organisation_id, now):
        return
    if not calendar.takes_part(organisation_id):
        raise NotAllowed(
            "Deze consultatieronde is alleen voor organisaties die zijn uitgenodigd. Uw organisatie is dat "
            "niet. Wilt u toch reageren? Vraag het aan de redactie van het kader."
        )
    require_open(Phase.CLOSED)


def require_act(act: RoundAct, current: Phase) -> None:
    """Raises NotAllowed unless this can be done with a round that is here."""
    if current not in ALLOWED[act]:
        raise NotAllowed(_REFUSED[act])


def require_extension(calendar: Calendar, closes_at: datetime, reason: str, now: datetime) -> None:
    """Raises unless the round can be extended until `closes_at`, with this reason."""
    require_act(RoundAct.EXTEND, calendar.phase(now))
    if closes_at <= calendar.closes_at:
        raise InvalidInput("Kies een moment na de huidige sluiting. Een ronde kan niet korter worden.")
    _require_future(closes_at, now)
    _require_reason(reason)


def require_admission(
    calendar: Calendar, organisation_id: int, until: datetime, reason: str, now: datetime
) -> None:
    """Raises unless this organisation can be admitted until then, with this reason."""
    require_act(RoundAct.ADMIT, calendar.phase(now))
    if until <= calendar.closes_for(organisation_id):
        raise InvalidInput("Tot dat moment kan deze organisatie al reageren. Kies een later moment.")
    _require_future(until, now)
    _require_reason(reason)


def require_organisations(open_to_all: bool, invited: Collection[object]) -> None:
    """Raises InvalidInput when nobody could take part."""
    if not open_to_all and not invited:
        raise InvalidInput("Kies welke organisaties u uitnodigt, of laat alle organisaties reageren.")


def reminds_at(opens_at: datetime, closes_at: datetime) -> datetime | None:
    """When to remind who did not respond; None for a round too short to have been forgotten."""
    moment = closes_at - REMIND_BEFORE
    return moment if moment > opens_at else None


def _require_future(moment: datetime, now: datetime) -> None:
    if moment <= now:
        raise InvalidInput("Dit moment is al voorbij. Kies een moment in de toekomst.")


def _require_reason(reason: str) -> None:
    if not reason.strip():
        raise InvalidInput("Schrijf waarom. De reden is voor anderen te lezen.")


def phase(opens_at: datetime, closes_at: datetime, accounted_at: datetime | None, now: datetime) -> Phase:
    """All moments are aware; a round is open from `opens_at` up to but not including `closes_at`."""
    if accounted_at is not None:
        return Phase.ACCOUNTED
    if now < opens_at:
        return Phase.ANNOUNCED
    return Phase.OPEN if now < closes_at else Phase.CLOSED


def require_open(current: Phase) -> None:
    """Raises NotAllowed unless responses may come in."""
    if current is not Phase.OPEN:
        raise NotAllowed(NOT_OPEN)


def require_accountable(current: Phase, unanswered: int, still_open_for: str = "") -> None:
    """Raises when the response document cannot be published.

    The round is open, also for the one organisation `still_open_for`, or remarks are unanswered.
    """
    if current is Phase.ACCOUNTED:
        raise NotAllowed("De reactienota van deze ronde is al gepubliceerd.")
    if current is not Phase.CLOSED:
        raise NotAllowed("De consultatieronde is nog niet gesloten.")
    if still_open_for:
        raise NotAllowed(f"{still_open_for} mag nog reageren. Wacht tot die termijn voorbij is.")
    if unanswered:
        remarks = "1 opmerking heeft" if unanswered == 1 else f"{unanswered} opmerkingen hebben"
        raise InvalidInput(f"Nog {remarks} geen uitkomst. Beantwoord eerst alles.")


def require_period(opens_at: datetime, closes_at: datetime) -> None:
    """Raises InvalidInput when a round would end before it begins."""
    if closes_at <= opens_at:
        raise InvalidInput("De sluiting moet na de opening liggen.")
