"""Give an unplaced piece, or a piece of the letter, another place."""

from flask import request
from flask.typing import ResponseReturnValue

from kader.domain.errors import NotFound
from kader.domain.review import Among
from kader.domain.rights import Action
from kader.services import correcting
from kader.services.correcting import FieldError
from kader.web.responding.blueprint import blueprint
from kader.web.responding.landing import land
from kader.web.responding.screen import review_screen
from kader.web.shared.access import needs, person, wiring

_AMONG = {"los": Among.UNPLACED, "brief": Among.LETTER}

_LISTS = {"los": "zonder-plaats", "brief": "brieftekst"}


@blueprint.post("/reacties/<int:response_id>/stukken/<any(los, brief):among>/<int:piece_id>")
@needs(Action.RESPOND)
def settle(response_id: int, among: str, piece_id: int) -> ResponseReturnValue:
    try:
        at, done = _settle(response_id, among, piece_id, request.form.get("wordt", ""))
    except FieldError as error:
        return _again(response_id, f"{'z' if among == 'los' else 'b'}{piece_id}", str(error)), 422
    return land(response_id, at, done)


def _settle(response_id: int, among: str, piece_id: int, becomes: str) -> tuple[str, str]:
    """Do what the button said; gives where to land and what to say there."""
    acting = (wiring(), person(), response_id)
    if becomes == "opmerking":
        pages = request.form.get("pages", "")
        correcting.piece_to_comment(*acting, _AMONG[among], piece_id, pages)
        return _LISTS[among], "opmerking"
    if becomes == "punt":
        correcting.piece_to_point(*acting, _AMONG[among], piece_id)
        return _LISTS[among], "wordt-punt"
    if among == "los" and becomes == "brief":
        correcting.piece_to_letter(*acting, piece_id)
        return "zonder-plaats", "brief"
    if among == "brief" and becomes == "weggelaten":
        correcting.leave_out_letter(*acting, piece_id)
        return "brieftekst", "weggelaten"
    if among == "los" and becomes in ("weggelaten", "terug"):
        correcting.leave_out(*acting, piece_id, becomes == "weggelaten")
        return "zonder-plaats", becomes
    raise NotFound("Kies wat dit stuk moet worden.")


def _again(response_id: int, anchor: str, error: str) -> str:
    """The page again, with the error at the piece and what was typed kept."""
    wrong = {"anchor": anchor, "error": error, "pages": request.form.get("pages", "")}
    return review_screen(response_id, wrong=wrong)
