"""Sign in with the account of one's organisation, at a real provider, an honest one and others."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pyotp
import pytest
import requests
from flask import Flask
from jwkest.jwk import RSAKey
from werkzeug.test import TestResponse

from kader.app import create_app
from kader.domain.vocabulary import OrganisationKind, Role
from kader.services import accounts
from kader.services.accounts import NewGrant
from kader.services.wiring import Wiring
from kader.storage import people
from kader.storage.tables import Organisation
from tests.accounts import mails, somebody
from tests.conftest import make_settings
from tests.web.client import CheckingClient, text_of
from tests.web.oidc import CLIENT, SECRET, Provider, back_from, certificate, new_key, providing

BASE = "http://localhost"
BACK = f"{BASE}/inloggen/organisatie/terug"
NOOR = {
    "sub": "noor-7",
    "name": "Noor van Dam",
    "email": "Noor@voorbeeld.example",
    "email_verified": True,
    "groepen": ["kader-leden"],
}
RULES = """claim = "groepen"

[[rule]]
value = "kader-leden"
role = "lid"
organisation = "vereniging"

[[rule]]
value = "kader-tekenaars"
role = "coördinator"
organisation = "vereniging"
"""


@pytest.fixture(scope="module")
def key() -> RSAKey:
    return new_key()


@pytest.fixture(scope="module")
def other_key() -> RSAKey:
    return new_key("tweede")


@pytest.fixture(scope="module")
def pem(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return certificate(tmp_path_factory.mktemp("provider"))


@pytest.fixture
def provider(key: RSAKey, pem: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Provider]:
    monkeypatch.setenv("REQUESTS_CA_BUNDLE", str(pem))
    with providing(BACK, key, dict(NOOR), pem) as made:
        yield made


@pytest.fixture
def app(tmp_path: Path, database_url: str, provider: Provider) -> Iterator[Flask]:
    """The service with single sign-on, on both databases; its clock is that of the provider."""
    rules = tmp_path / "rollen.toml"
    rules.write_text(RULES, encoding="utf-8")
    changes = {
        "KADER_BASE_URL": BASE,
        "KADER_OIDC_ISSUER": provider.issuer,
        "KADER_OIDC_CLIENT_ID": CLIENT,
        "KADER_OIDC_CLIENT_SECRET": SECRET,
        "KADER_OIDC_NAME": "uw account van de gemeente",
        "KADER_OIDC_ROLES": str(rules),
    }
    made = create_app(make_settings(tmp_path, database_url, **changes))
    made.config.update(TESTING=True, WTF_CSRF_ENABLED=False)
    wiring: Wiring = made.extensions["kader"]
    wiring.index.rebuild([])
    with wiring.database.write() as session:
        session.add(Organisation(slug="vereniging", name="Vereniging", kind=OrganisationKind.ASSOCIATION))
    yield made
    wiring.close()


def leave(client: CheckingClient, target: str = "") -> dict[str, str]:
    """Go to the provider and sign in there; what it sends back."""
    answer = client.get("/inloggen/organisatie", query_string={"next": target} if target else {})
    assert answer.status_code == 303
    there = requests.get(answer.location, allow_redirects=False, timeout=10)
    assert there.status_code == 302, there.text
    assert there.headers["Location"].startswith(BACK)
    return back_from(there.headers["Location"])


def arrive(client: CheckingClient, parameters: dict[str, str]) -> TestResponse:
    return client.get("/inloggen/organisatie/terug", query_string=parameters)


def sign_in(client: CheckingClient, target: str = "") -> TestResponse:
    return arrive(client, leave(client, target))


def refused(client: CheckingClient, answer: TestResponse) -> str:
    """The sentence with which somebody is sent back to sign in; they are not signed in."""
    assert (answer.status_code, answer.location) == (303, "/inloggen")
    assert client.get("/account").status_code == 302
    client.path("/inloggen")
    return text_of(client.page)


def account(client: CheckingClient) -> str:
    client.path("/account")
    return text_of(client.page)


# -- an honest provider -------------------------------------------------------------------------------------


def test_member_of_an_organisation_signs_in_for_the_first_time(
    client: CheckingClient, provider: Provider
) -> None:
    client.path("/inloggen")
    assert "Log in met uw account van de gemeente" in text_of(client.page)
    assert sign_in(client, "/account/ingelogd").location == "/account/ingelogd"
    words = account(client)
    assert "Noor van Dam" in words
    assert "noor@voorbeeld.example" in words
    assert "Lid: Vereniging" in words
    assert "U logt in met het account van uw organisatie" in words
    (asked,) = provider.asked
    assert asked["code_challenge_method"] == "S256"
    assert {"state", "nonce", "code_challenge"} <= set(asked)


def test_who_comes_again_is_the_same_person_whatever_their_address_is_now(
    client: CheckingClient, provider: Provider
) -> None:
    sign_in(client)
    provider.user.update(email="noor.dam@voorbeeld.example", email_verified=False)
    client.post("/uitloggen")
    assert sign_in(client).location == "/"
    assert "noor@voorbeeld.example" in account(client)


def test_role_goes_when_the_organisation_no_longer_gives_it_and_others_stay(
    client: CheckingClient, app: Flask, provider: Provider
) -> None:
    lia = somebody(app.extensions["kader"], NewGrant(Role.ADMINISTRATOR), email="noor@voorbeeld.example")
    sign_in(client)
    assert "Lid: Vereniging" in account(client)
    provider.user["groepen"] = ["kader-tekenaars", "iets anders"]
    sign_in(client)
    words = account(client)
    assert "Coördinator: Vereniging" in words
    assert "Lid: Vereniging" not in words
    assert "Beheerder" in words
    found = accounts.person(app.extensions["kader"], lia.id or 0)
    assert found is not None
    assert found.roles() == {Role.ADMINISTRATOR, Role.COORDINATOR}


def test_address_that_the_provider_checked_links_to_the_account_that_is_there(
    client: CheckingClient, app: Flask
) -> None:
    somebody(app.extensions["kader"], email="noor@voorbeeld.example")
    assert sign_in(client).location == "/"
    assert "Lia" in account(client)


def test_second_step_that_was_set_up_here_is_asked_here_too(client: CheckingClient, app: Flask) -> None:
    sign_in(client)
    client.path("/account/tweede-stap/instellen")
    (secret,) = [text_of(e) for e in client.page.iter("code")]
    code = pyotp.TOTP(secret.replace(" ", "")).now()
    client.post("/account/tweede-stap/instellen", data={"code": code})
    assert "Uw herstelcodes" in text_of(client.page)
    client.post("/uitloggen")
    assert sign_in(client).location == "/inloggen/code"
    assert client.get("/account").status_code == 302


def test_who_has_no_password_gets_a_mail_that_says_so(client: CheckingClient, app: Flask) -> None:
    sign_in(client)
    client.post("/uitloggen")
    client.post("/wachtwoord-vergeten", data={"email": "noor@voorbeeld.example"})
    (mail,) = mails(app.extensions["kader"], "noor@voorbeeld.example")
    assert "het account van uw organisatie" in " ".join(mail[1].split())
    assert "wachtwoord-kiezen" not in mail[1]


# -- who is not let in --------------------------------------------------------------------------------------


def test_who_gets_no_role_and_has_no_account_is_not_let_in(
    client: CheckingClient, provider: Provider
) -> None:
    provider.user["groepen"] = ["heel iets anders"]
    assert "nog geen account bij Kader" in refused(client, sign_in(client))


@pytest.mark.parametrize("verified", [False, None, "nee", 1])
def test_address_that_nobody_checked_opens_no_account(
    client: CheckingClient, app: Flask, provider: Provider, verified: object
) -> None:
    somebody(app.extensions["kader"], email="noor@voorbeeld.example")
    provider.tamper = lambda claims: {**claims, "email_verified": verified}
    assert "niet bevestigd" in refused(client, sign_in(client))


def test_address_that_went_to_a_new_colleague_does_not_open_the_old_ones_account(
    client: CheckingClient, provider: Provider
) -> None:
    sign_in(client)
    client.post("/uitloggen")
    provider.user["sub"] = "iemand-anders"
    assert "hoort al iemand anders" in refused(client, sign_in(client))


def test_account_that_was_closed_stays_closed(client: CheckingClient, app: Flask, provider: Provider) -> None:
    sign_in(client)
    with app.extensions["kader"].database.write() as session:
        user = people.user_by_email(session, "noor@voorbeeld.example")
        assert user is not None
        user.active = False
    assert client.get("/account").status_code == 302
    assert "niet meer in gebruik" in refused(client, sign_in(client))


def test_claims_with_markup_are_shown_as_words(client: CheckingClient, provider: Provider) -> None:
    provider.user["name"] = '<script>alert("x")</script>\r\nBcc: elders'
    provider.user["email"] = '"><img/src=x>@voorbeeld.example'
    sign_in(client)
    client.path("/account")
    assert [e for e in client.page.iter("script") if not e.get("src")] == []
    assert [e for e in client.page.iter("img") if e.get("src") == "x"] == []
    assert '<script>alert("x")</script> Bcc: elders' in text_of(client.page)


# -- an answer that is not ours -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    "changes",
    [
        {"nonce": "een andere"},
        {"nonce": None},
        {"aud": "een andere dienst"},
        {"aud": ["een andere dienst", "nog een"]},
        {"iss": "https://elders.example"},
        {"exp": 1},
        {"sub": None},
        {"azp": "een andere dienst"},
        {"at_hash": "bm9wZQ"},
    ],
    ids=str,
)
def test_token_that_is_not_meant_for_us_is_refused(
    client: CheckingClient, provider: Provider, changes: dict[str, Any]
) -> None:
    provider.tamper = lambda claims: {k: v for k, v in {**claims, **changes}.items() if v is not None}
    assert "niet gelukt" in refused(client, sign_in(client))


def test_token_signed_by_somebody_else_is_refused(
    client: CheckingClient, provider: Provider, other_key: RSAKey
) -> None:
    other_key.kid = provider.key.kid
    provider.tamper, provider.signing = lambda claims: claims, other_key
    assert "niet gelukt" in refused(client, sign_in(client))


def test_token_without_a_signature_is_refused(client: CheckingClient, provider: Provider) -> None:
    provider.tamper, provider.algorithm = lambda claims: claims, "none"
    assert "niet gelukt" in refused(client, sign_in(client))


@pytest.mark.parametrize(
    "changes", [{"state": "geraden"}, {"state": ""}, {"code": "geraden"}, {"iss": "https://elders.example"}]
)
def test_answer_that_does_not_fit_what_was_asked_is_refused(
    client: CheckingClient, changes: dict[str, str]
) -> None:
    assert "niet gelukt" in refused(client, arrive(client, {**leave(client), **changes}))


def test_answer_works_once_and_only_in_the_browser_that_asked(client: CheckingClient, app: Flask) -> None:
    parameters = leave(client)
    stranger = app.test_client()
    assert isinstance(stranger, CheckingClient)
    assert "te lang" in refused(stranger, arrive(stranger, parameters))
    assert arrive(client, parameters).location == "/"
    client.post("/uitloggen")
    assert "te lang" in refused(client, arrive(client, parameters))


def test_code_of_somebody_else_is_worth_nothing_without_their_verifier(
    client: CheckingClient, app: Flask
) -> None:
    """Injected into one's own session with a fitting state: PKCE refuses it at the provider."""
    stolen = leave(client)["code"]
    thief = app.test_client()
    assert isinstance(thief, CheckingClient)
    own = leave(thief)
    assert "niet gelukt" in refused(thief, arrive(thief, {**own, "code": stolen}))


