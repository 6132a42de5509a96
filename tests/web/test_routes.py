"""Every route, also those that are added later, is guarded: walked for each role against the rights table.

A route with a parameter that `World.values` does not know fails with a message that says so: add the value.
"""

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from flask import Flask
from werkzeug.routing import Rule

from kader.app import create_app
from kader.domain.alignment import Verdict
from kader.domain.anchoring import anchor_at
from kader.domain.reading_text import read
from kader.domain.rights import RIGHTS, Action, Scope
from kader.domain.vocabulary import GRANTED_ROLES, FrameworkKind, ResponseStatus, Role
from kader.services.wiring import Wiring
from kader.storage.database import Session
from kader.storage.tables import Alignment, Grant, Unplaced, Upload, User, Version
from kader.web.shared.access import PUBLIC, right_of
from tests import factories as make
from tests.conftest import ROOT, Clock, _copy_sqlite, make_settings
from tests.web.client import CheckingClient
from tests.web.signing_in import sign_in_as

VISITOR = "visitor"
ROLES = [role.name.lower() for role in GRANTED_ROLES]
SENTENCE = "Een team belt het gezin binnen een week."
METHODS = {"GET", "POST"}


@dataclass(frozen=True, slots=True)
class World:
    """One of everything that a route can ask for, and people: a role at home, and the same role elsewhere."""

    app: Flask
    values: dict[str, object]
    people: dict[str, int]

    def client(self, who: str) -> CheckingClient:
        self.app.test_client_class = CheckingClient
        client = self.app.test_client()
        assert isinstance(client, CheckingClient)
        if who != VISITOR:
            sign_in_as(self.app.extensions["kader"], client, self.people[who])
        return client

    def path(self, rule: Rule) -> str:
        """The address of a route with everything filled in."""
        unknown = sorted(rule.arguments - set(self.values))
        if unknown:
            pytest.fail(
                f"De route {rule.endpoint} ({rule}) vraagt om {', '.join(unknown)}. Zet in World.values van "
                f"tests/web/test_routes.py wat daar ingevuld kan worden."
            )
        adapter = self.app.url_map.bind("localhost")
        return adapter.build(rule.endpoint, {name: self.values[name] for name in rule.arguments})

    def rules(self, method: str) -> Iterator[tuple[Rule, Action | str]]:
        """Each route that answers to the method, with its mark."""
        for rule in self.app.url_map.iter_rules():
            if rule.endpoint != "static" and rule.methods and method in rule.methods:
                mark = right_of(self.app.view_functions[rule.endpoint])
                assert mark is not None, rule.endpoint
                yield rule, mark


