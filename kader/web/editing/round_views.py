"""Open a consultation round on a version."""

from datetime import datetime

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.datastructures import MultiDict

from kader.domain.errors import InvalidInput
from kader.domain.rights import Action
from kader.services import rounds
from kader.web.editing.blueprint import blueprint
from kader.web.shared.access import needs, person, wiring
from kader.web.shared.presentation import AMSTERDAM

_PATH = "/verwerken/kaders/<slug>/<label>/nieuwe-ronde"


@blueprint.get(_PATH)
@needs(Action.OPEN_ROUND)
def new_round(slug: str, label: str) -> ResponseReturnValue:
    return _form(slug, label, MultiDict(), None)


@blueprint.post(_PATH)
@needs(Action.OPEN_ROUND)
def open_round(slug: str, label: str) -> ResponseReturnValue:
    try:
        rounds.open_round(wiring(), person(), slug, label, _filled_in(request.form))
    except InvalidInput as error:
        return _form(slug, label, request.form, error), 422
    flash("De consultatieronde is aangemaakt.", "ok")
    return redirect(url_for("editing.index"), 303)


def _form(slug: str, label: str, form: MultiDict[str, str], error: InvalidInput | None) -> str:
    subject = rounds.round_subject(wiring(), person(), slug, label)
    return render_template("editing/new_round.html", subject=subject, form=form, error=error)


def _filled_in(form: MultiDict[str, str]) -> rounds.NewRound:
    return rounds.NewRound(
        form.get("title", ""),
        form.get("introduction", ""),
        tuple(form.get("questions", "").splitlines()),
        _moment(form.get("opens", ""), "opening"),
        _moment(form.get("closes", ""), "sluiting"),
    )


def _moment(value: str, name: str) -> datetime:
    """A moment on the clock in Amsterdam, as a datetime-local field sends it."""
    try:
        return datetime.fromisoformat(value).replace(tzinfo=AMSTERDAM)
    except ValueError:
        raise InvalidInput(f"Vul de {name} in als dag en tijd, bijvoorbeeld 01-09-2026 09:00.") from None
