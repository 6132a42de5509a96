"""Correct one general point."""

from flask import render_template
from flask.typing import ResponseReturnValue

from kader.domain.errors import InvalidInput
from kader.domain.rights import Action
from kader.services import correcting, reviewing
from kader.web.responding.blueprint import blueprint
from kader.web.responding.landing import land
from kader.web.responding.typed import typed
from kader.web.shared.access import needs, person, wiring

_PATH = "/reacties/<int:response_id>/punten/<int:point_id>"


@blueprint.get(_PATH)
@needs(Action.RESPOND)
def point(response_id: int, point_id: int) -> ResponseReturnValue:
    page = reviewing.point_page(wiring(), person(), response_id, point_id)
    return _form(page, page.point.title, page.point.text, "")


@blueprint.post(_PATH)
@needs(Action.RESPOND)
def point_submit(response_id: int, point_id: int) -> ResponseReturnValue:
    title, text, stamp = typed("titel"), typed("tekst"), typed("stempel")
    try:
        correcting.amend_point(wiring(), person(), response_id, point_id, title, text, stamp)
    except InvalidInput as error:
        page = reviewing.point_page(wiring(), person(), response_id, point_id)
        return _form(page, title, text, str(error)), 422
    return land(response_id, f"p{point_id}", "opgeslagen")


@blueprint.post(f"{_PATH}/samenvoegen")
@needs(Action.RESPOND)
def join_point(response_id: int, point_id: int) -> ResponseReturnValue:
    correcting.join_point(wiring(), person(), response_id, point_id)
    return land(response_id, "punten", "samengevoegd")


@blueprint.post(f"{_PATH}/omhoog")
@needs(Action.RESPOND)
def move_point_up(response_id: int, point_id: int) -> ResponseReturnValue:
    correcting.move_point(wiring(), person(), response_id, point_id, -1)
    return land(response_id, f"p{point_id}", "verplaatst")


@blueprint.post(f"{_PATH}/omlaag")
@needs(Action.RESPOND)
def move_point_down(response_id: int, point_id: int) -> ResponseReturnValue:
    correcting.move_point(wiring(), person(), response_id, point_id, 1)
    return land(response_id, f"p{point_id}", "verplaatst")


@blueprint.post(f"{_PATH}/nagekeken")
@needs(Action.RESPOND)
def confirm_point(response_id: int, point_id: int) -> ResponseReturnValue:
    correcting.look_at_point(wiring(), person(), response_id, point_id)
    return land(response_id, f"p{point_id}", "nagekeken")


@blueprint.post(f"{_PATH}/opmerking")
@needs(Action.RESPOND)
def to_comment(response_id: int, point_id: int) -> ResponseReturnValue:
    correcting.point_to_comment(wiring(), person(), response_id, point_id)
    return land(response_id, "punten", "opmerking")


@blueprint.post(f"{_PATH}/brieftekst")
@needs(Action.RESPOND)
def point_to_letter(response_id: int, point_id: int) -> ResponseReturnValue:
    correcting.point_to_letter(wiring(), person(), response_id, point_id)
    return land(response_id, "punten", "brief")


@blueprint.post(f"{_PATH}/weglaten")
@needs(Action.RESPOND)
def leave_out_point(response_id: int, point_id: int) -> ResponseReturnValue:
    correcting.leave_out_point(wiring(), person(), response_id, point_id)
    return land(response_id, "punten", "weggelaten")


@blueprint.post(f"{_PATH}/verwijderen")
@needs(Action.RESPOND)
def release_point(response_id: int, point_id: int) -> ResponseReturnValue:
    correcting.release_point(wiring(), person(), response_id, point_id)
    return land(response_id, "punten", "weg")


def _form(page: reviewing.PointPage, title: str, text: str, error: str) -> str:
    return render_template(
        "responding/point.html", page=page, head=page.head, title=title, text=text, error=error
    )
