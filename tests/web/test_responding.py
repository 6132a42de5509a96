"""Responding on the screens: upload, put right, submit, read; each page checked, without JavaScript."""

import io
import re
from dataclasses import dataclass
from pathlib import Path
from xml.etree.ElementTree import Element

import pytest
from flask import Flask

from kader.domain.vocabulary import Role
from kader.services.wiring import Wiring
from kader.storage import frameworks
from kader.storage.tables import Grant, Organisation, Response, Round, Upload, User
from tests import factories
from tests.conftest import NOW
from tests.web.client import CheckingClient, text_of
from tests.web.signing_in import sign_in_as

LETTER = """Reactie op het handelingskader

Beste redactie, hierbij onze reactie.

P.2

1. 'Helaas gaat het toch niet altijd goed' klinkt te hard. Schrijf het zachter.
 - o Dit stoort lezers.
2. Wie is we?

P.3

3. Zie p2 punt 2. Wat ontbreekt is de school.
"""


@dataclass(frozen=True, slots=True)
class Scene:
    """A round on the handling framework and a person of each role, by name."""

    client: CheckingClient
    wiring: Wiring
    round_id: int
    people: dict[str, int]

    def sign_in(self, name: str) -> None:
        sign_in_as(self.wiring, self.client, self.people[name])

    def upload(self, text: str | bytes = LETTER, name: str = "brief.txt", **fields: str) -> int:
        """The id of the response that came in."""
        content = text.encode() if isinstance(text, str) else text
        answer = self.client.post(
            f"/rondes/{self.round_id}/insturen",
            data={"bestand": (io.BytesIO(content), name), **fields},
            content_type="multipart/form-data",
        )
        assert answer.status_code == 303, words(self.client)
        found = re.search(r"/reacties/(\d+)/inlezen", answer.location)
        assert found is not None
        return int(found[1])

    def review(self, response_id: int) -> Element:
        self.client.path(f"/reacties/{response_id}/inlezen")
        return self.client.page

    def parts(self, response_id: int, kind: str = "comment") -> list[Element]:
        return [e for e in self.review(response_id).iter("article") if f"part--{kind}" in e.get("class", "")]

    def post(self, path: str, **fields: str | list[str]) -> str:
        """POST a form that is accepted; gives where it leads."""
        answer = self.client.post(path, data=fields)
        assert answer.status_code == 303, words(self.client)
        return str(answer.location)


@pytest.fixture
def scene(app: Flask, client: CheckingClient) -> Scene:
    wiring: Wiring = app.extensions["kader"]
    with wiring.database.write() as session:
        version = frameworks.version(session, "handelingskader", "2.0")
        ours = factories.organisation(session, "vereniging")
        theirs = factories.organisation(session, "gemeente")
        one = factories.round_on(session, version, opens=NOW, title="Consultatie versie 2.0")
        one.questions = ["Helpt de tekst?"]
        grants = {
            "member": Grant(role=Role.MEMBER, organisation=ours),
            "coordinator": Grant(role=Role.COORDINATOR, organisation=ours),
            "stranger": Grant(role=Role.COORDINATOR, organisation=theirs),
            "editor": Grant(role=Role.EDITOR, framework=version.framework),
            "other editor": Grant(
                role=Role.EDITOR, framework=frameworks.framework(session, "kwaliteitskader")
            ),
            "inspector": Grant(role=Role.INSPECTOR, organisation=theirs),
            "administrator": Grant(role=Role.ADMINISTRATOR),
        }
        users = {
            name: User(
                email=f"{n}@voorbeeld.example", name=name, password_hash="!", created_at=NOW, grants=[grant]
            )
            for n, (name, grant) in enumerate(grants.items())
        }
        session.add_all(users.values())
        session.flush()
        return Scene(client, wiring, one.id, {name: user.id for name, user in users.items()})


def words(client: CheckingClient) -> str:
    return text_of(client.page.find("body/main"))


def test_rounds_are_public_and_lead_to_the_version_and_the_questions(scene: Scene) -> None:
    scene.client.path("/rondes")
    assert "Consultatie versie 2.0" in words(scene.client)
    scene.client.path(f"/rondes/{scene.round_id}")
    assert "Helpt de tekst?" in words(scene.client)
    assert "om 13.00 uur" in words(scene.client)
    assert "Log in om te reageren" in words(scene.client)
    assert any(a.get("href") == "/kaders/handelingskader/2.0" for a in scene.client.page.iter("a"))


