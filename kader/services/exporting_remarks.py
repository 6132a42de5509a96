"""What people wrote and what they were answered, as files: the response document, a response, a form.

A response document and a response are seen by who may see their page; nothing here decides that anew.
"""

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from hashlib import sha256

from kader.domain.locating import How
from kader.domain.reading_text import ReadingText
from kader.domain.responses.own_form import INSTRUCTIONS
from kader.domain.responses.parsed import LetterKind
from kader.domain.review import ReviewedComment
from kader.domain.rights import Person
from kader.formats import form_out, web_annotation
from kader.formats.csv_out import write_csv
from kader.formats.dutch import letter_date
from kader.formats.html import page_ids
from kader.formats.remark_table import RemarkForm, RemarkRow
from kader.formats.web_annotation import Annotated, Quote
from kader.formats.xlsx_out import Sheet, write_xlsx
from kader.services.accounting import ResponseDocument, response_document
from kader.services.accounting_document import COLUMNS, WIDTHS, as_document, as_rows, notice_of, title_of
from kader.services.exporting import WRITERS, File, file, require_kind
from kader.services.response_access import readable
from kader.services.wiring import Wiring
from kader.storage import frameworks, reading_remarks, responses
from kader.storage.tables import Comment, Place, Response, Version

DOCUMENT_KINDS = ("docx", "pdf", "xlsx", "csv", "html", "md")
TABLE_KINDS = ("docx", "xlsx")
_FORMS = {"docx": form_out.form_docx, "xlsx": form_out.form_xlsx}


# -- the response document -----------------------------------------------------------------------------------


def document_file(wiring: Wiring, person: Person, slug: str, label: str, round_id: int, suffix: str) -> File:
    """The response document of a round. Raises NotFound, also for who may not see it yet."""
    require_kind(suffix, DOCUMENT_KINDS)
    document = response_document(wiring, person, slug, label, round_id)
    name = f"{slug}-{label}-reactienota" + ("" if document.accounted_at else "-concept")
    # A long one takes seconds; what tells the same is the same file.
    told = sha256(repr(document).encode("utf-8", "replace")).hexdigest()
    content = wiring.derived.made("document", (told, suffix), lambda: _document_content(document, suffix))
    return file(name, suffix, content)


def _document_content(document: ResponseDocument, suffix: str) -> bytes:
    if suffix == "csv":
        return write_csv(COLUMNS, as_rows(document))
    if suffix == "xlsx":
        lines = (title_of(document), document.head.title, notice_of(document))
        sheet = Sheet("Reactienota", lines, COLUMNS, as_rows(document), WIDTHS)
        dated = document.accounted_at.date() if document.accounted_at else None
        return write_xlsx([sheet], title_of(document), document.head.framework, dated)
    return WRITERS[suffix](as_document(document), title_of(document))


# -- responses and forms -------------------------------------------------------------------------------------


def response_file(wiring: Wiring, person: Person, response_id: int, suffix: str) -> File:
    """The points and comments of a response, in the form in which they can be sent in again.

    Raises NotFound for who may not read the response.
    """
    require_kind(suffix, TABLE_KINDS)
    with wiring.database.read() as session:
        response = readable(wiring, session, person, response_id)
        version = response.round.version
        name = f"{version.framework.slug}-{version.label}-reactie-{response.organisation.slug}"
        return file(name, suffix, _FORMS[suffix](_form_of(response), response.organisation.name, None))


def _form_of(response: Response) -> RemarkForm:
    version = response.round.version
    about = f"{version.framework.title}, versie {version.label}"
    lines = [letter_date(response.dated)] if response.dated else []
    review = responses.review_of(response)
    rows = {comment.id: number for number, comment in enumerate(review.comments, 1)}
    return RemarkForm(
        response.title or f"Reactie op {about}",
        (f"Reactie van {response.organisation.name} op {about}", *lines),
        tuple((point.title, point.text) for point in review.points),
        tuple(_row(comment, rows) for comment in review.comments),
        tuple(piece.text for piece in review.letter if piece.kind is LetterKind.TEXT),
    )


