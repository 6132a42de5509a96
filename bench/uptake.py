"""How many of the right changes are suggested for a remark? Beside a simple overlap of passages.

`python -m bench.uptake [--misses]` takes the pairs of versions that have a hand-made truth in
`bench/truth/*-uptake.jsonl`, reads and locates the remarks of the responses as the service does, and holds
what is suggested against the truth. A suggestion is right when its change holds a passage of a row of that
remark; a row is found when a suggestion for its remark is right by it. "Overlap" suggests every change that
touches the located passage. The weights were fitted on all of these but the last: `docs/uptake.md` says what
is left of the figures when they may not be, `bench/truth/README.md` what the held-out pairs gave unseen.
"""

import json
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from time import process_time
from typing import Any

from kader.domain.comparison import Change, Passage, compare
from kader.domain.locating import How, locate
from kader.domain.reading_text import ReadingText, read
from kader.domain.responses.parsed import ParsedComment
from kader.domain.responses.parsing import parse
from kader.domain.uptake import Asked, Link, suggest
from kader.formats.reading import read_document

ROOT = Path(__file__).parent.parent
TRUTH = ROOT / "bench" / "truth"
CONTENT = ROOT / "content"
# Written blind to how suggesting works, and measured once before it was looked at.
HELD_OUT = ROOT / "bench" / "pairs" / "veiligheid-samen"
# The same, of later that day; held out no longer either.
BENEN = ROOT / "bench" / "pairs" / "op-eigen-benen"
# Smaller, written while rules were changed and measured once after that.
GELD = ROOT / "bench" / "pairs" / "samen-over-geld"
REAL = ROOT.parent / "shared" / "real"
# A change is about a passage when they share more than this, or more than half of a shorter passage.
FEW = 3


@dataclass(frozen=True)
class Material:
    name: str
    old: Path
    new: Path
    letters: tuple[Path, ...]
    truth: Path

    def here(self) -> bool:
        return all(path.exists() for path in (self.truth, *self.letters))


@dataclass(frozen=True)
class Row:
    """One right link: a remark with a passage of the old text, of the new text, or of both."""

    comment: int
    old: str | None
    new: str | None


@dataclass(frozen=True)
class Pair:
    old: ReadingText
    new: ReadingText
    changes: tuple[Change, ...]
    asked: tuple[Asked, ...]
    rows: tuple[Row, ...]


@dataclass(frozen=True)
class Figures:
    """Shares from 0 to 1: of suggestions that are right, of rows that are found, of remarks with a row that
    have any, and the mean over those remarks of the share of their rows that are found."""

    suggested: int
    precision: float
    recall: float
    any: float
    per_remark: float


MATERIALS = (
    Material(
        "handelingskader 2.0 -> 3.0, de echte reactie",
        CONTENT / "handelingskader" / "2.0.md",
        CONTENT / "handelingskader" / "3.0.md",
        (REAL / "reactie-handelingskader-2024-12.txt",),
        TRUTH / "handelingskader-2.0-3.0-uptake.jsonl",
    ),
    Material(
        "handelingskader 2.0 -> 3.0, de voorbeeldreactie",
        CONTENT / "handelingskader" / "2.0.md",
        CONTENT / "handelingskader" / "3.0.md",
        (CONTENT / "voorbeelden" / "reactie-kennisplatform-thuis.docx",),
        TRUTH / "handelingskader-2.0-3.0-thuis-uptake.jsonl",
    ),
    Material(
        "kwaliteitskader 1.0 -> 1.1, de voorbeeldreacties",
        CONTENT / "kwaliteitskader" / "1.0.md",
        CONTENT / "kwaliteitskader" / "1.1.md",
        (
            CONTENT / "voorbeelden" / "reactie-vereniging-wijkzorg.docx",
            CONTENT / "voorbeelden" / "reactie-gemeente-dijkstede.docx",
        ),
        TRUTH / "kwaliteitskader-1.0-1.1-uptake.jsonl",
    ),
    Material(
        "veiligheid-samen 1.0 -> 2.0, three letters",
        HELD_OUT / "1.0.md",
        HELD_OUT / "2.0.md",
        tuple(HELD_OUT / name for name in ("reactie-a.md", "reactie-b.txt", "reactie-c.docx")),
        TRUTH / "veiligheid-samen-1.0-2.0-uptake.jsonl",
    ),
    Material(
        "op-eigen-benen 1.0 -> 2.0, two letters",
        BENEN / "1.0.md",
        BENEN / "2.0.md",
        tuple(BENEN / name for name in ("reactie-gemeente.docx", "reactie-jongerenraad.md")),
        TRUTH / "op-eigen-benen-1.0-2.0-uptake.jsonl",
    ),
    Material(
        "samen-over-geld 1.0 -> 2.0, two letters, held out",
        GELD / "1.0.md",
        GELD / "2.0.md",
        tuple(GELD / name for name in ("reactie-kring.txt", "reactie-rondkomen.docx")),
        TRUTH / "samen-over-geld-1.0-2.0-uptake.jsonl",
    ),
)