def test_visitor_is_asked_to_sign_in_to_send_a_letter(scene: Scene) -> None:
    answer = scene.client.get(f"/rondes/{scene.round_id}/insturen")
    assert answer.location.startswith("/inloggen")


def test_a_letter_is_sent_put_right_and_submitted(scene: Scene) -> None:
    scene.sign_in("member")
    scene.client.path(f"/rondes/{scene.round_id}")
    assert "Stuur uw brief in" in words(scene.client)
    scene.client.path(f"/rondes/{scene.round_id}/insturen")
    assert "Een bestand mag 25 MB zijn" in words(scene.client)
    response_id = scene.upload()
    assert "3 opmerkingen op 2 pagina’s" in text_of(scene.review(response_id).find("body/main"))
    assert "uw coördinator dient de reactie in" in words(scene.client).lower()
    first = scene.parts(response_id)[0]
    quotes = [text_of(e) for e in first.iter("blockquote")]
    assert quotes == ["Helaas gaat het toch niet altijd goed"]
    assert "citaat" in text_of(first)
    scene.sign_in("coordinator")
    scene.client.path(f"/reacties/{response_id}/indienen")
    refused = scene.client.post(f"/reacties/{response_id}/indienen")
    assert (refused.status_code, "Vink aan" in words(scene.client)) == (422, True)
    leads = scene.post(f"/reacties/{response_id}/indienen", akkoord="1")
    scene.client.path(leads)
    assert f"R2025-{response_id:05d}" in words(scene.client)
    assert "15 januari 2025 om 13.00 uur" in words(scene.client)
    scene.client.path(f"/reacties/{response_id}")
    assert "Wie is we?" in words(scene.client)
    assert scene.client.get(f"/reacties/{response_id}/inlezen").location == f"/reacties/{response_id}"
    scene.client.path("/rondes")
    assert "ingediend" in words(scene.client)
    scene.client.path(f"/rondes/{scene.round_id}/insturen")
    assert "al een reactie ingediend" in words(scene.client)


def test_what_was_understood_and_the_original_lead_to_each_other(scene: Scene) -> None:
    scene.sign_in("member")
    page = scene.review(scene.upload())
    chips = {e.get("href"): e.get("id") for e in page.iter("a") if (e.get("id") or "").startswith("bron-")}
    comments = [e.get("id") for e in page.iter("article") if "part--comment" in e.get("class", "")]
    assert {f"#{id}" for id in comments} <= set(chips)
    links = {a.get("href") for e in page.iter("article") for a in e.iter("a")}
    assert {f"#bron-{id}" for id in comments} <= links
    marked = {e.get("data-part") for e in page.iter("span") if "piece--comment" in e.get("class", "")}
    assert marked == set(comments)


def test_a_bad_file_is_one_sentence_at_the_field_and_nothing_stays(scene: Scene) -> None:
    scene.sign_in("member")
    for name, content in (("brief.pdf", b"%PDF-1.4"), ("leeg.txt", b""), ("brief.docx", b"PK\x03\x04kapot")):
        answer = scene.client.post(
            f"/rondes/{scene.round_id}/insturen", data={"bestand": (io.BytesIO(content), name)}
        )
        assert answer.status_code == 422
        errors = [e for e in scene.client.page.iter("span") if e.get("id") == "bestand-fout"]
        assert text_of(errors[0]).endswith(".")
    assert scene.client.post(f"/rondes/{scene.round_id}/insturen").status_code == 422
    with scene.wiring.database.read() as session:
        assert session.query(Response).count() == session.query(Upload).count() == 0


