"""Every route that is about a response, for every role, in every state, against the rights table.

What a request changes is taken back, so that the next finds the world as it was.
"""

from collections.abc import Iterator
from html import unescape
from pathlib import Path

import pytest

from kader.domain.rights import REFUSED, Action, Granted, ResponseState, is_possible, is_public, may, may_read
from kader.domain.rights import Person as Who
from kader.domain.vocabulary import Role
from tests.web.worlds import (
    ELSEWHERE,
    FOUND_BY,
    HOME,
    METHODS,
    SECRET,
    SENTENCE,
    VISITOR,
    World,
    make_world,
)

DONE = {200, 204, 302, 303, 422}
# Addresses that are open to all, or to all with an account; what is in them is for readers of the response.
FOR_READERS = {"responding.response", "responding.response_file", "responding.file", "responding.edition"}
# What a browser sends with each form: all fields that any of them asks for, filled in well.
FORM = {
    "tekst": "Woorden.", "text": "Woorden.", "title": "Titel", "titel": "Titel", "bericht": "Woorden.",
    "reden": "Daarom.", "van": "1", "tot": "5", "question": "Hoezo?", "answer": "Daarom.",
    "antwoord-0": "Ja.",
    "eens": "eens", "outcome": "overgenomen", "reason": "Goed.", "words": SENTENCE, "label": "1.0",
    "woorden": SENTENCE, "voor": "Iemand", "punt": "Woorden.", "punt-titel": "Titel", "brief": "Brief.",
    "klaar": "1", "plek": "nieuw", "wordt": "punt", "stap": "1", "old": "1.0", "new": "2.0", "change": "c1",
}  # fmt: skip


