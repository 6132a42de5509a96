"""A framework as PDF: where its pages end is certain, and the page numbers it prints are what people cite."""

from __future__ import annotations

from collections import Counter

from kader.domain.importing import Manuscript
from kader.domain.importing.plain_lines import counted, is_page_number, page_label
from kader.formats.pdf import lined_pages, paragraphs_of
from kader.formats.pdf_running import running_lines

_LEFT_OUT = "Weggelaten omdat het op elke pagina terugkomt: {texts}."
_LOOK = (
    "Een PDF zegt niet zelf wat een kop, een lijst of een alinea is: dat is afgeleid van letters en plaats. "
    "Lees de tekst naast het origineel na."
)


def read_pdf_framework(content: bytes) -> Manuscript:
    """Raises UnreadableDocument."""
    pages, heights = lined_pages(content)
    running = running_lines(pages, heights)
    labels: dict[int, str] = {}
    texts: Counter[str] = Counter()
    for page, place in sorted(running):
        text = pages[page][place].text
        label = page_label(text)
        if label:
            labels.setdefault(page + 1, label)
        if not is_page_number(text):
            texts[text] += 1
    kept = [
        [line for place, line in enumerate(lines) if (page, place) not in running]
        for page, lines in enumerate(pages)
    ]
    shown = ", ".join(f"‘{text[:80]}’" for text, _ in texts.most_common(5))
    attention = (_LOOK, _LEFT_OUT.format(texts=shown)) if texts else (_LOOK,)
    return Manuscript(paragraphs_of(kept), counted(labels), attention)
