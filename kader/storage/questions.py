"""Load what editors asked about remarks."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from kader.domain.errors import NotFound
from kader.storage.round_tables import EditorQuestion
from kader.storage.tables import Comment, Point

NO_SUCH_QUESTION = "Deze vraag bestaat niet. Kijk bij de reactie van uw organisatie."
_LAST_ID = 2**31 - 1


def on(session: Session, remark: Comment | Point) -> list[EditorQuestion]:
    """The questions on a remark, in the order in which they were asked."""
    column = EditorQuestion.comment_id if isinstance(remark, Comment) else EditorQuestion.point_id
    query = select(EditorQuestion).where(column == remark.id).order_by(EditorQuestion.ordinal)
    return list(session.scalars(query))


def question(session: Session, question_id: int) -> tuple[EditorQuestion, Comment | Point]:
    """A question and its remark. Raises NotFound."""
    found = session.get(EditorQuestion, question_id) if question_id <= _LAST_ID else None
    if found is None:
        raise NotFound(NO_SUCH_QUESTION)
    if found.comment_id is not None:
        return found, session.get_one(Comment, found.comment_id)
    return found, session.get_one(Point, found.point_id)
