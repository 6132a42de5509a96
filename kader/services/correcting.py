"""Every correction of a draft response: one step of `kader.domain.review`, saved, and placed again.

Each function raises NotFound for another organisation's response or a piece that is gone, NotAllowed when the
response was submitted or its round is not open, InvalidInput when the step cannot be taken.
"""

from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TypeVar

from kader.domain import review as rules
from kader.domain.errors import InvalidInput
from kader.domain.reading_text import ReadingText
from kader.domain.remark import kind_named
from kader.domain.review import Amendment, Among, Review, ReviewedComment, ReviewedPoint
from kader.domain.rights import Person
from kader.services import placing
from kader.services.undoing import Step, correction
from kader.services.wiring import Wiring
from kader.storage import responses
from kader.storage.database import Session
from kader.storage.tables import Comment, Response, Version

_CHANGED = (
    "Een collega heeft dit intussen veranderd. Rechts staat wat er nu staat. "
    "Sla nog eens op als uw tekst moet gelden."
)
_DIGITS = 6  # of the longest number that a comment can have
_Rule = Callable[[Review], Review]
_Read = TypeVar("_Read")


@dataclass(frozen=True, slots=True)
class CommentForm:
    """A comment as a person filled it in; `refers_to` are numbers as shown, as in "3, 17".

    `stamp` is that of the comment they had before them; empty asks for no comparison.
    """

    label: str
    pages: str
    text: str
    sub: tuple[str, ...]
    passage: str
    proposal: str
    refers_to: str
    stated_place: str = ""
    kind: str = ""
    stamp: str = ""


class FieldError(InvalidInput):
    """What is wrong with one field of a form; `field` is its name."""

    def __init__(self, field: str, message: str) -> None:
        super().__init__(message)
        self.field = field


def amend_comment(
    wiring: Wiring, person: Person, response_id: int, comment_id: int, form: CommentForm
) -> None:
    """Raises FieldError as well."""

    def step(review: Review, labels: Sequence[str]) -> Review:
        amendment = Amendment(
            label=form.label.strip() or None,
            pages=_in_field("pages", lambda: rules.read_pages(form.pages, labels)),
            text=form.text.strip(),
            sub=tuple(text.strip() for text in form.sub),
            passage=form.passage.strip() or None,
            proposal=form.proposal.strip() or None,
            refers_to=_in_field("refers_to", lambda: _numbered(form.refers_to, review, labels, comment_id)),
            stated_place=form.stated_place.strip() or None,
            kind=_in_field("aard", lambda: kind_named(form.kind)),
        )
        after = _in_field("text", lambda: rules.amend_comment(review, comment_id, amendment))
        _require_same(review.comment(comment_id), form.stamp, after.comment(comment_id))
        return after

    _correct_with_labels(wiring, person, response_id, Step.AMENDED, step)


def split_comment(wiring: Wiring, person: Person, response_id: int, comment_id: int, key: str) -> None:
    with correction(wiring, person, response_id, Step.SPLIT) as (session, response):
        before = responses.review_of(response)
        texts = [p.text for p in responses.original(session, response.upload)] if response.upload else []
        after = rules.split_comment(before, comment_id, key, texts)
        _save(wiring, session, response, before, after)


def join_comment(wiring: Wiring, person: Person, response_id: int, comment_id: int) -> int:
    """Gives the id of the comment that it was joined to."""
    return _absorb(wiring, person, response_id, comment_id, Step.JOINED, rules.join_comment)


def nest_comment(wiring: Wiring, person: Person, response_id: int, comment_id: int) -> int:
    """Gives the id of the comment that it became a sub-remark of."""
    return _absorb(wiring, person, response_id, comment_id, Step.NESTED, rules.nest_comment)


def move_comment(wiring: Wiring, person: Person, response_id: int, comment_id: int, by: int) -> None:
    def step(review: Review, labels: Sequence[str]) -> Review:
        return rules.move_comment(review, comment_id, by, labels)

    _correct_with_labels(wiring, person, response_id, Step.MOVED, step)


def comment_to_point(wiring: Wiring, person: Person, response_id: int, comment_id: int) -> None:
    _correct(wiring, person, response_id, Step.TO_POINT, lambda r: rules.comment_to_point(r, comment_id))


def comment_to_letter(wiring: Wiring, person: Person, response_id: int, comment_id: int) -> None:
    _correct(wiring, person, response_id, Step.TO_LETTER, lambda r: rules.comment_to_letter(r, comment_id))


def leave_out_comment(wiring: Wiring, person: Person, response_id: int, comment_id: int) -> None:
    _correct(wiring, person, response_id, Step.LEFT_OUT, lambda r: rules.leave_out_comment(r, comment_id))


def look_at_comments(wiring: Wiring, person: Person, response_id: int, wanted: Collection[int]) -> None:
    """Say of several comments that they were read well."""
    _correct(wiring, person, response_id, Step.LOOKED_AT, lambda r: rules.looked_at(r, wanted))