def test_a_draft_is_replaced_only_when_one_says_so(scene: Scene) -> None:
    scene.sign_in("member")
    first = scene.upload()
    scene.client.path(f"/rondes/{scene.round_id}/insturen")
    assert "vervangt het vorige bestand van Vereniging" in words(scene.client)
    seen = next(e.get("value", "") for e in scene.client.page.iter("input") if e.get("name") == "gezien")
    again = {"bestand": (io.BytesIO(b"P.2\n\n1. Iets anders."), "b.txt")}
    assert scene.client.post(f"/rondes/{scene.round_id}/insturen", data=again).status_code == 422
    assert len(scene.parts(first)) == 3
    changed = scene.upload("P.2\n\n1. Iets anders.", vervang="1", gezien=seen)
    assert len(scene.parts(changed)) == 1
    with scene.wiring.database.read() as session:
        assert session.query(Response).count() == session.query(Upload).count() == 1


def test_one_sends_only_for_one_s_own_organisation(scene: Scene) -> None:
    scene.sign_in("member")
    with scene.wiring.database.read() as session:
        theirs = session.query(Organisation).filter_by(slug="gemeente").one().id
    data = {"bestand": (io.BytesIO(LETTER.encode()), "a.txt"), "organisatie": str(theirs)}
    assert scene.client.post(f"/rondes/{scene.round_id}/insturen", data=data).status_code == 422
    with scene.wiring.database.read() as session:
        assert session.query(Response).count() == 0


def test_a_wrong_letter_is_taken_away_entirely(scene: Scene) -> None:
    scene.sign_in("member")
    response_id = scene.upload()
    scene.client.path(f"/reacties/{response_id}/verwijderen")
    scene.client.path(scene.post(f"/reacties/{response_id}/verwijderen"))
    assert "Er is niets van bewaard" in words(scene.client)


PAGES_OF_A_DRAFT = (
    "",
    "/inlezen",
    "/bestand",
    "/gegevens",
    "/verwijderen",
    "/indienen",
    "/ontvangst",
    "/opmerkingen/{comment}",
    "/opmerkingen/{comment}/splitsen",
    "/opmerkingen/{comment}/vindplaats",
)
ACTS_ON_A_DRAFT = (
    "/gegevens",
    "/verwijderen",
    "/indienen",
    "/opmerkingen/{comment}",
    "/opmerkingen/{comment}/splitsen",
    "/opmerkingen/{comment}/samenvoegen",
    "/opmerkingen/{comment}/onderdeel",
    "/opmerkingen/{comment}/omhoog",
    "/opmerkingen/{comment}/omlaag",
    "/opmerkingen/{comment}/punt",
    "/opmerkingen/{comment}/verwijderen",
    "/opmerkingen/{comment}/vindplaats",
    "/opmerkingen/{comment}/vindplaats/opnieuw",
    "/stukken/brief/1",
)


@pytest.mark.parametrize("name", ["stranger", "editor", "other editor", "inspector", "administrator"])
def test_a_draft_is_shut_to_everybody_else(scene: Scene, name: str) -> None:
    scene.sign_in("coordinator")
    response_id = scene.upload()
    comment = scene.parts(response_id)[0].get("id", "")[1:]
    before = text_of(scene.review(response_id))
    scene.sign_in(name)
    for path in PAGES_OF_A_DRAFT:
        answer = scene.client.get(f"/reacties/{response_id}{path.format(comment=comment)}")
        assert answer.status_code in (403, 404), path
        assert "Vereniging" not in answer.text
    for path in ACTS_ON_A_DRAFT:
        data = {"akkoord": "1", "text": "x", "titel": "x", "waar": "t1", "plaats": "geen", "wordt": "punt"}
        answer = scene.client.post(f"/reacties/{response_id}{path.format(comment=comment)}", data=data)
        assert answer.status_code in (403, 404), path
    scene.client.path(f"/rondes/{scene.round_id}")
    assert "Ingediende reacties" not in words(scene.client)
    scene.sign_in("coordinator")
    assert text_of(scene.review(response_id)) == before


def test_a_visitor_is_sent_to_sign_in_whether_the_response_exists_or_not(scene: Scene) -> None:
    scene.sign_in("member")
    response_id = scene.upload()
    with scene.client.session_transaction() as session:
        session.clear()
    for id in (response_id, 9999):
        assert scene.client.get(f"/reacties/{id}").location == f"/inloggen?next=/reacties/{id}"


