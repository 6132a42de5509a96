"""Load and save what organisations send in: rounds, uploads, responses and the review of them."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import asdict
from typing import Any, TypeVar

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload, selectinload, undefer

from kader.domain.errors import NotFound
from kader.domain.paragraphs import Cell, Paragraph
from kader.domain.responses.parsed import LetterKind, Source
from kader.domain.review import FormerComment, Kept, LooseEnd, Review, ReviewedComment, ReviewedPoint
from kader.domain.vocabulary import CommentKind
from kader.storage.tables import Comment, Organisation, Point, Response, Round, Unplaced, Upload, Version

NO_SUCH_RESPONSE = "Deze reactie bestaat niet. Kijk in de lijst van uw reacties."
# An id in an address may be larger than a database can even look for.
_LAST_ID = 2**31 - 1
_NOT_KEPT = frozenset({"marks", "breaks", "cites", "links", "printed", "size", "role", "margin"})
_Row = TypeVar("_Row", Point, Comment, Unplaced)


def rounds(session: Session) -> list[Round]:
    """All rounds with their version and framework and who takes part, the one that closes last first."""
    options = [
        joinedload(Round.version).joinedload(Version.framework),
        selectinload(Round.invitations),
        selectinload(Round.late_admissions),
        selectinload(Round.extensions),
    ]
    return list(session.scalars(select(Round).options(*options).order_by(Round.closes_at.desc(), Round.id)))


def round_by_id(session: Session, round_id: int) -> Round:
    """Raises NotFound."""
    version = joinedload(Round.version).joinedload(Version.framework)
    found = session.get(Round, round_id, options=[version]) if round_id <= _LAST_ID else None
    if found is None:
        raise NotFound("Deze consultatieronde bestaat niet. Kijk in de lijst van rondes.")
    return found


def organisations(session: Session, ids: Collection[int]) -> list[Organisation]:
    query = select(Organisation).where(Organisation.id.in_(ids))
    return list(session.scalars(query.order_by(Organisation.name)))


def of_organisations(session: Session, ids: Collection[int]) -> list[Response]:
    """The responses of these organisations, newest first."""
    query = select(Response).where(Response.organisation_id.in_(ids)).options(*_in_a_list())
    return list(session.scalars(query.order_by(Response.created_at.desc(), Response.id.desc())))


def in_round(session: Session, round_id: int) -> list[Response]:
    """All responses of a round, drafts included, by the organisation's name."""
    query = select(Response).where(Response.round_id == round_id).options(*_in_a_list())
    return sorted(session.scalars(query), key=lambda response: response.organisation.name.casefold())


def of_organisation_in(session: Session, round_id: int, organisation_id: int) -> Response | None:
    return session.scalar(
        select(Response).where(Response.round_id == round_id, Response.organisation_id == organisation_id)
    )


def locked_organisation(session: Session, organisation_id: int) -> Organisation:
    """The organisation, held until the transaction ends, so that two letters at once cannot both come in."""
    return session.get_one(Organisation, organisation_id, with_for_update=True)


def response(session: Session, response_id: int) -> Response:
    """The response with all that a review of it needs. Raises NotFound."""
    comments = selectinload(Response.comments)
    options = [
        *_with_heads(),
        selectinload(Response.points),
        comments.selectinload(Comment.refers_to),
        comments.selectinload(Comment.places),
        selectinload(Response.unplaced),
    ]
    found = session.get(Response, response_id, options=options) if response_id <= _LAST_ID else None
    if found is None:
        raise NotFound(NO_SUCH_RESPONSE)
    return found


def _with_heads() -> list[Any]:
    return [
        joinedload(Response.organisation),
        joinedload(Response.round).joinedload(Round.version).joinedload(Version.framework),
        joinedload(Response.upload),
    ]


