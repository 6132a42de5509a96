"""`kader verify` finds what was changed behind the back of the service, by who can write in the database."""

import hashlib
import sqlite3
from contextlib import closing
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from sqlalchemy import text

from kader.cli.commands import commands
from kader.cli.context import Context
from kader.domain.audit import SYSTEM, Act, Head
from kader.domain.errors import InvalidInput
from kader.domain.rights import Person
from kader.services.content import load_content
from kader.services.starting import prepare
from kader.services.verifying import read_head, shown_head, verify
from kader.services.wiring import Wiring
from kader.storage import audit, migrations
from kader.storage.tables import Upload
from tests.conftest import make_settings

ENTRIES = "audit_entries"
COPY = "INSERT INTO audit_entries SELECT {n}, at, person_id, act, subject, detail, sealed, sha256 FROM {of}"
TRACE = "INSERT INTO audit_traces SELECT {n}, salt, name, origin FROM audit_traces WHERE ordinal = {of}"


@pytest.fixture
def filled(wiring: Wiring) -> Wiring:
    """A service with the shipped frameworks and nine acts of two people on top."""
    load_content(wiring, wiring.settings.content_dir)
    for n in range(1, 10):
        with wiring.writing(Person(n % 2 + 1, "Anna" if n % 2 else "Bram"), Act.ANSWER, f"opmerking {n}"):
            pass
    return wiring


def last(wiring: Wiring) -> int:
    return verify(wiring).head.ordinal


def tamper(wiring: Wiring, *statements: str) -> None:
    """Do what the owner of the database can: without the triggers, and without the foreign keys."""
    engine = wiring.database.engine
    engine.dispose()
    if engine.dialect.name == "sqlite":
        with closing(sqlite3.connect(str(engine.url.database))) as file:
            for (trigger,) in file.execute(
                "SELECT name FROM sqlite_master WHERE type = 'trigger'"
            ).fetchall():
                file.execute(f"DROP TRIGGER {trigger}")
            file.executescript(";\n".join(statements))
        return
    with engine.begin() as connection:
        connection.exec_driver_sql("SET LOCAL session_replication_role = replica")
        for statement in statements:
            connection.execute(text(statement))


def faults(wiring: Wiring) -> tuple[str, ...]:
    return verify(wiring).faults


def test_service_that_was_only_used_is_whole(filled: Wiring) -> None:
    found = verify(filled)
    assert found.faults == ()
    assert f"{found.head.ordinal} regels in het logboek" in found.looked_at
    assert "0 bestanden" in found.looked_at


def test_the_sample_leaves_a_whole_log_and_whole_texts(tmp_path: Path, wiring: Wiring) -> None:
    settings = make_settings(tmp_path, wiring.settings.database_url, KADER_SAMPLE=1)
    sampled = Wiring(settings, wiring.database, wiring.index, wiring.clock)
    list(prepare(sampled))
    found = verify(sampled)
    assert found.faults == ()
    assert found.head.ordinal > 20
    tamper(sampled, "UPDATE editions SET content = content || ' ' WHERE id = 1")
    beside, logged = faults(sampled)
    assert "past niet bij de hash die ernaast staat" in beside
    assert "andere hash dan in het logboek" in logged


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("at", "'2020-01-01 00:00:00.000000'"),
        ("person_id", "99"),
        ("person_id", "NULL"),
        ("act", "'ingelogd'"),
        ("subject", "'opmerking 99'"),
        ("detail", "'niet overgenomen'"),
        ("sealed", "'x'"),
        ("sha256", "'x'"),
    ],
)
def test_changed_row_is_found(filled: Wiring, field: str, value: str) -> None:
    n = last(filled) - 4
    tamper(filled, f"UPDATE audit_entries SET {field} = {value} WHERE ordinal = {n}")
    (fault,) = faults(filled)
    assert fault.startswith(f"Regel {n} van het logboek is veranderd")


def test_removed_row_is_found(filled: Wiring) -> None:
    n = last(filled) - 4
    tamper(filled, *(f"DELETE FROM {table} WHERE ordinal = {n}" for table in ("audit_traces", ENTRIES)))
    assert faults(filled) == (f"Regel {n} van het logboek ontbreekt.",)


