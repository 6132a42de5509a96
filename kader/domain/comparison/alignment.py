"""Which units of the new text are which units of the old, given that editors move, rewrite, split and join.

From sure to less sure, so that a doubtful pair never takes a unit that a sure pair needs:

1. units with the same words that are unique on both sides, the longest series in order;
2. the other units with words that are unique on both sides: moved;
3. between what is placed, units that are half the same or more, in order;
4. units that are the same or much the same elsewhere: moved, and perhaps reworded;
5. neighbours of a moved unit that moved along;
6. between what is placed, units that are a little the same, or of which one holds the other;
7. neighbours that hold the rest of a unit that was split, or were merged into one.

Steps 3 and 6 choose the pairs in order that share most (Needleman and Wunsch 1970, without a penalty for
gaps). That takes a table, so wide gaps are first cut at the most alike pairs with a rare word in common,
and what is still too wide in proportional pieces.
"""

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from kader.domain.comparison.likeness import Bag, Words, containment, likeness, weight
from kader.domain.comparison.units import Unit
from kader.domain.words import increasing, matching_runs

Pair = tuple[int, int]
Gap = tuple[list[int], list[int]]
Rule = Callable[[Bag, Bag, float, bool], bool]

# Letters a unit needs before its words can tell where it is from.
TELLING = 8
TELLING_ELSEWHERE = 20
# Weight (letters of words and stems) and likeness a reworded unit needs to be recognised elsewhere.
HEAVY_ELSEWHERE = 60
ALIKE_ELSEWHERE = 0.6
# Likeness asked between placed neighbours: at first, and at last.
ALIKE = 0.5
SLIGHTLY_ALIKE = 0.3
ALONE_TOGETHER = 0.1
# Of these, and of what is short, the one that stands where the other stood is told as its replacement.
STANDING_ALONE = ("heading", "list_item", "table_cell")
SHORT = 40
HELD = 0.7
HELD_WEIGHT = 20
# Share of a neighbour's own words that must stand in the whole, for a split or a merge.
REST = 0.3
REST_WEIGHT = 8
# Each part is looked for in the whole; a text put on one line would have thousands.
MOST_PARTS = 50
# Pairs in one table; wider gaps are cut first.
TABLE = 900
# A word in more units than this says nothing about where one came from.
RARE = 12
RARE_WORDS = 12


@dataclass(frozen=True, slots=True)
class Link:
    """Units [old, old_end) became units [new, new_end); `moved` when not in the order of the rest."""

    old: int
    old_end: int
    new: int
    new_end: int
    moved: bool = False

    @property
    def single(self) -> bool:
        return self.old_end - self.old == 1 == self.new_end - self.new


def align(old: Sequence[Unit], new: Sequence[Unit]) -> list[Link]:
    """The links between two series of units, in order of the old; every unit is in one link at most."""
    return _Alignment(old, new).links()


def elsewhere(old: Sequence[Unit], new: Sequence[Unit], lefts: list[int], rights: list[int]) -> list[Pair]:
    """Pairs among the given units that are recognised without help of their place."""
    alignment = _Alignment(old, new)
    equal = alignment.equal_elsewhere(lefts, rights)
    gone, come = {i for i, _ in equal}, {j for _, j in equal}
    lefts, rights = [i for i in lefts if i not in gone], [j for j in rights if j not in come]
    return [*equal, *alignment.alike_elsewhere(lefts, rights)]


