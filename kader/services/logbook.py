"""The audit log as administrators read it: who did what, when, to what and from where."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from kader.domain.audit import SYSTEM, Act, Kept, account
from kader.domain.dutch_time import AMSTERDAM
from kader.domain.errors import InvalidInput
from kader.domain.rights import Action, Person, require
from kader.formats.csv_out import write_csv
from kader.services.exporting import File
from kader.services.wiring import Wiring, note
from kader.storage import audit, people
from kader.storage.audit import Sought

PER_PAGE = 50
WITHOUT_ACCOUNT = "zonder"
_COLUMNS = ("regel", "moment", "wie", "account", "wat", "waaraan", "bijzonderheid", "waarvandaan", "hash")


@dataclass(frozen=True, slots=True)
class Choice:
    """As chosen on the screen, "" for all; `person` is the number of an account or WITHOUT_ACCOUNT."""

    person: str = ""
    act: str = ""
    day: str = ""

    def sought(self) -> Sought:
        """Raises InvalidInput when the day is none."""
        day = self._day()
        return Sought(
            person_id=int(self.person) if self._names_account() else None,
            without_account=self.person == WITHOUT_ACCOUNT,
            act=self.act,
            start=_midnight(day) if day else None,
            end=_midnight(day + timedelta(days=1)) if day else None,
        )

    def _names_account(self) -> bool:
        # No number of an account is longer, and PostgreSQL knows no longer ones.
        return self.person.isascii() and self.person.isdecimal() and len(self.person) < 10

    def _day(self) -> date | None:
        try:
            day = date.fromisoformat(self.day) if self.day else None
        except ValueError:
            day = date.max
        if day is not None and not 1970 <= day.year <= 2999:
            raise InvalidInput("Vul een dag in, bijvoorbeeld 22-11-2026.")
        return day


@dataclass(frozen=True, slots=True)
class Line:
    """One act. `who` is the name as it was then, or what is left of it; `at` is aware.

    `whom` is the present name of the account that it was done to, "" when it was done to something else.
    """

    ordinal: int
    at: datetime
    who: str
    person_id: int | None
    act: str
    subject: str
    detail: str
    origin: str
    sha256: str
    whom: str


@dataclass(frozen=True, slots=True)
class Page:
    """`older` is where the next page begins, None on the last. `people` and `acts` can be chosen from."""

    lines: tuple[Line, ...]
    older: int | None
    people: tuple[tuple[str, str], ...]
    acts: tuple[str, ...]


def page(wiring: Wiring, person: Person, choice: Choice, before: int | None = None) -> Page:
    """The newest entries, or those before an ordinal. Raises InvalidInput when the day is none."""
    require(person, Action.ADMINISTER)
    with wiring.database.read() as session:
        found = list(audit.search(session, choice.sought(), before, PER_PAGE + 1))
        names = {user.id: user.name for user in people.users(session)}
        acts = tuple(audit.acts(session))
    whom = {account(number): name for number, name in names.items()}
    shown = tuple(_line(one, whom) for one in found[:PER_PAGE])
    older = shown[-1].ordinal if len(found) > PER_PAGE else None
    return Page(shown, older, tuple((str(number), name) for number, name in names.items()), acts)


def table(wiring: Wiring, person: Person, choice: Choice) -> File:
    """All that was chosen, as CSV. Raises InvalidInput when the day is none."""
    require(person, Action.ADMINISTER)
    with wiring.database.read() as session:
        rows = (_cells(_line(one, {})) for one in audit.search(session, choice.sought(), None, None))
        return File("logboek.csv", "text/csv", write_csv(_COLUMNS, rows))


def clear_traces(wiring: Wiring, day: date) -> int:
    """Remove who and where from all entries before this day; what was done stays. Gives the last of them."""
    with wiring.writing(SYSTEM, Act.CLEAR_TRACES) as session:
        last = audit.clear_traces(session, _midnight(day))
        note(session, "logboek", str(last))
        return last


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), AMSTERDAM)


def _line(kept: Kept, whom: Mapping[str, str]) -> Line:
    entry, trace = kept.entry, kept.trace
    left = account(entry.person_id) if entry.person_id is not None else "zonder account"
    return Line(
        ordinal=entry.ordinal,
        at=entry.at,
        who=(trace.name if trace else "") or left,
        person_id=entry.person_id,
        act=entry.act,
        subject=entry.subject,
        detail=entry.detail,
        origin=trace.origin if trace else "",
        sha256=kept.sha256,
        whom=whom.get(entry.subject, ""),
    )


def _cells(line: Line) -> tuple[str, ...]:
    return (
        str(line.ordinal),
        line.at.astimezone(AMSTERDAM).isoformat(timespec="seconds"),
        line.who,
        "" if line.person_id is None else str(line.person_id),
        line.act,
        line.subject,
        line.detail,
        line.origin,
        line.sha256,
    )
