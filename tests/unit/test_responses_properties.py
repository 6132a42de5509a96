"""Whatever comes in, nothing gets lost and nothing breaks."""

from __future__ import annotations

import contextlib

from hypothesis import given, settings
from hypothesis import strategies as st

from kader.domain.errors import UnreadableDocument
from kader.domain.paragraphs import Cell, Emphasis, Paragraph
from kader.domain.responses.parsed import ParsedResponse, Source
from kader.domain.responses.parsing import parse
from kader.formats.reading import read_document

PIECES = [
    *(
        "P.3",
        "Pag. 4:",
        "blz. 7 en 9",
        "Pagina 3 van 9",
        "- 3 -",
        "p4 punt 5",
        "Op pagina 3 staat",
        "\f",
        "\n",
        "\n\n",
    ),
    *(
        "1. ",
        "2) ",
        "- ",
        "- 36. ",
        "a. ",
        "o ",
        "• ",
        "i.) ",
        "Bijlage",
        "Opmerkingen per pagina",
        "Geachte heer,",
    ),
    *(
        "Algemene opmerkingen",
        "Met vriendelijke groet",
        "Ten eerste",
        "3 mei 2025",
        "Suggestie: ",
        "'zin'",
        "Er staat: ",
    ),
    *(
        "Denk aan:",
        "- een lijst",
        "§ 2.1",
        "Hoofdstuk 3",
        '"hele zinnen" (pagina 5)',
        "in artikel 5 staat 'x'",
    ),
    *(
        "een zin die verder gaat",
        "Een hele zin.",
        "Nr",
        "Pagina",
        "Opmerking",
        "zie opmerking 1",
        "\t",
        " ",
        "é",
        "²",
    ),
]
TEXTS = st.one_of(st.lists(st.sampled_from(PIECES), max_size=12).map("".join), st.text(max_size=40))


@st.composite
def paragraphs(draw: st.DrawFn) -> Paragraph:
    text = draw(TEXTS)
    start = draw(st.integers(0, len(text)))
    mark = Emphasis(draw(st.sampled_from(["bold", "italic"])), start, draw(st.integers(start, len(text))))
    small = st.integers(0, 3)
    return Paragraph(
        text=text,
        marks=(mark,) if draw(st.booleans()) else (),
        heading=draw(st.none() | st.integers(1, 4)),
        label=draw(st.none() | st.sampled_from(["1", "2", "a", "o", "•", "-", "2.1", "Artikel 3", ""])),
        depth=draw(small),
        cell=draw(st.none() | st.builds(Cell, small, small, small)),
        page=draw(st.none() | st.integers(1, 3)),
        note=draw(st.none() | st.just("1")),
    )


def own_sources(response: ParsedResponse) -> list[Source]:
    """The sources of all pieces; a comment within a point or the letter's text shares that one's."""
    rest = [s for piece in (*response.points, *response.letter, *response.unplaced) for s in piece.source]
    inside = {(s.paragraph, place) for s in rest for place in range(s.start, s.end)}
    alone = [c for c in response.comments if not within(c.source, inside)]
    return rest + [s for comment in alone for s in comment.source]


def within(source: tuple[Source, ...], inside: set[tuple[int, int]]) -> bool:
    return all((s.paragraph, place) in inside for s in source for place in range(s.start, s.end))


@settings(max_examples=40, deadline=None)
@given(st.lists(paragraphs(), max_size=14))
def test_every_character_is_the_source_of_exactly_one_piece(original: list[Paragraph]) -> None:
    counts = [[0] * len(paragraph.text) for paragraph in original]
    for source in own_sources(parse(original)):
        for place in range(source.start, source.end):
            counts[source.paragraph][place] += 1
    for paragraph, count in zip(original, counts, strict=True):
        seen = {n for character, n in zip(paragraph.text, count, strict=True) if not character.isspace()}
        assert seen <= {1}


@settings(max_examples=40, deadline=None)
@given(st.lists(paragraphs(), max_size=14))
def test_a_comment_within_a_point_shares_its_words(original: list[Paragraph]) -> None:
    response = parse(original)
    for comment in response.comments:
        if comment.point is not None:
            point = response.points[comment.point]
            inside = {(s.paragraph, place) for s in point.source for place in range(s.start, s.end)}
            assert within(comment.source, inside)


@settings(max_examples=40, deadline=None)
@given(st.lists(paragraphs(), max_size=14))
def test_what_is_understood_is_sound(original: list[Paragraph]) -> None:
    response = parse(original)
    assert response == parse(original)
    for index, comment in enumerate(response.comments):
        assert comment.page == (comment.pages[0] if comment.pages else None)
        assert all(0 <= other < len(response.comments) and other != index for other in comment.refers_to)
        assert comment.source
        assert 0 <= comment.confidence <= 1


@settings(max_examples=40, deadline=None)
@given(st.lists(TEXTS, max_size=12).map("\n".join))
def test_any_text_can_be_sent(text: str) -> None:
    for name in ("brief.txt", "brief.md"):
        with contextlib.suppress(UnreadableDocument):
            parse(read_document(name, text.encode("utf-8", "replace")))
