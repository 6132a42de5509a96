"""Who may do what, and when: one table of role, action and state.

A person holds grants: a role, in an organisation (member, coordinator, inspector), for a framework (editor),
or at large (administrator). A guest has no account: an invitation link lets them work on one response. An
action names the roles that may do it and the scope the grant must match (`RIGHTS`), and the states of a
response in which nobody may, each with the sentence that says why (`REFUSED`). What is public is no action.
A draft response is visible to its own organisation alone; administrators see none.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from kader.domain.errors import NotAllowed
from kader.domain.round import NOT_OPEN, Calendar
from kader.domain.vocabulary import GRANTED_ROLES, ResponseStatus, Role


@dataclass(frozen=True, slots=True)
class Granted:
    """One role of a person, with the id of the organisation, framework or response it holds for."""

    role: Role
    organisation_id: int | None = None
    framework_id: int | None = None
    response_id: int | None = None


@dataclass(frozen=True, slots=True)
class Person:
    """Whoever acts; `id` is None for who has not signed in: a visitor, or a guest with an invitation link."""

    id: int | None
    name: str
    grants: tuple[Granted, ...] = ()

    def roles(self) -> frozenset[Role]:
        return frozenset(granted.role for granted in self.grants)


VISITOR = Person(None, "")


class Scope(StrEnum):
    """What a grant must match for an action to be allowed."""

    ANYWHERE = "anywhere"
    ORGANISATION = "organisation"
    FRAMEWORK = "framework"
    RESPONSE = "response"


class Action(StrEnum):
    USE_ACCOUNT = "use account"
    READ_ALONG = "read along"
    CONTRIBUTE = "contribute"
    READ_OWN = "read own response"
    RESPOND = "respond"
    DISCARD = "discard draft"
    ANSWER_EDITOR = "answer editor"
    FOLLOW = "follow"
    COORDINATE = "coordinate"
    INVITE_CONTRIBUTOR = "invite contributor"
    SUBMIT_RESPONSE = "submit response"
    WITHDRAW_RESPONSE = "withdraw response"
    GIVE_OPINION = "give opinion"
    READ_SENT = "read what was sent"
    ANSWER = "answer"
    CORRECT_PLACE = "correct place"
    ASK_ORGANISATION = "ask organisation"
    BLANK_NAMES = "blank names"
    PUBLISH = "publish"
    OPEN_ROUND = "open round"
    INSPECT = "inspect"
    ADMINISTER = "administer"


_COORDINATOR = {Role.COORDINATOR: Scope.ORGANISATION}
_PEOPLE = {Role.MEMBER: Scope.ORGANISATION, **_COORDINATOR}
_WRITERS = {**_PEOPLE, Role.GUEST: Scope.RESPONSE}
_EDITOR = {Role.EDITOR: Scope.FRAMEWORK}
RIGHTS: dict[Action, Mapping[Role, Scope]] = {
    Action.USE_ACCOUNT: dict.fromkeys(GRANTED_ROLES, Scope.ANYWHERE),
    Action.READ_ALONG: _WRITERS,
    Action.CONTRIBUTE: _WRITERS,
    Action.READ_OWN: _PEOPLE,
    Action.RESPOND: _PEOPLE,
    Action.DISCARD: _PEOPLE,
    Action.ANSWER_EDITOR: _PEOPLE,
    Action.FOLLOW: _PEOPLE,
    Action.COORDINATE: _COORDINATOR,
    Action.INVITE_CONTRIBUTOR: _COORDINATOR,
    Action.SUBMIT_RESPONSE: _COORDINATOR,
    Action.WITHDRAW_RESPONSE: _COORDINATOR,
    Action.GIVE_OPINION: _COORDINATOR,
    Action.READ_SENT: _EDITOR,
    Action.ANSWER: _EDITOR,
    Action.CORRECT_PLACE: _EDITOR,
    Action.ASK_ORGANISATION: _EDITOR,
    Action.BLANK_NAMES: _EDITOR,
    Action.PUBLISH: _EDITOR,
    Action.OPEN_ROUND: _EDITOR,
    Action.INSPECT: {Role.INSPECTOR: Scope.ORGANISATION},
    Action.ADMINISTER: {Role.ADMINISTRATOR: Scope.ANYWHERE},
}


class ResponseState(StrEnum):
    """How a response stands: whose it is to change, if anyone's."""

    DRAFT = "draft"
    # Its organisation cannot respond: the round is over, or has not begun.
    LATE_DRAFT = "late draft"
    # Submitted, and as long as its organisation can respond to be taken back.
    RECALLABLE = "submitted, to be taken back"
    SUBMITTED = "submitted"
    ACCOUNTED = "accounted for"


_FIXED = "Deze reactie is ingediend en kan niet meer veranderen."
_UNSENT = "Deze reactie is nog niet ingediend."
_UNPUBLISHED = "De antwoorden zijn nog niet gepubliceerd."
_WAIT = "De organisatie kan haar reactie nog veranderen. Vraag het als de ronde dicht is."
_OUT = "De reactienota is gepubliceerd."

