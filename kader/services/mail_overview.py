"""What administrators see of the outbox: how much waits, what was given up and why; never a text."""

from dataclasses import dataclass
from datetime import datetime

from kader.domain.audit import Act
from kader.domain.errors import NotAllowed
from kader.domain.mail import MailKind, MailState
from kader.domain.rights import Action, Person, require
from kader.services.wiring import Wiring
from kader.storage import mails
from kader.storage.mail_tables import Mail

_SHOWN = 100


@dataclass(frozen=True, slots=True)
class MailLine:
    """A mail without its text; `settled_at` is when it went out or was given up."""

    id: int
    to: str
    kind: MailKind
    subject: str
    state: MailState
    queued_at: datetime
    due_at: datetime
    settled_at: datetime | None
    tries: int
    trouble: str


@dataclass(frozen=True, slots=True)
class Outbox:
    """`server` is where mails go, "" when they go to `folder`; the lists hold the newest hundred each."""

    server: str
    folder: str
    sender: str
    counts: dict[MailState, int]
    given_up: tuple[MailLine, ...]
    waiting: tuple[MailLine, ...]
    sent: tuple[MailLine, ...]


def outbox(wiring: Wiring, person: Person) -> Outbox:
    require(person, Action.ADMINISTER)
    chosen = wiring.settings.mail
    with wiring.database.read() as session:
        lists = (MailState.GIVEN_UP, MailState.WAITING, MailState.SENT)
        given_up, waiting, sent = (
            tuple(_line(mail) for mail in mails.in_state(session, state, _SHOWN)) for state in lists
        )
        return Outbox(
            f"{chosen.host}:{chosen.port}" if chosen.host else "",
            str(chosen.folder),
            chosen.sender,
            mails.counts(session),
            given_up,
            waiting,
            sent,
        )


def try_again(wiring: Wiring, person: Person, mail_id: int) -> None:
    """Let a mail that was given up be tried as if it were new. Raises NotFound, NotAllowed for any other."""
    require(person, Action.ADMINISTER)
    with wiring.writing(person, Act.TRY_MAIL_AGAIN, f"mail {mail_id}") as session:
        mail = mails.mail(session, mail_id)
        if mail.state is not MailState.GIVEN_UP:
            raise NotAllowed("Deze mail is niet opgegeven. Er is niets opnieuw te proberen.")
        mail.state, mail.tries, mail.due_at = MailState.WAITING, 0, wiring.clock()
        mail.lease = mail.leased_until = mail.settled_at = None


def _line(mail: Mail) -> MailLine:
    return MailLine(
        mail.id,
        mail.to_address,
        mail.kind,
        mail.subject,
        mail.state,
        mail.queued_at,
        mail.due_at,
        mail.settled_at,
        mail.tries,
        mail.trouble,
    )
