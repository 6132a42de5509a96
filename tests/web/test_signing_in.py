"""Signing in on the screens, and attacks on it: stolen cookies, planted sessions, guesses, other sites."""

import json
from collections.abc import Iterator
from pathlib import Path

import pyotp
import pytest
from flask import Flask

from kader.app import create_app
from kader.domain.vocabulary import Role
from kader.services import accounts
from kader.services.accounts import NewGrant
from kader.services.starting import bring_schema_up_to_date
from kader.services.wiring import Wiring
from kader.storage.tables import Grant, User
from tests.accounts import NEW, PASSWORD, link_in, mails, somebody
from tests.conftest import Clock, make_settings
from tests.web.client import CheckingClient, text_of

LIA = "lid@voorbeeld.example"
FORM = {"email": LIA, "password": PASSWORD}
WRONG = {"email": LIA, "password": "fout"}


@pytest.fixture
def app(tmp_path: Path, database_url: str, clock: Clock) -> Iterator[Flask]:
    """The service on both databases, empty but for Lia."""
    made = create_app(make_settings(tmp_path, database_url), clock)
    made.config.update(TESTING=True, WTF_CSRF_ENABLED=False)
    made.extensions["kader"].index.rebuild([])
    somebody(made.extensions["kader"])
    yield made
    made.extensions["kader"].close()


@pytest.fixture
def strict(tmp_path: Path, database_url: str, clock: Clock) -> Iterator[Flask]:
    """The service where editors and administrators must have a second step; Lia is administrator."""
    made = create_app(make_settings(tmp_path, database_url, KADER_SECOND_FACTOR="1"), clock)
    made.config.update(TESTING=True, WTF_CSRF_ENABLED=False)
    made.extensions["kader"].index.rebuild([])
    somebody(made.extensions["kader"], NewGrant(Role.ADMINISTRATOR))
    yield made
    made.extensions["kader"].close()


def browser(app: Flask) -> CheckingClient:
    app.test_client_class = CheckingClient
    made = app.test_client()
    assert isinstance(made, CheckingClient)
    return made


def words(client: CheckingClient) -> str:
    return text_of(client.page)


def is_in(client: CheckingClient) -> bool:
    return client.get("/account").status_code == 200


def set_up(client: CheckingClient, clock: Clock) -> tuple[pyotp.TOTP, list[str]]:
    """Set up the second step on the screens; the app, and the recovery codes."""
    client.path("/account/tweede-stap/instellen")
    (secret,) = [text_of(e) for e in client.page.iter("code")]
    app = pyotp.TOTP(secret.replace(" ", ""))
    sent = {"code": app.at(clock.now), "huidig": PASSWORD}
    answer = client.post("/account/tweede-stap/instellen", data=sent)
    assert (answer.status_code, answer.headers["Cache-Control"]) == (200, "no-store")
    return app, [text_of(e) for e in client.page.iter("code")]


# -- cookies ------------------------------------------------------------------------------------------------


def test_cookie_from_before_signing_out_opens_nothing(client: CheckingClient, app: Flask) -> None:
    client.post("/inloggen", data=FORM)
    stolen = client.get_cookie("session")
    assert stolen is not None
    thief = browser(app)
    thief.set_cookie("session", stolen.value)
    assert is_in(thief)
    client.post("/uitloggen")
    assert not is_in(client)
    assert not is_in(thief)


def test_session_that_was_planted_is_not_the_one_somebody_signs_in_with(
    client: CheckingClient, app: Flask
) -> None:
    client.get("/inloggen")
    with client.session_transaction() as cookie:
        cookie["_user_id"], cookie["geplant"] = "een-token-van-de-aanvaller", True
    planted = client.get_cookie("session")
    assert planted is not None
    client.post("/inloggen", data=FORM)
    attacker = browser(app)
    attacker.set_cookie("session", planted.value)
    assert not is_in(attacker)
    assert is_in(client)
    with client.session_transaction() as cookie:
        assert cookie["_user_id"] != "een-token-van-de-aanvaller"
        assert "geplant" not in cookie


