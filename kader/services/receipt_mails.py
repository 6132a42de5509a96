"""Whoever works on an answer gets the receipt by mail: number, time, fingerprint, and where to read it."""

from kader.domain.edition import grouped
from kader.domain.mail import MailKind
from kader.formats.dutch import moment
from kader.services.editions import EditionLine
from kader.services.mailing import queue, url
from kader.services.wiring import Wiring
from kader.storage import rounds
from kader.storage.database import Session
from kader.storage.tables import Response


def tell_receipt(session: Session, wiring: Wiring, response: Response, line: EditionLine) -> None:
    """Promise the receipt of an edition to everyone of the organisation, once each."""
    version = response.round.version
    page = f"/reacties/{response.id}/ontvangst"
    body = (
        f"{response.organisation.name} heeft een reactie ingediend op {version.framework.title}, "
        f"versie {version.label}.\n\n"
        f"Ontvangstbewijs: {line.receipt}\n"
        f"Ingediend op: {moment(line.submitted_at)}\n"
        f"SHA-256 van de inhoud: {grouped(line.sha256)}\n"
        "(een vingerafdruk: daarmee is na te gaan dat er niets aan is veranderd)\n\n"
        f"Bekijk het ontvangstbewijs en bewaar wat er precies is ingediend: {url(wiring, page)}"
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
        )
