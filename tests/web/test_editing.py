"""The editors' screens, without JavaScript: answer, place, link, publish, account; each page checked."""

import io
from dataclasses import dataclass
from datetime import timedelta
from xml.etree.ElementTree import Element

import pytest
from flask import Flask

from kader.domain.rights import Person
from kader.domain.vocabulary import Role
from kader.services.wiring import Wiring
from kader.storage import frameworks
from kader.storage.database import Session
from kader.storage.tables import Grant
from tests import factories as make
from tests.conftest import NOW, ROOT, Clock
from tests.web.client import CheckingClient, text_of
from tests.web.signing_in import sign_in_as

QUOTE = "Iedereen verdient een veilig thuis"
NEXT = (ROOT / "content/handelingskader/3.0.md").read_text(encoding="utf-8").replace('"3.0"', '"3.1"')
ROLES = (Role.MEMBER, Role.COORDINATOR, Role.INSPECTOR, Role.ADMINISTRATOR)


@dataclass(frozen=True, slots=True)
class Scene:
    """A closed round on the handling framework's 2.0 with a point and two comments, and its editor."""

    client: CheckingClient
    wiring: Wiring
    round_id: int
    point: str
    comment: str
    whole_page: str
    editor: Person
    others: tuple[Person, ...]

    def sign_in(self, person: Person) -> None:
        sign_in_as(self.wiring, self.client, person.id)

    def at(self, key: str = "", *more: str) -> str:
        return "/".join([f"/verwerken/rondes/{self.round_id}", *filter(None, [key, *more])])

    def answer(self, key: str, outcome: str = "overgenomen", reason: str = "", **more: str) -> int:
        fields = {"outcome": outcome, "reason": reason, **more}
        return self.client.post(self.at(key, "uitkomst"), data=fields).status_code

    @property
    def document(self) -> str:
        return f"/kaders/handelingskader/2.0/reactienota/{self.round_id}"


@pytest.fixture
def scene(app: Flask, client: CheckingClient, clock: Clock) -> Scene:
    clock.now = NOW + timedelta(days=30)
    wiring: Wiring = app.extensions["kader"]
    with wiring.database.write() as session:
        version = frameworks.version(session, "handelingskader", "2.0")
        one = make.round_on(session, version, opens=NOW, days=20, title="Consultatie in de winter")
        organisation = make.organisation(session)
        response = make.response(session, one, organisation)
        made = Scene(
            client=client,
            wiring=wiring,
            round_id=one.id,
            point=f"p{make.point(session, response).id}",
            comment=f"o{make.comment(session, response, 'Te <b>stellig</b>.', page='2', quote=QUOTE).id}",
            whole_page=f"o{make.comment(session, response, 'Mooie pagina.', page='3').id}",
            editor=_person(session, Role.EDITOR, framework_id=version.framework_id),
            others=tuple(_person(session, role, organisation_id=organisation.id) for role in ROLES),
        )
    made.sign_in(made.editor)
    return made


def _person(session: Session, role: Role, **where: int) -> Person:
    """Somebody with one role, also in the database, where signing in looks for it."""
    person = make.person(session, role, **where)
    where = {} if role is Role.ADMINISTRATOR else where
    session.add(Grant(user_id=person.id, role=role, **where))
    return person


def words(client: CheckingClient) -> str:
    return text_of(client.page.find("body/main"))


def links(client: CheckingClient) -> dict[str, str]:
    found: dict[str, str] = {}
    for link in client.page.iter("a"):
        found.setdefault(text_of(link), link.get("href", ""))
    return found


def fields(client: CheckingClient) -> dict[str, str]:
    """What is filled in on the page: fields, and the chosen of a group."""
    return {f.get("name", ""): _value(f) for f in client.page.iter() if _is_filled(f)}


def _is_filled(field: Element) -> bool:
    if field.get("type") == "radio":
        return field.get("checked") is not None
    return field.tag in ("input", "textarea") and bool(field.get("name"))


def _value(field: Element) -> str:
    return (field.text or "").strip("\n") if field.tag == "textarea" else field.get("value", "")


def test_the_start_page_lists_my_rounds_with_their_progress(scene: Scene) -> None:
    scene.client.path("/verwerken")
    text = words(scene.client)
    assert "Consultatie in de winter" in text
    assert "0 van de 3 opmerkingen beantwoord" in text
    assert "Kwaliteitskader" not in text


def test_the_workbench_marks_passages_and_lists_remarks(scene: Scene) -> None:
    scene.client.path(scene.at())
    marks = [text_of(mark) for mark in scene.client.page.iter("mark")]
    assert marks == [QUOTE]
    assert "Te <b>stellig</b>." in words(scene.client)
    assert links(scene.client)["opm. 1"] == scene.at(scene.comment)


