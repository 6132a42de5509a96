"""Leave names out of a submitted response before it is published."""

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from kader.domain.errors import InvalidInput
from kader.domain.rights import Action
from kader.services import blanking
from kader.web.editing.blueprint import blueprint
from kader.web.shared.access import needs, person, wiring

_PATH = "/verwerken/reacties/<int:response_id>/namen"


@blueprint.get(_PATH)
@needs(Action.READ_SENT)
def names(response_id: int) -> ResponseReturnValue:
    return _page(response_id, "", "")


@blueprint.post(_PATH)
@needs(Action.BLANK_NAMES)
def blank_name(response_id: int) -> ResponseReturnValue:
    words = request.form.get("woorden", "").replace("\0", "")
    try:
        blanking.blank(wiring(), person(), response_id, words)
    except InvalidInput as error:
        return _page(response_id, words, str(error)), 422
    return redirect(url_for("editing.names", response_id=response_id), 303)


@blueprint.post(f"{_PATH}/<int:blanking_id>/tonen")
@needs(Action.BLANK_NAMES)
def show_name(response_id: int, blanking_id: int) -> ResponseReturnValue:
    blanking.show_again(wiring(), person(), response_id, blanking_id)
    return redirect(url_for("editing.names", response_id=response_id), 303)


def _page(response_id: int, words: str, error: str) -> str:
    page = blanking.blanking_page(wiring(), person(), response_id)
    return render_template("editing/names.html", page=page, head=page.head, words=words, error=error)
