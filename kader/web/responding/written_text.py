"""The text of a version in rows: a piece of the text, and beside it the remarks of one's own organisation."""

from collections.abc import Iterator
from dataclasses import dataclass

from flask import url_for
from markupsafe import Markup

from kader.domain.reading_text import ReadingText
from kader.formats.html import Highlight, render_groups
from kader.services.writing_room import RemarkCard, Room


@dataclass(frozen=True, slots=True)
class Row:
    """A piece of the text, code points [start, end), with the remarks that begin in it.

    `section_end` is where the section ends when the piece is a heading, else None; `pages` begin in it.
    """

    html: Markup
    start: int
    end: int
    name: str
    section_end: int | None
    pages: tuple[str, ...]
    remarks: tuple[RemarkCard, ...]


def rows_of(page: Room) -> tuple[Row, ...]:
    """In the order of the text; remarks without a passage stand in none of them."""
    reading = page.reading
    groups = render_groups(reading, list(_highlights(page)))
    return tuple(
        Row(
            group.html,
            start := reading.blocks[group.first].start,
            end := max(block.end for block in reading.blocks[group.first : group.last + 1]),
            _name(reading, group.first),
            _section_end(reading, group.first),
            tuple(page.label for page in reading.pages if start <= page.start < end),
            tuple(
                card
                for card in page.remarks
                if card.is_passage and card.start is not None and start <= card.start < max(end, start + 1)
            ),
        )
        for group in groups
    )


def _highlights(page: Room) -> Iterator[Highlight]:
    for card in page.remarks:
        if card.is_passage and card.start is not None and card.end is not None:
            yield Highlight(
                card.start,
                card.end,
                f"bij-{card.id}",
                css_class="remark-mark",
                href=url_for("responding.written", response_id=page.head.id, comment_id=card.id),
                label=str(card.number),
                link_name=f"opmerking {card.number} van uw organisatie",
            )


def _name(reading: ReadingText, first: int) -> str:
    """How a piece is called in a link, for who cannot see where the link stands."""
    block = reading.blocks[first]
    opening = reading.text[block.start : block.end]
    return opening if len(opening) <= 60 else opening[:57].rstrip() + "…"


def _section_end(reading: ReadingText, first: int) -> int | None:
    """Where the section of a heading ends: before the next heading that is not below it, or the notes."""
    heading = reading.blocks[first]
    if heading.kind != "heading":
        return None
    end = heading.end
    for block in reading.blocks[first + 1 :]:
        is_next = block.kind == "heading" and (block.level or 1) <= (heading.level or 1)
        if is_next or block.kind == "footnote":
            break
        end = block.end
    return end
