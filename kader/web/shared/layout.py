"""What every page shares: the base template, its components, and the menu.

`blueprint` brings the templates (`base.html`, `macros/ui.html`); templates get `menu(person)`,
`path_to(endpoint, ...)`, `asset(file)` and `outcome_signs`.
"""

from dataclasses import dataclass
from typing import Any

from flask import Blueprint, current_app, request, url_for

from kader.domain.rights import Action, Person, may_somewhere
from kader.web.shared.terms import OUTCOME_SIGNS

blueprint = Blueprint("layout", __name__, template_folder="templates")

# Text, the page it leads to, and what one must be allowed to do there; None for everybody.
_MENU: tuple[tuple[str, str, Action | None], ...] = (
    ("Kaders", "reading.frameworks", None),
    ("Reageren", "responding.index", None),
    ("Verwerken", "editing.index", Action.READ_SENT),
    ("Aansluiting", "inspecting.index", Action.INSPECT),
    ("Beheer", "admin.index", Action.ADMINISTER),
)


@dataclass(frozen=True, slots=True)
class MenuItem:
    text: str
    path: str
    current: bool


@blueprint.app_context_processor
def _in_every_template() -> dict[str, Any]:
    return {"menu": menu, "path_to": path_to, "asset": asset, "outcome_signs": OUTCOME_SIGNS}


def menu(person: Person) -> tuple[MenuItem, ...]:
    """The pages this person has work on, in the order of the menu."""
    allowed = [
        (text, endpoint)
        for text, endpoint, action in _MENU
        if action is None or may_somewhere(person, action)
    ]
    paths = [(text, endpoint, path_to(endpoint)) for text, endpoint in allowed]
    return tuple(MenuItem(text, path, _is_current(endpoint)) for text, endpoint, path in paths if path)


def _is_current(endpoint: str) -> bool:
    here = request.endpoint or ""
    elsewhere = here in ("reading.home", "reading.search")
    return not elsewhere and here.partition(".")[0] == endpoint.partition(".")[0]


def path_to(endpoint: str, **values: Any) -> str | None:
    """The path of a page, None when this app does not have it."""
    return url_for(endpoint, **values) if endpoint in current_app.view_functions else None


def asset(file: str) -> str:
    """The path of one of our own or the collected files, from its path under `assets/`."""
    return url_for("static", filename=file)