def test_a_member_cannot_submit(scene: Scene) -> None:
    scene.sign_in("member")
    response_id = scene.upload()
    assert scene.client.get(f"/reacties/{response_id}/indienen").status_code == 403
    assert scene.client.post(f"/reacties/{response_id}/indienen", data={"akkoord": "1"}).status_code == 403


def test_a_submitted_response_is_the_editors_to_read_and_everybody_s_once_accounted_for(scene: Scene) -> None:
    scene.sign_in("coordinator")
    response_id = scene.upload()
    scene.post(f"/reacties/{response_id}/indienen", akkoord="1")
    codes = {}
    for name in scene.people:
        scene.sign_in(name)
        codes[name] = (
            scene.client.get(f"/reacties/{response_id}").status_code,
            scene.client.get(f"/reacties/{response_id}/bestand").status_code,
        )
    assert {name for name, found in codes.items() if found == (200, 200)} == {
        "member",
        "coordinator",
        "editor",
    }
    assert {found for name, found in codes.items() if name not in ("member", "coordinator", "editor")} == {
        (404, 404)
    }
    with scene.wiring.database.write() as session:
        session.get_one(Round, scene.round_id).accounted_at = NOW
    with scene.client.session_transaction() as session:
        session.clear()
    scene.client.path(f"/reacties/{response_id}")
    assert "brief.txt" not in words(scene.client)
    scene.client.path(f"/rondes/{scene.round_id}")
    assert "Vereniging" in words(scene.client)


def test_the_file_comes_back_as_a_download_with_its_own_bytes(scene: Scene) -> None:
    scene.sign_in("member")
    page = "<script>alert(1)</script>\n\nP.2\n\n1. Een opmerking."
    response_id = scene.upload(page, name="<script>.txt")
    answer = scene.client.get(f"/reacties/{response_id}/bestand")
    assert answer.data == page.encode()
    assert answer.headers["Content-Disposition"].startswith("attachment")
    assert answer.mimetype == "application/octet-stream"
    assert "<script>alert" not in scene.client.get(f"/reacties/{response_id}/inlezen").text


def test_a_comment_is_corrected_on_its_own_page_and_one_lands_where_one_was(scene: Scene) -> None:
    scene.sign_in("member")
    response_id = scene.upload()
    first = scene.parts(response_id)[0].get("id", "")
    path = f"/reacties/{response_id}/opmerkingen/{first[1:]}"
    scene.client.path(path)
    filled = {
        "pages": "3",
        "nummer": "1a",
        "text": "Nieuwe tekst",
        "sub": ["Dit stoort ons.", "En nog iets."],
        "passage": "",
        "proposal": "Zachter",
        "refers_to": "2",
    }
    leads = scene.post(path, **filled)
    assert leads.endswith(f"#{first}")
    scene.client.path(leads)
    card = next(e for e in scene.client.page.iter("article") if e.get("id") == first)
    shown = text_of(card)
    assert all(
        part in shown for part in ("Opgeslagen.", "nr. 1a", "Nieuwe tekst", "En nog iets.", "Zachter")
    ), shown
    assert "Nog zonder plaats 1" in words(scene.client)  # the emptied passage
    scene.client.post(path, data={**filled, "pages": "99", "text": "Blijft staan"})
    assert "Pagina 99 staat niet in deze versie" in words(scene.client)
    assert "Blijft staan" in words(scene.client)
    assert "/opmerkingen/" in scene.post(path, **{**filled, "refers_to": ""}, volgende="1")


def test_what_a_colleague_changed_meanwhile_is_not_lost(scene: Scene) -> None:
    scene.sign_in("member")
    response_id = scene.upload()
    path = f"/reacties/{response_id}/opmerkingen/{scene.parts(response_id)[1].get('id', '')[1:]}"

    def stamp() -> str:
        return next(e.get("value", "") for e in scene.client.page.iter("input") if e.get("name") == "stempel")

    scene.client.path(path)
    mine = {"text": "Mijn tekst", "pages": "2", "stempel": stamp()}
    scene.sign_in("coordinator")
    scene.post(path, text="Haar tekst", pages="2", stempel=mine["stempel"])
    assert scene.client.post(path, data=mine).status_code == 422
    assert "Een collega heeft dit intussen veranderd" in words(scene.client)
    assert "Haar tekst" in words(scene.client)
    assert "Mijn tekst" in words(scene.client)
    scene.post(path, text="Mijn tekst", pages="2", stempel=stamp())
    assert "Mijn tekst" in text_of(scene.parts(response_id)[1])


