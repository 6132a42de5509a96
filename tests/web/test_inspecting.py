"""The inspector's screens, without JavaScript: choosing, judging, looking again."""

from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import unquote
from xml.etree.ElementTree import Element

import pytest
from flask import Flask

from kader.domain.rights import Person
from kader.domain.vocabulary import FrameworkKind, Role
from kader.services.publishing import publish_version
from kader.storage.frameworks import framework
from tests import factories as make
from tests.web.client import CheckingClient, text_of
from tests.web.signing_in import sign_in_as

NORMS = (
    "# Toetsing\n\n## Thema 1\n\n### Norm 1.1 Bellen\n\nEen team belt dezelfde week.\n\n"
    "Waaraan zien we dat?\n\n- Er is iemand bereikbaar.\n\n### Norm 1.2 Komen\n\nEen team komt aan huis.",
)
CALL = "Wij bellen het gezin binnen een week, ook als het druk is."
VISIT = "Daarna gaan wij bij het gezin thuis op bezoek."
MONEY = "De gemeente betaalt de reiskosten van het team."
TEXT = (f"# Kop\n\n{CALL} {VISIT}", f"## Geld\n\n{MONEY}\n\n- Wij bellen <b>ook</b> later.")
LATER = (f"# Kop\n\n{CALL.replace('een week', 'drie dagen')} {VISIT}", TEXT[1])
OLD = "/aansluiting/toetsing/1.0/op/voorbeeldkader/1.0"
NEW = "/aansluiting/toetsing/1.0/op/voorbeeldkader/2.0"


@dataclass(frozen=True, slots=True)
class Scene:
    client: CheckingClient
    app: Flask
    editor: Person

    def judge(self, number: str, verdict: str, words: str = "", at: str = OLD, **more: str) -> int:
        """The status of sending the form, with the passage that these words find on the screen."""
        self.client.post(f"{at}/norm/{number}/oordeel", data={"stap": "zoek", "woorden": words})
        ticked = [box.get("value", "") for box in self.boxes() if "checked" in box.attrib]
        data = {"oordeel": verdict, "passage": ticked, "stap": "opslaan", **more}
        return self.client.post(f"{at}/norm/{number}/oordeel", data=data).status_code

    def boxes(self) -> Iterator[Element]:
        return (box for box in self.client.page.iter("input") if box.get("name") == "passage")

    def words(self) -> str:
        return text_of(self.client.page)

    def rows(self, path: str) -> list[str]:
        """The norms in the table, in order, by number and verdict."""
        self.client.path(path)
        rows = [row for row in self.client.page.iter("tr") if row.get("id", "").startswith("norm-")]
        return [f"{text_of(row[0]).split()[0]} {text_of(row[1])}" for row in rows]

    def numbers(self, path: str) -> list[str]:
        return [row[:3] for row in self.rows(path)]

    def links(self, text: str) -> list[str]:
        return [a.get("href", "") for a in self.client.page.iter("a") if text_of(a).startswith(text)]

    def actions(self, end: str) -> list[str]:
        return [
            f.get("action", "") for f in self.client.page.iter("form") if f.get("action", "").endswith(end)
        ]

    def publish(self, label: str, *pages: str) -> None:
        wiring = self.app.extensions["kader"]
        publish_version(wiring, self.editor, "voorbeeldkader", make.source(label, *pages))

    def publish_norms(self, label: str, text: str) -> None:
        with self.app.extensions["kader"].database.write() as session:
            make.version(session, framework(session, "toetsing"), label, text)


@pytest.fixture
def scene(app: Flask, client: CheckingClient) -> Scene:
    with app.extensions["kader"].database.write() as session:
        assessment = make.framework(session, "toetsing", FrameworkKind.ASSESSMENT)
        make.version(session, assessment, "1.0", *NORMS)
        about = make.framework(session)
        make.version(session, about, "1.0", *TEXT)
        inspectorate = make.organisation(session, "inspectie")
        inspector = make.person(session, Role.INSPECTOR, organisation_id=inspectorate.id)
        editor = make.person(session, Role.EDITOR, framework_id=about.id)
    sign_in_as(app.extensions["kader"], client, inspector.id)
    return Scene(client, app, editor)


def test_inspector_chooses_a_pair_and_sees_the_norms(scene: Scene) -> None:
    scene.client.path("/aansluiting")
    answer = scene.client.get("/aansluiting/kies?toetsingskader=toetsing/1.0&kader=voorbeeldkader/1.0")
    assert unquote(answer.location) == OLD
    assert scene.rows(OLD) == [
        "1.1 – nog niet beoordeeld",
        "1.2 – nog niet beoordeeld",
    ]


