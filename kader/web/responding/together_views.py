"""Correct several comments in one step."""

from flask import request
from flask.typing import ResponseReturnValue

from kader.domain.errors import InvalidInput
from kader.domain.rights import Action
from kader.services import correcting
from kader.web.responding.blueprint import blueprint
from kader.web.responding.landing import land
from kader.web.responding.screen import review_screen
from kader.web.responding.typed import typed
from kader.web.shared.access import needs, person, wiring

_MOST_DIGITS = 9


@blueprint.post("/reacties/<int:response_id>/opmerkingen/samen")
@needs(Action.RESPOND)
def together(response_id: int) -> ResponseReturnValue:
    keys = request.form.getlist("kies")
    chosen = [int(key) for key in keys if key.isdecimal() and len(key) <= _MOST_DIGITS]
    try:
        done = _together(response_id, chosen)
    except InvalidInput as error:
        wrong = {"anchor": "samen", "error": str(error), "pages": typed("pages"), "chosen": chosen}
        return review_screen(response_id, wrong=wrong), 422
    return land(response_id, f"o{chosen[0]}", done)


def _together(response_id: int, chosen: list[int]) -> str:
    """Do what the button said; gives what to say of it."""
    if request.form.get("doe") == "nagekeken":
        correcting.look_at_comments(wiring(), person(), response_id, chosen)
        return "samen-nagekeken"
    correcting.repage_comments(wiring(), person(), response_id, chosen, typed("pages"))
    return "samen-pagina"
