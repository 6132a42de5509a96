"""Word documents as people make them, with lists that Word itself numbers; made with python-docx."""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence

from docx import Document
from docx.document import Document as Word
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.text.paragraph import Paragraph as WordParagraph


def saved(word: Word) -> bytes:
    stream = io.BytesIO()
    word.save(stream)
    return stream.getvalue()


def a_word(build: Callable[[Word], None]) -> bytes:
    """A Word document that `build` has filled."""
    word = Document()
    build(word)
    return saved(word)


def element(name: str, **values: str) -> OxmlElement:
    made = OxmlElement(f"w:{name}")
    for key, value in values.items():
        made.set(qn(f"w:{key}"), value)
    return made


class Lists:
    """Lists with Word's own numbering in a document; `levels` are (format, printed pattern)."""

    def __init__(self, word: Word) -> None:
        self._part = word.part.numbering_part.element
        self._next = 900

    def abstract(self, levels: Sequence[tuple[str, str]]) -> str:
        self._next += 1
        abstract = element("abstractNum", abstractNumId=str(self._next))
        for depth, (form, pattern) in enumerate(levels):
            level = element("lvl", ilvl=str(depth))
            for name, value in (("start", "1"), ("numFmt", form), ("lvlText", pattern)):
                level.append(element(name, val=value))
            abstract.append(level)
        self._part.insert(0, abstract)
        return str(self._next)

    def number(self, abstract: str, start: int | None = None) -> str:
        """A list on an abstract one; with `start` it begins anew at that number."""
        self._next += 1
        number = element("num", numId=str(self._next))
        number.append(element("abstractNumId", val=abstract))
        if start is not None:
            override = element("lvlOverride", ilvl="0")
            override.append(element("startOverride", val=str(start)))
            number.append(override)
        self._part.append(number)
        return str(self._next)


def numbered(paragraph: WordParagraph, number: str, depth: int = 0) -> WordParagraph:
    """The paragraph as an item of a list, at `depth` from 0."""
    properties = paragraph._p.get_or_add_pPr()
    numbering = element("numPr")
    numbering.append(element("ilvl", val=str(depth)))
    numbering.append(element("numId", val=number))
    properties.append(numbering)
    return paragraph