class _Alignment:
    def __init__(self, old: Sequence[Unit], new: Sequence[Unit]) -> None:
        known: dict[str, Words] = {}
        self.old = [Bag(unit, known) for unit in old]
        self.new = [Bag(unit, known) for unit in new]
        self.partner: dict[int, int] = {}
        self.taken: set[int] = set()
        self.moved: set[int] = set()

    def links(self) -> list[Link]:
        at_left, at_right = _once(self.old), _once(self.new)
        unique = [(i, at_right[key]) for key, i in at_left.items() if key in at_right]
        self._place(increasing(unique))
        self._move((i, j) for i, j in unique if i not in self.partner and self._tells_place(i))
        self._fill(_alike)
        self._move(self.equal_elsewhere(*self._free()))
        self._move(self.alike_elsewhere(*self._free()))
        self._move_neighbours()
        self._fill(_slightly_alike)
        # Once more: what is placed now may leave two units alone together.
        self._fill(_slightly_alike)
        return sorted(self._widened(), key=lambda link: link.old)

    # Placing pairs

    def _place(self, pairs: Iterable[Pair]) -> None:
        for i, j in pairs:
            self.partner[i] = j
            self.taken.add(j)

    def _move(self, pairs: Iterable[Pair]) -> None:
        for i, j in pairs:
            self._place([(i, j)])
            self.moved.add(i)

    def _free(self) -> Gap:
        lefts = [i for i in range(len(self.old)) if i not in self.partner]
        rights = [j for j in range(len(self.new)) if j not in self.taken]
        return lefts, rights

    def _spine(self) -> list[Pair]:
        return sorted(pair for pair in self.partner.items() if pair[0] not in self.moved)

    # Steps 1, 2 and 4: the same words

    def _tells_place(self, i: int) -> bool:
        return len(self.old[i].unit.key) >= TELLING_ELSEWHERE

    def equal_elsewhere(self, lefts: list[int], rights: list[int]) -> list[Pair]:
        """Pairs with the same words, the first with the first where there are more."""
        places: dict[str, list[int]] = defaultdict(list)
        for j in reversed(rights):
            places[self.new[j].unit.key].append(j)
        counts = Counter(self.old[i].unit.key for i in lefts)
        pairs = []
        for i in lefts:
            key = self.old[i].unit.key
            here = places.get(key)
            if here and self._tells_place(i) and counts[key] == len(here):
                pairs.append((i, here.pop()))
                counts[key] -= 1
        return pairs

    # Steps 3 and 6: between what is placed

    def _fill(self, rule: Rule) -> None:
        for gap in list(self._gaps()):
            self._place(self._pairs_in(gap, rule))

    def _gaps(self) -> Iterator[Gap]:
        """The free units between each two neighbours in the spine."""
        edges = [(-1, -1), *self._spine(), (len(self.old), len(self.new))]
        for (i, j), (p, q) in pairwise(edges):
            lefts = [k for k in range(i + 1, p) if k not in self.partner]
            rights = [k for k in range(j + 1, q) if k not in self.taken]
            if lefts and rights:
                yield lefts, rights

    def _pairs_in(self, gap: Gap, rule: Rule) -> Iterator[Pair]:
        if _cells(gap) <= TABLE:
            yield from self._best_in_order(gap, rule)
            return
        equal = self._equal_in_order(gap)
        yield from equal
        for smaller in _cut_at(gap, equal):
            yield from self._pairs_in_pieces(smaller, rule)

    def _equal_in_order(self, gap: Gap) -> list[Pair]:
        lefts, rights = gap
        runs = matching_runs(
            [self.old[i].unit.key for i in lefts],
            [self.new[j].unit.key for j in rights],
        )
        return [(lefts[p + k], rights[q + k]) for p, q, n in runs for k in range(n)]

    def _pairs_in_pieces(self, gap: Gap, rule: Rule) -> Iterator[Pair]:
        """A gap cut at the most alike, if it is still wide, and then in proportion."""
        found = self._mutual_best(*gap, ALIKE) if _cells(gap) > TABLE else []
        landmarks = increasing(sorted(found))
        yield from landmarks
        for smaller in _cut_at(gap, landmarks):
            for piece in _pieces(smaller):
                yield from self._best_in_order(piece, rule)

    def _best_in_order(self, gap: Gap, rule: Rule) -> list[Pair]:
        """The pairs in order that the rule allows and that share most."""
        lefts, rights = gap
        alone = len(lefts) == 1 == len(rights)
        worth = [[self._worth(i, j, rule, alone) for j in rights] for i in lefts]
        best = [[0.0] * (len(rights) + 1)]
        for row in worth:
            above, here = best[-1], [0.0]
            for q, value in enumerate(row):
                here.append(max(above[q + 1], here[q], above[q] + value if value else 0.0))
            best.append(here)
        return [(lefts[p], rights[q]) for p, q in _traced(worth, best)]

    def _worth(self, i: int, j: int, rule: Rule, alone: bool) -> float:
        a, b = self.old[i], self.new[j]
        alike = likeness(a, b)
        return 0.5 + alike * (min(a.weight, b.weight) + 1) if rule(a, b, alike, alone) else 0.0

    # Step 4: much the same elsewhere

    def alike_elsewhere(self, lefts: list[int], rights: list[int]) -> list[Pair]:
        """Pairs of units with much the same words, each the other's best."""
        heavy = [i for i in lefts if self.old[i].weight >= HEAVY_ELSEWHERE]
        free = [j for j in rights if self.new[j].weight >= HEAVY_ELSEWHERE]
        return self._mutual_best(heavy, free, ALIKE_ELSEWHERE)

    def _mutual_best(self, lefts: list[int], rights: list[int], least: float) -> list[Pair]:
        """Pairs in which each is the other's best, at least so much alike, found by their rare words."""
        places = self._places_of_words(rights)
        best_left: dict[int, tuple[float, int]] = {}
        best_right: dict[int, tuple[float, int]] = {}
        for i in lefts:
            for j in _candidates(self.old[i], places):
                alike = likeness(self.old[i], self.new[j])
                if alike >= least:
                    best_left[i] = max(best_left.get(i, (0.0, 0)), (alike, -j))
                    best_right[j] = max(best_right.get(j, (0.0, 0)), (alike, -i))
        return [(i, -j) for i, (_, j) in best_left.items() if best_right[-j][1] == -i]

    def _places_of_words(self, rights: list[int]) -> dict[str, list[int]]:
        places: dict[str, list[int]] = defaultdict(list)
        for j in rights:
            for word in self.new[j].words:
                places[word].append(j)
        return places

    # Step 5: what moved along

    def _move_neighbours(self) -> None:
        """Carries a move on to free neighbours on the same side that are alike, however short they are."""
        waiting = sorted(self.moved)
        while waiting:
            i = waiting.pop()
            j = self.partner[i]
            for p, q in ((i - 1, j - 1), (i + 1, j + 1)):
                if self._is_free(p, q) and likeness(self.old[p], self.new[q]) >= ALIKE:
                    self._move([(p, q)])
                    waiting.append(p)

    def _is_free(self, i: int, j: int) -> bool:
        return (
            0 <= i < len(self.old)
            and 0 <= j < len(self.new)
            and i not in self.partner
            and j not in self.taken
        )

    # Step 7: splits and merges

    def _widened(self) -> Iterator[Link]:
        old_free = {i for i in range(len(self.old)) if i not in self.partner}
        new_free = {j for j in range(len(self.new)) if j not in self.taken}
        for i, j in sorted(self.partner.items()):
            a, b = self.old[i], self.new[j]
            news = _rest(a, b, j, self.new, new_free) if a.unit.key != b.unit.key else (j, j + 1)
            olds = (i, i + 1)
            if news == (j, j + 1) and a.unit.key != b.unit.key:
                olds = _rest(b, a, i, self.old, old_free)
            old_free.difference_update(range(*olds))
            new_free.difference_update(range(*news))
            yield Link(*olds, *news, moved=i in self.moved)


