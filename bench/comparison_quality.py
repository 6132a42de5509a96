"""What the comparison says of each sentence of a framework, against a truth made by hand."""

import json
from bisect import bisect_left
from collections import Counter, defaultdict
from pathlib import Path
from statistics import median

from kader.domain.comparison import Change, Passage, compare
from kader.domain.reading_text import ReadingText, read

ROOT = Path(__file__).resolve().parents[1]
TRUTH = ROOT / "bench" / "truth"
KINDS = ("unchanged", "moved", "edited", "heavy", "merged", "split", "deleted")
COLUMNS = ("cases", "right", "named", "elsewhere", "one side", "untold")
# What a kind of sentence may be called: a moved sentence may be reworded, a heavily reworded one replaced.
NAMES = {
    "unchanged": {None, "opmaak"},
    "moved": {"moved"},
    "edited": {"reworded", "opmaak", "moved", "split", "merged"},
    "heavy": {"reworded", "moved", "split", "merged"},
    "merged": {"merged"},
    "split": {"split"},
    "deleted": {"deleted"},
}
CONTENT = ROOT / "content"
# The held-out pairs were written blind to how comparing works, and are never to be fitted on.
PAIRS = (
    (CONTENT / "handelingskader", "2.0", "3.0", ""),
    (CONTENT / "kwaliteitskader", "1.0", "1.1", ""),
    (ROOT / "bench" / "pairs" / "veiligheid-samen", "1.0", "2.0", ", held out"),
    (ROOT / "bench" / "pairs" / "op-eigen-benen", "1.0", "2.0", ", held out"),
)


def report_quality() -> None:
    for folder, old, new, note in PAIRS:
        framework = folder.name
        texts = [read((folder / f"{x}.md").read_text("utf-8")) for x in (old, new)]
        changes = compare(*texts)
        print(f"\n{framework} {old} to {new}{note}: {_counted(changes)}")
        _report_sentences(TRUTH / f"{framework}-{old}-{new}-sentences.jsonl", *texts, changes)
        _report_links(TRUTH / f"{framework}-{old}-{new}-uptake.jsonl", changes)


def _counted(changes: tuple[Change, ...]) -> str:
    counts = Counter(change.kind for change in changes)
    lengths = [len((change.new or change.old).text) for change in changes]
    kinds = ", ".join(f"{count} {kind}" for kind, count in counts.most_common())
    return f"{len(changes)} changes ({kinds}); median length {median(lengths):.0f} code points"


def _report_sentences(truth: Path, old: ReadingText, new: ReadingText, changes: tuple[Change, ...]) -> None:
    """`right`: the change (or the lack of one) leads to the true passages. `named`: and says what happened.

    `elsewhere`: it leads to another passage; `one side`: told as deleted though it is still there, or the
    other way round; `untold`: no change covers it though there was one.
    """
    if not truth.is_file():
        return
    seen: dict[str, Counter[str]] = defaultdict(Counter)
    for row in map(json.loads, truth.read_text("utf-8").splitlines()):
        change = _covering(changes, row["start"], row["start"] + len(row["exact"]))
        seen[row["kind"]].update(["cases", *_judged(row, change, new.text)])
    print(f"{'':<12}" + "".join(f"{name:>11}" for name in COLUMNS))
    for kind in KINDS:
        print(f"{kind:<12}" + "".join(f"{seen[kind][name]:>11}" for name in COLUMNS))


def _covering(changes: tuple[Change, ...], start: int, end: int) -> Change | None:
    """The change whose old passage shares most with [start, end), at least half of it."""
    shares = [(min(end, c.old.end) - max(start, c.old.start), c) for c in changes if c.old]
    share, change = max(shares, key=lambda pair: pair[0], default=(0, None))
    return change if share * 2 >= end - start else None


def _judged(row: dict, change: Change | None, new: str) -> list[str]:
    if change is None:
        return ["right", "named"] if row["kind"] == "unchanged" else ["untold"]
    if bool(row["to"]) != bool(change.new):
        return ["one side"]
    if row["to"] and not all(_holds(change.new, new, to) for to in row["to"]):
        return ["elsewhere"]
    return ["right", *(["named"] if change.kind in NAMES[row["kind"]] else [])]


def _holds(passage: Passage, text: str, wanted: str) -> bool:
    """Whether the passage shares at least half of a place where the wanted words stand."""
    at = text.find(wanted)
    while at >= 0:
        shared = min(passage.end, at + len(wanted)) - max(passage.start, at)
        if shared * 2 >= len(wanted):
            return True
        at = text.find(wanted, at + 1)
    return False


def _report_links(truth: Path, changes: tuple[Change, ...]) -> None:
    """Whether the passages that remarks led to are each one change, not half of one and not part of many."""
    if not truth.is_file():
        return
    rows = [json.loads(line) for line in truth.read_text("utf-8").splitlines()]
    rows = [row for row in rows if row["old"] or row["new"]]
    alike = [max((_alike(row, change) for change in changes), default=0.0) for row in rows]
    close, found = len(alike) - bisect_left(sorted(alike), 0.5), sum(value > 0 for value in alike)
    print(f"passages that remarks led to: {len(rows)}, in a change {found}, for half or more {close}")


def _alike(row: dict, change: Change) -> float:
    """Shared words over all words of both, the worse of the two sides that the link has."""
    sides = [(row["old"], change.old), (row["new"], change.new)]
    scores = [_jaccard(wanted, passage.text if passage else "") for wanted, passage in sides if wanted]
    return min(scores)


def _jaccard(a: str, b: str) -> float:
    one, other = set(a.split()), set(b.split())
    return len(one & other) / len(one | other)
