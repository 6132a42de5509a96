"""Load what editors work on: rounds, what came in, its outcomes and its places."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from sqlalchemy import Select, func, select
from sqlalchemy.orm import InstrumentedAttribute, Session, joinedload, selectinload

from kader.domain.errors import NotFound
from kader.domain.vocabulary import ResponseStatus
from kader.storage.tables import (
    Alignment,
    Comment,
    Disposition,
    Framework,
    Place,
    Point,
    Response,
    Round,
    Uptake,
    Version,
)


@dataclass(frozen=True, slots=True)
class Progress:
    """How many points and comments came in, and how many of them have an outcome."""

    total: int = 0
    answered: int = 0


def frameworks_with_rounds(session: Session, framework_ids: Collection[int]) -> list[Framework]:
    versions = selectinload(Framework.versions).selectinload(Version.rounds)
    query = select(Framework).where(Framework.id.in_(framework_ids)).options(versions)
    return list(session.scalars(query.order_by(Framework.title)))


def round_by_id(session: Session, round_id: int) -> Round:
    """The round with its version and framework. Raises NotFound."""
    found = session.get(Round, round_id, options=[joinedload(Round.version).joinedload(Version.framework)])
    if found is None:
        raise NotFound("Deze consultatieronde bestaat niet. Kijk in de lijst van kaders.")
    return found


def progress(session: Session, round_ids: Collection[int]) -> dict[int, Progress]:
    """For each round that received something: its progress, over submitted responses."""
    sums: dict[int, Progress] = {}
    for kind, subject in ((Comment, Disposition.comment_id), (Point, Disposition.point_id)):
        for round_id, total, answered in session.execute(_counts(kind, subject, round_ids)):
            before = sums.get(round_id, Progress())
            sums[round_id] = Progress(before.total + total, before.answered + answered)
    return sums


def submitted(session: Session, round_id: int) -> list[Response]:
    """The submitted responses with all that belongs to their points and comments, in order of arrival."""
    query = (
        select(Response)
        .where(Response.round_id == round_id, Response.status == ResponseStatus.SUBMITTED)
        .options(
            joinedload(Response.organisation),
            selectinload(Response.points).joinedload(Point.disposition),
            selectinload(Response.comments).options(
                joinedload(Comment.disposition),
                selectinload(Comment.places),
                selectinload(Comment.uptakes),
                selectinload(Comment.refers_to),
            ),
        )
    )
    return list(session.scalars(query.order_by(Response.submitted_at, Response.id)))


def comment(session: Session, comment_id: int) -> Comment:
    """Raises NotFound."""
    found = session.get(Comment, comment_id)
    if found is None:
        raise NotFound("Deze opmerking bestaat niet.")
    return found


def point(session: Session, point_id: int) -> Point:
    """Raises NotFound."""
    found = session.get(Point, point_id)
    if found is None:
        raise NotFound("Dit algemene punt bestaat niet.")
    return found


def placed_comments(session: Session, framework: Framework) -> list[Comment]:
    """The submitted comments on any version of a framework, by response, with places, outcomes and links."""
    query = (
        select(Comment)
        .join(Comment.response)
        .join(Response.round)
        .join(Round.version)
        .where(Version.framework_id == framework.id, Response.status == ResponseStatus.SUBMITTED)
        .options(
            joinedload(Comment.response).joinedload(Response.round),
            joinedload(Comment.disposition),
            selectinload(Comment.places),
            selectinload(Comment.uptakes),
        )
    )
    return list(session.scalars(query.order_by(Comment.response_id, Comment.position)))


def uptake(session: Session, comment_id: int, old: Version, new: Version, change_id: str) -> Uptake | None:
    return session.scalar(
        select(Uptake).where(
            Uptake.comment_id == comment_id,
            Uptake.old_version_id == old.id,
            Uptake.new_version_id == new.id,
            Uptake.change_id == change_id,
        )
    )


def judgements(session: Session, version: Version, *, in_force: bool) -> list[Alignment]:
    """The judgements of all inspectorates on a version; also those that ended, unless `in_force`."""
    query = select(Alignment).where(Alignment.version_id == version.id)
    if in_force:
        query = query.where(Alignment.ended_at.is_(None))
    return list(session.scalars(query.order_by(Alignment.id)))


def place_in(places: Iterable[Place], version_id: int) -> Place | None:
    """The place in this version among a comment's places."""
    return next((place for place in places if place.version_id == version_id), None)


def _counts(
    kind: type[Comment] | type[Point],
    subject: InstrumentedAttribute[int | None],
    round_ids: Collection[int],
) -> Select[int, int, int]:
    return (
        select(Response.round_id, func.count(kind.id), func.count(Disposition.id))
        .join(kind, kind.response_id == Response.id)
        .outerjoin(Disposition, subject == kind.id)
        .where(Response.round_id.in_(round_ids), Response.status == ResponseStatus.SUBMITTED)
        .group_by(Response.round_id)
    )
