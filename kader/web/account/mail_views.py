"""Which mails one gets, and the link in a mail that stops them without signing in."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from kader.domain.mail import CHOSEN_KINDS, MailKind
from kader.domain.rights import Action
from kader.services import mail_choices
from kader.web.account.blueprint import blueprint, secret_page
from kader.web.shared.access import needs, person, public, wiring

_WORDS = {
    MailKind.INVITATION: ("Uitnodigingen", "Uw organisatie is uitgenodigd, of mag later reageren."),
    MailKind.OPENING: ("Opening", "Een ronde gaat open of wordt verlengd."),
    MailKind.REMINDER: ("Herinneringen", "Nog drie dagen, en uw organisatie heeft nog niets ingediend."),
    MailKind.RECEIPT: ("Ontvangstbewijzen", "Uw organisatie heeft een reactie ingediend."),
    MailKind.QUESTION: ("Vragen", "De redactie vraagt iets over een opmerking, of krijgt antwoord."),
    MailKind.PUBLICATION: ("Publicaties", "Er is een nieuwe versie of een reactienota."),
}


@blueprint.get("/account/berichten")
@needs(Action.USE_ACCOUNT)
def mails() -> ResponseReturnValue:
    return render_template(
        "account/mails.html",
        choices=mail_choices.my_choices(wiring(), person()),
        kinds=[(kind, *_WORDS[kind]) for kind in CHOSEN_KINDS],
    )


@blueprint.post("/account/berichten")
@needs(Action.USE_ACCOUNT)
def choose_mails() -> ResponseReturnValue:
    daily = request.form.get("wanneer") == "dagelijks"
    mail_choices.choose(wiring(), person(), daily=daily, wanted=request.form.getlist("soort"))
    flash("Uw keuze is bewaard.", "ok")
    return redirect(url_for("account.mails"), 303)


@blueprint.get("/afmelden/<token>")
@public
def unsubscribe(token: str) -> ResponseReturnValue:
    """Asks first: programs that look at mails follow every link in them."""
    found = mail_choices.unsubscription(wiring(), token)
    return secret_page(
        render_template("account/unsubscribe.html", found=found, words=_WORDS[found.kind], token=token)
    )


@blueprint.post("/afmelden/<token>")
@public
def unsubscribe_submit(token: str) -> ResponseReturnValue:
    mail_choices.unsubscribe(wiring(), token)
    return redirect(url_for("account.unsubscribe", token=token), 303)
