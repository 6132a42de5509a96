"""Where an inspector may look first for what covers a norm."""

from kader.domain.likely_passages import likely_passages
from kader.domain.norm_reading import Norm
from kader.domain.reading_text import read

TEXT = """
## Bellen

Wij bellen een gezin binnen een week terug.

De gemeente betaalt.

- Een gesprek met het gezin duurt een uur.
"""
NORM = Norm("1", "Bellen", "Een team belt elk gezin.", "", ("Er is een gesprek geweest.",), 0, 0, None)


def found(norm: Norm, most: int = 5) -> list[str]:
    reading = read(TEXT)
    return [reading.text[block.start : block.end] for block in likely_passages(reading, norm, most)]


def test_blocks_that_share_words_come_first_and_headings_do_not_count() -> None:
    assert found(NORM) == [
        "Wij bellen een gezin binnen een week terug.",
        "Een gesprek met het gezin duurt een uur.",
    ]


def test_no_more_than_asked_for_and_nothing_that_shares_no_word() -> None:
    assert len(found(NORM, most=1)) == 1
    assert found(Norm("2", "", "Alles is van hout.", "", (), 0, 0, None)) == []


def test_text_without_blocks_has_none() -> None:
    assert likely_passages(read(""), NORM, 5) == ()
