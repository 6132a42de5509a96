"""One table says who may do what, and when; these tables say what that comes to."""

from datetime import UTC, datetime, timedelta

import pytest

from kader.domain.errors import NotAllowed
from kader.domain.rights import (
    REFUSED,
    RIGHTS,
    VISITOR,
    Action,
    Granted,
    Person,
    ResponseState,
    frameworks_of,
    is_possible,
    is_public,
    may,
    may_read,
    may_somewhere,
    organisations_of,
    require,
    require_possible,
    state_of,
)
from kader.domain.round import Calendar
from kader.domain.vocabulary import ResponseStatus, Role

MINE, OTHER = 1, 2
PEOPLE = {
    "visitor": VISITOR,
    "member": Person(1, "M", (Granted(Role.MEMBER, organisation_id=MINE),)),
    "coordinator": Person(2, "C", (Granted(Role.COORDINATOR, organisation_id=MINE),)),
    "editor": Person(3, "E", (Granted(Role.EDITOR, framework_id=MINE),)),
    "inspector": Person(4, "I", (Granted(Role.INSPECTOR, organisation_id=MINE),)),
    "administrator": Person(5, "A", (Granted(Role.ADMINISTRATOR),)),
    "guest": Person(None, "G", (Granted(Role.GUEST, response_id=MINE),)),
}
PEOPLE_OF_ONE = {"member", "coordinator"}
DRAFT, LATE, RECALLABLE, SENT, OUT = ResponseState
ANY = set(ResponseState)
# Who may do what, and how a response must stand for it; by hand, so that the table has a second reader.
ALLOWED: dict[Action, tuple[set[str], set[ResponseState]]] = {
    Action.USE_ACCOUNT: ({"member", "coordinator", "editor", "inspector", "administrator"}, ANY),
    Action.READ_ALONG: ({*PEOPLE_OF_ONE, "guest"}, ANY),
    Action.CONTRIBUTE: ({*PEOPLE_OF_ONE, "guest"}, {DRAFT}),
    Action.READ_OWN: (PEOPLE_OF_ONE, ANY),
    Action.RESPOND: (PEOPLE_OF_ONE, {DRAFT}),
    Action.DISCARD: (PEOPLE_OF_ONE, {DRAFT, LATE}),
    Action.ANSWER_EDITOR: (PEOPLE_OF_ONE, {DRAFT, LATE, RECALLABLE, SENT}),
    Action.FOLLOW: (PEOPLE_OF_ONE, {RECALLABLE, SENT, OUT}),
    Action.COORDINATE: ({"coordinator"}, {DRAFT}),
    Action.INVITE_CONTRIBUTOR: ({"coordinator"}, {DRAFT}),
    Action.SUBMIT_RESPONSE: ({"coordinator"}, {DRAFT}),
    Action.WITHDRAW_RESPONSE: ({"coordinator"}, {RECALLABLE}),
    Action.GIVE_OPINION: ({"coordinator"}, {OUT}),
    Action.READ_SENT: ({"editor"}, {RECALLABLE, SENT, OUT}),
    Action.ANSWER: ({"editor"}, {RECALLABLE, SENT}),
    Action.CORRECT_PLACE: ({"editor"}, {RECALLABLE, SENT, OUT}),
    Action.ASK_ORGANISATION: ({"editor"}, {SENT}),
    Action.BLANK_NAMES: ({"editor"}, {RECALLABLE, SENT}),
    Action.PUBLISH: ({"editor"}, ANY),
    Action.OPEN_ROUND: ({"editor"}, ANY),
    Action.INSPECT: ({"inspector"}, ANY),
    Action.ADMINISTER: ({"administrator"}, ANY),
}
ANYWHERE = {Action.USE_ACCOUNT, Action.ADMINISTER}


@pytest.mark.parametrize("action", list(Action))
@pytest.mark.parametrize("who", list(PEOPLE))
def test_who_may_do_what_on_their_own_ground(action: Action, who: str) -> None:
    allowed = who in ALLOWED[action][0]
    assert may(PEOPLE[who], action, organisation_id=MINE, framework_id=MINE, response_id=MINE) is allowed
    assert may_somewhere(PEOPLE[who], action) is allowed


