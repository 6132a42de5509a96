"""Choose a password: one's own again, or by a link in a mail."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from kader.domain.errors import InvalidInput, TooManyAttempts
from kader.domain.rights import Action
from kader.services import choosing_password
from kader.services.choosing_password import DeadLink, ForWhom
from kader.services.passwords import MINIMUM_LENGTH
from kader.services.second_factor import WrongPassword
from kader.web.account.blueprint import blueprint, browser, remember_browser, secret_page, take
from kader.web.account.own_views import show_own
from kader.web.shared.access import needs, person, public, session_id, wiring
from kader.web.shared.errors import headers_of

_UNEQUAL = "De twee nieuwe wachtwoorden zijn niet gelijk."


@blueprint.post("/account/wachtwoord")
@needs(Action.USE_ACCOUNT)
def change_password() -> ResponseReturnValue:
    present, new = request.form.get("huidig", ""), request.form.get("nieuw", "")
    if new != request.form.get("herhaald", ""):
        return show_own({"herhaald": _UNEQUAL})
    agent = browser().agent
    try:
        take(choosing_password.change(wiring(), person(), session_id(), agent, present, new))
    except (WrongPassword, TooManyAttempts) as error:
        return show_own({"huidig": str(error)})
    except InvalidInput as error:
        return show_own({"nieuw": str(error)})
    flash("Uw wachtwoord is veranderd. Op andere apparaten bent u nu uitgelogd.", "ok")
    return redirect(url_for("account.own"), 303)


@blueprint.get("/wachtwoord-vergeten")
@public
def forgotten() -> ResponseReturnValue:
    return render_template("account/forgotten.html", email="", error="")


@blueprint.post("/wachtwoord-vergeten")
@public
def ask_link() -> ResponseReturnValue:
    email = request.form.get("email", "")
    if "@" not in email:
        error = "Vul uw e-mailadres in, zoals naam@voorbeeld.nl."
        return render_template("account/forgotten.html", email=email, error=error), 422
    try:
        choosing_password.ask_link(wiring(), email)
    except TooManyAttempts as error:
        return (
            render_template("account/forgotten.html", email=email, error=str(error)),
            429,
            headers_of(error),
        )
    return redirect(url_for("account.link_asked"), 303)


@blueprint.get("/wachtwoord-vergeten/gevraagd")
@public
def link_asked() -> ResponseReturnValue:
    return render_template("account/link_asked.html", posted=not wiring().settings.mail.host)


@blueprint.get("/wachtwoord-kiezen/<token>")
@public
def choose_password(token: str) -> ResponseReturnValue:
    try:
        return _show_choose(token, choosing_password.of_link(wiring(), token), {})
    except DeadLink as error:
        return _show_dead(error)


@blueprint.post("/wachtwoord-kiezen/<token>")
@public
def choose_password_submit(token: str) -> ResponseReturnValue:
    new = request.form.get("nieuw", "")
    try:
        if new != request.form.get("herhaald", ""):
            return _show_choose(token, choosing_password.of_link(wiring(), token), {"herhaald": _UNEQUAL})
        mark = choosing_password.choose(wiring(), token, new)
    except DeadLink as error:
        return _show_dead(error)
    except InvalidInput as error:
        return _show_choose(token, choosing_password.of_link(wiring(), token), {"nieuw": str(error)})
    flash("Uw wachtwoord is gekozen. Log er nu mee in.", "ok")
    response = secret_page("")
    response.status_code, response.location = 303, url_for("account.sign_in")
    remember_browser(response, mark)
    return response


def _show_choose(token: str, whom: ForWhom, errors: dict[str, str]) -> ResponseReturnValue:
    html = render_template(
        "account/choose_password.html", token=token, whom=whom, errors=errors, minimum=MINIMUM_LENGTH
    )
    return secret_page(html), 422 if errors else 200


def _show_dead(error: DeadLink) -> ResponseReturnValue:
    return secret_page(render_template("account/dead_link.html", sentence=str(error))), 410
