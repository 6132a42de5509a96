"""The editors' pages share one blueprint, and the words their templates use."""

from datetime import date
from typing import Any

from babel.dates import format_date
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


@blueprint.app_template_filter("letter_date")
def _letter_date(value: str) -> str:
    """The date of a letter as it was read, `2024-12-03` or `2024-12`, in words; anything else as it is."""
    try:
        if len(value) == len("2024-12"):
            return str(format_date(date.fromisoformat(f"{value}-01"), "MMMM y", locale="nl"))
        return str(format_date(date.fromisoformat(value), "d MMMM y", locale="nl"))
    except ValueError:
        return value
