"""The real response: 4 points, 64 remarks on 16 pages, in every file it may come in.

The text is read from the shared data beside the project and stays there.
"""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from kader.domain.responses.parsed import LetterKind, ParsedResponse
from kader.domain.responses.parsing import parse
from kader.formats.reading import read_document

ORIGINAL = Path(__file__).parents[3] / "shared" / "real" / "reactie-handelingskader-2024-12.txt"
pytestmark = pytest.mark.skipif(
    not ORIGINAL.exists() and os.environ.get("CI") != "true", reason="the shared data is not here"
)
LABELS = [*range(1, 9), 9, 10, 9, 10, *range(11, 63)]
PAGES = {
    2: 3,
    3: 5,
    4: 5,
    5: 4,
    6: 8,
    7: 4,
    8: 6,
    9: 2,
    10: 4,
    12: 5,
    13: 3,
    14: 3,
    15: 3,
    16: 4,
    17: 2,
    18: 3,
}


def the_response(name: str = "reactie.txt") -> ParsedResponse:
    return parse(read_document(name, ORIGINAL.read_bytes()))


@pytest.fixture(scope="module", params=["reactie.txt", "reactie.md"])
def response(request: pytest.FixtureRequest) -> ParsedResponse:
    return the_response(request.param)


def test_the_response_has_four_points_with_their_titles(response: ParsedResponse) -> None:
    numbered = [
        line for line in ORIGINAL.read_text().splitlines() if line[:3] in ("1. ", "2. ", "3. ", "4. ")
    ]
    titles = {line[3:].replace("*", "") for line in numbered}
    assert [point.title in titles for point in response.points] == [True] * 4


def test_each_remark_keeps_its_printed_number_and_its_page(response: ParsedResponse) -> None:
    assert [comment.label for comment in response.comments] == [str(label) for label in LABELS]
    pages = [str(page) for page, count in PAGES.items() for _ in range(count)]
    assert [comment.page for comment in response.comments] == pages
    assert all(comment.confidence == 1.0 for comment in response.comments)


def test_the_only_sub_remarks_stand_under_the_first_nine(response: ParsedResponse) -> None:
    assert {index: len(comment.sub) for index, comment in enumerate(response.comments) if comment.sub} == {
        8: 3
    }


def test_the_fifth_remark_on_page_four_is_what_is_referred_to(response: ParsedResponse) -> None:
    assert {i: comment.refers_to for i, comment in enumerate(response.comments) if comment.refers_to} == {
        13: (12,)
    }


def test_a_list_within_a_point_stays_in_it(response: ParsedResponse) -> None:
    inner = [line[:1] for line in response.points[0].text.split("\n") if line[1:3] == ". "]
    assert inner == ["1", "2", "3"]


def test_remarks_broken_by_a_page_of_the_letter_are_whole(response: ParsedResponse) -> None:
    broken = [comment for comment in response.comments if comment.label in ("19", "50") or comment.sub]
    assert all("\n" not in comment.text for comment in broken)
    original = ORIGINAL.read_text()
    offered = original.split("Suggestie:")[1].strip().splitlines()[0]
    nineteen = next(comment for comment in response.comments if comment.label == "19")
    assert nineteen.text.endswith(offered)
    assert nineteen.proposal == offered.rstrip(".")


def test_nothing_is_left_over(response: ParsedResponse) -> None:
    assert response.unplaced == ()
    assert response.date == "2024-12"
    assert response.title == ORIGINAL.read_text().strip().split("\n")[0]
    texts = [piece for piece in response.letter if piece.kind is LetterKind.TEXT]
    assert len(texts) == 1


def test_every_word_of_the_original_is_in_what_was_understood(response: ParsedResponse) -> None:
    understood = [
        *(p.title + " " + p.text for p in response.points),
        *(piece.text for piece in response.letter),
    ]
    understood += [" ".join((comment.text, *comment.sub)) for comment in response.comments]
    words = " ".join(understood).split()
    original = ORIGINAL.read_text().replace("*", "").split()
    labels = {f"{label}." for label in LABELS} | {"-", "o"}
    missing = [word for word in original if word not in words and word not in labels]
    assert missing == []