def pair_of(material: Material) -> Pair:
    old, new = (read(path.read_text("utf-8")) for path in (material.old, material.new))
    asked: list[Asked] = []
    known: dict[Any, int] = {}
    for letter in material.letters:
        comments = parse(read_document(letter.name, letter.read_bytes())).comments
        for comment, one in zip(comments, _asked(comments, old), strict=True):
            known[len(asked)] = known[letter.name, comment.label] = len(asked)
            asked.append(one)
    rows = tuple(_rows(material.truth, known))
    return Pair(old, new, compare(old, new), tuple(asked), rows)


def _asked(comments: Sequence[ParsedComment], old: ReadingText) -> Iterator[Asked]:
    for comment, place in zip(comments, locate(comments, old), strict=True):
        text = "\n".join([comment.text, *comment.sub])
        precise = place.how not in (How.PAGE, How.NONE)
        yield Asked(text, comment.passage, comment.proposal, place.start, place.end, precise)


def _rows(truth: Path, known: dict[Any, int]) -> Iterator[Row]:
    for line in truth.read_text("utf-8").splitlines():
        row = json.loads(line)
        key = row["index"] if "index" in row else (row["response"], row["label"])
        if row["old"] or row["new"]:
            yield Row(known[key], row["old"], row["new"])


def overlap(asked: Sequence[Asked], changes: Sequence[Change]) -> tuple[Link, ...]:
    """Every change of which the old passage touches the comment's passage."""
    return tuple(
        Link(number, change.id, 1.0, ())
        for number, one in enumerate(asked)
        for change in changes
        if one.precise and one.start is not None and one.end is not None and change.old
        if one.start < change.old.end and change.old.start < one.end
    )


def figures(pair: Pair, links: Sequence[Link]) -> Figures:
    by_id = {change.id: change for change in pair.changes}
    right = [[row for row in pair.rows if _right(pair, row, link, by_id)] for link in links]
    found = {row for rows in right for row in rows}
    remarks = {row.comment for row in pair.rows}
    shares = [_share([row in found for row in pair.rows if row.comment == remark]) for remark in remarks]
    return Figures(
        suggested=len(links),
        precision=_share([bool(rows) for rows in right]),
        recall=_share([row in found for row in pair.rows]),
        any=_share([share > 0 for share in shares]),
        per_remark=sum(shares) / len(shares),
    )


def _share(hits: Sequence[bool]) -> float:
    return sum(hits) / len(hits) if hits else 0.0


def _right(pair: Pair, row: Row, link: Link, by_id: dict[str, Change]) -> bool:
    change = by_id[link.change]
    sides = ((row.old, change.old, pair.old), (row.new, change.new, pair.new))
    return row.comment == link.comment and any(_holds(*side) for side in sides)


def _holds(passage: str | None, changed: Passage | None, reading: ReadingText) -> bool:
    if not passage or changed is None:
        return False
    least = min(FEW, len(passage) // 2)
    start = reading.text.find(passage)
    while start >= 0:
        if min(changed.end, start + len(passage)) - max(changed.start, start) > least:
            return True
        start = reading.text.find(passage, start + 1)
    return False


def measure(material: Material, misses: bool) -> None:
    pair = pair_of(material)
    begin = process_time()
    links = suggest(pair.asked, pair.old, pair.new, pair.changes)
    seconds = process_time() - begin
    remarks = len({row.comment for row in pair.rows})
    print(material.name)
    print(f"  {len(pair.asked)} remarks, {len(pair.changes)} changes")
    print(f"  {len(pair.rows)} links of {remarks} remarks in the truth")
    print("               suggested  precision  recall  a remark has one  recall by remark")
    for name, found in (("suggest", links), ("overlap", overlap(pair.asked, pair.changes))):
        print(_line(name, figures(pair, found)))
    print(f"  {1000 * seconds:.0f} ms")
    if misses:
        _show_misses(pair, links)


def _line(name: str, f: Figures) -> str:
    shares = f"{f.precision:9.0%}{f.recall:9.0%}{f.any:16.0%}{f.per_remark:17.0%}"
    return f"  {name:12}{f.suggested:9}{shares}"


def _show_misses(pair: Pair, links: Sequence[Link]) -> None:
    by_id = {change.id: change for change in pair.changes}
    for link in links:
        if not any(_right(pair, row, link, by_id) for row in pair.rows):
            change = by_id[link.change]
            text = (change.new or change.old or Passage(0, 0, "")).text.strip()
            print(f"    wrong {link.score:.2f} {pair.asked[link.comment].text[:70]!r} -> {text[:70]!r}")
    for row in pair.rows:
        if not any(_right(pair, row, link, by_id) for link in links):
            print(f"    missed {pair.asked[row.comment].text[:70]!r} -> {(row.new or row.old or '')[:70]!r}")


def main() -> None:
    for material in MATERIALS:
        if material.here():
            measure(material, "--misses" in sys.argv)
        else:
            print(f"{material.name}: the response or its truth is not here, skipped")


if __name__ == "__main__":
    main()
