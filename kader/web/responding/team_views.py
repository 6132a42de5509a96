"""Make one answer of what colleagues wrote: letter, questions, order, who may help, what is not sent."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from kader.domain.errors import InvalidInput
from kader.domain.rights import Action
from kader.services import coordinating, correcting, inviting, submitting, team
from kader.services.writing_room import RemarkCard
from kader.web.responding.blueprint import blueprint
from kader.web.responding.typed import typed
from kader.web.shared.access import needs, person, wiring

_PATH = "/reacties/<int:response_id>/samen"
_UNREADY = "bewerking"


@dataclass(frozen=True, slots=True)
class _Group:
    """Remarks on one page that follow each other in the answer; `page` is None for the whole."""

    page: str | None
    cards: tuple[RemarkCard, ...]


@blueprint.get(_PATH, endpoint="team")
@needs(Action.READ_OWN)
def team_page(response_id: int) -> ResponseReturnValue:
    return _page(response_id)


@blueprint.post(f"{_PATH}/brief")
@needs(Action.COORDINATE)
def write_letter(response_id: int) -> ResponseReturnValue:
    title, dated, text = typed("titel"), typed("datum"), typed("brief")
    try:
        coordinating.write_letter(wiring(), person(), response_id, title, dated, text)
    except InvalidInput as error:
        return _page(response_id, {"brief": str(error)}, {"titel": title, "datum": dated, "brief": text}), 422
    return _back(response_id, "brief-deel")


@blueprint.post(f"{_PATH}/punten")
@needs(Action.RESPOND)
def add_point(response_id: int) -> ResponseReturnValue:
    title, text = typed("punt-titel"), typed("punt")
    try:
        coordinating.add_point(wiring(), person(), response_id, title, text)
    except InvalidInput as error:
        return _page(response_id, {"punt": str(error)}, {"punt-titel": title, "punt": text}), 422
    return _back(response_id, "punten")


@blueprint.post(f"{_PATH}/vragen/<int:position>")
@needs(Action.RESPOND)
def answer_round_question(response_id: int, position: int) -> ResponseReturnValue:
    name = f"antwoord-{position}"
    try:
        coordinating.answer_question(wiring(), person(), response_id, position, typed(name))
    except InvalidInput as error:
        return _page(response_id, {name: str(error)}, {name: typed(name)}), 422
    return _back(response_id, "vragen")


@blueprint.post(f"{_PATH}/opmerkingen/<int:comment_id>/verplaatsen")
@needs(Action.COORDINATE)
def move(response_id: int, comment_id: int) -> ResponseReturnValue:
    by = -1 if request.form.get("waarheen") == "omhoog" else 1
    correcting.move_comment(wiring(), person(), response_id, comment_id, by)
    return _back(response_id, f"opm-{comment_id}")


@blueprint.post(f"{_PATH}/opmerkingen/<int:comment_id>/samenvoegen")
@needs(Action.COORDINATE)
def merge(response_id: int, comment_id: int) -> ResponseReturnValue:
    try:
        heir = correcting.join_comment(wiring(), person(), response_id, comment_id)
    except InvalidInput as error:
        return _page(response_id, {f"opm-{comment_id}": str(error)}), 422
    return _back(response_id, f"opm-{heir}")


@blueprint.post(f"{_PATH}/terug/<int:set_aside_id>")
@needs(Action.RESPOND)
def take_back(response_id: int, set_aside_id: int) -> ResponseReturnValue:
    comment_id = coordinating.take_back(wiring(), person(), response_id, set_aside_id)
    return _back(response_id, f"opm-{comment_id}")


@blueprint.post(f"{_PATH}/links")
@needs(Action.INVITE_CONTRIBUTOR)
def make_link(response_id: int) -> ResponseReturnValue:
    try:
        token = inviting.make_link(wiring(), person(), response_id, typed("voor"))
    except InvalidInput as error:
        return _page(response_id, {"voor": str(error)}, {"voor": typed("voor")}), 422
    return _page(response_id, link=url_for("responding.invitation", token=token, _external=True))


@blueprint.post(f"{_PATH}/links/<int:link_id>/intrekken")
@needs(Action.INVITE_CONTRIBUTOR)
def withdraw_link(response_id: int, link_id: int) -> ResponseReturnValue:
    inviting.withdraw_link(wiring(), person(), response_id, link_id)
    return _back(response_id, "meeschrijvers")


@blueprint.post("/reacties/<int:response_id>/terugnemen")
@needs(Action.WITHDRAW_RESPONSE)
def withdraw(response_id: int) -> ResponseReturnValue:
    submitting.withdraw(wiring(), person(), response_id)
    return redirect(url_for("responding.team", response_id=response_id), 303)


def _back(response_id: int, at: str) -> ResponseReturnValue:
    return redirect(url_for("responding.team", response_id=response_id, _anchor=at), 303)


def _page(
    response_id: int,
    errors: dict[str, str] | None = None,
    filled: dict[str, str] | None = None,
    link: str = "",
) -> str:
    page = team.team_page(wiring(), person(), response_id)
    only = request.args.get("toon") == _UNREADY
    return render_template(
        "responding/team.html",
        page=page,
        head=page.head,
        groups=_groups(page.unready if only else page.remarks),
        only=_UNREADY if only else "",
        errors=errors or {},
        form=filled or {},
        link=link,
    )


def _groups(cards: Sequence[RemarkCard]) -> list[_Group]:
    """In the order of the answer: a page comes twice when its remarks were put apart."""
    return [_Group(page, tuple(group)) for page, group in groupby(cards, lambda card: card.page)]
