"""Send a response in, and read it afterwards."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from kader.domain.errors import InvalidInput, NotAllowed, NotFound
from kader.domain.rights import Action
from kader.services import asking, exporting_remarks, submitting
from kader.services.edition_files import edition_file
from kader.services.exporting import File
from kader.web.responding.blueprint import blueprint
from kader.web.shared.access import needs, person, public, wiring
from kader.web.shared.downloads import download


@blueprint.get("/reacties/<int:response_id>")
@public
def response(response_id: int) -> ResponseReturnValue:
    try:
        found = submitting.submitted(wiring(), person(), response_id)
    except NotFound:
        if person().id is None:
            # Whether it exists or not: who signs in may have a right to it.
            return redirect(url_for("account.sign_in", next=request.path))
        raise
    if found is None:
        return redirect(url_for("responding.review", response_id=response_id))
    return _response(found, {}, "")


@blueprint.post("/reacties/<int:response_id>/vragen/<int:question_id>")
@needs(Action.ANSWER_EDITOR)
def answer_question(response_id: int, question_id: int) -> ResponseReturnValue:
    text = request.form.get("answer", "")
    try:
        asking.answer_question(wiring(), person(), response_id, question_id, text)
    except InvalidInput as error:
        found = submitting.submitted(wiring(), person(), response_id)
        if found is None:
            raise
        return _response(found, {question_id: str(error)}, text), 422
    flash("Uw antwoord is verstuurd aan de redactie.", "ok")
    address = url_for("responding.response", response_id=response_id, _anchor=f"vraag-{question_id}")
    return redirect(address, 303)


def _response(found: submitting.Submitted, errors: dict[int, str], typed: str) -> str:
    questions = asking.questions_to(wiring(), person(), found.head.id)
    return render_template(
        "responding/response.html",
        page=found,
        head=found.head,
        questions=questions,
        errors=errors,
        typed=typed,
    )


@blueprint.get("/reacties/<int:response_id>/bestand")
@needs(Action.USE_ACCOUNT)
def file(response_id: int) -> ResponseReturnValue:
    found = submitting.received_file(wiring(), person(), response_id)
    return download(File(found.name, "application/octet-stream", found.content), public=False)


@blueprint.get("/reacties/<int:response_id>/reactie.<suffix>")
@public
def response_file(response_id: int, suffix: str) -> ResponseReturnValue:
    """The response as Kader understood it; `file` gives the one that was received."""
    return download(exporting_remarks.response_file(wiring(), person(), response_id, suffix), public=False)


@blueprint.get("/reacties/<int:response_id>/indienen")
@needs(Action.SUBMIT_RESPONSE)
def submit(response_id: int) -> ResponseReturnValue:
    return _overview(response_id, "")


@blueprint.post("/reacties/<int:response_id>/indienen")
@needs(Action.SUBMIT_RESPONSE)
def submit_submit(response_id: int) -> ResponseReturnValue:
    if "akkoord" not in request.form:
        return _overview(response_id, "Vink aan dat de reactie zo kan worden ingediend."), 422
    try:
        submitting.submit(wiring(), person(), response_id)
    except InvalidInput as error:
        return _overview(response_id, str(error)), 422
    except NotAllowed:
        # Who presses twice, or after a colleague, gets the receipt that is there.
        if submitting.receipt(wiring(), person(), response_id) is None:
            raise
    return redirect(url_for("responding.receipt", response_id=response_id), 303)


@blueprint.get("/reacties/<int:response_id>/ontvangst")
@needs(Action.READ_OWN)
def receipt(response_id: int) -> ResponseReturnValue:
    found = submitting.receipt(wiring(), person(), response_id)
    if found is None:
        return redirect(url_for("responding.review", response_id=response_id))
    return render_template("responding/receipt.html", page=found, head=found.head)


@blueprint.get("/reacties/<int:response_id>/ingediend/<int:edition_number>.<suffix>")
@needs(Action.USE_ACCOUNT)
def edition(response_id: int, edition_number: int, suffix: str) -> ResponseReturnValue:
    """What was submitted, as it was submitted."""
    return download(edition_file(wiring(), person(), response_id, edition_number, suffix), public=False)


def _overview(response_id: int, error: str) -> str:
    found = submitting.overview(wiring(), person(), response_id)
    return render_template("responding/submit.html", page=found, head=found.head, error=error)