def test_a_remark_is_answered_and_the_next_one_opens(scene: Scene) -> None:
    scene.client.path(scene.at(scene.point))
    assert fields(scene.client).get("outcome") is None
    answer = scene.client.post(
        scene.at(scene.point, "uitkomst"),
        data={"outcome": "niet overgenomen", "reason": "Korter kan niet.", "next": scene.comment},
    )
    assert (answer.status_code, answer.location) == (303, scene.at(scene.comment))
    scene.client.path(scene.at(scene.point))
    filled = fields(scene.client)
    assert (filled["outcome"], filled["reason"]) == ("niet overgenomen", "Korter kan niet.")


def test_filters_go_along_to_the_next_remark(scene: Scene) -> None:
    scene.client.path(scene.at() + "?uitkomst=open&pagina=2")
    assert links(scene.client)["opm. 1"].endswith(f"/{scene.comment}?pagina=2&uitkomst=open")
    answer = scene.client.post(
        scene.at(scene.comment, "uitkomst") + "?uitkomst=open", data={"outcome": "overgenomen"}
    )
    assert answer.location.endswith(f"/{scene.comment}?uitkomst=open")


def test_nothing_typed_is_lost_when_an_answer_is_not_accepted(scene: Scene) -> None:
    assert scene.answer(scene.comment, "doorgeschoven", "Eerst onderzoek.") == 422
    assert "Noem de versie" in words(scene.client)
    filled = fields(scene.client)
    assert (filled["outcome"], filled["reason"]) == ("doorgeschoven", "Eerst onderzoek.")
    assert scene.answer(scene.comment, "beantwoord", "") == 422
    assert scene.answer(scene.comment, "", "Omdat.") == 422
    assert "Kies een uitkomst" in words(scene.client)


def test_a_place_is_corrected_with_words_or_a_page(scene: Scene) -> None:
    place = scene.at(scene.whole_page, "vindplaats")
    wrong = scene.client.post(place, data={"label": "2.0", "words": "staat er niet", "page": "3"})
    assert wrong.status_code == 422
    assert fields(scene.client)["words"] == "staat er niet"
    for filled in ({"words": "de deur achter je dichttrekt"}, {"words": "", "page": "4"}):
        assert scene.client.post(place, data={"label": "2.0", **filled}).status_code == 303
    scene.client.path(scene.at(scene.whole_page))
    assert "Gaat over de hele pagina" in words(scene.client)


def test_a_link_is_made_by_hand_and_broken(scene: Scene) -> None:
    scene.client.path(scene.at(scene.comment, "wijzigingen"))
    change = fields(scene.client)
    link = scene.at(scene.comment, "doorwerking")
    data = {name: change[name] for name in ("old", "new", "change")}
    assert scene.client.post(link, data={**data, "state": "bevestigd"}).status_code == 303
    scene.client.path(scene.at(scene.comment))
    assert "Bevestigd" in words(scene.client)
    scene.client.post(link, data={**data, "state": "verworpen"})
    scene.client.path(scene.at(scene.comment))
    assert "Bevestigd" not in words(scene.client)


def test_a_round_is_opened_and_what_is_wrong_can_be_mended(scene: Scene) -> None:
    form = "/verwerken/kaders/handelingskader/3.0/nieuwe-ronde"
    scene.client.path(form)
    filled = {
        "title": "Zomer",
        "introduction": "Lees mee.",
        "questions": "Klopt het?\r\nWat mist u?",
        "opens": "2026-07-01T09:00",
        "closes": "2026-07-01T08:00",
        "open_to_all": "ja",
    }
    assert scene.client.post(form, data=filled).status_code == 422
    assert {k: v.replace("\n", "\r\n") for k, v in fields(scene.client).items() if k in filled} == filled
    assert scene.client.post(form, data={**filled, "opens": ""}).status_code == 422
    assert scene.client.post(form, data={**filled, "closes": "2026-08-01T23:59"}).status_code == 303
    scene.client.path("/verwerken")
    assert "Zomer" in words(scene.client)


def test_a_version_is_checked_before_it_is_published(scene: Scene) -> None:
    form = "/verwerken/kaders/handelingskader/nieuwe-versie"
    scene.client.path(form)
    upload = {"file": (io.BytesIO(NEXT.encode()), "3.1.md"), "text": ""}
    assert scene.client.post(form, data=upload, content_type="multipart/form-data").status_code == 200
    assert "Versie 3.1 controleren" in words(scene.client)
    assert _labels(scene)[-1] == "3.0"
    packed = fields(scene.client)["source"]
    assert scene.client.post(f"{form}/publiceren", data={"source": packed}).status_code == 303
    assert _labels(scene)[-1] == "3.1"
    with scene.wiring.database.read() as session:
        assert frameworks.version(session, "handelingskader", "3.1").source == NEXT
    assert scene.client.post(f"{form}/publiceren", data={"source": packed}).status_code == 422


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("", "Kies een bestand of plak de tekst"),
        ("# Geen kop", "Deze tekst kan nog niet"),
        (NEXT.replace('"3.1"', '"3.0"'), "al gepubliceerd"),
    ],
)
def test_a_version_that_is_wrong_comes_back_with_what_is_wrong(
    scene: Scene, text: str, sentence: str
) -> None:
    form = "/verwerken/kaders/handelingskader/nieuwe-versie"
    assert scene.client.post(form, data={"text": text}).status_code == 422
    assert sentence in words(scene.client)
    assert fields(scene.client)["text"].strip() == text.strip()


