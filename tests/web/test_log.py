"""The audit log on the administrator's screen."""

import csv
from dataclasses import replace
from datetime import UTC, datetime
from io import StringIO

import pytest
from flask import Flask

from kader.domain.audit import SYSTEM, Act
from kader.domain.rights import Person
from kader.domain.vocabulary import Role
from kader.services import accounts
from kader.services.accounts import NewGrant
from kader.services.logbook import PER_PAGE
from kader.services.wiring import Wiring, note
from tests.web.client import CheckingClient, text_of

PASSWORD = "een lange zin als wachtwoord"
ANNA, BRAM = Person(70, "Anna de Vries"), Person(71, "Bram <b>Bos</b>")


@pytest.fixture
def wired(app: Flask) -> Wiring:
    wiring: Wiring = app.extensions["kader"]
    return replace(wiring, origin="192.0.2.7")


@pytest.fixture
def admin(app: Flask, client: CheckingClient, wired: Wiring) -> CheckingClient:
    """The client of an administrator who signed in."""
    accounts.create_user(
        wired, SYSTEM, "sjoerd@voorbeeld.example", "Sjoerd", PASSWORD, [NewGrant(Role.ADMINISTRATOR)]
    )
    client.post("/inloggen", data={"email": "sjoerd@voorbeeld.example", "password": PASSWORD})
    return client


def act(wired: Wiring, person: Person, act: Act, subject: str, detail: str = "") -> None:
    with wired.writing(person, act) as session:
        note(session, subject, detail)


def shown(client: CheckingClient) -> list[list[str]]:
    """The rows of the log: number, moment, who, what, to what, from where."""
    rows = [list(row) for row in client.page.iter("tr")]
    return [[text_of(cell) for cell in row] for row in rows if row and row[0].get("scope") == "row"]


def whats(client: CheckingClient) -> list[str]:
    return [row[3] for row in shown(client)]


def test_log_tells_who_did_what_when_to_what_and_from_where(admin: CheckingClient, wired: Wiring) -> None:
    act(wired, BRAM, Act.ANSWER, "opmerking 12", "overgenomen")
    admin.path("/beheer/logboek")
    number, moment, *rest = shown(admin)[0]
    assert number.isdecimal()
    assert moment == "15 januari 2025 om 13.00 uur"
    assert rest == ["Bram <b>Bos</b>", "uitkomst gegeven", "opmerking 12 overgenomen", "192.0.2.7"]


def test_log_is_chosen_by_person_act_and_day(admin: CheckingClient, wired: Wiring) -> None:
    made = accounts.create_user(wired, SYSTEM, "anna@voorbeeld.example", "Anna", PASSWORD, [])
    anna = Person(made, "Anna")
    # half past midnight in Amsterdam, the day before in UTC
    first, second = (datetime(2025, 7, day, 22, 30, tzinfo=UTC) for day in (1, 2))
    act(replace(wired, clock=lambda: first), anna, Act.OPEN_ROUND, "consultatieronde 1")
    act(replace(wired, clock=lambda: second), anna, Act.PUBLISH_VERSION, "versie een 1.0")
    act(replace(wired, clock=lambda: second), SYSTEM, Act.CARRY_PLACES, "alle kaders")
    admin.path(f"/beheer/logboek?wie={made}")
    assert whats(admin) == ["versie gepubliceerd", "consultatieronde geopend", "account gemaakt"]
    assert shown(admin)[-1][4] == f"account {made} (Anna)"
    admin.path("/beheer/logboek?wie=zonder&wat=vindplaatsen+overgebracht")
    assert whats(admin) == ["vindplaatsen overgebracht"]
    admin.path("/beheer/logboek?dag=2025-07-02")
    assert whats(admin) == ["consultatieronde geopend"]
    admin.path("/beheer/logboek?dag=2025-07-01")
    assert shown(admin) == []
    assert "Er is niets gevonden." in text_of(admin.page)


