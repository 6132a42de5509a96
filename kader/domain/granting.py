"""A role is held somewhere: a member in an organisation, an editor for a framework.

Which of the two a role asks for follows from the rights table, so that the two never disagree. And an
administrator cannot lock the door behind themselves: nobody could open it again.
"""

from kader.domain.errors import InvalidInput, NotAllowed
from kader.domain.rights import RIGHTS, Person, Scope
from kader.domain.vocabulary import Role

_ASKS = {
    Scope.ORGANISATION: "Kies bij de rol {role} een organisatie.",
    Scope.FRAMEWORK: "Kies bij de rol {role} een kader.",
    Scope.ANYWHERE: "De rol {role} geldt overal. Kies geen organisatie en geen kader.",
}


def scope_of(role: Role) -> Scope:
    """What a role is held for."""
    scopes = {allowed[role] for allowed in RIGHTS.values() if role in allowed}
    return next((scope for scope in (Scope.ORGANISATION, Scope.FRAMEWORK) if scope in scopes), Scope.ANYWHERE)


def require_scope(role: Role, *, organisation: bool, framework: bool) -> None:
    """Raises InvalidInput unless the role is given for what it asks for, and for nothing else."""
    scope = scope_of(role)
    if (organisation, framework) != (scope is Scope.ORGANISATION, scope is Scope.FRAMEWORK):
        raise InvalidInput(_ASKS[scope].format(role=role.value))


def require_other(person: Person, user_id: int) -> None:
    """Raises NotAllowed when an administrator would take away their own access."""
    if person.id == user_id:
        raise NotAllowed("U kunt uw eigen toegang niet wegnemen. Vraag het aan een andere beheerder.")


def require_administrator_left(others: int) -> None:
    """Raises NotAllowed when nobody would be left to administer; `others` are who still would."""
    if others == 0:
        raise NotAllowed("Dit is de laatste beheerder. Maak eerst iemand anders beheerder.")
