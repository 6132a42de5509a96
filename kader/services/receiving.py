"""A letter comes in as it was written: kept as received, read, placed, and put before a person as a draft."""

import hashlib
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import PurePath

from kader.domain.audit import Act
from kader.domain.errors import InvalidInput, NotAllowed, UnreadableDocument
from kader.domain.locating import How, Location
from kader.domain.paragraphs import Paragraph
from kader.domain.reading_text import ReadingText
from kader.domain.responses.margin_comments import understand
from kader.domain.responses.parsed import ParsedResponse
from kader.domain.review import LooseEnd, Review, beside, uncovered, understood
from kader.domain.rights import Action, Person, require
from kader.domain.round import require_may_respond
from kader.domain.vocabulary import ResponseStatus
from kader.formats.reading import ACCEPTED, MAX_BYTES, MAX_TEXT_BYTES, read_document
from kader.services.placing import find_places, put_location
from kader.services.response_access import allowed
from kader.services.wiring import Wiring, note
from kader.storage import contributing as stored
from kader.storage import corrections, responses
from kader.storage.database import Session
from kader.storage.rounds import calendar_of
from kader.storage.tables import Response, Round, Upload

__all__ = ["ACCEPTED", "MAX_BYTES", "MAX_COMMENTS", "MAX_TEXT_BYTES", "discard", "mark_of", "receive"]

MAX_COMMENTS = 2_000
"""Most comments that are taken in: a request stays within seconds, and so does each correction."""
_TOO_MANY = (
    f"In dit bestand staan {{count}} opmerkingen; het mogen er hoogstens {MAX_COMMENTS} zijn. "
    "Controleer of u het goede bestand hebt gekozen, of overleg met de redactie."
)
_NAME_LENGTH = 200


@dataclass(frozen=True, slots=True)
class _Sent:
    """Who sends which file, by its hash, and what it may replace."""

    organisation_id: int
    sha256: str
    replaces: bool
    seen: Collection[str] | None


@dataclass(frozen=True, slots=True)
class _Letter:
    """A file as it was received and what was made of it."""

    name: str
    content: bytes
    paragraphs: tuple[Paragraph, ...]
    parsed: ParsedResponse
    review: Review
    locations: tuple[Location, ...]


def receive(
    wiring: Wiring,
    person: Person,
    round_id: int,
    organisation_id: int,
    name: str,
    content: bytes,
    replace_draft: bool = False,
    seen: Collection[str] | None = None,
) -> int:
    """Take in a letter into the draft response of an organisation; gives the response's id.

    What people wrote in the text stays; an earlier file gives way to this one.
    `seen` holds the `mark_of` each draft that the sender saw; a later one is not replaced, unless it is None.
    Raises UnreadableDocument, InvalidInput when a draft is not to be replaced, NotAllowed when the round is
    not open or the response was submitted. Nothing stays then.
    """
    require(person, Action.RESPOND, organisation_id=organisation_id)
    sent = _Sent(organisation_id, hashlib.sha256(content).hexdigest(), replace_draft, seen)
    # Reading and placing may take a second; nobody else's writing waits for it.
    reading = _reading(wiring, round_id, sent)
    letter = _read(name, content, reading)
    with wiring.writing(person, Act.RECEIVE_RESPONSE) as session:
        response = _draft(wiring, session, round_id, sent)
        if not _is_again(response, sent):
            _put_file(wiring, session, person, response, letter)
            _save(session, response, letter, reading)
        note(session, f"reactie {response.id}")
        return response.id


def _save(session: Session, response: Response, letter: _Letter, reading: ReadingText) -> None:
    written = responses.without_received(responses.review_of(response), response)
    rows = responses.save_review(session, response, beside(written, letter.review))
    for comment, location in zip(letter.review.comments, letter.locations, strict=True):
        put_location(rows[comment.id], response.round.version, reading, location)
    session.flush()


def discard(wiring: Wiring, person: Person, response_id: int) -> int:
    """Undo an upload entirely: the draft and its file are gone; gives the round's id.

    Raises NotFound when it is another organisation's, NotAllowed when it was submitted.
    """
    with wiring.writing(person, Act.DISCARD_RESPONSE, f"reactie {response_id}") as session:
        response = allowed(wiring, session, person, response_id, Action.DISCARD)
        if stored.editions(session, response.id):
            raise NotAllowed(
                "Deze reactie is eerder ingediend; wat is ingediend, blijft bewaard. "
                "Verander wat anders moet, of stuur een ander bestand in."
            )
        responses.remove(session, response)
        return response.round_id


def file_since(response: Response) -> datetime:
    """Since when a draft is what it is: its file, or its beginning."""
    return response.upload.received_at if response.upload else response.created_at


def mark_of(response_id: int, since: datetime) -> str:
    """Tells one draft from the next, which may bear the same id when the first was taken away."""
    return f"{response_id}-{since.astimezone(UTC):%Y%m%d%H%M%S%f}"