@pytest.mark.parametrize("day", ["gisteren", "2025-02-30", "9999-12-31", "0001-01-01"])
def test_day_that_is_none_is_told_at_the_field(admin: CheckingClient, day: str) -> None:
    assert admin.get(f"/beheer/logboek?dag={day}").status_code == 422
    assert "Vul een dag in" in text_of(next(e for e in admin.page.iter("span") if e.get("id") == "dag-fout"))
    assert admin.get(f"/beheer/logboek.csv?dag={day}").status_code == 422


@pytest.mark.parametrize(
    "query", ["wie=x", "wie=99999999999", "voor=x", "voor=-1", "voor=99999999999", "wat=x"]
)
def test_address_that_somebody_made_up_does_no_harm(admin: CheckingClient, query: str) -> None:
    admin.path(f"/beheer/logboek?{query}")


def test_log_is_turned_page_by_page(admin: CheckingClient, wired: Wiring) -> None:
    for n in range(PER_PAGE + 5):
        act(wired, ANNA, Act.ANSWER, f"opmerking {n}")
    admin.path("/beheer/logboek?wat=uitkomst+gegeven")
    assert len(shown(admin)) == PER_PAGE
    older = next(a for a in admin.page.iter("a") if text_of(a) == "Oudere regels")
    admin.path(older.get("href", ""))
    assert [row[4] for row in shown(admin)] == [f"opmerking {n}" for n in range(4, -1, -1)]
    links = [text_of(a) for a in admin.page.iter("a")]
    assert "Oudere regels" not in links
    assert "Nieuwste regels" in links


def test_log_is_downloaded_as_it_was_chosen(admin: CheckingClient, wired: Wiring) -> None:
    act(wired, Person(70, "=cmd()"), Act.ANSWER, "opmerking 12", "overgenomen")
    act(wired, ANNA, Act.OPEN_ROUND, "consultatieronde 1")
    answer = admin.get("/beheer/logboek.csv?wat=uitkomst+gegeven")
    assert answer.headers["Cache-Control"] == "no-store"
    assert "attachment" in answer.headers["Content-Disposition"]
    header, row = csv.reader(StringIO(answer.text.removeprefix("\ufeff")), delimiter=";")
    told = dict(zip(header, row, strict=True))
    assert (told["moment"], told["wie"], told["account"]) == ("2025-01-15T13:00:00+01:00", "'=cmd()", "70")
    assert (told["wat"], told["waaraan"], told["bijzonderheid"]) == (
        "uitkomst gegeven",
        "opmerking 12",
        "overgenomen",
    )
    assert (told["waarvandaan"], len(told["hash"])) == ("192.0.2.7", 64)


def test_what_the_screens_do_is_logged_with_the_address_of_the_request(admin: CheckingClient) -> None:
    admin.post(
        "/beheer/organisaties",
        data={"naam": "Gemeente Dijkstede", "soort": "gemeente"},
        environ_base={"REMOTE_ADDR": "203.0.113.9"},
    )
    admin.path("/beheer/logboek?wat=organisatie+toegevoegd")
    ((_, _, who, _, subject, origin),) = shown(admin)
    assert (who, subject, origin) == ("Sjoerd", "organisatie gemeente-dijkstede", "203.0.113.9")


def test_signing_in_is_by_the_person_and_failing_to_is_on_their_account(admin: CheckingClient) -> None:
    admin.post("/uitloggen")
    for password in ("een verkeerd wachtwoord", PASSWORD):
        admin.post("/inloggen", data={"email": "sjoerd@voorbeeld.example", "password": password})
    admin.path("/beheer/logboek?wie=1")
    rows = [(who, what, subject) for _, _, who, what, subject, _ in shown(admin)]
    assert rows[:3] == [
        ("Sjoerd", "ingelogd", "account 1 (Sjoerd) wachtwoord"),
        ("zonder account", "inloggen mislukt", "account 1 (Sjoerd) wachtwoord"),
        ("Sjoerd", "uitgelogd", "account 1 (Sjoerd)"),
    ]


def test_log_is_for_administrators(client: CheckingClient) -> None:
    assert client.get("/beheer/logboek").status_code == 302
    assert client.get("/beheer/logboek.csv").status_code == 302
