"""What is blanked is gone, wherever it stands, and nothing else is."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kader.domain.blanking import BLANK, blanked, occurrences, require_words
from kader.domain.errors import InvalidInput


@pytest.mark.parametrize(
    ("text", "names", "after"),
    [
        ("Namens Jan de Vries.", ["Jan de Vries"], f"Namens {BLANK}."),
        ("namens JAN  DE\nVRIES", ["Jan de Vries"], f"namens {BLANK}"),
        ("Jan en Jan de Vries", ["Jan", "Jan de Vries"], f"{BLANK} en {BLANK}"),
        ("De januarimaand", ["Jan"], "De januarimaand"),
        ("Bel j.vries@x.example.", ["j.vries@x.example"], f"Bel {BLANK}."),
        ("Vraag het (Jan)", ["Jan"], f"Vraag het ({BLANK})"),
        ("Geen naam", [], "Geen naam"),
    ],
)
def test_names_are_blanked_as_whole_words(text: str, names: list[str], after: str) -> None:
    assert blanked(text, names) == after


@given(st.text(), st.text(st.characters(categories=["L"]), min_size=2, max_size=20))
def test_a_blanked_name_stands_nowhere_any_more(text: str, name: str) -> None:
    rest = blanked(f"{text} {name} {text}", [name]).replace(BLANK, " ")
    assert occurrences([rest], name) == 0


@pytest.mark.parametrize("words", ["", " ", "J", "...", "x" * 201])
def test_what_can_be_no_name_is_refused(words: str) -> None:
    with pytest.raises(InvalidInput):
        require_words(words)
