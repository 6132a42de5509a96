"""Letters in different habits are understood alike.

`received/` holds letters as they would come in, each beside a JSON file with what should be understood of it;
`letters.py` holds those that are easier to read as code.
"""

import json
from pathlib import Path

import pytest

from kader.cli.parse_response import as_fields
from kader.domain.responses.parsed import ParsedComment
from kader.domain.responses.parsing import parse
from kader.formats.reading import read_document
from tests.unit.letters import LETTERS, Letter, Remark

RECEIVED = sorted(Path(__file__).with_name("received").glob("*.json"))


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


@pytest.mark.parametrize("truth", RECEIVED, ids=lambda truth: truth.stem)
def test_a_received_file_is_understood(truth: Path) -> None:
    file = next(path for path in truth.parent.glob(truth.stem + ".*") if path != truth)
    found = as_fields(parse(read_document(file.name, file.read_bytes())))
    found["points"] = [point["title"] for point in found["points"]]
    for comment in found["comments"]:
        for told in ("author", "kind", "point"):
            comment.pop(told, None)
    assert found == {key: value for key, value in json.loads(truth.read_text()).items() if key != "habit"}
