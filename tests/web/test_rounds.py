"""The screens of a round, for editors, organisations and everyone; and the feeds."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask
from lxml import etree

from kader.domain.rights import Person
from kader.domain.vocabulary import Role
from kader.services import asking, running_rounds
from kader.services.wiring import Wiring
from kader.storage import frameworks
from kader.storage.tables import Round
from tests import factories as make
from tests.conftest import Clock
from tests.web.client import CheckingClient, text_of
from tests.web.signing_in import sign_in_as

NEW = "/verwerken/kaders/handelingskader/3.0/nieuwe-ronde"
ATOM = {"a": "http://www.w3.org/2005/Atom"}
FILLED = {
    "title": "Zomer",
    "introduction": "Lees **goed** <script>alert(1)</script>",
    "questions": "Klopt het?",
    "opens": "2025-02-01T09:00",
    "closes": "2025-03-01T17:00",
    "open_to_all": "nee",
    "invited": ["hier"],
}


@dataclass(frozen=True, slots=True)
class Scene:
    client: CheckingClient
    wiring: Wiring
    clock: Clock
    editor: Person
    here: Person
    there: Person

    def sign_in(self, person: Person) -> None:
        sign_in_as(self.wiring, self.client, person.id)

    def at(self, moment: datetime, person: Person) -> None:
        """Another day, on which somebody signs in anew."""
        self.clock.now = moment
        self.sign_in(person)

    def words(self) -> str:
        return text_of(self.client.page)

    def open(self, **changes: object) -> int:
        self.sign_in(self.editor)
        answer = self.client.post(NEW, data={**FILLED, **changes})
        assert answer.status_code == 303, self.words()
        return int(answer.location.split("/")[3])


@pytest.fixture
def scene(app: Flask, client: CheckingClient, clock: Clock) -> Scene:
    wiring: Wiring = app.extensions["kader"]
    with wiring.database.write() as session:
        number = frameworks.framework(session, "handelingskader").id
        here, there = make.organisation(session, "hier"), make.organisation(session, "daar")
        editor = make.person(session, Role.EDITOR, framework_id=number)
        member = make.person(session, Role.MEMBER, organisation_id=here.id)
        other = make.person(session, Role.COORDINATOR, organisation_id=there.id)
    return Scene(client, wiring, clock, editor, member, other)


def test_form_keeps_what_was_typed_when_something_is_wrong(scene: Scene) -> None:
    scene.sign_in(scene.editor)
    scene.client.path(NEW)
    assert scene.client.post(NEW, data={**FILLED, "invited": []}).status_code == 422
    assert "Kies welke organisaties" in scene.words()
    assert "Klopt het?" in scene.words()
    night = {**FILLED, "closes": "2025-03-30T02:30"}
    assert scene.client.post(NEW, data=night).status_code == 422
    assert "klok verzet" in scene.words()


def test_round_is_changed_until_it_opens_and_then_followed(scene: Scene) -> None:
    number = scene.open()
    scene.client.path(f"/verwerken/rondes/{number}/veranderen")
    boxes = [box.get("value") for box in scene.client.page.iter("input") if box.get("checked") is not None]
    assert boxes == ["nee", "hier"]
    changed = {**FILLED, "title": "Herfst", "satisfaction_public": "1"}
    assert scene.client.post(f"/verwerken/rondes/{number}/veranderen", data=changed).status_code == 303
    scene.client.path(f"/verwerken/rondes/{number}/verloop")
    assert "Herfst" in scene.words()
    assert "Voor iedereen te zien" in scene.words()
    scene.at(datetime(2025, 2, 2, tzinfo=UTC), scene.editor)
    assert scene.client.get(f"/verwerken/rondes/{number}/veranderen").status_code == 403
    scene.client.path(f"/verwerken/rondes/{number}/verloop")
    assert "Ronde veranderen" not in scene.words()


def test_summer_time_is_what_the_clock_says(scene: Scene) -> None:
    number = scene.open(opens="2025-03-20T09:00", closes="2025-04-10T09:00")
    with scene.wiring.database.read() as session:
        one = session.get_one(Round, number)
        assert (one.opens_at.hour, one.closes_at.hour) == (8, 7)
    scene.client.path(f"/rondes/{number}")
    assert "10 april 2025 om 09.00 uur" in scene.words()


def test_extending_and_admitting_on_screen(scene: Scene) -> None:
    number = scene.open(open_to_all="ja")
    course = f"/verwerken/rondes/{number}"
    scene.at(datetime(2025, 3, 2, tzinfo=UTC), scene.editor)
    short = {"closes": "2025-02-20T09:00", "reason": "Te kort."}
    assert scene.client.post(f"{course}/verlengen", data=short).status_code == 422
    assert "Te kort." in scene.words()
    for missing in ({"until": "2025-03-09T09:00", "late_reason": "Ziek."}, {"organisation": "daar"}):
        assert scene.client.post(f"{course}/toelaten", data=missing).status_code == 422
    unsaid = {"closes": "2025-03-05T09:00", "reason": " "}
    assert scene.client.post(f"{course}/verlengen", data=unsaid).status_code == 422
    assert "Schrijf waarom" in scene.words()
    longer = {"closes": "2025-03-05T09:00", "reason": "Er was <b>vakantie</b>."}
    assert scene.client.post(f"{course}/verlengen", data=longer).status_code == 303
    late = {"organisation": "daar", "until": "2025-03-09T09:00", "late_reason": "Zij waren ziek."}
    assert scene.client.post(f"{course}/toelaten", data=late).status_code == 303
    assert scene.client.post(f"{course}/uitnodigen", data={"invited": []}).status_code == 422
    scene.client.path(f"{course}/verloop")
    assert "Zij waren ziek." in scene.words()
    scene.client.post("/uitloggen")
    scene.client.path(f"/rondes/{number}")
    assert "Er was <b>vakantie</b>." in scene.words()
    assert "Zij waren ziek." not in scene.words()
    scene.sign_in(scene.there)
    scene.client.path(f"/rondes/{number}")
    assert "Zij waren ziek." in scene.words()


def test_organisation_that_was_not_invited_reads_why(scene: Scene) -> None:
    number = scene.open()
    scene.clock.now = datetime(2025, 2, 27, tzinfo=UTC)
    scene.sign_in(scene.there)
    scene.client.path(f"/rondes/{number}")
    assert "alleen voor organisaties die zijn uitgenodigd" in scene.words()
    assert scene.client.get(f"/rondes/{number}/insturen").status_code == 403
    assert "alleen voor organisaties die zijn uitgenodigd" in scene.words()
    scene.client.path("/rondes")
    assert "Voor u open" not in scene.words()
    scene.sign_in(scene.here)
    scene.client.path(f"/rondes/{number}/insturen")
    scene.client.path("/rondes")
    assert "Nog 2 dagen" in scene.words()


def test_accompanying_text_is_markdown_that_runs_nothing(scene: Scene) -> None:
    number = scene.open()
    answer = scene.client.path(f"/rondes/{number}")
    assert "<strong>goed</strong>" in answer.text
    assert "<script>alert" not in answer.text


def test_late_admission_stands_in_the_account_of_the_round(scene: Scene) -> None:
    number = scene.open(open_to_all="ja")
    scene.at(datetime(2025, 3, 2, tzinfo=UTC), scene.editor)
    until = scene.clock.now + timedelta(days=1)
    running_rounds.admit(scene.wiring, scene.editor, number, "daar", until, "Zij waren ziek.")
    scene.client.path(f"/kaders/handelingskader/3.0/reactienota/{number}")
    assert "Daar kon reageren tot 3 maart 2025 om 01.00 uur. Reden: Zij waren ziek." in scene.words()
    assert "Daar mag nog reageren" in scene.words()


def test_question_and_answer_on_screen(scene: Scene) -> None:
    number = scene.open(open_to_all="ja")
    with scene.wiring.database.write() as session:
        organisation = session.get_one(make.Organisation, scene.here.grants[0].organisation_id)
        response = make.response(session, session.get_one(Round, number), organisation)
        key = f"o{make.comment(session, response).id}"
        response_id = response.id
    scene.at(datetime(2025, 3, 2, tzinfo=UTC), scene.editor)
    address = f"/verwerken/rondes/{number}/{key}"
    scene.client.path(address)
    assert scene.client.post(f"{address}/vraag", data={"question": " "}).status_code == 422
    assert scene.client.post(f"{address}/vraag", data={"question": "Wat <i>is</i> dit?"}).status_code == 303
    scene.client.path(address)
    assert "nog geen antwoord" in scene.words()
    scene.sign_in(scene.here)
    scene.client.path(f"/reacties/{response_id}")
    assert "Wat <i>is</i> dit?" in scene.words()
    (form,) = [f for f in scene.client.page.iter("form") if "/vragen/" in f.get("action", "")]
    action = form.get("action", "")
    assert scene.client.post(action, data={"answer": ""}).status_code == 422
    assert scene.client.post(action, data={"answer": "Dat."}).status_code == 303
    assert scene.client.post(action, data={"answer": "Iets anders."}).status_code == 403
    scene.sign_in(scene.editor)
    scene.client.path(address)
    assert "Dat." in scene.words()
    assert len(asking.questions_on(scene.wiring, scene.editor, key).asked) == 1


# -- feeds --------------------------------------------------------------------------------------------------


def feed(client: CheckingClient, path: str) -> etree._Element:
    answer = client.path(path)
    assert answer.mimetype == "application/atom+xml"
    root = etree.fromstring(answer.data)
    for parent in (root, *root.findall("a:entry", ATOM)):
        for name in ("id", "title", "updated"):
            (found,) = parent.findall(f"a:{name}", ATOM)
            assert found.text
        datetime.fromisoformat(parent.findtext("a:updated", namespaces=ATOM) or "")
    ids = [one.text for one in root.findall("a:entry/a:id", ATOM)]
    assert len(ids) == len(set(ids))
    assert root.findtext("a:author/a:name", namespaces=ATOM)
    assert root.find("a:link[@rel='self']", ATOM) is not None
    return root


def links(root: etree._Element) -> list[str]:
    return [one.get("href", "") for one in root.findall("a:entry/a:link", ATOM)]


def test_feed_of_versions_leads_to_them(client: CheckingClient, scene: Scene) -> None:
    client.path("/kaders/handelingskader")
    (found,) = [one for one in client.page.iter("link") if one.get("rel") == "alternate"]
    root = feed(client, found.get("href", ""))
    assert len(links(root)) == 2
    for address in links(root):
        client.path(address.removeprefix(scene.wiring.settings.base_url))
    assert client.get("/kaders/bestaat-niet/versies.atom").status_code == 404


def test_feed_of_rounds_tells_what_is_public_when_it_is(scene: Scene) -> None:
    number = scene.open(title="Zomer & <winter>")
    assert links(feed(scene.client, "/rondes.atom")) == [], "nothing happened yet"
    scene.clock.now = datetime(2025, 2, 2, tzinfo=UTC)
    running_rounds.extend(
        scene.wiring, scene.editor, number, scene.clock.now + timedelta(days=60), "Er was \x00 vakantie."
    )
    root = feed(scene.client, "/rondes.atom")
    titles = [one.text for one in root.findall("a:entry/a:title", ATOM)]
    assert titles == ["Langer open: Zomer & <winter>", "Nu open: Zomer & <winter>"]
    for address in links(root):
        scene.client.path(address.removeprefix(scene.wiring.settings.base_url))


def test_feed_is_sent_again_only_when_it_changed(client: CheckingClient) -> None:
    tag = client.path("/rondes.atom").headers["ETag"]
    assert client.get("/rondes.atom", headers={"If-None-Match": tag}).status_code == 304
