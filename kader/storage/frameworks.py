"""Load and save frameworks and their versions."""

import hashlib
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from kader.domain.errors import NotFound
from kader.storage.tables import Framework, Round, Version


def frameworks(session: Session) -> list[Framework]:
    return list(session.scalars(select(Framework).order_by(Framework.title)))


def framework(session: Session, slug: str) -> Framework:
    """Raises NotFound."""
    found = session.scalar(select(Framework).where(Framework.slug == slug))
    if found is None:
        raise NotFound("Dit kader bestaat niet. Kijk in de lijst van kaders.")
    return found


def version(session: Session, slug: str, label: str) -> Version:
    """Raises NotFound."""
    query = select(Version).join(Framework).where(Framework.slug == slug, Version.label == label)
    found = session.scalar(query)
    if found is None:
        raise NotFound(f"Versie {label} van dit kader bestaat niet. Kijk in de lijst van versies.")
    return found


def previous(session: Session, version: Version) -> Version | None:
    """The version that was published just before this one."""
    query = select(Version).where(
        Version.framework_id == version.framework_id, Version.ordinal < version.ordinal
    )
    return session.scalar(query.order_by(Version.ordinal.desc()).limit(1))


def next_ordinal(session: Session, framework: Framework) -> int:
    last = session.scalar(select(func.max(Version.ordinal)).where(Version.framework_id == framework.id))
    return (last or 0) + 1


def digest(source: str) -> str:
    """The SHA-256 of a source as hexadecimal digits; the source counts as UTF-8."""
    return hashlib.sha256(source.encode("utf-8")).hexdigest()


def rounds_closing_after(session: Session, moment: datetime) -> list[Round]:
    """The rounds that are still to close, the first to close first."""
    return list(session.scalars(select(Round).where(Round.closes_at > moment).order_by(Round.closes_at)))
