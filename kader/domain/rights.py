"""Who may do what: one table.

A person holds grants: a role, in an organisation (member, coordinator, inspector), for a framework (editor),
or at large (administrator). A guest has no account: an invitation link lets them work on one response. An
action names the roles that may do it and the scope the grant must match. What
is public is no action. A draft response is visible to its own organisation alone; administrators see none.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from kader.domain.errors import NotAllowed
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
    CONTRIBUTE = "contribute"
    RESPOND = "respond"
    COORDINATE = "coordinate"
    SUBMIT_RESPONSE = "submit response"
    ANSWER = "answer"
    PUBLISH = "publish"
    OPEN_ROUND = "open round"
    INSPECT = "inspect"
    ADMINISTER = "administer"


RIGHTS: dict[Action, dict[Role, Scope]] = {
    Action.USE_ACCOUNT: dict.fromkeys(GRANTED_ROLES, Scope.ANYWHERE),
    Action.CONTRIBUTE: {
        Role.MEMBER: Scope.ORGANISATION,
        Role.COORDINATOR: Scope.ORGANISATION,
        Role.GUEST: Scope.RESPONSE,
    },
    Action.RESPOND: {Role.MEMBER: Scope.ORGANISATION, Role.COORDINATOR: Scope.ORGANISATION},
    Action.COORDINATE: {Role.COORDINATOR: Scope.ORGANISATION},
    Action.SUBMIT_RESPONSE: {Role.COORDINATOR: Scope.ORGANISATION},
    Action.ANSWER: {Role.EDITOR: Scope.FRAMEWORK},
    Action.PUBLISH: {Role.EDITOR: Scope.FRAMEWORK},
    Action.OPEN_ROUND: {Role.EDITOR: Scope.FRAMEWORK},
    Action.INSPECT: {Role.INSPECTOR: Scope.ORGANISATION},
    Action.ADMINISTER: {Role.ADMINISTRATOR: Scope.ANYWHERE},
}


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


def may_see_response(person: Person, status: ResponseStatus, organisation_id: int, framework_id: int) -> bool:
    """A draft is its organisation's own; a submitted response is also the editors' of the framework."""
    if may(person, Action.RESPOND, organisation_id=organisation_id):
        return True
    return status is ResponseStatus.SUBMITTED and may(person, Action.ANSWER, framework_id=framework_id)


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
