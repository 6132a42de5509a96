"""From blocks to sentences: a change should be as small as a reader can judge, and no smaller.

Blocks are aligned first. A block that stayed the same or moved is one piece, and so are blocks that were only
split or merged; any other is taken apart in sentences (a table row in cells), which are aligned within their
pair of blocks. Where blocks were split or merged and reworded too, the sentences beside the edge that came or
went are one piece. Sentences left over anywhere may have gone to another block. What is left between the same
two neighbours in one pair of blocks was replaced.
"""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate, groupby

from kader.domain.comparison.alignment import Link, Pair, align, elsewhere
from kader.domain.comparison.emphasis import Look, looks
from kader.domain.comparison.units import Unit, blocks_of, sentences_of
from kader.domain.reading_text import ReadingText


@dataclass(frozen=True, slots=True)
class Pieces:
    """The units of both texts in order, and the links between them, in order of the old.

    A unit in no link came or went.

    """

    old: tuple[Unit, ...]
    new: tuple[Unit, ...]
    links: tuple[Link, ...]

    def unlinked(self) -> tuple[list[int], list[int]]:
        lefts = {at for link in self.links for at in range(link.old, link.old_end)}
        rights = {at for link in self.links for at in range(link.new, link.new_end)}
        return (
            [at for at in range(len(self.old)) if at not in lefts],
            [at for at in range(len(self.new)) if at not in rights],
        )

    def with_links(self, links: Sequence[Link]) -> "Pieces":
        return replace(self, links=tuple(sorted([*self.links, *links], key=lambda link: link.old)))


def pieces_of(old: ReadingText, new: ReadingText) -> Pieces:
    """Both texts in units as small as a reader wants them, linked."""
    old_blocks, new_blocks = blocks_of(old), blocks_of(new)
    links = align(old_blocks, new_blocks)
    shown = looks(old_blocks, old.marks), looks(new_blocks, new.marks)
    apart = {(x.old, x.new) for x in links if _is_taken_apart(x, old_blocks, new_blocks, shown)}
    kept_old = _kept_whole(links, apart, old=True)
    kept_new = _kept_whole(links, apart, old=False)
    olds = [[b] if n in kept_old else sentences_of(old, b) for n, b in enumerate(old_blocks)]
    news = [[b] if n in kept_new else sentences_of(new, b) for n, b in enumerate(new_blocks)]
    pieces = Pieces(_flat(olds), _flat(news), tuple(_links_within(links, apart, olds, news)))
    pieces = pieces.with_links(_moved_sentences(pieces))
    partners = {old_blocks[i].block: new_blocks[j].block for i, j in apart}
    return pieces.with_links(_replaced(pieces, partners))


def _is_taken_apart(
    link: Link, old: Sequence[Unit], new: Sequence[Unit], shown: tuple[list[Look], list[Look]]
) -> bool:
    """Whether some of the sentences in a link may have changed and others not."""
    if link.moved:
        return False
    if link.single:
        a, b = link.old, link.new
        return old[a].text != new[b].text or shown[0][a][1] != shown[1][b][1]
    before, after = old[link.old : link.old_end], new[link.new : link.new_end]
    return _without_space(before) != _without_space(after)


def _without_space(units: Sequence[Unit]) -> str:
    return "".join("".join(unit.text.split()) for unit in units)


def _kept_whole(links: Sequence[Link], apart: set[Pair], *, old: bool) -> set[int]:
    whole = [link for link in links if (link.old, link.new) not in apart]
    ranges = (range(x.old, x.old_end) if old else range(x.new, x.new_end) for x in whole)
    return {at for places in ranges for at in places}


def _flat(units: Sequence[Sequence[Unit]]) -> tuple[Unit, ...]:
    return tuple(unit for block in units for unit in block)


def _links_within(
    links: Sequence[Link], apart: set[Pair], olds: list[list[Unit]], news: list[list[Unit]]
) -> Iterator[Link]:
    """The links between blocks as links between pieces; those of blocks taken apart, within the blocks."""
    old_at = list(accumulate(map(len, olds), initial=0))
    new_at = list(accumulate(map(len, news), initial=0))
    for link in links:
        places = Link(
            old_at[link.old], old_at[link.old_end], new_at[link.new], new_at[link.new_end], link.moved
        )
        if (link.old, link.new) in apart:
            inner = _inner_links(olds[link.old : link.old_end], news[link.new : link.new_end])
            yield from (_shifted(each, places.old, places.new) for each in inner)
        else:
            yield places


