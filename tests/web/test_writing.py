"""Writing together on the screen: every step without scripts, nothing typed lost, nothing unescaped."""

from dataclasses import dataclass
from datetime import timedelta

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from kader.domain.rights import Person
from kader.domain.vocabulary import Outcome, Role
from kader.services import accounting, answering, contributing
from kader.services.wiring import Wiring
from tests import factories as make
from tests.conftest import Clock
from tests.web.client import CheckingClient, text_of
from tests.web.signing_in import sign_in_as

EVIL = "<script>alert(1)</script>\"'><img src=x onerror=alert(1)>"
PAGES = (
    "# Begin\n\nElk gezin heeft een vast gezicht. We onderzoeken samen wat er nodig is.",
    "## Vervolg\n\n- Het plan is van het gezin.\n- De school blijft buiten beeld.",
)


@dataclass(frozen=True, slots=True)
class Desk:
    """An answer in the making, and browsers of people."""

    app: Flask
    wiring: Wiring
    round_id: int
    response_id: int
    people: dict[str, Person]

    def browser(self, who: str) -> CheckingClient:
        self.app.test_client_class = CheckingClient
        client = self.app.test_client()
        assert isinstance(client, CheckingClient)
        if who:
            sign_in_as(self.wiring, client, self.people[who].id or 0)
        return client

    def at(self, path: str) -> str:
        return f"/reacties/{self.response_id}/{path}"

    def write(self, client: CheckingClient, **fields: object) -> TestResponse:
        form = {"van": 6, "tot": 18, "tekst": "Dit moet anders.", "voorstel": "", "aard": ""}
        return client.post(self.at("nieuwe-opmerking"), data={**form, **fields})


@pytest.fixture
def desk(app: Flask) -> Desk:
    wiring: Wiring = app.extensions["kader"]
    with wiring.database.write() as session:
        framework = make.framework(session)
        one = make.round_on(session, make.version(session, framework, "1.0", *PAGES))
        one.questions = ["Is het duidelijk?"]
        ours = make.organisation(session)
        people = {
            "member": make.person(session, Role.MEMBER, organisation_id=ours.id),
            "coordinator": make.person(session, Role.COORDINATOR, organisation_id=ours.id),
            "editor": make.person(session, Role.EDITOR, framework_id=framework.id),
        }
    response_id = contributing.begin(wiring, people["member"], one.id, ours.id)
    return Desk(app, wiring, one.id, response_id, people)


def test_a_remark_is_written_beside_its_words(desk: Desk) -> None:
    member = desk.browser("member")
    member.path(desk.at("nieuwe-opmerking?van=6&tot=15"))
    assert "Elk gezin" in text_of(member.page.find(".//blockquote"))
    assert desk.write(member, tot=15, voorstel="Ieder gezin", aard="tekstueel").status_code == 303
    shown = member.path(desk.at("tekst")).text
    assert "<ins>Ieder</ins>" in shown.replace("\n", "")
    assert "tekstueel" in shown


def test_nothing_typed_is_lost_when_it_is_refused(desk: Desk) -> None:
    answer = desk.write(desk.browser("member"), tekst="", voorstel="Elk gezin he", verwijst="99")
    assert answer.status_code in (404, 422)
    refused = desk.write(desk.browser("member"), tekst="y" * 20_001, aard="vraag")
    assert refused.status_code == 422
    assert "y" * 20_001 in refused.text
    assert "te lang" in refused.text


def test_what_was_being_typed_comes_back_after_a_closed_tab(desk: Desk) -> None:
    member = desk.browser("member")
    kept = {"plek": "nieuw-6-15-", "tekst": "Half een zi", "voorstel": "Elk gezin", "aard": ""}
    assert member.post(desk.at("bewaren"), data=kept).status_code == 204
    assert "Half een zi" in member.path(desk.at("nieuwe-opmerking?van=6&tot=15")).text
    assert (
        "Half een zi" not in desk.browser("coordinator").path(desk.at("nieuwe-opmerking?van=6&tot=15")).text
    )
    desk.write(member, tot=15)
    assert "Half een zi" not in member.path(desk.at("nieuwe-opmerking?van=6&tot=15")).text


