"""What people circulate: files that tell the same as the pages, to whom may see the page."""

import csv
import json
from dataclasses import replace
from io import BytesIO, StringIO

import docx
import openpyxl
import pytest
from pypdf import PdfReader

from kader.domain.errors import NotFound
from kader.domain.responses.parsed import LetterKind
from kader.domain.responses.parsing import parse
from kader.domain.review import understood
from kader.domain.rights import VISITOR, Granted, Person
from kader.domain.vocabulary import Outcome, ResponseStatus, Role
from kader.formats.reading import read_here
from kader.services import exporting_remarks
from kader.services.accounting import publish_document
from kader.services.exporting import (
    COMPARISON_KINDS,
    MEDIA_TYPES,
    VERSION_KINDS,
    comparison_file,
    version_file,
)
from kader.services.exporting_remarks import (
    DOCUMENT_KINDS,
    TABLE_KINDS,
    Addresses,
    annotations_file,
    document_file,
    form_file,
    response_file,
)
from kader.services.wiring import Wiring
from kader.storage import responses
from kader.storage.tables import Response
from tests import factories as make
from tests.conftest import SHARED, Clock

PAGES = ("# Kop\n\nIeder gezin krijgt hulp.", "## Twee\n\nDe gemeente betaalt de hulp.")
LATER = ("# Kop\n\nIeder gezin krijgt hulp.", "## Twee\n\nHet Rijk betaalt de hulp en de zorg.")
SLUG = "voorbeeldkader"
ADDRESSES = Addresses(
    "https://kader.example/opmerkingen.jsonld",
    "https://kader.example/versie",
    lambda key: f"https://kader.example/opmerkingen/{key}",
)


class Scene:
    """Two versions, and a closed round on the first with one response: a point, and three comments."""

    def __init__(self, wiring: Wiring, clock: Clock) -> None:
        self.wiring = wiring
        with wiring.database.write() as session:
            framework = make.framework(session)
            version = make.version(session, framework, "1.0", *PAGES)
            make.version(session, framework, "1.1", *LATER)
            one = make.round_on(session, version)
            self.round_id = one.id
            organisation = make.organisation(session, "eerste")
            response = make.response(session, one, organisation)
            self.response_id, self.organisation_id = response.id, organisation.id
            quote = "De gemeente betaalt de hulp."
            remarks = [
                make.point(session, response),
                make.comment(session, response, "=WIE() betaalt dat?", page="2", quote=quote),
                make.comment(
                    session, response, "Schrijf gezinnen.", proposal="Alle gezinnen", sub=["a", "b"]
                ),
                make.comment(session, response, "Mooi.", page=None),
            ]
            for remark in remarks:
                make.answered(session, remark, Outcome.REJECTED, "Dat past niet.")
            self.editor = make.person(session, Role.EDITOR, framework_id=framework.id)
            self.member = make.person(session, Role.MEMBER, organisation_id=organisation.id)
        clock.now = one.closes_at.replace(year=one.closes_at.year + 1)

    def document(self, person: Person, suffix: str) -> bytes:
        return document_file(self.wiring, person, SLUG, "1.0", self.round_id, suffix).content

    def publish(self) -> None:
        publish_document(self.wiring, self.editor, self.round_id)


@pytest.fixture
def scene(wiring: Wiring, clock: Clock) -> Scene:
    return Scene(wiring, clock)


def text_of(content: bytes, suffix: str) -> str:
    """The words of a file, as another program reads them."""
    if suffix == "pdf":
        return "\n".join(page.extract_text() for page in PdfReader(BytesIO(content)).pages)
    if suffix == "docx":
        opened = docx.Document(BytesIO(content))
        cells = [cell.text for table in opened.tables for row in table.rows for cell in row.cells]
        return "\n".join([*(paragraph.text for paragraph in opened.paragraphs), *cells])
    if suffix == "xlsx":
        pages = openpyxl.load_workbook(BytesIO(content)).worksheets
        return "\n".join(str(cell.value) for page in pages for row in page.iter_rows() for cell in row)
    return content.decode("utf-8-sig")


# -- versions and comparisons --------------------------------------------------------------------------------


def test_anyone_gets_a_version_in_every_kind(scene: Scene) -> None:
    for suffix in VERSION_KINDS:
        file = version_file(scene.wiring, SLUG, "1.0", suffix)
        assert (file.name, file.media_type) == (f"voorbeeldkader-1.0.{suffix}", MEDIA_TYPES[suffix])
        if suffix != "odt":
            assert "De gemeente betaalt de hulp." in text_of(file.content, suffix)


