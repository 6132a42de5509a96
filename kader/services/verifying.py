"""Verifying: is everything that must never change still as it was written?

The audit log is followed link by link, and every text and file is hashed anew: against the hash beside it,
and where the log recorded its hash, against that.
"""

import hashlib
import re
from collections.abc import Iterable, Iterator
from contextlib import closing
from dataclasses import dataclass

from kader.domain.audit import EMPTY, Act, Head, Kept, Wrong, check
from kader.domain.errors import InvalidInput
from kader.formats.dutch import count
from kader.services.wiring import Wiring
from kader.storage import audit, hashed
from kader.storage.hashed import Hashed

# Acts whose entry holds the hash of the text that was fixed.
_FIXING = (Act.LOAD_CONTENT, Act.PUBLISH_VERSION, Act.SUBMIT_RESPONSE)
_HASH = re.compile(r"[0-9a-f]{64}")
_WRONG = {
    Wrong.CHANGED: "Regel {} van het logboek is veranderd, of een regel ervoor is weggehaald of verplaatst.",
    Wrong.MISSING: "Regel {} van het logboek ontbreekt.",
    Wrong.OUT_OF_ORDER: "Regel {} van het logboek staat op een verkeerde plaats.",
    Wrong.CUT_OFF: "Het einde van het logboek ontbreekt, vanaf regel {}.",
    Wrong.ADDED: "Na het einde van het logboek staan regels die er niet horen, vanaf regel {}.",
    Wrong.HEAD: "De hash aan het einde van het logboek, bij regel {}, is veranderd.",
    Wrong.NOTED: "Het logboek is opnieuw geschreven: regel {} heeft een andere hash dan u bewaarde.",
    Wrong.TRACE_CHANGED: "Bij regel {} van het logboek is veranderd wie het deed of waarvandaan.",
    Wrong.TRACE_MISSING: "Bij regel {} van het logboek is weg wie het deed, en geen regel zegt waarom.",
}


@dataclass(frozen=True, slots=True)
class Verified:
    """What was looked at and what is wrong, as Dutch sentences; `head` is the end of the log as it stands."""

    looked_at: str
    faults: tuple[str, ...]
    head: Head


def verify(wiring: Wiring, noted: Head = EMPTY) -> Verified:
    """Look at everything; `noted` is an end of the log that was kept elsewhere."""
    with wiring.database.read() as session:
        head = audit.head(session)
        recorded: dict[str, str] = {}
        with closing(audit.kept(session)) as kept:
            fault = check(_recording(kept, recorded), head, noted)
        hunt = _Hunt(recorded)
        numbers = (
            count(head.ordinal, "regel", "regels") + " in het logboek",
            count(hunt.through(hashed.versions(session)), "versie", "versies"),
            count(hunt.through(hashed.uploads(session)), "bestand", "bestanden"),
            count(hunt.through(hashed.editions(session)), "ingediende reactie", "ingediende reacties"),
        )
    told = [_WRONG[fault.wrong].format(fault.ordinal)] if fault else []
    return Verified(f"Nagerekend: {', '.join(numbers)}.", (*told, *hunt.faults, *hunt.missed()), head)


def read_head(text: str) -> Head:
    """A head as `shown_head` shows it. Raises InvalidInput."""
    ordinal, _, sha256 = text.strip().partition(":")
    if not re.fullmatch(r"[0-9]{1,9}", ordinal) or not _HASH.fullmatch(sha256):
        raise InvalidInput(
            "Geef het einde van het logboek zoals Kader het liet zien: een nummer, :, een hash."
        )
    return Head(int(ordinal), sha256)


def shown_head(head: Head) -> str:
    """To be kept outside the database."""
    return f"{head.ordinal}:{head.sha256}"


class _Hunt:
    """Hashes what goes through, and keeps what is wrong with it."""

    def __init__(self, recorded: dict[str, str]) -> None:
        self._recorded = recorded
        self._seen: set[str] = set()
        self.faults: list[str] = []

    def through(self, stored: Iterable[Hashed]) -> int:
        """How many there were."""
        number = 0
        for one in stored:
            number += 1
            self._seen.add(one.subject)
            self.faults += self._look_at(one)
        return number

    def missed(self) -> list[str]:
        """What the log says there is and nobody saw."""
        gone = [subject for subject in self._recorded if subject not in self._seen]
        return [f"{_named(subject)} staat in het logboek, maar is er niet meer." for subject in gone]

    def _look_at(self, one: Hashed) -> Iterator[str]:
        found = hashlib.sha256(one.content).hexdigest()
        if found != one.sha256:
            yield f"{_named(one.subject)} past niet bij de hash die ernaast staat."
        if found != self._recorded.get(one.subject, found):
            yield f"{_named(one.subject)} heeft een andere hash dan in het logboek staat."


def _recording(kept: Iterable[Kept], recorded: dict[str, str]) -> Iterator[Kept]:
    """The same entries; what they say the hash of something is, is noted on the way."""
    for one in kept:
        if one.entry.act in _FIXING and _HASH.fullmatch(one.entry.detail):
            recorded[one.entry.subject] = one.entry.detail
        yield one


def _named(subject: str) -> str:
    return subject[:1].upper() + subject[1:]
