"""Correct one comment."""

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from kader.domain.errors import InvalidInput
from kader.domain.rights import Action
from kader.domain.vocabulary import CommentKind
from kader.services import correcting, reviewing
from kader.services.correcting import CommentForm, FieldError
from kader.services.reviewing import CommentCard
from kader.web.responding.blueprint import blueprint
from kader.web.responding.landing import land
from kader.web.responding.typed import typed, typed_list
from kader.web.shared.access import needs, person, wiring

_PATH = "/reacties/<int:response_id>/opmerkingen/<int:comment_id>"


@blueprint.get(_PATH)
@needs(Action.RESPOND)
def comment(response_id: int, comment_id: int) -> ResponseReturnValue:
    page = reviewing.comment_page(wiring(), person(), response_id, comment_id)
    return _form(page, _as_form(page.card), {})


@blueprint.post(_PATH)
@needs(Action.RESPOND)
def comment_submit(response_id: int, comment_id: int) -> ResponseReturnValue:
    filled = _filled()
    try:
        correcting.amend_comment(wiring(), person(), response_id, comment_id, filled)
    except FieldError as error:
        page = reviewing.comment_page(wiring(), person(), response_id, comment_id)
        return _form(page, filled, {error.field: str(error)}), 422
    if "volgende" in request.form:
        return _next(response_id, comment_id)
    return land(response_id, f"o{comment_id}", "opgeslagen")


@blueprint.get(f"{_PATH}/splitsen")
@needs(Action.RESPOND)
def split(response_id: int, comment_id: int) -> ResponseReturnValue:
    page = reviewing.comment_page(wiring(), person(), response_id, comment_id)
    return render_template("responding/split.html", page=page, head=page.head, error="")


@blueprint.post(f"{_PATH}/splitsen")
@needs(Action.RESPOND)
def split_submit(response_id: int, comment_id: int) -> ResponseReturnValue:
    key = request.form.get("waar", "")
    try:
        correcting.split_comment(wiring(), person(), response_id, comment_id, key)
    except InvalidInput as error:
        page = reviewing.comment_page(wiring(), person(), response_id, comment_id)
        return render_template("responding/split.html", page=page, head=page.head, error=str(error)), 422
    return land(response_id, f"o{comment_id}", "gesplitst")


@blueprint.post(f"{_PATH}/samenvoegen")
@needs(Action.RESPOND)
def join(response_id: int, comment_id: int) -> ResponseReturnValue:
    heir = correcting.join_comment(wiring(), person(), response_id, comment_id)
    return land(response_id, f"o{heir}", "samengevoegd")


@blueprint.post(f"{_PATH}/onderdeel")
@needs(Action.RESPOND)
def nest(response_id: int, comment_id: int) -> ResponseReturnValue:
    heir = correcting.nest_comment(wiring(), person(), response_id, comment_id)
    return land(response_id, f"o{heir}", "onderdeel")


@blueprint.post(f"{_PATH}/omhoog")
@needs(Action.RESPOND)
def move_up(response_id: int, comment_id: int) -> ResponseReturnValue:
    correcting.move_comment(wiring(), person(), response_id, comment_id, -1)
    return land(response_id, f"o{comment_id}", "verplaatst")


@blueprint.post(f"{_PATH}/omlaag")
@needs(Action.RESPOND)
def move_down(response_id: int, comment_id: int) -> ResponseReturnValue:
    correcting.move_comment(wiring(), person(), response_id, comment_id, 1)
    return land(response_id, f"o{comment_id}", "verplaatst")


@blueprint.post(f"{_PATH}/nagekeken")
@needs(Action.RESPOND)
def confirm(response_id: int, comment_id: int) -> ResponseReturnValue:
    correcting.look_at_comments(wiring(), person(), response_id, [comment_id])
    return land(response_id, f"o{comment_id}", "nagekeken")


@blueprint.post(f"{_PATH}/brieftekst")
@needs(Action.RESPOND)
def comment_to_letter(response_id: int, comment_id: int) -> ResponseReturnValue:
    near = _neighbour(response_id, comment_id)
    correcting.comment_to_letter(wiring(), person(), response_id, comment_id)
    return land(response_id, near, "brief")


@blueprint.post(f"{_PATH}/weglaten")
@needs(Action.RESPOND)
def leave_out(response_id: int, comment_id: int) -> ResponseReturnValue:
    near = _neighbour(response_id, comment_id)
    correcting.leave_out_comment(wiring(), person(), response_id, comment_id)
    return land(response_id, near, "weggelaten")


@blueprint.post(f"{_PATH}/punt")
@needs(Action.RESPOND)
def to_point(response_id: int, comment_id: int) -> ResponseReturnValue:
    near = _neighbour(response_id, comment_id)
    correcting.comment_to_point(wiring(), person(), response_id, comment_id)
    return land(response_id, near, "punt")


@blueprint.post(f"{_PATH}/verwijderen")
@needs(Action.RESPOND)
def release(response_id: int, comment_id: int) -> ResponseReturnValue:
    near = _neighbour(response_id, comment_id)
    correcting.release_comment(wiring(), person(), response_id, comment_id)
    return land(response_id, near, "weg")


def _neighbour(response_id: int, comment_id: int) -> str:
    """Where to land when the comment itself is gone."""
    page = reviewing.comment_page(wiring(), person(), response_id, comment_id)
    near = page.after or page.before
    return f"o{near}" if near else "opmerkingen"


def _next(response_id: int, comment_id: int) -> ResponseReturnValue:
    page = reviewing.comment_page(wiring(), person(), response_id, comment_id)
    if page.after is None:
        return land(response_id, f"o{comment_id}", "opgeslagen")
    return redirect(url_for("responding.comment", response_id=response_id, comment_id=page.after), 303)


def _form(page: reviewing.CommentPage, filled: CommentForm, errors: dict[str, str]) -> str:
    told = {"page": page, "head": page.head, "form": filled, "errors": errors, "kinds": list(CommentKind)}
    return render_template("responding/comment.html", **told)


def _as_form(card: CommentCard) -> CommentForm:
    comment = card.comment
    return CommentForm(
        label=comment.label or "",
        pages=", ".join(comment.pages),
        text=comment.text,
        sub=comment.sub,
        passage=comment.passage or "",
        proposal=comment.proposal or "",
        refers_to=", ".join(str(number) for _, number in card.refers_to),
        stated_place=comment.stated_place or "",
        kind=comment.kind or "",
    )


def _filled() -> CommentForm:
    return CommentForm(
        label=typed("nummer"),
        pages=typed("pages"),
        text=typed("text"),
        sub=typed_list("sub"),
        passage=typed("passage"),
        proposal=typed("proposal"),
        refers_to=typed("refers_to"),
        stated_place=typed("stated_place"),
        kind=typed("aard"),
        stamp=typed("stempel"),
    )
