"""What a reader of frameworks gives, and what is made of it."""

from dataclasses import dataclass

from kader.domain.paragraphs import Paragraph


@dataclass(frozen=True, slots=True)
class Manuscript:
    """A framework as it stood in a file.

    `labels` are the page labels that were printed, as (page, label); a page without one is called by its own
    number. `attention` are sentences on what the reader met and a person must look at.
    """

    paragraphs: tuple[Paragraph, ...]
    labels: tuple[tuple[int, str], ...] = ()
    attention: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Imported:
    """Markdown without front matter, what must be looked at, and what the text says of itself.

    `label`, `dated` (ISO 8601, to the day) and `status` are proposals, "" where the text is silent;
    `front` is the front matter that the file had already.
    """

    markdown: str
    attention: tuple[str, ...] = ()
    title: str = ""
    label: str = ""
    dated: str = ""
    status: str = ""
    front: str = ""
