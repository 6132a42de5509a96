"""A consultation round has a beginning and an end, and what came in within it stays as it came in."""

from datetime import datetime
from enum import StrEnum

from kader.domain.errors import InvalidInput, NotAllowed
from kader.domain.vocabulary import ResponseStatus


class Phase(StrEnum):
    ANNOUNCED = "aangekondigd"
    OPEN = "open"
    CLOSED = "gesloten"
    ACCOUNTED = "verantwoord"


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
        raise NotAllowed("Deze consultatieronde is niet open. U kunt nu geen reactie insturen of wijzigen.")


def require_draft(status: ResponseStatus) -> None:
    """Raises NotAllowed when the response was submitted: it stays as it is."""
    if status is not ResponseStatus.DRAFT:
        raise NotAllowed("Deze reactie is ingediend en kan niet meer veranderen.")


def require_answerable(current: Phase, status: ResponseStatus) -> None:
    """Raises NotAllowed when a comment may not (or no longer) be given an outcome."""
    if status is not ResponseStatus.SUBMITTED:
        raise NotAllowed("Deze reactie is nog niet ingediend.")
    if current is Phase.ACCOUNTED:
        raise NotAllowed("De reactienota is gepubliceerd. De verwerking staat vast.")


def require_accountable(current: Phase, unanswered: int) -> None:
    """Raises when the response document cannot be published: the round is open, or remarks are unanswered."""
    if current is Phase.ACCOUNTED:
        raise NotAllowed("De reactienota van deze ronde is al gepubliceerd.")
    if current is not Phase.CLOSED:
        raise NotAllowed("De consultatieronde is nog niet gesloten.")
    if unanswered:
        remarks = "1 opmerking heeft" if unanswered == 1 else f"{unanswered} opmerkingen hebben"
        raise InvalidInput(f"Nog {remarks} geen uitkomst. Beantwoord eerst alles.")


def require_period(opens_at: datetime, closes_at: datetime) -> None:
    """Raises InvalidInput when a round would end before it begins."""
    if closes_at <= opens_at:
        raise InvalidInput("De sluiting moet na de opening liggen.")
