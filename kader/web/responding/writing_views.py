"""Write remarks in the text, with colleagues; every step works without JavaScript."""

from dataclasses import replace

from flask import Response, jsonify, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from kader.domain.errors import InvalidInput
from kader.domain.remark import Spot
from kader.domain.rights import Action
from kader.domain.vocabulary import CommentKind
from kader.services import contributing, coordinating, keeping_drafts, writing_room
from kader.services.contributing import RemarkForm
from kader.services.writing_room import RemarkCard, RemarkDesk, RemarkPage
from kader.web.responding.blueprint import blueprint
from kader.web.responding.typed import typed
from kader.web.responding.written_text import rows_of
from kader.web.shared.access import needs, person, wiring

_ROOM = "/reacties/<int:response_id>/tekst"
_NEW = "/reacties/<int:response_id>/nieuwe-opmerking"
_ONE = "/reacties/<int:response_id>/geschreven/<int:comment_id>"
_FIELDS = ("tekst", "voorstel", "aard")
_LAST = 2**31


@blueprint.post("/rondes/<int:round_id>/beginnen")
@needs(Action.RESPOND)
def begin(round_id: int) -> ResponseReturnValue:
    organisation_id = request.form.get("organisatie", type=int) or 0
    response_id = contributing.begin(wiring(), person(), round_id, organisation_id)
    return redirect(url_for("responding.room", response_id=response_id), 303)


@blueprint.get(_ROOM)
@needs(Action.READ_ALONG)
def room(response_id: int) -> ResponseReturnValue:
    page = writing_room.room(wiring(), person(), response_id)
    hidden = "verberg" in request.args
    rows = rows_of(replace(page, remarks=()) if hidden else page)
    return render_template("responding/room.html", page=page, head=page.head, rows=rows, hidden=hidden)


@blueprint.get(_NEW)
@needs(Action.CONTRIBUTE)
def new_remark(response_id: int) -> ResponseReturnValue:
    start, end, page = _asked()
    if request.args.get("woorden"):
        start, end = _narrowed(response_id, start, end)
    found = writing_room.desk(wiring(), person(), response_id, start, end, page)
    kept = keeping_drafts.kept(wiring(), person(), response_id, place_of(found.spot))
    typed_before = kept.fields if kept else {"voorstel": found.passage}
    return _desk(found, typed_before, {}, is_kept=kept is not None)


@blueprint.post(_NEW)
@needs(Action.CONTRIBUTE)
def new_remark_submit(response_id: int) -> ResponseReturnValue:
    start, end, page = _asked()
    fields = {name: typed(name) for name in _FIELDS}
    references = tuple(request.form.getlist("verwijst", type=int))
    form = RemarkForm(fields["tekst"], fields["aard"], fields["voorstel"], start, end, page, references)
    alike = writing_room.saying_alike(wiring(), person(), response_id, fields["tekst"])
    if alike and "toch" not in request.form:
        found = writing_room.desk(wiring(), person(), response_id, start, end, page)
        return _desk(found, fields, {}, alike=alike), 409
    try:
        comment_id = contributing.write_remark(wiring(), person(), response_id, form)
    except InvalidInput as error:
        found = writing_room.desk(wiring(), person(), response_id, start, end, page)
        return _desk(found, fields, {"tekst": str(error)}), 422
    keeping_drafts.forget(wiring(), person(), response_id, place_of(Spot(start, end, page)))
    return _back(response_id, comment_id)


@blueprint.post("/reacties/<int:response_id>/bewaren")
@needs(Action.READ_ALONG)
def keep(response_id: int) -> ResponseReturnValue:
    """What is being typed, sent while typing."""
    fields = {name: typed(name) for name in _FIELDS}
    keeping_drafts.keep(wiring(), person(), response_id, typed("plek"), fields)
    return Response(status=204, mimetype="text/plain")


@blueprint.post("/reacties/<int:response_id>/tekstvoorstel")
@needs(Action.CONTRIBUTE)
def proposal_as_change(response_id: int) -> ResponseReturnValue:
    """A proposed wording as a change of its passage, asked for while typing: pairs of a sign and words."""
    words = writing_room.as_change(wiring(), person(), response_id, typed("passage"), typed("voorstel"))
    return jsonify([(word.op, word.text) for word in words])


@blueprint.get(_ONE)
@needs(Action.READ_ALONG)
def written(response_id: int, comment_id: int) -> ResponseReturnValue:
    page = writing_room.remark_page(wiring(), person(), response_id, comment_id)
    kept = keeping_drafts.kept(wiring(), person(), response_id, f"opmerking-{comment_id}")
    return _written(page, kept.fields if kept else _present(page), {}, is_kept=kept is not None)