def _once(bags: Sequence[Bag]) -> dict[str, int]:
    """Where the keys that occur once, and tell enough, stand."""
    counts = Counter(bag.unit.key for bag in bags)
    return {
        bag.unit.key: at
        for at, bag in enumerate(bags)
        if counts[bag.unit.key] == 1 and len(bag.unit.key) >= TELLING
    }


def _alike(a: Bag, b: Bag, alike: float, alone: bool) -> bool:
    return alike >= ALIKE


def _slightly_alike(a: Bag, b: Bag, alike: float, alone: bool) -> bool:
    if alike >= SLIGHTLY_ALIKE:
        return True
    if alone and a.unit.shape == b.unit.shape:
        is_short = max(a.weight, b.weight) <= SHORT
        return alike >= ALONE_TOGETHER or is_short or a.unit.shape[0] in STANDING_ALONE
    return min(a.weight, b.weight) >= HELD_WEIGHT and containment(a, b) >= HELD


def _rest(whole: Bag, part: Bag, at: int, bags: Sequence[Bag], free: set[int]) -> tuple[int, int]:
    """The range around `at` of free neighbours that hold what `part` left of `whole`."""
    told, text = part.words, part.unit.text
    start, end = at, at + 1
    while end in free and end - at < MOST_PARTS:
        longer = f"{text} {bags[end].unit.text}"
        if not _holds_rest(bags[end], whole, told, longer):
            break
        told, text, end = told | bags[end].words, longer, end + 1
    while start - 1 in free and at - start < MOST_PARTS:
        longer = f"{bags[start - 1].unit.text} {text}"
        if not _holds_rest(bags[start - 1], whole, told, longer):
            break
        told, text, start = told | bags[start - 1].words, longer, start - 1
    return start, end


