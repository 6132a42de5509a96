"""The editors' pages share one blueprint, and the words their templates use."""

from typing import Any

from flask import Blueprint

from kader.domain.vocabulary import Outcome
from kader.web.shared.terms import CARRIED, CHANGE_KINDS, HOW_FOUND, OUTCOME_SIGNS

blueprint = Blueprint("editing", __name__, template_folder="templates")


@blueprint.context_processor
def _words() -> dict[str, Any]:
    return {
        "how_found": HOW_FOUND,
        "carried_words": CARRIED,
        "change_kinds": CHANGE_KINDS,
        "outcome_signs": OUTCOME_SIGNS,
        "outcomes": tuple(Outcome),
    }
