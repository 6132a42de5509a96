"""Sign in, in one step or two, and out."""

from flask import flash, redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue
from flask_login import logout_user

from kader.domain.errors import KaderError, TooManyAttempts
from kader.domain.rights import Action
from kader.services import sessions, signing_in
from kader.services.signing_in import TooLate, WrongCredentials
from kader.web.account.blueprint import blueprint, browser, enter, half_token, safe, start_again, wanted
from kader.web.shared.access import needs, person, public, session_id, wiring
from kader.web.shared.errors import headers_of, status_of


@blueprint.get("/inloggen")
@public
def sign_in() -> ResponseReturnValue:
    return _show("", safe(request.args.get("next")))


@blueprint.post("/inloggen")
@public
def sign_in_submit() -> ResponseReturnValue:
    email, target = request.form.get("email", ""), safe(request.form.get("next"))
    try:
        found = signing_in.sign_in(wiring(), email, request.form.get("password", ""), browser())
    except (WrongCredentials, TooManyAttempts) as error:
        return _show(email, target, error)
    return enter(found, target)


@blueprint.get("/inloggen/code")
@public
def code() -> ResponseReturnValue:
    if not signing_in.waits_for_code(wiring(), half_token()):
        return redirect(url_for("account.sign_in" if person().id is None else "reading.home"))
    return render_template("account/code.html", error=None)


@blueprint.post("/inloggen/code")
@public
def give_code() -> ResponseReturnValue:
    target = wanted()
    try:
        found = signing_in.take_second_step(wiring(), half_token(), request.form.get("code", ""), browser())
    except TooLate as error:
        return start_again(str(error))
    except (WrongCredentials, TooManyAttempts) as error:
        return render_template("account/code.html", error=str(error)), status_of(error), headers_of(error)
    return enter(found, target)


@blueprint.post("/uitloggen")
@needs(Action.USE_ACCOUNT)
def sign_out() -> ResponseReturnValue:
    sessions.sign_out(wiring(), person(), session_id())
    logout_user()
    session.clear()
    flash("U bent uitgelogd.")
    return redirect(url_for("reading.home"), 303)


def _show(email: str, target: str, error: KaderError | None = None) -> ResponseReturnValue:
    sign_on = wiring().settings.accounts.sign_on
    html = render_template(
        "account/sign_in.html",
        email=email,
        target=target,
        error=str(error) if error else None,
        organisation=sign_on.name if sign_on else "",
    )
    return (html, status_of(error), headers_of(error)) if error else html
