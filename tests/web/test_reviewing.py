"""Putting a received letter right: doubts, several at once, every kind into every other, undo, sent twice."""

import io
import zipfile

import pytest
from sqlalchemy import select

from kader.storage import responses
from kader.storage.tables import Upload
from tests.conftest import Clock
from tests.web.client import text_of
from tests.web.test_responding import Scene, words
from tests.web.test_responding import scene as scene

LETTER = """Reactie op het kader

Beste redactie,

P.2

1. 'Helaas gaat het toch niet altijd goed' klinkt te hard. Schrijf het zachter.
2. Wie is we?

P.99

3. Deze bladzijde is er niet.
"""


def ids(scene: Scene, response_id: int, kind: str = "comment") -> list[str]:
    return [part.get("id", "")[1:] for part in scene.parts(response_id, kind)]


def field(scene: Scene, name: str) -> str:
    return next(e.get("value", "") for e in scene.client.page.iter("input") if e.get("name") == name)


def undo(scene: Scene, response_id: int, step: str) -> int:
    return scene.client.post(f"/reacties/{response_id}/ongedaan", data={"stap": step}).status_code


def test_each_comment_says_how_sure_it_is_and_why_not(scene: Scene) -> None:
    scene.sign_in("member")
    response_id = scene.upload(LETTER)
    sure, _, strange = scene.parts(response_id)
    assert "zeker" in text_of(sure)
    assert "kijk na" in text_of(strange)
    assert "De pagina die uw brief noemt, staat niet in deze versie." in text_of(strange)
    assert "Bij 1 opmerking was het inlezen niet zeker" in words(scene.client)
    scene.post(f"/reacties/{response_id}/opmerkingen/{strange.get('id', '')[1:]}/nagekeken")
    assert "nagekeken" in text_of(scene.parts(response_id)[2])
    assert "Alles is zeker, of al nagekeken" in words(scene.client)


def test_only_the_doubtful_comments_are_shown_until_all_are_asked_for(scene: Scene) -> None:
    scene.sign_in("member")
    response_id = scene.upload(LETTER)
    scene.client.path(f"/reacties/{response_id}/inlezen?toon=twijfel")
    (doubtful,) = ids(scene, response_id)
    scene.client.path(scene.post(f"/reacties/{response_id}/opmerkingen/{doubtful}/omhoog"))
    assert len(ids(scene, response_id)) == 1
    scene.post(f"/reacties/{response_id}/opmerkingen/{doubtful}/nagekeken")
    assert len(ids(scene, response_id)) == 3  # nothing left to look at
    scene.client.path(f"/reacties/{response_id}/inlezen?toon=alles")
    assert len(ids(scene, response_id)) == 3


def test_several_comments_go_to_a_page_together_or_are_looked_at(scene: Scene) -> None:
    scene.sign_in("member")
    response_id = scene.upload(LETTER)
    path = f"/reacties/{response_id}/opmerkingen/samen"
    first, second, third = ids(scene, response_id)
    wrong = scene.client.post(path, data={"kies": [first, third], "pages": "88", "doe": "pagina"})
    assert wrong.status_code == 422
    assert "Pagina 88 staat niet in deze versie" in words(scene.client)
    ticked = [e.get("value") for e in scene.client.page.iter("input") if "checked" in e.attrib]
    assert ticked == [first, third]
    assert scene.client.post(path, data={"pages": "3", "doe": "pagina"}).status_code == 422
    assert scene.client.post(path, data={"kies": [first], "pages": " "}).status_code == 422
    assert scene.client.post(path, data={"kies": ["x", "9" * 50], "doe": "nagekeken"}).status_code == 422
    scene.post(path, kies=[first, third], pages="3-4", doe="pagina")
    assert ids(scene, response_id) == [second, first, third]
    scene.post(path, kies=[second], doe="nagekeken")
    assert "nagekeken" in text_of(scene.parts(response_id)[0])


@pytest.mark.parametrize(
    ("way", "kind"),
    [
        ("punt", "point"),
        ("brieftekst", "letter"),
        ("weglaten", "left-out"),
        ("verwijderen", "loose"),
    ],
)
def test_a_comment_becomes_anything_else_and_comes_back(scene: Scene, way: str, kind: str) -> None:
    scene.sign_in("member")
    response_id = scene.upload(LETTER)
    second = ids(scene, response_id)[1]
    scene.client.path(scene.post(f"/reacties/{response_id}/opmerkingen/{second}/{way}"))
    assert any("Wie is we?" in text_of(part) for part in scene.parts(response_id, kind))
    assert undo(scene, response_id, field(scene, "stap")) == 303
    assert "Wie is we?" in text_of(scene.parts(response_id)[1])