@pytest.mark.parametrize("token", ["1", "", "None", "x" * 5000, "' OR 1=1 --"])
def test_number_of_an_account_is_no_session(client: CheckingClient, token: str) -> None:
    with client.session_transaction() as cookie:
        cookie["_user_id"], cookie["_fresh"] = token, True
    assert not is_in(client)


def test_cookies_are_for_https_and_this_service_in_production(tmp_path: Path, clock: Clock) -> None:
    settings = make_settings(
        tmp_path,
        f"sqlite:///{tmp_path / 'p.db'}",
        KADER_MODE="production",
        KADER_BASE_URL="https://kader.example",
    )
    made = create_app(settings, clock)
    made.config.update(TESTING=True, WTF_CSRF_ENABLED=False)
    bring_schema_up_to_date(made.extensions["kader"])
    somebody(made.extensions["kader"])
    answer = browser(made).post("/inloggen", data=FORM, base_url="https://localhost")
    cookies = answer.headers.getlist("Set-Cookie")
    names = [cookie.partition("=")[0] for cookie in cookies]
    assert names == ["__Secure-kader_browser", "__Host-session"]
    for cookie in cookies:
        assert "Secure" in cookie
        assert "HttpOnly" in cookie
        assert "Domain" not in cookie
    made.extensions["kader"].close()


# -- where one is signed in ---------------------------------------------------------------------------------


def test_other_browser_is_seen_and_signed_out_from_here(client: CheckingClient, app: Flask) -> None:
    client.post("/inloggen", data=FORM)
    phone = browser(app)
    agent = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Version/18.0 Mobile Safari/604.1"
    phone.post("/inloggen", data=FORM, headers={"User-Agent": agent})
    client.path("/account/ingelogd")
    assert "Safari op een iPhone" in words(client)
    assert "dit apparaat" in words(client)
    (number,) = [e.get("value") for e in client.page.iter("input") if e.get("name") == "apparaat"]
    client.post("/account/ingelogd/uitloggen", data={"apparaat": number}, follow_redirects=True)
    assert "U bent daar uitgelogd." in words(client)
    assert (is_in(client), is_in(phone)) == (True, False)
    again = client.post("/account/ingelogd/uitloggen", data={"apparaat": number})
    assert again.status_code == 404


def test_all_others_are_signed_out_at_once(client: CheckingClient, app: Flask) -> None:
    client.post("/inloggen", data=FORM)
    others = [browser(app) for _ in range(2)]
    for other in others:
        other.post("/inloggen", data=FORM)
    client.post("/account/ingelogd/uitloggen")
    assert [is_in(one) for one in (client, *others)] == [True, False, False]


def test_other_password_signs_out_other_browsers_and_keeps_this_one(
    client: CheckingClient, app: Flask
) -> None:
    client.post("/inloggen", data=FORM)
    other = browser(app)
    other.post("/inloggen", data=FORM)
    before = client.get_cookie("session")
    client.post("/account/wachtwoord", data={"huidig": PASSWORD, "nieuw": NEW, "herhaald": NEW})
    assert (is_in(client), is_in(other)) == (True, False)
    assert before is not None
    other.set_cookie("session", before.value)
    assert not is_in(other)


# -- guessing -----------------------------------------------------------------------------------------------


def test_who_guesses_is_told_to_wait_and_address_stays_in_the_form(client: CheckingClient) -> None:
    for _ in range(5):
        assert client.post("/inloggen", data=WRONG).status_code == 422
    answer = client.post("/inloggen", data=FORM)
    assert (answer.status_code, answer.headers["Retry-After"]) == (429, "30")
    assert "Wacht een minuut" in words(client)
    assert [f.get("value") for f in client.page.iter("input") if f.get("name") == "email"] == [LIA]


