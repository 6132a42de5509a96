"""What is kept of a person: why, to take along, and to have removed."""

from flask import flash, redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue
from flask_login import logout_user

from kader.domain.errors import NotAllowed, TooManyAttempts
from kader.domain.rights import Action
from kader.services import accounts, privacy
from kader.services.exporting import File
from kader.services.second_factor import WrongPassword
from kader.web.account.blueprint import blueprint
from kader.web.shared.access import needs, person, public, session_id, wiring
from kader.web.shared.downloads import download


@blueprint.get("/privacy")
@public
def privacy_page() -> ResponseReturnValue:
    return render_template("account/privacy.html", mail=bool(wiring().settings.mail.host))


@blueprint.get("/account/gegevens")
@needs(Action.USE_ACCOUNT)
def data() -> ResponseReturnValue:
    return _show({})


@blueprint.get("/account/gegevens/download")
@needs(Action.USE_ACCOUNT)
def take_along() -> ResponseReturnValue:
    content = privacy.take_along(wiring(), person())
    return download(File("mijn-gegevens-kader.json", "application/json", content), public=False)


@blueprint.post("/account/verwijderen")
@needs(Action.USE_ACCOUNT)
def leave() -> ResponseReturnValue:
    if not request.form.get("zeker"):
        return _show({"zeker": "Zet een vinkje als u het zeker weet."})
    try:
        privacy.leave(wiring(), person(), session_id(), request.form.get("huidig", ""))
    except (WrongPassword, TooManyAttempts) as error:
        return _show({"huidig": str(error)})
    except NotAllowed as error:
        return _show({"zeker": str(error)})
    logout_user()
    session.clear()
    flash("Uw account is verwijderd.", "ok")
    return redirect(url_for("reading.home"), 303)


def _show(errors: dict[str, str]) -> ResponseReturnValue:
    own = accounts.own_account(wiring(), person())
    return render_template("account/data.html", account=own, errors=errors), 422 if errors else 200
