"""What is kept of a person: to see, to take along, and to have removed.

Who leaves takes their name, address and ways of signing in along. What their organisation sent, and what was
decided, stays as it was: it was never theirs alone. It then names an account that is called nothing.
"""

import json
from dataclasses import replace

from kader.domain.audit import Act, account
from kader.domain.granting import require_administrator_left, require_other
from kader.domain.rights import Action, Person, require
from kader.domain.vocabulary import Role
from kader.services import accounts, second_factor
from kader.services.wiring import Wiring
from kader.storage import people, traces

_EXPLAINED = (
    "Alles wat Kader van u bewaart, met de namen van de velden zoals in de database. Niet erbij: wat "
    "toegang geeft tot uw account (wachtwoord, codes en links, waarvan alleen een afdruk wordt bewaard). Van "
    "bestanden die u inlas staat hier de grootte; het bestand zelf haalt u op bij de reactie."
)


def take_along(wiring: Wiring, person: Person) -> bytes:
    """Everything that is kept of whoever acts, as JSON in UTF-8."""
    with wiring.database.read() as session:
        user = accounts.own(session, person)
        found = {"Toelichting": _EXPLAINED, "Gemaakt op": wiring.clock().isoformat()}
        everything = {**found, **traces.of(session, user)}
    return json.dumps(everything, ensure_ascii=False, indent=2, default=str).encode()


def leave(wiring: Wiring, person: Person, session_id: int, password: str) -> None:
    """Remove oneself. Raises WrongPassword, NotAllowed for the last administrator."""
    second_factor.require_owner(wiring, person, session_id, password)
    _erase(wiring, person, person.id or 0)


def remove(wiring: Wiring, person: Person, user_id: int) -> None:
    """An administrator removes somebody, who asked for it. Raises NotFound, NotAllowed for oneself."""
    require(person, Action.ADMINISTER)
    require_other(person, user_id)
    _erase(wiring, person, user_id)


def _erase(wiring: Wiring, person: Person, user_id: int) -> None:
    # The entry itself keeps no name or address either.
    nameless = Person(person.id, traces.ERASED_NAME) if person.id == user_id else person
    silent = replace(wiring, origin="") if person.id == user_id else wiring
    with silent.writing(nameless, Act.ERASE_ACCOUNT, account(user_id)) as session:
        user = people.user(session, user_id)
        if any(grant.role is Role.ADMINISTRATOR for grant in user.grants):
            require_administrator_left(people.other_administrators(session, user_id))
        traces.erase(session, user, wiring.clock())
