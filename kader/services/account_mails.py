"""What people are told by mail about their own account: also what they did not do themselves."""

from kader.domain.mail import MailKind
from kader.domain.signing_in import LinkPurpose
from kader.services import mailing
from kader.services.wiring import Wiring
from kader.storage.database import Session
from kader.storage.tables import User

_LINKS = {
    LinkPurpose.RESET: (
        "Kies een nieuw wachtwoord voor Kader",
        "U vroeg om een nieuw wachtwoord voor Kader. Kies het hier, binnen een uur:\n\n{url}\n\n"
        "De link werkt één keer. Vroeg u dit niet? Dan hoeft u niets te doen. Uw wachtwoord blijft.",
    ),
    LinkPurpose.INVITATION: (
        "Uw account bij Kader",
        "Er is een account voor u gemaakt bij Kader. Kies hier een wachtwoord, binnen zeven dagen:\n\n"
        "{url}\n\n"
        "De link werkt één keer. Is hij verlopen? Vraag dan bij ‘Wachtwoord vergeten’ een nieuwe link.",
    ),
}
_NEWS = {
    "wachtwoord": (
        "Uw wachtwoord voor Kader is veranderd",
        "Het wachtwoord van uw account bij Kader is veranderd. U bent daarom overal uitgelogd.",
    ),
    "tweede stap aan": (
        "U logt voortaan in twee stappen in bij Kader",
        "Voor uw account bij Kader is een tweede stap ingesteld. Bij het inloggen geeft u voortaan een code.",
    ),
    "tweede stap uit": (
        "De tweede stap van uw account bij Kader is uit",
        "De tweede stap bij het inloggen is voor uw account bij Kader uitgezet.",
    ),
    "herstelcode": (
        "Er is ingelogd met een herstelcode",
        "Iemand logde in op uw account bij Kader met een herstelcode. Die code werkt nu niet meer.",
    ),
}
_NOT_ME = (
    "Deed u dit niet zelf? Vraag dan meteen een nieuw wachtwoord bij ‘Wachtwoord vergeten’, en waarschuw de "
    "beheerder van Kader."
)


def send_link(
    session: Session, wiring: Wiring, user: User, purpose: LinkPurpose, token: str, link_id: int
) -> None:
    subject, body = _LINKS[purpose]
    url = mailing.url(wiring, f"/wachtwoord-kiezen/{token}")
    _send(session, wiring, user, subject, body.format(url=url), f"account link {link_id}")


def tell_no_password(session: Session, wiring: Wiring, user: User, link_id: int) -> None:
    """For who asks for a password and signs in through their organisation."""
    body = (
        "U vroeg om een nieuw wachtwoord voor Kader. U hebt daar geen wachtwoord: u logt in met het "
        "account van uw organisatie. Kies op de pagina Inloggen de knop daarvoor."
    )
    _send(session, wiring, user, "Inloggen bij Kader", body, f"account link {link_id}")


def tell(session: Session, wiring: Wiring, user: User, news: str) -> None:
    """`news` is "wachtwoord", "tweede stap aan", "tweede stap uit" or "herstelcode"."""
    subject, body = _NEWS[news]
    key = f"account {user.id} {news} {wiring.clock().isoformat()}"
    _send(session, wiring, user, subject, f"{body}\n\n{_NOT_ME}", key)


def _send(session: Session, wiring: Wiring, user: User, subject: str, body: str, key: str) -> None:
    mailing.queue(
        session,
        wiring,
        to=user.email,
        kind=MailKind.ACCOUNT,
        subject=subject,
        body=f"Beste {user.name},\n\n{body}",
        key=key,
    )