def original(session: Session, upload: Upload) -> tuple[Paragraph, ...]:
    """What was read in an uploaded file; sources count in these paragraphs."""
    query = select(Upload).where(Upload.id == upload.id).options(undefer(Upload.paragraphs))
    full = session.scalars(query.execution_options(populate_existing=True)).one()
    return tuple(_paragraph(fields) for fields in full.paragraphs)


def _in_a_list() -> list[Any]:
    """What a list shows of each response; of points and comments only how many there are."""
    points = selectinload(Response.points).load_only(Point.id)
    return [*_with_heads(), points, selectinload(Response.comments).load_only(Comment.id)]


def content(session: Session, response: Response) -> tuple[str, bytes]:
    """Name and bytes of the uploaded file, as received. Raises NotFound when there is none."""
    if response.upload is None:
        raise NotFound("Bij deze reactie hoort geen bestand.")
    return response.upload.filename, response.upload.content


def fields_of(paragraphs: Iterable[Paragraph]) -> list[dict[str, Any]]:
    """Paragraphs as they are kept with an upload; what is empty, or only shows, takes no room."""
    return [
        {key: value for key, value in asdict(p).items() if value and key not in _NOT_KEPT} for p in paragraphs
    ]


def _paragraph(fields: dict[str, Any]) -> Paragraph:
    cell = Cell(**fields["cell"]) if fields.get("cell") else None
    return Paragraph(**{"text": "", **fields, "cell": cell})


def remove(session: Session, response: Response) -> None:
    """Take a response away with all that was understood of it, and its upload."""
    upload = response.upload
    session.delete(response)
    session.flush()
    if upload is not None:
        let_go(session, upload)


def let_go(session: Session, upload: Upload) -> None:
    """Take a file away, unless another response has it too."""
    if not _is_used(session, upload):
        session.delete(upload)
        session.flush()


def without_received(review: Review, response: Response) -> Review:
    """What people wrote in the text itself, without what came from a file."""
    written = {row.id for row in response.comments if row.written_by_id is not None or row.guest_name}
    return Review(
        tuple(point for point in review.points if not point.source),
        tuple(one for one in review.comments if one.id in written or not one.source),
        tuple(piece for piece in review.letter if not piece.source),
    )


def _is_used(session: Session, upload: Upload) -> bool:
    return session.scalar(select(Response.id).where(Response.upload_id == upload.id).limit(1)) is not None


def review_of(response: Response) -> Review:
    return Review(
        tuple(
            ReviewedPoint(p.id, p.title, p.text, _sources(p.source), p.confidence) for p in response.points
        ),
        tuple(_reviewed(comment) for comment in response.comments),
        tuple(
            Kept(
                piece["id"],
                LetterKind(piece["kind"]),
                piece["text"],
                _sources(piece["source"]),
                _former(piece.get("was")),
            )
            for piece in response.letter
        ),
        tuple(
            LooseEnd(u.id, u.text, _sources(u.source), u.settled, _former(u.was)) for u in response.unplaced
        ),
    )


def _reviewed(row: Comment) -> ReviewedComment:
    return ReviewedComment(
        id=row.id,
        label=row.label,
        page=row.page,
        pages=tuple(row.pages),
        text=row.text,
        sub=tuple(row.sub_remarks),
        passage=row.passage,
        proposal=row.proposal,
        refers_to=tuple(other.id for other in row.refers_to),
        source=_sources(row.source),
        confidence=row.confidence,
        stated_place=row.stated_place,
        author=row.author,
        kind=row.kind,
    )


def _former(stored: dict[str, Any] | None) -> FormerComment:
    if not stored:
        return FormerComment()
    kind = stored.get("kind")
    return FormerComment(
        tuple(stored["pages"]), stored["label"], stored["author"], CommentKind(kind) if kind else None
    )


def _stored_former(was: FormerComment) -> dict[str, Any] | None:
    return asdict(was) if was != FormerComment() else None


def _sources(stored: Iterable[dict[str, int]]) -> tuple[Source, ...]:
    return tuple(Source(**span) for span in stored)


