"""Administering: people with their roles, and organisations."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from kader.domain.errors import InvalidInput
from kader.domain.rights import Action
from kader.domain.vocabulary import GRANTED_ROLES, OrganisationKind
from kader.services import administering, privacy
from kader.web.admin import log_views, mail_views
from kader.web.admin.blueprint import blueprint
from kader.web.admin.form import RoleForm
from kader.web.shared.access import needs, person, wiring

__all__ = ["blueprint", "log_views", "mail_views"]

Errors = dict[str, str]


@blueprint.get("/beheer")
@needs(Action.ADMINISTER)
def index() -> ResponseReturnValue:
    return render_template("admin/people.html", people=administering.everyone(wiring(), person()))


@blueprint.get("/beheer/mensen/nieuw")
@needs(Action.ADMINISTER)
def new_person() -> ResponseReturnValue:
    return _show_new_person("", "", RoleForm(), {})


@blueprint.post("/beheer/mensen/nieuw")
@needs(Action.ADMINISTER)
def add_person() -> ResponseReturnValue:
    name, email = request.form.get("naam", ""), request.form.get("email", "")
    form = RoleForm.sent(request.form)
    errors = {} if name.strip() else {"naam": "Vul een naam in."}
    try:
        grant = form.grant()
    except InvalidInput as error:
        errors["waarvoor" if form.role else "rol"] = str(error)
    if errors:
        return _show_new_person(name, email, form, errors)
    try:
        number = administering.add_person(wiring(), person(), email, name, grant)
    except InvalidInput as error:
        return _show_new_person(name, email, form, {"email": str(error)})
    flash("Het account is gemaakt. " + _mailed(email.strip()), "ok")
    return redirect(url_for("admin.someone", user_id=number), 303)


@blueprint.get("/beheer/mensen/<int:user_id>")
@needs(Action.ADMINISTER)
def someone(user_id: int) -> ResponseReturnValue:
    return _show_someone(user_id, RoleForm(), {})


@blueprint.post("/beheer/mensen/<int:user_id>/rollen")
@needs(Action.ADMINISTER)
def give_role(user_id: int) -> ResponseReturnValue:
    form = RoleForm.sent(request.form)
    try:
        administering.give_role(wiring(), person(), user_id, form.grant())
    except InvalidInput as error:
        return _show_someone(user_id, form, {"waarvoor" if form.role else "rol": str(error)})
    flash("De rol is gegeven.", "ok")
    return redirect(url_for("admin.someone", user_id=user_id), 303)


@blueprint.post("/beheer/mensen/<int:user_id>/rollen/<int:grant_id>/intrekken")
@needs(Action.ADMINISTER)
def withdraw_role(user_id: int, grant_id: int) -> ResponseReturnValue:
    administering.withdraw_role(wiring(), person(), user_id, grant_id)
    flash("De rol is ingetrokken.", "ok")
    return redirect(url_for("admin.someone", user_id=user_id), 303)


@blueprint.post("/beheer/mensen/<int:user_id>/uitschakelen")
@needs(Action.ADMINISTER)
def deactivate(user_id: int) -> ResponseReturnValue:
    name = administering.set_active(wiring(), person(), user_id, False)
    flash(f"{name} kan niet meer inloggen.", "ok")
    return redirect(url_for("admin.someone", user_id=user_id), 303)


@blueprint.post("/beheer/mensen/<int:user_id>/inschakelen")
@needs(Action.ADMINISTER)
def activate(user_id: int) -> ResponseReturnValue:
    name = administering.set_active(wiring(), person(), user_id, True)
    flash(f"{name} kan weer inloggen.", "ok")
    return redirect(url_for("admin.someone", user_id=user_id), 303)


@blueprint.post("/beheer/mensen/<int:user_id>/link")
@needs(Action.ADMINISTER)
def send_link(user_id: int) -> ResponseReturnValue:
    flash(_mailed(administering.send_link(wiring(), person(), user_id)), "ok")
    return redirect(url_for("admin.someone", user_id=user_id), 303)


@blueprint.post("/beheer/mensen/<int:user_id>/uitloggen")
@needs(Action.ADMINISTER)
def end_sessions(user_id: int) -> ResponseReturnValue:
    name = administering.end_sessions(wiring(), person(), user_id)
    flash(f"{name} is nu overal uitgelogd.", "ok")
    return redirect(url_for("admin.someone", user_id=user_id), 303)


@blueprint.post("/beheer/mensen/<int:user_id>/tweede-stap/uitzetten")
@needs(Action.ADMINISTER)
def remove_factor(user_id: int) -> ResponseReturnValue:
    name = administering.remove_factor(wiring(), person(), user_id)
    flash(f"De tweede stap van {name} is uit. {name} krijgt daar een mail over.", "ok")
    return redirect(url_for("admin.someone", user_id=user_id), 303)


@blueprint.get("/beheer/mensen/<int:user_id>/verwijderen")
@needs(Action.ADMINISTER)
def ask_remove(user_id: int) -> ResponseReturnValue:
    someone = administering.someone(wiring(), person(), user_id)
    return render_template("admin/remove.html", someone=someone)


@blueprint.post("/beheer/mensen/<int:user_id>/verwijderen")
@needs(Action.ADMINISTER)
def remove(user_id: int) -> ResponseReturnValue:
    privacy.remove(wiring(), person(), user_id)
    flash("Het account is verwijderd.", "ok")
    return redirect(url_for("admin.index"), 303)


@blueprint.get("/beheer/organisaties")
@needs(Action.ADMINISTER)
def organisations() -> ResponseReturnValue:
    return _show_organisations("", "", {})


@blueprint.post("/beheer/organisaties")
@needs(Action.ADMINISTER)
def add_organisation() -> ResponseReturnValue:
    name, sort = request.form.get("naam", ""), request.form.get("soort", "")
    kind = next((one for one in OrganisationKind if one == sort), None)
    if kind is None:
        return _show_organisations(name, sort, {"soort": "Kies wat voor organisatie het is."})
    try:
        administering.add_organisation(wiring(), person(), name, kind)
    except InvalidInput as error:
        return _show_organisations(name, sort, {"naam": str(error)})
    flash("De organisatie is toegevoegd.", "ok")
    return redirect(url_for("admin.organisations"), 303)


def _show_new_person(name: str, email: str, form: RoleForm, errors: Errors) -> ResponseReturnValue:
    html = render_template(
        "admin/new_person.html",
        name=name,
        email=email,
        form=form,
        errors=errors,
        roles=GRANTED_ROLES,
        wheres=administering.wheres(wiring(), person()),
    )
    return html, 422 if errors else 200


def _show_someone(user_id: int, form: RoleForm, errors: Errors) -> ResponseReturnValue:
    html = render_template(
        "admin/someone.html",
        someone=administering.someone(wiring(), person(), user_id),
        form=form,
        errors=errors,
        roles=GRANTED_ROLES,
        wheres=administering.wheres(wiring(), person()),
    )
    return html, 422 if errors else 200


def _show_organisations(name: str, sort: str, errors: Errors) -> ResponseReturnValue:
    html = render_template(
        "admin/organisations.html",
        organisations=administering.organisations(wiring(), person()),
        name=name,
        sort=sort,
        errors=errors,
        sorts=list(OrganisationKind),
    )
    return html, 422 if errors else 200


def _mailed(email: str) -> str:
    """What became of a mail with a link, in a sentence."""
    if wiring().settings.mail.host:
        return f"Er gaat een mail met een link naar {email}."
    folder = wiring().settings.mail.folder
    return f"Er is geen mailserver ingesteld. De mail voor {email} komt op de server in de map {folder}."
