"""One's own account, and where one is signed in."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from kader.domain.rights import Action
from kader.services import accounts, sessions
from kader.services.passwords import MINIMUM_LENGTH
from kader.web.account.blueprint import blueprint
from kader.web.shared.access import needs, person, session_id, wiring

Errors = dict[str, str]


@blueprint.get("/account")
@needs(Action.USE_ACCOUNT)
def own() -> ResponseReturnValue:
    return show_own({})


@blueprint.get("/account/ingelogd")
@needs(Action.USE_ACCOUNT)
def where_signed_in() -> ResponseReturnValue:
    lines = sessions.lines(wiring(), person(), session_id())
    return render_template("account/sessions.html", lines=lines)


@blueprint.post("/account/ingelogd/uitloggen")
@needs(Action.USE_ACCOUNT)
def end_session() -> ResponseReturnValue:
    """The session whose number was sent, and without one all others."""
    number = request.form.get("apparaat", type=int)
    if number is None:
        sessions.end_others(wiring(), person(), session_id())
        flash("Overal elders bent u nu uitgelogd.", "ok")
    else:
        sessions.end(wiring(), person(), number)
        flash("U bent daar uitgelogd.", "ok")
    return redirect(url_for("account.where_signed_in"), 303)


def show_own(errors: Errors) -> ResponseReturnValue:
    html = render_template(
        "account/own.html",
        account=accounts.own_account(wiring(), person()),
        errors=errors,
        minimum=MINIMUM_LENGTH,
    )
    return html, 422 if errors else 200