@pytest.mark.parametrize(("way", "kind"), [("brieftekst", "letter"), ("weglaten", "left-out")])
def test_a_point_becomes_letter_or_nothing(scene: Scene, way: str, kind: str) -> None:
    scene.sign_in("member")
    response_id = scene.upload(LETTER)
    scene.post(f"/reacties/{response_id}/opmerkingen/{ids(scene, response_id)[1]}/punt")
    (point,) = ids(scene, response_id, "point")
    scene.post(f"/reacties/{response_id}/punten/{point}/{way}")
    assert ids(scene, response_id, "point") == []
    assert any("Wie is we?" in text_of(part) for part in scene.parts(response_id, kind))


def test_a_piece_of_the_letter_is_left_out(scene: Scene) -> None:
    scene.sign_in("member")
    response_id = scene.upload(LETTER)
    piece = ids(scene, response_id, "letter")[0]
    scene.post(f"/reacties/{response_id}/stukken/brief/{piece}", wordt="weggelaten")
    assert len(ids(scene, response_id, "left-out")) == 1


def test_undo_says_what_and_who_and_refuses_a_step_that_is_gone(scene: Scene) -> None:
    scene.sign_in("coordinator")
    response_id = scene.upload(LETTER)
    scene.post(f"/reacties/{response_id}/opmerkingen/{ids(scene, response_id)[1]}/samenvoegen")
    scene.sign_in("member")
    assert len(ids(scene, response_id)) == 2
    assert "Laatste verbetering: samengevoegd" in words(scene.client)
    assert "door coordinator" in words(scene.client)
    step = field(scene, "stap")
    assert undo(scene, response_id, step) == 303
    assert len(ids(scene, response_id)) == 3
    for gone in (step, "", "x", "9" * 40):
        assert undo(scene, response_id, gone) == 422
        assert "al ongedaan gemaakt" in words(scene.client)
    scene.sign_in("stranger")
    assert undo(scene, response_id, step) == 404


def test_a_form_that_is_sent_twice_is_no_quarrel(scene: Scene) -> None:
    scene.sign_in("coordinator")
    response_id = scene.upload(LETTER)
    assert scene.upload(LETTER) == response_id
    path = f"/reacties/{response_id}/opmerkingen/{ids(scene, response_id)[1]}"
    scene.client.path(path)
    filled = {"text": "Wie zijn wij?", "pages": "3", "stempel": field(scene, "stempel")}
    assert scene.post(path, **filled) == scene.post(path, **filled)
    receipt = scene.post(f"/reacties/{response_id}/indienen", akkoord="1")
    assert scene.post(f"/reacties/{response_id}/indienen", akkoord="1") == receipt


def test_a_letter_that_a_colleague_sent_meanwhile_is_not_replaced_unseen(scene: Scene, clock: Clock) -> None:
    scene.sign_in("member")
    scene.upload(LETTER)
    scene.client.path(f"/rondes/{scene.round_id}/insturen")
    seen = field(scene, "gezien")
    clock.now = clock.now.replace(second=30)
    hers = scene.upload("P.2\n\n1. Haar opmerking.", "haar.txt", vervang="1", gezien=seen)
    late = {"bestand": (io.BytesIO(b"P.2\n\n1. De mijne."), "mijn.txt"), "vervang": "1", "gezien": seen}
    assert scene.client.post(f"/rondes/{scene.round_id}/insturen", data=late).status_code == 422
    assert "Intussen is voor Vereniging een ander bestand ingestuurd: ‘haar.txt’" in words(scene.client)
    assert field(scene, "gezien") != seen
    assert "Haar opmerking" in text_of(scene.parts(hers)[0])


def test_a_file_that_the_service_cannot_receive_gives_a_sentence(scene: Scene) -> None:
    scene.sign_in("member")
    scene.client.application.config["MAX_CONTENT_LENGTH"] = 2048
    large = {"bestand": (io.BytesIO(b"0" * 20_000), "groot.docx")}
    answer = scene.client.post(f"/rondes/{scene.round_id}/insturen", data=large)
    assert answer.status_code == 413
    assert "Maak de afbeeldingen in het bestand kleiner" in words(scene.client)


