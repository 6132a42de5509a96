"""The administrator's screens: people, their roles, organisations."""

import pytest
from flask import Flask

from kader.domain.audit import SYSTEM
from kader.domain.rights import Person
from kader.domain.vocabulary import OrganisationKind, Role
from kader.services import accounts, administering
from kader.services.accounts import NewGrant
from tests.accounts import link_in, mails
from tests.web.client import CheckingClient, text_of

PASSWORD = "een lange zin als wachtwoord"
NEW = {
    "naam": "Noor Invoer",
    "email": "noor@voorbeeld.example",
    "rol": "lid",
    "waarvoor": "organisatie:vereniging-wijkzorg",
}


@pytest.fixture
def administrator(app: Flask) -> Person:
    wiring = app.extensions["kader"]
    made = accounts.create_user(
        wiring, SYSTEM, "sjoerd@voorbeeld.example", "Sjoerd Sleutel", PASSWORD, [NewGrant(Role.ADMINISTRATOR)]
    )
    found = accounts.person(wiring, made)
    assert found is not None
    administering.add_organisation(wiring, found, "Vereniging Wijkzorg", OrganisationKind.ASSOCIATION)
    return found


@pytest.fixture
def admin(client: CheckingClient, administrator: Person) -> CheckingClient:
    """The client of an administrator who signed in."""
    client.post("/inloggen", data={"email": "sjoerd@voorbeeld.example", "password": PASSWORD})
    return client


def words(client: CheckingClient) -> str:
    return text_of(client.page)


def add(client: CheckingClient, **changes: str) -> int:
    return client.post("/beheer/mensen/nieuw", data={**NEW, **changes}).status_code


def errors(client: CheckingClient) -> dict[str, str]:
    """The message at each field that was refused."""
    told = {e.get("id", "").removesuffix("-fout"): text_of(e) for e in client.page.iter("span")}
    return {name: text for name, text in told.items() if text.startswith("Fout:")}


def test_new_person_is_invited_by_mail_and_no_password_is_shown(admin: CheckingClient, app: Flask) -> None:
    admin.path("/beheer/mensen/nieuw")
    assert admin.post("/beheer/mensen/nieuw", data=NEW, follow_redirects=True).status_code == 200
    assert "geen mailserver" in words(admin)
    assert "uitgenodigd" in words(admin)
    ((_, body),) = mails(app.extensions["kader"], NEW["email"])
    token = link_in(("", body))
    assert token not in words(admin)
    admin.path("/beheer")
    assert "Lid: Vereniging Wijkzorg" in words(admin)
    admin.post("/uitloggen")
    admin.path(f"/wachtwoord-kiezen/{token}")
    chosen = {"nieuw": "vier woorden zijn beter", "herhaald": "vier woorden zijn beter"}
    assert admin.post(f"/wachtwoord-kiezen/{token}", data=chosen).status_code == 303
    answer = admin.post("/inloggen", data={"email": NEW["email"], "password": chosen["nieuw"]})
    assert answer.status_code == 303
    assert admin.get("/beheer").status_code == 403


@pytest.mark.parametrize(
    ("changes", "field", "message"),
    [
        ({"naam": " "}, "naam", "Vul een naam in"),
        ({"email": "noor"}, "email", "geen e-mailadres"),
        ({"email": "sjoerd@voorbeeld.example"}, "email", "al een account"),
        ({"rol": ""}, "rol", "Kies een rol"),
        ({"rol": "directeur"}, "waarvoor", "Kies een rol"),
        ({"waarvoor": ""}, "waarvoor", "Kies bij de rol lid een organisatie"),
        ({"rol": "redacteur"}, "waarvoor", "Kies bij de rol redacteur een kader"),
        ({"rol": "beheerder"}, "waarvoor", "geldt overal"),
    ],
)
def test_person_who_is_refused_says_why_at_the_field_and_keeps_what_was_typed(
    admin: CheckingClient, changes: dict[str, str], field: str, message: str
) -> None:
    assert add(admin, **changes) == 422
    assert message in errors(admin)[field]
    typed = {**NEW, **changes}
    values = {f.get("name"): f.get("value") for f in admin.page.iter("input")}
    assert (values["naam"], values["email"]) == (typed["naam"], typed["email"])
    chosen = [o.get("value") for o in admin.page.iter("option") if "selected" in o.attrib]
    assert typed["waarvoor"] in [*chosen, ""]


def test_role_of_an_organisation_that_is_gone_is_not_found(admin: CheckingClient) -> None:
    assert add(admin, waarvoor="organisatie:weg") == 404