def test_forged_address_does_not_help_who_guesses(client: CheckingClient) -> None:
    """Without a proxy of ours nobody is believed about where they are."""
    told = []
    for n in range(6):
        forged = dict.fromkeys(("X-Forwarded-For", "X-Real-IP", "Forwarded"), f"192.0.2.{n}")
        told.append(client.post("/inloggen", data=WRONG, headers=forged).status_code)
    assert told == [422] * 5 + [429]


def test_our_own_proxy_is_believed_and_what_came_before_it_is_not(
    tmp_path: Path, database_url: str, clock: Clock
) -> None:
    made = create_app(make_settings(tmp_path, database_url, KADER_PROXIES="1"), clock)
    made.config.update(TESTING=True, WTF_CSRF_ENABLED=False)
    somebody(made.extensions["kader"])
    client = browser(made)
    told = []
    for line in ("9.9.9.{n}, 192.0.2.1", "192.0.2.{n}"):
        for n in range(6):
            address = {"X-Forwarded-For": line.format(n=n + 10)}
            told.append(client.post("/inloggen", data=WRONG, headers=address).status_code)
    assert told == [422] * 5 + [429] + [422] * 6
    made.extensions["kader"].close()


def test_pages_say_the_same_of_who_has_an_account_and_who_has_not(client: CheckingClient) -> None:
    pages = []
    for email in (LIA, "niemand@voorbeeld.example"):
        client.post("/inloggen", data={"email": email, "password": "fout"})
        refused = words(client)
        client.post("/wachtwoord-vergeten", data={"email": email}, follow_redirects=True)
        pages.append((refused, words(client)))
    assert pages[0] == pages[1]


def test_form_takes_only_its_own_fields(client: CheckingClient, app: Flask) -> None:
    """Nobody gives themselves a role, another number or another address by adding a field."""
    client.post("/inloggen", data=FORM)
    extra = {
        "active": "0",
        "email": "anders@voorbeeld.example",
        "rol": "beheerder",
        "user_id": "2",
        "grants": "1",
    }
    own = {"huidig": PASSWORD, "nieuw": NEW, "herhaald": NEW}
    client.post("/account/wachtwoord", data={**own, **extra})
    client.post("/account/ingelogd/uitloggen", data=extra)
    with app.extensions["kader"].database.read() as session:
        user = session.query(User).one()
        assert (user.email, user.active) == (LIA, True)
        assert session.query(Grant).count() == 0


# -- links --------------------------------------------------------------------------------------------------


def test_forgotten_password_is_chosen_anew_by_mail(client: CheckingClient, app: Flask) -> None:
    client.path("/wachtwoord-vergeten")
    client.post("/wachtwoord-vergeten", data={"email": f" {LIA.upper()} "}, follow_redirects=True)
    assert "Kijk in uw mail" in words(client)
    token = link_in(mails(app.extensions["kader"])[0])
    page = client.path(f"/wachtwoord-kiezen/{token}")
    assert (page.headers["Cache-Control"], page.headers["Referrer-Policy"]) == ("no-store", "no-referrer")
    refused = client.post(f"/wachtwoord-kiezen/{token}", data={"nieuw": NEW, "herhaald": "anders"})
    assert refused.status_code == 422
    refused = client.post(f"/wachtwoord-kiezen/{token}", data={"nieuw": "kort", "herhaald": "kort"})
    assert "ten minste 12" in words(client)
    chosen = client.post(f"/wachtwoord-kiezen/{token}", data={"nieuw": NEW, "herhaald": NEW})
    assert (chosen.status_code, chosen.location) == (303, "/inloggen")
    assert not is_in(client)
    assert client.post("/inloggen", data={**FORM, "password": NEW}).status_code == 303
    for answer in (
        client.get(f"/wachtwoord-kiezen/{token}"),
        client.post(f"/wachtwoord-kiezen/{token}", data={"nieuw": NEW, "herhaald": NEW}),
    ):
        assert answer.status_code == 410
        assert "al gebruikt of verlopen" in words(client)
        assert "Vraag een nieuwe link" in words(client)


