"""What was understood of a response, and of which pieces of the original each part was made.

Nothing may disappear: every line of the original is the source of a point, a comment, a piece of the letter
or an unplaced piece, so that a person can check the one beside the other. A comment may share its source with
the point, or the piece of the letter, in which it was said.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from kader.domain.margin import MarginComment
from kader.domain.vocabulary import CommentKind


@dataclass(frozen=True, slots=True)
class Source:
    """A stretch of the original: index of the paragraph, start and end in code points of its text."""

    paragraph: int
    start: int
    end: int


class LetterKind(StrEnum):
    TITLE = "title"
    DATE = "date"
    HEADING = "heading"
    """A title of a part, a page heading or the header row of a table: it orders what follows."""
    TEXT = "text"
    """Address, salutation, introduction, closing, signature."""
    RUNNING = "running"
    """A page number, header or footer of the letter itself."""
    FRAMEWORK = "framework"
    """The framework's own text, sent back with remarks in its margin."""
    CHANGE = "change"
    """A tracked change of the letter itself, which proposes nothing on the framework."""


@dataclass(frozen=True, slots=True)
class LetterPiece:
    kind: LetterKind
    text: str
    source: tuple[Source, ...]


@dataclass(frozen=True, slots=True)
class ParsedPoint:
    """A general point; `title` is its printed title, or the opening words of a point without one.

    `confidence`, from 0 to 1, is lower as its beginning had to be inferred from less.
    """

    title: str
    text: str
    source: tuple[Source, ...]
    confidence: float = 1.0


@dataclass(frozen=True, slots=True)
class ParsedComment:
    """A remark on the framework.

    label       as printed, without its punctuation; None for a bullet or no mark at all
    page        the first of `pages`, the labels the remark was put under; None and () where it names none
    place       what else the letter says of the place, beside the page: "2e alinea", "§ 3.1", "Regie"
    text        without number, marks and the page it opens with; paragraphs are parted by "\\n"
    sub         the texts of its sub-remarks
    passage     the words it quotes from the framework
    proposal    the wording it proposes
    refers_to   indices, from 0, of the comments it points at
    confidence  from 0 to 1: 1.0 for a labelled remark under a page or section; lower as more was inferred
    author      who wrote it, where the file says so of each remark
    margin      the remark in the margin that it is, with the words around its passage
    kind        what sort of remark it is, where a table says so of each
    point       index, from 0, of the point that says it too: it quotes with a place, or asks in a list
    """

    label: str | None
    page: str | None
    pages: tuple[str, ...]
    place: str | None
    text: str
    sub: tuple[str, ...]
    passage: str | None
    proposal: str | None
    refers_to: tuple[int, ...]
    source: tuple[Source, ...]
    confidence: float
    author: str | None = None
    margin: MarginComment | None = None
    point: int | None = None
    kind: CommentKind | None = None


@dataclass(frozen=True, slots=True)
class UnplacedPiece:
    text: str
    source: tuple[Source, ...]


@dataclass(frozen=True, slots=True)
class ParsedResponse:
    """`date` is ISO 8601: "2024-12-03", or "2024-12" where the day is not given."""

    title: str | None
    date: str | None
    points: tuple[ParsedPoint, ...]
    comments: tuple[ParsedComment, ...]
    letter: tuple[LetterPiece, ...]
    unplaced: tuple[UnplacedPiece, ...]
