"""The tables of the audit log. The database itself refuses to change an entry: see step 0002."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from kader.storage.columns import Base, Moment


class AuditEntry(Base):
    """One act, as `kader.domain.audit.Entry`; `person_id` refers to nothing, for accounts may go."""

    __tablename__ = "audit_entries"

    ordinal: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    at: Mapped[datetime] = mapped_column(Moment)
    person_id: Mapped[int | None] = mapped_column(index=True)
    act: Mapped[str] = mapped_column(index=True)
    subject: Mapped[str]
    detail: Mapped[str]
    sealed: Mapped[str]
    sha256: Mapped[str]


class AuditTrace(Base):
    """Who acted and from where. Can be removed, not changed."""

    __tablename__ = "audit_traces"

    ordinal: Mapped[int] = mapped_column(
        ForeignKey("audit_entries.ordinal"), primary_key=True, autoincrement=False
    )
    salt: Mapped[str]
    name: Mapped[str]
    origin: Mapped[str]


class AuditHead(Base):
    """The one row that says where the log ends; whoever adds an entry holds its lock."""

    __tablename__ = "audit_head"
    __table_args__ = (CheckConstraint("id = 1", name="one_row"),)

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    ordinal: Mapped[int]
    sha256: Mapped[str]