@pytest.mark.parametrize("query", ["", "?toetsingskader=toetsing/1.0", "?toetsingskader=x&kader=/"])
def test_pair_that_was_not_chosen_is_asked_for(scene: Scene, query: str) -> None:
    assert scene.client.get(f"/aansluiting/kies{query}").status_code == 422
    assert "Kies een toetsingskader en een kader" in scene.words()


def test_judgement_stands_in_the_table_with_its_passage_and_a_link_to_it(scene: Scene) -> None:
    assert scene.judge("1.1", "deels", "binnen EEN week", toelichting="De week klopt.") == 303
    assert scene.rows(OLD) == ["1.2 – nog niet beoordeeld", "1.1 ◐ deels"]
    words = scene.words()
    for shown in ("binnen een week", "De week klopt.", "Persoon 1, Inspectie", "p. 1"):
        assert shown in words
    (place,) = scene.links("p. 1")
    assert place == "/kaders/voorbeeldkader/1.0#a1"
    assert 'id="a1"' in scene.client.get(place).text


def test_sentences_of_a_page_can_be_ticked(scene: Scene) -> None:
    scene.client.post(f"{OLD}/norm/1.1/oordeel", data={"stap": "pagina", "pagina": "1"})
    values = [box.get("value", "") for box in scene.boxes()]
    assert len(values) == 4, "heading, two sentences, the whole paragraph"
    data = {"oordeel": "gedekt", "passage": values[1:3], "stap": "opslaan", "pagina": "1"}
    assert scene.client.post(f"{OLD}/norm/1.1/oordeel", data=data).status_code == 303
    scene.client.path(f"{OLD}/norm/1.1")
    assert f"{CALL} {VISIT}" in scene.words()


def test_looking_on_another_page_keeps_what_was_filled_in(scene: Scene) -> None:
    data = {"oordeel": "deels", "toelichting": "Bijna.", "passage": "4-10", "pagina": "2", "stap": "pagina"}
    assert scene.client.post(f"{OLD}/norm/1.1/oordeel", data=data).status_code == 200
    words = scene.words()
    assert "Nu gekozen" in words
    assert "Bijna." in words
    assert MONEY in words
    assert "Wij bellen <b>ook</b> later." in words
    checked = [f.get("value") for f in scene.client.page.iter("input") if "checked" in f.attrib]
    assert checked == ["4-10", "deels"]


def test_what_is_like_the_norm_is_offered_and_stays_when_the_form_is_refused(scene: Scene) -> None:
    scene.client.path(f"{OLD}/norm/1.1/oordeel")
    assert "Dit lijkt op de norm" in scene.words()
    sent = {"lijkt": "1", "pagina": "1", "stap": "opslaan", "oordeel": "gedekt"}
    scene.client.post(f"{OLD}/norm/1.1/oordeel", data=sent)
    assert "Dit lijkt op de norm" in scene.words()
    scene.client.post(f"{OLD}/norm/1.1/oordeel", data={**sent, "stap": "pagina"})
    assert "Pagina 1: kruis" in scene.words()
    scene.client.post(f"{OLD}/norm/1.1/oordeel", data={"stap": "lijkt", "pagina": "2"})
    assert "Dit lijkt op de norm" in scene.words()


def test_words_that_stand_nowhere_are_told(scene: Scene) -> None:
    scene.client.post(f"{OLD}/norm/1.1/oordeel", data={"stap": "zoek", "woorden": "de buren"})
    assert "Deze woorden staan niet zo in de tekst" in scene.words()


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({"passage": "4-10"}, "Kies een oordeel."),
        ({"oordeel": "gedekt"}, "Kies de passage waarop dit oordeel rust."),
        ({"oordeel": "mooi", "passage": "4-10"}, "Kies een oordeel."),
        ({"oordeel": "gedekt", "passage": "x"}, "Kies de passage opnieuw."),
        ({"oordeel": "gedekt", "passage": "4-99999"}, "staat niet in deze versie"),
        ({"oordeel": "gedekt", "passage": ["0-3", "70-90"]}, "Kies zinnen die op elkaar volgen"),
    ],
)
def test_judgement_that_is_refused_says_why_and_keeps_the_explanation(
    scene: Scene, fields: dict[str, str], message: str
) -> None:
    data = {"stap": "opslaan", "toelichting": "Mijn toelichting.", **fields}
    assert scene.client.post(f"{OLD}/norm/1.1/oordeel", data=data).status_code == 422
    assert message in scene.words()
    assert "Mijn toelichting." in scene.words()


