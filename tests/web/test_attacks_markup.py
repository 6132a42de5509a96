"""Markup that people send is never markup that people see: in every field, every file name, every page."""

import io
import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit
from xml.etree.ElementTree import Element

import defusedxml.ElementTree as SafeXml
import html5lib
import pytest
from flask.testing import FlaskClient
from markupsafe import escape
from openpyxl import Workbook
from sqlalchemy.orm import Session
from werkzeug.http import parse_options_header
from werkzeug.test import TestResponse

from kader.domain.rights import Action, ResponseState, may_somewhere
from kader.formats.short_markdown import MAX_LENGTH, to_html
from kader.services import receiving
from kader.storage.round_tables import EditorQuestion, Extension
from kader.storage.tables import (
    Alignment,
    Disposition,
    Framework,
    Organisation,
    Response,
    Round,
    User,
)
from kader.web.shared.access import PUBLIC
from tests import factories as make
from tests.unit.odt_letters import an_odt
from tests.unit.pdf_letters import a_pdf
from tests.unit.pdf_letters import text as set_text
from tests.unit.word_letters import Word, a_word
from tests.web.client import check_page
from tests.web.worlds import HOME, VISITOR, World, make_world

EVIL = (
    "<script>alert(1)</script>\"'><img src=x onerror=alert(1)></textarea></title></script>"
    "<svg onload=alert(1)> [klik](javascript:alert(1)) <javascript:alert(1)> ![x](data:text/html,x) {{7*7}}"
)
NEVER = ("<script>alert", "<img src=x", "<svg onload", "{{49}}", 'href="javascript', "href='javascript")
LINKS = ("http", "https", "mailto", "", "tag", "urn", "otpauth")


