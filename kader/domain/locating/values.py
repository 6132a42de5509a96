"""What goes in and what comes out: a remark as it was read, and the place it points at."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol


class How(StrEnum):
    """By which of its words a remark told where it points."""

    QUOTE = "quote"
    """It repeats words of the text."""
    ORDINAL = "ordinal"
    """It counts: "laatste alinea", "derde bullet", "voetnoot 3"."""
    HEADING = "heading"
    """It names a heading, or a section by its heading or number."""
    TOPIC = "topic"
    """It shares telling words with one stretch of the page."""
    MARGIN = "margin"
    """It stands in the margin of the text, beside the words it is about."""
    PAGE = "page"
    """Its words say no more than its page."""
    NONE = "none"
    """It names no page that the text has."""


class Remark(Protocol):
    """What is known of a remark; `kader.domain.responses` gives such values."""

    @property
    def label(self) -> str | None:
        """The number it bears in its letter, by which others may name it."""

    @property
    def pages(self) -> tuple[str, ...]:
        """The labels of the pages it was put under."""

    @property
    def place(self) -> str | None:
        """What its form or a heading above it says of the place beside the page: "§ 3.1", "2e alinea"."""

    @property
    def text(self) -> str:
        """Its words, without number."""

    @property
    def sub(self) -> tuple[str, ...]:
        """The texts of its sub-remarks."""

    @property
    def passage(self) -> str | None:
        """The words that stood out as a quotation, where the letter showed that."""

    @property
    def proposal(self) -> str | None:
        """The wording it proposes, which is no quotation of the text."""


@dataclass(frozen=True, slots=True)
class Location:
    """The place of a remark: code points [start, end) of the reading text, `exact` what stands there.

    `page` is the label of the page where the place begins, which with a quotation over the edge may be a
    neighbour of the page the remark named. With `none` all but `how` is empty.
    """

    page: str | None
    start: int | None
    end: int | None
    exact: str | None
    how: How


@dataclass(frozen=True, slots=True)
class Span:
    """Code points [start, end) of the reading text."""

    start: int
    end: int

    def holds(self, other: "Span") -> bool:
        return self.start <= other.start and other.end <= self.end

    def meets(self, other: "Span") -> bool:
        return self.start < other.end and other.start < self.end
