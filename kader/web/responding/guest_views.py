"""Come in by an invitation link: give a name, and write along."""

from flask import redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from kader.domain.errors import InvalidInput
from kader.services import inviting
from kader.web.responding.blueprint import blueprint
from kader.web.responding.typed import typed
from kader.web.shared import guests
from kader.web.shared.access import person, public, wiring


@blueprint.get("/meeschrijven/<token>")
@public
def invitation(token: str) -> ResponseReturnValue:
    opened = inviting.opened(wiring(), token)
    return render_template("responding/invitation.html", opened=opened, token=token, name="", error="")


@blueprint.post("/meeschrijven/<token>")
@public
def invitation_submit(token: str) -> ResponseReturnValue:
    opened = inviting.opened(wiring(), token)
    try:
        name = inviting.name_of_guest(typed("naam"))
    except InvalidInput as error:
        page = render_template(
            "responding/invitation.html", opened=opened, token=token, name=typed("naam"), error=str(error)
        )
        return page, 422
    if person().id is None:
        guests.remember(token, name)
    return redirect(url_for("responding.room", response_id=opened.response_id), 303)


@blueprint.post("/meeschrijven/stoppen")
@public
def leave() -> ResponseReturnValue:
    guests.forget()
    return redirect(url_for("reading.home"), 303)
