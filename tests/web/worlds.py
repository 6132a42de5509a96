"""A service with one of everything, for each way a response can stand, and people who may or may not."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.orm import Session
from werkzeug.routing import Rule

from kader.app import create_app
from kader.domain.alignment import Verdict
from kader.domain.anchoring import anchor_at
from kader.domain.reading_text import read
from kader.domain.rights import Action, Person, ResponseState
from kader.domain.vocabulary import FrameworkKind, Role
from kader.services import answering, contributing, coordinating, inviting, submitting
from kader.services.contributing import RemarkForm
from kader.services.wiring import Wiring
from kader.storage.contributing_tables import Blanking
from kader.storage.round_tables import EditorQuestion
from kader.storage.tables import Alignment, Grant, Response, Round, Unplaced, Upload, Version
from kader.web.shared.access import right_of
from tests import factories as make
from tests.conftest import NOW, Clock, _copy_sqlite, make_settings
from tests.web.signing_in import sign_in_as

SENTENCE = "Een team belt het gezin binnen een week."
SECRET = "zwavelgeel"
FOUND_BY = "kobaltblauw"
HOME = ("member", "coordinator", "guest", "editor", "inspector", "administrator")
ELSEWHERE = ("member elsewhere", "coordinator elsewhere", "guest elsewhere", "editor elsewhere")
VISITOR = "visitor"
METHODS = ("GET", "POST")
_ROLES = {"member": Role.MEMBER, "coordinator": Role.COORDINATOR, "editor": Role.EDITOR}


@dataclass(slots=True)
class World:
    """`theirs` holds the same ids as `values`, of another organisation's response."""

    app: Flask
    wiring: Wiring
    state: ResponseState
    words: str
    values: dict[str, object]
    theirs: dict[str, object]
    people: dict[str, Person]
    tokens: dict[str, str]

    def client(self, who: str = VISITOR) -> FlaskClient:
        client = self.app.test_client()
        if who in self.people:
            sign_in_as(self.wiring, client, self.people[who].id)
        elif who in self.tokens:
            with client.session_transaction() as cookie:
                cookie["guest"] = {"token": self.tokens[who], "name": "Gast"}
        return client

    def path(self, rule: Rule, **other: object) -> str:
        values = {**self.values, **other}
        adapter = self.app.url_map.bind("localhost")
        return adapter.build(rule.endpoint, {name: values[name] for name in rule.arguments})

    def rules(self, method: str) -> Iterator[tuple[Rule, Action | str]]:
        for rule in self.app.url_map.iter_rules():
            if rule.endpoint != "static" and rule.methods and method in rule.methods:
                mark = right_of(self.app.view_functions[rule.endpoint])
                assert mark is not None
                yield rule, mark

    @contextmanager
    def nothing_kept(self) -> Iterator[None]:
        """Let every request find the world as it was: what is written is taken back."""
        database = self.wiring.database

        @contextmanager
        def write() -> Iterator[Session]:
            with Session(database._writing, expire_on_commit=False) as session:
                yield session
                session.flush()
                session.rollback()

        database.write = write  # type: ignore[method-assign]
        try:
            yield
        finally:
            del database.write


def make_world(
    folder: Path,
    template: Path,
    state: ResponseState = ResponseState.DRAFT,
    words: str = f"{SECRET} {FOUND_BY}",
) -> World:
    """A service in which people wrote `words`.

    The response of organisation `thuis` stands as asked; that of `elders` is a draft in the same round.
    """
    folder.mkdir(parents=True, exist_ok=True)
    app = create_app(make_settings(folder, _copy_sqlite(template, folder)), Clock())
    app.config.update(TESTING=True, WTF_CSRF_ENABLED=False)
    wiring: Wiring = app.extensions["kader"]
    wiring.index.rebuild([])
    world = World(app, wiring, state, words, {}, {}, {}, {})
    _fill(world)
    _bring_to(world, state)
    return world


def _fill(world: World) -> None:
    wiring = world.wiring
    with wiring.database.write() as session:
        framework = make.framework(session)
        old = make.version(session, framework, "1.0", f"# Kop\n\n{SENTENCE}", "## Later\n\nEn dan verder.")
        assessment = make.framework(session, "toetsing", FrameworkKind.ASSESSMENT)
        norms = make.version(session, assessment, "1.0", "# Toetsing\n\n## Norm 1.1 Bellen\n\nEen team belt.")
        elsewhere = make.framework(session, "ander-kader")
        home, away = make.organisation(session, "thuis"), make.organisation(session, "elders")
        within = make.round_on(session, old)
        within.questions = ["Is het duidelijk?"]
        judgement = _judgement(session, norms, old)
        for who, role in _ROLES.items():
            here = {"framework_id": framework.id} if who == "editor" else {"organisation_id": home.id}
            there = {"framework_id": elsewhere.id} if who == "editor" else {"organisation_id": away.id}
            world.people[who] = make.person(session, role, **here)
            world.people[f"{who} elsewhere"] = make.person(session, role, **there)
        world.people["inspector"] = make.person(session, Role.INSPECTOR, organisation_id=home.id)
        world.people["administrator"] = make.person(session, Role.ADMINISTRATOR)
        member = world.people["member"].id
        grant = session.query(Grant).filter_by(user_id=member).one()
        world.values.update(
            slug=framework.slug, label="1.0", old="1.0", new="2.0", framework=framework.slug,
            assessment=assessment.slug, assessment_label="1.0", number="1.1", judgement=judgement.id,
            round_id=within.id, user_id=member, grant_id=grant.id, among="los", suffix="docx", mail_id=1,
        )  # fmt: skip
        ids = within.id, home.id, away.id, framework.id
    for who, organisation_id, values in (
        ("", ids[1], world.values),
        (" elsewhere", ids[2], world.theirs),
    ):
        values.update(_answer(world, who, ids[0], organisation_id))
    world.theirs.update({key: value for key, value in world.values.items() if key not in world.theirs})
    with wiring.database.write() as session:
        new = make.version(
            session, session.get_one(Version, 1).framework, "2.0", f"# Kop\n\n{SENTENCE}", "En dan klaar."
        )
        assert new.id