def test_the_markdown_of_a_version_is_its_source_byte_for_byte(scene: Scene) -> None:
    assert version_file(scene.wiring, SLUG, "1.0", "md").content == make.source("1.0", *PAGES).encode()


def test_a_version_is_made_once(scene: Scene) -> None:
    first = version_file(scene.wiring, SLUG, "1.0", "docx").content
    assert version_file(scene.wiring, SLUG, "1.0", "docx").content is first


def test_the_changes_hold_both_texts(scene: Scene) -> None:
    for suffix in COMPARISON_KINDS:
        file = comparison_file(scene.wiring, SLUG, "1.0", "1.1", suffix)
        assert file.name == f"voorbeeldkader-1.0-1.1-wijzigingen.{suffix}"
        words = text_of(file.content, suffix) if suffix == "pdf" else _all_words(file.content)
        assert "gemeente" in words
        assert "Rijk" in words


def _all_words(content: bytes) -> str:
    return " ".join(docx.Document(BytesIO(content)).element.body.itertext())


@pytest.mark.parametrize(
    "ask",
    [
        lambda wiring: version_file(wiring, SLUG, "1.0", "exe"),
        lambda wiring: version_file(wiring, SLUG, "9.9", "pdf"),
        lambda wiring: version_file(wiring, "onbekend", "1.0", "pdf"),
        lambda wiring: comparison_file(wiring, SLUG, "1.0", "9.9", "docx"),
        lambda wiring: comparison_file(wiring, SLUG, "1.0", "1.1", "txt"),
        lambda wiring: form_file(wiring, SLUG, "9.9", "docx"),
    ],
)
def test_what_there_is_not_is_not_found(scene: Scene, ask: object) -> None:
    assert callable(ask)
    with pytest.raises(NotFound):
        ask(scene.wiring)


# -- the response document -----------------------------------------------------------------------------------


def test_the_response_document_tells_every_remark_and_answer(scene: Scene) -> None:
    scene.publish()
    for suffix in DOCUMENT_KINDS:
        words = text_of(scene.document(VISITOR, suffix), suffix)
        for told in (
            *("Eerste", "betaalt dat?", "Schrijf gezinnen.", "Alle gezinnen"),
            "Dat past niet.",
            "Mooi.",
        ):
            assert told in words, (suffix, told)
        assert "iet overgenomen" in words


def test_a_preview_is_for_its_editors_alone(scene: Scene) -> None:
    elsewhere = Person(8, "ander kader", (Granted(Role.EDITOR, framework_id=999),))
    for suffix in DOCUMENT_KINDS:
        for person in (VISITOR, scene.member, elsewhere):
            with pytest.raises(NotFound):
                scene.document(person, suffix)
        file = document_file(scene.wiring, scene.editor, SLUG, "1.0", scene.round_id, suffix)
        assert file.name == f"voorbeeldkader-1.0-reactienota-concept.{suffix}"
        if suffix != "csv":
            assert "Concept, nog niet gepubliceerd" in text_of(file.content, suffix)


def test_csv_carries_out_no_formula(scene: Scene) -> None:
    content = scene.document(scene.editor, "csv").decode("utf-8-sig")
    rows = list(csv.DictReader(StringIO(content, newline=""), delimiter=";"))
    assert [row["Opmerking"] for row in rows if "WIE" in row["Opmerking"]] == ["'=WIE() betaalt dat?"]


def test_the_pdf_of_the_response_document_is_accessible(scene: Scene) -> None:
    reader = PdfReader(BytesIO(scene.document(scene.editor, "pdf")))
    assert reader.trailer["/Root"]["/Lang"] == "nl"
    assert b"pdfuaid" in reader.xmp_metadata.stream.get_data()


# -- responses and forms -------------------------------------------------------------------------------------


@pytest.mark.parametrize("suffix", TABLE_KINDS)
def test_who_may_not_read_a_response_gets_no_file_of_it(scene: Scene, suffix: str) -> None:
    with pytest.raises(NotFound):
        response_file(scene.wiring, VISITOR, scene.response_id, suffix)
    for person in (scene.member, scene.editor):
        file = response_file(scene.wiring, person, scene.response_id, suffix)
        assert file.name == f"voorbeeldkader-1.0-reactie-eerste.{suffix}"
    scene.publish()
    assert response_file(scene.wiring, VISITOR, scene.response_id, suffix).content


def test_a_draft_is_its_organisations_own(scene: Scene) -> None:
    with scene.wiring.database.write() as session:
        session.get_one(Response, scene.response_id).status = ResponseStatus.DRAFT
    assert response_file(scene.wiring, scene.member, scene.response_id, "docx").content
    with pytest.raises(NotFound):
        response_file(scene.wiring, scene.editor, scene.response_id, "docx")


