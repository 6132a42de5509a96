"""Promise a mail together with what it tells: both are kept, or neither.

`queue` writes in the transaction of its caller and never sends; `mail_sending` does that afterwards. Each
mail has a key that says what it is about ("ronde 3 opening persoon 12"), so that it is promised once, however
often one asks.
"""

import hashlib
from datetime import datetime
from email.utils import parseaddr
from typing import Any

from itsdangerous import BadSignature, URLSafeSerializer

from kader.config import Settings
from kader.domain.mail import CHOSEN_KINDS, MailKind, MailState, Wish, next_summary, one_line, wish
from kader.domain.typed_text import cleaned
from kader.services.wiring import Wiring
from kader.storage import mails, people
from kader.storage.database import Session
from kader.storage.tables import User

_WHY = {
    MailKind.INVITATION: "uw organisatie is uitgenodigd voor een consultatieronde",
    MailKind.OPENING: "uw organisatie kan reageren in een consultatieronde",
    MailKind.REMINDER: "uw organisatie nog geen reactie heeft ingediend",
    MailKind.RECEIPT: "uw organisatie een reactie heeft ingediend",
    MailKind.QUESTION: "er een vraag of een antwoord is bij een opmerking",
    MailKind.PUBLICATION: "u meewerkt aan dit kader of erop hebt gereageerd",
    MailKind.ACCOUNT: "deze mail gaat over uw account",
    MailKind.SUMMARY: "u koos voor één mail per dag",
}
_SALT = "mails afmelden"


def queue(
    session: Session,
    wiring: Wiring,
    *,
    to: str,
    kind: MailKind,
    subject: str,
    body: str,
    key: str,
    edition_id: int | None = None,
) -> bool:
    """Promise a mail to an address, as its owner wishes: at once, in the daily summary, or not at all.

    `body` is the text alone: why one gets it and how to stop it are added when it is sent. Gives whether
    there is a mail now that was not there before. An odd address raises nothing here: that shows at sending.
    The edition, if any, goes along as a PDF, but not in a daily summary.
    """
    user = people.user_by_email(session, to.strip().lower())
    wanted = _wish(session, user, kind)
    if wanted is Wish.NOT:
        return False
    row = _standing(wanted, wiring.clock()) | {
        "user_id": user.id if user else None,
        "message_id": _message_id(wiring.settings, key),
    }
    row.update(key=key, kind=kind, to_address=to.strip(), edition_id=edition_id)
    row.update(subject=one_line(subject), body=cleaned(body))
    return mails.add_once(session, row)


def _standing(wanted: Wish, now: datetime) -> dict[str, Any]:
    """How a mail begins: when it is due, and whether it waits or is held for a summary."""
    held = wanted is Wish.DAILY
    return {
        "state": MailState.HELD if held else MailState.WAITING,
        "queued_at": now,
        "due_at": next_summary(now) if held else now,
        "tries": 0,
        "trouble": "",
    }


def url(wiring: Wiring, path: str) -> str:
    """The full address of a page, for in a mail; `path` begins with a slash."""
    return wiring.settings.base_url + path


def unsubscribe_url(settings: Settings, user_id: int, kind: MailKind) -> str:
    """An address that stops one kind of mail for one person, without signing in."""
    return f"{settings.base_url}/afmelden/{_signer(settings).dumps([user_id, kind.value])}"


def unsubscribing(settings: Settings, token: str) -> tuple[int, MailKind] | None:
    """Whom and what an address to unsubscribe is about; None when it was not made here."""
    try:
        user_id, kind = _signer(settings).loads(token)
        return int(user_id), MailKind(kind)
    except (BadSignature, ValueError, TypeError):
        return None


def foot(settings: Settings, user_id: int | None, kind: MailKind) -> str:
    """Why one gets a mail, and how to get it no more."""
    lines = ["-- ", f"U krijgt deze mail omdat {_WHY[kind]}."]
    if user_id is not None:
        lines.append(f"Kies zelf welke mails u krijgt: {settings.base_url}/account/berichten")
        if kind in CHOSEN_KINDS:
            lines.append(f"Geen mails van deze soort meer: {unsubscribe_url(settings, user_id, kind)}")
    return "\n".join(lines)


def _wish(session: Session, user: User | None, kind: MailKind) -> Wish:
    choice = mails.choice(session, user.id) if user else None
    if choice is None:
        return Wish.NOW
    return wish(kind, refused=frozenset(MailKind(one) for one in choice.refused), daily=choice.daily)


def _message_id(settings: Settings, key: str) -> str:
    """The same at every try, so that a mail that comes twice can be known for the same."""
    secret = hashlib.sha256(f"{settings.secret_key} {key}".encode()).hexdigest()[:32]
    domain = parseaddr(settings.mail.sender)[1].rpartition("@")[2]
    return f"<{secret}@{domain if domain.isascii() else 'kader.invalid'}>"


def _signer(settings: Settings) -> URLSafeSerializer:
    return URLSafeSerializer(settings.secret_key, salt=_SALT)