def _answer(world: World, where: str, round_id: int, organisation_id: int) -> dict[str, object]:
    """A draft with one of everything, written by the people of the organisation."""
    wiring, coordinator = world.wiring, world.people[f"coordinator{where}"]
    member = world.people[f"member{where}"]
    number = contributing.begin(wiring, member, round_id, organisation_id)
    words = world.words
    start = read(_source(wiring, round_id)).text.index("team")
    form = RemarkForm(f"Opmerking {words}.", "inhoudelijk", f"groep {words}", start, start + 4)
    kept, gone = (contributing.write_remark(wiring, member, number, form) for _ in range(2))
    contributing.discuss(wiring, member, number, kept, f"Bericht {words}.")
    coordinating.set_aside(wiring, coordinator, number, gone, f"Reden {words}.")
    contributing.mark_ready(wiring, member, number, kept, ready=True)
    point = coordinating.add_point(wiring, member, number, f"Punt {words}", f"Tekst {words}.")
    coordinating.write_letter(wiring, coordinator, number, f"Titel {words}", "1 mei", f"Brief {words}.")
    coordinating.answer_question(wiring, member, number, 0, f"Antwoord {words}.")
    token = inviting.make_link(wiring, coordinator, number, f"Iemand {words}"[:80])
    world.tokens[f"guest{where}"] = token
    with wiring.database.write() as session:
        response = session.get_one(Response, number)
        response.upload = Upload(
            filename=f"{words}.txt", sha256=f"{number:064d}", content=words.encode(), received_at=make.MOMENT
        )
        piece = Unplaced(response_id=number, position=0, text=f"Stuk {words}.", settled=False)
        session.add(piece)
        session.flush()
        piece_id = piece.id
    return {
        "response_id": number, "comment_id": kept, "point_id": point, "piece_id": piece_id,
        "key": f"o{kept}", "token": token, "position": 0, "edition_number": 1,
        "set_aside_id": _only(wiring, "set_aside_comments", number),
        "link_id": _only(wiring, "contributor_links", number),
        "question_id": 1, "blanking_id": 1,
    }  # fmt: skip


def _source(wiring: Wiring, round_id: int) -> str:
    with wiring.database.read() as session:
        return session.get_one(Round, round_id).version.source


def _only(wiring: Wiring, table: str, response_id: int) -> int:
    from sqlalchemy import text

    with wiring.database.read() as session:
        query = text(f"SELECT id FROM {table} WHERE response_id = :id")
        return int(session.execute(query, {"id": response_id}).scalar_one())


def _bring_to(world: World, state: ResponseState) -> None:
    """Through the services as far as they go: submitted, closed, answered, accounted for."""
    number = int(str(world.values["response_id"]))
    submitted = state not in (ResponseState.DRAFT, ResponseState.LATE_DRAFT)
    if submitted:
        with world.wiring.database.write() as session:
            session.get_one(Response, number).unplaced[0].settled = True
        submitting.submit(world.wiring, world.people["coordinator"], number)
        _ask_and_blank(world, number)
    if state is ResponseState.ACCOUNTED:
        answering.answer(
            world.wiring, world.people["editor"], str(world.values["key"]), "overgenomen", "Goed."
        )
    if state not in (ResponseState.DRAFT, ResponseState.RECALLABLE):
        with world.wiring.database.write() as session:
            one = session.get_one(Round, world.values["round_id"])
            one.closes_at = NOW - timedelta(days=2)
            one.accounted_at = NOW - timedelta(days=1) if state is ResponseState.ACCOUNTED else None


def _ask_and_blank(world: World, number: int) -> None:
    with world.wiring.database.write() as session:
        point = int(str(world.values["point_id"]))
        asked = EditorQuestion(point_id=point, ordinal=1, question="Hoezo?", asked_at=make.MOMENT)
        row = Blanking(response_id=number, words="Iemand", blanked_at=datetime(2025, 1, 11, tzinfo=UTC))
        session.add_all((asked, row))
        session.flush()
        world.values.update(question_id=asked.id, blanking_id=row.id)


def _judgement(session: Session, norms: Version, version: Version) -> Alignment:
    text = read(version.source)
    anchor = anchor_at(text, text.text.index(SENTENCE), text.text.index(SENTENCE) + len(SENTENCE))
    made = Alignment(
        assessment_version_id=norms.id, norm="1.1", version_id=version.id, verdict=Verdict.COVERED,
        start=anchor.start, end=anchor.end, exact=anchor.exact, decided_at=make.MOMENT,
    )  # fmt: skip
    session.add(made)
    session.flush()
    return made