@pytest.fixture(scope="module", params=list(ResponseState))
def world(
    request: pytest.FixtureRequest, sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[World]:
    made = make_world(tmp_path_factory.mktemp("walk"), sqlite_template, request.param)
    yield made
    made.wiring.close()


def actor(world: World, who: str) -> Who:
    """Whoever acts, with the grants that the table is asked about."""
    if who in world.people:
        return world.people[who]
    theirs = "elsewhere" in who
    number = int(str((world.theirs if theirs else world.values)["response_id"]))
    return Who(None, "Gast", (Granted(Role.GUEST, response_id=number),) if "guest" in who else ())


def _is_of_another_writer(endpoint: str, who: str) -> bool:
    """What a member wrote is changed by its writer or a coordinator: a finer rule than the table's."""
    changing = {"responding.written_submit", "responding.mark", "responding.set_aside"}
    return who == "guest" and endpoint in changing | {"responding.take_back"}


def _is_not_there(endpoint: str, state: ResponseState) -> bool:
    """Nobody asked about a draft yet; there is a change to link to only when a version follows."""
    drafts = (ResponseState.DRAFT, ResponseState.LATE_DRAFT)
    return endpoint == "editing.decide_link" or (endpoint == "responding.answer_question" and state in drafts)


def whose(world: World) -> dict[str, int]:
    home = world.people["member"].grants[0].organisation_id or 0
    framework = world.people["editor"].grants[0].framework_id or 0
    number = int(str(world.values["response_id"]))
    return {"organisation_id": home, "framework_id": framework, "response_id": number}


@pytest.mark.parametrize("method", METHODS)
@pytest.mark.parametrize("who", [*HOME, *ELSEWHERE])
def test_each_route_of_a_response_answers_as_the_table_says(world: World, who: str, method: str) -> None:
    client, person, ours = world.client(who), actor(world, who), whose(world)
    wrong = []
    with world.nothing_kept():
        for rule, mark in world.rules(method):
            if not rule.arguments & {"response_id", "key"} or not isinstance(mark, Action):
                continue
            if rule.endpoint in FOR_READERS:
                continue
            answer = client.open(world.path(rule), method=method, data=FORM if method == "POST" else None)
            allowed = may(person, mark, **ours) and is_possible(mark, world.state)
            allowed = allowed and not _is_of_another_writer(rule.endpoint, who)
            if allowed and _is_not_there(rule.endpoint, world.state):
                continue
            if answer.status_code not in (DONE if allowed else {302, 403, 404}):
                wrong.append((rule.endpoint, str(mark), answer.status))
            elif not allowed and answer.status_code == 302:
                assert (answer.location or "").startswith("/inloggen"), rule.endpoint
    assert wrong == []


@pytest.mark.parametrize("who", [VISITOR, *HOME, *ELSEWHERE])
def test_each_page_of_a_response_is_there_for_its_readers_alone(world: World, who: str) -> None:
    client, person, ours = world.client(who), actor(world, who), whose(world)
    reads = may_read(person, world.state, ours["organisation_id"], ours["framework_id"])
    for endpoint, opened in (
        ("responding.response", reads or is_public(world.state)),
        ("responding.response_file", reads or is_public(world.state)),
        ("responding.file", reads),
    ):
        rule = next(rule for rule, _ in world.rules("GET") if rule.endpoint == endpoint)
        status = client.get(world.path(rule)).status_code
        asked = status == 302 and person.id is None
        assert asked or (status in (200, 302, 303)) is opened, (endpoint, status)


@pytest.mark.parametrize("who", [VISITOR, "inspector", "administrator", "editor", *ELSEWHERE])
def test_nothing_of_a_draft_is_anywhere_to_be_read_by_others(world: World, who: str) -> None:
    """Lists, search, feeds, files, the log, the mails: nowhere a word of it."""
    if is_public(world.state) or (who == "editor" and is_possible(Action.READ_SENT, world.state)):
        return
    client, theirs = world.client(who), {"response_id", "comment_id", "key", "token"}
    told = []
    with world.nothing_kept():
        for rule, _ in world.rules("GET"):
            answer = client.get(world.path(rule), query_string={"q": FOUND_BY, "zoek": FOUND_BY})
            own = "elsewhere" in who and not rule.arguments & theirs
            if SECRET.encode() in answer.data and not own:
                told.append((rule.endpoint, answer.status))
    assert told == []


@pytest.mark.parametrize("who", ["coordinator", "guest"])
def test_who_is_refused_is_told_why(world: World, who: str) -> None:
    action = Action.CONTRIBUTE
    client = world.client(who)
    with world.nothing_kept():
        answer = client.post(f"/reacties/{world.values['response_id']}/nieuwe-opmerking", data=FORM)
    sentence = REFUSED[action].get(world.state, "")
    assert sentence in unescape(answer.get_data(as_text=True))
    assert (answer.status_code == 403) is bool(sentence)


@pytest.mark.parametrize("who", ["coordinator", "member", "guest"])
def test_no_id_of_another_organisation_opens_anything_within_ones_own(world: World, who: str) -> None:
    """My response, their remark, point, piece, link, kept edition, question or set-aside remark."""
    client = world.client(who)
    opened = []
    with world.nothing_kept():
        for method in METHODS:
            for rule, mark in world.rules(method):
                inner = rule.arguments & {"comment_id", "point_id", "piece_id", "set_aside_id", "link_id"}
                if "response_id" in rule.arguments and inner:
                    path = world.path(rule, **{name: world.theirs[name] for name in inner})
                    answer = client.open(path, method=method, data=FORM if method == "POST" else None)
                    # Of the remarks that one ticked, those of others are as if they were not ticked.
                    done = set() if rule.endpoint != "responding.confirm" else {422}
                    if answer.status_code not in {302, 403, 404} | done:
                        opened.append((method, rule.endpoint, str(mark), answer.status))
    assert opened == []


def test_no_id_of_ours_opens_anything_from_the_response_of_another(world: World) -> None:
    """Their coordinator, in their own response, with our remark, question, link or key of a remark."""
    client, opened = world.client("coordinator elsewhere"), []
    inner = {"comment_id", "point_id", "piece_id", "set_aside_id", "link_id", "question_id", "key"}
    own = {"response_id": world.theirs["response_id"], "edition_number": 1}
    with world.nothing_kept():
        for method in METHODS:
            for rule, _ in world.rules(method):
                if "response_id" not in rule.arguments or not rule.arguments & inner:
                    continue
                path = world.path(rule, **{name: own[name] for name in own if name in rule.arguments})
                answer = client.open(path, method=method, data=FORM if method == "POST" else None)
                done = set() if rule.endpoint != "responding.confirm" else {422}
                if answer.status_code not in {302, 403, 404} | done:
                    opened.append((method, rule.endpoint, answer.status))
    assert opened == []
