"""Which shared lines kept their order."""

from kader.domain.anchoring.lines import SharedLine, lines_of, shared_lines

NAMES = [f"Dit is regel nummer {k} van de tekst" for k in range(8)]


def shared(old: list[int], new: list[int]) -> list[SharedLine]:
    texts = ("\n".join(NAMES[k] for k in order) for order in (old, new))
    return shared_lines(*map(lines_of, texts))


def test_one_line_that_passed_many_moved():
    found = shared([0, 1, 2, 3, 4], [1, 2, 3, 4, 0])
    assert [line.i for line in found if line.moved] == [0]
    assert len(found) == 5


def test_lines_that_passed_their_equals_are_left_to_the_words():
    assert shared([0, 1, 2, 3], [2, 3, 0, 1]) == []


def test_lines_that_occur_twice_or_are_short_say_nothing():
    assert shared([0, 0, 1], [0, 1]) == [SharedLine(2, 1, False)]
    assert shared_lines(lines_of("---\n</dl>"), lines_of("---\n</dl>")) == []
