"""Reading: the home page, frameworks, versions and comparisons. All of it is public."""

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue

from kader.services import reading
from kader.web.shared.access import public, wiring

blueprint = Blueprint("reading", __name__, template_folder="templates")


@blueprint.get("/")
@public
def home() -> ResponseReturnValue:
    return render_template("reading/home.html", home=reading.home(wiring()))


@blueprint.get("/kaders")
@public
def frameworks() -> ResponseReturnValue:
    return render_template("reading/frameworks.html", frameworks=reading.all_frameworks(wiring()))


@blueprint.get("/kaders/<slug>")
@public
def framework(slug: str) -> ResponseReturnValue:
    return render_template("reading/framework.html", page=reading.framework_page(wiring(), slug))


@blueprint.get("/kaders/<slug>/<label>")
@public
def version(slug: str, label: str) -> ResponseReturnValue:
    addresses = "vindplaatsen" in request.args
    page = reading.version_page(wiring(), slug, label)
    return render_template("reading/version.html", page=page, addresses=addresses)