PROSE = """Reactie op het kader

Beste redactie,

Wij vinden dat de tekst te weinig zegt over de huisarts. De zin "Helaas gaat het toch niet altijd goed" (pagina 2) is te hard.

De rol van de gemeente blijft onduidelijk. Dat moet anders.

Met vriendelijke groet,

Een vereniging
"""  # noqa: E501


def test_points_say_how_sure_they_are_and_a_comment_from_a_point_says_which(scene: Scene) -> None:
    scene.sign_in("member")
    response_id = scene.upload(PROSE)
    first, second = scene.parts(response_id, "point")
    assert "kijk na" in text_of(first)
    assert "algemene punten en" in words(scene.client) or "Bij 2 algemene punten" in words(scene.client)
    (comment,) = scene.parts(response_id)
    assert "uit punt 1" in text_of(comment)
    scene.post(f"/reacties/{response_id}/punten/{second.get('id', '')[1:]}/nagekeken")
    first, second = scene.parts(response_id, "point")
    assert "kijk na" in text_of(first)
    assert "nagekeken" in text_of(second)


def test_the_kind_of_a_comment_is_shown_and_can_be_put_right(scene: Scene) -> None:
    scene.sign_in("member")
    table = "Pagina;Aard;Opmerking\n2;redactioneel;Een komma.\n3;vraag;Wie is we?\n"
    response_id = scene.upload(table, "reactie.csv")
    first, second = scene.parts(response_id)
    assert "tekstueel" in text_of(first)
    assert "vraag" in text_of(second)
    number = first.get("id", "")[1:]
    form = {"pages": "2", "text": "Een komma.", "aard": "compliment"}
    scene.post(f"/reacties/{response_id}/opmerkingen/{number}", **form)
    assert "compliment" in text_of(scene.parts(response_id)[0])
    answer = scene.client.post(f"/reacties/{response_id}/opmerkingen/{number}", data=form | {"aard": "boos"})
    assert answer.status_code == 422
    assert "Kies de aard van de opmerking uit de lijst." in words(scene.client)


def test_a_comment_without_a_place_keeps_its_page_for_when_it_comes_back(scene: Scene) -> None:
    scene.sign_in("member")
    response_id = scene.upload(LETTER)
    number = ids(scene, response_id)[1]
    scene.post(f"/reacties/{response_id}/opmerkingen/{number}/verwijderen")
    (piece,) = ids(scene, response_id, "loose")
    page = field(scene, "pages")
    assert page == "2"
    scene.post(f"/reacties/{response_id}/stukken/los/{piece}", wordt="opmerking", pages=page)
    assert "nr. 2 in uw brief" in text_of(scene.parts(response_id)[1])


def _zipped(**parts: bytes) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as made:
        for name, content in parts.items():
            made.writestr(name.replace("__", "/").replace("_xml", ".xml"), content)
    return stream.getvalue()


LAUGHS = b'<?xml version="1.0"?><!DOCTYPE l [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]><sst><t>&b;</t></sst>'
BAD_FILES = {
    "reactie.ods": _zipped(content_xml=b"\x01", **{"META-INF__manifest_xml": b"<encryption-data/>"}),
    "lachen.xlsx": _zipped(xl__workbook_xml=b"<a/>", xl__sharedStrings_xml=LAUGHS),
    "entiteit.docx": _zipped(
        word__document_xml=b'<!DOCTYPE d [<!ENTITY x SYSTEM "file:///etc/passwd">]><d>&x;</d>'
    ),
    "brief.pdf": b"P.3\n1. Te smal.",
    "tekst.docx": b"%PDF-1.7",
    "nullen.txt": b"\0" * 500,
    "bijlage.eml": b"Subject: x\nContent-Type: application/pdf; name=a.pdf\n\nx",
}


@pytest.mark.parametrize("name", BAD_FILES)
def test_a_bad_file_gives_one_sentence_and_leaves_nothing(scene: Scene, name: str) -> None:
    scene.sign_in("member")
    answer = scene.client.post(
        f"/rondes/{scene.round_id}/insturen",
        data={"bestand": (io.BytesIO(BAD_FILES[name]), name)},
        content_type="multipart/form-data",
    )
    assert answer.status_code == 422
    with scene.wiring.database.read() as session:
        assert responses.in_round(session, scene.round_id) == []
        assert session.scalars(select(Upload)).all() == []