def test_header_of_the_request_does_not_decide_where_a_link_leads(client: CheckingClient, app: Flask) -> None:
    client.post("/wachtwoord-vergeten", data={"email": LIA}, headers={"Host": "elders.example"})
    assert "elders" not in mails(app.extensions["kader"])[0][1]


def test_who_asks_or_tries_too_many_links_is_told_to_wait(client: CheckingClient) -> None:
    for n in range(10):
        client.post("/wachtwoord-vergeten", data={"email": f"{n}@voorbeeld.example"})
    answer = client.post("/wachtwoord-vergeten", data={"email": LIA})
    assert (answer.status_code, answer.headers["Retry-After"]) == (429, "60")
    for n in range(20):
        assert client.get(f"/wachtwoord-kiezen/geraden-{n}").status_code == 410
    answer = client.get("/wachtwoord-kiezen/nog-een")
    assert (answer.status_code, answer.headers["Retry-After"]) == (429, "60")
    assert "Even wachten" in words(client)


def test_address_without_an_at_is_pointed_out(client: CheckingClient) -> None:
    assert client.post("/wachtwoord-vergeten", data={"email": "lia"}).status_code == 422
    assert "Vul uw e-mailadres in" in words(client)


# -- the second step ----------------------------------------------------------------------------------------


def test_second_step_on_the_screens(client: CheckingClient, app: Flask, clock: Clock) -> None:
    client.post("/inloggen", data=FORM)
    client.path("/account/tweede-stap")
    assert "voor niemand verplicht" in words(client)
    phone, codes = set_up(client, clock)
    assert len(codes) == 8
    assert is_in(client)
    client.path("/account/tweede-stap")
    assert "aan" in words(client)
    other = browser(app)
    answer = other.post("/inloggen", data={**FORM, "next": "/account/ingelogd"})
    assert answer.location == "/inloggen/code"
    assert not is_in(other)
    other.path("/inloggen/code")
    clock.now = clock.now.replace(minute=1)
    assert other.post("/inloggen/code", data={"code": "000000"}).status_code == 422
    assert "klopt niet" in words(other)
    half = other.get_cookie("session")
    code = phone.at(clock.now)
    assert other.post("/inloggen/code", data={"code": code}).location == "/account/ingelogd"
    assert is_in(other)
    assert half is not None
    replay = browser(app)
    replay.set_cookie("session", half.value)
    assert replay.post("/inloggen/code", data={"code": codes[0]}).location == "/inloggen"
    replay.post("/inloggen", data=FORM)
    assert replay.post("/inloggen/code", data={"code": code}).status_code == 422
    assert replay.post("/inloggen/code", data={"code": codes[0]}).status_code == 303


def test_picture_to_scan_is_drawn_in_the_page_itself(client: CheckingClient, clock: Clock) -> None:
    client.post("/inloggen", data=FORM)
    answer = client.path("/account/tweede-stap/instellen")
    assert answer.headers["Cache-Control"] == "no-store"
    (picture,) = [e for e in client.page.iter() if str(e.tag).endswith("svg")]
    assert picture.get("style") is None
    assert list(client.page.iter("img")) == []


def test_who_must_set_up_is_led_there_and_then_goes_on(strict: Flask, clock: Clock) -> None:
    client = browser(strict)
    client.post("/inloggen", data=FORM)
    assert client.get("/beheer").location == "/account/tweede-stap"
    assert client.post("/beheer/organisaties", data={"naam": "X"}).location == "/account/tweede-stap"
    client.path("/")
    assert "Beheer" not in [text_of(e) for e in client.page.iter("a")]
    client.path("/account/tweede-stap")
    assert "Bij uw rol hoort een tweede stap" in words(client)
    set_up(client, clock)
    client.path("/beheer")


