"""The response document (reactienota): a public page once it is published, a preview for editors until then.

It stands among the editors' pages, since it is what their work comes to and one service makes both; only the
public page itself needs no right.
"""

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from kader.domain.rights import Action
from kader.services import accounting, exporting_remarks
from kader.web.editing.blueprint import blueprint
from kader.web.shared.access import needs, person, public, wiring
from kader.web.shared.downloads import download


@blueprint.get("/kaders/<slug>/<label>/reactienota/<int:round_id>")
@public
def response_document(slug: str, label: str, round_id: int) -> ResponseReturnValue:
    document = accounting.response_document(wiring(), person(), slug, label, round_id)
    return render_template("editing/response_document.html", document=document)


@blueprint.get("/kaders/<slug>/<label>/reactienota/<int:round_id>/bestand.<suffix>")
@public
def document_file(slug: str, label: str, round_id: int, suffix: str) -> ResponseReturnValue:
    file = exporting_remarks.document_file(wiring(), person(), slug, label, round_id, suffix)
    return download(file, public=False)


@blueprint.get("/opmerkingen/<key>")
@public
def remark(key: str) -> ResponseReturnValue:
    """The lasting address of a published remark: its place in the response document."""
    slug, label, round_id = accounting.document_of(wiring(), key)
    return redirect(_document(slug, label, round_id, anchor=key))


@blueprint.post("/verwerken/rondes/<int:round_id>/reactienota")
@needs(Action.PUBLISH)
def publish_document(round_id: int) -> ResponseReturnValue:
    slug, label = accounting.publish_document(wiring(), person(), round_id)
    flash("De reactienota is gepubliceerd. De uitkomsten staan nu vast.", "ok")
    return redirect(_document(slug, label, round_id), 303)


def _document(slug: str, label: str, round_id: int, anchor: str | None = None) -> str:
    return url_for("editing.response_document", slug=slug, label=label, round_id=round_id, _anchor=anchor)
