"""The whole chain through the screens, with the real response: from the letter to the response document.

A coordinator signs in, sends the letter, checks what was understood and submits. An editor answers three
remarks, publishes the next version and follows a change to its remark and back. When all is answered and the
round is closed, the response document is published, and a visitor reads it.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from kader.app import create_app
from kader.domain.audit import SYSTEM
from kader.domain.vocabulary import Role
from kader.services import answering
from kader.services.accounts import NewGrant, create_user
from kader.services.publishing import publish_version
from kader.services.wiring import Wiring
from kader.services.workbench import Filters, workbench
from kader.storage import frameworks
from tests import factories
from tests.accounts import signs_in
from tests.browser.conftest import serving
from tests.conftest import ROOT, Clock, make_settings

PASSWORD = "een lang genoeg wachtwoord"
CONTENT = ROOT / "content" / "handelingskader"
LETTER = Path("real") / "reactie-handelingskader-2024-12.txt"


@dataclass(frozen=True)
class Stage:
    """A service with version 2.0 and an open round, its clock, and a browser on it."""

    wiring: Wiring
    clock: Clock
    address: str
    browser: Browser

    def page(self) -> Page:
        return self.browser.new_page(base_url=self.address, viewport={"width": 1280, "height": 900})

    def signed_in(self, email: str) -> Page:
        page = self.page()
        page.goto("/inloggen")
        page.get_by_label("E-mailadres").fill(email)
        page.get_by_label("Wachtwoord").fill(PASSWORD)
        page.get_by_role("button", name="Inloggen").click()
        expect(page.get_by_role("button", name="Uitloggen")).to_be_visible()
        return page


@pytest.fixture
def stage(tmp_path: Path, sqlite_template: Path, chromium: Browser, clock: Clock) -> Iterator[Stage]:
    database = tmp_path / "kader.db"
    database.write_bytes(sqlite_template.read_bytes())
    app = create_app(make_settings(tmp_path, f"sqlite:///{database}"), clock)
    wired: Wiring = app.extensions["kader"]
    wired.index.rebuild([])
    prepare(wired, clock)
    with serving(app) as address:
        yield Stage(wired, clock, address, chromium)
    wired.close()


def prepare(wiring: Wiring, clock: Clock) -> None:
    """Version 2.0, an organisation, a coordinator, an editor and an open round."""
    with wiring.database.write() as session:
        framework = factories.framework(session, "handelingskader")
        factories.organisation(session, "associatie")
        administrator = factories.person(session, Role.EDITOR, framework_id=framework.id)
    for email, name, grant in [
        (
            "coordinator@voorbeeld.example",
            "Co Ordinator",
            NewGrant(Role.COORDINATOR, organisation="associatie"),
        ),
        ("redacteur@voorbeeld.example", "Re Dacteur", NewGrant(Role.EDITOR, framework="handelingskader")),
    ]:
        create_user(wiring, SYSTEM, email, name, PASSWORD, [grant])
    source = (CONTENT / "2.0.md").read_bytes().decode()
    publish_version(wiring, administrator, "handelingskader", source)
    with wiring.database.write() as session:
        version = frameworks.version(session, "handelingskader", "2.0")
        factories.round_on(session, version, opens=clock.now - timedelta(days=1), days=30)


def test_whole_chain_through_the_screens(stage: Stage, shared: Path) -> None:
    send_and_submit(stage.signed_in("coordinator@voorbeeld.example"), shared / LETTER)
    editor = stage.signed_in("redacteur@voorbeeld.example")
    answer_three(editor)
    publish_next_version(editor)
    follow_a_change_to_its_remark_and_back(editor)
    answer_the_rest(stage)
    stage.clock.now += timedelta(days=60)
    publish_response_document(stage.signed_in("redacteur@voorbeeld.example"))
    read_as_a_visitor(stage.page())


def send_and_submit(page: Page, letter: Path) -> None:
    page.goto("/rondes")
    page.get_by_role("link", name="Consultatie").first.click()
    page.get_by_role("link", name=re.compile("brief in", re.IGNORECASE)).first.click()
    page.get_by_label("Uw brief").set_input_files(letter)
    page.get_by_role("button", name="Stuur in en kijk na").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Inlezen")
    intro = page.locator("#gegevens")
    expect(intro).to_contain_text("4 algemene punten")
    expect(intro).to_contain_text("64 opmerkingen op 16 pagina’s")
    page.get_by_role("link", name="Naar indienen").first.click()
    page.get_by_label(re.compile("Ik dien deze reactie in")).check()
    page.get_by_role("button", name="Dien de reactie in").click()
    expect(page.locator("main")).to_contain_text("64")
    page.close()


def answer_three(page: Page) -> None:
    page.goto("/verwerken")
    page.get_by_role("link", name="Consultatie").first.click()
    page.get_by_role("link", name=re.compile("estafette-model")).first.click()
    answer(page, "overgenomen", "", "Opslaan")
    page.get_by_role("link", name=re.compile("Graag 0 tot 100 jaar")).first.click()
    answer(page, "deels overgenomen", "", "Opslaan")
    expect(page.get_by_role("alert")).to_contain_text("hoort een reden")
    answer(
        page,
        "deels overgenomen",
        "De leeftijd is aangepast, de bescherming van de zwangere blijft.",
        "Opslaan",
    )
    page.get_by_role("link", name=re.compile("Altijd de vraag wat schadelijker is")).first.click()
    answer(page, "ter kennisneming", "Dank u wel.", "Opslaan")


def answer(page: Page, outcome: str, reason: str, button: str) -> None:
    page.get_by_role("radio", name=outcome, exact=True).check()
    page.get_by_label("Reden", exact=True).fill(reason)
    page.get_by_role("button", name=button, exact=True).click()


def publish_next_version(page: Page) -> None:
    page.goto("/verwerken/kaders/handelingskader/nieuwe-versie")
    page.get_by_label("Bestand").set_input_files(CONTENT / "3.0.md")
    page.get_by_role("button", name="Controleren").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Versie 3.0 controleren")
    page.get_by_role("button", name="Versie 3.0 publiceren").click()
    expect(page.locator("main")).to_contain_text("3.0")


def follow_a_change_to_its_remark_and_back(page: Page) -> None:
    page.goto("/kaders/handelingskader/vergelijk/2.0/3.0")
    card = page.locator(".card", has_text="estafette-model").first
    change = card.get_attribute("id")
    assert change is not None
    card.get_by_role("link", name=re.compile("opmerking")).first.click()
    expect(page.locator(".remark-text")).to_contain_text("estafette-model")
    page.locator(f"#doorwerking a[href$='#{change.removeprefix('kaart-')}']").click()
    expect(page).to_have_url(re.compile(rf"vergelijk/2\.0/3\.0#{change.removeprefix('kaart-')}$"))


def answer_the_rest(stage: Stage) -> None:
    """The other remarks get their outcome through the service, as three through the screen show enough."""
    editor = signs_in(stage.wiring, "redacteur@voorbeeld.example", PASSWORD)
    assert editor is not None
    bench = workbench(stage.wiring, editor, 1, Filters())
    for line in bench.lines:
        if line.outcome is None:
            answering.answer(stage.wiring, editor, line.key, "beantwoord", "Zie de toelichting.", "")


def publish_response_document(page: Page) -> None:
    page.goto("/verwerken/rondes/1")
    page.get_by_role("link", name="Voorbeeld van de reactienota").click()
    page.get_by_role("button", name=re.compile("publiceren", re.IGNORECASE)).click()
    expect(page.locator("main")).to_contain_text("Reactienota")


def read_as_a_visitor(page: Page) -> None:
    page.goto("/kaders/handelingskader")
    page.get_by_role("link", name="Lees de reactienota").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("eactienota")
    remark = page.locator("main")
    expect(remark).to_contain_text("Graag 0 tot 100 jaar")
    expect(remark).to_contain_text("De leeftijd is aangepast, de bescherming van de zwangere blijft.")
    page.goto("/zoeken?q=estafettemodel")
    page.get_by_role("link", name=re.compile("Associatie")).first.click()
    expect(page.locator("main")).to_contain_text("estafette-model")