def test_wrong_password_or_code_at_setting_up_says_so_at_its_field(client: CheckingClient) -> None:
    client.post("/inloggen", data=FORM)
    for sent, place in (
        ({"code": "1", "huidig": "fout"}, "huidig"),
        ({"code": "1", "huidig": PASSWORD}, "code"),
    ):
        assert client.post("/account/tweede-stap/instellen", data=sent).status_code == 422
        told = [e.get("id") for e in client.page.iter("span") if (e.get("id") or "").endswith("-fout")]
        assert told == [f"{place}-fout"]


def test_second_step_goes_off_and_codes_are_renewed_with_the_password(
    client: CheckingClient, clock: Clock
) -> None:
    client.post("/inloggen", data=FORM)
    set_up(client, clock)
    for form, field in (("herstelcodes", "huidig-codes"), ("uitzetten", "huidig-uit")):
        assert client.post(f"/account/tweede-stap/{form}", data={field: "fout"}).status_code == 422
        assert client.post(f"/account/tweede-stap/{form}", data={field: PASSWORD}).status_code in (200, 303)
    client.path("/account/tweede-stap")
    assert "Stel de tweede stap in" in words(client)


# -- what is kept of one ------------------------------------------------------------------------------------


def test_what_is_kept_is_explained_to_everybody(client: CheckingClient) -> None:
    client.path("/")
    assert "/privacy" in [e.get("href") for e in client.page.iter("a")]
    client.path("/privacy")
    assert "Wat we van u bewaren en waarom" in words(client)


def test_own_data_is_downloaded_and_kept_by_nobody(client: CheckingClient) -> None:
    client.post("/inloggen", data=FORM)
    client.path("/account/gegevens")
    answer = client.get("/account/gegevens/download")
    assert answer.headers["Cache-Control"] == "no-store"
    assert "attachment" in answer.headers["Content-Disposition"]
    assert json.loads(answer.data)["Uw account"][0]["email"] == LIA


def test_person_removes_their_account_and_is_out(client: CheckingClient, app: Flask) -> None:
    client.post("/inloggen", data=FORM)
    for wrong, told in (
        ({"huidig": PASSWORD}, "Zet een vinkje"),
        ({"huidig": "fout", "zeker": "1"}, "niet uw huidige wachtwoord"),
    ):
        assert client.post("/account/verwijderen", data=wrong).status_code == 422
        assert told in words(client)
    client.post("/account/verwijderen", data={"huidig": PASSWORD, "zeker": "1"}, follow_redirects=True)
    assert "Uw account is verwijderd." in words(client)
    assert not is_in(client)
    assert client.post("/inloggen", data=FORM).status_code == 422


def test_last_administrator_is_told_to_find_another(strict: Flask, clock: Clock) -> None:
    client = browser(strict)
    client.post("/inloggen", data=FORM)
    set_up(client, clock)
    sure = {"huidig": PASSWORD, "zeker": "1"}
    assert client.post("/account/verwijderen", data=sure).status_code == 422
    assert "laatste beheerder" in words(client)
    wiring: Wiring = strict.extensions["kader"]
    assert accounts.person(wiring, 1) is not None


def test_administrator_removes_somebody_after_being_asked_once_more(strict: Flask, clock: Clock) -> None:
    client = browser(strict)
    client.post("/inloggen", data=FORM)
    set_up(client, clock)
    noor = somebody(strict.extensions["kader"], email="noor@voorbeeld.example")
    client.path(f"/beheer/mensen/{noor.id}/verwijderen")
    assert "kan niet ongedaan worden gemaakt" in words(client)
    client.post(f"/beheer/mensen/{noor.id}/verwijderen", follow_redirects=True)
    assert "Het account is verwijderd." in words(client)
    assert "noor@voorbeeld.example" not in words(client)
