"""What is kept of a person: all of it is known, handed over, and gone when they leave."""

import json
from datetime import timedelta

import pyotp
import pytest
from sqlalchemy import select

from kader.domain.audit import check
from kader.domain.errors import NotAllowed, NotFound
from kader.domain.rights import Person
from kader.domain.vocabulary import ResponseStatus, Role
from kader.services import accounts, administering, choosing_password, privacy, second_factor, sessions
from kader.services.accounts import NewGrant
from kader.services.second_factor import WrongPassword
from kader.services.wiring import Wiring
from kader.storage import audit, sign_ins
from kader.storage.mail_tables import Mail
from kader.storage.schema import metadata
from kader.storage.tables import Comment, Response, User
from kader.storage.traces import ERASED_NAME, TRACES
from tests import factories as make
from tests.accounts import LAPTOP, NEW, PASSWORD, acts, enter, link_in, mails, signs_in, somebody
from tests.conftest import Clock

COORDINATOR = NewGrant(Role.COORDINATOR, organisation="vereniging")
ADMINISTRATOR = NewGrant(Role.ADMINISTRATOR)


@pytest.fixture
def lia(wiring: Wiring, clock: Clock) -> Person:
    """Somebody who submitted a response, wrote in it, and left as many traces as one can."""
    with wiring.database.write() as session:
        organisation = make.organisation(session)
        version = make.version(session, make.framework(session), "1.0", "# Kop\n\nEen zin.")
        made = make.response(session, make.round_on(session, version), organisation, ResponseStatus.SUBMITTED)
        make.comment(session, made, "Dit moet anders.")
    person = somebody(wiring, COORDINATOR)
    with wiring.database.write() as session:
        session.scalars(select(Response)).one().submitted_by_id = person.id
        session.scalars(select(Comment)).one().written_by_id = person.id
        sign_ins.add_identity(session, person.id or 0, "https://elders.example", "lia-1", clock.now)
    choosing_password.ask_link(wiring, "lid@voorbeeld.example")
    found = sessions.current(wiring, enter(wiring).token)
    assert found is not None
    secret = second_factor.set_up(wiring, person).secret.replace(" ", "")
    code = pyotp.TOTP(secret).at(clock.now)
    second_factor.confirm(wiring, person, found.session_id, LAPTOP.agent, PASSWORD, code)
    clock.now += timedelta(seconds=30)
    return person


def own_session(wiring: Wiring, person: Person) -> int:
    return sessions.lines(wiring, person, 0)[0].id


def test_every_column_that_names_a_person_says_what_becomes_of_it() -> None:
    """A new column? Add a line to TRACES in storage/traces.py, and to the page about privacy if it is new."""
    naming = {
        (table.name, column.name)
        for table in metadata.tables.values()
        for column in table.columns
        if any(key.column.table.name == "users" for key in column.foreign_keys)
    }
    assert naming == {(trace.table, trace.column) for trace in TRACES}


def test_titles_tell_apart_what_is_handed_over() -> None:
    assert len({trace.title for trace in TRACES}) == len(TRACES)


def test_what_cannot_be_empty_is_removed() -> None:
    """What stays points to the emptied account; nothing needs to be made up for it."""
    for trace in TRACES:
        table = metadata.tables[trace.table]
        assert trace.removed or table.c[trace.column].nullable, trace


def test_everything_is_handed_over_but_what_opens_the_account(wiring: Wiring, lia: Person) -> None:
    told = json.loads(privacy.take_along(wiring, lia))
    assert told["Uw account"][0]["email"] == "lid@voorbeeld.example"
    assert [row["role"] for row in told["Uw rollen"]] == ["coördinator"]
    assert {row["browser"] for row in told["Waar u bent ingelogd"]} == {"Firefox op Linux"}
    assert [row["text"] for row in told["Opmerkingen die u schreef"]] == ["Dit moet anders."]
    assert len(told["Reacties die u indiende"]) == 1
    assert [row["subject"] for row in told["Koppeling met het account van uw organisatie"]] == ["lia-1"]
    assert {row["act"] for row in told["Wat u deed, volgens het logboek"]} >= {"tweede stap ingesteld"}
    assert {trace.title for trace in TRACES} <= set(told)
    text = json.dumps(told)
    for secret in (
        "argon2",
        "password_hash",
        "token_sha256",
        "sealed_secret",
        "code_sha256",
        "wachtwoord-kiezen",
    ):
        assert secret not in text


