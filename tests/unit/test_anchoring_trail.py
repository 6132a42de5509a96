"""Carrying a passage through several versions, and whole pages."""

from kader.domain.anchoring import Carrier, Status, anchor_at, carry_through
from kader.domain.reading_text import ReadingText, read

FIRST = """<!-- pagina 1 -->

# Luisteren

Een professional luistert eerst en oordeelt later.

Wie een vermoeden heeft, bespreekt dat binnen een week met een collega.

<!-- pagina 2 -->

# Vastleggen

Het team legt de afweging vast in het dossier van het gezin. Het gezin mag dat dossier altijd inzien.

Aan het eind van elk traject vraagt het team wat het gezin ervan vond.
"""
WEEK = "Wie een vermoeden heeft, bespreekt dat binnen een week met een collega."


def statuses(steps):
    return [step.carried.status for step in steps]


def anchor_of(text: ReadingText, quote: str):
    start = text.text.index(quote)
    return anchor_at(text, start, start + len(quote))


def test_trail_goes_version_by_version():
    second = FIRST.replace("binnen een week", "binnen drie dagen")
    third = second.replace("met een collega", "met twee collega's")
    first = read(FIRST)
    steps = carry_through(anchor_of(first, WEEK), [first, read(second), read(third)])
    assert statuses(steps) == [Status.REWORDED, Status.REWORDED]
    assert (
        steps[-1].carried.exact
        == "Wie een vermoeden heeft, bespreekt dat binnen drie dagen met twee collega's."
    )
    assert [step.since for step in steps] == [0, 1]


def test_passage_that_comes_back_is_recognised():
    first, without = read(FIRST), read(FIRST.replace(WEEK, ""))
    steps = carry_through(anchor_of(first, WEEK), [first, without, without, first])
    assert statuses(steps) == [Status.REMOVED, Status.REMOVED, Status.UNCHANGED]
    assert [step.returned for step in steps] == [False, False, True]
    assert steps[-1].since == 0


def test_doubt_is_kept_when_the_next_step_goes_well():
    other = FIRST.replace(WEEK, "Praat bij twijfel meteen met iemand uit jouw groep.")
    first, second = read(FIRST), read(other)
    steps = carry_through(anchor_of(first, WEEK), [first, second, second])
    assert statuses(steps) == [Status.UNCERTAIN, Status.UNCERTAIN]
    assert steps[1].carried.exact == "Praat bij twijfel meteen met iemand uit jouw groep."


def test_doubt_is_lifted_when_the_words_return():
    first = read(FIRST)
    second = read(FIRST.replace(WEEK, "Praat bij twijfel meteen met iemand uit jouw groep."))
    steps = carry_through(anchor_of(first, WEEK), [first, second, first])
    assert statuses(steps) == [Status.UNCERTAIN, Status.UNCHANGED]


def test_anchor_at_knows_page_and_section():
    anchor = anchor_of(read(FIRST), "legt de afweging vast")
    assert (anchor.page, anchor.section) == ("2", "Vastleggen")
    assert (anchor.prefix[-9:], anchor.suffix[:4]) == ("Het team ", " in ")


def test_whole_page_goes_where_most_of_it_went():
    old = read(FIRST)
    page = old.page("2")
    moved = "<!-- pagina 1 -->\n\n# Vooraf\n\nDit is nieuw en stond er nog niet.\n\n" + FIRST.replace(
        "Aan het eind van elk traject vraagt het team wat het gezin ervan vond.", ""
    ).replace("pagina 2", "pagina 3").replace("pagina 1", "pagina 2")
    new = read(moved)
    found = Carrier(old, new).carry(anchor_at(old, page.start, page.end))
    assert found.status is Status.REWORDED
    assert new.page_at(found.start) == "3"
    assert found.exact.startswith("Vastleggen")
    assert found.exact.endswith("altijd inzien.")


def test_merged_sentences_are_found_whole():
    merged = "Het team legt de afweging vast in het dossier, en het gezin mag dat dossier altijd inzien."
    old = read(FIRST)
    new = read(
        FIRST.replace(
            "Het team legt de afweging vast in het dossier van het gezin. "
            "Het gezin mag dat dossier altijd inzien.",
            merged,
        )
    )
    carrier = Carrier(old, new)
    for sentence in (
        "Het team legt de afweging vast in het dossier van het gezin.",
        "Het gezin mag dat dossier",
    ):
        start = old.text.index(sentence)
        end = old.text.index(".", start) + 1
        assert carrier.carry(anchor_at(old, start, end)).exact == merged


def test_split_sentence_is_found_whole():
    split = "Wie een vermoeden heeft, bespreekt dat. Dat gebeurt binnen een week en met een collega."
    old, new = read(FIRST), read(FIRST.replace(WEEK, split))
    assert Carrier(old, new).carry(anchor_of(old, WEEK)).exact == split
