"""Comparing: what changed between two versions, and beside each change the remarks that led to it."""

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate, groupby

from markupsafe import Markup

from kader.domain.comparison import Change
from kader.domain.comparison.change import Kind
from kader.domain.reading_text import ReadingText
from kader.domain.rights import Action, Person, is_public, may
from kader.domain.uptake.ledger import unexplained
from kader.domain.vocabulary import Outcome, UptakeState
from kader.formats.html import Highlight, block_id, render_groups
from kader.formats.merged_text import Merged, merge
from kader.formats.merged_text import Stretch as Piece
from kader.services.answering import key_of
from kader.services.carrying import changes_between
from kader.services.reading import FrameworkLine, VersionLine, framework_line, version_lines
from kader.services.response_access import is_readable, stands
from kader.services.wiring import Wiring
from kader.storage import frameworks, reading_remarks
from kader.storage.tables import Uptake, Version

_KINDS: tuple[Kind, ...] = ("reworded", "inserted", "deleted", "moved", "split", "merged")


@dataclass(frozen=True, slots=True)
class Reason:
    """A remark that led to a change. `public` once its response document is; `mine` for its editors.

    Outcome and reason are empty for whoever may not know them yet.
    """

    key: str
    round_id: int
    organisation: str
    page: str | None
    label: str | None
    text: str
    outcome: Outcome | None
    reason: str
    state: UptakeState
    public: bool
    mine: bool


@dataclass(frozen=True, slots=True)
class Card:
    """One change as told beside the text. Pages are labels, `old_address` a block of the old version."""

    id: str
    number: int
    kind: Kind
    old_page: str | None
    new_page: str | None
    old_address: str | None
    reasons: tuple[Reason, ...]


@dataclass(frozen=True, slots=True)
class Row:
    """A piece of the text with the changes that begin in it; `heading` leads what follows."""

    html: Markup
    cards: tuple[Card, ...]
    changed: bool
    heading: bool


@dataclass(frozen=True, slots=True)
class Stretch:
    """Rows in a row that are to be shown, or that stayed as they were and may be folded away."""

    rows: tuple[Row, ...]
    folded: bool


@dataclass(frozen=True, slots=True)
class Tally:
    """The changes of one kind, in the order of the text."""

    kind: Kind
    cards: tuple[Card, ...]


@dataclass(frozen=True, slots=True)
class Comparison:
    """`formal` counts changes of numbering, punctuation or emphasis alone; they are shown without a card."""

    framework: FrameworkLine
    versions: tuple[VersionLine, ...]
    old: VersionLine
    new: VersionLine
    stretches: tuple[Stretch, ...]
    tallies: tuple[Tally, ...]
    explained: tuple[Card, ...]
    unexplained: tuple[Card, ...]
    total: int
    formal: int


def comparison(wiring: Wiring, person: Person, slug: str, old_label: str, new_label: str) -> Comparison:
    """What `person` may see of the changes from one version to another. Raises NotFound."""
    with wiring.database.read() as session:
        old = frameworks.version(session, slug, old_label)
        new = frameworks.version(session, slug, new_label)
        reasons = _reasons(wiring, person, reading_remarks.uptakes_between(session, old, new))
        lines = version_lines(new.framework.versions)
        cards = _cards(wiring, old, new, reasons)
        changes = changes_between(wiring, old, new)
        return Comparison(
            framework=framework_line(new.framework),
            versions=lines[::-1],
            old=next(line for line in lines if line.label == old_label),
            new=next(line for line in lines if line.label == new_label),
            stretches=tuple(_stretches(_rows(_show(wiring, old, new), cards))),
            tallies=tuple(_tallies(cards.values())),
            explained=tuple(card for card in cards.values() if card.reasons),
            unexplained=unexplained(cards.values(), reasons),
            total=len(cards),
            formal=len(changes) - len(cards),
        )


# -- the remarks behind the changes --------------------------------------------------------------------------


def _reasons(wiring: Wiring, person: Person, uptakes: Sequence[Uptake]) -> dict[str, list[Reason]]:
    """By change. Rejected links are told to nobody, suggested ones to the editors who are to decide."""
    found: dict[str, list[Reason]] = defaultdict(list)
    for uptake in uptakes:
        told = _told(wiring, person, uptake)
        if told is not None:
            found[uptake.change_id].append(told)
    return found


def _told(wiring: Wiring, person: Person, uptake: Uptake) -> Reason | None:
    comment, response = uptake.comment, uptake.comment.response
    framework_id = response.round.version.framework_id
    editor = may(person, Action.ANSWER, framework_id=framework_id)
    public = is_public(stands(wiring, response))
    if not is_readable(wiring, person, response) or uptake.state is UptakeState.REJECTED:
        return None
    if uptake.state is UptakeState.SUGGESTED and not editor:
        return None
    answer = comment.disposition if public or editor else None
    return Reason(
        key=key_of(comment),
        round_id=response.round_id,
        organisation=response.organisation.name,
        page=comment.page,
        label=comment.label,
        text=comment.text,
        outcome=answer.outcome if answer else None,
        reason=answer.reason if answer else "",
        state=uptake.state,
        public=public,
        mine=editor,
    )


