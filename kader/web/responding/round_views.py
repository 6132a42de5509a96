"""Rounds to answer, and the form to send a letter in."""

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.datastructures import FileStorage

from kader.domain.errors import InvalidInput, NotAllowed, UnreadableDocument
from kader.domain.rights import Action
from kader.domain.vocabulary import ResponseStatus
from kader.services import exporting_remarks, taking_part
from kader.services.receiving import ACCEPTED, MAX_BYTES, MAX_COMMENTS, MAX_TEXT_BYTES, mark_of, receive
from kader.services.taking_part import RoundPage
from kader.web.responding.blueprint import blueprint
from kader.web.shared.access import needs, person, public, wiring
from kader.web.shared.downloads import download
from kader.web.shared.sizes import takes_files

_MEGABYTE = 1_000_000


@blueprint.get("/rondes")
@public
def index() -> ResponseReturnValue:
    return render_template("responding/index.html", page=taking_part.rounds_page(wiring(), person()))


@blueprint.get("/rondes/<int:round_id>")
@public
def round_page(round_id: int) -> ResponseReturnValue:
    page = taking_part.round_page(wiring(), person(), round_id)
    return render_template("responding/round.html", page=page)


@blueprint.get("/rondes/<int:round_id>/formulier.<suffix>")
@public
def form(round_id: int, suffix: str) -> ResponseReturnValue:
    """An empty form for remarks on the version of the round."""
    one = taking_part.round_page(wiring(), person(), round_id).round
    return download(exporting_remarks.form_file(wiring(), one.slug, one.version, suffix), public=True)


@blueprint.get("/rondes/<int:round_id>/insturen")
@needs(Action.RESPOND)
def upload(round_id: int) -> ResponseReturnValue:
    page = taking_part.round_page(wiring(), person(), round_id)
    return _upload_form(page, request.args.get("organisatie", ""), {})


@blueprint.post("/rondes/<int:round_id>/insturen")
@needs(Action.RESPOND)
@takes_files
def upload_submit(round_id: int) -> ResponseReturnValue:
    page = taking_part.round_page(wiring(), person(), round_id)
    chosen = request.form.get("organisatie", "")
    organisation_id = _organisation(page, chosen)
    file = request.files.get("bestand")
    if organisation_id is None:
        return _upload_form(page, "", {"organisatie": "Kies namens welke organisatie u instuurt."}), 422
    if file is None or not file.filename:
        return _upload_form(page, chosen, {"bestand": "Kies een bestand op uw computer of telefoon."}), 422
    try:
        response_id = _receive(round_id, organisation_id, file)
    except UnreadableDocument as error:
        return _upload_form(page, chosen, {"bestand": str(error)}), 422
    except InvalidInput as error:
        return _upload_form(page, chosen, {"vervang": str(error)}), 422
    return redirect(url_for("responding.review", response_id=response_id), 303)


def _receive(round_id: int, organisation_id: int, file: FileStorage) -> int:
    content = file.stream.read(MAX_BYTES + 1)
    return receive(
        wiring(),
        person(),
        round_id,
        organisation_id,
        file.filename or "",
        content,
        replace_draft="vervang" in request.form,
        seen=request.form.getlist("gezien"),
    )


def _organisation(page: RoundPage, chosen: str) -> int | None:
    """One of the person's own organisations; the only one when nothing was to choose."""
    ids = [mine.organisation_id for mine in page.mine]
    if not chosen and len(ids) == 1:
        return ids[0]
    return next((known for known in ids if str(known) == chosen), None)


def _upload_form(page: RoundPage, chosen: str, errors: dict[str, str]) -> str:
    can = [mine for mine in page.mine if mine.open_until]
    if not can:
        raise NotAllowed(
            next((mine.closed_because for mine in page.mine), "Deze consultatieronde is niet open.")
        )
    return render_template(
        "responding/upload.html",
        page=page,
        chosen=chosen,
        errors=errors,
        drafts=[mine for mine in can if _has(mine, ResponseStatus.DRAFT)],
        free=[mine for mine in can if not _has(mine, ResponseStatus.SUBMITTED)],
        megabytes=MAX_BYTES // _MEGABYTE,
        max_comments=MAX_COMMENTS,
        accepted=",".join(ACCEPTED),
        text_megabytes=MAX_TEXT_BYTES // _MEGABYTE,
        max_bytes=MAX_BYTES,
        mark_of=mark_of,
        # A refusal of the draft itself asks for a new choice.
        replaces="vervang" in request.form and "vervang" not in errors,
    )


def _has(mine: taking_part.Participation, status: ResponseStatus) -> bool:
    return mine.response is not None and mine.response.status is status
