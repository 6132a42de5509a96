"""The time of a comparison from 10 kB to 4 MB, beside difflib, diff-match-patch and wikidiff2.

Every tool gets the same made pair: every third paragraph edited, every fiftieth moved. `shown` is the share
of both texts that a reader sees struck out or added: less is better, as long as the answer is right. Times
are of the processor, so that they mean the same on a busy machine; diff-match-patch gives up after one
second."""

import random
import re
import shutil
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator
from difflib import SequenceMatcher
from multiprocessing import Process, Queue
from pathlib import Path

from diff_match_patch import diff_match_patch

from bench.anchoring_growth import made_pair
from kader.domain.comparison import apply, compare
from kader.domain.reading_text import read_plain

SIZES = (10_000, 50_000, 250_000, 1_000_000, 4_000_000)
LIMIT = 15.0  # seconds that a tool gets for one pair
Told = tuple[float, int, int]
"""Seconds, differences told, code points shown as changed."""


def report_growth() -> None:
    print(
        "\ngrowth: a pair of plain texts, a third of its paragraphs edited, a fiftieth moved (processor ms)"
    )
    print(f"{'code points':<14}{'tool':<28}{'ms':>8}{'told':>8}{'shown %':>9}")
    given_up: set[str] = set()
    for size in SIZES:
        old, new = made_pair(size)
        for name, tool in TOOLS.items():
            told = None if name in given_up else _limited(tool, old, new)
            if told is None:
                given_up.add(name)
            _print(f"{size:,}", name, told, len(old) + len(new))


def report_hostile() -> None:
    print("\nhostile input, each compared and its changes applied")
    for name, (old, new) in _hostile():
        before, after = read_plain(old), read_plain(new)
        start = time.process_time()
        changes = compare(before, after)
        seconds = time.process_time() - start
        exact = "exact" if apply(old, changes) == new else "NOT EXACT"
        print(f"{name:<40}{seconds * 1000:>8.0f} ms{len(changes):>9} changes  {exact}")


def _hostile() -> Iterator[tuple[str, tuple[str, str]]]:
    old, new = made_pair(1_000_000)
    blocks = old.split("\n")
    yield "a million times one word", ("hulp " * 1_000_000, "hulp " * 900_000)
    yield "two words by turns, 1 MB", ("a b " * 250_000, "b a a " * 166_000)
    yield "one line of 1 MB", (old.replace("\n", " "), new.replace("\n", " "))
    yield "all blocks equal, 1.9 MB", ("Het team overlegt.\n" * 100_000, "Het team overlegt.\n" * 90_000)
    yield "all paragraphs shuffled, 1 MB", (old, "\n".join(random.Random(5).sample(blocks, len(blocks))))
    yield "nothing in common, 1 MB", (old, made_pair(1_000_000, seed=2)[0].upper()[::-1])


def _kader(old: str, new: str) -> Told:
    before, after = read_plain(old), read_plain(new)
    start = time.process_time()
    changes = compare(before, after)
    seconds = time.process_time() - start
    shown = sum(len(word.text) for change in changes for word in change.words if word.op != "=")
    return seconds, len(changes), shown


def _difflib(old: str, new: str) -> Told:
    start = time.process_time()
    a, b = (re.findall(r"\w+|\W", text) for text in (old, new))
    codes = SequenceMatcher(None, a, b, autojunk=False).get_opcodes()
    edits = [code for code in codes if code[0] != "equal"]
    shown = sum(len("".join([*a[i:p], *b[j:q]])) for _, i, p, j, q in edits)
    return time.process_time() - start, len(edits), shown


def _diff_match_patch(old: str, new: str) -> Told:
    start = time.process_time()
    tool = diff_match_patch()
    found = tool.diff_main(old, new)
    tool.diff_cleanupSemantic(found)
    edits = [text for op, text in found if op != tool.DIFF_EQUAL]
    return time.process_time() - start, len(edits), sum(map(len, edits))


_PHP = """
[$old, $new] = array_map('file_get_contents', array_slice($argv, 1));
$start = microtime(true);
$html = wikidiff2_do_diff($old, $new, 0);
echo microtime(true) - $start, "\\n", $html;
"""
_INLINE = re.compile(r"<(ins|del)\b[^>]*>(.*?)</\1>", re.S)
_WHOLE = re.compile(r'<td class="diff-(?:added|deleted)line[^>]*><div>((?:(?!<ins|<del).)*?)</div>', re.S)


def _wikidiff2(old: str, new: str) -> Told:
    with tempfile.TemporaryDirectory() as folder:
        paths = [Path(folder, name) for name in ("old", "new")]
        for path, text in zip(paths, (old, new), strict=True):
            path.write_text(text, encoding="utf-8")
        command = ["php", "-d", "memory_limit=2G", "-r", _PHP, "--", *map(str, paths)]
        answer = subprocess.run(command, capture_output=True, text=True, check=True)
    seconds, html = answer.stdout.split("\n", 1)
    edits = [found[2] for found in _INLINE.finditer(html)] + _WHOLE.findall(html)
    return float(seconds), len(edits), sum(map(len, edits))


def _has_wikidiff2() -> bool:
    if not shutil.which("php"):
        return False
    modules = subprocess.run(["php", "-m"], capture_output=True, text=True, check=False)
    return "wikidiff2" in modules.stdout


TOOLS: dict[str, Callable[[str, str], Told]] = {
    "kader": _kader,
    "difflib on words": _difflib,
    "diff-match-patch, default": _diff_match_patch,
    **({"wikidiff2": _wikidiff2} if _has_wikidiff2() else {}),
}


def _limited(tool: Callable[[str, str], Told], old: str, new: str) -> Told | None:
    """What the tool says, or None when it is not done in time. In a process, so that it can be stopped."""
    answers: Queue[Told] = Queue()
    work = Process(target=lambda: answers.put(tool(old, new)))
    work.start()
    work.join(LIMIT)
    if work.is_alive() or work.exitcode:
        work.kill()
        return None
    return answers.get(timeout=5)


def _print(size: str, name: str, told: Told | None, length: int) -> None:
    if told is None:
        print(f"{size:<14}{name:<28}{f'> {LIMIT * 1000:.0f}':>8}")
    else:
        seconds, count, shown = told
        print(f"{size:<14}{name:<28}{seconds * 1000:>8.0f}{count:>8}{100 * shown / length:>9.1f}")