def test_removed_row_is_found_when_those_after_it_are_moved_up(filled: Wiring) -> None:
    end = last(filled)
    n = end - 4
    moves = [
        f"UPDATE {table} SET ordinal = {m - 1} WHERE ordinal = {m}"
        for m in range(n + 1, end + 1)
        for table in (ENTRIES, "audit_traces")
    ]
    removals = [f"DELETE FROM {table} WHERE ordinal = {n}" for table in (ENTRIES, "audit_traces")]
    tamper(filled, *removals, *moves, f"UPDATE audit_head SET ordinal = {end - 1}")
    (fault,) = faults(filled)
    assert fault.startswith(f"Regel {n} van het logboek is veranderd")


def test_inserted_row_is_found(filled: Wiring) -> None:
    end = last(filled)
    n = end - 4
    moves = [
        f"UPDATE {table} SET ordinal = {m + 1} WHERE ordinal = {m}"
        for m in range(end, n - 1, -1)
        for table in (ENTRIES, "audit_traces")
    ]
    copy = COPY.format(n=n, of=f"audit_entries WHERE ordinal = {n - 1}")
    tamper(filled, *moves, copy, TRACE.format(n=n, of=n - 1), f"UPDATE audit_head SET ordinal = {end + 1}")
    (fault,) = faults(filled)
    assert fault.startswith(f"Regel {n} van het logboek is veranderd")


def test_row_put_behind_the_end_is_found(filled: Wiring) -> None:
    end = last(filled)
    tamper(filled, COPY.format(n=end + 1, of=f"audit_entries WHERE ordinal = {end}"))
    (fault,) = faults(filled)
    assert fault.startswith(f"Regel {end + 1} van het logboek is veranderd")


def test_reordered_rows_are_found(filled: Wiring) -> None:
    n = last(filled) - 4
    swap = [(n, 900), (n + 1, n), (900, n + 1)]
    tamper(
        filled,
        *(
            f"UPDATE {table} SET ordinal = {new} WHERE ordinal = {old}"
            for old, new in swap
            for table in (ENTRIES, "audit_traces")
        ),
    )
    (fault,) = faults(filled)
    assert fault.startswith(f"Regel {n} van het logboek is veranderd")


def test_tail_that_was_cut_off_is_found(filled: Wiring) -> None:
    n = last(filled) - 2
    tamper(filled, *(f"DELETE FROM {table} WHERE ordinal >= {n}" for table in ("audit_traces", ENTRIES)))
    assert faults(filled) == (f"Het einde van het logboek ontbreekt, vanaf regel {n}.",)


def test_tail_cut_off_with_its_head_is_found_by_an_end_that_was_kept(filled: Wiring) -> None:
    kept = verify(filled).head
    n = kept.ordinal - 2
    tamper(
        filled,
        *(f"DELETE FROM {table} WHERE ordinal >= {n}" for table in ("audit_traces", ENTRIES)),
        f"UPDATE audit_head SET ordinal = {n - 1}, "
        f"sha256 = (SELECT sha256 FROM audit_entries WHERE ordinal = {n - 1})",
    )
    assert faults(filled) == ()
    assert verify(filled, kept).faults == (f"Het einde van het logboek ontbreekt, vanaf regel {n}.",)


def test_end_that_was_kept_still_holds_when_more_was_done(filled: Wiring) -> None:
    kept = verify(filled).head
    with filled.writing(SYSTEM, Act.LOAD_CONTENT):
        pass
    assert verify(filled, read_head(shown_head(kept))).faults == ()
    (fault,) = verify(filled, Head(kept.ordinal, "0" * 64)).faults
    assert fault.startswith("Het logboek is opnieuw geschreven")


@pytest.mark.parametrize(
    ("statement", "told"),
    [
        ("UPDATE audit_traces SET name = 'Iemand' WHERE ordinal = {n}", "veranderd wie het deed"),
        ("DELETE FROM audit_traces WHERE ordinal = {n}", "weg wie het deed"),
    ],
)
def test_changed_or_removed_name_is_found(filled: Wiring, statement: str, told: str) -> None:
    n = last(filled) - 4
    tamper(filled, statement.format(n=n))
    (fault,) = faults(filled)
    assert f"Bij regel {n} van het logboek" in fault
    assert told in fault


