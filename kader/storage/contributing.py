"""Load and save an answer in the making: its remarks' writers and notes, its answers, editions and links."""

from collections.abc import Collection

from sqlalchemy import delete, func, select
from sqlalchemy.orm import joinedload, selectinload, undefer

from kader.domain.errors import NotFound
from kader.storage.contributing_tables import (
    AnswerOpinion,
    Blanking,
    CommentNote,
    ContributorLink,
    Edition,
    QuestionAnswer,
    SetAsideComment,
    UnsentText,
)
from kader.storage.database import Session
from kader.storage.tables import Comment, Point, Response

_GONE = "Dit stuk is er niet meer. Misschien heeft een collega het verplaatst of verwijderd."


def comment_of(response: Response, comment_id: int) -> Comment:
    """Raises NotFound: a colleague may have moved it meanwhile."""
    found = next((row for row in response.comments if row.id == comment_id), None)
    if found is None:
        raise NotFound(_GONE)
    return found


def notes_of(session: Session, response_id: int) -> dict[int | None, list[CommentNote]]:
    """What was said of each remark of a response, oldest first; None for remarks that are no more."""
    query = select(CommentNote).where(CommentNote.response_id == response_id)
    found: dict[int | None, list[CommentNote]] = {}
    for note in session.scalars(query.options(joinedload(CommentNote.writer)).order_by(CommentNote.id)):
        found.setdefault(note.comment_id, []).append(note)
    return found


def writers_of(session: Session, response: Response) -> dict[int, str]:
    """Who typed each remark, by its id; nothing for what came with a letter."""
    query = select(Comment).where(Comment.response_id == response.id).options(selectinload(Comment.writer))
    names = {row.id: row.writer.name if row.writer else row.guest_name for row in session.scalars(query)}
    return {key: name for key, name in names.items() if name}


def set_aside(session: Session, response_id: int) -> list[SetAsideComment]:
    """Oldest first."""
    query = select(SetAsideComment).where(SetAsideComment.response_id == response_id)
    return list(session.scalars(query.order_by(SetAsideComment.id)))


def set_aside_of(session: Session, response_id: int, wanted: int) -> SetAsideComment:
    """Raises NotFound."""
    query = select(SetAsideComment).where(SetAsideComment.response_id == response_id)
    found = session.scalar(query.where(SetAsideComment.id == wanted))
    if found is None:
        raise NotFound(_GONE)
    return found


def answers(session: Session, response_id: int) -> dict[int, QuestionAnswer]:
    """The answers to the guiding questions, by the question's position from 0."""
    query = select(QuestionAnswer).where(QuestionAnswer.response_id == response_id)
    return {row.position: row for row in session.scalars(query.order_by(QuestionAnswer.position))}


def editions(session: Session, response_id: int) -> list[Edition]:
    """What was submitted, oldest first, without the contents."""
    query = select(Edition).where(Edition.response_id == response_id)
    return list(session.scalars(query.order_by(Edition.number)))


def edition(session: Session, response_id: int, number: int) -> Edition:
    """One edition with its content. Raises NotFound."""
    query = select(Edition).where(Edition.response_id == response_id, Edition.number == number)
    found = session.scalar(query.options(undefer(Edition.content)))
    if found is None:
        raise NotFound("Deze ingediende reactie bestaat niet. Kijk in de lijst van ingediende reacties.")
    return found


def edition_by_id(session: Session, edition_id: int) -> Edition:
    """An edition with its content, by the key of its row."""
    return session.get_one(Edition, edition_id, options=[undefer(Edition.content)])


def blankings(session: Session, response_id: int) -> list[Blanking]:
    """Oldest first."""
    query = select(Blanking).where(Blanking.response_id == response_id)
    return list(session.scalars(query.order_by(Blanking.id)))


def next_number(session: Session, response_id: int) -> int:
    query = select(func.max(Edition.number)).where(Edition.response_id == response_id)
    return (session.scalar(query) or 0) + 1


def links(session: Session, response_id: int) -> list[ContributorLink]:
    """Newest first, withdrawn ones included."""
    query = select(ContributorLink).where(ContributorLink.response_id == response_id)
    return list(session.scalars(query.order_by(ContributorLink.id.desc())))


def link_with(session: Session, token_sha256: str) -> ContributorLink | None:
    """The link that is in force under this hash."""
    query = select(ContributorLink).where(
        ContributorLink.token_sha256 == token_sha256, ContributorLink.withdrawn_at.is_(None)
    )
    return session.scalar(query.options(joinedload(ContributorLink.response)))


def unsent(session: Session, owner: str, place: str) -> UnsentText | None:
    return session.scalar(select(UnsentText).where(UnsentText.owner == owner, UnsentText.place == place))


def forget_unsent(session: Session, owner: str, place: str) -> None:
    session.execute(delete(UnsentText).where(UnsentText.owner == owner, UnsentText.place == place))


def opinions(session: Session, response_ids: Collection[int]) -> list[AnswerOpinion]:
    """What organisations said of the answers to these responses."""
    return list(session.scalars(select(AnswerOpinion).where(AnswerOpinion.response_id.in_(response_ids))))


def opinion_on(session: Session, remark: Comment | Point) -> AnswerOpinion | None:
    column = AnswerOpinion.comment_id if isinstance(remark, Comment) else AnswerOpinion.point_id
    return session.scalar(select(AnswerOpinion).where(column == remark.id))
