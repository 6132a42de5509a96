"""Which norms the table shows, and in which order: gaps first, or as they are printed."""

from collections.abc import Sequence
from dataclasses import dataclass

from kader.domain.alignment import Urgency
from kader.domain.vocabulary import Verdict
from kader.services.inspecting import NormRow

GAPS_FIRST = "gaten"
AS_PRINTED = "norm"
STALE = "opnieuw"
OPEN = "open"


@dataclass(frozen=True, slots=True)
class Listing:
    """`shown` is the verdict that is filtered on, STALE, OPEN, or "" for all norms."""

    rows: tuple[NormRow, ...]
    shown: str
    order: str


def listing(rows: Sequence[NormRow], shown: str, order: str) -> Listing:
    """Unknown words in the address count as none."""
    shown = shown if shown in (*Verdict, STALE, OPEN) else ""
    order = order if order == AS_PRINTED else GAPS_FIRST
    kept = [row for row in rows if _is_shown(row, shown)]
    if order == GAPS_FIRST:
        ranks = list(Urgency)
        kept.sort(key=lambda row: ranks.index(row.urgency))
    return Listing(tuple(kept), shown, order)


def _is_shown(row: NormRow, shown: str) -> bool:
    match shown:
        case "":
            return True
        case "opnieuw":
            return row.stale
        case "open":
            return row.verdict is None
        case _:
            return row.verdict == shown
