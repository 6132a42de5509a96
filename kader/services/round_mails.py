"""What people are told by mail about a round: invitation, opening, what was put later, the last three days.

What follows from something an editor does is promised in the transaction that does it. What follows from the
clock (opening, reminder) is found by the sender, again and again; the key of each mail sees to it that it is
promised once.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from kader.domain.mail import MailKind
from kader.domain.round import REMIND_BEFORE, reminds_at
from kader.domain.vocabulary import ResponseStatus
from kader.formats.dutch import moment
from kader.services.mailing import queue, url
from kader.services.wiring import Wiring
from kader.storage import mails
from kader.storage import rounds as stored
from kader.storage.database import Session
from kader.storage.round_tables import Extension, LateAdmission
from kader.storage.rounds import Recipient, calendar_of
from kader.storage.tables import Round, Version

# How long after its opening a round is still worth a mail, if the sender stood still; as long as that of the
# reminder, so that one query finds both.
_WINDOW = REMIND_BEFORE


@dataclass(frozen=True, slots=True)
class _Telling:
    """A mail for many: `key` names what it is about; each gets their own with their number behind it."""

    kind: MailKind
    key: str
    subject: str
    body: str
    # the page to read on
    page: str


def invite(session: Session, wiring: Wiring, one: Round, organisation_ids: Iterable[int]) -> None:
    """Tell the people of these organisations that they are invited."""
    closes = f"U kunt reageren van {moment(one.opens_at)} tot {moment(one.closes_at)}."
    _tell(
        session,
        wiring,
        stored.responders(session, set(organisation_ids)),
        _Telling(
            MailKind.INVITATION,
            f"ronde {one.id} uitnodiging",
            f"Uitnodiging: {one.title}",
            f"{{organisation}} is uitgenodigd om te reageren op {_about(one)}.\n\n{closes}",
            _page(one),
        ),
    )


def tell_period(session: Session, wiring: Wiring, one: Round, organisation_ids: Iterable[int]) -> None:
    """Tell organisations that were invited already that the round has another period than they were told."""
    period = f"{int(one.opens_at.timestamp())} {int(one.closes_at.timestamp())}"
    _tell(
        session,
        wiring,
        stored.responders(session, set(organisation_ids)),
        _Telling(
            MailKind.INVITATION,
            f"ronde {one.id} periode {period}",
            f"Andere periode: {one.title}",
            f"De periode om te reageren op {_about(one)} is veranderd. {{organisation}} kan reageren van "
            f"{moment(one.opens_at)} tot {moment(one.closes_at)}.",
            _page(one),
        ),
    )


def tell_extension(session: Session, wiring: Wiring, one: Round, extension: Extension) -> None:
    """Tell everyone who takes part that the round is open longer."""
    _tell(
        session,
        wiring,
        stored.responders(session, taking_part(session, one)),
        _Telling(
            MailKind.OPENING,
            f"ronde {one.id} verlenging {extension.id}",
            f"Langer open: {one.title}",
            f"De consultatieronde over {_about(one)} is verlengd tot {moment(extension.closes_at)}.\n\n"
            f"De reden: {extension.reason}",
            _page(one),
        ),
    )


def tell_admission(session: Session, wiring: Wiring, one: Round, late: LateAdmission) -> None:
    """Tell one organisation that it can respond longer."""
    _tell(
        session,
        wiring,
        stored.responders(session, {late.organisation_id}),
        _Telling(
            MailKind.INVITATION,
            f"ronde {one.id} later toegelaten {late.id}",
            f"U kunt nog reageren: {one.title}",
            f"{{organisation}} kan tot {moment(late.until)} reageren op {_about(one)}.\n\n"
            f"De reden: {late.reason}",
            _page(one),
        ),
    )


def tell_document(session: Session, wiring: Wiring, one: Round) -> None:
    """Tell who took part in a round, and the framework's editors, that the response document is out."""
    stands = stored.stands(session, one.id)
    submitted = {number for number, status in stands.items() if status is ResponseStatus.SUBMITTED}
    invited = calendar_of(one).invited
    page = f"/kaders/{one.version.framework.slug}/{one.version.label}/reactienota/{one.id}"
    _tell(
        session,
        wiring,
        _each_once(
            [
                *stored.responders(session, submitted | invited),
                *stored.editors(session, one.version.framework_id),
            ]
        ),
        _Telling(
            MailKind.PUBLICATION,
            f"ronde {one.id} reactienota",
            f"Reactienota: {one.title}",
            f"De reactienota over {_about(one)} is gepubliceerd. U leest wat met elke opmerking is gedaan.",
            page,
        ),
    )


