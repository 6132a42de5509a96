"""The components of every screen, all on one page, as strict as any page; and the menu of each role."""

import pytest
from flask import Flask, render_template_string

from kader.domain.rights import VISITOR, Granted, Person
from kader.domain.vocabulary import Outcome, Role
from kader.web.shared.layout import menu
from tests.conftest import NOW
from tests.web.client import check_page, text_of

STYLE_PAGE = """{% extends "base.html" %}
{% import "macros/ui.html" as ui with context %}
{% block title %}Bouwstenen{% endblock %}
{% block breadcrumbs %}
{{ ui.breadcrumbs([("Kaders", "/kaders"), ("<b>Een kader</b>", "/kaders/een")]) }}
{% endblock %}
{% block content %}
{{ ui.heading("Bouwstenen", "Boven", "Wat eronder staat.") }}
{{ ui.tabs([("Een", "/", true), ("Twee", "/kaders", false)], "Weergave") }}
{{ ui.alert("Gelukt.", "ok") }}{{ ui.alert("Mislukt.", "error", "Let op") }}
{% call ui.alert() %}<p>Met <em>opmaak</em>.</p>{% endcall %}
{{ ui.error_summary([("naam", "Vul een naam in.")]) }}
<form method="post" enctype="multipart/form-data">
  {{ ui.csrf() }}
  {{ ui.field("naam", "Naam", "<i>", hint="Zoals op de brief.", error="Vul een naam in.") }}
  {{ ui.field("dag", "Dag", type="date", required=false, narrow=true, attrs={"min": "2025-01-01"}) }}
  {{ ui.textarea("tekst", "Tekst", "</textarea>", hint="Kort.") }}
  {{ ui.select("soort", "Soort", [("a", "Eerste"), ("b", "Tweede")], "b", error="Kies een soort.") }}
  {{ ui.radios("keus", "Keus", [("ja", "Ja"), ("nee", "Nee")], "nee", hint="Een van beide.", error="Kies.") }}
  {{ ui.checkbox("akkoord", "Akkoord", true, hint="Mag ook niet.") }}
  {{ ui.file_field("bestand", "Bestand", ".docx", error="Kies een bestand.") }}
  {{ ui.button("Verstuur") }}{{ ui.button("Weg", "primary", danger=true) }}{{ ui.button("Terug", "subtle") }}
</form>
{{ ui.post_button("Sluit", "/sluit", {"versie": 3}) }}
{{ ui.link_button("Lees", "/lees", "primary") }}
{% for outcome in outcomes %}{{ ui.outcome(outcome) }}{% endfor %}{{ ui.outcome(none) }}
{{ ui.badge("nieuw", "warning") }}{{ ui.version_status("vastgesteld") }}
{{ ui.data_table("Tabel", ["Naam", {"text": "Aantal", "numeric": true}], [["Een", 1], ["Twee", "<b>"]]) }}
{{ ui.summary_list([("Datum", ui.date(now)), ("Moment", ui.moment(now), "Wijzig")]) }}
{% endblock %}"""


def test_every_component_makes_sound_html(app: Flask) -> None:
    with app.test_request_context("/"):
        html = render_template_string(STYLE_PAGE, outcomes=list(Outcome), now=NOW)
    page = check_page(html)
    assert "<b>Een kader</b>" in text_of(page.find(".//nav[@class='breadcrumbs']"))
    name = next(field for field in page.iter("input") if field.get("id") == "naam")
    assert name.get("value") == "<i>"
    assert name.get("aria-describedby") == "naam-uitleg naam-fout"
    assert name.get("aria-invalid") == "true"
    assert "</textarea>" in text_of(next(page.iter("textarea")))
    assert [text_of(badge)[0] for badge in page.iter("span") if "badge" in badge.get("class", "")][
        :3
    ] == list("✓½✗")


@pytest.mark.parametrize(
    ("role", "texts"),
    [
        (None, ["Kaders", "Reageren"]),
        (Role.MEMBER, ["Kaders", "Reageren"]),
        (Role.EDITOR, ["Kaders", "Reageren", "Verwerken"]),
        (Role.INSPECTOR, ["Kaders", "Reageren", "Aansluiting"]),
        (Role.ADMINISTRATOR, ["Kaders", "Reageren", "Beheer"]),
    ],
)
def test_menu_shows_what_a_person_has_work_on(app: Flask, role: Role | None, texts: list[str]) -> None:
    person = Person(1, "Iemand", (Granted(role, 1, 1),)) if role else VISITOR
    with app.test_request_context("/kaders"):
        items = menu(person)
    assert [item.text for item in items] == texts
    assert [item.text for item in items if item.current] == ["Kaders"]
