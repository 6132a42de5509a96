"""How often does a remark land on the passage it is about? Beside a search for the words it quotes.

`python -m bench.locating [--misses | --curve]` locates the remarks of every response that has a hand-made
truth in `bench/truth/*-places.jsonl` and prints one table a text. A remark that has a passage is right when
what was found and the passage, or one that the truth allows, share at least half of the shorter; one without
is right when it stays with its page, or lands on what the truth allows. A "false" place is a precise one for
a remark that has none. At the end the same remarks are put under pages where they do not belong: what is
then found by shared words is chance, and shows how often that happens.
"""

import json
import re
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter
from typing import Any
from unittest.mock import patch

from kader.domain.locating import How, Location, Remark, choosing, evidence, locate
from kader.domain.reading_text import ReadingText, read
from kader.domain.responses.parsed import ParsedComment
from kader.domain.responses.parsing import parse
from kader.formats.reading import read_document

ROOT = Path(__file__).parent.parent
TRUTH = ROOT / "bench" / "truth"
REAL = ROOT.parent / "shared" / "real"
LETTERS = ROOT / "content" / "voorbeelden"
# Written blind to how locating works, and studied after its first figures (bench/truth/README.md).
SAMEN = ROOT / "bench" / "pairs" / "veiligheid-samen"
# The same, of later that day: nothing was set with it in sight.
BENEN = ROOT / "bench" / "pairs" / "op-eigen-benen"
# Smaller, written while rules were changed and measured once after that.
GELD = ROOT / "bench" / "pairs" / "samen-over-geld"
VERDICTS = ("right", "wrong", "missed", "false")
PRECISE = (How.QUOTE, How.ORDINAL, How.HEADING, How.TOPIC)
QUOTED = re.compile(r"[‘'“\"„*]([^‘’'“”\"„*]{3,})[’'”\"“*]")
# Pages further on; near ones would share their subject.
SHIFTS = (3, 4, 6, 7, 8, 10, 12)


@dataclass(frozen=True)
class Said:
    """What `locate` has to know of a remark."""

    pages: tuple[str, ...]
    text: str
    sub: tuple[str, ...] = ()
    passage: str | None = None
    proposal: str | None = None
    place: str | None = None
    label: str | None = None


@dataclass(frozen=True)
class Case:
    """A remark, the passage it is about (None: only its page), what else is right, whether that is known."""

    remark: Remark
    passage: str | None = None
    also: tuple[str, ...] = ()
    judged: bool = True


@dataclass(frozen=True)
class Material:
    name: str
    version: Path
    letters: dict[str, Path]
    truth: Path

    def here(self) -> bool:
        return self.truth.exists() and all(path.exists() for path in self.letters.values())


# Remarks written without a letter: most quote no word. The second file was written beside the rules.
LOOSE = {
    "losse opmerkingen": TRUTH / "loose-remarks-places.jsonl",
    "opmerkingen bij de regels": TRUTH / "more-remarks-places.jsonl",
}
FOLDERS = (ROOT / "content", ROOT / "bench" / "pairs")
# What may have to speak for a place before it is better than the page.
LEASTS = (0.5, 0.6, 0.7, 0.8, 0.9, 1.0, 1.1, 1.3, 1.5)

MATERIALS = (
    Material(
        "handelingskader 2.0, de echte reactie",
        ROOT / "content" / "handelingskader" / "2.0.md",
        {"": REAL / "reactie-handelingskader-2024-12.txt"},
        TRUTH / "handelingskader-2.0-places.jsonl",
    ),
    Material(
        "kwaliteitskader 1.0, de voorbeeldreacties",
        ROOT / "content" / "kwaliteitskader" / "1.0.md",
        {path.name: path for path in sorted(LETTERS.glob("reactie-*.docx"))},
        TRUTH / "kwaliteitskader-1.0-places.jsonl",
    ),
    Material(
        "veiligheid-samen 1.0, drie brieven",
        SAMEN / "1.0.md",
        {path.name: path for path in sorted(SAMEN.glob("reactie-*"))},
        TRUTH / "veiligheid-samen-1.0-places.jsonl",
    ),
    Material(
        "op-eigen-benen 1.0, twee brieven, nog niet bestudeerd",
        BENEN / "1.0.md",
        {path.name: path for path in sorted(BENEN.glob("reactie-*"))},
        TRUTH / "op-eigen-benen-1.0-places.jsonl",
    ),
    Material(
        "samen-over-geld 1.0, twee brieven, nog niet bestudeerd",
        GELD / "1.0.md",
        {path.name: path for path in sorted(GELD.glob("reactie-*"))},
        TRUTH / "samen-over-geld-1.0-places.jsonl",
    ),
)


