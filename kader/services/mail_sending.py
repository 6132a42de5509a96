"""Send what was promised, outside any request, from as many processes as one likes.

A sender claims one mail at a time, with a lease that lasts longer than a mail can take; sends it; and notes
what became of it. So no two senders have the same mail in hand. What cannot be excluded: a sender that dies
between the server's "yes" and the note. Then the lease runs out and the mail goes again, under the same
Message-ID, by which mail programs know it for the same.
"""

import logging
import secrets
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from itertools import groupby
from threading import Event

from kader.domain.mail import CHOSEN_KINDS, MailKind, MailState, after_outage, next_try
from kader.mail.message import Letter, Unmailable, compose
from kader.mail.transport import Connection, Refused, Transport, Unreachable
from kader.services.edition_files import receipt_pdf
from kader.services.mailing import foot, queue, unsubscribe_url
from kader.services.round_mails import find_due
from kader.services.wiring import Wiring
from kader.storage import mails
from kader.storage.database import Session
from kader.storage.mail_tables import Mail
from kader.storage.tables import User

_LOG = logging.getLogger(__name__)
_LEASE = timedelta(minutes=15)
_KEPT = timedelta(days=90)
PAUSE_SECONDS = 10
"""How long a sender that had nothing to do waits before it looks again."""


@dataclass(frozen=True, slots=True)
class Sent:
    """What one go did: mails sent, not sent this time, and given up."""

    sent: int = 0
    put_off: int = 0
    given_up: int = 0

    def and_one(self, state: MailState) -> "Sent":
        return Sent(
            self.sent + (state is MailState.SENT),
            self.put_off + (state is MailState.WAITING),
            self.given_up + (state is MailState.GIVEN_UP),
        )


@dataclass(frozen=True, slots=True)
class _Claimed:
    id: int
    lease: str
    tries: int
    letter: Letter
    edition_id: int | None


@dataclass(frozen=True, slots=True)
class _Settled:
    """What became of a try: the mail's state, when to try again, and what was wrong."""

    state: MailState
    due_at: datetime | None = None
    trouble: str = ""


def send_due(wiring: Wiring, transport: Transport) -> Sent:
    """Promise what the clock asks for and send all that is due, one go; stops when the server is away."""
    find_due(wiring)
    summarise(wiring)
    _forget(wiring)
    done = Sent()
    with ExitStack() as stack:
        connection: Connection | None = None
        for claimed in _claims(wiring):
            try:
                connection = connection or stack.enter_context(transport.connected())
                settled = _send(wiring, connection, claimed)
            except Unreachable as error:
                _LOG.warning("%s", error)
                _note(wiring, claimed, _outage(wiring, claimed, error))
                return done.and_one(MailState.WAITING)
            _note(wiring, claimed, settled)
            done = done.and_one(settled.state)
    return done


def keep_sending(wiring: Wiring, transport: Transport, stop: Event) -> None:
    """Send what is due, again and again, until told to stop. A fault is noted and does not end it."""
    while not stop.is_set():
        try:
            send_due(wiring, transport)
        except Exception:
            _LOG.exception("het versturen van mails ging mis; over %s seconden opnieuw", PAUSE_SECONDS)
        stop.wait(PAUSE_SECONDS)


def summarise(wiring: Wiring) -> None:
    """Make one mail of what was held for each person's daily summary."""
    with wiring.database.read() as session:
        if not mails.has_held(session, wiring.clock()):
            return
    with wiring.bookkeeping() as session:
        held = mails.held_until(session, wiring.clock())
        for user_id, group in groupby(held, key=lambda mail: mail.user_id):
            user = session.get(User, user_id) if user_id else None
            parts = list(group)
            if user is not None:
                _queue_summary(wiring, session, user, parts)
            for mail in parts:
                mail.state, mail.settled_at, mail.body = MailState.SUMMARISED, wiring.clock(), ""


def _forget(wiring: Wiring) -> None:
    """Take the address from mails of long ago; that they were sent, and their key, stays."""
    before = wiring.clock() - _KEPT
    with wiring.database.read() as session:
        if not mails.has_settled(session, before):
            return
    with wiring.bookkeeping() as session:
        mails.forget_settled(session, before)


def _queue_summary(wiring: Wiring, session: Session, user: User, held: Sequence[Mail]) -> None:
    number = "1 bericht" if len(held) == 1 else f"{len(held)} berichten"
    parts = [f"{mail.subject}\n{'-' * min(len(mail.subject), 70)}\n{mail.body}" for mail in held]
    queue(
        session,
        wiring,
        to=user.email,
        kind=MailKind.SUMMARY,
        subject=f"Kader: {number}",
        body=f"Beste {user.name},\n\nDit is er sinds uw vorige dagoverzicht.\n\n" + "\n\n\n".join(parts),
        key=f"dagoverzicht persoon {user.id} tot en met {held[-1].id}",
    )


def _claims(wiring: Wiring) -> Iterator[_Claimed]:
    """Each mail that is due, claimed when it is asked for."""
    while (claimed := _claim(wiring)) is not None:
        yield claimed


def _claim(wiring: Wiring) -> _Claimed | None:
    now = wiring.clock()
    with wiring.database.read() as session:
        if not mails.is_due(session, now):
            return None
    lease = secrets.token_hex(16)
    with wiring.bookkeeping() as session:
        mail = mails.claim(session, now, now + _LEASE, lease)
        if mail is None:
            return None
        return _Claimed(mail.id, lease, mail.tries, _letter(wiring, mail), mail.edition_id)


def _letter(wiring: Wiring, mail: Mail) -> Letter:
    settings = wiring.settings
    stops = mail.user_id is not None and mail.kind in CHOSEN_KINDS
    return Letter(
        sender=settings.mail.sender,
        to=mail.to_address,
        subject=mail.subject,
        body=f"{mail.body}\n\n{foot(settings, mail.user_id, mail.kind)}\n",
        message_id=mail.message_id,
        dated=mail.queued_at,
        unsubscribe=unsubscribe_url(settings, mail.user_id, mail.kind) if stops and mail.user_id else "",
    )


def _send(wiring: Wiring, connection: Connection, claimed: _Claimed) -> _Settled:
    """Raises Unreachable."""
    attached = receipt_pdf(wiring, claimed.edition_id) if claimed.edition_id is not None else None
    try:
        connection.send(compose(replace(claimed.letter, attached=attached)))
    except Unmailable as error:
        return _Settled(MailState.GIVEN_UP, trouble=str(error))
    except Refused as error:
        again = None if error.forever else next_try(claimed.tries, wiring.clock())
        return _Settled(MailState.WAITING if again else MailState.GIVEN_UP, again, str(error))
    return _Settled(MailState.SENT)


def _outage(wiring: Wiring, claimed: _Claimed, error: Unreachable) -> _Settled:
    return _Settled(MailState.WAITING, after_outage(claimed.tries, wiring.clock()), str(error))


def _note(wiring: Wiring, claimed: _Claimed, settled: _Settled) -> None:
    with wiring.bookkeeping() as session:
        mail = session.get(Mail, claimed.id)
        # Its owner may have had their account removed meanwhile. And a try that took longer than its lease is
        # another's now; but what was sent, was sent.
        if mail is None or (mail.lease != claimed.lease and settled.state is not MailState.SENT):
            return
        mail.state, mail.trouble = settled.state, settled.trouble
        mail.lease = mail.leased_until = None
        mail.due_at = settled.due_at or mail.due_at
        if settled.state is not MailState.WAITING:
            mail.settled_at = wiring.clock()
        if settled.state is MailState.SENT:
            mail.body = ""