def _row(comment: ReviewedComment, rows: Mapping[int, int]) -> RemarkRow:
    return RemarkRow(
        comment.label or "",
        comment.pages,
        comment.stated_place or "",
        comment.passage or "",
        comment.text,
        comment.sub,
        comment.proposal or "",
        comment.author or "",
        tuple(rows[other] for other in comment.refers_to if other in rows),
        comment.kind or "",
    )


def form_file(wiring: Wiring, slug: str, label: str, suffix: str) -> File:
    """An empty form for remarks on a version, with its pages and sections filled in. Raises NotFound."""
    require_kind(suffix, TABLE_KINDS)
    with wiring.database.read() as session:
        version = frameworks.version(session, slug, label)
        hashes = (version.sha256, version.framework.title, suffix)
        content = wiring.derived.made("form", hashes, lambda: _empty_form(wiring, version, suffix))
    return file(f"{slug}-{label}-reactieformulier", suffix, content)


def _empty_form(wiring: Wiring, version: Version, suffix: str) -> bytes:
    form = RemarkForm(
        f"Reactieformulier {version.framework.title}, versie {version.label}",
        INSTRUCTIONS,
        (),
        tuple(_empty_rows(wiring.derived.reading(version))),
        counted=False,
    )
    return _FORMS[suffix](form, version.framework.owner, version.dated)


def _empty_rows(reading: ReadingText) -> Iterator[RemarkRow]:
    """A row for the whole, and one for each section on each page it has text on."""
    yield RemarkRow()
    seen: set[tuple[str | None, str | None]] = {(None, None)}
    for page in reading.pages or ():
        for block in reading.blocks_between(page.start, page.end):
            place = (page.label, block.section)
            if place not in seen:
                seen.add(place)
                yield RemarkRow(pages=(page.label,), section=block.section or "")
    for block in () if reading.pages else reading.blocks:
        if (None, block.section) not in seen:
            seen.add((None, block.section))
            yield RemarkRow(section=block.section or "")


# -- web annotations -----------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Addresses:
    """Absolute addresses: of the annotations, of the version's page, and of a published remark by its key."""

    annotations: str
    version: str
    remark: Callable[[str], str]


def annotations_file(wiring: Wiring, slug: str, label: str, addresses: Addresses) -> File:
    """All public comments on a version as W3C Web Annotations. Raises NotFound."""
    with wiring.database.read() as session:
        version = frameworks.version(session, slug, label)
        reading = wiring.derived.reading(version)
        fragments = {
            page.label: name for page, name in zip(reading.pages, page_ids(reading.pages), strict=True)
        }
        places = reading_remarks.published_places(session, version)
        comments = [_annotated(place.comment, place, addresses, fragments) for place in places]
        loose = reading_remarks.published_without_place(session, version)
        comments += [_annotated(comment, None, addresses, fragments) for comment in loose]
        title = f"Opmerkingen bij {version.framework.title}, versie {label}"
    made = web_annotation.collection(addresses.annotations, title, addresses.version, comments)
    content = json.dumps(made, ensure_ascii=False, indent=2).encode("utf-8", "replace")
    return File(f"{slug}-{label}-opmerkingen.jsonld", web_annotation.MEDIA_TYPE, content)


def _annotated(
    comment: Comment, place: Place | None, addresses: Addresses, fragments: dict[str, str]
) -> Annotated:
    """Without a place it is on the page it names, or on the whole."""
    answer = comment.disposition
    return Annotated(
        id=addresses.remark(f"o{comment.id}"),
        organisation=comment.response.organisation.name,
        text="\n".join([comment.text, *comment.sub_remarks]).strip(),
        proposal=comment.proposal or "",
        answer=f"{answer.outcome}: {answer.reason}".removesuffix(": ") if answer else "",
        created=comment.response.submitted_at,
        quote=_quote(place) if place else None,
        fragment=fragments.get((place.page if place else comment.page) or "", ""),
        kind=comment.kind or "",
    )


def _quote(place: Place) -> Quote | None:
    """The passage, unless the comment is on the whole page."""
    if place.start is None or place.end is None or place.how == How.PAGE:
        return None
    return Quote(place.exact, place.prefix, place.suffix, place.start, place.end)
