"""Nobody can change what was done without it being seen.

Each act that changes something becomes an entry of a log, and each entry carries the SHA-256 of the hash
before it and of itself. So whoever changes, removes, inserts or reorders an entry breaks the chain from there
on. The head, kept apart, says how many entries there are and the last hash, so that a tail that was cut off
shows too.

What a chain cannot show: someone who may write everything in the database can calculate all hashes anew, head
included, and cut off the tail with its head. Against that helps only a head that was noted elsewhere (a
printed one, a backup): `check` against it finds both.

Who did it and from where are personal data, and must be removable. The chain therefore holds their seal, a
salted hash; the words themselves, with the salt, are the trace of the entry. Without its trace an entry still
stands in the chain and says nothing about who acted but a number.
"""

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum

from kader.domain.rights import Person

NO_HASH = "0" * 64
# Who acts when nobody asked: a command, a deadline that passes.
SYSTEM = Person(None, "Kader")


class Act(StrEnum):
    """What was done, in the words an administrator reads. A member may be added, not given another value."""

    SIGN_IN = "ingelogd"
    FAIL_SIGN_IN = "inloggen mislukt"
    SIGN_OUT = "uitgelogd"
    END_SESSION = "elders uitgelogd"
    ASK_PASSWORD = "nieuw wachtwoord gevraagd"  # noqa: S105 - the name of an act
    CHOOSE_PASSWORD = "wachtwoord gekozen"  # noqa: S105
    INVITE = "uitnodiging gestuurd"
    ADD_FACTOR = "tweede stap ingesteld"
    REMOVE_FACTOR = "tweede stap uitgezet"
    RENEW_CODES = "herstelcodes vernieuwd"
    CREATE_ACCOUNT = "account gemaakt"
    CHANGE_PASSWORD = "wachtwoord veranderd"  # noqa: S105
    CLOSE_ACCOUNT = "account gesloten"
    REOPEN_ACCOUNT = "account weer geopend"
    ERASE_ACCOUNT = "account verwijderd"
    GIVE_ROLE = "rol gegeven"
    WITHDRAW_ROLE = "rol ingetrokken"
    ADD_ORGANISATION = "organisatie toegevoegd"
    LOAD_CONTENT = "kaders geladen"
    PUBLISH_VERSION = "versie gepubliceerd"
    OPEN_ROUND = "consultatieronde geopend"
    CHANGE_ROUND = "consultatieronde veranderd"
    INVITE_ORGANISATION = "organisatie uitgenodigd"
    EXTEND_ROUND = "consultatieronde verlengd"
    ADMIT_LATE = "organisatie later toegelaten"
    ASK_ORGANISATION = "vraag aan organisatie gesteld"
    ANSWER_EDITOR = "vraag van redactie beantwoord"
    CHOOSE_MAILS = "keuze voor mails veranderd"
    TRY_MAIL_AGAIN = "mail opnieuw klaargezet"
    RECEIVE_RESPONSE = "reactie ingelezen"
    CORRECT_RESPONSE = "inlezing verbeterd"
    DISCARD_RESPONSE = "concept weggegooid"
    BEGIN_RESPONSE = "reactie begonnen"
    WRITE_REMARK = "opmerking geschreven"
    MARK_REMARK = "opmerking klaar of niet klaar"
    DISCUSS_REMARK = "bericht bij opmerking"
    SET_ASIDE_REMARK = "opmerking niet meegestuurd"
    TAKE_BACK_REMARK = "opmerking teruggezet"
    ANSWER_QUESTION = "vraag van de ronde beantwoord"
    WRITE_LETTER = "brief geschreven"
    INVITE_CONTRIBUTOR = "uitnodigingslink gemaakt"
    WITHDRAW_INVITATION = "uitnodigingslink ingetrokken"
    SUBMIT_RESPONSE = "reactie ingediend"
    WITHDRAW_RESPONSE = "reactie teruggenomen"
    BLANK_NAME = "naam weggelaten"
    SHOW_NAME = "naam weer getoond"
    GIVE_OPINION = "oordeel over antwoord gegeven"
    CHOOSE_PLACE = "vindplaats gekozen"
    CARRY_PLACES = "vindplaatsen overgebracht"
    ANSWER = "uitkomst gegeven"
    WITHDRAW_ANSWER = "uitkomst teruggenomen"
    DECIDE_UPTAKE = "doorwerking beoordeeld"
    PUBLISH_DOCUMENT = "reactienota gepubliceerd"
    JUDGE = "oordeel gegeven"
    CHANGE_JUDGEMENT = "oordeel veranderd"
    CONFIRM_JUDGEMENT = "oordeel bevestigd"
    WITHDRAW_JUDGEMENT = "oordeel ingetrokken"
    TAKE_OVER_JUDGEMENTS = "oordelen overgenomen"
    CLEAR_TRACES = "namen en adressen gewist"


@dataclass(frozen=True, slots=True)
class Entry:
    """One act. `ordinal` counts from 1; `person_id` is None for who had not signed in and for the system.

    `subject` names what it was done to ("reactie 12"), `detail` one word more ("ingediend"): never a person's
    name or address, never contents. `sealed` is the seal of the trace.
    """

    ordinal: int
    at: datetime
    person_id: int | None
    act: str
    subject: str
    detail: str
    sealed: str