def test_a_response_that_is_exported_and_imported_is_the_same(scene: Scene) -> None:
    for suffix in TABLE_KINDS:
        content = response_file(scene.wiring, scene.member, scene.response_id, suffix).content
        back = understood(parse(read_here(f"reactie.{suffix}", content)))
        with scene.wiring.database.read() as session:
            sent = responses.review_of(responses.response(session, scene.response_id))
        assert [_told(comment) for comment in back.comments] == [_told(comment) for comment in sent.comments]
        assert [(p.title, p.text) for p in back.points] == [(p.title, p.text) for p in sent.points]
        assert back.unplaced == ()


def _told(comment: object) -> object:
    return replace(comment, id=0, source=(), confidence=None)  # type: ignore[type-var]


@pytest.mark.parametrize("suffix", TABLE_KINDS)
def test_letter_authors_and_references_come_back_too(scene: Scene, suffix: str) -> None:
    with scene.wiring.database.write() as session:
        row = session.get_one(Response, scene.response_id)
        first, second, third = row.comments
        first.author, third.stated_place = "J. Jansen", "2e alinea"
        second.refers_to, third.refers_to = [first], [first, second]
        row.letter = [
            {"id": 1, "kind": "text", "text": "Geachte redactie,", "source": []},
            {"id": 2, "kind": "running", "text": "Pagina 1 van 2", "source": []},
        ]
    back = parse(
        read_here(f"r.{suffix}", response_file(scene.wiring, scene.member, scene.response_id, suffix).content)
    )
    assert [(c.author, c.place, c.refers_to) for c in back.comments] == [
        ("J. Jansen", None, ()),
        (None, None, (0,)),
        (None, "2e alinea", (0, 1)),
    ]
    assert [piece.text for piece in back.letter if piece.kind is LetterKind.TEXT] == ["Geachte redactie,"]


@pytest.mark.parametrize("suffix", TABLE_KINDS)
def test_the_real_response_comes_back_whole(scene: Scene, suffix: str) -> None:
    path = SHARED / "real" / "reactie-handelingskader-2024-12.txt"
    if not path.exists():
        pytest.skip("../shared is not here")
    sent = parse(read_here(path.name, path.read_bytes()))
    with scene.wiring.database.write() as session:
        row = session.get_one(Response, scene.response_id)
        row.title, row.dated = sent.title or "", sent.date or ""
        for remark in (*row.points, *row.comments):
            remark.disposition = None
        responses.save_review(session, row, understood(sent))
    content = response_file(scene.wiring, scene.member, scene.response_id, suffix).content
    back = parse(read_here(f"reactie.{suffix}", content))
    assert (back.title, back.date, len(back.comments)) == (sent.title, sent.date, 64)
    assert [replace(c, source=(), confidence=1.0) for c in back.comments] == [
        replace(c, source=(), confidence=1.0) for c in sent.comments
    ]
    assert [(p.title, p.text) for p in back.points] == [(p.title, p.text) for p in sent.points]


def test_an_empty_form_names_every_page_and_section(scene: Scene) -> None:
    for suffix in TABLE_KINDS:
        file = form_file(scene.wiring, SLUG, "1.0", suffix)
        assert file.name == f"voorbeeldkader-1.0-reactieformulier.{suffix}"
        words = text_of(file.content, suffix)
        for told in ("Nr", "Tekstvoorstel", "algemeen", "Kop", "Twee"):
            assert told in words
        back = parse(read_here(file.name, file.content))
        assert (back.comments, back.points, back.unplaced) == ((), (), ())


def test_a_form_that_was_filled_in_comes_in_without_loss(scene: Scene) -> None:
    file = form_file(scene.wiring, SLUG, "1.0", "xlsx")
    book = openpyxl.load_workbook(BytesIO(file.content))
    page = book.worksheets[0]
    rows = {(row[1].value, row[2].value or ""): row for row in page.iter_rows()}
    rows["2", "Twee"][4].value = "Wie betaalt dat dan?"
    rows["2", "Twee"][5].value = "Het Rijk betaalt de hulp."
    rows["algemeen", ""][4].value = "Een goed kader."
    _check_filled(book)