def save_review(session: Session, response: Response, review: Review) -> dict[int, Comment]:
    """Let the rows say what the review says; gives each of its comments' rows by the id in the review."""
    points = _matched(response.points, review.points, Point)
    comments = _matched(response.comments, review.comments, Comment)
    loose = _matched(response.unplaced, review.unplaced, Unplaced)
    _drop_references(session, response, comments)
    for position, (point, point_row) in enumerate(zip(review.points, points, strict=True)):
        _fill_point(point_row, point, position)
    for position, (comment, row) in enumerate(zip(review.comments, comments, strict=True)):
        _fill_comment(row, comment, position)
    for position, (piece, loose_row) in enumerate(zip(review.unplaced, loose, strict=True)):
        _fill_loose(loose_row, piece, position)
    response.points, response.comments, response.unplaced = points, comments, loose
    response.letter = _stored_letter(review.letter)
    session.flush()
    rows = {comment.id: row for comment, row in zip(review.comments, comments, strict=True)}
    _save_references(review, rows)
    session.flush()
    return rows


def _drop_references(session: Session, response: Response, kept: Sequence[Comment]) -> None:
    """Unlink comments that go, before the database does so by itself and the session counts wrong."""
    going = set(response.comments).difference(kept)
    for row in response.comments if going else ():
        if row in going or any(target in going for target in row.refers_to):
            row.refers_to = [] if row in going else [t for t in row.refers_to if t not in going]
    session.flush()


def _matched(rows: Sequence[_Row], items: Sequence[Any], kind: type[_Row]) -> list[_Row]:
    """The row of each item, a new one for what is not stored yet."""
    by_id = {row.id: row for row in rows}
    return [by_id.get(item.id) or _new(kind) for item in items]


def _new(kind: type[_Row]) -> _Row:
    # What a new comment has none of need not be asked for, one comment at a time.
    return kind(places=[], refers_to=[]) if kind is Comment else kind()


def _fill_point(row: Point, point: ReviewedPoint, position: int) -> None:
    row.position, row.title, row.text = position, point.title, point.text
    row.source, row.confidence = _stored(point.source), point.confidence


def _fill_loose(row: Unplaced, piece: LooseEnd, position: int) -> None:
    row.position, row.text, row.settled = position, piece.text, piece.settled
    row.source, row.was = _stored(piece.source), _stored_former(piece.was)


def _fill_comment(row: Comment, comment: ReviewedComment, position: int) -> None:
    row.position, row.label, row.page, row.pages = position, comment.label, comment.page, list(comment.pages)
    row.text, row.sub_remarks = comment.text, list(comment.sub)
    row.passage, row.proposal, row.stated_place = comment.passage, comment.proposal, comment.stated_place
    row.author, row.kind = comment.author, comment.kind
    row.source, row.confidence = _stored(comment.source), comment.confidence


def _save_references(review: Review, rows: dict[int, Comment]) -> None:
    for comment in review.comments:
        targets = [rows[wanted] for wanted in comment.refers_to if wanted in rows]
        # Setting an equal list would load and rewrite the links of every comment.
        if [row.id for row in rows[comment.id].refers_to] != [row.id for row in targets]:
            rows[comment.id].refers_to = targets


def _stored(source: Iterable[Source]) -> list[dict[str, int]]:
    return [asdict(span) for span in source]


def _stored_letter(letter: Sequence[Kept]) -> list[dict[str, Any]]:
    """The letter with lasting ids: a piece keeps its own, a new one gets the next."""
    following = max((piece.id for piece in letter), default=0)
    stored = []
    for piece in letter:
        if piece.id <= 0:
            following = max(following, 0) + 1
        number = piece.id if piece.id > 0 else following
        told = {"id": number, "kind": piece.kind.value, "text": piece.text, "source": _stored(piece.source)}
        known = _stored_former(piece.was)
        stored.append({**told, "was": known} if known else told)
    return stored
