"""Versions, comparisons and public comments as files; all of them are public."""

from flask import url_for
from flask.typing import ResponseReturnValue

from kader.services import exporting, exporting_remarks
from kader.services.exporting_remarks import Addresses
from kader.web.reading.blueprint import blueprint
from kader.web.shared.access import public, wiring
from kader.web.shared.downloads import download


@blueprint.get("/kaders/<slug>/<label>/bestand.<suffix>")
@public
def version_file(slug: str, label: str, suffix: str) -> ResponseReturnValue:
    return download(exporting.version_file(wiring(), slug, label, suffix), public=True)


@blueprint.get("/kaders/<slug>/vergelijk/<old>/<new>/bestand.<suffix>")
@public
def comparison_file(slug: str, old: str, new: str, suffix: str) -> ResponseReturnValue:
    return download(exporting.comparison_file(wiring(), slug, old, new, suffix), public=True)


@blueprint.get("/kaders/<slug>/<label>/opmerkingen.jsonld")
@public
def annotations(slug: str, label: str) -> ResponseReturnValue:
    addresses = Addresses(
        annotations=url_for("reading.annotations", slug=slug, label=label, _external=True),
        version=url_for("reading.version", slug=slug, label=label, _external=True),
        remark=lambda key: url_for("editing.remark", key=key, _external=True),
    )
    return download(exporting_remarks.annotations_file(wiring(), slug, label, addresses), public=True)
