"""Every way of numbering meets every way of naming a page, and pages of the letter end anywhere."""

import pytest

from kader.domain.responses.parsing import parse
from kader.formats.reading import read_document
from tests.unit.letter_habits import make_letter


@pytest.mark.parametrize("file", ["brief.txt", "brief.md"])
@pytest.mark.parametrize("seed", range(60))
def test_a_letter_of_any_habits_is_understood(seed: int, file: str) -> None:
    made = make_letter(seed)
    response = parse(read_document(file, made.text.encode()))
    found = tuple((c.label, c.page, " ".join(c.text.split()), c.sub) for c in response.comments)
    assert found == made.remarks, made.habits
    assert tuple(point.title for point in response.points) == made.points, made.habits
    assert response.unplaced == ()
    assert response.date == "2025-05-03"


@pytest.mark.parametrize(
    ("opening", "pages"),
    [
        ("Pagina 3, 2.2 Veiligheid: te vaag.", ("3",)),
        ("Pagina 12, 10.5: te lang.", ("12",)),
        ("Pagina 3, 5: te lang.", ("3", "5")),
    ],
)
def test_the_number_of_a_section_is_no_second_page(opening: str, pages: tuple[str, ...]) -> None:
    letter = f"Reactie\n\nPagina 2: weg ermee.\n\n{opening}\n\nPagina 13: mooi gezegd."
    comments = parse(read_document("brief.txt", letter.encode())).comments
    assert [comment.pages for comment in comments] == [("2",), pages, ("13",)]