@pytest.mark.parametrize("action", [action for action in Action if action not in ANYWHERE])
@pytest.mark.parametrize("who", list(PEOPLE))
def test_nobody_may_on_the_ground_of_another(action: Action, who: str) -> None:
    assert not may(PEOPLE[who], action, organisation_id=OTHER, framework_id=OTHER, response_id=OTHER)
    assert not may(PEOPLE[who], action)
    with pytest.raises(NotAllowed):
        require(PEOPLE[who], action, organisation_id=OTHER, framework_id=OTHER, response_id=OTHER)


@pytest.mark.parametrize("state", list(ResponseState))
@pytest.mark.parametrize("action", list(Action))
def test_what_can_be_done_with_a_response_as_it_stands(action: Action, state: ResponseState) -> None:
    possible = state in ALLOWED[action][1]
    assert is_possible(action, state) is possible
    if possible:
        require_possible(action, state)
    else:
        with pytest.raises(NotAllowed, match=r"^[A-Z].*\.$"):
            require_possible(action, state)


@pytest.mark.parametrize(
    ("who", "organisation", "seen"),
    [
        ("visitor", MINE, set()),
        ("member", MINE, ANY),
        ("coordinator", MINE, ANY),
        ("member", OTHER, set()),
        ("editor", OTHER, {RECALLABLE, SENT, OUT}),
        ("inspector", MINE, set()),
        ("administrator", MINE, set()),
        ("guest", MINE, set()),
    ],
)
def test_who_reads_a_response_before_it_is_published(
    who: str, organisation: int, seen: set[ResponseState]
) -> None:
    assert {state for state in ResponseState if may_read(PEOPLE[who], state, organisation, MINE)} == seen


def test_everyone_reads_what_was_accounted_for() -> None:
    assert [state for state in ResponseState if is_public(state)] == [OUT]


NOW = datetime(2025, 1, 15, 12, tzinfo=UTC)
DAY = timedelta(days=1)
OPEN, SHUT = Calendar(NOW - DAY, NOW + DAY), Calendar(NOW - 2 * DAY, NOW - DAY)
ANNOUNCED, ADMITTED = (
    Calendar(NOW + DAY, NOW + 2 * DAY),
    Calendar(NOW - 2 * DAY, NOW - DAY, late=((MINE, NOW + DAY),)),
)
CLOSED_FOR_MINE = Calendar(NOW - DAY, NOW + DAY, open_to_all=False, invited=frozenset({OTHER}))
ACCOUNTED = Calendar(NOW - 2 * DAY, NOW - DAY, accounted_at=NOW)


@pytest.mark.parametrize(
    ("calendar", "as_draft", "as_submitted"),
    [
        (OPEN, DRAFT, RECALLABLE),
        (SHUT, LATE, SENT),
        (ANNOUNCED, LATE, SENT),
        (ADMITTED, DRAFT, RECALLABLE),
        (CLOSED_FOR_MINE, LATE, SENT),
        (ACCOUNTED, LATE, OUT),
    ],
)
def test_how_a_response_stands(
    calendar: Calendar, as_draft: ResponseState, as_submitted: ResponseState
) -> None:
    assert state_of(ResponseStatus.DRAFT, calendar, MINE, NOW) is as_draft
    assert state_of(ResponseStatus.SUBMITTED, calendar, MINE, NOW) is as_submitted


def test_every_action_stands_in_the_table() -> None:
    assert set(RIGHTS) == set(ALLOWED) == set(Action)
    assert set(REFUSED) <= set(Action)


def test_a_person_knows_their_own_ground_once() -> None:
    grants = (
        Granted(Role.MEMBER, organisation_id=7),
        Granted(Role.COORDINATOR, organisation_id=7),
        Granted(Role.EDITOR, framework_id=8),
    )
    person = Person(9, "P", grants)
    assert organisations_of(person, Action.RESPOND) == (7,)
    assert frameworks_of(person, Action.ANSWER) == (8,)
    assert frameworks_of(person, Action.RESPOND) == ()
    assert person.roles() == {Role.MEMBER, Role.COORDINATOR, Role.EDITOR}
