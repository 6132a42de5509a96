from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kader.domain.words import is_word, matching_runs, tokenize

LETTERS = st.lists(st.sampled_from("abcde"), max_size=60)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Graag 0 tot 100 jaar.", ["Graag", "0", "tot", "100", "jaar", "."]),
        ("foto's en e-mail", ["foto's", "en", "e-mail"]),
        ("jeugd- en gezinszorg", ["jeugd", "-", "en", "gezinszorg"]),
        ("versie 3.1, 1,5 uur.", ["versie", "3.1", ",", "1,5", "uur", "."]),
        ("(“ja”)", ["(", "“", "ja", "”", ")"]),
        ("cafe\u0301 ole\u0301", ["cafe\u0301", "ole\u0301"]),
        ("👩\u200d👧 👍🏽", ["👩\u200d👧", "👍", "🏽"]),
        ("a\x00b\r\nשלום", ["a", "\x00", "b", "שלום"]),
        (" \n\t", []),
    ],
)
def test_a_text_falls_apart_in_words_and_marks(text: str, words: list[str]) -> None:
    assert tokenize(text).texts == words


@given(st.text())
def test_tokens_cover_everything_but_white_space(text: str) -> None:
    tokens = tokenize(text)
    assert [text[s:e] for s, e in zip(tokens.starts, tokens.ends, strict=True)] == tokens.texts
    between = zip([0, *tokens.ends], [*tokens.starts, len(text)], strict=True)
    assert all(not text[start:end].strip() for start, end in between)


def test_punctuation_is_no_word() -> None:
    assert [is_word(token) for token in tokenize("Ja, 3 _x …").texts] == [True, False, True, True, False]


def assert_lies_along(a: list[str], b: list[str]) -> None:
    runs = matching_runs(a, b)
    assert all(n > 0 and a[i : i + n] == b[j : j + n] for i, j, n in runs)
    assert all(i + n <= p and j + n <= q for (i, j, n), (p, q, _) in pairwise(runs))
    assert all((i + n, j + n) != (p, q) for (i, j, n), (p, q, _) in pairwise(runs))


@given(LETTERS, LETTERS)
def test_runs_are_equal_ordered_and_apart(a: list[str], b: list[str]) -> None:
    assert_lies_along(a, b)


@given(LETTERS, LETTERS)
def test_long_gaps_without_an_exact_answer_are_still_correct(a: list[str], b: list[str]) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("kader.domain.words.EXACT_CELLS", 4)
        assert_lies_along(a, b)


def test_a_sequence_lies_along_itself_in_one_run() -> None:
    assert matching_runs("abcab", "abcab") == [(0, 0, 5)]


def test_an_insertion_leaves_two_runs() -> None:
    assert matching_runs(["een", "twee", "drie"], ["een", "en", "twee", "drie"]) == [(0, 0, 1), (1, 2, 2)]


def test_nothing_in_common_gives_no_runs() -> None:
    assert matching_runs("abc", "xyz") == []


HOSTILE = {
    "one word": (["de"] * 200_000, ["de"] * 150_001),
    "two words by turns": (["a", "b"] * 40_000, ["b", "a", "a"] * 26_000),
    "nothing shared": (list(range(200_000)), list(range(-200_000, 0))),
    "reversed": (list(range(50_000)), list(range(50_000))[::-1]),
    "one beside many": (["a", "c"] * 50, ["a", "b", "b"] * 60_000),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_input_is_aligned_rightly(name: str) -> None:
    a, b = HOSTILE[name]
    runs = matching_runs(a, b)
    assert all(a[i] == b[j] for i, j, _ in runs)
