"""The comments of a round beside the text they are about, and one of them in full."""

from collections.abc import Sequence
from dataclasses import dataclass

from kader.domain.comparison import Change
from kader.domain.errors import NotFound
from kader.domain.reading_text import ReadingText
from kader.domain.rights import Action, Person, require
from kader.services import carrying
from kader.services.remarks import (
    Detail,
    Line,
    Remark,
    RemarkKind,
    RoundHead,
    detail_of,
    next_version,
    remarks_of,
    round_head,
)
from kader.services.wiring import Wiring
from kader.storage import answering
from kader.storage.tables import Round

UNANSWERED = "open"


@dataclass(frozen=True, slots=True)
class Filters:
    """What to show; an empty word shows all. `outcome` is an Outcome's value or `open`."""

    organisation: str = ""
    page: str = ""
    outcome: str = ""


@dataclass(frozen=True, slots=True)
class Workbench:
    """`lines` are those the filters let through; `total` and `answered` count the whole round."""

    head: RoundHead
    filters: Filters
    organisations: tuple[tuple[str, str], ...]
    reading: ReadingText
    lines: tuple[Line, ...]
    marked: tuple[Line, ...]
    total: int
    answered: int
    selected: Detail | None
    previous: str | None
    following: str | None
    next_open: str | None


@dataclass(frozen=True, slots=True)
class Linkable:
    """A comment with all changes from its version to the next, to link by hand.

    `nearest` is the change closest to the comment's place, None without a place.
    """

    head: RoundHead
    detail: Detail
    new: ReadingText
    old: ReadingText
    changes: tuple[Change, ...]
    nearest: str | None


def workbench(
    wiring: Wiring, person: Person, round_id: int, filters: Filters, key: str | None = None
) -> Workbench:
    """Raises NotFound when the round has no such remark, NotAllowed for who does not edit the framework."""
    with wiring.database.read() as session:
        one = answering.round_by_id(session, round_id)
        require(person, Action.READ_SENT, framework_id=one.version.framework_id)
        reading = wiring.derived.reading(one.version)
        remarks = remarks_of(answering.submitted(session, round_id), one.version, reading)
        lines = tuple(line for line, _ in remarks)
        shown = tuple(line for line in lines if _passes(line, filters))
        selected = _selected(wiring, one, remarks, key)
        return Workbench(
            head=round_head(one, wiring.clock()),
            filters=filters,
            organisations=tuple(sorted({(line.slug, line.organisation) for line in lines})),
            reading=reading,
            lines=shown,
            marked=tuple(line for line in lines if line.start is not None),
            total=len(lines),
            answered=sum(line.outcome is not None for line in lines),
            selected=selected,
            **_neighbours(lines, shown, key),
        )


def linkable(wiring: Wiring, person: Person, round_id: int, key: str) -> Linkable:
    """Raises NotFound when there is no such comment or no next version yet."""
    with wiring.database.read() as session:
        one = answering.round_by_id(session, round_id)
        require(person, Action.READ_SENT, framework_id=one.version.framework_id)
        following = next_version(one.version)
        if following is None:
            raise NotFound("Er is nog geen volgende versie om mee te vergelijken.")
        reading = wiring.derived.reading(one.version)
        remarks = remarks_of(answering.submitted(session, round_id), one.version, reading)
        detail = _selected(wiring, one, remarks, key)
        if detail is None or detail.line.kind is RemarkKind.POINT:
            raise NotFound("Deze opmerking bestaat niet.")
        changes = carrying.changes_between(wiring, one.version, following)
        return Linkable(
            round_head(one, wiring.clock()),
            detail,
            wiring.derived.reading(following),
            reading,
            changes,
            _nearest(changes, detail.line.start),
        )


def _passes(line: Line, filters: Filters) -> bool:
    outcome = line.outcome.value if line.outcome else UNANSWERED
    return (
        filters.organisation in ("", line.slug)
        and filters.page in ("", line.page)
        and filters.outcome in ("", outcome)
    )


def _neighbours(lines: Sequence[Line], shown: Sequence[Line], key: str | None) -> dict[str, str | None]:
    """The remarks before and after this one among those shown, and the next one without an outcome."""
    order = [line.key for line in lines]
    at = order.index(key) if key in order else -1
    place = {name: index for index, name in enumerate(order)}
    before = [line.key for line in shown if place[line.key] < at]
    after = [line for line in shown if place[line.key] > at]
    waiting = [line.key for line in [*after, *shown] if line.outcome is None and line.key != key]
    return {
        "previous": before[-1] if before else None,
        "following": after[0].key if after else None,
        "next_open": waiting[0] if waiting else None,
    }


def _selected(wiring: Wiring, one: Round, remarks: Sequence[Remark], key: str | None) -> Detail | None:
    if key is None:
        return None
    for line, remark in remarks:
        if line.key == key:
            return detail_of(wiring, one.version, line, remark)
    raise NotFound("Deze opmerking hoort niet bij deze ronde.")


def _nearest(changes: Sequence[Change], start: int | None) -> str | None:
    """The change that begins closest to a code point of the old text."""
    if start is None:
        return None
    away = [(abs(change.old.start - start), change.id) for change in changes if change.old]
    return min(away, default=(0, None))[1]