def repage_comments(
    wiring: Wiring, person: Person, response_id: int, wanted: Collection[int], pages: str
) -> None:
    """Put several comments on the same pages. Raises FieldError for a page that the version lacks."""

    def step(review: Review, labels: Sequence[str]) -> Review:
        read = _in_field("pages", lambda: rules.read_pages(pages, labels))
        return _in_field("pages", lambda: rules.repage(review, wanted, read))

    _correct_with_labels(wiring, person, response_id, Step.REPAGED, step)


def release_comment(wiring: Wiring, person: Person, response_id: int, comment_id: int) -> None:
    _correct(wiring, person, response_id, Step.RELEASED, lambda r: rules.release_comment(r, comment_id))


def amend_point(
    wiring: Wiring, person: Person, response_id: int, point_id: int, title: str, text: str, stamp: str = ""
) -> None:
    """`stamp` is that of the point they had before them; empty asks for no comparison."""

    def step(review: Review) -> Review:
        after = rules.amend_point(review, point_id, title, text)
        _require_same(review.point(point_id), stamp, after.point(point_id))
        return after

    _correct(wiring, person, response_id, Step.AMENDED, step)


def look_at_point(wiring: Wiring, person: Person, response_id: int, point_id: int) -> None:
    """Say of a point that it was read well."""
    _correct(wiring, person, response_id, Step.LOOKED_AT, lambda r: rules.point_looked_at(r, point_id))


def join_point(wiring: Wiring, person: Person, response_id: int, point_id: int) -> None:
    _correct(wiring, person, response_id, Step.JOINED, lambda r: rules.join_point(r, point_id))


def move_point(wiring: Wiring, person: Person, response_id: int, point_id: int, by: int) -> None:
    _correct(wiring, person, response_id, Step.MOVED, lambda r: rules.move_point(r, point_id, by))


def point_to_comment(wiring: Wiring, person: Person, response_id: int, point_id: int) -> None:
    _correct(wiring, person, response_id, Step.TO_COMMENT, lambda r: rules.point_to_comment(r, point_id))


def point_to_letter(wiring: Wiring, person: Person, response_id: int, point_id: int) -> None:
    _correct(wiring, person, response_id, Step.TO_LETTER, lambda r: rules.point_to_letter(r, point_id))


def leave_out_point(wiring: Wiring, person: Person, response_id: int, point_id: int) -> None:
    _correct(wiring, person, response_id, Step.LEFT_OUT, lambda r: rules.leave_out_point(r, point_id))


def release_point(wiring: Wiring, person: Person, response_id: int, point_id: int) -> None:
    _correct(wiring, person, response_id, Step.RELEASED, lambda r: rules.release_point(r, point_id))


def piece_to_comment(
    wiring: Wiring, person: Person, response_id: int, among: Among, piece_id: int, pages: str
) -> None:
    """Raises FieldError for a page that the version lacks."""

    def step(review: Review, labels: Sequence[str]) -> Review:
        read = _in_field("pages", lambda: rules.read_pages(pages, labels))
        return rules.piece_to_comment(review, among, piece_id, read)

    _correct_with_labels(wiring, person, response_id, Step.TO_COMMENT, step)


def piece_to_point(wiring: Wiring, person: Person, response_id: int, among: Among, piece_id: int) -> None:
    _correct(wiring, person, response_id, Step.TO_POINT, lambda r: rules.piece_to_point(r, among, piece_id))


def piece_to_letter(wiring: Wiring, person: Person, response_id: int, piece_id: int) -> None:
    _correct(wiring, person, response_id, Step.TO_LETTER, lambda r: rules.piece_to_letter(r, piece_id))


def leave_out_letter(wiring: Wiring, person: Person, response_id: int, piece_id: int) -> None:
    _correct(wiring, person, response_id, Step.LEFT_OUT, lambda r: rules.leave_out_letter(r, piece_id))


def leave_out(wiring: Wiring, person: Person, response_id: int, piece_id: int, settled: bool) -> None:
    """Settle an unplaced piece as no part of the response, or take it back."""
    step = Step.LEFT_OUT if settled else Step.TAKEN_BACK
    _correct(wiring, person, response_id, step, lambda r: rules.leave_out(r, piece_id, settled))


def amend_head(wiring: Wiring, person: Person, response_id: int, title: str, dated: str) -> None:
    """The letter's title and date, as they are to be shown."""
    with correction(wiring, person, response_id, Step.HEAD) as (_, response):
        response.title, response.dated = title.strip(), dated.strip()


def choose_page(wiring: Wiring, person: Person, response_id: int, comment_id: int, label: str | None) -> None:
    """Put a comment on a whole page, or on none, by hand."""
    with _placing(wiring, person, response_id, comment_id) as (row, version, reading):
        if label is not None and reading.page(label) is None:
            raise InvalidInput(f"Pagina {label} staat niet in deze versie.")
        placing.put_page(row, version, reading, label)


def choose_passage(
    wiring: Wiring, person: Person, response_id: int, comment_id: int, start: int, end: int
) -> None:
    """Put a comment on code points [start, end) of the version, by hand."""
    with _placing(wiring, person, response_id, comment_id) as (row, version, reading):
        if not 0 <= start < end <= len(reading.text):
            raise InvalidInput("Kies een zin of een alinea uit de lijst.")
        placing.put_passage(row, version, reading, start, end)


