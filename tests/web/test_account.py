"""Signing in and out on the screens, and one's own account."""

import pytest
from flask import Flask

from kader.domain.audit import SYSTEM
from kader.domain.vocabulary import Role
from kader.services import accounts
from kader.services.accounts import NewGrant
from tests.web.client import CheckingClient, text_of

ADDRESS, PASSWORD, NEW = "amina@voorbeeld.example", "een lange zin als wachtwoord", "nog een lange zin"


@pytest.fixture
def amina(app: Flask, client: CheckingClient) -> CheckingClient:
    """The client, with somebody who can sign in."""
    grants = [NewGrant(Role.ADMINISTRATOR), NewGrant(Role.EDITOR, framework="handelingskader")]
    accounts.create_user(app.extensions["kader"], SYSTEM, ADDRESS, "Amina Toets", PASSWORD, grants)
    return client


def sign_in(client: CheckingClient, password: str = PASSWORD, target: str = "") -> int:
    fields = {"email": ADDRESS, "password": password, "next": target}
    return client.post("/inloggen", data=fields).status_code


def test_person_signs_in_sees_their_account_and_signs_out(amina: CheckingClient) -> None:
    assert sign_in(amina) == 303
    amina.path("/account")
    words = text_of(amina.page)
    assert "Amina Toets" in words
    assert "Beheerder" in words
    assert "Redacteur: Handelen bij onveiligheid thuis" in words
    assert amina.post("/uitloggen").status_code == 303
    assert amina.get("/account").status_code == 302


def test_wrong_password_does_not_tell_which_was_wrong_and_keeps_the_address(amina: CheckingClient) -> None:
    assert sign_in(amina, "fout wachtwoord") == 422
    words = text_of(amina.page)
    assert "horen niet bij elkaar" in words
    assert [f.get("value") for f in amina.page.iter("input") if f.get("name") == "email"] == [ADDRESS]
    assert "fout wachtwoord" not in "".join(str(f.attrib) for f in amina.page.iter("input"))


def test_person_comes_back_where_they_wanted_to_be(amina: CheckingClient) -> None:
    asked = amina.get("/beheer/organisaties")
    amina.path(asked.location)
    (target,) = (f.get("value", "") for f in amina.page.iter("input") if f.get("name") == "next")
    answer = amina.post("/inloggen", data={"email": ADDRESS, "password": PASSWORD, "next": target})
    assert answer.location.rstrip("?") == "/beheer/organisaties"


@pytest.mark.parametrize(
    "target",
    ["https://elders.example/", "//elders.example", "/\\elders.example", "/\\\\x", "/\n/x", "javascript:x"],
)
def test_nobody_is_sent_to_another_site_after_signing_in(amina: CheckingClient, target: str) -> None:
    answer = amina.post("/inloggen", data={"email": ADDRESS, "password": PASSWORD, "next": target})
    assert answer.location == "/"


def test_signing_in_gives_a_new_session_that_scripts_cannot_read(amina: CheckingClient) -> None:
    answer = amina.post("/inloggen", data={"email": ADDRESS, "password": PASSWORD})
    cookies = answer.headers.getlist("Set-Cookie")
    assert [cookie.partition("=")[0] for cookie in cookies] == ["kader_browser", "session"]
    assert all("HttpOnly" in cookie and "SameSite=Lax" in cookie for cookie in cookies)


def test_person_chooses_another_password(amina: CheckingClient) -> None:
    sign_in(amina)
    fields = {"huidig": PASSWORD, "nieuw": NEW, "herhaald": NEW}
    assert amina.post("/account/wachtwoord", data=fields, follow_redirects=True).status_code == 200
    assert "Uw wachtwoord is veranderd." in text_of(amina.page)
    assert sign_in(amina, PASSWORD) == 422
    assert sign_in(amina, NEW) == 303


@pytest.mark.parametrize(
    ("fields", "message", "place"),
    [
        ({"huidig": "fout", "nieuw": NEW, "herhaald": NEW}, "niet uw huidige wachtwoord", "huidig"),
        ({"huidig": PASSWORD, "nieuw": "kort", "herhaald": "kort"}, "ten minste 12 tekens", "nieuw"),
        ({"huidig": PASSWORD, "nieuw": NEW, "herhaald": NEW + "s"}, "niet gelijk", "herhaald"),
        ({"huidig": PASSWORD, "nieuw": "welkom123456", "herhaald": "welkom123456"}, "te raden", "nieuw"),
        ({}, "niet uw huidige wachtwoord", "huidig"),
    ],
)
def test_password_that_is_refused_says_so_at_its_field(
    amina: CheckingClient, fields: dict[str, str], message: str, place: str
) -> None:
    sign_in(amina)
    assert amina.post("/account/wachtwoord", data=fields).status_code == 422
    told = [e for e in amina.page.iter("span") if e.get("id") == f"{place}-fout"]
    assert message in text_of(told[0])
    assert sign_in(amina, PASSWORD) == 303
