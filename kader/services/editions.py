"""What an organisation submitted, each time it did: kept whole, hashed, and told to whom it belongs."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from kader.domain.audit import edition_subject
from kader.domain.edition import canonical, fingerprint
from kader.domain.rights import Person
from kader.services import placing
from kader.services.response_access import own, sent_to
from kader.services.wiring import Wiring, note
from kader.storage import contributing as stored
from kader.storage.contributing_tables import Edition
from kader.storage.database import Session
from kader.storage.tables import Comment, Response


@dataclass(frozen=True, slots=True)
class EditionLine:
    """One time that a response was submitted; `withdrawn_at` when the organisation took it back."""

    number: int
    receipt: str
    sha256: str
    submitted_at: datetime
    withdrawn_at: datetime | None


def add_edition(wiring: Wiring, session: Session, person: Person, response: Response) -> Edition:
    """Keep what is submitted now."""
    number = stored.next_number(session, response.id)
    text = canonical(content_of(session, response, number))
    edition = Edition(
        response_id=response.id,
        number=number,
        content=text,
        sha256=fingerprint(text),
        submitted_at=wiring.clock(),
        submitted_by_id=person.id,
    )
    session.add(edition)
    session.flush()
    note(session, edition_subject(response.id, number), edition.sha256)
    return edition


def editions_of(wiring: Wiring, person: Person, response_id: int) -> tuple[EditionLine, ...]:
    """What one's own organisation submitted, newest first. Raises NotFound."""
    with wiring.database.read() as session:
        response = own(session, person, response_id)
        return tuple(line_of(edition) for edition in reversed(stored.editions(session, response.id)))


def edition_text(wiring: Wiring, person: Person, response_id: int, number: int) -> str:
    """The canonical content, whose hash is on the receipt. Editors get what was not withdrawn.

    Raises NotFound.
    """
    with wiring.database.read() as session:
        return edition_row(wiring, session, person, response_id, number).content


def edition_row(wiring: Wiring, session: Session, person: Person, response_id: int, number: int) -> Edition:
    """Raises NotFound, also for who the response was sent to when this edition was withdrawn."""
    response = sent_to(wiring, session, person, response_id)
    found = stored.edition(session, response.id, number)
    if found.withdrawn_at is not None:
        own(session, person, response_id)
    return found


def line_of(edition: Edition) -> EditionLine:
    return EditionLine(
        edition.number,
        receipt_number(edition.response_id, edition.number, edition.submitted_at),
        edition.sha256,
        edition.submitted_at,
        edition.withdrawn_at,
    )


def latest(session: Session, response_id: int, submitted_at: datetime) -> EditionLine:
    """The last edition; of a response from before editions were kept only its number and moment."""
    rows = stored.editions(session, response_id)
    if rows:
        return line_of(rows[-1])
    return EditionLine(1, receipt_number(response_id, 1, submitted_at), "", submitted_at, None)


def receipt_number(response_id: int, number: int, submitted_at: datetime) -> str:
    """The number of a receipt: the year (UTC), the response, from the second time on also which time."""
    again = f"-{number}" if number > 1 else ""
    return f"R{submitted_at.year}-{response_id:05d}{again}"


def content_of(session: Session, response: Response, number: int) -> dict[str, Any]:
    """All that a response says, in plain values; offsets are code points of the version's reading text."""
    one, version, upload = response.round, response.round.version, response.upload
    given = stored.answers(session, response.id)
    order = {comment.id: at for at, comment in enumerate(response.comments)}
    return {
        "organisation": response.organisation.name,
        "framework": version.framework.slug,
        "framework_title": version.framework.title,
        "version": version.label,
        "version_sha256": version.sha256,
        "round": one.title,
        "edition": number,
        "title": response.title,
        "date": response.dated,
        "letter": [{"kind": piece["kind"], "text": piece["text"]} for piece in response.letter],
        "answers": [
            {"question": question, "answer": given[at].text if at in given else ""}
            for at, question in enumerate(one.questions)
        ],
        "points": [{"title": point.title, "text": point.text} for point in response.points],
        "comments": [_comment(comment, response, order) for comment in response.comments],
        "file": {"name": upload.filename, "sha256": upload.sha256} if upload else None,
    }


def _comment(row: Comment, response: Response, order: dict[int, int]) -> dict[str, Any]:
    place = placing.place_in(row, response.round.version)
    return {
        "label": row.label,
        "pages": row.pages,
        "stated_place": row.stated_place,
        "text": row.text,
        "sub": row.sub_remarks,
        "passage": row.passage,
        "proposal": row.proposal,
        "kind": row.kind,
        "refers_to": sorted(order[other.id] for other in row.refers_to),
        "place": {"start": place.start, "end": place.end, "exact": place.exact, "page": place.page}
        if place and place.start is not None
        else None,
    }