def choose_words(
    wiring: Wiring, person: Person, response_id: int, comment_id: int, words: str, label: str | None
) -> None:
    """Put a comment on words of the version that a person pasted."""
    with _placing(wiring, person, response_id, comment_id) as (row, version, reading):
        placing.put_words(row, version, reading, words, label)


def find_place_again(wiring: Wiring, person: Person, response_id: int, comment_id: int) -> None:
    """Forget what a person chose, and look for the place in the comment's own words."""
    with _placing(wiring, person, response_id, comment_id) as (row, version, reading):
        placing.forget(row, version)
        rows = {comment.id: comment for comment in row.response.comments}
        comments = responses.review_of(row.response).comments
        placing.place_comments(reading, version, comments, rows, [comment_id])


@contextmanager
def _placing(
    wiring: Wiring, person: Person, response_id: int, comment_id: int
) -> Iterator[tuple[Comment, Version, ReadingText]]:
    """A comment to put elsewhere; who does so has looked at it."""
    with correction(wiring, person, response_id, Step.PLACED) as (_, response):
        responses.review_of(response).comment(comment_id)
        row = next(row for row in response.comments if row.id == comment_id)
        row.confidence = None
        version = response.round.version
        yield row, version, wiring.derived.reading(version)


def _absorb(
    wiring: Wiring,
    person: Person,
    response_id: int,
    comment_id: int,
    step: Step,
    rule: Callable[[Review, int, Sequence[str]], Review],
) -> int:
    heirs: list[int] = []

    def absorb(review: Review, labels: Sequence[str]) -> Review:
        after = rule(review, comment_id, labels)
        old = {comment.id: comment for comment in review.comments}
        heirs.extend(c.id for c in after.comments if c.source != old[c.id].source or c.text != old[c.id].text)
        return after

    _correct_with_labels(wiring, person, response_id, step, absorb)
    return heirs[0] if heirs else comment_id


def _correct(wiring: Wiring, person: Person, response_id: int, step: Step, rule: _Rule) -> None:
    _correct_with_labels(wiring, person, response_id, step, lambda review, _: rule(review))


def _correct_with_labels(
    wiring: Wiring,
    person: Person,
    response_id: int,
    step: Step,
    rule: Callable[[Review, Sequence[str]], Review],
) -> None:
    """Take a step in one transaction; its rule is given the labels of the version's pages as well."""
    with correction(wiring, person, response_id, step) as (session, response):
        labels = [page.label for page in wiring.derived.reading(response.round.version).pages]
        before = responses.review_of(response)
        _save(wiring, session, response, before, rule(before, labels))


def _save(wiring: Wiring, session: Session, response: Response, before: Review, after: Review) -> None:
    rows = responses.save_review(session, response, after)
    version = response.round.version
    changed = _placed_otherwise(before, after)
    if changed:
        reading = wiring.derived.reading(version)
        placing.place_comments(reading, version, after.comments, rows, changed)


def _placed_otherwise(before: Review, after: Review) -> list[int]:
    """The comments whose words or page changed, so that their place must be looked for again."""
    old = {comment.id: _telling(comment) for comment in before.comments}
    return [comment.id for comment in after.comments if old.get(comment.id) != _telling(comment)]


def _telling(comment: ReviewedComment) -> tuple[object, ...]:
    return (
        comment.pages,
        comment.stated_place,
        comment.text,
        comment.sub,
        comment.passage,
        comment.proposal,
    )


def _require_same(
    item: ReviewedComment | ReviewedPoint, stamp: str, after: ReviewedComment | ReviewedPoint
) -> None:
    """A form that is sent twice finds its own words, which is no change by a colleague."""
    if stamp and stamp != rules.stamp_of(item) and rules.stamp_of(after) != rules.stamp_of(item):
        raise FieldError("text", _CHANGED)


def _numbered(entry: str, review: Review, labels: Sequence[str], own: int) -> tuple[int, ...]:
    """The ids of the comments whose numbers were filled in."""
    shown = [comment.id for group in rules.by_page(review.comments, labels) for comment in group.comments]
    numbers = [part for part in entry.replace(",", " ").replace(";", " ").split() if part.lower() != "en"]
    return tuple(dict.fromkeys(_by_number(number, shown, own) for number in numbers))


def _by_number(number: str, shown: Sequence[int], own: int) -> int:
    if not number.isdecimal() or len(number) > _DIGITS or not 1 <= int(number) <= len(shown):
        raise InvalidInput(f"Er is geen opmerking {number}. De nummers lopen van 1 tot en met {len(shown)}.")
    if shown[int(number) - 1] == own:
        raise InvalidInput("Een opmerking kan niet naar zichzelf verwijzen.")
    return shown[int(number) - 1]


def _in_field(field: str, read: Callable[[], _Read]) -> _Read:
    """What `read` gives; its error names the field."""
    try:
        return read()
    except InvalidInput as error:
        raise FieldError(field, str(error)) from error
