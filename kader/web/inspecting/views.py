"""Inspecting: norms held against the passages of a version."""

from dataclasses import asdict
from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from kader.domain.errors import InvalidInput
from kader.domain.rights import Action
from kader.domain.vocabulary import Verdict
from kader.services import inspecting, judging
from kader.services.inspecting import NormPage
from kader.services.judgements import Judgement, Pair
from kader.services.judging import Judged, Look
from kader.web.inspecting.form import SAVE, JudgementForm
from kader.web.inspecting.listing import listing
from kader.web.shared.access import needs, person, wiring

blueprint = Blueprint("inspecting", __name__, template_folder="templates")

_PAIR = "/aansluiting/<assessment>/<assessment_label>/op/<framework>/<label>"
_NORM = f"{_PAIR}/norm/<number>"


@blueprint.get("/aansluiting")
@needs(Action.INSPECT)
def index() -> ResponseReturnValue:
    return render_template("inspecting/index.html", overview=inspecting.overview(wiring(), person()))


@blueprint.get("/aansluiting/kies")
@needs(Action.INSPECT)
def choose() -> ResponseReturnValue:
    assessment, _, assessment_label = request.args.get("toetsingskader", "").rpartition("/")
    framework, _, label = request.args.get("kader", "").rpartition("/")
    if not all((assessment, assessment_label, framework, label)):
        raise InvalidInput("Kies een toetsingskader en een kader. Ga terug en probeer het opnieuw.")
    return redirect(
        url_for("inspecting.table", **asdict(Pair(assessment, assessment_label, framework, label)))
    )


@blueprint.get(_PAIR)
@needs(Action.INSPECT)
def table(**pair: Any) -> ResponseReturnValue:
    shown = inspecting.table(wiring(), person(), Pair(**pair))
    return render_template(
        "inspecting/table.html",
        table=shown,
        at=pair,
        listing=listing(shown.rows, request.args.get("toon", ""), request.args.get("volgorde", "")),
    )


@blueprint.post(f"{_PAIR}/overnemen")
@needs(Action.INSPECT)
def take_over(**pair: Any) -> ResponseReturnValue:
    taken = judging.take_over(wiring(), person(), Pair(**pair))
    flash(f"Overgenomen oordelen: {taken}. Bij elke norm die veranderde, staat ‘opnieuw bekijken’.", "ok")
    return redirect(url_for("inspecting.table", **pair), 303)


@blueprint.get(_NORM)
@needs(Action.INSPECT)
def norm(number: str, **pair: Any) -> ResponseReturnValue:
    page = inspecting.norm_page(wiring(), person(), Pair(**pair), number)
    return render_template("inspecting/norm.html", page=page, at=pair)


@blueprint.get(f"{_NORM}/oordeel")
@needs(Action.INSPECT)
def new(number: str, **pair: Any) -> ResponseReturnValue:
    page = inspecting.norm_page(wiring(), person(), Pair(**pair), number)
    return _show_form(page, pair, None, JudgementForm())


@blueprint.post(f"{_NORM}/oordeel")
@needs(Action.INSPECT)
def save_new(number: str, **pair: Any) -> ResponseReturnValue:
    page = inspecting.norm_page(wiring(), person(), Pair(**pair), number)
    return _save(page, pair, None)


@blueprint.get(f"{_NORM}/oordeel/<int:judgement>")
@needs(Action.INSPECT)
def edit(number: str, judgement: int, **pair: Any) -> ResponseReturnValue:
    page = inspecting.norm_page(wiring(), person(), Pair(**pair), number)
    old = page.judgement(judgement)
    return _show_form(page, pair, old, JudgementForm.of(old))


@blueprint.post(f"{_NORM}/oordeel/<int:judgement>")
@needs(Action.INSPECT)
def save_edit(number: str, judgement: int, **pair: Any) -> ResponseReturnValue:
    page = inspecting.norm_page(wiring(), person(), Pair(**pair), number)
    return _save(page, pair, page.judgement(judgement))


@blueprint.post(f"{_NORM}/oordeel/<int:judgement>/bevestigen")
@needs(Action.INSPECT)
def confirm(number: str, judgement: int, **pair: Any) -> ResponseReturnValue:
    judging.confirm(wiring(), person(), judgement)
    flash("Het oordeel is bevestigd.", "ok")
    return redirect(url_for("inspecting.norm", number=number, **pair), 303)


@blueprint.post(f"{_NORM}/oordeel/<int:judgement>/intrekken")
@needs(Action.INSPECT)
def withdraw(number: str, judgement: int, **pair: Any) -> ResponseReturnValue:
    judging.withdraw(wiring(), person(), judgement)
    flash("Het oordeel is ingetrokken. U vindt het terug bij ‘Ingetrokken oordelen’.", "ok")
    return redirect(url_for("inspecting.norm", number=number, **pair), 303)


def _save(page: NormPage, pair: dict[str, Any], old: Judgement | None) -> ResponseReturnValue:
    form = JudgementForm.sent(request.form)
    if form.step != SAVE:
        return _show_form(page, pair, old, form.unfinished())
    if form.errors or form.verdict is None:
        return _show_form(page, pair, old, form, 422)
    judged = Judged(form.verdict, form.explanation, form.spans)
    try:
        if old is None:
            judging.judge(wiring(), person(), page.pair, page.row.norm.number, judged)
        else:
            judging.change(wiring(), person(), old.id, judged)
    except InvalidInput as error:
        return _show_form(page, pair, old, form.refused(str(error)), 422)
    flash("Het oordeel is opgeslagen.", "ok")
    return redirect(url_for("inspecting.norm", number=page.row.norm.number, **pair), 303)


def _show_form(
    page: NormPage, pair: dict[str, Any], old: Judgement | None, form: JudgementForm, status: int = 200
) -> ResponseReturnValue:
    look = Look(form.page, form.words, form.spans)
    choice = judging.choice(wiring(), person(), page.pair, page.row.norm.number, look)
    html = render_template(
        "inspecting/judge.html", page=page, at=pair, old=old, form=form, choice=choice, verdicts=list(Verdict)
    )
    return html, status