def letters_of(material: Material) -> Iterator[list[Case]]:
    """The remarks of each letter that has a truth; all of them, since they tell each other's place."""
    rows = [json.loads(line) for line in material.truth.read_text("utf-8").splitlines()]
    for name, path in material.letters.items():
        remarks = parse(read_document(path.name, path.read_bytes())).comments
        truth = {_number(row, remarks): row for row in rows if row.get("response", "") == name}
        if truth:
            yield [_case(remark, truth.get(number)) for number, remark in enumerate(remarks)]


def _number(row: dict[str, Any], remarks: Sequence[ParsedComment]) -> int:
    if "index" in row:
        return int(row["index"])
    same = [n for n, r in enumerate(remarks) if (r.page, r.label) == (row["page"], row["label"])]
    return same[0] if same else -1


def _case(remark: Remark, row: dict[str, Any] | None) -> Case:
    if row is None:
        return Case(remark, judged=False)
    return Case(remark, row["exact"], tuple(row.get("also") or ()))


def search_for_quotes(remarks: Sequence[Remark], reading: ReadingText) -> tuple[Location, ...]:
    """The first quoted words that stand on the page as they are, without regard to case."""
    return tuple(_first_quote(remark, reading) for remark in remarks)


def _first_quote(remark: Remark, reading: ReadingText) -> Location:
    page = reading.page(remark.pages[0]) if remark.pages else None
    if page is None:
        return Location(None, None, None, None, How.NONE)
    text = reading.text.casefold()
    for quoted in [*filter(None, [remark.passage]), *QUOTED.findall(remark.text)]:
        start = text.find(quoted.strip().casefold(), page.start, page.end)
        if start >= 0:
            return Location(page.label, start, start + len(quoted), quoted, How.QUOTE)
    return Location(page.label, page.start, page.end, "", How.PAGE)


def verdict(case: Case, found: Location, reading: ReadingText) -> str:
    if found.how not in PRECISE:
        return "right" if case.passage is None else "missed"
    allowed = [passage for passage in (case.passage, *case.also) if passage]
    if any(_shares(found, place) for passage in allowed for place in _places(passage, reading)):
        return "right"
    return "wrong" if case.passage else "false"


def _places(passage: str, reading: ReadingText) -> Iterator[tuple[int, int]]:
    loose = r"\s+".join(map(re.escape, passage.split()))
    yield from (match.span() for match in re.finditer(loose, reading.text, re.IGNORECASE))


def _shares(found: Location, place: tuple[int, int]) -> bool:
    start, end = found.start or 0, found.end or 0
    shared = min(end, place[1]) - max(start, place[0])
    return 2 * shared >= max(1, min(end - start, place[1] - place[0]))


def loose() -> Iterator[tuple[str, Path, list[Case]]]:
    """Name, version and cases of each text that has remarks in `LOOSE`."""
    for name, truth in LOOSE.items():
        rows = [json.loads(line) for line in truth.read_text("utf-8").splitlines()]
        for version in dict.fromkeys(row["version"] for row in rows):
            mine = [row for row in rows if row["version"] == version]
            cases = [_case(Said((row["page"],), row["text"]), row) for row in mine]
            paths = (folder / f"{version}.md" for folder in FOLDERS)
            yield f"{version}, {name}", next(path for path in paths if path.exists()), cases


def measure(name: str, version: Path, letters: Sequence[list[Case]], show: bool) -> None:
    reading = read(version.read_text("utf-8"))
    began = perf_counter()
    found = [locate([case.remark for case in letter], reading) for letter in letters]
    spent = 1000 * (perf_counter() - began)
    simple = [search_for_quotes([case.remark for case in letter], reading) for letter in letters]
    print(f"\n{name}: {sum(map(len, letters))} remarks, {spent:.0f} ms")
    for method, places in (("kader locate", found), ("search for quoted words", simple)):
        pairs = [
            pair
            for letter, mine in zip(letters, places, strict=True)
            for pair in zip(letter, mine, strict=True)
        ]
        judged = [(case, place, verdict(case, place, reading)) for case, place in pairs if case.judged]
        _table(method, judged)
        if show and places is found:
            _misses(judged)
    _by_chance([case.remark for letter in letters for case in letter], reading)


