"""The search page: one box over texts, remarks and answers, also when the index is gone."""

import shutil

import pytest
from flask import Flask

from kader.services.finding import rebuild_index
from kader.services.searching import search
from kader.services.wiring import Wiring
from tests.web.client import CheckingClient, text_of


@pytest.fixture
def indexed(app: Flask) -> Wiring:
    wired: Wiring = app.extensions["kader"]
    rebuild_index(wired)
    return wired


def test_search_box_stands_on_every_page_and_leads_to_the_very_passage(
    indexed: Wiring, client: CheckingClient
) -> None:
    client.path("/")
    assert "/zoeken" in [form.get("action") for form in client.page.iter("form")]
    client.path("/zoeken?q=estafette")
    links = [link.get("href", "") for link in client.page.iter("a")]
    page, _, fragment = next(link for link in links if "/handelingskader/2.0#a" in link).partition("#")
    client.path(page)
    assert "estafette" in text_of(next(e for e in client.page.iter() if e.get("id") == fragment))


def test_passage_of_two_versions_is_one_result_that_leads_to_the_newest(indexed: Wiring) -> None:
    found = search(indexed, '"Zijn moeder vraagt in dezelfde week hulp"').found
    assert [one.versions for one in found] == [("3.0", "2.0")]


def test_kind_and_framework_narrow_the_results(indexed: Wiring) -> None:
    assert search(indexed, "veiligheid", kind="antwoord").found == ()
    found = search(indexed, "veiligheid", framework="kwaliteitskader").found
    assert {one.slug for one in found} == {"kwaliteitskader"}


def test_lost_index_is_made_again(indexed: Wiring) -> None:
    indexed.index.close()
    shutil.rmtree(indexed.settings.index_dir)
    assert search(indexed, "estafette").found


@pytest.mark.parametrize("query", ["", "q=", "q=zzzz", "q=%22open&soort=x", "q=huis&kader=x", "q=%3Cb%3E"])
def test_any_question_gives_a_page(client: CheckingClient, query: str) -> None:
    assert "Zoeken" in client.path(f"/zoeken?{query}").text
