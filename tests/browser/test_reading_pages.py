"""The reading pages in a real browser: axe finds nothing, nothing runs off a narrow screen, scripts help."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page

from kader.app import create_app
from kader.services.content import load_content
from kader.services.finding import rebuild_index
from tests.browser.conftest import serving
from tests.conftest import ROOT, make_settings

TEXT = "/kaders/handelingskader/2.0"
COMPARISON = "/kaders/handelingskader/vergelijk/2.0/3.0"
PATHS = [
    "/",
    "/kaders",
    "/kaders/handelingskader",
    f"{TEXT}?vindplaatsen=1",
    COMPARISON,
    "/zoeken?q=huis",
    "/x",
]


@pytest.fixture(scope="module")
def address(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a running service with the content that ships with it."""
    folder = tmp_path_factory.mktemp("reading")
    shutil.copy(sqlite_template, folder / "kader.db")
    app = create_app(make_settings(folder, f"sqlite:///{folder / 'kader.db'}"))
    wired = app.extensions["kader"]
    wired.index.rebuild([])
    load_content(wired, ROOT / "content")
    rebuild_index(wired)
    with serving(app) as running:
        yield running
    wired.close()


@pytest.fixture
def screen(chromium: Browser, address: str) -> Iterator[Page]:
    """A page of which the console must stay silent: the content policy speaks there."""
    said: list[str] = []
    page = chromium.new_page(
        base_url=address, viewport={"width": 1280, "height": 900}, reduced_motion="reduce"
    )
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    yield page
    page.close()
    assert [words for words in said if "404 (NOT FOUND)" not in words] == []


@pytest.mark.parametrize("path", PATHS)
def test_page_is_accessible_and_fits_every_screen(screen: Page, path: str) -> None:
    screen.goto(path)
    for width in (1280, 360, 320):
        screen.set_viewport_size({"width": width, "height": 800})
        assert screen.evaluate("document.documentElement.scrollWidth") <= width
        if width != 320:
            violations = Axe().run(screen).response["violations"]
            assert [(v["id"], v["nodes"][0]["html"]) for v in violations] == []


def test_contents_mark_the_place_where_the_reader_is(screen: Page) -> None:
    screen.goto(f"{TEXT}#p6")
    marked = screen.locator(".contents--beside [aria-current=location]")
    marked.wait_for()
    assert marked.inner_text().startswith("5")


def test_page_mark_stands_in_the_margin_beside_its_line(screen: Page) -> None:
    screen.goto(TEXT)
    mark = screen.locator("#p4 .page-mark").bounding_box()
    line = screen.locator("p:has(#p4)").bounding_box()
    assert mark is not None
    assert line is not None
    assert mark["x"] > line["x"] + line["width"]
    assert line["y"] <= mark["y"] <= line["y"] + line["height"]


def test_address_of_a_passage_is_reached_with_the_keyboard_when_addresses_are_shown(screen: Page) -> None:
    screen.goto(TEXT)
    assert not screen.locator("#a3 > .permalink").is_visible()
    screen.get_by_role("link", name="Toon vindplaatsen").click()
    screen.locator("#a3 > .permalink").focus()
    screen.keyboard.press("Enter")
    assert screen.url.endswith("#a3")


def test_change_leads_to_its_card_and_back(screen: Page) -> None:
    screen.goto(COMPARISON)
    screen.get_by_role("link", name="Wijziging 20", exact=True).click()
    card = screen.url.partition("#")[2]
    screen.locator(f"#{card}").get_by_role("link", name="Wijziging 20 in de tekst").click()
    assert screen.url.partition("#")[2] == card.removeprefix("kaart-")


def test_pointing_at_a_card_lights_up_its_change(screen: Page) -> None:
    screen.goto(COMPARISON)
    card = screen.locator(".card").nth(3)
    card.hover()
    change = (card.get_attribute("id") or "").removeprefix("kaart-")
    assert "lit" in (screen.locator(f"#{change}").get_attribute("class") or "")


def test_place_in_a_folded_stretch_is_unfolded_by_its_address(screen: Page) -> None:
    screen.goto(f"{COMPARISON}?toon=wijzigingen")
    passage = screen.locator(".unchanged .reading-text p[id]").first
    assert not passage.is_visible()
    screen.goto(f"{COMPARISON}?toon=wijzigingen#{passage.get_attribute('id')}")
    passage.wait_for(state="visible")
