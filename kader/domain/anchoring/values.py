"""What an anchor is, and what carrying one gives back."""

from dataclasses import dataclass
from enum import StrEnum


@dataclass(frozen=True, slots=True)
class Anchor:
    """A passage in one text: W3C Web Annotation's TextPositionSelector and TextQuoteSelector in one.

    `start` and `end` count code points of the text; `exact` is the passage, `prefix` and `suffix` are what
    stands directly before and after it; `page` and `section` are the labels of where it stands.
    """

    start: int
    end: int
    exact: str
    prefix: str = ""
    suffix: str = ""
    page: str | None = None
    section: str | None = None


class Status(StrEnum):
    UNCHANGED = "unchanged"
    MOVED = "moved"
    REWORDED = "reworded"
    REMOVED = "removed"
    UNCERTAIN = "uncertain"


@dataclass(frozen=True, slots=True)
class Carried:
    """Where a passage is in the later text.

    `start` and `end` count code points of the later text, `exact` is what stands there; with `removed` there
    is no place, with `uncertain` they are a proposal for a person, never a placement. `score` is the
    estimated chance, 0 to 1, that the status and place are right.
    """

    status: Status
    start: int | None
    end: int | None
    exact: str
    score: float
