"""One table says who may do what; these tables say what that comes to."""

import pytest

from kader.domain.errors import NotAllowed
from kader.domain.rights import (
    RIGHTS,
    VISITOR,
    Action,
    Granted,
    Person,
    frameworks_of,
    may,
    may_see_response,
    may_somewhere,
    organisations_of,
    require,
)
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
ALLOWED = {
    Action.USE_ACCOUNT: {"member", "coordinator", "editor", "inspector", "administrator"},
    Action.CONTRIBUTE: {"member", "coordinator", "guest"},
    Action.RESPOND: {"member", "coordinator"},
    Action.COORDINATE: {"coordinator"},
    Action.SUBMIT_RESPONSE: {"coordinator"},
    Action.ANSWER: {"editor"},
    Action.PUBLISH: {"editor"},
    Action.OPEN_ROUND: {"editor"},
    Action.INSPECT: {"inspector"},
    Action.ADMINISTER: {"administrator"},
}
ANYWHERE = {Action.USE_ACCOUNT, Action.ADMINISTER}


@pytest.mark.parametrize("action", list(Action))
@pytest.mark.parametrize("who", list(PEOPLE))
def test_who_may_do_what_on_their_own_ground(action: Action, who: str) -> None:
    allowed = who in ALLOWED[action]
    assert may(PEOPLE[who], action, organisation_id=MINE, framework_id=MINE, response_id=MINE) is allowed
    assert may_somewhere(PEOPLE[who], action) is allowed


@pytest.mark.parametrize("action", [action for action in Action if action not in ANYWHERE])
@pytest.mark.parametrize("who", list(PEOPLE))
def test_nobody_may_on_the_ground_of_another(action: Action, who: str) -> None:
    assert not may(PEOPLE[who], action, organisation_id=OTHER, framework_id=OTHER, response_id=OTHER)
    assert not may(PEOPLE[who], action)
    with pytest.raises(NotAllowed):
        require(PEOPLE[who], action, organisation_id=OTHER, framework_id=OTHER, response_id=OTHER)


@pytest.mark.parametrize(
    ("who", "organisation", "draft", "submitted"),
    [
        ("visitor", MINE, False, False),
        ("member", MINE, True, True),
        ("coordinator", MINE, True, True),
        ("member", OTHER, False, False),
        ("editor", OTHER, False, True),
        ("inspector", MINE, False, False),
        ("administrator", MINE, False, False),
    ],
)
def test_who_sees_a_response(who: str, organisation: int, draft: bool, submitted: bool) -> None:
    seen = [may_see_response(PEOPLE[who], status, organisation, MINE) for status in ResponseStatus]
    assert seen == [draft, submitted]


def test_every_action_stands_in_the_table() -> None:
    assert set(RIGHTS) == set(Action)


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
