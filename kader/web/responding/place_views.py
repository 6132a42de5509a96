"""Put a comment at another place in the version."""

import re

from flask import render_template, request
from flask.typing import ResponseReturnValue

from kader.domain.errors import InvalidInput
from kader.domain.rights import Action
from kader.services import correcting, reviewing
from kader.web.responding.blueprint import blueprint
from kader.web.responding.landing import land
from kader.web.shared.access import needs, person, wiring

_PATH = "/reacties/<int:response_id>/opmerkingen/<int:comment_id>/vindplaats"
_SPAN = re.compile(r"([0-9]{1,9})-([0-9]{1,9})")


@blueprint.get(_PATH)
@needs(Action.RESPOND)
def place(response_id: int, comment_id: int) -> ResponseReturnValue:
    return _form(response_id, comment_id, request.args.get("pagina"), "", {})


@blueprint.post(_PATH)
@needs(Action.RESPOND)
def place_submit(response_id: int, comment_id: int) -> ResponseReturnValue:
    label = request.form.get("pagina") or None
    words = request.form.get("woorden", "").strip()
    try:
        _choose(response_id, comment_id, label, words, request.form.get("plaats", ""))
    except InvalidInput as error:
        field = "woorden" if words else "plaats"
        return _form(response_id, comment_id, label, words, {field: str(error)}), 422
    return land(response_id, f"o{comment_id}", "plaats")


@blueprint.post(f"{_PATH}/opnieuw")
@needs(Action.RESPOND)
def find_again(response_id: int, comment_id: int) -> ResponseReturnValue:
    correcting.find_place_again(wiring(), person(), response_id, comment_id)
    return land(response_id, f"o{comment_id}", "plaats")


def _choose(response_id: int, comment_id: int, label: str | None, words: str, chosen: str) -> None:
    """Pasted words count above a choice from the list."""
    acting = (wiring(), person(), response_id, comment_id)
    span = _SPAN.fullmatch(chosen)
    if words:
        correcting.choose_words(*acting, words, label)
    elif span:
        correcting.choose_passage(*acting, int(span[1]), int(span[2]))
    elif chosen in ("pagina", "geen"):
        correcting.choose_page(*acting, label if chosen == "pagina" else None)
    else:
        raise InvalidInput("Kies een zin, een alinea of de hele pagina, of plak woorden uit de tekst.")


def _form(response_id: int, comment_id: int, label: str | None, words: str, errors: dict[str, str]) -> str:
    page = reviewing.place_page(wiring(), person(), response_id, comment_id, label)
    return render_template("responding/place.html", page=page, head=page.head, words=words, errors=errors)
