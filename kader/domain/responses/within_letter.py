"""What the letter says in passing and can be answered by itself: quotations with a place, and concrete lists.

Their words stay in the point, or in the text of the letter, as well.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from kader.domain.responses.concrete_lists import concrete_lists
from kader.domain.responses.joining import Part
from kader.domain.responses.lines import Line
from kader.domain.responses.page_headings import mentioned_pages
from kader.domain.responses.parsed import Source
from kader.domain.responses.quoted_in_letter import QuotedPlace, cut_at, quoted_places
from kader.domain.responses.remarks import Draft, Habits, gather

QUOTED, LISTED = 0.75, 0.6
"""How sure it is that such words are a comment by themselves."""


def remarks_within(lines: Sequence[Line], point: int | None, width: int | None) -> Iterator[Draft]:
    """The remarks in the lines of a point, or of the letter around the points (`point` None)."""
    listed = list(_listed(lines, width)) if point is not None else []
    taken = [line.source for draft in listed for line in draft.lines]
    quoted = [_quoted(found) for found in quoted_places(lines, width)]
    # A quotation within a list is in the remark that the list gives.
    loose = [draft for draft in quoted if not (taken and _is_in(draft.lines[0], taken))]
    for draft in (*listed, *loose):
        draft.point, draft.shared = point, True
        yield draft


def parted(draft: Draft, width: int | None) -> list[Draft]:
    """A paragraph of a letter on one page that goes on to quote from another is a remark on each.

    Only a paragraph in which the place is part of the sentence ("Op pagina 4 staat ...") is parted.
    """
    ref = draft.lines[0].place_ref
    if draft.label is not None or draft.subs or ref is None or not ref.in_sentence:
        return [draft]
    parts = [draft]
    for found in quoted_places(draft.lines, width):
        cut, last = found.lines[0], parts[-1]
        same = (found.pages or last.pages, found.section or last.place) == (last.pages, last.place)
        if not same and cut.source.start > last.lines[0].start and cut.paragraph == last.lines[0].paragraph:
            last.lines, rest = cut_at(last.lines, cut.paragraph, cut.start)
            last.main = [Part(line, 0) for line in last.lines]
            part = _quoted(found)
            part.lines, part.main = rest, [Part(line, 0) for line in rest]
            parts.append(part)
    return parts


def _is_in(part: Line, taken: Sequence[Source]) -> bool:
    return any(
        source.paragraph == part.paragraph and source.start <= part.start < source.end for source in taken
    )


def _quoted(found: QuotedPlace) -> Draft:
    whole = replace(found.lines[0], text=found.text)
    return Draft(
        label=None,
        pages=found.pages,
        main=[Part(whole, 0)],
        lines=list(found.lines),
        confidence=QUOTED,
        place=found.section,
        passage=found.words,
    )


def _listed(lines: Sequence[Line], width: int | None) -> Iterator[Draft]:
    for asked, items in concrete_lists(lines, width):
        pages = mentioned_pages(asked)
        drafts, led_in = gather(items, pages, Habits(width, None))
        for draft in drafts if not led_in else ():
            draft.confidence = LISTED
            yield draft


def without_repeated(drafts: Sequence[Draft]) -> list[Draft]:
    """What the letter says in passing and its annex says again is one remark: that of the annex."""
    own = {_said(draft) for draft in drafts if not draft.shared}
    return [draft for draft in drafts if not draft.shared or _said(draft) not in own]


def _said(draft: Draft) -> str:
    return " ".join(" ".join(part.text for part in draft.main).split()).rstrip(" .;").casefold()
