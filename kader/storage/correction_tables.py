"""The table of what a draft response was before each correction of it."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from kader.storage.columns import Base, Moment
from kader.storage.tables import User


class Correction(Base):
    """One correction of a draft, with all that it changed as it was before; see `storage.corrections`."""

    __tablename__ = "corrections"
    # An old form names the step it takes back: no later step may bear that number.
    __table_args__ = ({"sqlite_autoincrement": True},)

    id: Mapped[int] = mapped_column(primary_key=True)
    response_id: Mapped[int] = mapped_column(ForeignKey("responses.id", ondelete="CASCADE"), index=True)
    what: Mapped[str]
    made_at: Mapped[datetime] = mapped_column(Moment)
    made_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    before: Mapped[dict[str, Any]] = mapped_column(JSON, deferred=True)

    maker: Mapped[User | None] = relationship()
