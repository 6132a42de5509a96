"""From linked pieces to parts that account for every code point.

The pieces that stand in the same order in both texts are pivots: they stayed in their place, reworded or
not. Between two pivots lie passages that came, went or moved. White space needs care: when a sentence goes,
one of the two spaces around it goes with it, and which one decides whether the rest still fits. Between two
pivots each text has one separator more than it has passages; one that both texts have stays, and each passage
takes the one at its other side. Where they share none, the white space is a change by itself, or part of one
beside it.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise

from kader.domain.comparison.alignment import Link
from kader.domain.comparison.change import Kind
from kader.domain.comparison.emphasis import Look, looks
from kader.domain.comparison.pieces import Pieces
from kader.domain.comparison.units import Unit
from kader.domain.reading_text import ReadingText

# So many passages in a row that came or went are told as one.
TOO_MANY = 400


@dataclass(slots=True)
class Span:
    """Code points [start, end) of a text, growing with the white space that belongs to it."""

    start: int
    end: int


@dataclass(slots=True)
class Part:
    """What will be one change, or none: `kind` is None for what stayed the same."""

    kind: Kind | None
    old: Span | None
    new: Span | None


Passage = tuple[Link | None, Span]


def parts_of(old: ReadingText, new: ReadingText, pieces: Pieces) -> list[Part]:
    """The parts in reading order: what was deleted where it was, what was moved where it is now."""
    olds = _passages(pieces.old, [(x, range(x.old, x.old_end)) for x in pieces.links])
    news = _passages(pieces.new, [(x, range(x.new, x.new_end)) for x in pieces.links])
    linked = _linked(olds, news, _kinds(old, new, pieces))
    pivots = [linked[link] for link in pieces.links if not link.moved]
    start = Part(None, Span(0, 0), Span(0, 0))
    end = Part(None, Span(len(old.text), len(old.text)), Span(len(new.text), len(new.text)))
    regions = zip(_regions(olds), _regions(news), strict=True)
    # A moved part is known only when the space around both its places is divided: hence a list.
    parts: list[Part] = []
    for (left, right), (gone, come) in zip(pairwise([start, *pivots, end]), regions, strict=True):
        space = _share_space(old.text, new.text, (left, right), [x for _, x in gone], [x for _, x in come])
        parts += [left, *space]
        parts += (Part("deleted", span, None) for link, span in gone if link is None)
        parts += (linked[link] if link else Part("inserted", None, span) for link, span in come)
    return parts


def _passages(units: Sequence[Unit], ranges: Sequence[tuple[Link, range]]) -> list[Passage]:
    """One side in passages: the units of a link together, and the unlinked neighbours of one block."""
    owners = {at: link for link, places in ranges for at in places}
    together = groupby(range(len(units)), key=lambda at: owners.get(at) or units[at].block)
    groups = [list(group) for _, group in together]
    return [(owners.get(g[0]), Span(units[g[0]].start, units[g[-1]].end)) for g in groups]


def _regions(passages: list[Passage]) -> Iterator[list[Passage]]:
    """The passages between each two pivots, before the first and after the last."""
    region: list[Passage] = []
    for link, span in passages:
        if link is None or link.moved:
            region.append((link, span))
        else:
            yield _bounded(region)
            region = []
    yield _bounded(region)


def _bounded(region: list[Passage]) -> list[Passage]:
    """Too many unlinked passages in a row made one."""
    if len(region) <= TOO_MANY:
        return region
    runs = [(link, list(run)) for link, run in groupby(region, key=lambda passage: passage[0])]
    return [
        passage
        for link, run in runs
        for passage in ([(link, Span(run[0][1].start, run[-1][1].end))] if len(run) > TOO_MANY else run)
    ]


def _linked(olds: list[Passage], news: list[Passage], kinds: dict[Link, Kind | None]) -> dict[Link, Part]:
    places = {link: span for link, span in news if link}
    return {link: Part(kinds[link], span, places[link]) for link, span in olds if link}


def _kinds(old: ReadingText, new: ReadingText, pieces: Pieces) -> dict[Link, Kind | None]:
    before, after = looks(pieces.old, old.marks), looks(pieces.new, new.marks)
    return {link: _kind(link, pieces, before[link.old], after[link.new]) for link in pieces.links}


def _kind(link: Link, pieces: Pieces, before: Look, after: Look) -> Kind | None:
    if link.moved:
        return "moved"
    if not link.single:
        return _regrouped(pieces.old[link.old : link.old_end], pieces.new[link.new : link.new_end])
    a, b = pieces.old[link.old], pieces.new[link.new]
    if a.text == b.text:
        reshaped = None not in (before[0], after[0]) and before[0] != after[0]
        return "opmaak" if reshaped or before[1] != after[1] else None
    return "opmaak" if a.key == b.key else "reworded"


def _regrouped(old: Sequence[Unit], new: Sequence[Unit]) -> Kind:
    """What happened to several units: their blocks say it, or else, within one block, their sentences."""
    before = len({unit.block for unit in old}), len(old)
    after = len({unit.block for unit in new}), len(new)
    if before == after:
        return "reworded"
    return "split" if after > before else "merged"


def _share_space(
    old: str, new: str, pivots: tuple[Part, Part], gone: list[Span], come: list[Span]
) -> list[Part]:
    """Divides the white space between two pivots; returns it as a part where it differs by itself."""
    left, right = pivots
    olds, news = [_old(left), *gone, _old(right)], [_new(left), *come, _new(right)]
    was = [old[a.end : b.start] for a, b in pairwise(olds)]
    now = [new[a.end : b.start] for a, b in pairwise(news)]
    shared = [space for space in was if space in set(now)]
    # The end of a block weighs more than the space after a sentence.
    kept = min(shared, key=lambda space: "\n" not in space, default=None)
    spaces = Span(olds[0].end, olds[1].start), Span(news[0].end, news[1].start)
    _take(olds, was.index(kept) if kept is not None else 0)
    _take(news, now.index(kept) if kept is not None else 0)
    return [] if kept is not None else _odd_space(left, right, *spaces, alone=not gone and not come)


def _old(part: Part) -> Span:
    assert part.old is not None  # noqa: S101 - a pivot stands in both texts
    return part.old


def _new(part: Part) -> Span:
    assert part.new is not None  # noqa: S101
    return part.new


def _take(spans: list[Span], kept: int) -> None:
    """Gives each passage between the first and last span a separator: those up to the kept one that before
    it, the others that after it.

    """
    edges = [(span.start, span.end) for span in spans]
    for at in range(1, len(spans) - 1):
        if at <= kept:
            spans[at].start = edges[at - 1][1]
        else:
            spans[at].end = edges[at + 1][0]


def _odd_space(left: Part, right: Part, was: Span, now: Span, *, alone: bool) -> list[Part]:
    if left.kind:
        _old(left).end, _new(left).end = was.end, now.end
    elif right.kind and alone:
        _old(right).start, _new(right).start = was.start, now.start
    else:
        return [Part("opmaak", was, now)]
    return []
