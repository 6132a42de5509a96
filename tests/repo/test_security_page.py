"""The page on security names tests that are there, and each of its lines says what holds."""

import re

from tests.conftest import ROOT

PAGE = (ROOT / "docs" / "security.md").read_text(encoding="utf-8")
LINES = [line.split("|")[1:-1] for line in PAGE.splitlines() if re.match(r"\| \d+\.\d+\.\d+", line)]


def test_every_test_that_the_page_names_is_there() -> None:
    named = re.findall(r"`(tests/[\w/]+\.py)::(\w+)`", PAGE)
    missing = [
        f"{path}::{name}"
        for path, name in named
        if f"def {name}(" not in (ROOT / path).read_text(encoding="utf-8")
    ]
    assert missing == []
    assert len(named) > 80


def test_every_requirement_says_whether_it_is_held_and_by_what() -> None:
    assert len(LINES) > 90
    for number, what, held, how, shown in LINES:
        assert held.strip() in ("yes", "in part", "no", "runner"), number
        assert what.strip(), number
        assert held.strip() == "runner" or how.strip() or shown.strip(), number
        assert held.strip() != "yes" or shown.strip() or "SECURITY.md" in how, number


def test_page_and_way_to_report_are_found_from_where_people_begin() -> None:
    for start in ("README.md", "docs/architecture.md"):
        assert "security.md" in (ROOT / start).read_text(encoding="utf-8").lower(), start
    assert "SECURITY.md" in (ROOT / "README.md").read_text(encoding="utf-8")