def _table(name: str, judged: Sequence[tuple[Case, Location, str]]) -> None:
    placed = [judgement for case, _, judgement in judged if case.passage]
    others = [judgement for case, _, judgement in judged if not case.passage]
    right = placed.count("right")
    print(
        f"  {name}: right {right} of {len(placed)} ({right / max(1, len(placed)):.0%}), wrong place "
        f"{placed.count('wrong')}, only the page {placed.count('missed')}; false places "
        f"{others.count('false')} of {len(others)}"
    )
    by_how = Counter((place.how, judgement) for _, place, judgement in judged)
    for how in How:
        total = sum(times for (kind, _), times in by_how.items() if kind is how)
        if total:
            print(f"    {how.value:8} {by_how[how, 'right']:3} right of {total}")


def _by_chance(remarks: Sequence[Remark], reading: ReadingText) -> None:
    labels = [page.label for page in reading.pages]
    steps = [step for step in SHIFTS if step < len(labels) - 1]
    places = [
        place for step in steps for place in locate([_shifted(r, step, labels) for r in remarks], reading)
    ]
    chance = sum(place.how is How.TOPIC for place in places)
    print(
        f"  under wrong pages: {chance} of {len(places)} placed by shared words ({chance / len(places):.1%})"
    )


def _shifted(remark: Remark, step: int, labels: list[str]) -> Said:
    pages = (labels[(labels.index(page) + step) % len(labels)] for page in remark.pages if page in labels)
    return Said(tuple(pages), remark.text, remark.sub, remark.passage, remark.proposal)


def _misses(judged: Sequence[tuple[Case, Location, str]]) -> None:
    for case, place, judgement in judged:
        if judgement != "right":
            print(f"    {judgement}, {place.how.value}, p. {case.remark.pages}: {case.remark.text[:200]!r}")
            print(f"      found {(place.exact or '')[:90]!r}, meant {(case.passage or '')[:90]!r}")


def curve() -> None:
    """What more or less caution gives, and what is chosen for each text when its own remarks may not tell."""
    texts: dict[str, list[tuple[ReadingText, list[Case]]]] = {}
    sets = [(m.version, letter) for m in MATERIALS if m.here() for letter in letters_of(m)]
    for version, cases in [*sets, *((version, cases) for _, version, cases in loose())]:
        texts.setdefault("/".join(version.parts[-2:]), []).append((read(version.read_text("utf-8")), cases))
    counts = {(least, name): _counted(texts[name], least) for least in LEASTS for name in texts}
    for least in LEASTS:
        total = sum((counts[least, name] for name in texts), Counter[str]())
        print(f"  at least {least}: " + ", ".join(f"{kind} {total[kind]}" for kind in VERDICTS))
    for name in texts:
        others = [other for other in texts if other != name]
        best = max(LEASTS, key=lambda least: sum(_worth(counts[least, other]) for other in others))
        print(f"  chosen without {name}: {best}, there {dict(counts[best, name])}")


def _counted(sets: Sequence[tuple[ReadingText, list[Case]]], least: float) -> Counter[str]:
    found: Counter[str] = Counter()
    with patch.object(choosing, "LEAST", least), patch.object(evidence, "LEAST", least):
        for reading, cases in sets:
            places = locate([case.remark for case in cases], reading)
            judged = [(c, verdict(c, p, reading)) for c, p in zip(cases, places, strict=True) if c.judged]
            found.update(
                outcome if case.passage or outcome == "false" else "none" for case, outcome in judged
            )
    return found


def _worth(counted: Counter[str]) -> float:
    """A wrong place costs two right ones, a place for a remark that has none four."""
    return counted["right"] - 2 * counted["wrong"] - 4 * counted["false"]


def main() -> None:
    show = "--misses" in sys.argv
    if "--curve" in sys.argv:
        curve()
        return
    for material in MATERIALS:
        if material.here():
            measure(material.name, material.version, list(letters_of(material)), show)
        else:
            print(f"{material.name}: the response or its truth is not here, skipped")
    for name, version, cases in loose():
        measure(name, version, [cases], show)


if __name__ == "__main__":
    main()
