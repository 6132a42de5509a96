"""An organisation's answer is written by several people, remark by remark, in the text it is about.

A remark has words of its own, may propose other words for its passage, and is in the making until its writer
marks it ready. A person of the same organisation who is about to write nearly the same should see what is
there already. What a coordinator sets aside is not sent, but it is not lost either.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from rapidfuzz.fuzz import token_set_ratio

from kader.domain.errors import InvalidInput, NotAllowed
from kader.domain.reading_text import ReadingText
from kader.domain.rights import Action, Person, may
from kader.domain.vocabulary import CommentKind

MAX_TEXT = 20_000
"""Most code points of a remark, a proposed wording or a note: some seven pages."""
ONLY_PROPOSAL = "Zie het tekstvoorstel."
_ALIKE = 85
_TELLING_WORDS = 4


@dataclass(frozen=True, slots=True)
class RemarkText:
    """What a person typed, checked; `proposal` is None when it says what the passage says already."""

    text: str
    kind: CommentKind | None
    proposal: str | None


@dataclass(frozen=True, slots=True)
class Spot:
    """What a remark is about: code points [start, end) of the reading text, or a page, or all of the text."""

    start: int | None = None
    end: int | None = None
    page: str | None = None


@dataclass(frozen=True, slots=True)
class Beside:
    """A remark that is there already: `start` and `end` are None without a passage."""

    id: int
    text: str
    start: int | None
    end: int | None


def checked(text: str, kind: str, proposal: str, passage: str) -> RemarkText:
    """Raises InvalidInput without any words, with too many, or with a kind that there is not."""
    text, proposal = text.strip(), proposal.strip()
    if proposal.split() == passage.split():
        proposal = ""
    if not text and not proposal:
        raise InvalidInput("Schrijf wat u wilt opmerken, of verander het tekstvoorstel.")
    for words in (text, proposal):
        require_length(words)
    return RemarkText(text or ONLY_PROPOSAL, kind_named(kind), proposal or None)


def require_length(words: str) -> None:
    """Raises InvalidInput for more than `MAX_TEXT` code points."""
    if len(words) > MAX_TEXT:
        raise InvalidInput(
            f"De tekst is te lang: {len(words)} tekens. Het mogen er {MAX_TEXT} zijn. "
            "Verdeel de tekst over meer opmerkingen, of stuur een brief in."
        )


def kind_named(kind: str) -> CommentKind | None:
    """The kind that was chosen, None for an empty choice. Raises InvalidInput for any other word."""
    if not kind:
        return None
    found = next((one for one in CommentKind if one == kind), None)
    if found is None:
        raise InvalidInput("Kies de aard van de opmerking uit de lijst.")
    return found


def spot_in(reading: ReadingText, start: int | None, end: int | None, page: str | None) -> Spot:
    """What was pointed at, if the text has it: in whole words, without white space at the ends.

    Raises InvalidInput.
    """
    if start is None or end is None:
        if page and reading.page(page) is None:
            raise InvalidInput(f"Pagina {page} staat niet in deze versie. Kies een andere plaats.")
        return Spot(page=page or None)
    if not 0 <= start < end <= len(reading.text) or reading.text[start:end].isspace():
        raise InvalidInput("Deze plaats staat niet in deze versie. Kies de woorden opnieuw.")
    return Spot(*_whole_words(reading.text, start, end))


def _whole_words(text: str, start: int, end: int) -> tuple[int, int]:
    """A finger or a mouse easily cuts a word in two."""
    words = text[start:end]
    start, end = start + len(words) - len(words.lstrip()), end - len(words) + len(words.rstrip())
    while start > 0 and text[start - 1].isalnum() and text[start].isalnum():
        start -= 1
    while end < len(text) and text[end].isalnum() and text[end - 1].isalnum():
        end += 1
    return start, end


def require_may_change(person: Person, organisation_id: int, *, is_own: bool) -> None:
    """A remark is changed by its writer or by a coordinator. Raises NotAllowed."""
    if not is_own and not may(person, Action.COORDINATE, organisation_id=organisation_id):
        raise NotAllowed(
            "Deze opmerking is van een collega. Schrijf er een bericht bij, of vraag uw coördinator."
        )


def look_alikes(others: Iterable[Beside], spot: Spot, text: str) -> tuple[Beside, ...]:
    """The remarks whose passage overlaps the spot, or that say nearly the same in four words or more."""
    return tuple(one for one in others if _overlaps(one, spot) or _says_alike(one.text, text))


def _overlaps(one: Beside, spot: Spot) -> bool:
    if one.start is None or one.end is None or spot.start is None or spot.end is None:
        return False
    return one.start < spot.end and spot.start < one.end


def _says_alike(one: str, other: str) -> bool:
    words = min(len(one.split()), len(other.split()))
    return words >= _TELLING_WORDS and token_set_ratio(one.casefold(), other.casefold()) >= _ALIKE
