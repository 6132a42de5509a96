"""What a person wants to receive: each kind on or off, at once or in one mail a day."""

from collections.abc import Collection
from dataclasses import dataclass

from kader.domain.audit import Act, account
from kader.domain.errors import NotFound
from kader.domain.mail import CHOSEN_KINDS, MailKind
from kader.domain.rights import VISITOR, Action, Person, require
from kader.services.mailing import unsubscribing
from kader.services.wiring import Wiring, note
from kader.storage import mails
from kader.storage.database import Session
from kader.storage.mail_tables import MailChoice
from kader.storage.tables import User

_NO_SUCH_LINK = "Deze link werkt niet meer. Log in en kies bij ‘Mijn mails’ welke mails u krijgt."


@dataclass(frozen=True, slots=True)
class Choices:
    """`wanted` are the kinds somebody gets; `without_server` when mails go to a folder and arrive nowhere."""

    email: str
    daily: bool
    wanted: frozenset[MailKind]
    without_server: bool


@dataclass(frozen=True, slots=True)
class Unsubscription:
    """What a link in a mail stops; `done` when these mails do not come any more."""

    kind: MailKind
    done: bool


def my_choices(wiring: Wiring, person: Person) -> Choices:
    require(person, Action.USE_ACCOUNT)
    with wiring.database.read() as session:
        user = session.get_one(User, person.id)
        found = mails.choice(session, user.id)
        refused = found.refused if found else []
        wanted = frozenset(kind for kind in CHOSEN_KINDS if kind.value not in refused)
        return Choices(user.email, bool(found and found.daily), wanted, not wiring.settings.mail.host)


def choose(wiring: Wiring, person: Person, *, daily: bool, wanted: Collection[str]) -> None:
    """Keep what somebody wants; kinds that are none are passed over."""
    require(person, Action.USE_ACCOUNT)
    with wiring.writing(person, Act.CHOOSE_MAILS, account(person.id or 0)) as session:
        found = _choice(session, person.id or 0)
        found.daily = daily
        found.refused = [kind.value for kind in CHOSEN_KINDS if kind.value not in wanted]


def unsubscription(wiring: Wiring, token: str) -> Unsubscription:
    """What a link stops; changes nothing. Raises NotFound when it was not made here."""
    with wiring.database.read() as session:
        user_id, kind = _known(wiring, session, token)
        found = mails.choice(session, user_id)
        return Unsubscription(kind, bool(found and kind.value in found.refused))


def unsubscribe(wiring: Wiring, token: str) -> MailKind:
    """Stop one kind of mail for whom the link was sent to. Raises NotFound."""
    with wiring.writing(VISITOR, Act.CHOOSE_MAILS) as session:
        user_id, kind = _known(wiring, session, token)
        note(session, account(user_id), kind.value)
        found = _choice(session, user_id)
        if kind.value not in found.refused:
            found.refused = [*found.refused, kind.value]
        return kind


def _known(wiring: Wiring, session: Session, token: str) -> tuple[int, MailKind]:
    known = unsubscribing(wiring.settings, token)
    if known is None or known[1] not in CHOSEN_KINDS or session.get(User, known[0]) is None:
        raise NotFound(_NO_SUCH_LINK)
    return known


def _choice(session: Session, user_id: int) -> MailChoice:
    found = mails.choice(session, user_id)
    if found is None:
        found = MailChoice(user_id=user_id, daily=False, refused=[])
        session.add(found)
    return found
