"""A submitted edition as files: its canonical content, and a document that people can file.

Both say exactly what was sent. The document is made from the canonical content and from nothing else, so that
it can be made again in ten years.
"""

import json
from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any

from kader.domain.comparison.wording import wording
from kader.domain.edition import grouped
from kader.domain.errors import KaderError
from kader.domain.responses.parsed import LetterKind
from kader.domain.rights import Person
from kader.formats import outgoing as out
from kader.formats.dutch import letter_date, moment
from kader.services.editions import EditionLine, edition_row, line_of
from kader.services.exporting import WRITERS, File, file, require_kind
from kader.services.wiring import Wiring
from kader.storage import contributing as stored

KINDS = ("pdf", "docx", "json")
_LOOKS: dict[str, out.Look] = {"-": "deleted", "+": "inserted"}
_LETTER = (LetterKind.HEADING, LetterKind.TEXT)


def edition_file(wiring: Wiring, person: Person, response_id: int, number: int, suffix: str) -> File:
    """What was submitted that time, for its organisation and the editors. Raises NotFound."""
    require_kind(suffix, KINDS)
    with wiring.database.read() as session:
        row = edition_row(wiring, session, person, response_id, number)
        line, content = line_of(row), row.content
    if suffix == "json":
        return File(f"{line.receipt}.json", "application/json", content.encode("utf-8", "surrogatepass"))
    return file(line.receipt, suffix, _made(wiring, line, content, suffix))


def receipt_pdf(wiring: Wiring, edition_id: int) -> tuple[str, bytes] | None:
    """Name and bytes of the PDF of an edition, for in a mail; None when it is too long to be set."""
    with wiring.database.read() as session:
        row = stored.edition_by_id(session, edition_id)
        line, content = line_of(row), row.content
    try:
        return f"{line.receipt}.pdf", _made(wiring, line, content, "pdf")
    except KaderError:
        return None


def _made(wiring: Wiring, line: EditionLine, content: str, suffix: str) -> bytes:
    told = (line.sha256, line.receipt, str(line.submitted_at), str(line.withdrawn_at), suffix)
    made: bytes = wiring.derived.made(
        "edition", told, lambda: WRITERS[suffix](as_document(json.loads(content), line), line.receipt)
    )
    return made


def as_document(content: dict[str, Any], line: EditionLine) -> out.Document:
    """The receipt first, then the letter, the points, the answers and the comments, as they were sent."""
    return out.Document(
        title=_title(content),
        blocks=tuple(_blocks(content, line)),
        author=content["organisation"],
        dated=line.submitted_at.date(),
    )


def _title(content: dict[str, Any]) -> str:
    return content["title"] or f"Reactie van {content['organisation']}"


def _blocks(content: dict[str, Any], line: EditionLine) -> Iterator[out.Block]:
    yield out.Heading(1, out.plain(_title(content)))
    yield from _receipt(content, line)
    yield from _letter(content["letter"])
    if content["answers"]:
        yield out.Heading(2, out.plain("Vragen van de redactie"))
    for answer in content["answers"]:
        yield out.Heading(3, out.plain(answer["question"]))
        yield from out.paragraphs(answer["answer"] or "Niet beantwoord.")
    if content["points"]:
        yield out.Heading(2, out.plain("Algemene punten"))
    for at, point in enumerate(content["points"], start=1):
        yield out.Heading(3, out.plain(f"{at}. {point['title']}"))
        yield from out.paragraphs(point["text"])
    if content["comments"]:
        yield out.Heading(2, out.plain("Opmerkingen"))
    for at, comment in enumerate(content["comments"], start=1):
        yield from _comment(comment, at)


def _receipt(content: dict[str, Any], line: EditionLine) -> Iterator[out.Block]:
    withdrawn = [("Teruggenomen op", moment(line.withdrawn_at))] if line.withdrawn_at else []
    dated = [("Datum van de brief", letter_date(content["date"]))] if content["date"] else []
    received = content["file"]
    files = (
        [("Ingestuurd bestand", f"{received['name']} (SHA-256 {grouped(received['sha256'])})")]
        if received
        else []
    )
    facts = [
        ("Ontvangstbewijs", line.receipt),
        ("Ingediend op", _seconds(line.submitted_at)),
        *withdrawn,
        ("Namens", content["organisation"]),
        ("Over", f"{content.get('framework_title') or content['framework']}, versie {content['version']}"),
        ("Consultatieronde", content["round"]),
        *dated,
        *files,
        ("SHA-256 van de inhoud", grouped(line.sha256)),
    ]
    rows = [("Wat", "Waarde"), *facts]
    cells = tuple((out.plain(name), out.plain(value)) for name, value in rows)
    yield out.Table(cells, name="Ontvangstbewijs", shares=(0.3, 0.7))


def _seconds(at: datetime) -> str:
    return f"{moment(at)} ({at.strftime('%Y-%m-%dT%H:%M:%SZ')})"


def _letter(pieces: Sequence[dict[str, str]]) -> Iterator[out.Block]:
    shown = [piece for piece in pieces if piece["kind"] in _LETTER]
    if shown:
        yield out.Heading(2, out.plain("Brief"))
    for piece in shown:
        if piece["kind"] == LetterKind.HEADING:
            yield out.Paragraph(out.plain(piece["text"]), "label")
        else:
            yield from out.paragraphs(piece["text"])


def _comment(comment: dict[str, Any], at: int) -> Iterator[out.Block]:
    pages = f", pagina {', '.join(comment['pages'])}" if comment["pages"] else ""
    printed = (
        f" (in de brief: {comment['label']})" if comment["label"] and comment["label"] != str(at) else ""
    )
    yield out.Heading(3, out.plain(f"Opmerking {at}{pages}{printed}"))
    about = [comment["kind"], comment["stated_place"]]
    told = ", ".join(part for part in about if part)
    if told:
        yield out.Paragraph(out.plain(told[0].upper() + told[1:]), "quiet")
    passage = comment["passage"] or ""
    if passage:
        yield from out.paragraphs(passage, "quote")
    yield from out.paragraphs(comment["text"])
    if comment["sub"]:
        yield out.List(
            tuple(out.Item(None, tuple(out.paragraphs(sub))) for sub in comment["sub"] if sub.strip())
        )
    if comment["proposal"]:
        yield out.Paragraph(out.plain("Tekstvoorstel"), "label")
        yield out.Paragraph(_change(passage, comment["proposal"]), "quote")
    if comment["refers_to"]:
        others = ", ".join(str(other + 1) for other in comment["refers_to"])
        yield out.Paragraph(out.plain(f"Verwijst naar opmerking {others}."), "quiet")


def _change(passage: str, proposal: str) -> out.Inlines:
    """The proposed words as a change of the passage."""
    words = wording(passage, proposal)
    return tuple(
        out.Words(word.text, frozenset({_LOOKS[word.op]}) if word.op in _LOOKS else frozenset())
        for word in words
    )