def _reading(wiring: Wiring, round_id: int, sent: _Sent) -> ReadingText:
    """The text of the version that a round is about; who may not send is told before the file is read."""
    with wiring.database.read() as session:
        one = _open_round(wiring, session, round_id, sent.organisation_id)
        _present(session, one, sent)
        return wiring.derived.reading(one.version)


def _open_round(wiring: Wiring, session: Session, round_id: int, organisation_id: int) -> Round:
    one = responses.round_by_id(session, round_id)
    require_may_respond(calendar_of(one), organisation_id, wiring.clock())
    return one


def _read(name: str, content: bytes, reading: ReadingText) -> _Letter:
    printed = "".join(letter for letter in name if letter.isprintable())
    name = PurePath(printed.replace("\\", "/")).name[-_NAME_LENGTH:]
    paragraphs = read_document(name, content)
    parsed = understand(paragraphs, reading)
    if len(parsed.comments) > MAX_COMMENTS:
        raise UnreadableDocument(_TOO_MANY.format(count=len(parsed.comments)))
    review = _complete(understood(parsed), paragraphs)
    locations = find_places(review.comments, reading, [comment.margin for comment in parsed.comments])
    return _Letter(name, content, paragraphs, parsed, _with_pages(review, locations), locations)


def _with_pages(review: Review, locations: Sequence[Location]) -> Review:
    """A remark in the margin names no page; the page of its passage is the one it is about."""
    placed = (
        replace(comment, page=location.page, pages=(location.page,))
        if location.how is How.MARGIN and location.page
        else comment
        for comment, location in zip(review.comments, locations, strict=True)
    )
    return replace(review, comments=tuple(placed))


def _complete(review: Review, paragraphs: tuple[Paragraph, ...]) -> Review:
    """Whatever the parser would ever forget is listed as unplaced, so that it cannot disappear."""
    texts = [paragraph.text for paragraph in paragraphs]
    parts = (review.points, review.comments, review.letter, review.unplaced)
    for gap in uncovered(texts, (span for items in parts for item in items for span in item.source)):
        piece = LooseEnd(review.new_id(), texts[gap.paragraph][gap.start : gap.end], (gap,))
        review = replace(review, unplaced=(*review.unplaced, piece))
    return review


def _present(session: Session, one: Round, sent: _Sent) -> Response | None:
    """The draft that this file takes the place of, or is; None when there is none yet.

    Raises NotAllowed when the response was submitted, InvalidInput when the draft is not to be replaced.
    """
    present = responses.of_organisation_in(session, one.id, sent.organisation_id)
    if present is None:
        return None
    name = present.organisation.name
    if present.status is not ResponseStatus.DRAFT:
        raise NotAllowed(f"{name} heeft in deze ronde al een reactie ingediend.")
    if _is_again(present, sent):
        return present
    if present.upload is None:
        return present
    if not sent.replaces:
        raise InvalidInput(
            f"{name} heeft in deze ronde al een concept. "
            "Vink aan dat dit bestand het vorige vervangt, of kies een andere organisatie."
        )
    if not _was_seen(present, sent):
        raise InvalidInput(
            f"Intussen is voor {name} een ander bestand ingestuurd: {_file_of(present)}. Kijk dat eerst na. "
            "Moet uw bestand het toch vervangen? Vink dat dan opnieuw aan en kies uw bestand nog eens."
        )
    return present


def _is_again(present: Response, sent: _Sent) -> bool:
    """Whether this very file is the draft already and was not meant to take its place once more."""
    same = present.upload is not None and present.upload.sha256 == sent.sha256
    return same and not (sent.replaces and _was_seen(present, sent))


def _was_seen(present: Response, sent: _Sent) -> bool:
    return sent.seen is None or mark_of(present.id, file_since(present)) in sent.seen


def _file_of(response: Response) -> str:
    return f"‘{response.upload.filename}’" if response.upload else "een reactie zonder bestand"


def _draft(wiring: Wiring, session: Session, round_id: int, sent: _Sent) -> Response:
    """The organisation's draft in an open round, begun when there is none yet."""
    one = _open_round(wiring, session, round_id, sent.organisation_id)
    organisation = responses.locked_organisation(session, sent.organisation_id)
    present = _present(session, one, sent)
    if present is not None:
        return present
    response = Response(
        round=one, organisation=organisation, status=ResponseStatus.DRAFT, created_at=wiring.clock()
    )
    session.add(response)
    session.flush()
    return response


def _put_file(wiring: Wiring, session: Session, person: Person, response: Response, letter: _Letter) -> None:
    """Let this be the response's file; the one before it goes, with the steps of its correction."""
    before = response.upload
    response.upload = Upload(
        filename=letter.name,
        sha256=hashlib.sha256(letter.content).hexdigest(),
        content=letter.content,
        paragraphs=responses.fields_of(letter.paragraphs),
        received_at=wiring.clock(),
        received_from_id=person.id,
    )
    response.title = letter.parsed.title or response.title or ""
    response.dated = letter.parsed.date or response.dated or ""
    session.flush()
    if before is not None:
        corrections.forget(session, response.id)
        responses.let_go(session, before)
