"""Sample data to look at: fictitious organisations, one account for each role, and what they did.

Described in `content/voorbeelden/voorbeeld.toml` and put in through the same services that people use, with a
clock that stands at the moments given there. Passwords are made here, at random, and told once.
"""

import secrets
import tomllib
from collections.abc import Iterator
from typing import Any

from kader.domain.audit import SYSTEM, Act
from kader.domain.rights import Person
from kader.domain.vocabulary import OrganisationKind, Role
from kader.services import accounts
from kader.services.accounts import NewGrant, create_user
from kader.services.content import load_content
from kader.services.sample_story import tell
from kader.services.wiring import Wiring
from kader.storage import people
from kader.storage.tables import Organisation

_FOLDER = "voorbeelden"
_FILE = "voorbeeld.toml"


def fill_with_sample(wiring: Wiring) -> Iterator[str]:
    """Fill an empty database; says what was done and, once, the accounts with their passwords."""
    loaded = load_content(wiring, wiring.settings.content_dir)
    if loaded.added:
        yield f"{len(loaded.added)} versies geladen uit {wiring.settings.content_dir.name}."
    with wiring.database.read() as session:
        if people.organisations(session):
            return
    folder = wiring.settings.content_dir / _FOLDER
    sample = tomllib.loads((folder / _FILE).read_text(encoding="utf-8"))
    _add_organisations(wiring, sample["organisation"])
    users = [_add_user(wiring, user) for user in sample["user"]]
    yield from tell(wiring, sample, folder, [person for person, _ in users])
    yield "Voorbeeldaccounts (de wachtwoorden staan nergens anders, bewaar ze nu):"
    yield from (line for _, line in users)


def _add_organisations(wiring: Wiring, organisations: list[dict[str, Any]]) -> None:
    with wiring.writing(SYSTEM, Act.ADD_ORGANISATION, "organisaties van het voorbeeld") as session:
        for fields in organisations:
            kind = OrganisationKind(fields["kind"])
            session.add(Organisation(slug=fields["slug"], name=fields["name"], kind=kind))


def _add_user(wiring: Wiring, user: dict[str, Any]) -> tuple[Person, str]:
    """The person, and the line that tells the account with its random password."""
    password = secrets.token_urlsafe(12)
    grants = [
        NewGrant(Role[role["role"].upper()], role.get("organisation"), role.get("framework"))
        for role in user["roles"]
    ]
    number = create_user(wiring, SYSTEM, user["email"], user["name"], password, grants)
    person = accounts.person(wiring, number)
    if person is None:
        raise LookupError(f"account {number} was made and is not there")
    roles = ", ".join(sorted({grant.role.value for grant in grants}))
    return person, f"  {roles:12} {user['email']:34} {password}"
