"""Where in the database a person left something, and what becomes of it when their account goes.

Every column that names an account stands in `TRACES`; a test finds the one that was forgotten. What an
organisation sent or an editor decided stays, and then points to an account without a name.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Table, delete, select
from sqlalchemy.orm import Session

from kader.storage import audit
from kader.storage.contributing_tables import UnsentText
from kader.storage.mail_tables import Mail
from kader.storage.schema import metadata
from kader.storage.tables import User

ERASED_NAME = "Verwijderd account"


@dataclass(frozen=True, slots=True)
class Trace:
    """A column that names an account; `title` says to its owner what the rows are."""

    table: str
    column: str
    title: str
    removed: bool = False


TRACES = (
    Trace("grants", "user_id", "Uw rollen", removed=True),
    Trace("sign_in_sessions", "user_id", "Waar u bent ingelogd", removed=True),
    Trace("account_links", "user_id", "Links om een wachtwoord te kiezen", removed=True),
    Trace("second_factors", "user_id", "Tweede stap bij het inloggen", removed=True),
    Trace("recovery_codes", "user_id", "Herstelcodes", removed=True),
    Trace("outside_identities", "user_id", "Koppeling met het account van uw organisatie", removed=True),
    Trace("mails", "user_id", "Mails aan u", removed=True),
    Trace("mail_choices", "user_id", "Welke mails u wilt", removed=True),
    Trace("versions", "published_by_id", "Versies die u publiceerde"),
    Trace("uploads", "received_from_id", "Bestanden die u inlas"),
    Trace("responses", "submitted_by_id", "Reacties die u indiende"),
    Trace("editions", "submitted_by_id", "Reacties zoals u ze indiende"),
    Trace("comments", "written_by_id", "Opmerkingen die u schreef"),
    Trace("comment_notes", "written_by_id", "Wat u met collega’s besprak"),
    Trace("set_aside_comments", "written_by_id", "Opmerkingen van u die niet zijn verstuurd"),
    Trace("set_aside_comments", "set_aside_by_id", "Opmerkingen die u niet verstuurde"),
    Trace("contributor_links", "made_by_id", "Uitnodigingen die u maakte"),
    Trace("answer_opinions", "given_by_id", "Wat u van antwoorden vond"),
    Trace("corrections", "made_by_id", "Verbeteringen die u aanbracht"),
    Trace("dispositions", "decided_by_id", "Uitkomsten die u gaf"),
    Trace("uptakes", "decided_by_id", "Doorwerking die u beoordeelde"),
    Trace("alignments", "decided_by_id", "Oordelen die u gaf"),
    Trace("alignments", "ended_by_id", "Oordelen die u beëindigde"),
    Trace("round_invitations", "invited_by_id", "Organisaties die u uitnodigde"),
    Trace("round_extensions", "decided_by_id", "Rondes die u verlengde"),
    Trace("late_admissions", "decided_by_id", "Organisaties die u later toeliet"),
    Trace("editor_questions", "asked_by_id", "Vragen die u stelde"),
    Trace("editor_questions", "answered_by_id", "Vragen die u beantwoordde"),
    Trace("blankings", "blanked_by_id", "Namen die u onleesbaar maakte"),
)

# What would open an account, or is somebody else's, is not handed out.
_WITHHELD = {"password_hash", "token_sha256", "code_sha256", "sealed_secret", "key", "lease", "body"}


def of(session: Session, user: User) -> dict[str, list[dict[str, Any]]]:
    """Everything that names this account, by title: rows as columns with values that JSON knows."""
    found = {"Uw account": _rows(session, metadata.tables["users"], "id", user.id)}
    for trace in TRACES:
        found[trace.title] = _rows(session, metadata.tables[trace.table], trace.column, user.id)
    found["Wat u nog aan het typen was"] = _rows(
        session, metadata.tables["unsent_texts"], "owner", f"account {user.id}"
    )
    found["Wat u deed, volgens het logboek"] = list(_acts(session, user.id))
    return found


def erase(session: Session, user: User, at: datetime) -> None:
    """Take the person out of their account; what they did for others stays, under no name."""
    audit.erase_traces(session, user.id)
    session.execute(delete(Mail).where(Mail.to_address == user.email))
    session.execute(delete(UnsentText).where(UnsentText.owner == f"account {user.id}"))
    for trace in TRACES:
        if trace.removed:
            table = metadata.tables[trace.table]
            session.execute(delete(table).where(table.c[trace.column] == user.id))
    user.email, user.name = f"verwijderd-{user.id}@kader.invalid", ERASED_NAME
    user.password_hash, user.active, user.erased_at = "!", False, at
    session.flush()
    session.expire(user)


def _rows(session: Session, table: Table, column: str, value: object) -> list[dict[str, Any]]:
    told = [one for one in table.columns if one.name not in _WITHHELD]
    rows = session.execute(select(*told).where(table.c[column] == value).order_by(*table.primary_key))
    return [{name: _plain(cell) for name, cell in row.items()} for row in rows.mappings()]


def _acts(session: Session, user_id: int) -> Iterator[dict[str, Any]]:
    for kept in audit.kept(session):
        if kept.entry.person_id == user_id:
            origin = kept.trace.origin if kept.trace else ""
            moment = kept.entry.at.isoformat()
            yield {"at": moment, "act": kept.entry.act, "subject": kept.entry.subject, "origin": origin}


def _plain(value: object) -> object:
    """A value as JSON knows it; of a file only how large it is, for the file itself can be downloaded."""
    if isinstance(value, datetime | date):
        return value.isoformat()
    return f"{len(value)} bytes" if isinstance(value, bytes) else value
