"""Letters in different habits are understood alike."""

import pytest

from kader.domain.responses.parsed import ParsedComment
from kader.domain.responses.parsing import parse
from kader.formats.reading import read_document
from tests.unit.letters import LETTERS, Letter, Remark


def as_remark(comment: ParsedComment, expected: Remark | None = None) -> Remark:
    free = [name for name in ("passage", "refers_to") if expected and getattr(expected, name) is ...]
    fields = {
        "label": comment.label,
        "pages": ",".join(comment.pages),
        "text": comment.text,
        "sub": comment.sub,
        "passage": comment.passage,
        "proposal": comment.proposal,
        "refers_to": comment.refers_to,
    }
    return Remark(**fields | dict.fromkeys(free, ...))  # type: ignore[arg-type]


@pytest.mark.parametrize("letter", LETTERS, ids=lambda letter: letter.name)
def test_a_letter_is_understood(letter: Letter) -> None:
    response = parse(read_document(letter.file, letter.original.encode()))
    padded = [*letter.remarks, *[None] * len(response.comments)]
    found = [as_remark(comment, padded[place]) for place, comment in enumerate(response.comments)]
    assert found == list(letter.remarks)
    assert tuple(point.title for point in response.points) == letter.points
    assert tuple(piece.text for piece in response.unplaced) == letter.unplaced
    assert response.date == letter.date
    assert letter.title is ... or response.title == letter.title
    for place, words in letter.contains.items():
        assert words in response.points[place].text