def test_who_writes_the_same_again_is_shown_what_is_there(desk: Desk) -> None:
    member, coordinator = desk.browser("member"), desk.browser("coordinator")
    desk.write(member, tekst="De school ontbreekt hier helemaal.")
    first = desk.write(coordinator, tekst="De school ontbreekt hier helemaal!", van=90, tot=110)
    assert first.status_code == 409
    assert "bijna hetzelfde" in first.text
    again = desk.write(coordinator, tekst="De school ontbreekt hier helemaal!", van=90, tot=110, toch="1")
    assert again.status_code == 303


@pytest.mark.parametrize(
    "address",
    [
        "van=-1&tot=3",
        "van=3&tot=2",
        "van=0&tot=99999",
        "pagina=99",
        "van=x&tot=y",
        "van=" + "9" * 30 + "&tot=1",
    ],
)
def test_a_place_that_is_not_there_is_said_so(desk: Desk, address: str) -> None:
    answer = desk.browser("member").get(desk.at(f"nieuwe-opmerking?{address}"))
    assert answer.status_code in (200, 422)


def test_every_field_is_escaped_wherever_it_is_shown(desk: Desk) -> None:
    member, coordinator = desk.browser("member"), desk.browser("coordinator")
    desk.write(member, tekst=EVIL, voorstel=EVIL)
    for path, fields in (
        ("geschreven/1/bericht", {"bericht": EVIL}),
        ("samen/brief", {"titel": EVIL, "datum": EVIL, "brief": EVIL}),
        ("samen/punten", {"punt-titel": EVIL, "punt": EVIL}),
        ("samen/vragen/0", {"antwoord-0": EVIL}),
        ("samen/links", {"voor": EVIL[:80]}),
    ):
        assert coordinator.post(desk.at(path), data=fields).status_code in (200, 303)
    for path in ("tekst", "samen", "geschreven/1", "nieuwe-opmerking", "indienen"):
        assert "<script>alert" not in coordinator.path(desk.at(path)).text
        assert "<img src=x" not in coordinator.path(desk.at(path)).text
    coordinator.post(desk.at("geschreven/1/opzij"), data={"reden": EVIL})
    assert "<script>alert" not in coordinator.path(desk.at("samen")).text


def test_a_member_neither_orders_nor_submits(desk: Desk) -> None:
    member = desk.browser("member")
    desk.write(member)
    for path in ("samen/brief", "samen/links", "samen/opmerkingen/1/verplaatsen", "terugnemen"):
        assert member.post(desk.at(path)).status_code == 403
    assert member.get(desk.at("indienen")).status_code == 403


def test_a_guest_writes_and_sees_nothing_else(desk: Desk) -> None:
    coordinator = desk.browser("coordinator")
    made = coordinator.post(desk.at("samen/links"), data={"voor": "Piet"}).text
    path = made.split("/meeschrijven/")[1].split("<")[0]
    guest = desk.browser("")
    guest.path(f"/meeschrijven/{path}")
    assert guest.post(f"/meeschrijven/{path}", data={"naam": " "}).status_code == 422
    assert guest.post(f"/meeschrijven/{path}", data={"naam": "Piet <b>"}).status_code == 303
    assert desk.write(guest).status_code == 303
    shown = guest.path(desk.at("tekst")).text
    assert "Piet &lt;b&gt;" in shown
    for closed in ("samen", "inlezen", "indienen", "ontvangst", "volgen"):
        assert guest.get(desk.at(closed)).status_code in (302, 403, 404)
    assert guest.get("/account").status_code in (302, 403)
    coordinator.post(desk.at("samen/links/1/intrekken"))
    assert guest.get(desk.at("tekst")).status_code == 302
    assert guest.get(f"/meeschrijven/{path}").status_code == 404