def test_a_form_in_word_that_was_filled_in_comes_in_without_loss(scene: Scene) -> None:
    opened = docx.Document(BytesIO(form_file(scene.wiring, SLUG, "1.0", "docx").content))
    rows = {(row.cells[1].text, row.cells[2].text): row.cells for row in opened.tables[0].rows}
    rows["2", "Twee"][4].text = "Wie betaalt dat dan?"
    rows["2", "Twee"][5].text = "Het Rijk betaalt de hulp."
    rows["algemeen", ""][4].text = "Een goed kader."
    _check_filled(opened)


def _check_filled(opened: object) -> None:
    saved = BytesIO()
    opened.save(saved)  # type: ignore[attr-defined]
    name = "f.xlsx" if isinstance(opened, openpyxl.Workbook) else "f.docx"
    back = parse(read_here(name, saved.getvalue()))
    assert [(c.pages, c.place, c.text, c.proposal) for c in back.comments] == [
        ((), None, "Een goed kader.", None),
        (("2",), "Twee", "Wie betaalt dat dan?", "Het Rijk betaalt de hulp."),
    ]
    assert back.unplaced == ()


# -- web annotations -----------------------------------------------------------------------------------------


def test_only_published_comments_are_annotations(scene: Scene) -> None:
    assert annotations(scene)["total"] == 0
    scene.publish()
    made = annotations(scene)
    assert made["total"] == len(made["first"]["items"]) == 3


def annotations(scene: Scene) -> dict[str, object]:
    file = annotations_file(scene.wiring, SLUG, "1.0", ADDRESSES)
    assert file.name == "voorbeeldkader-1.0-opmerkingen.jsonld"
    assert file.media_type == 'application/ld+json; profile="http://www.w3.org/ns/anno.jsonld"'
    made: dict[str, object] = json.loads(file.content)
    return made


def test_an_annotation_follows_the_model(scene: Scene) -> None:
    scene.publish()
    made = annotations(scene)
    assert made["@context"] == "http://www.w3.org/ns/anno.jsonld"
    assert (made["type"], made["first"]["type"]) == ("AnnotationCollection", "AnnotationPage")
    one = made["first"]["items"][0]
    assert one["type"] == "Annotation"
    assert one["id"].startswith("https://kader.example/opmerkingen/o")
    assert one["motivation"] == "commenting"
    assert [(body["type"], body["purpose"], body["value"]) for body in one["body"]] == [
        ("TextualBody", "commenting", "=WIE() betaalt dat?"),
        ("TextualBody", "replying", "niet overgenomen: Dat past niet."),
    ]
    quote, position = one["target"]["selector"]
    assert one["target"]["source"] == ADDRESSES.version
    assert (quote["type"], quote["exact"]) == ("TextQuoteSelector", "De gemeente betaalt de hulp.")
    text = scene.wiring.derived.reading(_version(scene)).text
    assert text[position["start"] : position["end"]] == quote["exact"]
    assert text[: position["start"]].endswith(quote["prefix"])
    assert text[position["end"] :].startswith(quote["suffix"])


def test_every_annotation_has_the_shape_that_the_model_requires(scene: Scene) -> None:
    """Web Annotation Data Model, section 3 (annotations), 4.2 (selectors) and 5 (collections)."""
    scene.publish()
    made = annotations(scene)
    page = made["first"]
    assert {"@context", "id", "type", "total", "first", "last"} <= made.keys()
    assert (page["partOf"], page["startIndex"], made["last"]) == (made["id"], 0, page["id"])
    ids = [one["id"] for one in page["items"]]
    assert len(set(ids)) == len(ids) == 3
    for one in page["items"]:
        assert {"id", "type", "body", "target", "motivation", "creator"} <= one.keys()
        assert one["created"].endswith("Z")
        for body in one["body"]:
            assert body["type"] == "TextualBody"
            assert body["value"]
            assert body["purpose"] in ("commenting", "editing", "replying")
    targets = [one["target"] for one in page["items"]]
    assert sorted(one["type"] for one in targets[0]["selector"]) == [
        "TextPositionSelector",
        "TextQuoteSelector",
    ]
    assert targets[1]["selector"] == {
        "type": "FragmentSelector",
        "conformsTo": "http://tools.ietf.org/rfc/rfc3236",
        "value": "p1",
    }
    assert targets[2] == ADDRESSES.version, "a comment on the whole"


def test_a_comment_is_annotated_on_the_next_version_only_where_it_was_carried_to(scene: Scene) -> None:
    scene.publish()
    assert json.loads(annotations_file(scene.wiring, SLUG, "1.1", ADDRESSES).content)["total"] == 0


def _version(scene: Scene) -> object:
    with scene.wiring.database.read() as session:
        return exporting_remarks.frameworks.version(session, SLUG, "1.0")
