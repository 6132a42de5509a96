"""What people ask and what was written must come down to the same words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kader.domain.dutch_words import LONGEST_WORD, fold, is_function_word, stem, words
from kader.search.normaliser import normalise
from kader.search.question import MOST_WORDS, read_question
from kader.search.snippet import LENGTH, snippet
from kader.search.vocabulary import Vocabulary

ANY_TEXT = st.text(st.characters(codec=None) | st.sampled_from("\x00­̈‍'’\"“”„«» \r\né🙂ﷺאİßﬁ"))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("afweging", "afwegingen"),
        ("veiligheid", "veilig"),
        ("plan", "plannen"),
        ("bevoegdheid", "bevoegdheden"),
        ("huis", "huizen"),
        ("groot", "grote"),
        ("loopt", "lopen"),
        ("één", "een"),
        ("Financiën", "financien"),
        ("VEILIG", "veilig"),
        ("foto’s", "foto's"),
        ("gezin", "gezinnen"),
        ("gesproken", "spreekt"),
        ("afgewogen", "afwegen"),
        ("liep", "lopen"),
    ],
)
def test_shapes_of_one_word_have_one_stem(one: str, other: str) -> None:
    assert normalise(one).stems == normalise(other).stems


@pytest.mark.parametrize(
    ("one", "other"),
    [("plan", "plaat"), ("kind", "hond"), ("recht", "rust"), ("gezin", "zin"), ("gemeente", "mening")],
)
def test_different_words_stay_different(one: str, other: str) -> None:
    assert normalise(one).stems != normalise(other).stems


def test_words_know_their_place_in_code_points() -> None:
    text = "🙂 Rechter-commissaris, één keer"
    found = words(text)
    assert [text[word.start : word.end] for word in found] == ["Rechter", "commissaris", "één", "keer"]
    assert [word.folded for word in found] == ["rechter", "commissaris", "een", "keer"]


def test_small_words_are_known_and_telling_words_are_not_among_them() -> None:
    assert all(is_function_word(word) for word in ("de", "het", "zijn", "omdat"))
    assert not any(is_function_word(word) for word in ("kind", "plan", "veilig"))


@given(ANY_TEXT)
def test_any_text_can_be_normalised(text: str) -> None:
    normal = normalise(text)
    found = words(text)
    assert len(normal.words.split()) == len(normal.stems.split()) == len(found)
    assert all(text[word.start : word.end] and len(word.folded) <= LONGEST_WORD for word in found)


@given(ANY_TEXT)
def test_folding_twice_is_folding_once(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(st.from_regex(r"[a-z]{1,80}", fullmatch=True))
def test_a_stem_is_never_empty_nor_longer_than_its_word(word: str) -> None:
    # "hoeven" and "hoef": a stem may change a letter, and restores a dropped vowel at most.
    assert 1 <= len(stem(word)) <= len(word) + 1


@pytest.mark.parametrize(
    ("typed", "loose", "phrases"),
    [
        ("veiligheid plan", ["veiligheid", "plan"], []),
        ("het plan van de ouders", ["plan", "ouders"], []),
        ('"het plan" ouders', ["ouders"], [["het", "plan"]]),
        ("„het plan” ouders", ["ouders"], [["het", "plan"]]),
        ('"nooit dicht', ["dicht"], []),
        ("de het", ["de", "het"], []),
        ("plan AND (ouders OR -kind*~ ^2:", ["plan", "and", "ouders", "or", "kind", "2"], []),
        ("plan plan Plan", ["plan"], []),
        ('""', [], []),
        ("?!", [], []),
    ],
)
def test_a_question_is_words_and_phrases(typed: str, loose: list[str], phrases: list[list[str]]) -> None:
    question = read_question(typed)
    assert [word.folded for word in question.words] == loose
    assert [[word.folded for word in phrase] for phrase in question.phrases] == phrases


@given(ANY_TEXT)
def test_any_text_is_a_question(typed: str) -> None:
    assert len(read_question(typed).words) <= MOST_WORDS


KNOWN = Vocabulary(
    ["veiligheid", "veiligheidsplan", "plan", "plant", "planten", "jeugdplan", "thuis", "huis"]
)


@pytest.mark.parametrize(
    ("word", "compounds"),
    [("plan", {"veiligheidsplan", "jeugdplan"}), ("veiligheid", {"veiligheidsplan"}), ("huis", set())],
)
def test_compounds_begin_or_end_with_the_word(word: str, compounds: set[str]) -> None:
    assert set(KNOWN.compounds(word)) == compounds


def test_a_compound_is_read_as_two_known_words() -> None:
    assert KNOWN.parts("veiligheidsplan") == (("veiligheid", "plan"),)
    assert KNOWN.parts("thuisplan") == (("thuis", "plan"),)
    assert KNOWN.parts("plan") == ()


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("veilighied", ("veiligheid",)),
        ("plann", ("plan", "plant")),
        ("xyz", ()),
        ("veilgheidplan", ("veiligheidsplan",)),
    ],
)
def test_a_misspelled_word_is_read_as_the_nearest(typed: str, meant: tuple[str, ...]) -> None:
    assert set(KNOWN.corrections(typed)) == set(meant)


def test_a_snippet_shows_the_stretch_with_most_of_the_words() -> None:
    text = (
        "Een plan. "
        + "Niets bijzonders hier. " * 30
        + "Het plan voor de veiligheid van kinderen. "
        + "Slot. " * 30
    )
    found = snippet(text, frozenset({"plan", "veiligheid"}))
    assert [found.text[start:end] for start, end in found.highlights] == ["plan", "veiligheid"]
    assert found.text.startswith("…")
    assert found.text.endswith("…")


@given(ANY_TEXT, st.integers(0, 5))
def test_highlights_lie_in_the_snippet_in_order(text: str, times: int) -> None:
    wanted = frozenset(word.stem for word in words(text)[::2])
    found = snippet(text * times, wanted)
    edges = [edge for pair in found.highlights for edge in pair]
    assert edges == sorted(edges)
    assert all(0 <= edge <= len(found.text) for edge in edges)
    assert len(found.text) <= LENGTH + 2
