"""A letter is sent, checked and put right in a real browser: with the keyboard, at any width, and undone.

The files are a letter, and the framework itself with a remark in its margin, as organisations send it back.
"""

import re
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from docx.document import Document as Word
from flask import Flask
from playwright.sync_api import Browser, BrowserContext, Page, expect

from kader.app import create_app
from kader.domain.signing_in import Method
from kader.domain.vocabulary import Role
from kader.services import sessions
from kader.services.content import load_content
from kader.services.wiring import Wiring
from kader.storage import frameworks
from kader.storage.tables import User
from tests import factories
from tests.browser.conftest import serving
from tests.conftest import NOW, ROOT, Clock, make_settings
from tests.unit.word_letters import a_word

LETTER = """Reactie op het kader

Beste redactie,

1. Algemeen: goed dat dit er is.

P.2

2. 'Iedereen verdient een veilig thuis' is te stellig. Schrijf het zachter.
3. Wie is we?

P.4

4. De school ontbreekt.

P.99

5. Deze bladzijde is er niet.
"""
NARROW = (360, 320)


@dataclass(frozen=True)
class Stage:
    """A running service with an open round on version 2.0, and somebody of an organisation in a browser."""

    wiring: Wiring
    app: Flask
    address: str
    browser: Browser
    round_id: int
    user_id: int

    def visit(self, scripts: bool = True) -> BrowserContext:
        """A browser of its own in which the member is signed in."""
        context = self.browser.new_context(
            base_url=self.address,
            viewport={"width": 1280, "height": 900},
            reduced_motion="reduce",
            java_script_enabled=scripts,
        )
        with self.wiring.database.write() as session:
            user = session.get_one(User, self.user_id)
            token = sessions.begin(session, self.wiring, user, "", Method.PASSWORD)
        signer = self.app.session_interface.get_signing_serializer(self.app)  # type: ignore[attr-defined]
        cookie = signer.dumps({"_user_id": token, "_fresh": True})
        context.add_cookies([{"name": "session", "value": cookie, "url": self.address}])
        return context


@pytest.fixture(scope="module")
def stage(
    sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory, chromium: Browser
) -> Iterator[Stage]:
    folder = tmp_path_factory.mktemp("review")
    shutil.copy(sqlite_template, folder / "kader.db")
    app = create_app(make_settings(folder, f"sqlite:///{folder / 'kader.db'}"), Clock(NOW))
    wired: Wiring = app.extensions["kader"]
    wired.index.rebuild([])
    load_content(wired, ROOT / "content")
    with wired.database.write() as session:
        version = frameworks.version(session, "handelingskader", "2.0")
        ours = factories.organisation(session, "vereniging")
        one = factories.round_on(session, version, opens=NOW, title="Consultatie versie 2.0")
        person = factories.person(session, Role.COORDINATOR, organisation_id=ours.id)
        session.flush()
        round_id, user_id = one.id, person.id
    assert user_id is not None
    with serving(app) as address:
        yield Stage(wired, app, address, chromium, round_id, user_id)
    wired.close()


@pytest.fixture
def screen(stage: Stage) -> Iterator[Page]:
    """The member's browser; its console must stay silent, since the content policy speaks there."""
    said: list[str] = []
    context = stage.visit()
    page = context.new_page()
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    yield page
    context.close()
    assert [words for words in said if "422" not in words] == []


@pytest.fixture
def plain(stage: Stage) -> Iterator[Page]:
    """The same without scripts."""
    context = stage.visit(scripts=False)
    yield context.new_page()
    context.close()


def send(page: Page, stage: Stage, name: str, content: str | bytes) -> None:
    """Send a file in, in the place of the draft if there is one."""
    page.goto(f"/rondes/{stage.round_id}/insturen")
    if page.locator("#vervang").count():
        page.check("#vervang")
    buffer = content.encode() if isinstance(content, str) else content
    page.set_input_files(
        "#bestand", [{"name": name, "mimeType": "application/octet-stream", "buffer": buffer}]
    )
    page.get_by_role("button", name="Stuur in en kijk na").press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Inlezen")


def sent_back(word: Word) -> None:
    """Two paragraphs of version 2.0, one of them with a remark on three words."""
    word.add_heading("Handelen bij onveiligheid thuis", 1)
    paragraph = word.add_paragraph("Iedereen verdient ")
    marked = paragraph.add_run("een veilig thuis")
    paragraph.add_run(". Helaas gaat het toch niet altijd goed.")
    word.add_comment(marked, "Ook een opvanghuis? Leg dat uit.", author="Ans Bos", initials="AB")


