"""Sign in and out, and see one's own account."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import login_user, logout_user

from kader.domain.errors import InvalidInput
from kader.domain.rights import Action
from kader.services import accounts
from kader.web.shared.access import SignedIn, needs, person, public, wiring

blueprint = Blueprint("account", __name__, template_folder="templates")


@blueprint.get("/inloggen")
@public
def sign_in() -> ResponseReturnValue:
    return render_template(
        "account/sign_in.html", email="", target=_safe(request.args.get("next")), error=None
    )


@blueprint.post("/inloggen")
@public
def sign_in_submit() -> ResponseReturnValue:
    email = request.form.get("email", "")
    target = _safe(request.form.get("next"))
    found = accounts.sign_in(wiring(), email, request.form.get("password", ""))
    if found is None:
        error = (
            "Dit e-mailadres en dit wachtwoord horen niet bij elkaar. Controleer ze en probeer het opnieuw."
        )
        return render_template("account/sign_in.html", email=email, target=target, error=error), 422
    login_user(SignedIn(found))
    return redirect(target or url_for("reading.home"), 303)


@blueprint.get("/account")
@needs(Action.USE_ACCOUNT)
def own() -> ResponseReturnValue:
    return _show_own({})


@blueprint.post("/account/wachtwoord")
@needs(Action.USE_ACCOUNT)
def change_password() -> ResponseReturnValue:
    present, new = request.form.get("huidig", ""), request.form.get("nieuw", "")
    if new != request.form.get("herhaald", ""):
        return _show_own({"herhaald": "De twee nieuwe wachtwoorden zijn niet gelijk."})
    try:
        accounts.change_password(wiring(), person(), present, new)
    except accounts.WrongPassword as error:
        return _show_own({"huidig": str(error)})
    except InvalidInput as error:
        return _show_own({"nieuw": str(error)})
    flash("Uw wachtwoord is veranderd.", "ok")
    return redirect(url_for("account.own"), 303)


@blueprint.post("/uitloggen")
@needs(Action.USE_ACCOUNT)
def sign_out() -> ResponseReturnValue:
    logout_user()
    flash("U bent uitgelogd.")
    return redirect(url_for("reading.home"), 303)


def _show_own(errors: dict[str, str]) -> ResponseReturnValue:
    html = render_template(
        "account/own.html",
        account=accounts.own_account(wiring(), person()),
        errors=errors,
        minimum=accounts.MINIMUM_PASSWORD_LENGTH,
    )
    return html, 422 if errors else 200


def _safe(target: str | None) -> str:
    """Only an address within this service, so that nobody is sent elsewhere after signing in."""
    if not target or not target.startswith("/") or target.startswith(("//", "/\\")):
        return ""
    return target if target.isprintable() and "\\" not in target else ""
