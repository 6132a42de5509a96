"""Remarks as screens show them: comments and general points with their place, outcome, trail and links.

The order is that of the text: first the general points, then the comments by where they stand.
"""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from kader.domain.comparison import Change
from kader.domain.locating import How
from kader.domain.reading_text import ReadingText
from kader.domain.round import Phase, phase
from kader.domain.vocabulary import CommentKind, Outcome, UptakeState
from kader.formats.html import block_id
from kader.services import carrying
from kader.services.answering import key_of
from kader.services.wiring import Wiring
from kader.storage import answering
from kader.storage.tables import Comment, Disposition, Place, Point, Response, Round, Uptake, Version


@dataclass(frozen=True, slots=True)
class RoundHead:
    """`next_label` is the version that followed the one consulted on, if any."""

    id: int
    title: str
    slug: str
    framework: str
    label: str
    next_label: str | None
    opens_at: datetime
    closes_at: datetime
    phase: Phase


class RemarkKind(StrEnum):
    POINT = "algemeen punt"
    COMMENT = "opmerking"


@dataclass(frozen=True, slots=True)
class Line:
    """A remark in the list; start and end are code points in the version, `precise` unless a whole page."""

    key: str
    kind: RemarkKind
    label: str
    organisation: str
    slug: str
    page: str
    opening: str
    outcome: Outcome | None
    start: int | None
    end: int | None
    precise: bool


@dataclass(frozen=True, slots=True)
class Step:
    """Where a comment stands in one version; `status` is None where words or a person put it there.

    `address` is that of the block in the version's page, empty when there is no place.
    """

    label: str
    how: str
    status: str | None
    score: float | None
    page: str | None
    section: str | None
    exact: str
    before: str
    after: str
    address: str


@dataclass(frozen=True, slots=True)
class LinkView:
    """A link with a change of `old` to `new`; `change` is None when the comparison no longer has it."""

    old: str
    new: str
    change_id: str
    state: UptakeState
    score: float
    reasons: tuple[str, ...]
    change: Change | None


@dataclass(frozen=True, slots=True)
class Given:
    outcome: Outcome
    reason: str
    later_version: str | None
    decided_at: datetime


@dataclass(frozen=True, slots=True)
class Detail:
    """One remark in full. `refers_to` pairs the keys and numbers of the comments it points at; `author` is
    who of the organisation wrote it, `kind` what sort of remark it is, where the letter says so."""

    line: Line
    title: str
    text: str
    sub_remarks: tuple[str, ...]
    passage: str | None
    proposal: str | None
    refers_to: tuple[tuple[str, str], ...]
    steps: tuple[Step, ...]
    links: tuple[LinkView, ...]
    given: Given | None
    author: str | None = None
    kind: CommentKind | None = None


def round_head(one: Round, now: datetime) -> RoundHead:
    version = one.version
    following = next_version(version)
    return RoundHead(
        one.id,
        one.title,
        version.framework.slug,
        version.framework.title,
        version.label,
        following.label if following else None,
        one.opens_at,
        one.closes_at,
        phase(one.opens_at, one.closes_at, one.accounted_at, now),
    )


def next_version(version: Version) -> Version | None:
    later = [other for other in version.framework.versions if other.ordinal > version.ordinal]
    return min(later, key=lambda other: other.ordinal, default=None)


Remark = tuple[Line, Comment | Point]


def remarks_of(responses: Sequence[Response], version: Version, reading: ReadingText) -> list[Remark]:
    """The points and comments of these responses, in the order of the version's text."""
    points: list[Remark] = [
        (_point_line(point, number), point)
        for response in responses
        for number, point in enumerate(response.points, start=1)
    ]
    comments: list[Remark] = [
        (_comment_line(comment, version), comment) for response in responses for comment in response.comments
    ]
    comments.sort(key=lambda pair: _position(pair[0], reading))
    return [*points, *comments]


def _position(line: Line, reading: ReadingText) -> int:
    if line.start is not None:
        return line.start
    page = reading.page(line.page) if line.page else None
    return page.start if page else len(reading.text)


def _point_line(point: Point, number: int) -> Line:
    organisation = point.response.organisation
    return Line(
        key=key_of(point),
        kind=RemarkKind.POINT,
        label=str(number),
        organisation=organisation.name,
        slug=organisation.slug,
        page="",
        opening=point.title or point.text,
        outcome=point.disposition.outcome if point.disposition else None,
        start=None,
        end=None,
        precise=False,
    )


def _comment_line(comment: Comment, version: Version) -> Line:
    organisation = comment.response.organisation
    place = answering.place_in(comment.places, version.id)
    return Line(
        key=key_of(comment),
        kind=RemarkKind.COMMENT,
        label=comment.label or "",
        organisation=organisation.name,
        slug=organisation.slug,
        page=comment.page or "",
        opening=comment.text,
        outcome=comment.disposition.outcome if comment.disposition else None,
        start=place.start if place else None,
        end=place.end if place else None,
        precise=place is not None and place.start is not None and place.how != How.PAGE,
    )


def detail_of(wiring: Wiring, version: Version, line: Line, remark: Comment | Point) -> Detail:
    if isinstance(remark, Point):
        return Detail(line, remark.title, remark.text, (), None, None, (), (), (), _given(remark.disposition))
    versions = version.framework.versions
    return Detail(
        line=line,
        title="",
        text=remark.text,
        sub_remarks=tuple(remark.sub_remarks),
        passage=remark.passage,
        proposal=remark.proposal,
        author=remark.author,
        kind=remark.kind,
        refers_to=tuple((key_of(other), other.label or "") for other in remark.refers_to),
        steps=tuple(_steps(wiring, remark, versions)),
        links=tuple(_links(wiring, remark, versions)),
        given=_given(remark.disposition),
    )


def _given(disposition: Disposition | None) -> Given | None:
    if disposition is None:
        return None
    return Given(disposition.outcome, disposition.reason, disposition.later_version, disposition.decided_at)


def _steps(wiring: Wiring, comment: Comment, versions: Sequence[Version]) -> Iterator[Step]:
    for version in sorted(versions, key=lambda version: version.ordinal):
        place = answering.place_in(comment.places, version.id)
        if place is not None:
            yield _step(place, version, wiring.derived.reading(version))


def _step(place: Place, version: Version, reading: ReadingText) -> Step:
    return Step(
        version.label,
        place.how,
        place.status,
        place.score,
        place.page,
        place.section,
        place.exact,
        place.prefix,
        place.suffix,
        _address(reading, place.start) if place.start is not None else "",
    )


def _address(reading: ReadingText, start: int) -> str:
    return block_id(max(bisect_right(reading.blocks, start, key=lambda block: block.start) - 1, 0))


_STATES = (UptakeState.CONFIRMED, UptakeState.SUGGESTED, UptakeState.REJECTED)


def _links(wiring: Wiring, comment: Comment, versions: Sequence[Version]) -> list[LinkView]:
    by_id = {version.id: version for version in versions}
    ordered = sorted(comment.uptakes, key=lambda u: (_STATES.index(u.state), -u.score))
    return [_link(wiring, u, by_id[u.old_version_id], by_id[u.new_version_id]) for u in ordered]


def _link(wiring: Wiring, uptake: Uptake, old: Version, new: Version) -> LinkView:
    changes = carrying.changes_between(wiring, old, new)
    change = next((one for one in changes if one.id == uptake.change_id), None)
    return LinkView(
        old.label, new.label, uptake.change_id, uptake.state, uptake.score, tuple(uptake.reasons), change
    )
