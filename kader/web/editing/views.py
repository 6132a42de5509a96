"""Verwerken: the editors' side. Each part has a module of its own and adds its routes to one blueprint."""

from flask import render_template
from flask.typing import ResponseReturnValue

from kader.domain.rights import Action
from kader.services import rounds
from kader.web.editing import (
    accounting_views,
    answering_views,
    blanking_views,
    importing_views,
    publishing_views,
    round_views,
)
from kader.web.editing.blueprint import blueprint
from kader.web.shared.access import needs, person, wiring

__all__ = [
    "accounting_views",
    "answering_views",
    "blanking_views",
    "blueprint",
    "importing_views",
    "publishing_views",
    "round_views",
]


@blueprint.get("/verwerken")
@needs(Action.READ_SENT)
def index() -> ResponseReturnValue:
    return render_template("editing/index.html", frameworks=rounds.my_work(wiring(), person()))
