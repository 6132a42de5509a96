"""A framework in Word, ODT, PDF or text becomes the next version's text: read, reviewed, then checked."""

from typing import Any

from flask import render_template, request
from flask.typing import ResponseReturnValue

from kader.domain.errors import Immutable, InvalidFrontMatter, InvalidInput, UnreadableDocument
from kader.domain.rights import Action
from kader.formats.html import render
from kader.services import importing, publishing
from kader.services.importing import Draft, Head
from kader.web.editing.blueprint import blueprint
from kader.web.editing.publishing_views import packed
from kader.web.shared.access import needs, person, wiring
from kader.web.shared.sizes import takes_files

_PATH = "/verwerken/kaders/<slug>/inlezen"


@blueprint.get(_PATH)
@needs(Action.PUBLISH)
def import_framework(slug: str) -> ResponseReturnValue:
    return _upload(slug, "")


@blueprint.post(_PATH)
@needs(Action.PUBLISH)
@takes_files
def read_framework(slug: str) -> ResponseReturnValue:
    """What was understood of the file; nothing of it is kept until it is published."""
    file = request.files.get("file")
    try:
        if file is None or not file.filename:
            raise InvalidInput("Kies een bestand.")
        draft = importing.draft_of(wiring(), person(), slug, file.filename, file.read())
    except (UnreadableDocument, InvalidInput, InvalidFrontMatter) as error:
        return _upload(slug, str(error)), 422
    return _review(slug, draft, {})


@blueprint.post(f"{_PATH}/nakijken")
@needs(Action.PUBLISH)
@takes_files
def review_framework(slug: str) -> ResponseReturnValue:
    """The same text once more, with its preview as it is now."""
    return _review(slug, _typed(), {})


@blueprint.post(f"{_PATH}/controleren")
@needs(Action.PUBLISH)
@takes_files
def check_framework(slug: str) -> ResponseReturnValue:
    """What publishing would do, on the page that each next version passes."""
    draft = _typed()
    errors = importing.mistakes(draft)
    if errors:
        return _review(slug, draft, errors), 422
    source = importing.with_head(draft.head, draft.markdown, draft.front)
    try:
        check = publishing.check_version(wiring(), person(), slug, source)
    except (Immutable, InvalidFrontMatter, UnreadableDocument) as error:
        field = "label" if isinstance(error, Immutable) else "text"
        return _review(slug, draft, {field: str(error)}), 422
    return render_template("editing/check_version.html", check=check, source=packed(source), draft=draft)


def _upload(slug: str, error: str) -> str:
    head = publishing.head(wiring(), person(), slug)
    accepted = ",".join(importing.ACCEPTED)
    return render_template("editing/import_upload.html", head=head, error=error, accepted=accepted)


def _review(slug: str, draft: Draft, errors: dict[str, str]) -> str:
    outlook = importing.outlook(wiring(), person(), slug, draft)
    values: dict[str, Any] = {"draft": draft, "outlook": outlook, "errors": errors}
    return render_template("editing/import_review.html", preview=render(outlook.reading), **values)


def _typed() -> Draft:
    form = request.form
    head = Head(*(form.get(name, "").strip() for name in ("title", "label", "status", "dated")))
    return Draft(
        head,
        form.get("text", "").replace("\r\n", "\n"),
        form.get("front", "").replace("\r\n", "\n"),
        tuple(form.getlist("attention")),
    )
