"""Which changes hold a word: so that not every remark has to be held against every change."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from kader.domain.text_blocks import ReadingText
from kader.domain.uptake.edits import Edit
from kader.domain.uptake.terms import ALIKE, Telling, Wanted, edges, line_of, runs_of


class WordIndex:
    """The words that came and those that stood there, with the changes they are in."""

    def __init__(self, edits: Sequence[Edit], telling: Telling) -> None:
        self._had = _by_stem((k, edit.had) for k, edit in enumerate(edits))
        self._came = _by_stem((k, edit.came) for k, edit in enumerate(edits))
        self._weights = {stem: weight for stem in self._came if (weight := telling.weight(stem))}
        self._edges: dict[str, list[str]] = defaultdict(list)
        for stem in self._weights:
            for edge in edges(stem):
                self._edges[edge].append(stem)

    def brought(self, wanted: Wanted) -> dict[int, float]:
        """By change, what the words that it brings are worth to a remark; the others are left out."""
        shares = {stem: ALIKE for edge in wanted.edges for stem in self._edges.get(edge, ())}
        shares |= {stem: 1.0 for stem in wanted.exact if stem in self._weights}
        worth: dict[int, float] = defaultdict(float)
        for stem, share in sorted(shares.items()):
            for k in self._came[stem]:
                worth[k] += share * self._weights[stem]
        return dict(worth)

    def quoting(self, lines: Iterable[str]) -> Iterator[int]:
        """The changes of which the old words may hold one of these phrases: they hold its rarest word."""
        for line in lines:
            yield from min((self._had[s] for s in line.split() if s in self._had), key=len, default=[])


class RunIndex:
    """The words in a row that are new to the text, with the changes that brought them."""

    def __init__(self, edits: Sequence[Edit], old: ReadingText) -> None:
        self._brought: dict[tuple[str, ...], list[int]] = defaultdict(list)
        for k, edit in enumerate(edits):
            for run in runs_of(edit.after):
                self._brought[run].append(k)
        for block in old.blocks:
            for run in runs_of(line_of(old.text[block.start : block.end])):
                self._brought.pop(run, None)

    def brought(self, runs: Iterable[tuple[str, ...]]) -> frozenset[int]:
        """The changes that brought one of these."""
        return frozenset(k for run in runs for k in self._brought.get(run, ()))


def _by_stem(found: Iterable[tuple[int, frozenset[str]]]) -> dict[str, list[int]]:
    index: dict[str, list[int]] = defaultdict(list)
    for k, stems in found:
        for stem in stems:
            index[stem].append(k)
    return dict(index)