@pytest.mark.parametrize("target", ["https://elders.example/", "//elders.example", "/\\elders.example"])
def test_nobody_is_sent_to_another_site_afterwards(client: CheckingClient, target: str) -> None:
    assert sign_in(client, target).location == "/"


def test_provider_that_is_away_is_said_in_a_sentence(
    client: CheckingClient, app: Flask, key: RSAKey, pem: Path
) -> None:
    with providing(BACK, key, dict(NOOR), pem) as gone:
        issuer = gone.issuer
    sign_on = app.extensions["kader"].settings.accounts.sign_on
    object.__setattr__(sign_on, "issuer", issuer)
    assert "niet gelukt" in refused(client, client.get("/inloggen/organisatie"))


def test_provider_that_names_another_issuer_is_refused(
    client: CheckingClient, app: Flask, provider: Provider
) -> None:
    sign_on = app.extensions["kader"].settings.accounts.sign_on
    object.__setattr__(sign_on, "issuer", provider.issuer.replace("127.0.0.1", "localhost"))
    assert "niet gelukt" in refused(client, client.get("/inloggen/organisatie"))


def test_session_in_the_cookie_begins_anew(client: CheckingClient) -> None:
    parameters = leave(client)
    with client.session_transaction() as cookie:
        cookie["geplant"] = "door een ander"
    arrive(client, parameters)
    with client.session_transaction() as cookie:
        assert "geplant" not in cookie
        assert "departure" not in cookie