def test_a_file_or_a_confirmation_that_is_damaged_is_refused(scene: Scene) -> None:
    form = "/verwerken/kaders/handelingskader/nieuwe-versie"
    upload = {"file": (io.BytesIO(b"\xff\xfe\x00"), "3.1.md"), "text": ""}
    assert scene.client.post(form, data=upload, content_type="multipart/form-data").status_code == 422
    assert scene.client.post(f"{form}/publiceren", data={"source": "???"}).status_code == 422


def test_the_response_document_is_a_preview_until_it_is_published(scene: Scene) -> None:
    scene.client.path(scene.document)
    assert "Voorbeeld, nog niet gepubliceerd" in words(scene.client)
    assert "3 opmerkingen zonder uitkomst" in words(scene.client)
    for key in (scene.point, scene.comment, scene.whole_page):
        assert scene.answer(key) == 303
    scene.client.path(scene.document)
    answer = scene.client.post(scene.at("reactienota"))
    assert (answer.status_code, answer.location) == (303, scene.document)
    scene.client.post("/uitloggen")
    scene.client.path(scene.document)
    text = words(scene.client)
    assert "Voorbeeld, nog niet" not in text
    assert "Te <b>stellig</b>." in text
    assert QUOTE in text
    assert scene.client.get(f"/opmerkingen/{scene.comment}").location == f"{scene.document}#{scene.comment}"


def test_a_published_document_fixes_the_outcomes_on_the_screens(scene: Scene) -> None:
    for key in (scene.point, scene.comment, scene.whole_page):
        scene.answer(key)
    scene.client.post(scene.at("reactienota"))
    scene.client.path(scene.at(scene.comment))
    assert "De verwerking staat vast" in words(scene.client)
    assert scene.answer(scene.comment) == 403
    assert scene.client.post(scene.at(scene.comment, "uitkomst/intrekken")).status_code == 403
    assert scene.client.post(scene.at("reactienota")).status_code == 403


def test_an_answer_is_withdrawn(scene: Scene) -> None:
    scene.answer(scene.comment)
    assert scene.client.post(scene.at(scene.comment, "uitkomst/intrekken")).status_code == 303
    scene.client.path(scene.at())
    assert "0 van de 3 beantwoord" in words(scene.client)


def _labels(scene: Scene) -> list[str]:
    with scene.wiring.database.read() as session:
        return [version.label for version in frameworks.framework(session, "handelingskader").versions]


def _pages(scene: Scene) -> list[str]:
    return [
        "/verwerken",
        scene.at(),
        scene.at(scene.comment),
        scene.at(scene.comment, "wijzigingen"),
        "/verwerken/kaders/handelingskader/3.0/nieuwe-ronde",
        "/verwerken/kaders/handelingskader/nieuwe-versie",
    ]


def _actions(scene: Scene) -> list[str]:
    return [
        scene.at(scene.comment, "uitkomst"),
        scene.at(scene.comment, "uitkomst/intrekken"),
        scene.at(scene.comment, "vindplaats"),
        scene.at(scene.comment, "doorwerking"),
        scene.at("reactienota"),
        "/verwerken/kaders/handelingskader/3.0/nieuwe-ronde",
        "/verwerken/kaders/handelingskader/nieuwe-versie",
        "/verwerken/kaders/handelingskader/nieuwe-versie/publiceren",
    ]


def test_no_other_role_comes_in(scene: Scene) -> None:
    for other in scene.others:
        scene.sign_in(other)
        assert {scene.client.get(page).status_code for page in _pages(scene)} == {403}
        assert {scene.client.post(action).status_code for action in _actions(scene)} == {403}
        assert scene.client.get(scene.document).status_code == 404
        assert scene.client.get(f"/opmerkingen/{scene.comment}").status_code == 404


def test_the_editor_of_another_framework_stays_out(scene: Scene) -> None:
    with scene.wiring.database.write() as session:
        other = frameworks.framework(session, "kwaliteitskader")
        stranger = _person(session, Role.EDITOR, framework_id=other.id)
    scene.sign_in(stranger)
    assert {scene.client.get(page).status_code for page in _pages(scene)[1:]} == {403}
    assert scene.answer(scene.comment) == 403
    assert scene.client.get(scene.document).status_code == 404


def test_visitors_are_sent_to_sign_in(scene: Scene) -> None:
    scene.client.post("/uitloggen")
    assert {scene.client.get(page).status_code for page in _pages(scene)} == {302}
    assert scene.client.get(scene.document).status_code == 404


@pytest.mark.parametrize("path", ["o999999", "x1", "o999999/wijzigingen"])
def test_what_does_not_exist_is_not_found(scene: Scene, path: str) -> None:
    assert scene.client.get(scene.at(path)).status_code == 404
