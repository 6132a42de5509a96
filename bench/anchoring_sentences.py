"""The carrying of every sentence of a framework to its next version, against a truth made by hand."""

import json
import sys
from collections import Counter
from pathlib import Path

from kader.domain.anchoring import Anchor, Carried, Carrier, Status
from kader.domain.reading_text import ReadingText, read

ROOT = Path(__file__).resolve().parents[1]
CONTENT = ROOT / "content" / "handelingskader"
TRUTH = ROOT / "bench" / "truth" / "handelingskader-2.0-3.0-sentences.jsonl"
# Written blind to how carrying works, and never to be fitted on.
HELD_OUT = ROOT / "bench" / "pairs" / "veiligheid-samen"
BENEN = ROOT / "bench" / "pairs" / "op-eigen-benen"
PAIRS = (
    ("handelingskader 2.0 to 3.0", CONTENT / "2.0.md", CONTENT / "3.0.md", TRUTH),
    (
        "veiligheid-samen 1.0 to 2.0, held out",
        HELD_OUT / "1.0.md",
        HELD_OUT / "2.0.md",
        TRUTH.with_name("veiligheid-samen-1.0-2.0-sentences.jsonl"),
    ),
    (
        "op-eigen-benen 1.0 to 2.0, held out",
        BENEN / "1.0.md",
        BENEN / "2.0.md",
        TRUTH.with_name("op-eigen-benen-1.0-2.0-sentences.jsonl"),
    ),
)
KINDS = ("unchanged", "moved", "edited", "heavy", "merged", "split", "deleted")
OUTCOMES = ("placed", "proposed", "misplaced", "misproposed", "removed")
Span = tuple[int, int]


def report_sentences() -> None:
    for name, before, after, truth in PAIRS:
        if not (truth.is_file() and after.is_file()):
            print(f"\nThe sentence cases are absent: expected {truth.relative_to(ROOT)}.", file=sys.stderr)
            continue
        old, new = (read(path.read_text(encoding="utf-8")) for path in (before, after))
        _print(name, outcomes(Carrier(old, new), old, new, truth))


def outcomes(
    carrier: Carrier, old: ReadingText, new: ReadingText, truth: Path = TRUTH
) -> dict[str, Counter[str]]:
    """For each kind of sentence, how often each outcome."""
    seen: dict[str, Counter[str]] = {kind: Counter() for kind in KINDS}
    for row in _rows(truth):
        carried = carrier.carry(_anchor(old, row))
        seen[row["kind"]][outcome(carried, _truths(new.text, row["to"]))] += 1
    return seen


def good(seen: dict[str, Counter[str]]) -> int:
    """Sentences placed right, proposed right or rightly called removed."""
    return sum(seen[kind]["placed"] + seen[kind]["proposed"] for kind in KINDS) + seen["deleted"]["removed"]


def _rows(truth: Path) -> list[dict]:
    return [json.loads(line) for line in truth.read_text(encoding="utf-8").splitlines()]


def _anchor(old: ReadingText, row: dict) -> Anchor:
    start = row["start"]
    end = start + len(row["exact"])
    return Anchor(start, end, row["exact"], old.text[max(0, start - 32) : start], old.text[end : end + 32])


def _truths(text: str, sentences: list[str]) -> list[Span]:
    """Every stretch of the new text from the first true sentence to the last; [] for a deleted one."""
    if not sentences:
        return []
    spans: list[Span] = []
    at = text.find(sentences[0])
    while at >= 0:
        last = text.find(sentences[-1], at)
        if last >= 0:
            spans.append((at, last + len(sentences[-1])))
        at = text.find(sentences[0], at + 1)
    return spans


def outcome(carried: Carried, truths: list[Span]) -> str:
    if carried.start is None or carried.end is None:
        return "removed"
    right = any(_overlap((carried.start, carried.end), truth) >= 0.5 for truth in truths)
    if carried.status is Status.UNCERTAIN:
        return "proposed" if right else "misproposed"
    return "placed" if right else "misplaced"


def _overlap(one: Span, other: Span) -> float:
    shared = min(one[1], other[1]) - max(one[0], other[0])
    return max(0, shared) / (max(one[1], other[1]) - min(one[0], other[0]))


def _print(name: str, seen: dict[str, Counter[str]]) -> None:
    print(f"\n{name}, {sum(c.total() for c in seen.values())} sentences")
    print(f"{'':<12}{'cases':>8}" + "".join(f"{name:>13}" for name in OUTCOMES))
    for kind in KINDS:
        counts = seen[kind]
        print(f"{kind:<12}{counts.total():>8}" + "".join(f"{counts[name]:>13}" for name in OUTCOMES))
    whole = sum(counts.total() for counts in seen.values())
    print(f"placed, rightly proposed or rightly removed: {100 * good(seen) / whole:.1f} %")
