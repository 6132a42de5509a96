"""What people choose to receive, the link that stops mails, and what administrators see of the outbox."""

import pytest
from flask import Flask

from kader.domain.mail import MailKind, MailState
from kader.domain.vocabulary import Role
from kader.mail.transport import FolderTransport
from kader.services.mail_sending import send_due
from kader.services.mailing import queue, unsubscribe_url
from kader.services.wiring import Wiring
from kader.storage.mail_tables import Mail, MailChoice
from kader.storage.tables import User
from tests import factories as make
from tests.web.client import CheckingClient, text_of
from tests.web.signing_in import sign_in_as

SECRET = "https://kader.example/wachtwoord/heel-geheim"


@pytest.fixture
def wired(app: Flask) -> Wiring:
    made: Wiring = app.extensions["kader"]
    return made


def somebody(wired: Wiring, role: Role = Role.ADMINISTRATOR) -> int:
    with wired.database.write() as session:
        return make.person(session, role).id or 0


def link(wired: Wiring, user_id: int, kind: MailKind = MailKind.REMINDER) -> str:
    return unsubscribe_url(wired.settings, user_id, kind).removeprefix(wired.settings.base_url)


def refused(wired: Wiring, user_id: int) -> list[str]:
    with wired.database.read() as session:
        found = session.get(MailChoice, user_id)
        return found.refused if found else []


def test_one_chooses_what_one_gets(client: CheckingClient, wired: Wiring) -> None:
    number = somebody(wired)
    sign_in_as(wired, client, number)
    client.path("/account/berichten")
    boxes = [box for box in client.page.iter("input") if box.get("name") == "soort"]
    assert len(boxes) == 6
    assert all(box.get("checked") is not None for box in boxes)
    sent = {"soort": ["opening", "vraag", "onzin"], "wanneer": "dagelijks"}
    assert client.post("/account/berichten", data=sent).status_code == 303
    client.path("/account/berichten")
    on = {box.get("value") for box in client.page.iter("input") if box.get("checked") is not None}
    assert on == {"opening", "vraag", "dagelijks"}


def test_without_a_server_the_screens_say_so(client: CheckingClient, wired: Wiring) -> None:
    sign_in_as(wired, client, somebody(wired))
    for page in ("/account/berichten", "/beheer/post"):
        client.path(page)
        assert "geen mailserver ingesteld" in text_of(client.page)


def test_link_in_a_mail_stops_that_kind_without_signing_in(client: CheckingClient, wired: Wiring) -> None:
    number = somebody(wired)
    path = link(wired, number)
    assert client.path(path).headers["Referrer-Policy"] == "no-referrer"
    assert refused(wired, number) == [], "looking changes nothing: programs follow links in mails"
    assert client.post(path).status_code == 303
    assert refused(wired, number) == ["herinnering"]
    client.path(path)
    assert "niet meer" in text_of(client.page.find(".//h1"))
    client.post(path)
    assert refused(wired, number) == ["herinnering"]


@pytest.mark.parametrize("method", ["GET", "POST"])
def test_made_up_link_stops_nothing(client: CheckingClient, wired: Wiring, method: str) -> None:
    number = somebody(wired)
    forged = link(wired, number)[:-3] + "xyz"
    for path in (forged, "/afmelden/x", link(wired, 999), link(wired, number, MailKind.ACCOUNT)):
        assert client.open(path, method=method).status_code == 404
    assert refused(wired, number) == []


def test_who_was_unsubscribed_sees_it_and_can_undo_it(client: CheckingClient, wired: Wiring) -> None:
    number = somebody(wired)
    client.post(link(wired, number))
    sign_in_as(wired, client, number)
    kinds = ["uitnodiging", "opening", "herinnering", "ontvangstbewijs", "vraag", "publicatie"]
    client.post("/account/berichten", data={"soort": kinds, "wanneer": "direct"})
    assert refused(wired, number) == []


def test_administrator_sees_what_was_given_up_and_lets_it_be_tried_again(
    client: CheckingClient, wired: Wiring
) -> None:
    with wired.database.write() as session:
        queue(session, wired, to="geen adres", kind=MailKind.ACCOUNT, subject="Welkom", body=SECRET, key="1")
        queue(session, wired, to="a@b.example", kind=MailKind.ACCOUNT, subject="Dag", body=SECRET, key="2")
    send_due(wired, FolderTransport(wired.settings.mail.folder))
    sign_in_as(wired, client, somebody(wired))
    answer = client.path("/beheer/post")
    assert "kan geen mail krijgen" in text_of(client.page)
    assert "heel-geheim" not in answer.text
    (form,) = [f for f in client.page.iter("form") if "/beheer/post/" in f.get("action", "")]
    assert client.post(form.get("action", "")).status_code == 303
    with wired.database.read() as session:
        mail = session.query(Mail).filter_by(key="1").one()
        assert (mail.state, mail.tries) == (MailState.WAITING, 0)
    assert client.post(form.get("action", "")).status_code == 403, "it waits already"


def test_choice_is_ones_own(client: CheckingClient, wired: Wiring) -> None:
    mine, other = somebody(wired), somebody(wired)
    sign_in_as(wired, client, mine)
    client.post("/account/berichten", data={"user_id": str(other), "soort": [], "wanneer": "direct"})
    assert (len(refused(wired, mine)), refused(wired, other)) == (6, [])


def test_unsubscribing_outlives_the_change_of_an_address(wired: Wiring, client: CheckingClient) -> None:
    number = somebody(wired)
    path = link(wired, number)
    with wired.database.write() as session:
        session.get_one(User, number).email = "nieuw@voorbeeld.example"
    client.post(path)
    assert refused(wired, number) == ["herinnering"]