def _inner_links(olds: list[list[Unit]], news: list[list[Unit]]) -> list[Link]:
    """The links between the sentences of blocks that became each other, counted from the first of each."""
    old, new = _flat(olds), _flat(news)
    if len(olds) == len(news) == 1:
        if len(old) == len(new) and (len(old) == 1 or (_is_row(old) and _is_row(new))):
            return [Link(at, at + 1, at, at + 1) for at in range(len(old))]
        return align(old, new)
    links: list[Link] | None = align(old, new)
    for edge in list(accumulate(map(len, olds)))[:-1]:
        links = links and _bridged(links, [(x.old, x.old_end) for x in links], edge)
    for edge in list(accumulate(map(len, news)))[:-1]:
        links = links and _bridged(links, [(x.new, x.new_end) for x in links], edge)
    return links or [Link(0, len(old), 0, len(new))]


def _bridged(links: list[Link], spans: list[Pair], edge: int) -> list[Link] | None:
    """The same links, with one over the edge of a block that came or went; None where none leads over it."""
    before = [x for x, (start, end) in zip(links, spans, strict=True) if start < edge <= end]
    after = [x for x, (start, end) in zip(links, spans, strict=True) if start <= edge < end]
    if not before or not after or before[0].moved or after[0].moved:
        return None
    bridge = Link(before[0].old, after[0].old_end, before[0].new, after[0].new_end)
    inside = [x for x in links if _overlap(x, bridge)]
    if any(link.moved for link in inside):
        return None
    return sorted([bridge, *(link for link in links if link not in inside)], key=lambda link: link.old)


def _overlap(a: Link, b: Link) -> bool:
    return (a.old < b.old_end and b.old < a.old_end) or (a.new < b.new_end and b.new < a.new_end)


def _is_row(units: Sequence[Unit]) -> bool:
    return all(unit.shape[0] == "table_cell" for unit in units)


def _shifted(link: Link, old: int, new: int) -> Link:
    return Link(link.old + old, link.old_end + old, link.new + new, link.new_end + new, link.moved)


def _moved_sentences(pieces: Pieces) -> list[Link]:
    """Unlinked units that are found elsewhere; neighbours that went together are one link."""
    pairs = sorted(elsewhere(pieces.old, pieces.new, *pieces.unlinked()))
    together = groupby(enumerate(pairs), key=lambda numbered: _course(pieces, *numbered))
    runs = [[pair for _, pair in group] for _, group in together]
    return [Link(run[0][0], run[-1][0] + 1, run[0][1], run[-1][1] + 1, moved=True) for run in runs]


def _course(pieces: Pieces, number: int, pair: Pair) -> tuple[int, int, int, int]:
    """The same for pairs that follow each other on both sides, from one block to one block."""
    i, j = pair
    return i - number, j - number, pieces.old[i].block, pieces.new[j].block


def _replaced(pieces: Pieces, partners: dict[int, int]) -> list[Link]:
    """What is left of a pair of blocks between the same neighbours, the old with the new."""
    pivots = [link for link in pieces.links if not link.moved]
    lefts, rights = pieces.unlinked()
    left_runs = _runs(lefts, pieces.old, [pivot.old for pivot in pivots])
    right_runs = _runs(rights, pieces.new, [pivot.new for pivot in pivots])
    links = []
    for (region, block), (start, end) in left_runs.items():
        found = right_runs.get((region, partners.get(block, -1)))
        if found:
            links += _one_by_one(Link(start, end, *found))
    return links


def _one_by_one(link: Link) -> list[Link]:
    """As many sentences for as many are shown each with its own; otherwise all with all."""
    count = link.old_end - link.old
    if count != link.new_end - link.new:
        return [link]
    return [Link(link.old + k, link.old + k + 1, link.new + k, link.new + k + 1) for k in range(count)]


def _runs(at: list[int], units: Sequence[Unit], pivots: list[int]) -> dict[Pair, Pair]:
    """The first run of neighbours in each block between each two pivots: (region, block) -> [start, end)."""
    runs: dict[Pair, Pair] = {}
    for place in at:
        where = (bisect_right(pivots, place), units[place].block)
        start, end = runs.get(where, (place, place))
        if end == place:
            runs[where] = (start, place + 1)
    return runs