def comments(page: Page) -> list[str]:
    """What the comments say, in their order."""
    return [text.strip() for text in page.locator(".part--comment .words").all_inner_texts()]


def check(page: Page) -> None:
    """No violation that axe sees, no page wider than its screen."""
    for width in (1280, *NARROW):
        page.set_viewport_size({"width": width, "height": 800})
        assert page.evaluate("document.documentElement.scrollWidth") <= width, page.url
        if width != NARROW[-1]:
            found = Axe().run(page).response["violations"]
            assert [(v["id"], v["nodes"][0]["html"]) for v in found] == [], page.url
    page.set_viewport_size({"width": 1280, "height": 900})


def press(page: Page, name: str) -> None:
    """Go to a button or link within the piece that has the focus, by Tab alone, and press it."""
    for _ in range(40):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.innerText.trim()").startswith(name):
            page.keyboard.press("Enter")
            return
    raise AssertionError(f"{name} was not reached")


def test_remarks_in_a_margin_show_their_author_and_their_words(screen: Page, stage: Stage) -> None:
    send(screen, stage, "kader.docx", a_word(sent_back))
    (card,) = screen.locator(".part--comment").all()
    expect(card).to_contain_text("Ans Bos")
    expect(card).to_contain_text("een veilig thuis")
    expect(card).to_contain_text("zeker")
    check(screen)


def test_what_is_doubtful_says_why_and_is_gone_through_with_the_keyboard(screen: Page, stage: Stage) -> None:
    send(screen, stage, "brief.txt", LETTER)
    doubtful = screen.locator("[data-doubt]")
    strange = doubtful.filter(has_text="De pagina die uw brief noemt, staat niet in deze versie")
    expect(strange).to_have_count(1)
    before = doubtful.count()
    check(screen)
    screen.get_by_role("link", name="Begin bij de eerste").press("Enter")
    for _ in range(before):
        screen.keyboard.press("n")
    expect(strange).to_be_focused()
    press(screen, "Het klopt zo")
    expect(screen.locator(".done")).to_contain_text("Nagekeken")
    expect(doubtful).to_have_count(before - 1)
    screen.locator(".done").get_by_role("button", name="Maak ongedaan").press("Enter")
    expect(doubtful).to_have_count(before)


def test_only_the_doubtful_ones_can_be_shown(screen: Page, stage: Stage) -> None:
    send(screen, stage, "brief.txt", LETTER)
    doubtful = screen.locator("[data-doubt]").count()
    screen.get_by_role("link", name="Toon alleen wat u moet nakijken").click()
    expect(screen.locator(".part--comment")).to_have_count(doubtful)
    check(screen)
    screen.get_by_role("link", name="Toon alle opmerkingen").first.click()
    expect(screen.locator(".part--comment:not([data-doubt])").first).to_be_visible()


def test_a_comment_is_split_joined_and_taken_back_with_the_keyboard(screen: Page, stage: Stage) -> None:
    send(screen, stage, "brief.txt", LETTER)
    before = comments(screen)
    card = screen.locator(".part--comment", has_text="te stellig")
    card.focus()
    press(screen, "Meer")
    press(screen, "Splitsen")
    check(screen)
    screen.get_by_role("radio").first.focus()
    screen.keyboard.press("Space")
    screen.keyboard.press("Enter")
    expect(screen.locator(".done")).to_contain_text("Gesplitst")
    assert len(comments(screen)) == len(before) + 1
    screen.locator(".part--comment", has_text="Schrijf het zachter").focus()
    press(screen, "Meer")
    press(screen, "Voeg bij vorige")
    expect(screen.locator(".done")).to_contain_text("Samengevoegd")
    assert len(comments(screen)) == len(before)
    for _ in range(2):
        screen.get_by_role("button", name="Maak ongedaan").first.press("Enter")
        expect(screen.locator(".done")).to_contain_text("ongedaan gemaakt")
    assert comments(screen) == before


