"""Two people of one organisation write and submit an answer: one by keyboard only, one without JavaScript.

Nothing they see is refused by axe, and nothing runs off a screen of 320 pixels.
"""

import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from kader.app import create_app
from kader.domain.audit import SYSTEM
from kader.domain.vocabulary import Role
from kader.services.accounts import NewGrant, create_user
from kader.services.content import load_content
from tests import factories as make
from tests.browser.conftest import serving
from tests.conftest import ROOT, make_settings

PASSWORD = "geheim-genoeg-voor-een-proef-7"
LIES, COBY = "lies@voorbeeld.example", "coby@voorbeeld.example"
QUESTION = "Wat ontbreekt er volgens u?"


@dataclass(frozen=True, slots=True)
class Scene:
    address: str
    round_id: int


@pytest.fixture
def scene(sqlite_template: Path, tmp_path: Path) -> Iterator[Scene]:
    """An open round on the handling framework, and an organisation with a member and a coordinator."""
    shutil.copy(sqlite_template, tmp_path / "kader.db")
    app = create_app(make_settings(tmp_path, f"sqlite:///{tmp_path / 'kader.db'}"))
    wired = app.extensions["kader"]
    wired.index.rebuild([])
    load_content(wired, ROOT / "content")
    with wired.database.write() as session:
        version = session.query(make.Version).filter_by(label="2.0").one()
        one = make.round_on(session, version, opens=datetime.now(UTC) - timedelta(days=1))
        one.questions = [QUESTION]
        make.organisation(session, "wijkteams")
        session.flush()
        round_id = one.id
    create_user(wired, SYSTEM, LIES, "Lies de Boer", PASSWORD, [NewGrant(Role.MEMBER, "wijkteams")])
    create_user(wired, SYSTEM, COBY, "Coby Jansen", PASSWORD, [NewGrant(Role.COORDINATOR, "wijkteams")])
    with serving(app) as address:
        yield Scene(address, round_id)
    wired.close()


class Keyboard:
    """Somebody who has no mouse: what they want, they reach with Tab and choose with the keyboard."""

    def __init__(self, page: Page) -> None:
        self.page = page

    def reach(self, name: str) -> None:
        """Tab on until what has this name, or this label, has the focus."""
        for _ in range(400):
            self.page.keyboard.press("Tab")
            if name in self.page.evaluate(_FOCUSED):
                return
        pytest.fail(f"{name} is niet te bereiken met de Tab-toets")

    def choose(self, name: str) -> None:
        self.reach(name)
        self.page.keyboard.press("Enter")

    def fill(self, label: str, words: str) -> None:
        self.reach(label)
        self.page.keyboard.press("Control+a")
        self.page.keyboard.type(words)


_FOCUSED = r"""() => {
  const at = document.activeElement;
  const labels = [...(at.labels ?? [])].map((label) => label.textContent);
  return [at.textContent, ...labels, at.ariaLabel ?? ""].join(" ").replace(/\s+/g, " ");
}"""


def test_two_people_write_sign_off_and_submit_an_answer(chromium: Browser, scene: Scene) -> None:
    lies, coby = _person(chromium, scene), _person(chromium, scene, scripts=False)
    address = _write_by_keyboard(lies, scene)
    _check(lies)
    _write_without_scripts(coby, scene, address)
    _answer_and_sign_off(coby)
    _submit(coby)
    lies.goto(f"/reacties/{address}/volgen")
    expect(lies.get_by_text("wacht op antwoord").first).to_be_visible()
    _check(lies)
    for page in ("ontvangst", "samen", "tekst"):
        lies.goto(f"/reacties/{address}/{page}")
        _check(lies)


