"""A comparison is exact, complete and the same every time, whatever the texts are."""

import os
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kader.domain.comparison import Change, apply, compare, revert
from kader.domain.reading_text import ReadingText, read, read_plain

ROOT = Path(__file__).parents[2]
HISTORIES = ROOT.parent / "shared/bench/anchoring/texts"
CONTENT = [("handelingskader", "2.0", "3.0"), ("kwaliteitskader", "1.0", "1.1")]
QUICK = settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.too_slow])

WORDS = st.sampled_from(
    ["gezin", "wijk", "de", "en", "plan.", "Zij", "werkt.", "3.", "(a)", "\u00e9e\u0301n", "👩\u200d👧"]
)
SENTENCES = st.lists(WORDS, min_size=1, max_size=8).map(" ".join)
BLOCKS = st.tuples(
    st.sampled_from(["", "# ", "## ", "- ", "1. ", "> ", "| a | b |\n|--|--|\n| "]),
    st.lists(SENTENCES, min_size=1, max_size=3).map(" ".join),
).map("".join)
DOCUMENTS = st.lists(BLOCKS, max_size=8).map("\n\n".join)
# White space, line ends, NUL, combining marks, emoji, right to left: a plain text may hold anything.
ANYTHING = st.text(st.one_of(st.sampled_from(" \n\r\t\x00.a\u0301\u200d👍א"), st.characters()), max_size=60)


def assert_holds(old: ReadingText, new: ReadingText) -> None:
    changes = compare(old, new)
    assert apply(old.text, changes) == new.text
    assert revert(new.text, changes) == old.text
    assert_passages_stand_apart(changes)
    for change in changes:
        assert_words_make_up_passages(change)
    assert len({change.id for change in changes}) == len(changes)
    assert compare(old, new) == changes


def assert_passages_stand_apart(changes: tuple[Change, ...]) -> None:
    for side in ("old", "new"):
        passages = sorted((p.start, p.end) for change in changes if (p := getattr(change, side)))
        assert all(end <= start for (_, end), (start, _) in pairwise(passages))


def assert_words_make_up_passages(change: Change) -> None:
    old = "".join(word.text for word in change.words if word.op != "+")
    new = "".join(word.text for word in change.words if word.op != "-")
    assert (old, new) == (change.old.text if change.old else "", change.new.text if change.new else "")
    assert all(word.text for word in change.words)
    assert (change.old is None) == (change.kind == "inserted")
    assert (change.new is None) == (change.kind == "deleted")


@QUICK
@given(DOCUMENTS, DOCUMENTS)
def test_markdown_follows_from_its_changes(old: str, new: str) -> None:
    assert_holds(read(old), read(new))


@QUICK
@given(DOCUMENTS, st.data())
def test_an_edited_document_follows_from_its_changes(old: str, data: st.DataObject) -> None:
    blocks = old.split("\n\n")
    shuffled = data.draw(st.permutations(blocks))
    kept = data.draw(st.lists(st.sampled_from(shuffled), max_size=len(blocks)))
    separator = data.draw(st.sampled_from(["\n\n", "\n", " "]))
    assert_holds(read(old), read(separator.join(kept)))


@QUICK
@given(ANYTHING, ANYTHING)
def test_any_plain_text_follows_from_its_changes(old: str, new: str) -> None:
    assert_holds(read_plain(old), read_plain(new))


@QUICK
@given(ANYTHING)
def test_a_text_is_the_same_as_itself(text: str) -> None:
    assert compare(read_plain(text), read_plain(text)) == ()


@QUICK
@given(DOCUMENTS, DOCUMENTS)
def test_changes_of_words_start_and_end_at_words(old: str, new: str) -> None:
    before, after = read(old), read(new)
    for change in compare(before, after):
        for text, passage in ((before.text, change.old), (after.text, change.new)):
            if passage:
                assert not cuts_a_word(text, passage.start)
                assert not cuts_a_word(text, passage.end)


def cuts_a_word(text: str, at: int) -> bool:
    return 0 < at < len(text) and text[at - 1].isalnum() and text[at].isalnum()


@pytest.mark.parametrize(("framework", "old", "new"), CONTENT)
def test_versions_follow_from_their_changes(framework: str, old: str, new: str) -> None:
    folder = ROOT / "content" / framework
    assert_holds(*(read((folder / f"{label}.md").read_text(encoding="utf-8")) for label in (old, new)))


@pytest.mark.skipif(not HISTORIES.exists() and os.environ.get("CI") != "true", reason="no ../shared here")
def test_real_histories_follow_from_their_changes() -> None:
    texts = [path.read_bytes().decode("utf-8") for path in sorted(HISTORIES.glob("*/*"))[::250]]
    for old, new in pairwise(texts):
        assert_holds(read_plain(old), read_plain(new))
        assert_holds(read(old), read(new))
