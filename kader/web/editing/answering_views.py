"""The comments of a round beside the text: read one, give it its outcome, place and links."""

from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.datastructures import MultiDict

from kader.domain.errors import InvalidInput
from kader.domain.rights import Action
from kader.domain.vocabulary import UptakeState
from kader.services import answering, asking
from kader.services.workbench import Filters, Linkable, linkable, workbench
from kader.web.editing.blueprint import blueprint
from kader.web.editing.marked_text import marked_text
from kader.web.shared.access import needs, person, wiring

_ROUND = "/verwerken/rondes/<int:round_id>"
_REMARK = f"{_ROUND}/<key>"
# The filters as they stand in an address; they go along on every link of the page.
_FILTERS = {"organisatie": "organisation", "pagina": "page", "uitkomst": "outcome"}


@blueprint.get(_ROUND)
@needs(Action.READ_SENT)
def round_page(round_id: int) -> ResponseReturnValue:
    return _page(round_id, None)


@blueprint.get(_REMARK)
@needs(Action.READ_SENT)
def remark_page(round_id: int, key: str) -> ResponseReturnValue:
    return _page(round_id, key)


@blueprint.post(f"{_REMARK}/uitkomst")
@needs(Action.ANSWER)
def answer(round_id: int, key: str) -> ResponseReturnValue:
    form = request.form
    try:
        answering.answer(
            wiring(),
            person(),
            key,
            form.get("outcome", ""),
            form.get("reason", ""),
            form.get("later_version", ""),
        )
    except InvalidInput as error:
        return _page(round_id, key, {"answer_form": form, "answer_error": str(error)}), 422
    flash("De uitkomst is opgeslagen.", "ok")
    return _back(round_id, form.get("next") or key)


@blueprint.post(f"{_REMARK}/uitkomst/intrekken")
@needs(Action.ANSWER)
def withdraw(round_id: int, key: str) -> ResponseReturnValue:
    answering.withdraw_answer(wiring(), person(), key)
    flash("De uitkomst is ingetrokken.")
    return _back(round_id, key)


@blueprint.post(f"{_REMARK}/vraag")
@needs(Action.ASK_ORGANISATION)
def ask(round_id: int, key: str) -> ResponseReturnValue:
    text = request.form.get("question", "")
    try:
        asking.ask(wiring(), person(), key, text)
    except InvalidInput as error:
        return _page(round_id, key, {"question_text": text, "question_error": str(error)}), 422
    flash("De vraag is gesteld. De organisatie krijgt een mail.", "ok")
    return _back(round_id, key, anchor="vragen")


@blueprint.post(f"{_REMARK}/vindplaats")
@needs(Action.CORRECT_PLACE)
def correct_place(round_id: int, key: str) -> ResponseReturnValue:
    form = request.form
    spot = answering.Spot(form.get("words", ""), form.get("page", ""))
    try:
        answering.correct_place(wiring(), person(), key, form.get("label", ""), spot)
    except InvalidInput as error:
        return _page(round_id, key, {"place_form": form, "place_error": str(error)}), 422
    flash("De vindplaats is verbeterd.", "ok")
    return _back(round_id, key)


@blueprint.get(f"{_REMARK}/wijzigingen")
@needs(Action.READ_SENT)
def changes(round_id: int, key: str) -> ResponseReturnValue:
    found = linkable(wiring(), person(), round_id, key)
    return render_template("editing/changes.html", page=found, sections=_by_section(found), here=_here())


@blueprint.post(f"{_REMARK}/doorwerking")
@needs(Action.CORRECT_PLACE)
def decide_link(round_id: int, key: str) -> ResponseReturnValue:
    form = request.form
    state = UptakeState.CONFIRMED if form.get("state") == "bevestigd" else UptakeState.REJECTED
    answering.decide_link(
        wiring(), person(), key, form.get("old", ""), form.get("new", ""), form.get("change", ""), state
    )
    flash(f"De doorwerking is {state.value}.", "ok")
    return _back(round_id, key, anchor="doorwerking")


def _page(round_id: int, key: str | None, typed: dict[str, Any] | None = None) -> str:
    """The workbench; `typed` holds a form that was not accepted, so that nothing typed is lost."""
    bench = workbench(wiring(), person(), round_id, _filters(request.args), key)
    empty = {"answer_form": None, "answer_error": "", "place_form": None, "place_error": ""}
    empty |= {"question_text": "", "question_error": ""}
    return render_template(
        "editing/workbench.html",
        bench=bench,
        text=marked_text(bench, _here()),
        here=_here(),
        questions=asking.questions_on(wiring(), person(), key) if key else None,
        **empty | (typed or {}),
    )


def _back(round_id: int, key: str, anchor: str | None = None) -> ResponseReturnValue:
    values: dict[str, Any] = {"round_id": round_id, "key": key, **_here()}
    target = url_for("editing.remark_page", _anchor=anchor, **values)
    return redirect(target, 303)


def _filters(args: MultiDict[str, str]) -> Filters:
    return Filters(**{field: args.get(name, "") for name, field in _FILTERS.items()})


def _here() -> dict[str, str]:
    """The filters of this page, for the links on it."""
    return {name: request.args[name] for name in _FILTERS if request.args.get(name)}


def _by_section(found: Linkable) -> list[tuple[str, list[Any]]]:
    """The changes under the headings they stand in: in the new text, in the old one for what was deleted."""
    sections: list[tuple[str, list[Any]]] = []
    for change in found.changes:
        text, passage = (found.new, change.new) if change.new else (found.old, change.old)
        block = text.block_at(passage.start) if passage else None
        name = (block.section if block else None) or "Begin"
        if not sections or sections[-1][0] != name:
            sections.append((name, []))
        sections[-1][1].append(change)
    return sections