def test_a_comment_splits_joins_moves_and_changes_kind(scene: Scene) -> None:
    scene.sign_in("member")
    response_id = scene.upload()
    base = f"/reacties/{response_id}"

    def ids(kind: str = "comment") -> list[str]:
        return [e.get("id", "") for e in scene.parts(response_id, kind)]

    first, second, third = ids()
    scene.client.path(f"{base}/opmerkingen/{first[1:]}/splitsen")
    keys = [e.get("value", "") for e in scene.client.page.iter("input") if e.get("type") == "radio"]
    assert scene.client.post(f"{base}/opmerkingen/{first[1:]}/splitsen").status_code == 422
    scene.post(f"{base}/opmerkingen/{first[1:]}/splitsen", waar=keys[0])
    assert ids() == [first, ids()[1], second, third]
    assert scene.post(f"{base}/opmerkingen/{ids()[1][1:]}/samenvoegen").endswith(f"#{first}")
    assert ids() == [first, second, third]
    assert scene.post(f"{base}/opmerkingen/{second[1:]}/omhoog").endswith(f"#{second}")
    assert ids() == [second, first, third]
    scene.post(f"{base}/opmerkingen/{second[1:]}/omlaag")
    assert scene.client.post(f"{base}/opmerkingen/{first[1:]}/samenvoegen").status_code == 422
    scene.post(f"{base}/opmerkingen/{second[1:]}/onderdeel")
    assert ids() == [first, third]
    assert scene.post(f"{base}/opmerkingen/{third[1:]}/punt").endswith(f"#{first}")
    (point,) = ids("point")
    scene.client.path(f"{base}/punten/{point[1:]}")
    scene.post(f"{base}/punten/{point[1:]}", titel="School", tekst="Wat ontbreekt is de school.")
    assert "School" in text_of(scene.parts(response_id, "point")[0])
    assert scene.client.post(f"{base}/punten/{point[1:]}", data={"tekst": " "}).status_code == 422
    scene.post(f"{base}/punten/{point[1:]}/opmerking")
    assert len(ids()) == 2


def test_odd_input_is_answered_and_never_breaks(scene: Scene) -> None:
    scene.sign_in("member")
    response_id = scene.upload()
    path = f"/reacties/{response_id}/opmerkingen/{scene.parts(response_id)[0].get('id', '')[1:]}"
    scene.post(path, text="Een nul \0 erin", pages="2", sub=["\0", "regel\r\nregel"])
    assert "Een nul erin" in text_of(scene.parts(response_id)[0])
    for refers_to in ("9" * 5000, "-1", "x", "²"):
        assert scene.client.post(path, data={"text": "x", "refers_to": refers_to}).status_code == 422
    for address in ("/reacties/" + "9" * 25, "/rondes/" + "9" * 25, path + "9" * 25):
        assert scene.client.get(address).status_code == 404
    data = {"bestand": (io.BytesIO(LETTER.encode()), "b.txt"), "organisatie": "9" * 5000}
    assert scene.client.post(f"/rondes/{scene.round_id}/insturen", data=data).status_code == 422