def test_several_go_to_a_page_together_also_without_scripts(plain: Page, stage: Stage) -> None:
    send(plain, stage, "brief.txt", LETTER)
    for words in ("te stellig", "Wie is we"):
        plain.locator(".part--comment", has_text=words).get_by_role("checkbox").check()
    plain.get_by_label("Naar pagina", exact=True).fill("88")
    plain.get_by_role("button", name="Zet op deze pagina").click()
    expect(plain.locator("#samen-fout")).to_contain_text("Pagina 88 staat niet in deze versie")
    expect(plain.get_by_role("checkbox", checked=True)).to_have_count(2)
    plain.get_by_label("Naar pagina", exact=True).fill("7")
    plain.get_by_role("button", name="Zet op deze pagina").click()
    expect(plain.locator("#pagina-7 .part--comment")).to_have_count(2)
    plain.get_by_role("button", name="Maak ongedaan").first.click()
    expect(plain.locator("#pagina-7")).to_have_count(0)


def test_every_part_becomes_every_other_also_without_scripts(plain: Page, stage: Stage) -> None:
    send(plain, stage, "brief.txt", LETTER)

    def turn(kind: str, button: str) -> None:
        part = plain.locator(f".part--{kind}", has_text="De school ontbreekt")
        folded = plain.locator("details:not([open]) > summary")
        while folded.count():
            folded.first.evaluate("element => element.parentElement.open = true")
        part.get_by_role("button", name=button, exact=True).click()

    turn("comment", "Maak algemeen punt")
    turn("point", "Maak brieftekst")
    turn("letter", "Maak opmerking")
    turn("comment", "Laat weg")
    turn("left-out", "Haal terug")
    turn("loose", "Is brieftekst")
    turn("letter", "Laat weg")
    turn("left-out", "Haal terug")
    turn("loose", "Maak opmerking")
    expect(plain.locator(".part--comment", has_text="De school ontbreekt")).to_have_count(1)


def test_pointing_at_a_comment_lights_up_its_words_in_the_letter(screen: Page, stage: Stage) -> None:
    send(screen, stage, "brief.txt", LETTER)
    screen.locator(".part--comment", has_text="Wie is we").focus()
    expect(screen.locator(".original-text .is-lit")).to_contain_text("Wie is we")
    screen.locator(".original-text .piece", has_text="De school ontbreekt").hover()
    expect(screen.locator(".part.is-lit")).to_contain_text("De school ontbreekt")


def test_a_wrong_upload_is_undone_and_another_file_takes_its_place(screen: Page, stage: Stage) -> None:
    send(screen, stage, "verkeerd.txt", LETTER)
    response = re.search(r"/reacties/\d+", screen.url)
    assert response is not None
    screen.get_by_role("link", name="Verkeerde brief: alles weghalen").press("Enter")
    check(screen)
    screen.get_by_role("button", name="Haal alles weg").press("Enter")
    expect(screen.locator("main")).to_contain_text("Er is niets van bewaard")
    assert screen.request.get(f"{response[0]}/bestand").status == 404
    send(screen, stage, "goed.txt", "P.2\n\n1. Alleen dit.")
    assert comments(screen) == ["Alleen dit."]


def test_a_file_that_is_too_big_is_told_before_it_is_sent(screen: Page, stage: Stage) -> None:
    screen.goto(f"/rondes/{stage.round_id}/insturen")
    check(screen)
    screen.set_input_files(
        "#bestand", [{"name": "groot.docx", "mimeType": "application/zip", "buffer": b"0" * 25_100_000}]
    )
    expect(screen.get_by_role("status")).to_contain_text("groter dan 25 MB")
    screen.get_by_role("button", name="Stuur in en kijk na").click()
    expect(screen.get_by_role("heading", level=1)).to_have_text("Brief insturen")


@pytest.mark.parametrize(
    "path",
    [
        "/kaders/handelingskader/2.0",
        "/kaders/handelingskader/vergelijk/2.0/3.0",
        "/rondes/1",
    ],
)
def test_the_downloads_of_a_page_are_there_and_give_files(screen: Page, path: str) -> None:
    screen.goto(path)
    links = screen.locator(".downloads a")
    assert links.count() >= 2
    for width in (1280, *NARROW):
        screen.set_viewport_size({"width": width, "height": 800})
        assert screen.evaluate("document.documentElement.scrollWidth") <= width
        expect(links.first).to_be_visible()
    with screen.expect_download() as started:
        links.first.click()
    assert started.value.path().stat().st_size > 1000
