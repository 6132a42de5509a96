"""Follow one's own response after it was sent in, and say what one thinks of the answers."""

from flask import redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from kader.domain.errors import InvalidInput
from kader.domain.rights import Action
from kader.services import following
from kader.web.responding.blueprint import blueprint
from kader.web.responding.typed import typed
from kader.web.shared.access import needs, person, wiring

_PATH = "/reacties/<int:response_id>/volgen"


@blueprint.get(_PATH)
@needs(Action.FOLLOW)
def follow(response_id: int) -> ResponseReturnValue:
    page = following.follow(wiring(), person(), response_id)
    return render_template("responding/follow.html", page=page, head=page.head, errors={}, typed={})


@blueprint.post(f"{_PATH}/<key>")
@needs(Action.GIVE_OPINION)
def give_opinion(response_id: int, key: str) -> ResponseReturnValue:
    chosen, reason = typed("eens"), typed("waarom")
    try:
        at = following.give_opinion(wiring(), person(), key, chosen, reason)
    except InvalidInput as error:
        page = following.follow(wiring(), person(), response_id)
        shown = render_template(
            "responding/follow.html",
            page=page,
            head=page.head,
            errors={key: str(error)},
            typed={key: (chosen, reason)},
        )
        return shown, 422
    return redirect(url_for("responding.follow", response_id=at, _anchor=key), 303)
