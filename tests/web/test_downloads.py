"""Files come as attachments of the right kind, to who may have them."""

import json

import pytest
from flask import Flask

from kader.services.wiring import Wiring
from tests import factories as make
from tests.web.client import CheckingClient

VERSION = "/kaders/handelingskader/3.0"


@pytest.mark.parametrize(
    ("suffix", "media_type"),
    [
        ("pdf", "application/pdf"),
        ("docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
        ("odt", "application/vnd.oasis.opendocument.text"),
        ("md", "text/markdown; charset=utf-8"),
        ("txt", "text/plain; charset=utf-8"),
    ],
)
def test_a_version_comes_as_an_attachment(client: CheckingClient, suffix: str, media_type: str) -> None:
    answer = client.path(f"{VERSION}/bestand.{suffix}")
    assert answer.headers["Content-Type"] == media_type
    assert answer.headers["Content-Disposition"] == f"attachment; filename=handelingskader-3.0.{suffix}"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"


def test_every_download_on_a_page_is_there(client: CheckingClient) -> None:
    """Also on the page of a round, whose form is public."""
    links = []
    for page in (VERSION, "/kaders/handelingskader/vergelijk/2.0/3.0"):
        client.path(page)
        links += [a.get("href", "") for a in client.page.iter("a") if a.get("download") is not None]
    assert len(links) == 7
    for link in links:
        assert client.path(link).headers["Content-Disposition"].startswith("attachment; ")


def test_tracked_changes_have_their_own_name(client: CheckingClient) -> None:
    answer = client.path("/kaders/handelingskader/vergelijk/2.0/3.0/bestand.docx")
    assert "filename=handelingskader-2.0-3.0-wijzigingen.docx" in answer.headers["Content-Disposition"]


def test_public_comments_are_web_annotations(client: CheckingClient) -> None:
    answer = client.path(f"{VERSION}/opmerkingen.jsonld")
    assert answer.mimetype == "application/ld+json"
    made = json.loads(answer.text)
    assert made["id"] == f"http://localhost{VERSION}/opmerkingen.jsonld"


@pytest.mark.parametrize(
    "address",
    [
        f"{VERSION}/bestand.exe",
        "/kaders/handelingskader/9.9/bestand.pdf",
        "/kaders/handelingskader/vergelijk/2.0/9.9/bestand.docx",
        f"{VERSION}/reactienota/1/bestand.pdf",
        "/reacties/1/reactie.docx",
        "/rondes/1/formulier.docx",
    ],
)
def test_what_there_is_not_says_so(client: CheckingClient, address: str) -> None:
    assert client.get(address).status_code == 404


def test_what_is_not_public_is_kept_by_nobody(app: Flask, client: CheckingClient) -> None:
    wiring: Wiring = app.extensions["kader"]
    with wiring.database.write() as session:
        framework = make.framework(session)
        one = make.round_on(session, make.version(session, framework, "1.0", "# Kop\n\nTekst."))
        response = make.response(session, one, make.organisation(session))
        make.comment(session, response)
        one.accounted_at = make.MOMENT
        addresses = [
            f"/kaders/voorbeeldkader/1.0/reactienota/{one.id}/bestand.docx",
            f"/reacties/{response.id}/reactie.xlsx",
        ]
        form = f"/rondes/{one.id}/formulier.xlsx"
    for address in addresses:
        assert client.path(address).headers["Cache-Control"] == "no-store"
    assert "no-store" not in client.path(form).headers["Cache-Control"]
