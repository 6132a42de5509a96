"""Reading: the home page, frameworks, versions and comparisons. All of it is public."""

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from kader.services import comparing, reading, searching
from kader.web.reading import download_views, feed_views
from kader.web.reading.blueprint import blueprint
from kader.web.reading.remark_marks import marked_text
from kader.web.shared.access import person, public, wiring
from kader.web.shared.terms import CHANGE_KINDS

__all__ = ["blueprint", "download_views", "feed_views"]


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
    shown = {switch for switch in ("vindplaatsen", "opmerkingen") if switch in request.args}
    page = reading.version_page(wiring(), slug, label)
    text = marked_text(page) if "opmerkingen" in shown else page.html
    return render_template("reading/version.html", page=page, text=text, shown=shown)


@blueprint.get("/kaders/<slug>/vergelijk")
@public
def choose_comparison(slug: str) -> ResponseReturnValue:
    old, new = request.args.get("oud", ""), request.args.get("nieuw", "")
    if not old or not new:
        return redirect(url_for("reading.framework", slug=slug))
    return redirect(url_for("reading.comparison", slug=slug, old=old, new=new))


@blueprint.get("/kaders/<slug>/vergelijk/<old>/<new>")
@public
def comparison(slug: str, old: str, new: str) -> ResponseReturnValue:
    page = comparing.comparison(wiring(), person(), slug, old, new)
    only_changes = request.args.get("toon") == "wijzigingen"
    return render_template(
        "reading/comparison.html", page=page, only_changes=only_changes, change_kinds=CHANGE_KINDS
    )


@blueprint.get("/zoeken")
@public
def search() -> ResponseReturnValue:
    asked = {name: request.args.get(name, "").strip()[:200] for name in ("q", "soort", "kader")}
    results = searching.search(wiring(), asked["q"], asked["soort"], asked["kader"])
    return render_template("reading/search.html", results=results, asked=asked)