def test_gaps_stand_on_top_and_the_table_can_be_put_in_printed_order(scene: Scene) -> None:
    scene.judge("1.1", "gedekt", "binnen een week")
    scene.judge("1.2", "ontbreekt")
    assert scene.numbers(OLD) == ["1.2", "1.1"]
    assert scene.numbers(f"{OLD}?volgorde=norm") == ["1.1", "1.2"]
    assert scene.numbers(f"{OLD}?toon=gedekt") == ["1.1"]
    assert scene.numbers(f"{OLD}?toon=open") == []
    assert scene.numbers(f"{OLD}?toon=onzin") == ["1.2", "1.1"]


def test_several_passages_are_shown_apart_and_one_is_withdrawn(scene: Scene) -> None:
    scene.judge("1.1", "deels", "binnen een week")
    scene.judge("1.1", "strijdig", "betaalt de reiskosten")
    scene.client.path(f"{OLD}/norm/1.1")
    assert "Over alles samen: ✕ strijdig" in scene.words()
    scene.client.post(scene.actions("intrekken")[1], follow_redirects=True)
    words = scene.words()
    assert "Ingetrokken oordelen ✕ strijdig" in words
    assert "Over alles samen" not in words
    assert scene.client.get(OLD).text.count("<blockquote") == 1


def test_changed_judgement_starts_from_the_old_one_and_keeps_it(scene: Scene) -> None:
    scene.judge("1.1", "deels", "binnen een week", toelichting="De week klopt.")
    scene.client.path(f"{OLD}/norm/1.1")
    (change,) = scene.links("Wijzig")
    scene.client.path(change)
    kept = [box.get("value", "") for box in scene.boxes() if "checked" in box.attrib]
    assert "De week klopt." in scene.words()
    data = {"oordeel": "gedekt", "passage": kept, "toelichting": "Toch wel.", "stap": "opslaan"}
    assert scene.client.post(change, data=data).status_code == 303
    scene.client.path(f"{OLD}/norm/1.1")
    assert "1 eerder oordeel" in scene.words()
    assert "De week klopt." in scene.words()
    assert scene.client.get(change).status_code == 404


def test_after_a_new_version_the_changed_words_are_shown_and_confirmed(scene: Scene) -> None:
    scene.judge("1.1", "gedekt", CALL)
    scene.judge("1.2", "gedekt", MONEY)
    scene.publish("2.0", *LATER)
    assert scene.rows(f"{NEW}?toon=opnieuw") == ["1.1 ● gedekt opnieuw bekijken"]
    scene.client.path(f"{NEW}/norm/1.1")
    assert [text_of(gone) for gone in scene.client.page.iter("del")] == ["een week"]
    assert [text_of(come) for come in scene.client.page.iter("ins")] == ["drie dagen"]
    (confirm,) = scene.actions("bevestigen")
    scene.client.post(confirm, follow_redirects=True)
    assert "Het oordeel is bevestigd." in scene.words()
    assert scene.rows(f"{NEW}?toon=opnieuw") == []
    assert scene.client.post(confirm).status_code == 409


def test_removed_passage_is_shown_and_offers_no_confirmation(scene: Scene) -> None:
    scene.judge("1.1", "gedekt", MONEY)
    scene.publish("2.0", TEXT[0])
    scene.client.path(f"{NEW}/norm/1.1")
    assert "De passage staat niet meer in versie 2.0." in scene.words()
    assert [text_of(gone) for gone in scene.client.page.iter("del")] == [MONEY]
    assert scene.actions("bevestigen") == []


def test_judgements_are_taken_over_to_a_new_assessment_version(scene: Scene) -> None:
    scene.judge("1.1", "gedekt", CALL)
    scene.publish_norms("2.0", NORMS[0].replace("dezelfde week", "dezelfde dag"))
    at = "/aansluiting/toetsing/2.0/op/voorbeeldkader/1.0"
    scene.client.path(at)
    (take_over,) = scene.actions("overnemen")
    scene.client.post(take_over, follow_redirects=True)
    assert "Overgenomen oordelen: 1." in scene.words()
    scene.client.path(f"{at}/norm/1.1")
    assert "De norm is veranderd." in scene.words()
    assert [text_of(come) for come in scene.client.page.iter("ins")] == ["dag"]


def test_assessment_framework_without_norms_says_how_to_number_them(scene: Scene) -> None:
    scene.publish_norms("2.0", "# Toetsing\n\nNog leeg.")
    scene.client.path("/aansluiting/toetsing/2.0/op/voorbeeldkader/1.0")
    assert "geen genummerde normen gevonden" in scene.words()
