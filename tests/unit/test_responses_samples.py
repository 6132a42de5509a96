"""The sample letters shipped with the service come in as they were meant."""

import re
import tomllib
from pathlib import Path

import pytest

from kader.domain.responses.parsing import parse
from kader.formats.reading import read_document

SAMPLES = Path(__file__).parents[2] / "content" / "voorbeelden"


@pytest.mark.parametrize("letter", sorted(SAMPLES.glob("brieven/*.toml")), ids=lambda letter: letter.stem)
def test_a_sample_letter_comes_in_as_it_was_meant(letter: Path) -> None:
    meant = tomllib.loads(letter.read_text())
    file = SAMPLES / meant["file"]
    response = parse(read_document(file.name, file.read_bytes()))
    remarks = meant.get("rows") or [remark for page in meant["pages"] for remark in page["remarks"]]
    assert response.unplaced == ()
    assert response.title == meant["subject"].replace("*", "")
    # Some are typed with their number and a full stop, some in bold.
    titles = [re.sub(r"^\**\d+\.\s*", "", point["title"]).strip("*.") for point in meant["points"]]
    assert [point.title for point in response.points] == titles
    assert len(response.comments) == len(remarks)
    for comment, remark in zip(response.comments, remarks, strict=True):
        assert comment.text.startswith(remark["text"].replace("*", ""))
        assert len(comment.sub) == len(remark.get("sub", []))
        assert comment.page is not None
        if remark.get("proposal"):
            assert comment.proposal == remark["proposal"]
