"""The page "Inlezen": the original beside what was understood of it."""

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from kader.domain.errors import InvalidInput
from kader.domain.rights import Action
from kader.domain.vocabulary import ResponseStatus
from kader.services import correcting, reviewing, undoing
from kader.services.receiving import discard
from kader.web.responding.blueprint import blueprint
from kader.web.responding.landing import land
from kader.web.responding.screen import review_screen
from kader.web.responding.typed import typed
from kader.web.shared.access import needs, person, wiring


@blueprint.get("/reacties/<int:response_id>/inlezen")
@needs(Action.READ_OWN)
def review(response_id: int) -> ResponseReturnValue:
    page = reviewing.review_page(wiring(), person(), response_id)
    if page.head.status is ResponseStatus.SUBMITTED:
        return redirect(url_for("responding.response", response_id=response_id))
    return review_screen(response_id, page)


@blueprint.post("/reacties/<int:response_id>/ongedaan")
@needs(Action.RESPOND)
def undo(response_id: int) -> ResponseReturnValue:
    step = request.form.get("stap", "")
    try:
        undoing.undo(wiring(), person(), response_id, int(step) if step.isdecimal() and len(step) < 10 else 0)
    except InvalidInput as error:
        return review_screen(response_id, wrong={"anchor": "gegevens", "error": str(error)}), 422
    return land(response_id, request.form.get("waar") or "gegevens", "ongedaan")


@blueprint.get("/reacties/<int:response_id>/gegevens")
@needs(Action.READ_OWN)
def head(response_id: int) -> ResponseReturnValue:
    return render_template("responding/head.html", head=reviewing.head(wiring(), person(), response_id))


@blueprint.post("/reacties/<int:response_id>/gegevens")
@needs(Action.RESPOND)
def head_submit(response_id: int) -> ResponseReturnValue:
    correcting.amend_head(wiring(), person(), response_id, typed("titel"), typed("datum"))
    return land(response_id, "gegevens", "gegevens")


@blueprint.get("/reacties/<int:response_id>/verwijderen")
@needs(Action.READ_OWN)
def remove(response_id: int) -> ResponseReturnValue:
    page = reviewing.review_page(wiring(), person(), response_id)
    return render_template("responding/remove.html", page=page, head=page.head)


@blueprint.post("/reacties/<int:response_id>/verwijderen")
@needs(Action.DISCARD)
def remove_submit(response_id: int) -> ResponseReturnValue:
    round_id = discard(wiring(), person(), response_id)
    return redirect(url_for("responding.round_page", round_id=round_id, weg=1), 303)
