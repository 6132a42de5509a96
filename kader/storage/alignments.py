"""Load and save judgements on norms. Rows are added and ended, never rewritten or deleted."""

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from kader.domain.errors import NotFound
from kader.storage.tables import Alignment, Version


def in_force(session: Session, assessment: Version, version: Version) -> list[Alignment]:
    """The judgements in force on one version by one assessment version, by norm and oldest first."""
    query = select(Alignment).where(
        Alignment.assessment_version_id == assessment.id,
        Alignment.version_id == version.id,
        Alignment.ended_at.is_(None),
    )
    return list(session.scalars(query.order_by(Alignment.norm, Alignment.id)))


def all_in_force(session: Session) -> list[Alignment]:
    """The judgements in force on every version."""
    return list(session.scalars(select(Alignment).where(Alignment.ended_at.is_(None))))


def locked(session: Session, number: int) -> Alignment:
    """The judgement with this id, in force or ended; others wait until this unit is done. Raises NotFound."""
    found = session.get(Alignment, number, with_for_update=True)
    if found is None:
        raise NotFound("Dit oordeel bestaat niet. Ga terug naar het overzicht van de aansluiting.")
    return found


def ended(session: Session, assessment: Version, version: Version) -> list[Alignment]:
    """The judgements on this version that were replaced or withdrawn, the latest first."""
    query = select(Alignment).where(
        Alignment.assessment_version_id == assessment.id,
        Alignment.version_id == version.id,
        Alignment.ended_at.is_not(None),
    )
    return list(session.scalars(query.order_by(Alignment.ended_at.desc(), Alignment.id.desc())))


def trail(row: Alignment) -> Iterable[Alignment]:
    """The judgements this one came from, the latest first; over versions too."""
    seen = {row.id}
    earlier = row.carried_from
    while earlier is not None and earlier.id not in seen:
        yield earlier
        seen.add(earlier.id)
        earlier = earlier.carried_from


def end(row: Alignment, at: datetime, by: int | None) -> None:
    row.ended_at, row.ended_by_id = at, by