def test_what_has_no_place_stands_on_top_until_it_is_dealt_with(scene: Scene) -> None:
    scene.sign_in("coordinator")
    response_id = scene.upload()
    base = f"/reacties/{response_id}"
    for part in scene.parts(response_id):
        scene.post(f"{base}/opmerkingen/{part.get('id', '')[1:]}/verwijderen")
    loose = [part.get("id", "")[1:] for part in scene.parts(response_id, "loose")]
    assert len(loose) == 3
    scene.client.path(f"{base}/indienen")
    assert "Nog 3 stukken hebben geen plaats" in words(scene.client)
    assert scene.client.post(f"{base}/indienen", data={"akkoord": "1"}).status_code == 422
    wrong = scene.client.post(f"{base}/stukken/los/{loose[0]}", data={"wordt": "opmerking", "pages": "88"})
    assert (wrong.status_code, "Pagina 88 staat niet" in words(scene.client)) == (422, True)
    scene.client.path(scene.post(f"{base}/stukken/los/{loose[0]}", wordt="opmerking", pages="4"))
    assert "De tekst is nu een opmerking" in words(scene.client)
    scene.post(f"{base}/stukken/los/{loose[1]}", wordt="punt")
    scene.post(f"{base}/stukken/los/{loose[2]}", wordt="weggelaten")
    assert len(scene.parts(response_id, "left-out")) == 1
    scene.post(f"{base}/stukken/los/{loose[2]}", wordt="terug")
    scene.post(f"{base}/stukken/los/{loose[2]}", wordt="brief")
    assert scene.parts(response_id, "loose") == []
    letter = scene.parts(response_id, "letter")[0].get("id", "")[1:]
    scene.post(f"{base}/stukken/brief/{letter}", wordt="punt")
    assert scene.client.post(f"{base}/stukken/brief/{letter}", data={"wordt": "niets"}).status_code == 404
    scene.post(f"{base}/indienen", akkoord="1")


def test_a_place_is_chosen_from_the_page_or_by_pasted_words(scene: Scene) -> None:
    scene.sign_in("member")
    response_id = scene.upload()
    key = scene.parts(response_id)[1].get("id", "")
    path = f"/reacties/{response_id}/opmerkingen/{key[1:]}/vindplaats"
    scene.client.path(f"{path}?pagina=4")
    radios = [e for e in scene.client.page.iter("input") if e.get("type") == "radio"]
    labels = {e.get("for"): text_of(e) for e in scene.client.page.iter("label")}
    wanted = next(r for r in radios if labels[r.get("id")].startswith("We beginnen altijd bij het begin"))

    def shown() -> str:
        return next(text_of(e) for e in scene.parts(response_id) if e.get("id") == key)

    scene.post(path, pagina="4", plaats=wanted.get("value", ""))
    assert "zelf gekozen" in shown()
    assert "We beginnen altijd bij het begin" in shown()
    scene.client.path(path)
    checked = [e for e in scene.client.page.iter("input") if "checked" in e.attrib]
    assert [e.get("value") for e in checked] == [wanted.get("value")]
    scene.post(path, pagina="4", woorden="Iedereen verdient een veilig thuis")
    assert "pagina 2" in shown()
    scene.post(path, pagina="5", plaats="pagina")
    assert "hele pagina" in shown()
    scene.post(path, pagina="5", plaats="geen")
    scene.post(f"{path}/opnieuw")
    assert "zelf gekozen" not in shown()
    for data in ({}, {"woorden": "olifant"}, {"plaats": "7-99999999"}):
        assert scene.client.post(path, data={"pagina": "5", **data}).status_code == 422


def test_title_and_date_can_be_put_right(scene: Scene) -> None:
    scene.sign_in("member")
    response_id = scene.upload()
    scene.client.path(f"/reacties/{response_id}/gegevens")
    scene.client.path(scene.post(f"/reacties/{response_id}/gegevens", titel="Onze brief", datum="2025-01-03"))
    assert "Onze brief" in words(scene.client)


def test_the_real_response_shows_4_points_and_64_comments_on_16_pages(scene: Scene, shared: Path) -> None:
    scene.sign_in("coordinator")
    path = shared / "real" / "reactie-handelingskader-2024-12.txt"
    response_id = scene.upload(path.read_bytes(), path.name)
    comments = scene.parts(response_id)
    page = scene.client.page
    assert (len(comments), len(scene.parts(response_id, "point"))) == (64, 4)
    groups = [e.get("id", "") for e in page.iter("section") if e.get("class") == "page-group"]
    assert groups == [f"pagina-{n}" for n in (2, 3, 4, 5, 6, 7, 8, 9, 10, 12, 13, 14, 15, 16, 17, 18)]
    assert "4 algemene punten en 64 opmerkingen op 16 pagina’s" in words(scene.client)
    assert not [e for e in page.iter("section") if e.get("id") == "zonder-plaats"]
    assert all("Vindplaats pagina" in text_of(part) for part in comments)
    reference = next(part for part in comments if "p4 punt 5" in text_of(part))
    assert "opmerking 13" in [text_of(link) for link in reference.iter("a")]
