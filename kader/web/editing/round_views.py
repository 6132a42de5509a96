"""Open a consultation round on a version, change it, and follow it while it runs."""

from collections.abc import Callable

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.datastructures import MultiDict

from kader.domain.dutch_time import amsterdam_moment, as_typed
from kader.domain.errors import InvalidInput
from kader.domain.rights import Action
from kader.services import rounds, running_rounds
from kader.web.editing.blueprint import blueprint
from kader.web.shared.access import needs, person, wiring

_NEW = "/verwerken/kaders/<slug>/<label>/nieuwe-ronde"
_ROUND = "/verwerken/rondes/<int:round_id>"
_MOMENTS = {"opens": "opening", "closes": "sluiting"}
_Form = MultiDict[str, str]


@blueprint.get(_NEW)
@needs(Action.OPEN_ROUND)
def new_round(slug: str, label: str) -> ResponseReturnValue:
    subject = rounds.round_subject(wiring(), person(), slug, label)
    return _form(subject, MultiDict({"open_to_all": "ja"}), {})


@blueprint.post(_NEW)
@needs(Action.OPEN_ROUND)
def open_round(slug: str, label: str) -> ResponseReturnValue:
    errors = _wrong_fields(request.form)
    if not errors:
        try:
            number = rounds.open_round(wiring(), person(), slug, label, _filled_in(request.form))
            flash("De consultatieronde is aangemaakt.", "ok")
            return redirect(url_for("editing.round_course", round_id=number), 303)
        except InvalidInput as error:
            errors = {_field_of(request.form): str(error)}
    return _form(rounds.round_subject(wiring(), person(), slug, label), request.form, errors), 422


@blueprint.get(f"{_ROUND}/veranderen")
@needs(Action.OPEN_ROUND)
def change_round(round_id: int) -> ResponseReturnValue:
    subject, filled_in = rounds.round_as_filled_in(wiring(), person(), round_id)
    return _form(subject, _typed(filled_in), {}, round_id)


@blueprint.post(f"{_ROUND}/veranderen")
@needs(Action.OPEN_ROUND)
def change_round_submit(round_id: int) -> ResponseReturnValue:
    errors = _wrong_fields(request.form)
    if not errors:
        try:
            rounds.change_round(wiring(), person(), round_id, _filled_in(request.form))
            flash("De consultatieronde is veranderd.", "ok")
            return redirect(url_for("editing.round_course", round_id=round_id), 303)
        except InvalidInput as error:
            errors = {_field_of(request.form): str(error)}
    subject, _ = rounds.round_as_filled_in(wiring(), person(), round_id)
    return _form(subject, request.form, errors, round_id), 422


@blueprint.get(f"{_ROUND}/verloop")
@needs(Action.OPEN_ROUND)
def round_course(round_id: int) -> ResponseReturnValue:
    return _course(round_id, {})


@blueprint.post(f"{_ROUND}/uitnodigen")
@needs(Action.OPEN_ROUND)
def invite(round_id: int) -> ResponseReturnValue:
    chosen = request.form.getlist("invited")
    return _done(
        round_id,
        "invited",
        "De organisaties zijn uitgenodigd. Zij krijgen een mail.",
        lambda: running_rounds.invite_more(wiring(), person(), round_id, chosen),
    )


@blueprint.post(f"{_ROUND}/verlengen")
@needs(Action.OPEN_ROUND)
def extend(round_id: int) -> ResponseReturnValue:
    form = request.form

    def act() -> None:
        closes = amsterdam_moment(form.get("closes", ""), "nieuwe sluiting")
        running_rounds.extend(wiring(), person(), round_id, closes, form.get("reason", ""))

    field = "closes" if form.get("reason", "").strip() else "reason"
    return _done(round_id, field, "De ronde is verlengd. Wie meedoet, krijgt een mail.", act)


@blueprint.post(f"{_ROUND}/toelaten")
@needs(Action.OPEN_ROUND)
def admit(round_id: int) -> ResponseReturnValue:
    form = request.form

    def act() -> None:
        until = amsterdam_moment(form.get("until", ""), "laatste dag")
        slug, reason = form.get("organisation", ""), form.get("late_reason", "")
        running_rounds.admit(wiring(), person(), round_id, slug, until, reason)

    empty = [name for name in ("organisation", "late_reason") if not form.get(name, "").strip()]
    field = empty[0] if empty else "until"
    return _done(round_id, field, "De organisatie kan langer reageren. Zij krijgt een mail.", act)


def _done(round_id: int, field: str, message: str, act: Callable[[], None]) -> ResponseReturnValue:
    try:
        act()
    except InvalidInput as error:
        return _course(round_id, {field: str(error)})
    flash(message, "ok")
    return redirect(url_for("editing.round_course", round_id=round_id), 303)


def _course(round_id: int, errors: dict[str, str]) -> ResponseReturnValue:
    course = running_rounds.course(wiring(), person(), round_id)
    html = render_template("editing/round_course.html", course=course, form=request.form, errors=errors)
    return html, 422 if errors else 200


def _form(
    subject: rounds.RoundSubject, form: _Form, errors: dict[str, str], round_id: int | None = None
) -> str:
    return render_template(
        "editing/new_round.html", subject=subject, form=form, errors=errors, round_id=round_id
    )


def _wrong_fields(form: _Form) -> dict[str, str]:
    """What is wrong with the title and the two moments, by field: all at once."""
    errors = {} if form.get("title", "").strip() else {"title": rounds.NO_TITLE}
    for field, name in _MOMENTS.items():
        try:
            amsterdam_moment(form.get(field, ""), name)
        except InvalidInput as error:
            errors[field] = str(error)
    return errors


def _field_of(form: _Form) -> str:
    """The field to mend when the service does not take a round whose title and moments can be read."""
    return "invited" if form.get("open_to_all") != "ja" and not form.getlist("invited") else "closes"


def _filled_in(form: _Form) -> rounds.NewRound:
    return rounds.NewRound(
        form.get("title", ""),
        form.get("introduction", ""),
        tuple(form.get("questions", "").splitlines()),
        amsterdam_moment(form.get("opens", ""), _MOMENTS["opens"]),
        amsterdam_moment(form.get("closes", ""), _MOMENTS["closes"]),
        form.get("open_to_all") == "ja",
        tuple(form.getlist("invited")),
        "satisfaction_public" in form,
    )


def _typed(filled_in: rounds.NewRound) -> _Form:
    """A round as its form holds it."""
    fields = [
        ("title", filled_in.title),
        ("introduction", filled_in.introduction),
        ("questions", "\n".join(filled_in.questions)),
        ("opens", as_typed(filled_in.opens_at)),
        ("closes", as_typed(filled_in.closes_at)),
        ("open_to_all", "ja" if filled_in.open_to_all else "nee"),
    ]
    fields += [("satisfaction_public", "1")] if filled_in.satisfaction_public else []
    return MultiDict(fields + [("invited", slug) for slug in filled_in.invited])
