"""A gathered remark becomes a comment once its quotation, its proposal and what it points at are known."""

from __future__ import annotations

from collections.abc import Sequence

from kader.domain.responses.joining import assemble, sources
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


def _referable(draft: Draft, width: int | None) -> Referable:
    texts = [assemble(parts, width).text for parts in (draft.main, *draft.subs)]
    return Referable(without_sign(draft.label), draft.pages, "\n".join(texts))


def _comment(draft: Draft, refers_to: tuple[int, ...], width: int | None) -> ParsedComment:
    main = assemble(draft.main, width)
    proposed = find_proposal(main.text)
    pages = draft.pages or mentioned_pages(main.text)
    stretches = [(proposed.start, proposed.end)] if proposed else []
    return ParsedComment(
        label=without_sign(draft.label),
        page=pages[0] if pages else None,
        pages=pages,
        place=draft.place,
        text=main.text.strip(),
        sub=tuple(assemble(parts, width).text.strip() for parts in draft.subs),
        passage=draft.passage or passage(main, stretches) or _replaced(proposed),
        proposal=draft.proposal or (proposed.words if proposed else None),
        refers_to=refers_to,
        source=sources(draft.lines),
        confidence=draft.confidence,
    )


def _replaced(proposed: Proposal | None) -> str | None:
    return proposed.old if proposed else None
