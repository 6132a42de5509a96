"""Load what readers are told of remarks: beside the text, and beside the changes between two versions."""

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from kader.storage.tables import Comment, Place, Response, Round, Uptake, Version


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


def published_places(session: Session, version: Version) -> list[Place]:
    """Where the comments whose response document is out stand in this version, in the order of its text."""
    comment = joinedload(Place.comment)
    query = (
        select(Place)
        .join(Place.comment)
        .join(Comment.response)
        .join(Response.round)
        .where(Place.version_id == version.id, Round.accounted_at.is_not(None))
        .options(
            comment.joinedload(Comment.disposition),
            comment.joinedload(Comment.response).joinedload(Response.organisation),
        )
        .order_by(Place.start, Place.end, Place.id)
    )
    return list(session.scalars(query))


def published_without_place(session: Session, version: Version) -> list[Comment]:
    """The comments on this version whose response document is out and that have no place in its text."""
    placed = select(Place.id).where(Place.comment_id == Comment.id, Place.version_id == version.id)
    query = (
        select(Comment)
        .join(Comment.response)
        .join(Response.round)
        .where(Round.version_id == version.id, Round.accounted_at.is_not(None), ~placed.exists())
        .options(
            joinedload(Comment.disposition), joinedload(Comment.response).joinedload(Response.organisation)
        )
        .order_by(Comment.response_id, Comment.position)
    )
    return list(session.scalars(query))
