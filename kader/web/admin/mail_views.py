"""The outbox: what waits, what was given up, and trying again."""

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from kader.domain.rights import Action
from kader.services import mail_overview
from kader.web.admin.blueprint import blueprint
from kader.web.shared.access import needs, person, wiring


@blueprint.get("/beheer/post")
@needs(Action.ADMINISTER)
def outbox() -> ResponseReturnValue:
    return render_template("admin/outbox.html", outbox=mail_overview.outbox(wiring(), person()))


@blueprint.post("/beheer/post/<int:mail_id>/opnieuw")
@needs(Action.ADMINISTER)
def try_mail_again(mail_id: int) -> ResponseReturnValue:
    mail_overview.try_again(wiring(), person(), mail_id)
    flash("De mail staat weer klaar om te worden verstuurd.", "ok")
    return redirect(url_for("admin.outbox"), 303)