_Refusals = Mapping[ResponseState, str]
_ONCE_SENT: _Refusals = dict.fromkeys(
    (ResponseState.RECALLABLE, ResponseState.SUBMITTED, ResponseState.ACCOUNTED), _FIXED
)
_AS_DRAFT: _Refusals = dict.fromkeys((ResponseState.DRAFT, ResponseState.LATE_DRAFT), _UNSENT)
_UNCHANGEABLE: _Refusals = {ResponseState.LATE_DRAFT: NOT_OPEN, **_ONCE_SENT}
REFUSED: dict[Action, _Refusals] = {
    Action.CONTRIBUTE: _UNCHANGEABLE,
    Action.RESPOND: _UNCHANGEABLE,
    Action.COORDINATE: _UNCHANGEABLE,
    Action.INVITE_CONTRIBUTOR: _UNCHANGEABLE,
    Action.SUBMIT_RESPONSE: _UNCHANGEABLE,
    Action.DISCARD: _ONCE_SENT,
    Action.WITHDRAW_RESPONSE: {
        **_AS_DRAFT,
        ResponseState.SUBMITTED: NOT_OPEN,
        ResponseState.ACCOUNTED: NOT_OPEN,
    },
    Action.ANSWER_EDITOR: {
        ResponseState.ACCOUNTED: f"{_OUT} Deze vraag kan niet meer worden beantwoord.",
    },
    Action.FOLLOW: dict.fromkeys(_AS_DRAFT, f"{_UNSENT} U kunt haar daarna hier volgen."),
    Action.GIVE_OPINION: dict.fromkeys(
        (state for state in ResponseState if state is not ResponseState.ACCOUNTED), _UNPUBLISHED
    ),
    Action.READ_SENT: _AS_DRAFT,
    Action.CORRECT_PLACE: _AS_DRAFT,
    Action.ANSWER: {**_AS_DRAFT, ResponseState.ACCOUNTED: f"{_OUT} De verwerking staat vast."},
    Action.ASK_ORGANISATION: {
        **_AS_DRAFT,
        ResponseState.RECALLABLE: _WAIT,
        ResponseState.ACCOUNTED: f"{_OUT} U kunt niets meer vragen.",
    },
    Action.BLANK_NAMES: {
        **_AS_DRAFT,
        ResponseState.ACCOUNTED: f"{_OUT} Vraag de beheerder wat er nog kan.",
    },
}


def state_of(
    status: ResponseStatus, calendar: Calendar, organisation_id: int, now: datetime
) -> ResponseState:
    """How a response of this organisation stands in a round with this calendar."""
    can_respond = calendar.open_for(organisation_id, now)
    if status is ResponseStatus.DRAFT:
        return ResponseState.DRAFT if can_respond else ResponseState.LATE_DRAFT
    if calendar.accounted_at is not None:
        return ResponseState.ACCOUNTED
    return ResponseState.RECALLABLE if can_respond else ResponseState.SUBMITTED


def is_possible(action: Action, state: ResponseState) -> bool:
    """Whether anyone may do this with a response that stands so."""
    return state not in REFUSED.get(action, {})


def require_possible(action: Action, state: ResponseState) -> None:
    """Raises NotAllowed with the reason when nobody may do this with a response that stands so."""
    if not is_possible(action, state):
        raise NotAllowed(REFUSED[action][state])


def is_public(state: ResponseState) -> bool:
    """What was submitted is everyone's to read when it is accounted for."""
    return state is ResponseState.ACCOUNTED


def may(
    person: Person,
    action: Action,
    *,
    organisation_id: int | None = None,
    framework_id: int | None = None,
    response_id: int | None = None,
) -> bool:
    """Whether one of the person's grants allows the action on this organisation, framework or response."""
    asked = {
        Scope.ORGANISATION: organisation_id,
        Scope.FRAMEWORK: framework_id,
        Scope.RESPONSE: response_id,
    }
    if _is_own_account(person, action):
        return True
    return any(_matches(granted, RIGHTS[action].get(granted.role), asked) for granted in person.grants)


def may_somewhere(person: Person, action: Action) -> bool:
    """Whether the person may do this at all: enough to open a page that lists their own work."""
    if _is_own_account(person, action):
        return True
    return any(granted.role in RIGHTS[action] for granted in person.grants)


def require(
    person: Person,
    action: Action,
    *,
    organisation_id: int | None = None,
    framework_id: int | None = None,
    response_id: int | None = None,
) -> None:
    """Raises NotAllowed unless the person may."""
    if not may(
        person,
        action,
        organisation_id=organisation_id,
        framework_id=framework_id,
        response_id=response_id,
    ):
        raise NotAllowed("U hebt geen recht om dit te doen. Vraag het aan de beheerder van uw organisatie.")


def may_read(person: Person, state: ResponseState, organisation_id: int, framework_id: int) -> bool:
    """A draft is its organisation's own; a submitted response is also the editors' of the framework."""
    own = may(person, Action.READ_OWN, organisation_id=organisation_id)
    sent = may(person, Action.READ_SENT, framework_id=framework_id)
    return own or (sent and is_possible(Action.READ_SENT, state))


def organisations_of(person: Person, action: Action) -> tuple[int, ...]:
    """The ids of the organisations in which the person may do this."""
    return _distinct(g.organisation_id for g in person.grants if g.role in RIGHTS[action])


def frameworks_of(person: Person, action: Action) -> tuple[int, ...]:
    """The ids of the frameworks for which the person may do this."""
    return _distinct(g.framework_id for g in person.grants if g.role in RIGHTS[action])


def _is_own_account(person: Person, action: Action) -> bool:
    """Who has an account may see it and sign out, also without any role."""
    return action is Action.USE_ACCOUNT and person.id is not None


def _matches(granted: Granted, scope: Scope | None, asked: dict[Scope, int | None]) -> bool:
    if scope is None:
        return False
    if scope is Scope.ANYWHERE:
        return True
    held = {
        Scope.ORGANISATION: granted.organisation_id,
        Scope.FRAMEWORK: granted.framework_id,
        Scope.RESPONSE: granted.response_id,
    }
    return asked[scope] is not None and held[scope] == asked[scope]


def _distinct(ids: Iterable[int | None]) -> tuple[int, ...]:
    return tuple(dict.fromkeys(i for i in ids if i is not None))
