"""Set up the second step, and switch it off."""

import segno
from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from markupsafe import Markup

from kader.domain.errors import TooManyAttempts
from kader.domain.rights import Action
from kader.services import second_factor
from kader.services.second_factor import WrongCode, WrongPassword
from kader.web.account.blueprint import blueprint, browser, secret_page, take
from kader.web.shared.access import needs, person, session_id, wiring


@blueprint.get("/account/tweede-stap")
@needs(Action.USE_ACCOUNT)
def second_step() -> ResponseReturnValue:
    return _show_state("", "")


@blueprint.get("/account/tweede-stap/instellen")
@needs(Action.USE_ACCOUNT)
def set_up() -> ResponseReturnValue:
    return _show_set_up({})


@blueprint.post("/account/tweede-stap/instellen")
@needs(Action.USE_ACCOUNT)
def confirm_set_up() -> ResponseReturnValue:
    password, code = request.form.get("huidig", ""), request.form.get("code", "")
    try:
        done = second_factor.confirm(wiring(), person(), session_id(), browser().agent, password, code)
    except (WrongPassword, TooManyAttempts) as error:
        return _show_set_up({"huidig": str(error)})
    except WrongCode as error:
        return _show_set_up({"code": str(error)})
    take(done.token)
    return _show_codes(done.codes)


@blueprint.post("/account/tweede-stap/herstelcodes")
@needs(Action.USE_ACCOUNT)
def renew_codes() -> ResponseReturnValue:
    try:
        password = request.form.get("huidig-codes", "")
        return _show_codes(second_factor.renew_codes(wiring(), person(), session_id(), password))
    except (WrongPassword, TooManyAttempts) as error:
        return _show_state("huidig-codes", str(error))


@blueprint.post("/account/tweede-stap/uitzetten")
@needs(Action.USE_ACCOUNT)
def switch_off() -> ResponseReturnValue:
    try:
        second_factor.switch_off(wiring(), person(), session_id(), request.form.get("huidig-uit", ""))
    except (WrongPassword, TooManyAttempts) as error:
        return _show_state("huidig-uit", str(error))
    flash("De tweede stap is uit.", "ok")
    return redirect(url_for("account.second_step"), 303)


def _show_state(field: str, error: str) -> ResponseReturnValue:
    state = second_factor.state(wiring(), person())
    html = render_template("account/second_step.html", state=state, errors={field: error} if error else {})
    return html, 422 if error else 200


def _show_set_up(errors: dict[str, str]) -> ResponseReturnValue:
    html = render_template(
        "account/set_up.html",
        setup=(setup := second_factor.set_up(wiring(), person())),
        picture=_picture(setup.uri),
        state=second_factor.state(wiring(), person()),
        errors=errors,
    )
    return secret_page(html), 422 if errors else 200


def _show_codes(codes: tuple[str, ...]) -> ResponseReturnValue:
    """Shown in the answer itself, not after a redirect: they are kept nowhere."""
    return secret_page(render_template("account/recovery_codes.html", codes=codes))


def _picture(uri: str) -> Markup:
    """The QR code as an svg element: no address of its own, so no cache or log gets to see the secret."""
    svg = segno.make(uri, error="m").svg_inline(omitsize=True, border=4, dark="#000", light="#fff")
    return Markup(svg)  # noqa: S704 - made by segno from figures alone