def test_names_and_addresses_of_before_a_day_can_be_cleared(filled: Wiring) -> None:
    end = last(filled)
    later = replace(filled, clock=lambda: filled.clock() + timedelta(days=1))
    with later.writing(Person(1, "Anna"), Act.ANSWER, "opmerking 10"):
        pass
    cleared = invoke(later, "log", "clear", "--before", "2025-01-16")
    assert cleared.output == f"Namen en adressen gewist tot en met regel {end}.\n"
    with filled.database.read() as session:
        names = [kept.trace.name if kept.trace else None for kept in audit.kept(session)]
    assert names == [None] * end + ["Anna", "Kader"]
    assert faults(filled) == ()
    tamper(filled, f"DELETE FROM audit_traces WHERE ordinal = {end + 1}")
    (fault,) = faults(filled)
    assert fault.startswith(f"Bij regel {end + 1} van het logboek is weg wie het deed")


SOME = "(SELECT min(id) FROM versions)"


@pytest.mark.parametrize(
    ("statement", "told"),
    [
        (
            f"UPDATE versions SET source = source || ' ' WHERE id = {SOME}",
            ["past niet", "dan in het logboek"],
        ),
        (f"UPDATE versions SET sha256 = 'x' WHERE id = {SOME}", ["past niet"]),
        (f"DELETE FROM versions WHERE id = {SOME}", ["is er niet meer"]),
    ],
)
def test_changed_text_or_file_is_found(filled: Wiring, statement: str, told: list[str]) -> None:
    tamper(filled, statement)
    found = faults(filled)
    assert len(found) == len(told)
    assert all(part in fault for part, fault in zip(told, found, strict=True))


def test_changed_file_is_found(filled: Wiring) -> None:
    content = b"een brief"
    received = {"filename": "brief.txt", "content": content, "received_at": filled.clock()}
    with filled.database.write() as session:
        session.add(Upload(sha256=hashlib.sha256(content).hexdigest(), **received))
        session.add(Upload(sha256=hashlib.sha256(b"iets anders").hexdigest(), **received))
    assert faults(filled) == ("Bestand 2 past niet bij de hash die ernaast staat.",)


def test_text_changed_together_with_its_hash_is_found_by_the_log(filled: Wiring) -> None:
    other = "a4d451ec23463726f72c43f0d6ce3e8dfd30b7db58f5c7ee3ca6cfca01f7f0a1"
    tamper(filled, f"UPDATE versions SET source = 'x', sha256 = '{other}' WHERE id = {SOME}")
    assert "dan in het logboek staat" in faults(filled)[-1]


def invoke(wiring: Wiring, *arguments: str) -> Result:
    return CliRunner().invoke(commands, arguments, obj=Context(lambda: wiring, object))


def kader(wiring: Wiring, *arguments: str) -> Result:
    return invoke(wiring, "verify", *arguments)


def test_command_says_what_it_found_by_its_exit_status(filled: Wiring) -> None:
    fine = kader(filled)
    assert (fine.exit_code, "Alles klopt." in fine.output) == (0, True)
    kept = fine.output.rsplit(" ", 1)[-1].strip()
    assert kader(filled, "--head", kept).exit_code == 0
    assert kader(filled, "--head", "gisteren").exit_code == 2
    assert kader(filled, "--niets").exit_code == 2
    tamper(filled, f"UPDATE audit_entries SET detail = 'x' WHERE ordinal = {last(filled)}")
    wrong = kader(filled)
    assert (wrong.exit_code, "is veranderd" in wrong.output) == (1, True)


@pytest.mark.parametrize("text", ["", "12", "12:abc", "-1:" + "0" * 64, "x:" + "0" * 64])
def test_end_that_cannot_be_one_is_refused(text: str) -> None:
    with pytest.raises(InvalidInput, match="einde van het logboek"):
        read_head(text)


def test_database_that_was_downgraded_and_upgraded_begins_a_new_log(filled: Wiring) -> None:
    migrations.downgrade(filled.database, "0001")
    migrations.upgrade(filled.database)
    assert verify(filled).head == Head(0, "0" * 64)
