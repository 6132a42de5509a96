"""What is tried on any address: forms of other sites, other people's sessions, large bodies, odd values.

Each attack is made; what must not happen is asserted.
"""

import io
import logging
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from kader.app import create_app
from kader.domain.rights import Action, may_somewhere
from kader.services import passwords, signing_in
from kader.services.signing_in import Browser, WrongCredentials
from kader.storage.tables import Comment, Response, User
from kader.web.shared.access import PUBLIC
from kader.web.shared.sizes import FORM_BYTES
from tests.accounts import PASSWORD, somebody
from tests.conftest import Clock, _copy_sqlite, make_settings
from tests.web.client import check_page
from tests.web.signing_in import sign_in_as
from tests.web.worlds import VISITOR, World, make_world

HERE = {"Sec-Fetch-Site": "same-origin"}
TYPED = "Wat ik een uur lang schreef."
OTHER = "Over de bereikbaarheid van het wijkteam in de avond."


@pytest.fixture(scope="module")
def world(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    made = make_world(tmp_path_factory.mktemp("door"), sqlite_template)
    yield made
    made.wiring.close()


@pytest.fixture
def with_tokens(world: World) -> Iterator[World]:
    world.app.config["WTF_CSRF_ENABLED"] = True
    yield world
    world.app.config["WTF_CSRF_ENABLED"] = False


def remark_form(world: World) -> str:
    return f"/reacties/{world.values['response_id']}/nieuwe-opmerking"


def remarks(world: World) -> set[str]:
    with world.wiring.database.read() as session:
        return {row.text for row in session.query(Comment)}


# -- what every answer says to the browser -------------------------------------------------------------------


def in_production(folder: Path, template: Path) -> Flask:
    settings = make_settings(
        folder, _copy_sqlite(template, folder), KADER_MODE="production", KADER_SECRET_KEY="p" * 40
    )
    return create_app(settings, Clock())


def test_every_answer_carries_the_headers_that_protect_it(world: World) -> None:
    client = world.client("coordinator")
    for rule, _ in world.rules("GET"):
        headers = client.get(world.path(rule)).headers
        policy = headers["Content-Security-Policy"]
        assert "unsafe" not in policy
        assert {"default-src 'none'", "base-uri 'none'", "object-src 'none'", "frame-ancestors 'none'"} <= {
            part.strip() for part in policy.split(";")
        }
        assert headers["X-Content-Type-Options"] == "nosniff"
        assert (
            headers["Cross-Origin-Opener-Policy"] == headers["Cross-Origin-Resource-Policy"] == "same-origin"
        )
        assert "camera=()" in headers["Permissions-Policy"]
        assert "Strict-Transport-Security" not in headers


def test_production_is_reached_by_https_alone(tmp_path: Path, sqlite_template: Path) -> None:
    app = in_production(tmp_path, sqlite_template)
    answer = app.test_client().get("/inloggen", base_url="https://kader.example")
    assert answer.headers["Strict-Transport-Security"] == "max-age=63072000; includeSubDomains"
    (cookie,) = (one for one in answer.headers.getlist("Set-Cookie") if "session" in one)
    assert cookie.startswith("__Host-")
    assert {"Secure", "HttpOnly", "Path=/", "SameSite=Lax"} <= {part.strip() for part in cookie.split(";")}
    app.extensions["kader"].close()


def test_form_that_sends_no_referrer_works_in_production(tmp_path: Path, sqlite_template: Path) -> None:
    """As a browser sends it from a page with a token in its address."""
    app = in_production(tmp_path, sqlite_template)
    client, there = app.test_client(), {"base_url": "https://localhost"}
    form = client.get("/inloggen", **there).text
    fields = {"email": "a@b.example", "password": "x", "csrf_token": _fields(form)["csrf_token"]}
    assert "te oud" not in client.post("/inloggen", data=fields, **there).text
    app.extensions["kader"].close()


@pytest.mark.parametrize("who", ["coordinator", "guest"])
def test_no_cache_keeps_a_page_of_somebody_who_is_known(world: World, who: str) -> None:
    client = world.client(who)
    for path in ("/", "/rondes", f"/reacties/{world.values['response_id']}/tekst", "/bestaat-niet"):
        assert client.get(path).headers["Cache-Control"] == "no-store", path
    assert world.client().get("/").headers.get("Cache-Control") != "no-store"


def test_page_with_a_token_in_its_address_tells_no_other_page(world: World) -> None:
    for path in (f"/meeschrijven/{world.values['token']}", "/wachtwoord-kiezen/x", "/afmelden/x"):
        headers = world.client().get(path).headers
        assert headers["Referrer-Policy"] == "no-referrer"
        assert headers["Cache-Control"] == "no-store"


def test_file_is_a_download_whatever_is_in_it(world: World) -> None:
    """Nothing that came from people, or was made of it, is shown as a page."""
    shown = {"text/html", "application/atom+xml", "application/ld+json"}
    for who in ("coordinator", "editor", "administrator"):
        client = world.client(who)
        for rule, _ in world.rules("GET"):
            answer = client.get(world.path(rule))
            if answer.mimetype not in shown and answer.status_code == 200:
                assert answer.headers["Content-Disposition"].startswith("attachment"), rule.endpoint


# -- forms ---------------------------------------------------------------------------------------------------


def test_form_of_another_site_changes_nothing_and_is_not_offered_again(with_tokens: World) -> None:
    """A page with one button on it would do what that site wanted."""
    client, before = with_tokens.client("member"), remarks(with_tokens)
    for site in ("cross-site", "same-site", "none"):
        answer = client.post(
            remark_form(with_tokens), data={"tekst": TYPED}, headers={"Sec-Fetch-Site": site}
        )
        assert answer.status_code == 422
        assert TYPED not in answer.text
    evil = {"Origin": "https://kwaad.example", "Referer": "https://kwaad.example/"}
    assert TYPED not in client.post(remark_form(with_tokens), data={"tekst": TYPED}, headers=evil).text
    assert TYPED not in client.post(remark_form(with_tokens), data={"tekst": TYPED}).text
    assert remarks(with_tokens) == before


def test_form_that_grew_too_old_comes_back_with_all_that_was_typed(with_tokens: World) -> None:
    client = with_tokens.client("member")
    fields = {"tekst": f"\n{TYPED}\n<b>", "aard": "vraag", "van": "1", "tot": "5", "csrf_token": "oud"}
    answer = client.post(remark_form(with_tokens), data=fields, headers=HERE)
    assert answer.status_code == 422
    again = _fields(answer.text)
    assert {**again, "csrf_token": "oud"} == {**fields, "tekst": fields["tekst"]}
    assert client.post(remark_form(with_tokens), data=again, headers=HERE).status_code == 303
    assert any(TYPED in text for text in remarks(with_tokens))


def test_who_was_signed_out_while_writing_loses_nothing(with_tokens: World) -> None:
    """The session ends on the server; the words come back, go along after signing in anew, and count."""
    client = with_tokens.client("member")
    client.get(remark_form(with_tokens) + "?van=1&tot=5")
    token = sign_in_as(with_tokens.wiring, client, with_tokens.people["member"].id)
    with client.session_transaction() as cookie:
        cookie["_user_id"] = "verlopen"
    fields = {"tekst": OTHER, "van": "1", "tot": "5", "csrf_token": _token(client)}
    answer = client.post(remark_form(with_tokens), data=fields, headers=HERE)
    assert answer.status_code == 401
    assert "Log in in een nieuw tabblad, en verstuur dan opnieuw" in answer.text
    again = _fields(answer.text)
    with client.session_transaction() as cookie:
        cookie.clear()
        cookie["_user_id"] = token
    second = client.post(remark_form(with_tokens), data=again, headers=HERE)
    if second.status_code == 422:
        second = client.post(remark_form(with_tokens), data=_fields(second.text), headers=HERE)
    assert second.status_code == 303
    assert OTHER in remarks(with_tokens)


def test_file_that_could_not_be_kept_is_asked_for_again(world: World) -> None:
    data = {"organisatie": "1", "bestand": (io.BytesIO(b"P.1"), "brief.txt")}
    answer = world.client().post(f"/rondes/{world.values['round_id']}/insturen", data=data, headers=HERE)
    assert answer.status_code == 401
    assert "Een bestand kunnen wij niet bewaren. Kies het opnieuw." in answer.text
    files = [
        field.get("name") for field in check_page(answer.text).iter("input") if field.get("type") == "file"
    ]
    assert files == ["bestand"]


def test_password_is_never_shown_again(with_tokens: World) -> None:
    for who, path, fields in (
        (VISITOR, "/inloggen", {"email": "a@b.example", "password": "geheim geheim geheim"}),
        ("member", "/account/wachtwoord", {"huidig": "geheim geheim geheim", "nieuw": "x", "herhaald": "x"}),
    ):
        answer = with_tokens.client(who).post(path, data=fields, headers=HERE)
        assert answer.status_code == 422
        assert "geheim" not in answer.text


def _fields(html: str) -> dict[str, str]:
    """What a browser would send of the form on this page that is not in its head."""
    tree = check_page(html)
    form = next(
        form
        for form in tree.find(".//main").iter("form")
        if form.get("method") == "post"  # type: ignore[union-attr]
    )
    found = {field.get("name", ""): field.get("value", "") for field in form.iter("input")}
    found |= {field.get("name", ""): "".join(field.itertext()) for field in form.iter("textarea")}
    return found


def _token(client: FlaskClient) -> str:
    html = client.get("/inloggen").text
    found = re.search(r'name="csrf_token" value="([^"]+)"', html)
    assert found is not None
    return found[1]


# -- size ----------------------------------------------------------------------------------------------------


def test_form_is_small_and_a_file_may_be_large(world: World) -> None:
    client = world.client("member")
    large = client.post(remark_form(world), data={"tekst": "a" * (FORM_BYTES + 1)})
    assert large.status_code == 413
    assert "hoogstens 1 MB aan tekst" in large.text
    head = b'--x\r\nContent-Disposition: form-data; name="bestand"; filename="a.txt"\r\n\r\n'
    body = head + b"a" * (FORM_BYTES + 1) + b"\r\n--x--\r\n"
    kind = "multipart/form-data; boundary=x"
    with world.nothing_kept():
        fits = client.post(f"/rondes/{world.values['round_id']}/insturen", data=body, content_type=kind)
    assert fits.status_code == 422


def test_form_with_more_fields_than_any_form_has_is_refused(world: World) -> None:
    body = "&".join(f"veld{number}=x" for number in range(200_000))
    answer = world.client("member").post(
        remark_form(world), data=body, content_type="application/x-www-form-urlencoded"
    )
    assert answer.status_code == 413


# -- where one is sent ---------------------------------------------------------------------------------------

ELSEWHERE = [
    "//kwaad.example", "///kwaad.example", "/\\kwaad.example", "\\\\kwaad.example", "https://kwaad.example",
    "https:kwaad.example", "/\t/kwaad.example", "/\r\nLocation: https://kwaad.example", "javascript:alert(1)",
    "\x00//kwaad.example", " //kwaad.example", "/%0d%0aSet-Cookie:a=b\r\n", "data:text/html,x", "http:///x",
]  # fmt: skip


@pytest.mark.parametrize("target", ELSEWHERE)
def test_no_address_in_a_form_or_link_leads_elsewhere(world: World, target: str) -> None:
    """Every view that sends people on, with every name that any of them reads."""
    names = ("next", "terug", "waar", "bij", "return", "url", "kaders")
    with world.nothing_kept():
        for who in ("coordinator", "editor"):
            client = world.client(who)
            for method in ("GET", "POST"):
                for rule, mark in world.rules(method):
                    if not _may(world, who, mark) or rule.endpoint == "account.sign_out":
                        continue
                    sent = dict.fromkeys(names, target)
                    answer = client.open(world.path(rule), method=method, query_string=sent, data=sent)
                    where = answer.headers.get("Location", "/")
                    assert re.match(r"/(?![/\\])", where), (rule.endpoint, where)
                    assert "Set-Cookie: a=b" not in str(answer.headers)


# -- ids and fields ------------------------------------------------------------------------------------------

ODD = [
    "0", "-1", str(2**31), str(2**63), "9" * 400, "1e9", "0x1", "١", "1;DROP", "%00", "a%00b", "..",
    "%2e%2e%2f", "..%5c", "%ff%fe", "%ed%a0%80", "%F0%9F%92%A9", "'", "%22%3E%3Cb%3E",
    "%0d%0aX:%20y", "a" * 5000, "%25s",
    "{{7*7}}", "${x}", "o" + "9" * 30, "p-1", "~", "%E2%80%AE",
]  # fmt: skip


def _may(world: World, who: str, mark: Action | str) -> bool:
    return mark == PUBLIC or (isinstance(mark, Action) and may_somewhere(world.people[who], mark))


def test_no_odd_value_in_an_address_breaks_a_page(world: World) -> None:
    """Each part of each address, and each name in a query, by the hundred."""
    broken, tried = [], 0
    client = {who: world.client(who) for who in ("coordinator", "editor", "inspector", "administrator")}
    world.app.config["PROPAGATE_EXCEPTIONS"] = False
    with world.nothing_kept():
        for rule, mark in world.rules("GET"):
            who = next((one for one in client if _may(world, one, mark)), "coordinator")
            for at, odd in enumerate(ODD):
                path = world.path(rule)
                for name in rule.arguments:
                    path = path.replace(f"/{world.values[name]}", f"/{odd}", 1) if at % 2 else path
                query = "&".join(
                    f"{name}={odd}" for name in ("q", "van", "tot", "pagina", "bij", "blad", "act")
                )
                answer = client[who].get(f"{path}?{query}")
                tried += 1
                broken += [(path, query[:40])] if answer.status_code >= 500 else []
    assert broken == []
    assert tried > 1000


def test_no_odd_value_in_a_form_breaks_anything(world: World) -> None:
    broken = []
    names = ("tekst", "van", "tot", "organisatie", "verwijst", "stap", "wordt", "apparaat", "kies", "pages",
             "label", "key", "outcome", "opens", "closes", "invited", "soort", "rol", "waarvoor", "email",
             "naam", "source", "passage", "eens", "nummer", "titel", "title", "text", "datum", "stempel",
             "gezien")  # fmt: skip
    world.app.config["PROPAGATE_EXCEPTIONS"] = False
    odd = ["\0", "9" * 5000, str(2**63), "-1", "\ud800".encode("utf-8", "surrogatepass").decode("latin1"),
           "a\r\nb", "[]", "{", "1-2-3", "o1,o2", "%", "'; --", "\u202e", "NaN"]  # fmt: skip
    with world.nothing_kept():
        for who in ("coordinator", "editor", "inspector", "administrator"):
            client = world.client(who)
            for rule, mark in world.rules("POST"):
                if not _may(world, who, mark) or rule.endpoint == "account.sign_out":
                    continue
                for value in odd:
                    answer = client.post(world.path(rule), data=dict.fromkeys(names, value))
                    broken += [(rule.endpoint, value[:10])] if answer.status_code >= 500 else []
    assert broken == []


def test_fields_that_no_form_has_change_nothing(world: World) -> None:
    """Mass assignment: columns by their names, on every form that writes to a response."""
    columns = {"status": "ingediend", "organisation_id": "2", "submitted_at": "2020-01-01", "role": "x",
               "written_by": "9", "written_by_id": "9", "id": "99", "response_id": "2", "state": "klaar",
               "author": "Ander", "active": "0", "password_hash": "x",
               "accounted_at": "2020-01-01"}  # fmt: skip
    fields = {
        "tekst": "Nieuw.",
        "titel": "Titel",
        "van": "1",
        "tot": "5",
        "brief": "B.",
        "naam": "X",
        **columns,
    }
    before = _rows(world)
    for who in ("member", "coordinator"):
        client = world.client(who)
        for path in ("nieuwe-opmerking", "samen/brief", "samen/punten", "gegevens", "bewaren"):
            client.post(f"/reacties/{world.values['response_id']}/{path}", data=fields)
        client.post("/account/berichten", data=columns)
    assert _rows(world) == before
    with world.wiring.database.read() as session:
        new = session.query(Comment).filter_by(text="Nieuw.").all()
        writers = {world.people["member"].id, world.people["coordinator"].id}
        assert {row.written_by_id for row in new} == writers
        assert {(row.response_id, row.author, str(row.state)) for row in new} == {
            (world.values["response_id"], None, "in bewerking")
        }


def _rows(world: World) -> list[object]:
    with world.wiring.database.read() as session:
        responses = [(r.id, r.status, r.organisation_id, r.submitted_at) for r in session.query(Response)]
        users = [(u.id, u.active, u.password_hash, len(u.grants)) for u in session.query(User)]
        return [*responses, *users]


# -- sessions and signing in ---------------------------------------------------------------------------------


def test_session_that_was_planted_is_worth_nothing_after_signing_in(world: World) -> None:
    person = somebody(world.wiring, email="vast@voorbeeld.example")
    client = world.app.test_client()
    with client.session_transaction() as cookie:
        cookie["_user_id"] = planted = "geplant"
        cookie["guest"] = {"token": world.values["token"], "name": "Ander"}
    client.post("/inloggen", data={"email": "vast@voorbeeld.example", "password": PASSWORD})
    with client.session_transaction() as cookie:
        assert cookie["_user_id"] != planted
        assert "guest" not in cookie
    thief = world.app.test_client()
    with thief.session_transaction() as cookie:
        cookie["_user_id"] = planted
    assert thief.get("/account").status_code == 302
    assert person.id


@pytest.mark.parametrize("email", ["kent@voorbeeld.example", "onbekend@voorbeeld.example", "", "x" * 5000])
def test_signing_in_does_the_same_work_for_whoever_asks(
    world: World, email: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One verification of a password each time, so that how long it takes tells nothing."""
    if email.startswith("kent"):
        somebody(world.wiring, email=email)
    done = []
    present = passwords._HASHER

    class Counting:
        def verify(self, *given: str) -> bool:
            done.append(given[0])
            return present.verify(*given)

        def __getattr__(self, name: str) -> object:
            return getattr(present, name)

    monkeypatch.setattr(passwords, "_HASHER", Counting())
    with pytest.raises(WrongCredentials):
        signing_in.sign_in(world.wiring, email, "fout", Browser("", ""))
    assert len(done) == 1


# -- logs ----------------------------------------------------------------------------------------------------


def test_no_log_holds_a_secret(
    world: World, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Also when something breaks on the way, and in what the server says of each request."""
    monkeypatch.setitem(world.app.config, "PROPAGATE_EXCEPTIONS", False)
    token, secret = str(world.values["token"]), "een lang en geheim wachtwoord"
    client = world.app.test_client()
    with caplog.at_level(logging.DEBUG):
        client.get(f"/meeschrijven/{token}")
        client.post("/inloggen", data={"email": "a@b.example", "password": secret})
        monkeypatch.setitem(world.app.view_functions, "account.choose_password", _broken)
        assert client.get(f"/wachtwoord-kiezen/{token}").status_code == 500
        for name in ("gunicorn.access", "gunicorn.error", "werkzeug"):
            logging.getLogger(name).error('"GET %s HTTP/1.1" 200', f"/meeschrijven/{token}?code=abc123&x=1")
            logging.getLogger(name).error("Error handling request %s", f"/afmelden/{token}")
    assert "Exception on /wachtwoord-kiezen/[...]" in caplog.text
    assert "/meeschrijven/[...]?code=[...]&x=1 HTTP/1.1" in caplog.text
    for hidden in (token, secret, "abc123"):
        assert hidden not in caplog.text


def test_what_is_refused_is_noted_for_who_looks_after_the_service(
    with_tokens: World, caplog: pytest.LogCaptureFixture
) -> None:
    with_tokens.client("member").get("/beheer")
    with_tokens.client("member").post(remark_form(with_tokens), data={"tekst": TYPED})
    account = with_tokens.people["member"].id
    assert f"GET admin.index refused (403), account {account}, from 127.0.0.1" in caplog.text
    assert f"POST responding.new_remark_submit refused (422), account {account}" in caplog.text
    assert TYPED not in caplog.text


def _broken(**_values: object) -> str:
    raise RuntimeError("stuk")


_broken.kader_right = "public"  # type: ignore[attr-defined]


def test_error_of_the_database_does_not_tell_what_people_wrote(world: World) -> None:
    from sqlalchemy import text
    from sqlalchemy.exc import SQLAlchemyError

    with pytest.raises(SQLAlchemyError) as caught, world.wiring.database.read() as session:
        session.execute(text("SELECT * FROM niets WHERE a = :a"), {"a": "vertrouwelijk"})
    assert "vertrouwelijk" not in str(caught.value)
