"""An editor reads a framework from a file, reviews what came of it, and brings it to the check page."""

import io
from dataclasses import dataclass
from xml.etree.ElementTree import Element

import pytest
from docx import Document
from flask import Flask
from werkzeug.test import TestResponse

from kader.domain.vocabulary import Role
from kader.services.wiring import Wiring
from kader.storage import frameworks
from tests import factories as make
from tests.web.client import CheckingClient, text_of
from tests.web.signing_in import sign_in_as

PATH = "/verwerken/kaders/handelingskader/inlezen"


@dataclass(frozen=True, slots=True)
class Scene:
    client: CheckingClient
    wiring: Wiring

    def upload(self, name: str, content: bytes) -> TestResponse:
        return self.client.post(PATH, data={"file": (io.BytesIO(content), name)})

    def typed(self, **changes: str) -> dict[str, str]:
        """The fields of the review form as the page gives them, with changes."""
        fields = {e.get("name", ""): e.get("value", "") for e in self.client.page.iter("input")}
        fields["text"] = "".join(_one(self.client.page, "textarea").itertext())
        chosen = [
            o.get("value", "") for o in self.client.page.iter("option") if o.get("selected") is not None
        ]
        return (
            {name: value for name, value in fields.items() if name not in ("q", "")}
            | {"status": next(iter(chosen), "")}
            | changes
        )

    @property
    def shown(self) -> str:
        return text_of(_one(self.client.page, "main"))


def _one(page: Element, tag: str) -> Element:
    return next(page.iter(tag))


@pytest.fixture
def scene(app: Flask, client: CheckingClient) -> Scene:
    wiring: Wiring = app.extensions["kader"]
    with wiring.database.write() as session:
        framework = frameworks.framework(session, "handelingskader")
        editor = make.person(session, Role.EDITOR, framework_id=framework.id)
    sign_in_as(wiring, client, editor.id)
    return Scene(client, wiring)


def a_word_file() -> bytes:
    word = Document()
    word.add_heading("Inleiding", 1)
    word.add_paragraph("Dit kader geldt <voor> iedereen.")
    word.add_table(2, 2).cell(0, 0).text = "Stap"
    stream = io.BytesIO()
    word.save(stream)
    return stream.getvalue()


def test_upload_is_shown_as_text_and_as_preview(scene: Scene) -> None:
    scene.client.path(PATH)
    assert scene.upload("kader.docx", a_word_file()).status_code == 200
    assert "Kijk hier zeker naar" in scene.shown
    assert "## Inleiding" in scene.typed()["text"] or "# Inleiding" in scene.typed()["text"]
    previews = [e for e in scene.client.page.iter("div") if e.get("class") == "reading-text no-margin"]
    assert "Dit kader geldt <voor> iedereen." in text_of(previews[0])


def test_preview_follows_what_was_typed_and_loses_nothing(scene: Scene) -> None:
    scene.upload("kader.docx", a_word_file())
    fields = scene.typed(text="# Eigen kop\n\nEigen *tekst*.", label="9.1")
    assert scene.client.post(f"{PATH}/nakijken", data=fields).status_code == 200
    assert scene.typed()["text"] == "# Eigen kop\n\nEigen *tekst*."
    assert scene.typed()["label"] == "9.1"
    assert "Kijk hier zeker naar" in scene.shown


def test_reviewed_text_becomes_the_next_version(scene: Scene) -> None:
    scene.upload("kader.docx", a_word_file())
    fields = scene.typed(title="Ons kader", label="9.0", status="consultatieversie", dated="2025-02-01")
    assert scene.client.post(f"{PATH}/controleren", data=fields).status_code == 200
    assert "Versie 9.0 controleren" in scene.shown
    source = next(e.get("value") for e in scene.client.page.iter("input") if e.get("name") == "source")
    published = "/verwerken/kaders/handelingskader/nieuwe-versie/publiceren"
    assert scene.client.post(published, data={"source": source}).status_code == 303
    with scene.wiring.database.read() as session:
        assert "Dit kader geldt" in frameworks.version(session, "handelingskader", "9.0").source


def test_check_page_leads_back_to_the_text(scene: Scene) -> None:
    scene.upload("kader.docx", a_word_file())
    fields = scene.typed(title="Ons kader", label="9.0", status="consultatieversie", dated="2025-02-01")
    scene.client.post(f"{PATH}/controleren", data=fields)
    back = {
        e.get("name", ""): e.get("value", "") for e in scene.client.page.iter("input") if e.get("name") != "q"
    }
    assert scene.client.post(f"{PATH}/nakijken", data=back).status_code == 200
    assert scene.typed()["text"] == fields["text"]


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"label": ""}, "Vul het versienummer in"),
        ({"status": ""}, "Kies de status"),
        ({"dated": "31-01"}, "Vul de datum"),
        ({"title": ""}, "Vul de titel in"),
        ({"text": "  "}, "Er is geen tekst"),
        ({"label": "2.0"}, "al gepubliceerd"),
        ({"label": "2 / 3"}, "mag alleen letters"),
    ],
)
def test_what_is_missing_is_told_at_its_field(scene: Scene, changes: dict[str, str], message: str) -> None:
    scene.upload("kader.docx", a_word_file())
    filled = {"title": "Ons kader", "label": "9.0", "status": "consultatieversie", "dated": "2025-02-01"}
    fields = scene.typed(**filled | changes)
    assert scene.client.post(f"{PATH}/controleren", data=fields).status_code == 422
    assert message in scene.shown


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("kader.docx", b"PK\x03\x04 kapot"),
        ("kader.pdf", b"geen pdf"),
        ("kader.exe", b"MZ"),
        ("kader.txt", b""),
    ],
)
def test_a_bad_file_gets_a_sentence_at_the_field(scene: Scene, name: str, content: bytes) -> None:
    assert scene.upload(name, content).status_code == 422
    assert "Er klopt iets niet" in scene.shown


def test_no_file_gets_a_sentence(scene: Scene) -> None:
    assert scene.client.post(PATH, data={}).status_code == 422
    assert "Kies een bestand." in scene.shown


def test_only_an_editor_of_the_framework_reads_files_in(scene: Scene) -> None:
    other = PATH.replace("handelingskader", "kwaliteitskader")
    content = {"file": (io.BytesIO(a_word_file()), "kader.docx")}
    assert scene.client.post(other, data=content).status_code == 403
