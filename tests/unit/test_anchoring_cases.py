"""The figures that carrying must reach: on real histories, where at hand, and on our own framework."""

import os
from collections import Counter

import pytest

from bench import anchoring as bench
from bench import anchoring_sentences as sentences
from kader.domain.anchoring import Carrier
from kader.domain.reading_text import read


@pytest.mark.skipif(
    not bench.DATA.is_dir() and os.environ.get("CI") != "true",
    reason="the cases stand in ../shared/bench/anchoring, which is absent",
)
def test_real_histories_are_followed():
    # A sixth of the cases, to stay quick; `python -m bench.anchoring` measures them all.
    cases = [case for history in bench.HISTORIES for case in bench.load(history)[::6]]
    placed, _ = bench.measure(bench.kader, cases)
    assert placed.share(bench.KINDS) >= 97
    assert placed.share(["moved"]) >= 95
    assert placed.wrong + placed.false <= len(cases) * 0.02


def test_sentences_of_our_own_framework_are_placed_or_rightly_proposed():
    old, new = (
        read((sentences.CONTENT / f"{label}.md").read_text(encoding="utf-8")) for label in ("2.0", "3.0")
    )
    seen = sentences.outcomes(Carrier(old, new), old, new)
    total = sum(seen.values(), Counter())
    assert sentences.good(seen) >= 0.95 * total.total()
    assert seen["heavy"]["placed"] + seen["heavy"]["proposed"] >= 0.8 * seen["heavy"].total()
    assert seen["merged"]["placed"] + seen["merged"]["proposed"] >= 8 / 9 * seen["merged"].total()
    assert seen["deleted"]["misplaced"] == 0