@dataclass(frozen=True, slots=True)
class Trace:
    """Who acted, as they were called then, and from where: a network address or "opdrachtregel"."""

    salt: str
    name: str
    origin: str


@dataclass(frozen=True, slots=True)
class Kept:
    """An entry as it was found, with the hash beside it and its trace, None when that was erased."""

    entry: Entry
    sha256: str
    trace: Trace | None


@dataclass(frozen=True, slots=True)
class Head:
    """The last entry: its ordinal, which is also how many there are, and its hash."""

    ordinal: int
    sha256: str


EMPTY = Head(0, NO_HASH)


class Wrong(StrEnum):
    """What is the matter with the first entry that does not fit."""

    CHANGED = "changed"
    MISSING = "missing"
    OUT_OF_ORDER = "out of order"
    CUT_OFF = "cut off"
    ADDED = "added"
    HEAD = "head"
    NOTED = "noted"
    TRACE_CHANGED = "trace changed"
    TRACE_MISSING = "trace missing"


@dataclass(frozen=True, slots=True)
class Fault:
    """`ordinal` is of the first entry that is wrong; of what is missing, the first that should be there."""

    wrong: Wrong
    ordinal: int


def account(user_id: int) -> str:
    """How an entry names an account: by its number, since names must be removable."""
    return f"account {user_id}"


def version_subject(slug: str, label: str) -> str:
    """How an entry names a version of a framework."""
    return f"versie {slug} {label}"


def edition_subject(response_id: int, number: int) -> str:
    """How an entry names a response as it was submitted for the `number`th time."""
    return f"reactie {response_id} editie {number}"


def seal(trace: Trace) -> str:
    """The salted hash that stands for a trace in the chain, 64 hexadecimal digits."""
    return _sha256([trace.salt, trace.name, trace.origin])


def chained(previous: str, entry: Entry) -> str:
    """The hash of an entry that follows the entry with hash `previous`."""
    return _sha256([previous, *canonical(entry)])


def canonical(entry: Entry) -> list[str | int | None]:
    """What is hashed of an entry: every field, in a fixed order, the moment in UTC to the microsecond."""
    at = entry.at.astimezone(UTC).isoformat(timespec="microseconds")
    return [entry.ordinal, at, entry.person_id, str(entry.act), entry.subject, entry.detail, entry.sealed]


def check(kept: Iterable[Kept], head: Head, noted: Head = EMPTY) -> Fault | None:
    """The first entry that was changed, removed, inserted, reordered or cut off, None when all is well.

    `kept` comes in the order of its ordinals. A trace may be gone only where a later entry tells of it: of a
    person whose account was erased, or of all entries so far when those were cleared.
    `noted` is a head that was written down elsewhere, at some moment.
    """
    last = EMPTY
    bare: list[Entry] = []
    for one in kept:
        fault = _link_fault(one, last) or _trace_fault(one)
        if fault is not None:
            return fault
        if one.trace is None:
            bare.append(one.entry)
        if one.entry.act in (Act.ERASE_ACCOUNT, Act.CLEAR_TRACES):
            bare = [entry for entry in bare if not _tells_of(one.entry, entry)]
        last = Head(one.entry.ordinal, one.sha256)
        if last.ordinal == noted.ordinal and last.sha256 != noted.sha256:
            return Fault(Wrong.NOTED, noted.ordinal)
    return _tail_fault(last, head, noted) or (Fault(Wrong.TRACE_MISSING, bare[0].ordinal) if bare else None)


def _link_fault(one: Kept, last: Head) -> Fault | None:
    due, ordinal = last.ordinal + 1, one.entry.ordinal
    if ordinal > due:
        return Fault(Wrong.MISSING, due)
    if ordinal < due:
        return Fault(Wrong.OUT_OF_ORDER, ordinal)
    return None if chained(last.sha256, one.entry) == one.sha256 else Fault(Wrong.CHANGED, ordinal)


def _trace_fault(one: Kept) -> Fault | None:
    if one.trace is None or seal(one.trace) == one.entry.sealed:
        return None
    return Fault(Wrong.TRACE_CHANGED, one.entry.ordinal)


def _tells_of(entry: Entry, bare: Entry) -> bool:
    """Whether this entry says that the trace of an earlier one was removed."""
    if entry.act == Act.CLEAR_TRACES:
        return entry.detail.isdecimal() and bare.ordinal <= int(entry.detail)
    return bare.person_id is not None and entry.subject == account(bare.person_id)


def _tail_fault(last: Head, head: Head, noted: Head) -> Fault | None:
    if last.ordinal < max(head.ordinal, noted.ordinal):
        return Fault(Wrong.CUT_OFF, last.ordinal + 1)
    if last.ordinal > head.ordinal:
        return Fault(Wrong.ADDED, head.ordinal + 1)
    return None if last.sha256 == head.sha256 else Fault(Wrong.HEAD, head.ordinal)


def _sha256(fields: list[str | int | None]) -> str:
    # JSON with its escapes: one text for one list, whatever stands in a name.
    return hashlib.sha256(json.dumps(fields, separators=(",", ":")).encode("ascii")).hexdigest()
