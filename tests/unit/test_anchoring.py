"""Carrying a passage from one text to the next."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kader.domain.anchoring import Anchor, Carrier, Status
from kader.domain.reading_text import read, read_plain

PAGE = (
    "Een professional luistert eerst en oordeelt later.\n"
    "Wie een vermoeden heeft, bespreekt dat binnen een week met een collega.\n"
    "Het team legt de afweging vast in het dossier van het gezin.\n"
    "Aan het eind van elk traject vraagt het team wat het gezin ervan vond.\n"
)


def anchor_of(text: str, quote: str) -> Anchor:
    start = text.index(quote)
    end = start + len(quote)
    return Anchor(start, end, quote, text[max(0, start - 32) : start], text[end : end + 32])


def carried(old: str, new: str, quote: str):
    return Carrier(read_plain(old), read_plain(new)).carry(anchor_of(old, quote))


@pytest.mark.parametrize(
    "quote", ["luistert eerst", "binnen een week", "Het team legt de afweging vast", PAGE[:-1]]
)
def test_nothing_changes_when_the_text_does_not(quote):
    found = carried(PAGE, PAGE, quote)
    assert (found.status, found.start, found.exact) == (Status.UNCHANGED, PAGE.index(quote), quote)


def test_anchor_shifts_with_text_before_it():
    found = carried(PAGE, "Vooraf een woord van dank.\n" + PAGE, "binnen een week")
    assert (found.status, found.start) == (Status.UNCHANGED, PAGE.index("binnen een week") + 27)


def test_anchor_follows_a_moved_paragraph():
    lines = PAGE.splitlines(keepends=True)
    found = carried(PAGE, "".join([lines[3], *lines[:3]]), "vraagt het team wat het gezin ervan vond")
    assert (found.status, found.exact) == (Status.MOVED, "vraagt het team wat het gezin ervan vond")


def test_words_edited_in_a_chapter_that_moved_are_found():
    chapters = [
        "Over melden en overleggen\nWie meldt, kiest zelf een collega. Dat gesprek duurt kort.\n",
        PAGE,
        "Over de school en de buurt\nDe buurt weet veel. De school weet meer.\n",
    ]
    new = "".join(reversed(chapters)).replace("kiest zelf een collega. Dat", "neemt een collega. Zo'n")
    found = carried("".join(chapters), new, "zelf een collega. Dat gesprek")
    assert (found.status, found.exact) == (Status.MOVED, "een collega. Zo'n gesprek")


def test_rewritten_phrase_is_found_between_the_words_that_stood_around_it():
    new = PAGE.replace("binnen een week met", "uiterlijk binnen 'n halve week met")
    found = carried(PAGE, new, "binnen een week")
    assert found.exact in ("uiterlijk binnen 'n halve week", "binnen 'n halve week")


def test_inserted_text_from_elsewhere_does_not_stretch_a_place():
    line = "Bewaar de gespreksverslagen zorgvuldig, want ze horen bij het dossier.\n"
    lines = PAGE.splitlines(keepends=True)
    found = carried(lines[0] + line + "".join(lines[1:]), PAGE + line, lines[0] + line[:10])
    assert found.exact.strip() == lines[0].strip()


def test_replaced_words_within_a_passage_leave_it_whole():
    new = PAGE.replace("binnen een week met een collega", "binnen drie dagen met twee collega's")
    found = carried(PAGE, new, "bespreekt dat binnen een week met een collega")
    assert found.status is Status.REWORDED
    assert found.exact == "bespreekt dat binnen drie dagen met twee collega's"


def test_deleted_passage_is_removed():
    new = PAGE.replace("Het team legt de afweging vast in het dossier van het gezin.\n", "")
    found = carried(PAGE, new, "legt de afweging vast in het dossier")
    assert (found.status, found.start, found.end, found.exact) == (Status.REMOVED, None, None, "")


def test_lookalike_that_stood_there_before_is_refused():
    old = "Het team bespreekt dit met het gezin.\nBezoek mag.\nHet team bespreekt dit met gezin en school.\n"
    new = "Bezoek mag.\nHet team bespreekt dit met gezin en school.\n"
    assert carried(old, new, "Het team bespreekt dit met het gezin.").status is Status.REMOVED


def test_sentence_rewritten_beyond_recognition_is_proposed_where_it_stood():
    new = PAGE.replace(
        PAGE.splitlines()[1], "Vermoed je iets, praat er dan meteen met iemand uit jouw groep over."
    )
    found = carried(PAGE, new, PAGE.splitlines()[1])
    assert found.status in (Status.UNCERTAIN, Status.REWORDED)
    assert found.exact == "Vermoed je iets, praat er dan meteen met iemand uit jouw groep over."


def test_the_same_phrase_on_two_pages_goes_to_the_right_one():
    first, second = "<!-- pagina 1 -->\n\n", "<!-- pagina 2 -->\n\nBezoek mag.\n\n"
    phrase = "Overleg duurt een uur.\n\n"
    old, new = read(first + phrase + second + phrase), read(first + "Nieuw.\n\n" + phrase + second + phrase)
    anchor = Anchor(9999, 9999, "Overleg duurt een uur.", page="2")
    assert Carrier(old, new).carry(anchor).start == new.text.rindex("Overleg")


def test_position_is_repaired_by_the_quote():
    anchor = Anchor(3, 18, "binnen een week")
    assert Carrier(read_plain(PAGE), read_plain(PAGE)).carry(anchor).start == PAGE.index("binnen een week")


texts = st.text(max_size=120) | st.lists(
    st.sampled_from(["de", "hulp", "👩‍👧", "e\u0301", "שלום", "\r\n", "\n", "\x00", ". ", " ", "Team", "İ"]),
    max_size=40,
).map(" ".join)


@settings(max_examples=150, deadline=None)
@given(texts, texts, st.integers(0, 120), st.integers(0, 60))
def test_any_text_gives_a_place_that_holds_what_it_says(old, new, start, length):
    anchor = Anchor(start, start + length, old[start : start + length])
    found = Carrier(read_plain(old), read_plain(new)).carry(anchor)
    assert 0.0 <= found.score <= 1.0
    if found.status is Status.REMOVED:
        assert (found.start, found.end, found.exact) == (None, None, "")
    else:
        assert 0 <= found.start <= found.end <= len(new)
        assert found.exact == new[found.start : found.end]


@settings(max_examples=100, deadline=None)
@given(texts, st.integers(0, 120), st.integers(0, 60))
def test_identical_texts_leave_every_passage_where_it_is(text, start, length):
    start, end = min(start, len(text)), min(start + length, len(text))
    found = Carrier(read_plain(text), read_plain(text)).carry(Anchor(start, end, text[start:end]))
    assert (found.status, found.start, found.end) == (Status.UNCHANGED, start, end)


@settings(max_examples=100, deadline=None)
@given(
    texts, st.integers(0, 120), st.integers(1, 60), st.sampled_from(["xqz\n", "xqz yqz. ", "xqz\n\nyqz\r\n"])
)
def test_text_put_before_shifts_every_passage_exactly(text, start, length, before):
    start, end = min(start, len(text)), min(start + length, len(text))
    found = Carrier(read_plain(text), read_plain(before + text)).carry(Anchor(start, end, text[start:end]))
    if text[start:end].strip():
        assert (found.status, found.start, found.end) == (
            Status.UNCHANGED,
            start + len(before),
            end + len(before),
        )
