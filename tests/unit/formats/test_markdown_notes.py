"""Footnotes of a markdown letter stay with what they are about."""

import pytest

from kader.domain.paragraphs import Emphasis
from kader.domain.responses.parsing import parse
from kader.formats.reading import read_document

LETTER = """\
# Reactie Raad

## Bijlage

P.3

1. De *term* klopt niet.[^b] Zie de wet.
2. Te lang.[^1]

[^1]: Ook op bladzijde 5.
[^b]: Zie ons rapport,
    hoofdstuk 2.

[^los]: Een noot die niemand noemt.
"""


@pytest.mark.parametrize("name", ["brief.md", "brief.txt"])
def test_a_note_follows_the_paragraph_that_cites_it(name: str) -> None:
    paragraphs = read_document(name, LETTER.encode())
    notes = [(paragraph.note, paragraph.text) for paragraph in paragraphs if paragraph.note]
    assert notes == [
        ("1", "Zie ons rapport, hoofdstuk 2."),
        ("2", "Ook op bladzijde 5."),
        ("los", "Een noot die niemand noemt."),
    ]
    assert "[^" not in "".join(paragraph.text for paragraph in paragraphs)


def test_marks_move_with_the_text() -> None:
    (first, _) = read_document("b.md", b"Een[^1] *term* hier.\n\n[^1]: Noot.\n")
    assert (first.text, first.marks, first.cites) == (
        "Een term hier.",
        (Emphasis("italic", 4, 8),),
        ((3, "1"),),
    )


def test_a_remark_keeps_its_note() -> None:
    first, second = parse(read_document("brief.md", LETTER.encode())).comments
    assert first.text == "De term klopt niet. Zie de wet.\nZie ons rapport, hoofdstuk 2."
    assert (second.page, second.text.split("\n")[0]) == ("3", "Te lang.")


def test_brackets_that_are_no_notes_stay() -> None:
    assert read_document("b.txt", b"Zie [^1] en [2].")[0].text == "Zie [^1] en [2]."