def test_an_unknown_link_opens_nothing(desk: Desk) -> None:
    for token in ("x", "%00", "a" * 500, "..%2f"):
        assert desk.browser("").get(f"/meeschrijven/{token}").status_code == 404


def test_the_receipt_leads_to_the_files_and_the_answers_are_followed(desk: Desk, clock: Clock) -> None:
    coordinator, editor = desk.browser("coordinator"), desk.browser("editor")
    desk.write(coordinator, tekst="Jan zei dit.")
    coordinator.post(desk.at("geschreven/1/stand"), data={"klaar": "1"})
    assert coordinator.post(desk.at("indienen"), data={"akkoord": "1"}).status_code == 303
    assert "SHA-256 van de inhoud" in coordinator.path(desk.at("ontvangst")).text
    for suffix in ("pdf", "docx", "json"):
        file = coordinator.path(desk.at(f"ingediend/1.{suffix}"))
        assert file.headers["Content-Disposition"].startswith("attachment")
        assert file.headers["Cache-Control"] == "no-store"
    assert coordinator.get(desk.at("ingediend/2.pdf")).status_code == 404
    names = f"/verwerken/reacties/{desk.response_id}/namen"
    assert editor.post(names, data={"woorden": "Jan"}).status_code == 303
    assert "[naam weggelaten]" in editor.path(f"/reacties/{desk.response_id}").text
    assert editor.post(names, data={"woorden": "Piet Paaltjens"}).status_code == 422
    answering.answer(desk.wiring, desk.people["editor"], "o1", Outcome.REJECTED, "Te kort.", "")
    assert "wacht op antwoord" in coordinator.path(desk.at("volgen")).text
    clock.now += timedelta(days=60)
    accounting.publish_document(desk.wiring, desk.people["editor"], desk.round_id)
    coordinator = desk.browser("coordinator")
    assert "Te kort." in coordinator.path(desk.at("volgen")).text
    assert coordinator.post(desk.at("volgen/o1"), data={"eens": "niet eens"}).status_code == 422
    assert coordinator.post(desk.at("volgen/o1"), data={"eens": "eens"}).status_code == 303
    assert "Uw organisatie is het hiermee eens" in coordinator.path(desk.at("volgen")).text


def test_what_is_still_being_written_can_be_shown_alone(desk: Desk) -> None:
    coordinator = desk.browser("coordinator")
    desk.write(coordinator, tekst="De eerste opmerking, over het begin.")
    desk.write(coordinator, tekst="Iets heel anders: waar blijft de huisarts?", van=90, tot=110)
    only = {"klaar": "1", "terug": "samen", "toon": "bewerking"}
    done = coordinator.post(desk.at("geschreven/1/stand"), data=only)
    assert done.location.endswith("?toon=bewerking#opmerkingen")
    shown = coordinator.path(desk.at("samen?toon=bewerking")).text
    assert "waar blijft de huisarts" in shown
    assert "De eerste opmerking" not in shown


def test_the_text_can_be_read_without_the_remarks(desk: Desk) -> None:
    member = desk.browser("member")
    desk.write(member, tekst="Dit hoort hier niet.")
    assert "Dit hoort hier niet." in member.path(desk.at("tekst")).text
    shown = member.path(desk.at("tekst?verberg=1")).text
    assert "Dit hoort hier niet." not in shown
    assert "Toon de opmerkingen" in shown


def test_a_proposed_wording_is_shown_as_a_change_while_typing(desk: Desk) -> None:
    member = desk.browser("member")
    words = {
        "passage": "Elk gezin heeft een vast gezicht.",
        "voorstel": "Elk gezin heeft altijd een vast gezicht.",
    }
    told = member.post(desk.at("tekstvoorstel"), data=words).json
    assert told == [["=", "Elk gezin heeft "], ["+", "altijd "], ["=", "een vast gezicht."]]
    same = member.post(desk.at("tekstvoorstel"), data={**words, "voorstel": words["passage"]})
    assert same.json == []
    assert member.post(desk.at("tekstvoorstel"), data={"voorstel": "x" * 20_001}).status_code == 422