def tell_version(session: Session, wiring: Wiring, version: Version) -> None:
    """Tell who ever took part in a framework, its editors and its inspectors, that there is a new version."""
    framework = version.framework
    _tell(
        session,
        wiring,
        _each_once(
            [
                *stored.responders(session, stored.took_part(session, framework.id)),
                *stored.editors(session, framework.id),
                *stored.inspectors(session, stored.judged(session, framework.id)),
            ]
        ),
        _Telling(
            MailKind.PUBLICATION,
            f"versie {version.id} publicatie",
            f"Nieuwe versie: {framework.title} {version.label}",
            f"Versie {version.label} van {framework.title} is gepubliceerd ({version.status.value}).",
            f"/kaders/{framework.slug}/{version.label}",
        ),
    )


def find_due(wiring: Wiring) -> None:
    """Promise the mails that the clock asks for: rounds that opened, rounds that close within three days."""
    now = wiring.clock()
    with wiring.database.read() as session:
        running = stored.open_between(session, now - _WINDOW, now)
        due = [one.id for one in running if _misses(session, one, now)]
    for round_id in due:
        with wiring.bookkeeping() as session:
            one = stored.round_of(session, round_id)
            for telling, people in _due(session, one, now):
                _tell(session, wiring, people, telling)


def taking_part(session: Session, one: Round) -> set[int]:
    """The organisations that can respond in a round, invited or not."""
    calendar = calendar_of(one)
    everyone = stored.responding_organisations(session) if one.open_to_all else set()
    return everyone | calendar.invited | {organisation_id for organisation_id, _ in calendar.late}


def _misses(session: Session, one: Round, now: datetime) -> bool:
    """Whether somebody waits for a mail that is due: asked first, since writing makes others wait."""
    for telling, people in _due(session, one, now):
        refused_by = mails.refused_by(session, telling.kind)
        wanted = {_key(telling, person) for person in people if person.user_id not in refused_by}
        if stored.promised(session, wanted) < len(wanted):
            return True
    return False


def _due(session: Session, one: Round, now: datetime) -> Iterable[tuple[_Telling, list[Recipient]]]:
    if one.opens_at <= now < min(one.closes_at, one.opens_at + _WINDOW):
        yield _opening(one), _not_just_invited(session, one)
    reminder = reminds_at(one.opens_at, one.closes_at)
    if reminder is not None and reminder <= now < one.closes_at:
        yield _reminder(one), _not_submitted(session, one)


def _opening(one: Round) -> _Telling:
    return _Telling(
        MailKind.OPENING,
        f"ronde {one.id} opening",
        f"Nu open: {one.title}",
        f"De consultatieronde over {_about(one)} is open. {{organisation}} kan reageren tot "
        f"{moment(one.closes_at)}.",
        _page(one),
    )


def _reminder(one: Round) -> _Telling:
    return _Telling(
        MailKind.REMINDER,
        # An extension moves the end, and so asks for a reminder of its own.
        f"ronde {one.id} herinnering {int(one.closes_at.timestamp())}",
        f"Nog tot {moment(one.closes_at)}: {one.title}",
        f"De consultatieronde over {_about(one)} sluit op {moment(one.closes_at)}. {{organisation}} heeft "
        "nog geen reactie ingediend. Alleen uw coördinator kan indienen.",
        _page(one),
    )


def _not_just_invited(session: Session, one: Round) -> list[Recipient]:
    """Who was invited to a round that was open already knows that it is."""
    just = {asked.organisation_id for asked in one.invitations if asked.invited_at >= one.opens_at}
    return stored.responders(session, taking_part(session, one) - just)


def _not_submitted(session: Session, one: Round) -> list[Recipient]:
    stands = stored.stands(session, one.id)
    submitted = {number for number, status in stands.items() if status is ResponseStatus.SUBMITTED}
    return stored.responders(session, taking_part(session, one) - submitted)


def _tell(session: Session, wiring: Wiring, people: Iterable[Recipient], telling: _Telling) -> None:
    page = url(wiring, telling.page)
    for person in people:
        words = telling.body.replace("{organisation}", person.organisation)
        queue(
            session,
            wiring,
            to=person.email,
            kind=telling.kind,
            subject=telling.subject,
            body=f"Beste {person.name},\n\n{words}\n\nLees meer: {page}",
            key=_key(telling, person),
        )


def _each_once(people: Iterable[Recipient]) -> list[Recipient]:
    """Who is told of a publication in more than one role needs to hear it once."""
    return list({person.user_id: person for person in reversed(list(people))}.values())


def _key(telling: _Telling, person: Recipient) -> str:
    return f"{telling.key} organisatie {person.organisation_id} persoon {person.user_id}"


def _page(one: Round) -> str:
    return f"/rondes/{one.id}"


def _about(one: Round) -> str:
    return f"{one.version.framework.title}, versie {one.version.label} (ronde ‘{one.title}’)"
