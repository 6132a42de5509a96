"""Remarks on a page come in the order of the page, so that neighbours tell which of two places is meant.

Each remark has places with a score, or stays with its page. Chosen is the series with the highest sum, in
which a step back costs a little (the path of Viterbi, 1967, with the last place as the state).
"""

from collections.abc import Sequence
from dataclasses import dataclass

from kader.domain.locating.evidence import LEAST, Candidate

BACKWARDS = 0.3
MOST_CANDIDATES = 8


@dataclass(frozen=True, slots=True)
class _Path:
    score: float
    chosen: tuple[Candidate | None, ...]


def choose(remarks: Sequence[Sequence[Candidate]]) -> tuple[Candidate | None, ...]:
    """One candidate for each remark, None where none is better than the page."""
    paths: dict[int, _Path] = {-1: _Path(0.0, ())}
    for candidates in remarks:
        paths = _longer(paths, _best(candidates))
    return max(paths.values(), key=lambda path: path.score).chosen


def _longer(paths: dict[int, _Path], candidates: Sequence[Candidate]) -> dict[int, _Path]:
    longer: dict[int, _Path] = {}
    for last, path in paths.items():
        _keep(longer, last, _Path(path.score + LEAST, (*path.chosen, None)))
        for candidate in candidates:
            start = candidate.span.start
            score = path.score + candidate.score - (BACKWARDS if start < last else 0.0)
            _keep(longer, start, _Path(score, (*path.chosen, candidate)))
    return longer


def _keep(paths: dict[int, _Path], last: int, path: _Path) -> None:
    if last not in paths or path.score > paths[last].score:
        paths[last] = path


def _best(candidates: Sequence[Candidate]) -> list[Candidate]:
    ordered = sorted(candidates, key=lambda found: (-found.score, found.span.start, found.span.end))
    return ordered[:MOST_CANDIDATES]