def _write_by_keyboard(page: Page, scene: Scene) -> str:
    keys = Keyboard(page)
    page.goto("/inloggen")
    keys.fill("E-mailadres", LIES)
    keys.fill("Wachtwoord", PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_url(scene.address + "/")
    page.goto(f"/rondes/{scene.round_id}")
    _check(page)
    keys.choose("Schrijf in de tekst")
    page.wait_for_url("**/tekst")
    _check(page)
    keys.choose("Reageer op: Dit kader helpt professionals")
    page.wait_for_url("**/nieuwe-opmerking**")
    _check(page)
    keys.choose("Kies minder of andere woorden")
    keys.fill("Over welke woorden gaat het?", "minder alleen voor")
    page.keyboard.press("Enter")
    expect(page.locator(".about-passage")).to_have_text("minder alleen voor")
    keys.fill("Uw opmerking", "Is dat zo? In een klein team sta je er vaak wel alleen voor.")
    keys.fill("Tekstvoorstel", "minder vaak alleen voor")
    expect(page.locator("[data-change] ins")).to_have_text("vaak ")
    expect(page.get_by_text("Bewaard.")).to_be_visible()
    keys.choose("Plaats de opmerking")
    card = page.locator(".remark-card")
    expect(card.locator("ins")).to_have_text("vaak ")
    _check(page)
    keys.choose("Opmerking 1")
    _check(page)
    keys.choose("Deze opmerking is klaar")
    expect(card.get_by_text("klaar")).to_be_visible()
    return page.url.split("/reacties/")[1].split("/")[0]


def _write_without_scripts(page: Page, scene: Scene, address: str) -> None:
    page.goto("/inloggen")
    page.get_by_label("E-mailadres").fill(COBY)
    page.get_by_label("Wachtwoord").fill(PASSWORD)
    page.get_by_role("main").get_by_role("button", name="Inloggen").click()
    page.goto(f"/rondes/{scene.round_id}")
    page.get_by_role("link", name="Schrijf verder in de tekst").click()
    expect(page.get_by_text("Is dat zo?")).to_be_visible()
    page.get_by_role("link", name="Reageer op: Dit kader helpt professionals").click()
    expect(page.get_by_role("heading", name="Hier is al geschreven")).to_be_visible()
    page.get_by_label("Uw opmerking").fill("Dit is het mooiste van de inleiding.")
    page.get_by_label("Een compliment").check()
    page.get_by_role("button", name="Plaats de opmerking").click()
    page.get_by_role("link", name="Opmerking 2").first.click()
    page.get_by_label("Uw bericht").fill("Past bij elkaar, of niet?")
    page.get_by_role("button", name="Plaats bericht").click()
    expect(page.get_by_text("Past bij elkaar, of niet?")).to_be_visible()
    page.goto(f"/reacties/{address}/samen")


def _answer_and_sign_off(page: Page) -> None:
    expect(page.get_by_text("1 opmerking is nog in bewerking")).to_be_visible()
    page.get_by_role("button", name="Maak klaar").click()
    page.get_by_label(QUESTION).fill("De school ontbreekt.")
    page.get_by_role("button", name="Sla het antwoord op").click()
    page.get_by_text("Schrijf een brief").click()
    page.get_by_label("Brieftekst").fill("Beste redactie,\n\nDank voor deze versie.")
    page.get_by_role("button", name="Sla de brief op").click()
    expect(page.get_by_text("Alles is klaar om in te dienen.")).to_be_visible()


def _submit(page: Page) -> None:
    page.get_by_role("link", name="Naar indienen").click()
    page.get_by_label("Ik dien deze reactie in").check()
    page.get_by_role("button", name="Dien de reactie in").click()
    expect(page.get_by_text("SHA-256 van de inhoud")).to_be_visible()
    with page.expect_download() as waiting:
        page.get_by_role("link", name="PDF").click()
    assert waiting.value.path().read_bytes().startswith(b"%PDF")


def _person(chromium: Browser, scene: Scene, *, scripts: bool = True) -> Page:
    context = chromium.new_context(
        base_url=scene.address, java_script_enabled=scripts, viewport={"width": 1280, "height": 900}
    )
    return context.new_page()


def _check(page: Page) -> None:
    """What stands here can be used by everyone, on every screen."""
    for width in (1280, 360):
        page.set_viewport_size({"width": width, "height": 800})
        violations = Axe().run(page).response["violations"]
        assert [(v["id"], v["nodes"][0]["html"]) for v in violations] == []
    page.set_viewport_size({"width": 320, "height": 800})
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    page.set_viewport_size({"width": 1280, "height": 900})


def test_what_is_typed_survives_a_lost_connection_and_a_closed_tab(chromium: Browser, scene: Scene) -> None:
    page = _person(chromium, scene)
    page.goto("/inloggen")
    page.get_by_label("E-mailadres").fill(LIES)
    page.get_by_label("Wachtwoord").fill(PASSWORD)
    page.get_by_role("main").get_by_role("button", name="Inloggen").click()
    page.goto(f"/rondes/{scene.round_id}")
    page.get_by_role("button", name="Schrijf in de tekst").click()
    page.get_by_role("link", name="Reageer op: Dit kader helpt professionals").click()
    form = page.url
    page.context.set_offline(True)
    page.get_by_label("Uw opmerking").fill("Dit schreef ik in de trein.")
    expect(page.get_by_text("Uw tekst is op dit apparaat bewaard.")).to_be_visible()
    page.context.set_offline(False)
    page.goto(form)
    expect(page.get_by_label("Uw opmerking")).to_have_value("Dit schreef ik in de trein.")
    expect(page.get_by_text("Bewaard.")).to_be_visible()
    other = page.context.new_page()
    page.close()
    other.goto(form)
    expect(other.get_by_label("Uw opmerking")).to_have_value("Dit schreef ik in de trein.")
