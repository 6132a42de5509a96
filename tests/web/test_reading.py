"""Reading: everything a visitor can open, and what stands there."""

from datetime import timedelta

import pytest
from flask import Flask

from kader.domain.vocabulary import ResponseStatus, UptakeState
from kader.services.carrying import changes_between
from kader.services.wiring import Wiring
from kader.storage import frameworks
from kader.storage.tables import Comment, Disposition, Organisation, Outcome, Place, Response, Round, Uptake
from tests.conftest import NOW
from tests.web.client import CheckingClient, text_of

COMPARISON = "/kaders/handelingskader/vergelijk/2.0/3.0"


def words(client: CheckingClient) -> str:
    return text_of(client.page.find("body/main"))


def test_home_tells_what_it_is_for_and_lists_the_frameworks(client: CheckingClient) -> None:
    client.path("/")
    assert "Handelen bij onveiligheid thuis" in words(client)
    assert "Zo werkt het" in words(client)


def test_list_of_frameworks_leads_to_each(client: CheckingClient) -> None:
    client.path("/kaders")
    links = {link.get("href") for link in client.page.iter("a")}
    assert {"/kaders/handelingskader", "/kaders/kwaliteitskader", "/kaders/toetsingskader-jeugd"} <= links


def test_framework_lists_its_versions_newest_first(client: CheckingClient) -> None:
    client.path("/kaders/handelingskader")
    rows = [[text_of(cell) for cell in row] for row in client.page.iter("tr")]
    assert [row[:3] for row in rows[1:]] == [
        ["Versie 3.0", "consultatieversie", "17 maart 2025"],
        ["Versie 2.0", "ontwikkelversie", "16 september 2024"],
    ]


@pytest.mark.parametrize(
    "path",
    ["handelingskader/2.0", "handelingskader/3.0", "kwaliteitskader/1.1", "toetsingskader-jeugd/1.0"],
)
def test_version_has_an_address_for_every_page_and_passage(client: CheckingClient, path: str) -> None:
    client.path(f"/kaders/{path}")
    ids = {element.get("id") for element in client.page.iter()}
    assert {"p1", "p2", "p3", "a0", "a17"} <= ids
    breaks = [e for e in client.page.iter("span") if e.get("role") == "doc-pagebreak"]
    assert breaks[2].attrib["aria-label"] == "pagina 3"


def test_older_version_points_to_the_newest(client: CheckingClient) -> None:
    client.path("/kaders/handelingskader/2.0")
    assert "Er is een nieuwere versie: versie 3.0" in words(client)
    client.path("/kaders/handelingskader/3.0")
    assert "nieuwere versie" not in words(client)


@pytest.mark.parametrize("path", ["/kaders/x", "/kaders/handelingskader/9", "/x", f"{COMPARISON[:-3]}9.9"])
def test_what_does_not_exist_is_said_in_a_sentence(client: CheckingClient, path: str) -> None:
    assert client.get(path).status_code == 404
    assert "bestaat niet" in words(client)


def test_choosing_two_versions_leads_to_their_comparison(client: CheckingClient) -> None:
    response = client.get("/kaders/handelingskader/vergelijk?oud=2.0&nieuw=3.0")
    assert response.location == COMPARISON


def test_comparison_shows_both_texts_and_a_card_for_each_change(client: CheckingClient) -> None:
    client.path(COMPARISON)
    cards = [e.get("id", "") for e in client.page.iter("li") if e.get("id", "").startswith("kaart-")]
    pieces = {e.get("data-highlight") for e in client.page.iter() if e.get("data-highlight")}
    assert len(cards) > 100
    assert {card.removeprefix("kaart-") for card in cards} <= pieces
    assert f"{len(cards)} wijzigingen" in words(client)


def test_comparison_of_a_version_with_itself_says_that_nothing_changed(client: CheckingClient) -> None:
    client.path("/kaders/handelingskader/vergelijk/2.0/2.0")
    assert "gelijk" in words(client)


def test_only_changes_folds_away_what_stayed(client: CheckingClient) -> None:
    client.path(COMPARISON)
    assert "ongewijzigde stukken" not in words(client)
    client.path(f"{COMPARISON}?toon=wijzigingen")
    assert "ongewijzigde stukken" in words(client)


@pytest.mark.parametrize(
    ("state", "accounted", "told"),
    [
        (UptakeState.CONFIRMED, True, True),
        (UptakeState.CONFIRMED, False, False),
        (UptakeState.SUGGESTED, True, False),
        (UptakeState.REJECTED, True, False),
    ],
)
def test_visitor_is_told_only_confirmed_links_of_published_remarks(
    app: Flask, client: CheckingClient, state: UptakeState, accounted: bool, told: bool
) -> None:
    _remark_behind_a_change(app.extensions["kader"], state, accounted)
    client.path(COMPARISON)
    assert ("Graag 0 tot 100 jaar" in words(client)) is told
    assert ("Omdat het kan." in words(client)) is told


def _remark_behind_a_change(wiring: Wiring, state: UptakeState, accounted: bool) -> None:
    with wiring.database.write() as session:
        old = frameworks.version(session, "handelingskader", "2.0")
        new = frameworks.version(session, "handelingskader", "3.0")
        change = changes_between(wiring, old, new)[0]
        organisation = Organisation(slug="v", name="Vereniging V", kind="vereniging")
        period = {"opens_at": NOW - timedelta(days=9), "closes_at": NOW - timedelta(days=2)}
        one = Round(version=old, title="Ronde", accounted_at=NOW if accounted else None, **period)
        response = Response(
            round=one, organisation=organisation, status=ResponseStatus.SUBMITTED, created_at=NOW
        )
        comment = Comment(response=response, position=1, label="1", page="1", text="Graag 0 tot 100 jaar")
        comment.disposition = Disposition(outcome=Outcome.ACCEPTED, reason="Omdat het kan.", decided_at=NOW)
        comment.places = [Place(version_id=old.id, how="quote", start=121, end=131, exact="Een jongen")]
        uptake = Uptake(comment=comment, old_version_id=old.id, new_version_id=new.id, change_id=change.id)
        uptake.state, uptake.score = state, 0.9
        session.add(uptake)


@pytest.mark.parametrize(("accounted", "told"), [(True, True), (False, False)])
def test_published_remarks_are_marked_at_their_passage(
    app: Flask, client: CheckingClient, accounted: bool, told: bool
) -> None:
    _remark_behind_a_change(app.extensions["kader"], UptakeState.CONFIRMED, accounted)
    client.path("/kaders/handelingskader/2.0")
    assert ("Toon opmerkingen" in words(client)) is told
    client.path("/kaders/handelingskader/2.0?opmerkingen=1")
    marked = [text_of(e) for e in client.page.iter("mark")]
    assert marked == (["Een jongen"] if told else [])


def test_skip_link_comes_first_and_leads_to_the_content(client: CheckingClient) -> None:
    client.path("/")
    first = next(client.page.iter("a"))
    assert first.get("href") == "#inhoud"
