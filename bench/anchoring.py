"""How well anchors are carried, against known methods, on cases with a known truth.

    python -m bench.anchoring [--only NAME] [--ours]

A result is right when its overlap with the truth (intersection over union) is at least 0.5, or when a
deleted passage is not placed. `uncertain` is a proposal, never a placement: it counts as not placed, and a
second line shows the same measure with every proposal counted as a placement.
"""

import argparse
import json
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from bench.anchoring_baselines import BASELINES, Placed
from bench.anchoring_deletions import report_deletions
from bench.anchoring_growth import report_growth
from bench.anchoring_sentences import report_sentences
from bench.anchoring_variants import VARIANTS
from kader.domain.anchoring import Anchor, Carrier, Status
from kader.domain.reading_text import read_plain

DATA = Path(__file__).resolve().parents[2] / "shared" / "bench" / "anchoring"
HISTORIES = ("algoritmekader", "gds-way", "api-design-rules")
KINDS = ("unchanged", "shifted", "edited", "heavy", "moved", "deleted", "decoy")
Method = Callable[[str, str], Callable[[Anchor], Placed]]


@dataclass(frozen=True, slots=True)
class Case:
    history: str
    id: str
    old: str
    new: str
    anchor: Anchor
    truth: tuple[int, int] | None
    kind: str


@dataclass(slots=True)
class Tally:
    """Counts for one method: by kind, and of the two kinds of mistake."""

    seen: Counter[str] = field(default_factory=Counter)
    right: Counter[str] = field(default_factory=Counter)
    wrong: int = 0
    false: int = 0
    seconds: float = 0.0

    def add(self, case: Case, place: tuple[int, int] | None) -> bool:
        good = is_right(case.truth, place)
        self.seen[case.kind] += 1
        self.right[case.kind] += good
        self.wrong += bool(case.truth and place and not good)
        self.false += bool(not case.truth and place)
        return good

    def share(self, kinds: Iterable[str]) -> float:
        chosen = list(kinds)
        return percent(sum(self.right[k] for k in chosen), sum(self.seen[k] for k in chosen))


def percent(part: int, whole: int) -> float:
    return 100.0 * part / whole if whole else 100.0


def overlap(one: tuple[int, int], other: tuple[int, int]) -> float:
    shared = min(one[1], other[1]) - max(one[0], other[0])
    union = max(one[1], other[1]) - min(one[0], other[0])
    return max(0, shared) / union if union else 1.0


def is_right(truth: tuple[int, int] | None, place: tuple[int, int] | None) -> bool:
    if truth is None or place is None:
        return truth is place
    return overlap(truth, place) >= 0.5


@cache
def text_of(path: Path) -> str:
    with path.open(encoding="utf-8", newline="") as file:
        return file.read()


def load(history: str) -> list[Case]:
    lines = (DATA / f"{history}.jsonl").read_text(encoding="utf-8").splitlines()
    return [_case(history, json.loads(line)) for line in lines]


def _case(history: str, row: dict) -> Case:
    kind = "heavy" if row.get("heavy") else "decoy" if row.get("decoy") else row["kind"]
    anchor = Anchor(row["start"], row["end"], row["exact"], row["prefix"], row["suffix"])
    truth = None if row["true_start"] is None else (row["true_start"], row["true_end"])
    old, new = text_of(DATA / row["old_text_file"]), text_of(DATA / row["new_text_file"])
    return Case(history, row["id"], old, new, anchor, truth, kind)


def kader(old: str, new: str) -> Callable[[Anchor], Placed]:
    carrier = Carrier(read_plain(old), read_plain(new), by_sentence=False)

    def place(anchor: Anchor) -> Placed:
        carried = carrier.carry(anchor)
        span = None if carried.start is None or carried.end is None else (carried.start, carried.end)
        return span, carried.status is not Status.UNCERTAIN

    return place


def measure(
    method: Method, cases: list[Case], misses: list[tuple[Case, Placed]] | None = None
) -> tuple[Tally, Tally]:
    """Two tallies: placements only, and with proposals counted as placements."""
    placed, proposed = Tally(), Tally()
    pairs: dict[tuple[str, str], list[Case]] = defaultdict(list)
    for case in cases:
        pairs[case.old, case.new].append(case)
    for texts, group in pairs.items():
        began = time.perf_counter()
        carry = method(*texts)
        results = [carry(case.anchor) for case in group]
        placed.seconds += time.perf_counter() - began
        for case, (span, sure) in zip(group, results, strict=True):
            good = placed.add(case, span if sure else None)
            proposed.add(case, span)
            if not good and misses is not None:
                misses.append((case, (span, sure)))
    return placed, proposed


def row(name: str, tally: Tally) -> str:
    present = [k for k in KINDS if k not in ("deleted", "decoy")]
    found = sum(tally.seen[k] for k in present)
    gone = tally.seen["deleted"] + tally.seen["decoy"]
    cells = [
        tally.share(KINDS),
        tally.share(present),
        percent(tally.wrong, found),
        percent(tally.false, gone) if gone else 0.0,
    ]
    cells += [tally.share([k]) for k in KINDS]
    shown = "".join(f"{cell:>10.1f}" for cell in cells)
    return f"{name:<28}{shown}{1000 * tally.seconds / max(1, tally.seen.total()):>9.2f}"


HEAD = (
    f"{'':<28}"
    + "".join(f"{name:>10}" for name in ("accuracy", "recall", "wrong", "false", *KINDS))
    + f"{'ms/case':>9}"
)


def report(cases: list[Case], title: str, methods: dict[str, Method]) -> None:
    print(f"\n{title}: {len(cases)} cases\n{HEAD}")
    for name, method in methods.items():
        placed, proposed = measure(method, cases)
        print(row(name, placed))
        if name == "kader":
            print(row("kader, proposals placed", proposed))


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description="Measure the carrying of anchors.")
    parser.add_argument("--only", choices=HISTORIES, help="one history only")
    parser.add_argument("--ours", action="store_true", help="leave the other methods out")
    options = parser.parse_args(arguments)
    methods: dict[str, Method] = {"kader": kader} | ({} if options.ours else BASELINES)
    if not DATA.is_dir():
        print(
            f"The anchoring cases are absent: expected at ../shared/bench/anchoring ({DATA}).",
            file=sys.stderr,
        )
    else:
        chosen = [options.only] if options.only else list(HISTORIES)
        cases = {history: load(history) for history in chosen}
        for history in chosen:
            report(cases[history], history, {"kader": kader})
        every = [case for group in cases.values() for case in group]
        report(every, "all", methods)
        for name, variant in VARIANTS.items():
            for history in chosen:
                report(variant(cases[history]), f"{history}, {name}", {"kader": kader})
        report_deletions(dict.fromkeys(case.new for case in every))
    report_sentences()
    report_growth()
    return 0


if __name__ == "__main__":
    sys.exit(main())
