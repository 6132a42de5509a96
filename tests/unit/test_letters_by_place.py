"""Letters that name their places in different ways are understood alike."""

import pytest

from kader.domain.responses.parsed import ParsedComment, ParsedResponse
from kader.domain.responses.parsing import parse
from kader.formats.reading import read_document
from tests.unit.letters_by_place import WRITTEN, Said, Written


def said(comment: ParsedComment, response: ParsedResponse) -> Said:
    return Said(
        comment.label,
        ",".join(comment.pages),
        comment.place,
        comment.text,
        comment.sub,
        comment.passage,
        comment.proposal,
        None if comment.point is None else response.points[comment.point].title,
    )


@pytest.mark.parametrize("letter", WRITTEN, ids=lambda letter: letter.name)
def test_a_letter_is_understood_by_its_places(letter: Written) -> None:
    response = parse(read_document(letter.file, letter.original.encode()))
    assert [said(comment, response) for comment in response.comments] == list(letter.comments)
    assert tuple(point.title for point in response.points) == letter.points
    assert (response.title, response.date) == (letter.title, letter.date)
    assert response.unplaced == ()
