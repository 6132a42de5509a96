"""All tables in one place: whoever compares or makes the schema needs every module that defines some."""

from kader.storage import (
    account_tables,
    audit_tables,
    contributing_tables,
    correction_tables,
    mail_tables,
    round_tables,
    tables,
)
from kader.storage.columns import Base

__all__ = [
    "account_tables",
    "audit_tables",
    "contributing_tables",
    "correction_tables",
    "mail_tables",
    "metadata",
    "round_tables",
    "tables",
]

metadata = Base.metadata