def _holds_rest(bag: Bag, whole: Bag, told: frozenset[str], text: str) -> bool:
    """Whether much of what a unit adds to what was told stands in the whole, or all of it word for word."""
    added = bag.words - told
    found = weight(added & whole.words)
    return (found >= REST_WEIGHT and found >= REST * weight(added)) or text in whole.unit.text


def _candidates(bag: Bag, places: dict[str, list[int]]) -> list[int]:
    """The units that share the most of the rare words of this one; three at most."""
    words = sorted((len(places[word]), word) for word in bag.words if word in places)
    votes: Counter[int] = Counter()
    for count, word in words[:RARE_WORDS]:
        if count <= RARE:
            votes.update(dict.fromkeys(places[word], len(word)))
    return sorted(votes, key=lambda j: (-votes[j], j))[:3]


def _cells(gap: Gap) -> int:
    return len(gap[0]) * len(gap[1])


def _cut_at(gap: Gap, pairs: Sequence[Pair]) -> Iterator[Gap]:
    lefts, rights = gap
    edges = [(-1, -1), *pairs, (lefts[-1] + 1, rights[-1] + 1)]
    for (i, j), (p, q) in pairwise(edges):
        between = (
            lefts[bisect_left(lefts, i + 1) : bisect_left(lefts, p)],
            rights[bisect_left(rights, j + 1) : bisect_left(rights, q)],
        )
        if between[0] and between[1]:
            yield between


def _pieces(gap: Gap) -> Iterator[Gap]:
    lefts, rights = gap
    count = int((_cells(gap) / TABLE) ** 0.5) + 1
    for k in range(count):
        piece = (
            lefts[len(lefts) * k // count : len(lefts) * (k + 1) // count],
            rights[len(rights) * k // count : len(rights) * (k + 1) // count],
        )
        if piece[0] and piece[1]:
            yield piece


def _traced(worth: list[list[float]], best: list[list[float]]) -> list[Pair]:
    p, q = len(worth), len(best[0]) - 1
    pairs = []
    while p and q:
        if best[p][q] == best[p - 1][q]:
            p -= 1
        elif best[p][q] == best[p][q - 1]:
            q -= 1
        else:
            p, q = p - 1, q - 1
            pairs.append((p, q))
    return pairs[::-1]