@pytest.fixture(
    scope="module", params=[ResponseState.DRAFT, ResponseState.RECALLABLE, ResponseState.ACCOUNTED]
)
def world(
    request: pytest.FixtureRequest, sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[World]:
    made = make_world(tmp_path_factory.mktemp("markup"), sqlite_template, request.param, EVIL)
    with made.wiring.database.write() as session:
        _put_everywhere(session)
    yield made
    made.wiring.close()


def _put_everywhere(session: Session) -> None:
    """In what is not written by a form of a response: names, titles, texts of editors and inspectors."""
    fields: tuple[tuple[type, tuple[str, ...]], ...] = (
        (Organisation, ("name",)),
        (User, ("name",)),
        (Framework, ("title", "description", "owner")),
        (Round, ("title", "introduction")),
        (Disposition, ("reason",)),
        (EditorQuestion, ("question",)),
        (Alignment, ("explanation",)),
    )
    for table, names in fields:
        for row in session.query(table):
            for name in names:
                setattr(row, name, EVIL)
    for one in session.query(Round):
        one.questions = [EVIL]
        session.add(
            Extension(
                round_id=one.id,
                closed_at=make.MOMENT,
                closes_at=one.closes_at,
                reason=EVIL,
                decided_at=make.MOMENT,
            )
        )


def harmless(answer: TestResponse) -> Element | None:
    """The page, when it is one; fails when anything in it runs, loads or leads to a script."""
    if answer.mimetype == "text/html" and answer.status_code not in range(300, 400):
        text = answer.text
        assert [one for one in NEVER if one in text] == []
        tree = check_page(text)
        _check_addresses(tree)
        return tree
    if answer.mimetype == "application/atom+xml":
        SafeXml.fromstring(answer.data)
    if answer.mimetype == "application/ld+json":
        json.loads(answer.data)
    disposition = answer.headers.get("Content-Disposition", "")
    assert parse_options_header(disposition)[0] in ("", "attachment")
    return None


def _check_addresses(tree: Element) -> None:
    for element in tree.iter():
        for name in ("href", "src", "action", "formaction"):
            assert urlsplit(element.get(name, "").strip()).scheme.lower() in LINKS, element.attrib


@pytest.mark.parametrize("who", [VISITOR, *HOME])
def test_nothing_that_people_wrote_runs_on_any_page(world: World, who: str) -> None:
    client = world.client(who)
    seen = 0
    with world.nothing_kept():
        for rule, _ in world.rules("GET"):
            page = harmless(client.get(world.path(rule), query_string={"q": EVIL, "van": 1, "tot": 5}))
            seen += page is not None and "alert(1)" in "".join(page.itertext())
    assert seen > 3


@dataclass(frozen=True, slots=True)
class Form:
    """A form on a page: where it goes, what it holds, and which of its fields a person types in."""

    action: str
    fields: tuple[tuple[str, str], ...]
    typed: tuple[str, ...]


def _forms(client: FlaskClient, world: World) -> set[Form]:
    found = set()
    for rule, _ in world.rules("GET"):
        answer = client.get(world.path(rule))
        if answer.mimetype == "text/html" and answer.status_code == 200:
            tree = html5lib.parse(answer.text, namespaceHTMLElements=False)
            found |= {_form(one) for one in tree.iter("form") if one.get("method") == "post"}
    return found


def _form(form: Element) -> Form:
    fields, typed = [], []
    for field in form.iter():
        name, kind = field.get("name", ""), field.get("type", "text")
        if field.tag not in ("input", "textarea", "select") or not name or kind == "file":
            continue
        chosen = next((one.get("value", "") for one in field.iter("option") if one.get("value")), "")
        value = "".join(field.itertext()) if field.tag == "textarea" else field.get("value", chosen)
        fields.append((name, value))
        if field.tag == "textarea" or kind in ("text", "search", "email", "hidden"):
            typed.append(name)
    return Form(form.get("action", ""), tuple(fields), tuple(typed))


@pytest.mark.parametrize("who", [VISITOR, "coordinator", "guest", "editor", "inspector", "administrator"])
def test_no_form_gives_back_what_was_typed_as_markup(world: World, who: str) -> None:
    """Each field that a person or a page fills in, alone and all at once."""
    client, tried = world.client(who), 0
    with world.nothing_kept():
        for form in sorted(_forms(client, world), key=lambda one: one.action):
            if form.action.endswith("/uitloggen") or "stoppen" in form.action:
                continue
            for names in {*((name,) for name in form.typed), form.typed}:
                sent = {**dict(form.fields), **dict.fromkeys(names, EVIL)}
                harmless(client.post(form.action, data=sent))
                tried += 1
    assert tried > (3 if who == VISITOR else 5)


# -- file names and files ------------------------------------------------------------------------------------

NAMES = [
    *("a\r\nX-Kwaad: 1.txt", '"; filename="kwaad.exe', "../../etc/passwd", "\u202etxt.exe", "a" * 5000),
    "é\x00.txt",
]


@pytest.mark.parametrize("name", NAMES)
def test_name_of_a_file_stays_a_name(world: World, name: str) -> None:
    with world.wiring.database.write() as session:
        session.get_one(Response, world.values["response_id"]).upload.filename = name
    answer = world.client("member").get(f"/reacties/{world.values['response_id']}/bestand")
    assert answer.status_code == 200
    assert "X-Kwaad" not in answer.headers
    kind, options = parse_options_header(answer.headers["Content-Disposition"])
    assert kind == "attachment"
    assert not {"\r", "\n"} & set(answer.headers["Content-Disposition"])
    assert set(options) <= {"filename"}


def _as_file(kind: str, text: str) -> bytes:
    """The text as a file of this kind; a sheet and a table hold the payload in a cell."""
    lines = text.split("\n")

    def in_word(word: Word) -> None:
        for line in lines:
            word.add_paragraph(line)

    makers: dict[str, Callable[[], bytes]] = {
        "docx": lambda: a_word(in_word),
        "odt": lambda: an_odt("".join(f"<text:p>{escape(line)}</text:p>" for line in lines)),
        "pdf": lambda: a_pdf([set_text(line) for line in lines if line]),
        "xlsx": _in_a_sheet,
        "eml": lambda: f"From: a@b.example\nSubject: {EVIL}\n\n{text}".encode(),
        "csv": lambda: f'pagina,opmerking\n1,"{EVIL.replace(chr(34), chr(34) * 2)}"\n'.encode(),
    }
    return makers.get(kind, text.encode)()


def _in_a_sheet() -> bytes:
    book, content = Workbook(), io.BytesIO()
    for row in (("Pagina", "Opmerking"), ("1", EVIL), ("2", f"=HYPERLINK({EVIL!r})")):
        book.active.append(row)
    book.save(content)
    return content.getvalue()


LETTER = (
    f"Betreft: {EVIL}\n\nP.1\n\n1. {EVIL}\n\n"
    "2. Zie [hier](javascript:alert(2)) en <b onclick=alert(3)>daar</b>.\n"
)


@pytest.mark.parametrize("kind", ["txt", "md", "docx", "odt", "pdf", "xlsx", "eml", "csv"])
def test_markup_in_a_letter_is_shown_as_words(sqlite_template: Path, tmp_path: Path, kind: str) -> None:
    world = make_world(tmp_path, sqlite_template)
    content = _as_file(kind, LETTER)
    member = world.people["member"]
    home = member.grants[0].organisation_id or 0
    number = receiving.receive(
        world.wiring, member, int(str(world.values["round_id"])), home, f"{EVIL}.{kind}", content,
        replace_draft=True,
    )  # fmt: skip
    world.values["response_id"] = number
    client = world.client("coordinator")
    with world.nothing_kept():
        for rule, mark in world.rules("GET"):
            if "response_id" in rule.arguments and (mark == PUBLIC or _may(world, mark)):
                harmless(client.get(world.path(rule)))
    page = harmless(client.get(f"/reacties/{number}/inlezen"))
    assert page is not None
    assert "alert(1)" in "".join(page.itertext())
    world.wiring.close()


@pytest.mark.parametrize("kind", ["txt", "md", "docx", "odt", "pdf"])
def test_markup_in_a_framework_that_is_read_in_is_shown_as_words(
    sqlite_template: Path, tmp_path: Path, kind: str
) -> None:
    world = make_world(tmp_path, sqlite_template)
    client, slug = world.client("editor"), world.values["slug"]
    text = f"# Kop {EVIL}\n\n{LETTER}"
    file = io.BytesIO(_as_file(kind, text)), f"kader.{kind}"
    with world.nothing_kept():
        page = harmless(client.post(f"/verwerken/kaders/{slug}/inlezen", data={"file": file}))
        assert page is not None
        fields = {field.get("name", ""): "".join(field.itertext()) for field in page.iter("textarea")}
        fields |= {
            f.get("name", ""): f.get("value", "") for f in page.iter("input") if f.get("type") != "file"
        }
        for step in ("nakijken", "controleren"):
            sent = {**fields, "title": EVIL, "label": "9", "status": "ontwikkelversie", "dated": "2025-01-01"}
            harmless(client.post(f"/verwerken/kaders/{slug}/inlezen/{step}", data=sent))
    world.wiring.close()


def _may(world: World, mark: Action | str) -> bool:
    return isinstance(mark, Action) and may_somewhere(world.people["coordinator"], mark)


# -- markdown ------------------------------------------------------------------------------------------------

BOMBS = [
    "> " * 5_000 + "x",
    "- " * 5_000 + "x",
    "[" * 10_000,
    "![" * 5_000 + "](x)" * 5_000,
    "*" * 20_000,
    "_a" * 10_000,
    "`" * 10_000 + "x",
    "<" * 20_000,
    "|a" * 5_000 + "\n" + "|-" * 5_000 + "\n" + ("|x" * 5_000 + "\n") * 3,
    "a" * 1_000_000,
    "\n".join(f"[x{n}]: javascript:alert({n})" for n in range(2_000)),
    "".join(" " * n + "- x\n" for n in range(500)),
    "[a](<" * 3_000,
    "&#x6a;" * 5_000,
]


@pytest.mark.parametrize("bomb", BOMBS, ids=lambda bomb: repr(bomb[:8]))
def test_markdown_that_is_meant_to_burst_stays_small(bomb: str) -> None:
    """Not timed: what comes out is bounded by what was read, and nothing stands deeper than the limit."""
    html = str(to_html(bomb))
    assert len(html) < 40 * MAX_LENGTH
    depth, deepest = 0, 0
    for at, letter in enumerate(html):
        if letter == "<":
            depth += -1 if html[at + 1] == "/" else html[at + 1 : at + 3] not in ("br", "hr")
            deepest = max(deepest, depth)
    assert deepest < 60


@pytest.mark.parametrize(
    "text",
    [EVIL, "<script>x</script>", "[a](JaVaScRiPt:x)", "[a](&#106;avascript:x)", "[a](data:text/html,x)",
     "<https://a.example/\" onclick=x>", "[a](vbscript:x)", "[x](//kwaad.example \"t\" onclick=x)",
     "[a]: javascript:x\n\n[a]", "\x01javascript:x", "![x](http://a.example/x.png)"],
)  # fmt: skip
def test_markdown_of_people_holds_no_script_no_picture_and_only_safe_links(text: str) -> None:
    tree = html5lib.parseFragment(str(to_html(text)), namespaceHTMLElements=False)
    for element in tree.iter():
        assert element.tag not in ("script", "img", "svg", "iframe", "style")
        assert set(element.attrib) <= {"href", "rel", "start"}
        assert urlsplit(element.get("href", "")).scheme in ("http", "https", "mailto", "")
