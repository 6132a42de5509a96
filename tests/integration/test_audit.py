"""Each act leaves an entry in the same transaction, and the log cannot be changed without it being seen."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from kader.domain.audit import EMPTY, SYSTEM, Act, Kept, check
from kader.domain.rights import Person
from kader.domain.vocabulary import OrganisationKind
from kader.services.content import load_content
from kader.services.wiring import Wiring, note
from kader.storage import audit, frameworks
from kader.storage.tables import Organisation

ANNA = Person(7, "Anna de Vries")


def log(wiring: Wiring) -> list[Kept]:
    with wiring.database.read() as session:
        found = list(audit.kept(session))
        assert check(found, audit.head(session)) is None
        return found


def test_an_act_says_who_did_what_when_and_from_where(wiring: Wiring) -> None:
    there = replace(wiring, origin="192.0.2.7")
    with there.writing(ANNA, Act.ADD_ORGANISATION) as session:
        session.add(Organisation(slug="bond", name="Bond", kind=OrganisationKind.ASSOCIATION))
        note(session, "organisatie bond", "vereniging")
    (kept,) = log(wiring)
    entry, trace = kept.entry, kept.trace
    assert (entry.ordinal, entry.at, entry.person_id) == (1, wiring.clock(), 7)
    assert (entry.act, entry.subject, entry.detail) == (
        "organisatie toegevoegd",
        "organisatie bond",
        "vereniging",
    )
    assert trace
    assert (trace.name, trace.origin) == ("Anna de Vries", "192.0.2.7")


def test_each_thing_that_was_done_gets_its_entry(wiring: Wiring) -> None:
    with wiring.writing(SYSTEM, Act.LOAD_CONTENT, "geen nieuwe versies") as session:
        note(session, "versie een 1.0")
        note(session, "versie een 2.0")
    assert [kept.entry.subject for kept in log(wiring)] == ["versie een 1.0", "versie een 2.0"]


def test_a_published_version_stands_in_the_log_with_its_hash(wiring: Wiring) -> None:
    load_content(wiring, wiring.settings.content_dir)
    with wiring.database.read() as session:
        hashes = {
            f"versie {framework.slug} {version.label}": version.sha256
            for framework in frameworks.frameworks(session)
            for version in framework.versions
        }
    assert {kept.entry.subject: kept.entry.detail for kept in log(wiring)} == hashes


def test_what_failed_leaves_no_entry(wiring: Wiring) -> None:
    with pytest.raises(ZeroDivisionError), wiring.writing(SYSTEM, Act.LOAD_CONTENT):
        _ = 1 / 0
    assert log(wiring) == []
    with wiring.database.read() as session:
        assert audit.head(session) == EMPTY


def test_writers_at_once_make_one_chain(wiring: Wiring) -> None:
    def act(number: int) -> None:
        with wiring.writing(Person(number, f"Persoon {number}"), Act.SIGN_IN) as session:
            session.execute(text("SELECT 1"))

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(act, range(40)))
    found = log(wiring)
    assert [kept.entry.ordinal for kept in found] == list(range(1, 41))
    assert {kept.entry.person_id for kept in found} == set(range(40))


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE audit_entries SET subject = 'iets anders'",
        "DELETE FROM audit_entries",
        "UPDATE audit_traces SET name = 'iemand anders'",
        "DELETE FROM audit_head",
    ],
)
def test_the_database_refuses_to_change_the_log(wiring: Wiring, statement: str) -> None:
    with wiring.writing(SYSTEM, Act.LOAD_CONTENT):
        pass
    with (
        pytest.raises(DBAPIError, match="append-only"),
        wiring.database.write() as session,
    ):
        session.execute(text(statement))
    assert len(log(wiring)) == 1


def test_a_person_can_be_removed_without_breaking_the_chain(wiring: Wiring) -> None:
    for person in (ANNA, Person(8, "Bram"), ANNA):
        with wiring.writing(person, Act.SIGN_IN):
            pass
    with wiring.writing(SYSTEM, Act.ERASE_ACCOUNT, "account 7") as session:
        audit.erase_traces(session, 7)
    assert [kept.trace.name if kept.trace else None for kept in log(wiring)] == [None, "Bram", None, "Kader"]
