"""Load what explains the changes between two versions."""

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from kader.storage.tables import Comment, Response, Round, Uptake, Version


def uptakes_between(session: Session, old: Version, new: Version) -> list[Uptake]:
    """The links between comments and changes, with what a reader may be told of the comments."""
    comment = joinedload(Uptake.comment)
    response = comment.joinedload(Comment.response)
    query = (
        select(Uptake)
        .where(Uptake.old_version_id == old.id, Uptake.new_version_id == new.id)
        .options(
            comment.joinedload(Comment.disposition),
            response.joinedload(Response.organisation),
            response.joinedload(Response.round).joinedload(Round.version),
        )
        .order_by(Uptake.score.desc(), Uptake.id)
    )
    return list(session.scalars(query))
