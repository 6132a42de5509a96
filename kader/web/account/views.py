"""Sign in and out."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import login_user, logout_user

from kader.domain.rights import Action
from kader.services import accounts
from kader.web.shared.access import SignedIn, needs, public, wiring

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
    person = accounts.sign_in(wiring(), email, request.form.get("password", ""))
    if person is None:
        error = (
            "Dit e-mailadres en dit wachtwoord horen niet bij elkaar. Controleer ze en probeer het opnieuw."
        )
        return render_template("account/sign_in.html", email=email, target=target, error=error), 422
    login_user(SignedIn(person))
    return redirect(target or url_for("reading.home"))


@blueprint.post("/uitloggen")
@needs(Action.USE_ACCOUNT)
def sign_out() -> ResponseReturnValue:
    logout_user()
    flash("U bent uitgelogd.")
    return redirect(url_for("reading.home"))


def _safe(target: str | None) -> str:
    """Only an address within this service, so that nobody is sent elsewhere after signing in."""
    if not target or not target.startswith("/") or target.startswith(("//", "/\\")):
        return ""
    return target if target.isprintable() and "\\" not in target else ""