@blueprint.post(_ONE)
@needs(Action.CONTRIBUTE)
def written_submit(response_id: int, comment_id: int) -> ResponseReturnValue:
    fields = {name: typed(name) for name in _FIELDS}
    references = tuple(request.form.getlist("verwijst", type=int))
    form = RemarkForm(
        fields["tekst"], fields["aard"], fields["voorstel"], refers_to=references, stamp=typed("stempel")
    )
    try:
        contributing.rewrite_remark(wiring(), person(), response_id, comment_id, form)
    except InvalidInput as error:
        page = writing_room.remark_page(wiring(), person(), response_id, comment_id)
        return _written(page, fields, {"tekst": str(error)}), 422
    keeping_drafts.forget(wiring(), person(), response_id, f"opmerking-{comment_id}")
    return _back(response_id, comment_id)


@blueprint.post(f"{_ONE}/stand")
@needs(Action.CONTRIBUTE)
def mark(response_id: int, comment_id: int) -> ResponseReturnValue:
    ready = request.form.get("klaar") == "1"
    contributing.mark_ready(wiring(), person(), response_id, comment_id, ready=ready)
    if request.form.get("terug") == "samen":
        only = "bewerking" if request.form.get("toon") == "bewerking" else None
        # In a list of what is not ready, what was made ready is there no more.
        at = "opmerkingen" if only else f"opm-{comment_id}"
        return redirect(url_for("responding.team", response_id=response_id, _anchor=at, toon=only), 303)
    return _back(response_id, comment_id)


@blueprint.post(f"{_ONE}/bericht")
@needs(Action.CONTRIBUTE)
def discuss(response_id: int, comment_id: int) -> ResponseReturnValue:
    try:
        contributing.discuss(wiring(), person(), response_id, comment_id, typed("bericht"))
    except InvalidInput as error:
        page = writing_room.remark_page(wiring(), person(), response_id, comment_id)
        return _written(page, _present(page), {"bericht": str(error)}), 422
    here = url_for("responding.written", response_id=response_id, comment_id=comment_id, _anchor="overleg")
    return redirect(here, 303)


@blueprint.post(f"{_ONE}/opzij")
@needs(Action.CONTRIBUTE)
def set_aside(response_id: int, comment_id: int) -> ResponseReturnValue:
    try:
        coordinating.set_aside(wiring(), person(), response_id, comment_id, typed("reden"))
    except InvalidInput as error:
        page = writing_room.remark_page(wiring(), person(), response_id, comment_id)
        return _written(page, _present(page), {"reden": str(error)}), 422
    return redirect(url_for("responding.room", response_id=response_id), 303)


def _present(page: RemarkPage) -> dict[str, str]:
    """The remark as it stands, in the fields of the form."""
    return {
        "tekst": page.card.text,
        "voorstel": page.proposal or page.base,
        "aard": page.card.kind or "",
    }


def _asked() -> tuple[int | None, int | None, str | None]:
    """The place in the address: code points `van` and `tot`, or a page."""
    values = request.values
    start, end = values.get("van", type=int), values.get("tot", type=int)
    if start is None or end is None or not 0 <= start < end < _LAST:
        return None, None, values.get("pagina") or None
    return start, end, None


def _narrowed(response_id: int, start: int | None, end: int | None) -> tuple[int | None, int | None]:
    """The words that someone typed over from the passage; the whole passage when it does not hold them."""
    found = writing_room.words_within(
        wiring(), person(), response_id, start, end, request.args.get("woorden", "")
    )
    return found or (start, end)


def place_of(spot: Spot) -> str:
    """The name of the form for a new remark there."""
    return f"nieuw-{spot.start}-{spot.end}-{spot.page or ''}"


def _back(response_id: int, comment_id: int) -> ResponseReturnValue:
    return redirect(
        url_for("responding.room", response_id=response_id, bij=comment_id, _anchor=f"opm-{comment_id}"), 303
    )


def _desk(
    found: RemarkDesk,
    fields: dict[str, str],
    errors: dict[str, str],
    is_kept: bool = False,
    alike: tuple[RemarkCard, ...] = (),
) -> str:
    return render_template(
        "responding/new_remark.html",
        page=found,
        head=found.head,
        form=fields,
        errors=errors,
        kinds=list(CommentKind),
        place=place_of(found.spot),
        is_kept=is_kept,
        alike=alike,
    )


def _written(page: RemarkPage, fields: dict[str, str], errors: dict[str, str], is_kept: bool = False) -> str:
    return render_template(
        "responding/written.html",
        page=page,
        head=page.head,
        form=fields,
        errors=errors,
        kinds=list(CommentKind),
        is_kept=is_kept,
    )
