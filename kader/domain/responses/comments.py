"""A gathered remark becomes a comment once its quotation, its proposal and what it points at are known."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from kader.domain.responses.joining import Assembled, Part, assemble, sources
from kader.domain.responses.named_fields import as_form
from kader.domain.responses.numbering import without_sign
from kader.domain.responses.page_headings import mentioned_pages
from kader.domain.responses.parsed import ParsedComment
from kader.domain.responses.proposals import Proposal, find_proposal
from kader.domain.responses.quotations import passage
from kader.domain.responses.references import Referable, find_references
from kader.domain.responses.remarks import Draft


def finished(drafts: Sequence[Draft], points: int, width: int | None) -> tuple[ParsedComment, ...]:
    """The comments, in order; `points` is how many general points the letter has."""
    remarks = [_referable(draft, width) for draft in drafts]
    references = find_references(remarks, points)
    return tuple(
        _comment(draft, refers_to, width) for draft, refers_to in zip(drafts, references, strict=True)
    )


@dataclass(frozen=True, slots=True)
class _Reading:
    """A draft's own words, put together, beside what its form or its table gives of the rest."""

    main: Assembled
    passage: str | None
    proposal: str | None
    place: str | None


def _read(draft: Draft, width: int | None) -> _Reading:
    form = as_form(draft.main)
    if form is None:
        return _Reading(assemble(draft.main, width), draft.passage, draft.proposal, draft.place)
    passage, proposal, place = (
        _unquoted(parts, width) for parts in (form.passage, form.proposal, form.place)
    )
    return _Reading(
        assemble(form.remark, width),
        draft.passage or passage,
        draft.proposal or proposal,
        draft.place or place,
    )


def _unquoted(parts: Sequence[Part], width: int | None) -> str | None:
    return assemble(parts, width).text.strip("\"'‘’“”„ \n") or None


def _referable(draft: Draft, width: int | None) -> Referable:
    texts = [assemble(parts, width).text for parts in (draft.main, *draft.subs)]
    return Referable(without_sign(draft.label), draft.pages, "\n".join(texts))


def _comment(draft: Draft, refers_to: tuple[int, ...], width: int | None) -> ParsedComment:
    reading = _read(draft, width)
    main = reading.main
    proposed = find_proposal(main.text)
    # Under a section a page in the text is one to look at, not the one the remark is on.
    pages = draft.pages or (() if draft.place else mentioned_pages(main.text))
    stretches = [(proposed.start, proposed.end)] if proposed else []
    return ParsedComment(
        label=without_sign(draft.label),
        page=pages[0] if pages else None,
        pages=pages,
        place=reading.place,
        text=main.text.strip(),
        sub=tuple(assemble(parts, width).text.strip() for parts in draft.subs),
        passage=reading.passage or passage(main, stretches) or _replaced(proposed),
        proposal=reading.proposal or (proposed.words if proposed else None),
        refers_to=refers_to,
        source=sources(draft.lines),
        confidence=draft.confidence,
        author=draft.author,
        kind=draft.kind,
        point=draft.point,
    )


def _replaced(proposed: Proposal | None) -> str | None:
    return proposed.old if proposed else None
