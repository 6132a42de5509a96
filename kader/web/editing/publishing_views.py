"""Publish the next version of a framework: hand in the text, look at what it would do, confirm."""

import base64
import binascii

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from kader.domain.errors import Immutable, InvalidFrontMatter, InvalidInput, KaderError, UnreadableDocument
from kader.domain.rights import Action
from kader.services import publishing
from kader.web.editing.blueprint import blueprint
from kader.web.shared.access import needs, person, wiring
from kader.web.shared.sizes import takes_files

_PATH = "/verwerken/kaders/<slug>/nieuwe-versie"


@blueprint.get(_PATH)
@needs(Action.PUBLISH)
def new_version(slug: str) -> ResponseReturnValue:
    return _form(slug, "", None)


@blueprint.post(_PATH)
@needs(Action.PUBLISH)
@takes_files
def check_version(slug: str) -> ResponseReturnValue:
    """The check page. It changes nothing, so going back and trying again is free."""
    pasted = request.form.get("text", "").replace("\r\n", "\n")
    try:
        source = _uploaded() or pasted
        if not source.strip():
            raise InvalidInput("Kies een bestand of plak de tekst.")
        check = publishing.check_version(wiring(), person(), slug, source)
    except (InvalidInput, InvalidFrontMatter, UnreadableDocument, Immutable) as error:
        return _form(slug, pasted, error), 422
    return render_template("editing/check_version.html", check=check, source=packed(source))


@blueprint.post(f"{_PATH}/publiceren")
@needs(Action.PUBLISH)
@takes_files
def publish_version(slug: str) -> ResponseReturnValue:
    source = _unpacked(request.form.get("source", ""))
    try:
        label = publishing.publish_version(wiring(), person(), slug, source)
    except (InvalidFrontMatter, Immutable) as error:
        return _form(slug, source, error), 422
    flash(f"Versie {label} is gepubliceerd.", "ok")
    return redirect(url_for("editing.index"), 303)


def _form(slug: str, text: str, error: KaderError | None) -> str:
    head = publishing.head(wiring(), person(), slug)
    return render_template("editing/new_version.html", head=head, text=text, error=error)


def _uploaded() -> str:
    file = request.files.get("file")
    if file is None or not file.filename:
        return ""
    try:
        return str(file.read(), "utf-8")
    except UnicodeDecodeError:
        raise InvalidInput("Dit bestand is geen UTF-8. Sla het opnieuw op als UTF-8.") from None


def packed(source: str) -> str:
    """The text as it goes along with the check page: a browser would change the ends of its lines."""
    return base64.b64encode(source.encode("utf-8")).decode("ascii")


def _unpacked(packed: str) -> str:
    try:
        return base64.b64decode(packed, validate=True).decode("utf-8")
    except (binascii.Error, UnicodeDecodeError):
        raise InvalidInput("De tekst is niet goed overgekomen. Ga terug en controleer hem opnieuw.") from None