@pytest.fixture(scope="module")
def world(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    folder = tmp_path_factory.mktemp("routes")
    app = create_app(make_settings(folder, _copy_sqlite(sqlite_template, folder)), Clock())
    app.config.update(TESTING=True, WTF_CSRF_ENABLED=False)
    wiring: Wiring = app.extensions["kader"]
    wiring.index.rebuild([])
    with wiring.database.write() as session:
        values, people = _fill(session)
    yield World(app, values, people)
    wiring.close()


def _fill(session: Session) -> tuple[dict[str, object], dict[str, int]]:
    framework = make.framework(session)
    old = make.version(session, framework, "1.0", f"# Kop\n\n{SENTENCE}", "## Later\n\nEn dan verder.")
    new = make.version(session, framework, "2.0", f"# Kop\n\n{SENTENCE}", "## Later\n\nEn dan klaar.")
    assessment = make.framework(session, "toetsing", FrameworkKind.ASSESSMENT)
    norms = make.version(session, assessment, "1.0", "# Toetsing\n\n## Norm 1.1 Bellen\n\nEen team belt.")
    home, away = make.organisation(session, "thuis"), make.organisation(session, "elders")
    elsewhere = make.framework(session, "ander-kader")
    within = make.round_on(session, new)
    response = make.response(session, within, home, ResponseStatus.DRAFT)
    response.upload = Upload(
        filename="brief.txt", sha256="0" * 64, content=b"Brief.", received_at=make.MOMENT
    )
    comment = make.comment(session, response, quote=SENTENCE)
    point = make.point(session, response)
    piece = Unplaced(response_id=response.id, position=0, text="Een los stukje.")
    submitted = make.response(session, within, away)
    remark = make.comment(session, submitted, quote=SENTENCE)
    judgement = _judgement(session, norms, new)
    session.add_all((piece, judgement))
    people = {}
    for role in GRANTED_ROLES:
        at_home = _scope(role, home.id, framework.id)
        people[role.name.lower()] = make.person(session, role, **at_home).id or 0
        if at_home:
            people[f"{role.name.lower()} elsewhere"] = (
                make.person(session, role, **_scope(role, away.id, elsewhere.id)).id or 0
            )
    session.flush()
    grant = session.query(Grant).filter_by(user_id=people["member"]).one()
    values: dict[str, object] = {
        "slug": framework.slug,
        "label": new.label,
        "old": old.label,
        "new": new.label,
        "framework": framework.slug,
        "assessment": assessment.slug,
        "assessment_label": norms.label,
        "number": "1.1",
        "judgement": judgement.id,
        "round_id": within.id,
        "response_id": response.id,
        "comment_id": comment.id,
        "point_id": point.id,
        "piece_id": piece.id,
        "among": "los",
        "key": f"o{remark.id}",
        "suffix": "docx",
        "user_id": people["member"],
        "grant_id": grant.id,
        "token": "niemands-link",
        "mail_id": 1,
        "question_id": 1,
        "edition_number": 1,
        "position": 0,
        "set_aside_id": 1,
        "link_id": 1,
        "blanking_id": 1,
    }
    return values, people


def _scope(role: Role, organisation_id: int, framework_id: int) -> dict[str, int]:
    scopes = {allowed.get(role) for allowed in RIGHTS.values()}
    if Scope.ORGANISATION in scopes:
        return {"organisation_id": organisation_id}
    return {"framework_id": framework_id} if Scope.FRAMEWORK in scopes else {}


def _judgement(session: Session, norms: Version, version: Version) -> Alignment:
    text = read(version.source)
    anchor = anchor_at(text, text.text.index(SENTENCE), text.text.index(SENTENCE) + len(SENTENCE))
    return Alignment(
        assessment_version_id=norms.id,
        norm="1.1",
        version_id=version.id,
        verdict=Verdict.COVERED,
        start=anchor.start,
        end=anchor.end,
        exact=anchor.exact,
        decided_at=make.MOMENT,
    )


def _may(who: str, action: Action) -> bool:
    """What the rights table says of a role at home."""
    return who != VISITOR and Role[who.upper()] in RIGHTS[action]


# -- marks --------------------------------------------------------------------------------------------------


def test_every_view_has_a_mark_and_only_files_have_none(world: World) -> None:
    views = world.app.view_functions
    unmarked = {name for name, view in views.items() if right_of(view) is None}
    assert unmarked == {"static"}
    assert {right_of(view) for view in views.values()} - {None} <= {PUBLIC, *Action}


def test_no_view_has_two_marks() -> None:
    wrong = [
        f"{path.relative_to(ROOT)}: {function.name}"
        for path in (ROOT / "kader" / "web").rglob("*.py")
        for function in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(function, ast.FunctionDef) and _is_view(function) and _marks(function) != 1
    ]
    assert wrong == []


def _is_view(function: ast.FunctionDef) -> bool:
    words = {"get", "post", "put", "delete", "patch", "route"}
    calls = [mark.func for mark in function.decorator_list if isinstance(mark, ast.Call)]
    return any(isinstance(call, ast.Attribute) and call.attr in words for call in calls)


def _marks(function: ast.FunctionDef) -> int:
    names = [mark.func if isinstance(mark, ast.Call) else mark for mark in function.decorator_list]
    return sum(isinstance(name, ast.Name) and name.id in ("public", "needs") for name in names)


def test_routes_answer_to_reading_or_to_sending_alone(world: World) -> None:
    """So that a mark says whether it lets people look or lets them act."""
    both = [
        rule.endpoint for rule in world.app.url_map.iter_rules() if rule.methods and rule.methods >= METHODS
    ]
    assert both == []


def test_route_that_asks_for_something_unknown_is_named(world: World) -> None:
    rule = Rule("/nieuw/<int:onbekend>", endpoint="reading.nieuw")
    rule.bind(world.app.url_map.__class__())
    with pytest.raises(pytest.fail.Exception, match=r"reading\.nieuw .* vraagt om onbekend"):
        world.path(rule)


# -- who is let in ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("method", sorted(METHODS))
def test_visitor_is_asked_to_sign_in_and_comes_back(world: World, method: str) -> None:
    client = world.client(VISITOR)
    for rule, mark in world.rules(method):
        if mark != PUBLIC:
            path = world.path(rule)
            answer = client.open(path, method=method)
            assert answer.status_code in (302, 303), (rule.endpoint, answer.status)
            assert answer.location.startswith("/inloggen"), rule.endpoint
            assert method == "POST" or f"next={path}" in answer.location.replace("%2F", "/"), rule.endpoint


@pytest.mark.parametrize("method", sorted(METHODS))
@pytest.mark.parametrize("who", ROLES)
def test_role_without_the_right_is_refused(world: World, who: str, method: str) -> None:
    client = world.client(who)
    for rule, mark in world.rules(method):
        if isinstance(mark, Action) and not _may(who, mark):
            answer = client.open(world.path(rule), method=method)
            assert answer.status_code == 403, (rule.endpoint, answer.status)


@pytest.mark.parametrize("who", [VISITOR, *ROLES])
def test_role_with_the_right_gets_a_page_that_can_be_read(world: World, who: str) -> None:
    """The client checks each page; what is not there yet may be 404, what is not the moment 403 says so."""
    client = world.client(who)
    opened = []
    for rule, mark in world.rules("GET"):
        if mark == PUBLIC or (isinstance(mark, Action) and _may(who, mark)):
            answer = client.get(world.path(rule))
            assert answer.status_code < 500, (rule.endpoint, answer.status)
            asked = (answer.location or "").startswith("/inloggen")
            assert not asked or mark == PUBLIC, rule.endpoint
            opened += [rule.endpoint] if answer.status_code == 200 else []
    assert "reading.home" in opened


@pytest.mark.parametrize("method", sorted(METHODS))
@pytest.mark.parametrize("who", [f"{name} elsewhere" for name in ("member", "coordinator", "editor")])
def test_same_role_elsewhere_does_not_open_what_belongs_to_another(
    world: World, who: str, method: str
) -> None:
    client = world.client(who)
    role = Role[who.split()[0].upper()]
    for rule, mark in world.rules(method):
        if isinstance(mark, Action) and role in RIGHTS[mark] and _is_owned(rule, mark, role):
            answer = client.open(world.path(rule), method=method)
            assert answer.status_code in (403, 404), (rule.endpoint, answer.status)


def _is_owned(rule: Rule, action: Action, role: Role) -> bool:
    """A response belongs to an organisation; what an editor works on belongs to a framework."""
    if RIGHTS[action][role] is Scope.ORGANISATION:
        return "response_id" in rule.arguments
    return RIGHTS[action][role] is Scope.FRAMEWORK and bool(rule.arguments)


def test_no_address_leads_an_administrator_to_a_draft(world: World) -> None:
    client = world.client("administrator")
    for rule, _ in world.rules("GET"):
        if "response_id" in rule.arguments:
            assert client.get(world.path(rule)).status_code in (403, 404), rule.endpoint


def test_person_who_was_switched_off_is_a_visitor_again(world: World) -> None:
    client = world.client("inspector")
    assert client.get("/aansluiting").status_code == 200
    wiring: Wiring = world.app.extensions["kader"]
    for active, status in ((False, 302), (True, 200)):
        with wiring.database.write() as session:
            user = session.get(User, world.people["inspector"])
            assert user is not None
            user.active = active
        assert client.get("/aansluiting").status_code == status


def test_every_form_needs_its_token(world: World) -> None:
    world.app.config["WTF_CSRF_ENABLED"] = True
    try:
        for rule, mark in world.rules("POST"):
            who = next((name for name in ROLES if isinstance(mark, Action) and _may(name, mark)), VISITOR)
            answer = world.client(who).post(world.path(rule))
            assert answer.status_code == 422, (rule.endpoint, answer.status)
            assert "te oud" in answer.text, rule.endpoint
    finally:
        world.app.config["WTF_CSRF_ENABLED"] = False
