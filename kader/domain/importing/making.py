"""From a manuscript to markdown that a person can review, with what needs that person's eyes."""

from collections.abc import Iterator

from kader.domain.importing.page_marks import with_own_marks
from kader.domain.importing.proposals import proposed
from kader.domain.importing.structure import structured
from kader.domain.importing.tables import headless
from kader.domain.importing.values import Imported, Manuscript
from kader.domain.importing.writing import write
from kader.domain.paragraphs import Paragraph

_NO_HEADINGS = "Er zijn geen koppen herkend. Zet er een # voor, of ## voor een kop daaronder."


def make(manuscript: Manuscript) -> Imported:
    """The markdown of a manuscript. Nothing of its text is left out but the table of contents."""
    manuscript = with_own_marks(manuscript)
    structure = structured(manuscript.paragraphs)
    paragraphs = structure.paragraphs
    attention = (*manuscript.attention, *structure.attention, *_attention(paragraphs))
    markdown = write(paragraphs, manuscript.labels)
    return proposed(Imported(markdown, tuple(dict.fromkeys(attention))), paragraphs)


def _attention(paragraphs: tuple[Paragraph, ...]) -> Iterator[str]:
    if not any(paragraph.heading for paragraph in paragraphs):
        yield _NO_HEADINGS
    for start in headless(paragraphs):
        yield f"De tabel die begint met ‘{start}’ heeft geen kopregel. De eerste rij is nu de kop: klopt dat?"
