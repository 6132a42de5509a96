"""Whoever works on an answer gets the receipt by mail: number, time, fingerprint, and where to read it."""

from kader.domain.edition import grouped
from kader.domain.mail import MailKind
from kader.formats.dutch import moment
from kader.services.editions import line_of
from kader.services.mailing import queue, url
from kader.services.wiring import Wiring
from kader.storage import rounds
from kader.storage.contributing_tables import Edition
from kader.storage.database import Session
from kader.storage.tables import Response


def tell_receipt(session: Session, wiring: Wiring, response: Response, edition: Edition) -> None:
    """Promise the receipt of an edition to everyone of the organisation, once each, with what was sent."""
    line = line_of(edition)
    version = response.round.version
    page = f"/reacties/{response.id}/ontvangst"
    body = (
        f"{response.organisation.name} heeft een reactie ingediend op {version.framework.title}, "
        f"versie {version.label}.\n\n"
        f"Ontvangstbewijs: {line.receipt}\n"
        f"Ingediend op: {moment(line.submitted_at)}\n"
        f"SHA-256 van de inhoud: {grouped(line.sha256)}\n"
        "(een vingerafdruk: daarmee is na te gaan dat er niets aan is veranderd)\n\n"
        f"Wat er precies is ingediend, gaat als PDF mee en staat ook hier: {url(wiring, page)}"
    )
    for recipient in rounds.responders(session, {response.organisation_id}):
        queue(
            session,
            wiring,
            to=recipient.email,
            kind=MailKind.RECEIPT,
            subject=f"Ontvangstbewijs {line.receipt}",
            body=f"Beste {recipient.name},\n\n{body}",
            key=f"ontvangst {line.receipt} persoon {recipient.user_id}",
            edition_id=edition.id,
        )