def _cards(
    wiring: Wiring, old: Version, new: Version, reasons: Mapping[str, Sequence[Reason]]
) -> dict[int, Card]:
    """By the number of the change in the comparison, from 0; changes of form alone have none."""
    before, after = wiring.derived.reading(old), wiring.derived.reading(new)
    told = [(i, c) for i, c in enumerate(changes_between(wiring, old, new)) if c.kind != "opmaak"]
    return {
        index: Card(
            id=change.id,
            number=number,
            kind=change.kind,
            old_page=before.page_at(change.old.start) if change.old else None,
            new_page=after.page_at(change.new.start) if change.new else None,
            old_address=_address(before, change.old.start) if change.old else None,
            reasons=tuple(reasons.get(change.id, ())),
        )
        for number, (index, change) in enumerate(told, 1)
    }


def _address(reading: ReadingText, offset: int) -> str | None:
    ordinal = bisect_right(reading.blocks, offset, key=lambda block: block.start) - 1
    return block_id(ordinal) if ordinal >= 0 else None


def _tallies(cards: Iterable[Card]) -> Iterator[Tally]:
    by_kind: dict[Kind, list[Card]] = defaultdict(list)
    for card in cards:
        by_kind[card.kind].append(card)
    return (Tally(kind, tuple(by_kind[kind])) for kind in _KINDS if kind in by_kind)


# -- the text with its changes -------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Shown:
    """A piece of the merged text; `begin` and `touch` are the numbers of changes that do so in it."""

    html: Markup
    begin: tuple[int, ...]
    touch: bool
    heading: bool


def _show(wiring: Wiring, old: Version, new: Version) -> tuple[_Shown, ...]:
    shown: tuple[_Shown, ...] = wiring.derived.made(
        "comparison", (old.sha256, new.sha256), lambda: tuple(_shown(wiring, old, new))
    )
    return shown


def _shown(wiring: Wiring, old: Version, new: Version) -> Iterator[_Shown]:
    changes = changes_between(wiring, old, new)
    merged = merge(wiring.derived.reading(old), wiring.derived.reading(new), changes)
    names = [
        block_id(ordinal) if side == "new" else f"oud-{block_id(ordinal)}" for side, ordinal in merged.origin
    ]
    pieces = _Pieces(merged)
    for group in render_groups(merged.reading, tuple(_highlights(merged, changes)), names):
        blocks = merged.reading.blocks
        start, end = blocks[group.first].start, blocks[group.last].end
        heading = blocks[group.first].kind == "heading"
        yield _Shown(group.html, pieces.begun(start, end), pieces.touch(start, end), heading)


class _Pieces:
    """Which changes begin in a piece of the merged text, and whether any touches it."""

    def __init__(self, merged: Merged) -> None:
        first = {piece.change: piece.start for piece in reversed(merged.stretches)}
        self._begun = sorted((at, change) for change, at in first.items())
        self._starts = [piece.start for piece in merged.stretches]
        self._ends = list(accumulate((piece.end for piece in merged.stretches), max))

    def begun(self, start: int, end: int) -> tuple[int, ...]:
        run = self._begun[bisect_left(self._begun, (start, 0)) : bisect_left(self._begun, (end, 0))]
        return tuple(sorted(change for _, change in run))

    def touch(self, start: int, end: int) -> bool:
        before = bisect_left(self._starts, end)
        return before > 0 and self._ends[before - 1] > start


def _highlights(merged: Merged, changes: Sequence[Change]) -> Iterator[Highlight]:
    """Every stretch; the one in which a change ends links to its card."""
    numbers = _numbers(changes)
    last = {one.change: one for one in sorted(merged.stretches, key=lambda one: one.end)}
    for stretch in merged.stretches:
        number = numbers.get(stretch.change) if stretch is last[stretch.change] else None
        yield _highlight(stretch, changes[stretch.change], number)


def _numbers(changes: Sequence[Change]) -> dict[int, int]:
    told = [index for index, change in enumerate(changes) if change.kind != "opmaak"]
    return {index: number for number, index in enumerate(told, 1)}


def _highlight(stretch: Piece, change: Change, number: int | None) -> Highlight:
    return Highlight(
        stretch.start,
        stretch.end,
        change.id,
        stretch.side,
        f"change-{change.kind}",
        f"#kaart-{change.id}" if number else "",
        str(number or ""),
        f"Wijziging {number}" if number else "",
    )


def _rows(shown: Sequence[_Shown], cards: Mapping[int, Card]) -> Iterator[Row]:
    for one in shown:
        begun = tuple(cards[number] for number in one.begin if number in cards)
        yield Row(one.html, begun, one.touch, one.heading)


def _stretches(rows: Iterable[Row]) -> Iterator[Stretch]:
    for shown, run in groupby(rows, key=lambda row: row.changed or row.heading):
        yield Stretch(tuple(run), folded=not shown)
