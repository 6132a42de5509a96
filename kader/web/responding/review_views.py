"""The page "Inlezen": the original beside what was understood of it."""

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from kader.domain.rights import Action
from kader.domain.vocabulary import ResponseStatus
from kader.services import correcting, reviewing
from kader.services.receiving import discard
from kader.web.responding.blueprint import blueprint
from kader.web.responding.landing import DONE, land
from kader.web.responding.typed import typed
from kader.web.shared.access import needs, person, wiring


@blueprint.get("/reacties/<int:response_id>/inlezen")
@needs(Action.RESPOND)
def review(response_id: int) -> ResponseReturnValue:
    page = reviewing.review_page(wiring(), person(), response_id)
    if page.head.status is ResponseStatus.SUBMITTED:
        return redirect(url_for("responding.response", response_id=response_id))
    done = {request.args.get("bij", ""): DONE.get(request.args.get("gedaan", ""), "")}
    return render_template("responding/review.html", page=page, head=page.head, done=done, wrong=None)


@blueprint.get("/reacties/<int:response_id>/gegevens")
@needs(Action.RESPOND)
def head(response_id: int) -> ResponseReturnValue:
    return render_template("responding/head.html", head=reviewing.head(wiring(), person(), response_id))


@blueprint.post("/reacties/<int:response_id>/gegevens")
@needs(Action.RESPOND)
def head_submit(response_id: int) -> ResponseReturnValue:
    correcting.amend_head(wiring(), person(), response_id, typed("titel"), typed("datum"))
    return land(response_id, "gegevens", "gegevens")


@blueprint.get("/reacties/<int:response_id>/verwijderen")
@needs(Action.RESPOND)
def remove(response_id: int) -> ResponseReturnValue:
    page = reviewing.review_page(wiring(), person(), response_id)
    return render_template("responding/remove.html", page=page, head=page.head)


@blueprint.post("/reacties/<int:response_id>/verwijderen")
@needs(Action.RESPOND)
def remove_submit(response_id: int) -> ResponseReturnValue:
    round_id = discard(wiring(), person(), response_id)
    return redirect(url_for("responding.round_page", round_id=round_id, weg=1), 303)
