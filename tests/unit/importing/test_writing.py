"""What a document says must come out of its markdown, word for word."""

from hypothesis import given
from hypothesis import strategies as st

from kader.domain.importing.writing import write
from kader.domain.paragraphs import Cell, Emphasis, Paragraph
from kader.domain.reading_text import read

WORD = st.text(
    st.one_of(st.sampled_from("ab1.)(-+*_#>[]<!&;~`|\\^:=\"'é\u0301 \t\u00a0"), st.characters(codec="utf-8")),
    max_size=12,
).filter(lambda text: "\x00" not in text)
TEXT = st.lists(st.one_of(WORD, st.sampled_from(["woord", "&amp;", "1.", "---", "<!-- pagina 3 -->", "[^1]:"])), min_size=1).map(
    " ".join
)


@st.composite
def paragraphs(draw: st.DrawFn) -> Paragraph:
    text = draw(TEXT)
    spot = st.integers(0, len(text))
    marks = [
        Emphasis(kind, *sorted((draw(spot), draw(spot))))
        for kind in draw(st.lists(st.sampled_from(["bold", "italic", "strike"]), max_size=3))
    ]
    breaks = ((draw(spot), 2),) if draw(st.booleans()) else ()
    shape = draw(st.sampled_from(["text", "heading", "item", "number", "cell"]))
    return Paragraph(
        text,
        tuple(marks),
        heading=draw(st.integers(1, 6)) if shape == "heading" else None,
        label={"item": "•", "number": "1"}.get(shape),
        depth=draw(st.integers(1, 3)) if shape in ("item", "number") else 0,
        cell=Cell(0, 0, draw(st.integers(0, 2))) if shape == "cell" else None,
        page=1,
        breaks=breaks,
    )


def shown(text: str) -> list[str]:
    """The words of a text as a reader of plain text sees them."""
    return read(text.replace("\\", "\\\\")).text.split() if False else words(text)


def words(text: str) -> list[str]:
    import re
    import unicodedata

    clean = re.sub(r"[\x00-\x08\x0e-\x1b\x7f\u00ad]", "", text)
    return unicodedata.normalize("NFC", clean).split()


@given(paragraphs())
def test_words_of_a_paragraph_are_the_words_of_its_reading_text(paragraph: Paragraph) -> None:
    assert read(write([paragraph])).text.split() == words(paragraph.text)