def test_nothing_of_anybody_else_is_handed_over(wiring: Wiring, lia: Person) -> None:
    noor = somebody(wiring, email="noor@voorbeeld.example")
    enter(wiring, "noor@voorbeeld.example")
    told = privacy.take_along(wiring, noor).decode()
    assert "lid@voorbeeld.example" not in told
    assert "Dit moet anders" not in told


def test_who_leaves_takes_the_person_along_and_leaves_the_answer(wiring: Wiring, lia: Person) -> None:
    mine = own_session(wiring, lia)
    privacy.leave(wiring, lia, mine, PASSWORD)
    with wiring.database.read() as session:
        response, comment = session.scalars(select(Response)).one(), session.scalars(select(Comment)).one()
        assert (response.status, comment.text) == (ResponseStatus.SUBMITTED, "Dit moet anders.")
        assert comment.writer is not None
        assert comment.writer.name == ERASED_NAME
        assert response.submitted_by_id == lia.id
        user = session.get_one(User, lia.id)
        assert (user.email, user.active, user.grants) == (f"verwijderd-{lia.id}@kader.invalid", False, [])
        for trace in TRACES:
            if trace.removed:
                table = metadata.tables[trace.table]
                rows = session.execute(select(table).where(table.c[trace.column] == lia.id)).all()
                assert rows == [], trace
        assert session.scalars(select(Mail).where(Mail.to_address == "lid@voorbeeld.example")).all() == []


def test_name_and_address_stand_nowhere_any_more(wiring: Wiring, lia: Person) -> None:
    privacy.leave(wiring, lia, own_session(wiring, lia), PASSWORD)
    with wiring.database.read() as session:
        everything = "\n".join(
            str(tuple(row)) for table in metadata.tables.values() for row in session.execute(select(table))
        )
    assert "lid@voorbeeld.example" not in everything
    assert "Lia" not in everything


def test_log_stays_whole_when_somebody_leaves(wiring: Wiring, lia: Person) -> None:
    privacy.leave(wiring, lia, own_session(wiring, lia), PASSWORD)
    assert acts(wiring)[-1][:2] == ("account verwijderd", f"account {lia.id}")
    with wiring.database.read() as session:
        kept = list(audit.kept(session))
        assert check(kept, audit.head(session)) is None
    assert all(one.trace is None or one.trace.name != "Lia" for one in kept)


def test_who_left_is_out_and_can_come_back_as_somebody_new(wiring: Wiring, lia: Person) -> None:
    link = link_in(mails(wiring)[0])
    privacy.leave(wiring, lia, own_session(wiring, lia), PASSWORD)
    assert signs_in(wiring, "lid@voorbeeld.example", PASSWORD) is None
    assert accounts.person(wiring, lia.id or 0) is None
    with pytest.raises(choosing_password.DeadLink):
        choosing_password.choose(wiring, link, NEW)
    assert somebody(wiring).id != lia.id


def test_leaving_asks_for_the_password(wiring: Wiring, lia: Person) -> None:
    with pytest.raises(WrongPassword):
        privacy.leave(wiring, lia, own_session(wiring, lia), "fout")
    assert accounts.person(wiring, lia.id or 0) == lia


def test_last_administrator_stays(wiring: Wiring) -> None:
    boss = somebody(wiring, ADMINISTRATOR)
    enter(wiring)
    with pytest.raises(NotAllowed, match="laatste beheerder"):
        privacy.leave(wiring, boss, own_session(wiring, boss), PASSWORD)
    somebody(wiring, ADMINISTRATOR, email="twee@voorbeeld.example")
    privacy.leave(wiring, boss, own_session(wiring, boss), PASSWORD)


def test_administrator_removes_who_asks_for_it(wiring: Wiring, lia: Person) -> None:
    boss = somebody(wiring, ADMINISTRATOR, email="baas@voorbeeld.example")
    privacy.remove(wiring, boss, lia.id or 0)
    assert [line.email for line in administering.everyone(wiring, boss)] == ["baas@voorbeeld.example"]
    for again in (privacy.remove, administering.send_link, administering.someone):
        with pytest.raises(NotFound):
            again(wiring, boss, lia.id or 0)
    with pytest.raises(NotAllowed):
        privacy.remove(wiring, boss, boss.id or 0)


def test_nobody_else_removes_anybody(wiring: Wiring, lia: Person) -> None:
    noor = somebody(wiring, email="noor@voorbeeld.example")
    with pytest.raises(NotAllowed):
        privacy.remove(wiring, noor, lia.id or 0)
