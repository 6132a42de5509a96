"""The audit log on the screen and as a file."""

from flask import render_template, request
from flask.typing import ResponseReturnValue

from kader.domain.errors import InvalidInput
from kader.domain.rights import Action
from kader.services import logbook
from kader.services.logbook import Choice
from kader.web.admin.blueprint import blueprint
from kader.web.shared.access import needs, person, wiring
from kader.web.shared.downloads import download


@blueprint.get("/beheer/logboek")
@needs(Action.ADMINISTER)
def log() -> ResponseReturnValue:
    choice, error = _choice(), ""
    before = request.args.get("voor", type=_ordinal)
    try:
        page = logbook.page(wiring(), person(), choice, before)
    except InvalidInput as wrong:
        error = str(wrong)
        page = logbook.page(wiring(), person(), Choice(choice.person, choice.act), before)
    html = render_template(
        "admin/log.html",
        page=page,
        choice=choice,
        before=before,
        error=error,
        without_account=logbook.WITHOUT_ACCOUNT,
    )
    return html, 422 if error else 200


@blueprint.get("/beheer/logboek.csv")
@needs(Action.ADMINISTER)
def log_as_csv() -> ResponseReturnValue:
    return download(logbook.table(wiring(), person(), _choice()), public=False)


def _choice() -> Choice:
    return Choice(*(request.args.get(name, "").strip() for name in ("wie", "wat", "dag")))


def _ordinal(value: str) -> int:
    number = int(value)
    if not 0 < number < 2**31:
        raise ValueError(value)
    return number