def test_roles_are_given_and_withdrawn(admin: CheckingClient, app: Flask, administrator: Person) -> None:
    add(admin)
    wiring = app.extensions["kader"]
    noor = next(p for p in administering.everyone(wiring, administrator) if p.email == NEW["email"])
    home = f"/beheer/mensen/{noor.id}"
    admin.path(home)
    given = {"rol": "redacteur", "waarvoor": "kader:handelingskader"}
    admin.post(f"{home}/rollen", data=given, follow_redirects=True)
    assert "De rol is gegeven." in words(admin)
    assert admin.post(f"{home}/rollen", data=given).status_code == 422
    assert "heeft deze rol al" in errors(admin)["waarvoor"]
    admin.post(f"{home}/rollen/{noor.roles[0].grant_id}/intrekken", follow_redirects=True)
    assert "De rol is ingetrokken." in words(admin)
    now = administering.someone(wiring, administrator, noor.id)
    assert [line.role for line in now.roles] == [Role.EDITOR]


def test_person_is_switched_off_and_on(admin: CheckingClient, app: Flask, administrator: Person) -> None:
    add(admin)
    noor = next(p for p in administering.everyone(app.extensions["kader"], administrator) if not p.me)
    admin.post(f"/beheer/mensen/{noor.id}/uitschakelen", follow_redirects=True)
    assert "Noor Invoer kan niet meer inloggen." in words(admin)
    assert "uitgeschakeld" in words(admin)
    admin.post(f"/beheer/mensen/{noor.id}/inschakelen", follow_redirects=True)
    assert "Noor Invoer kan weer inloggen." in words(admin)


def test_another_link_is_sent_and_lost_phone_helped(
    admin: CheckingClient, app: Flask, administrator: Person
) -> None:
    add(admin)
    noor = next(p for p in administering.everyone(app.extensions["kader"], administrator) if not p.me)
    home = f"/beheer/mensen/{noor.id}"
    admin.post(f"{home}/link", follow_redirects=True)
    assert len(mails(app.extensions["kader"], NEW["email"])) == 2
    admin.post(f"{home}/tweede-stap/uitzetten", follow_redirects=True)
    assert "De tweede stap van Noor Invoer is uit." in words(admin)
    admin.post(f"{home}/uitloggen", follow_redirects=True)
    assert "Noor Invoer is nu overal uitgelogd." in words(admin)
    assert admin.post("/beheer/mensen/999/link").status_code == 404


def test_forms_take_only_their_own_fields(admin: CheckingClient, app: Flask, administrator: Person) -> None:
    """Nothing that is added to a form makes an account other than its fields say."""
    extra = {"password": PASSWORD, "password_hash": "x", "active": "0", "id": "1", "by_sign_on": "1"}
    add(admin, **extra, grants="beheerder", erased_at="2020-01-01")
    wiring = app.extensions["kader"]
    noor = next(p for p in administering.everyone(wiring, administrator) if not p.me)
    assert (noor.active, noor.invited) == (True, True)
    admin.post(f"/beheer/mensen/{noor.id}/rollen", data={"rol": "beheerder", **extra, "user_id": "1"})
    noor = administering.someone(wiring, administrator, noor.id)
    assert [line.role for line in noor.roles] == [Role.MEMBER, Role.ADMINISTRATOR]
    assert noor.invited


def test_administrator_is_not_offered_to_lock_themselves_out(
    admin: CheckingClient, administrator: Person
) -> None:
    home = f"/beheer/mensen/{administrator.id}"
    admin.path(home)
    actions = [form.get("action", "") for form in admin.page.iter("form")]
    assert [path for path in actions if path.startswith(home)] == [f"{home}/rollen"]
    assert admin.post(f"{home}/uitschakelen").status_code == 403


def test_organisation_is_added_and_refused_twice(admin: CheckingClient) -> None:
    admin.path("/beheer/organisaties")
    new = {"naam": "Gemeente Dijkstede", "soort": "gemeente"}
    admin.post("/beheer/organisaties", data=new, follow_redirects=True)
    assert "Gemeente Dijkstede" in words(admin)
    assert admin.post("/beheer/organisaties", data=new).status_code == 422
    assert "al een organisatie" in errors(admin)["naam"]
    assert admin.post("/beheer/organisaties", data={"naam": "X"}).status_code == 422
    assert "Kies wat voor organisatie" in errors(admin)["soort"]


def test_administrator_is_offered_no_work_of_others(admin: CheckingClient) -> None:
    admin.path("/")
    menu = text_of(next(nav for nav in admin.page.iter("nav") if nav.get("aria-label") == "Hoofdmenu"))
    assert "Beheer" in menu
    assert "Werkbank" not in menu
    assert "Aansluiting" not in menu
