"""Both sides of a comparison in one text: nothing of either is lost, and nothing is shown twice."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kader.domain.comparison import compare
from kader.domain.reading_text import ReadingText, read
from kader.formats.html import Highlight, render_groups
from kader.formats.merged_text import Merged, merge

BLOCKS = st.sampled_from(
    [
        *(
            "# Kop een",
            "## Kop twee",
            "Een eerste zin. Een *tweede* zin van deze alinea.",
            "Kort.",
            "Heel iets anders.",
        ),
        *("- punt een\n- punt twee\n- punt drie", "- punt een\n- punt drie", "1. stap\n2. nog een stap"),
        *(
            "| A | B |\n|---|---|\n| 1 | 2 |\n| 3 | 4 |",
            "| A | B |\n|---|---|\n| 1 | 2 |",
            "> citaat van iemand",
        ),
        *(
            "Een eerste zin met meer woorden erin.",
            "Zin met noot.[^1]",
            "[^1]: De noot zelf.",
            "<!-- pagina 2 -->",
        ),
    ]
)
MARKDOWN = st.lists(BLOCKS, max_size=8).map("\n\n".join)


def words(text: str) -> str:
    return re.sub(r"\s+", "", text)


def without(merged: Merged, side: str) -> str:
    """The words of the merged text that are not marked as belonging to one side."""
    gone = [False] * len(merged.reading.text)
    for stretch in merged.stretches:
        if stretch.side == side:
            gone[stretch.start : stretch.end] = [True] * (stretch.end - stretch.start)
    return words("".join(char for char, left in zip(merged.reading.text, gone, strict=True) if not left))


def together(old: ReadingText, new: ReadingText) -> Merged:
    return merge(old, new, compare(old, new))


@given(MARKDOWN, MARKDOWN)
def test_new_text_is_what_is_left_without_the_deletions(old: str, new: str) -> None:
    after = read(new)
    assert without(together(read(old), after), "del") == words(after.text)


@given(MARKDOWN, MARKDOWN)
def test_every_change_can_be_pointed_at(old: str, new: str) -> None:
    before, after = read(old), read(new)
    changes = compare(before, after)
    merged = merge(before, after, changes)
    if after.blocks:
        assert {stretch.change for stretch in merged.stretches} == set(range(len(changes)))
    assert all(0 <= s.start <= s.end <= len(merged.reading.text) for s in merged.stretches)


@given(MARKDOWN, MARKDOWN)
def test_merged_text_is_shown_with_every_address_once(old: str, new: str) -> None:
    merged = together(read(old), read(new))
    highlights = [Highlight(s.start, s.end, f"w{s.change}", s.side) for s in merged.stretches]
    names = [f"{side}{ordinal}" for side, ordinal in merged.origin]
    html = "".join(group.html for group in render_groups(merged.reading, highlights, names))
    ids = re.findall(r' id="([^"]+)"', html)
    assert len(ids) == len(set(ids))
    assert set(names) <= set(ids)


def shown(old: str, new: str) -> str:
    """The merged text with [-deleted-] and [+inserted+]; blocks by line."""
    merged = together(read(old), read(new))
    edges = [(s.start, f"[{_SIGN[s.side]}") for s in merged.stretches if s.side in _SIGN]
    edges += [(s.end, f"{_SIGN[s.side]}]") for s in merged.stretches if s.side in _SIGN]
    text = merged.reading.text
    for at, sign in sorted(edges, key=lambda edge: (edge[0], edge[1].startswith("[")), reverse=True):
        text = text[:at] + sign + text[at:]
    return text


_SIGN = {"del": "-", "ins": "+"}
CASES = [
    ("Van 0 tot 100 jaar.", "Van 1 tot 100 jaar.", "Van [-0-][+1+] tot 100 jaar."),
    ("Blijft.\n\nVerdwijnt helemaal.", "Blijft.", "Blijft.\n[-Verdwijnt helemaal.-]"),
    ("Blijft.", "Blijft.\n\nKomt er helemaal bij.", "Blijft.\n[+Komt er helemaal bij.+]"),
    ("- een\n- twee\n- drie", "- een\n- drie", "een\n[-twee-]\ndrie"),
]


@pytest.mark.parametrize(("old", "new", "both"), CASES)
def test_deleted_words_stand_where_they_were(old: str, new: str, both: str) -> None:
    assert shown(old, new) == both


def test_deleted_row_stands_in_its_table() -> None:
    old = read("| A | B |\n|---|---|\n| een | twee |\n| drie | vier |\n| vijf | zes |")
    new = read("| A | B |\n|---|---|\n| een | twee |\n| vijf | zes |")
    cells = [block.cell for block in together(old, new).reading.blocks]
    assert [(cell.table, cell.row, cell.column) for cell in cells if cell] == [
        (0, row, column) for row in range(4) for column in range(2)
    ]


def test_deleted_paragraph_does_not_cut_a_table_in_two() -> None:
    old = read("| A |\n|---|\n| een |\n| gaat eruit |\n\nDeze alinea verdwijnt geheel uit de tekst.\n\nSlot.")
    new = read("| A |\n|---|\n| een |\n| komt erin |\n\nSlot.")
    kinds = [block.kind for block in together(old, new).reading.blocks]
    assert kinds == sorted(kinds, reverse=True)


def test_deleted_note_keeps_no_number() -> None:
    merged = together(read("Zin.[^1]\n\n[^1]: De oude noot, die vervalt."), read("Zin."))
    assert [block.note for block in merged.reading.blocks] == [None, None]
    assert "De oude noot" in render_groups(merged.reading)[-1].html
