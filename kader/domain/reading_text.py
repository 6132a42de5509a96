"""Everybody must count the same text.

A remark points at words, a comparison points at words, a judgement points at words. They can only meet when
all of them count in one text: the plain text that a reader sees, without markdown marks, bullets, computed
numbers, page markers or footnote marks. That is the reading text. Every offset in Kader counts its Unicode
code points.

Shape: blocks in reading order, joined by one newline; inside a block white space is single spaces, soft
hyphens are dropped and the text is NFC. Footnotes stand after the text. Emphasis and links are standoff
marks, so that the same value gives the reading text, the HTML and a comparison of emphasis alone.
"""

import re

from kader.domain.markdown_blocks import build
from kader.domain.text_blocks import Block, BlockKind, Cell, Mark, MarkKind, Page, ReadingText

__all__ = [
    "Block",
    "BlockKind",
    "Cell",
    "Mark",
    "MarkKind",
    "Page",
    "ReadingText",
    "read",
    "read_plain",
    "split_front_matter",
]


def read(markdown: str) -> ReadingText:
    """The reading text of a version's markdown, with or without front matter; any text has one."""
    return build(split_front_matter(markdown)[1])


def read_plain(text: str) -> ReadingText:
    """A text taken as it is: each line that is not blank is a block, no pages, offsets in `text` itself."""
    lines = (m for m in re.finditer(r"[^\r\n]+", text) if not m[0].isspace())
    blocks = tuple(Block("paragraph", None, m.start(), m.end(), None, None) for m in lines)
    return ReadingText(text, (), blocks)


# The four kinds of line exclude one another, so that no text makes the search slow.
_FRONT_MATTER = re.compile(
    r"\A\ufeff?---[ \t]*\r?\n"
    r"((?:(?:\w[\w-]*[ \t]*:|-[ \t]|\#|[ \t]+\S).*\r?\n|[ \t]*\r?\n)*?)"
    r"---[ \t]*(?:\r?\n|\Z)"
)


def split_front_matter(markdown: str) -> tuple[str, str]:
    """(the YAML between the first two `---` lines, the rest); ("", markdown) when there is none.

    A text that merely opens with a rule is left alone: each line between must look like `key: value`.
    """
    found = _FRONT_MATTER.match(markdown)
    if found is None:
        return "", markdown.removeprefix("\ufeff")
    return found[1], markdown[found.end() :]
