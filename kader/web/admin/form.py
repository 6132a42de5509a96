"""The fields with which an administrator gives a role: the role, and what it is given for."""

from dataclasses import dataclass

from werkzeug.datastructures import MultiDict

from kader.domain.errors import InvalidInput
from kader.domain.granting import require_scope
from kader.domain.vocabulary import GRANTED_ROLES
from kader.services.accounts import NewGrant


@dataclass(frozen=True, slots=True)
class RoleForm:
    """`where` is "organisatie:slug", "kader:slug" or ""."""

    role: str = ""
    where: str = ""

    @classmethod
    def sent(cls, values: MultiDict[str, str]) -> "RoleForm":
        return cls(values.get("rol", ""), values.get("waarvoor", ""))

    def grant(self) -> NewGrant:
        """Raises InvalidInput with what is wrong with the role or with what it is given for."""
        role = next((one for one in GRANTED_ROLES if one == self.role), None)
        if role is None:
            raise InvalidInput("Kies een rol.")
        kind, _, slug = self.where.partition(":")
        organisation = slug if kind == "organisatie" else ""
        framework = slug if kind == "kader" else ""
        require_scope(role, organisation=bool(organisation), framework=bool(framework))
        return NewGrant(role, organisation or None, framework or None)
