"""Two remarks that were read as one come apart where a sentence or a sub-remark begins."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from kader.domain.anchoring.sentences import cut_sentences
from kader.domain.errors import InvalidInput
from kader.domain.review.sources import cut_source
from kader.domain.review.values import Review, ReviewedComment, says


@dataclass(frozen=True, slots=True)
class Cut:
    """A place to split: at `offset` code points of the text, or at sub-remark `sub` (then offset is None).

    `words` is the sentence or sub-remark that would open the new comment.
    """

    key: str
    offset: int | None
    sub: int | None
    words: str


def cuts_of(comment: ReviewedComment) -> tuple[Cut, ...]:
    """Where a comment can be split: at every sentence but the first, and at every sub-remark."""
    sentences = cut_sentences(comment.text)
    starts = zip(sentences.starts[1:], sentences.ends[1:], strict=True)
    in_text = [Cut(f"t{start}", start, None, comment.text[start:end]) for start, end in starts]
    return (*in_text, *(Cut(f"o{index}", None, index, text) for index, text in enumerate(comment.sub)))


def split_comment(review: Review, wanted: int, key: str, texts: Sequence[str]) -> Review:
    """The comment as two, the second from the chosen cut on; `texts` are the original's paragraphs.

    Raises NotFound, InvalidInput when the cut is none of `cuts_of`.
    """
    comment = review.comment(wanted)
    cut = next((cut for cut in cuts_of(comment) if cut.key == key), None)
    if cut is None:
        raise InvalidInput("Kies waar de nieuwe opmerking begint.")
    first, second = _halves(comment, cut, review.new_id())
    first_source, second_source = cut_source(comment.source, texts, cut.words)
    halves = (replace(first, source=first_source), replace(second, source=second_source))
    at = review.comments.index(comment)
    return replace(review, comments=(*review.comments[:at], *halves, *review.comments[at + 1 :]))


def _halves(comment: ReviewedComment, cut: Cut, new_id: int) -> tuple[ReviewedComment, ReviewedComment]:
    if cut.offset is not None:
        texts = comment.text[: cut.offset].rstrip(), comment.text[cut.offset :].strip()
        subs: tuple[tuple[str, ...], tuple[str, ...]] = ((), comment.sub)
    else:
        at = cut.sub or 0
        texts = comment.text, comment.sub[at]
        subs = comment.sub[:at], comment.sub[at + 1 :]
    first = replace(comment, text=texts[0], sub=subs[0], confidence=None)
    second = replace(first, id=new_id, label=None, text=texts[1], sub=subs[1], refers_to=())
    return _share_quotes(first, second)


def _share_quotes(first: ReviewedComment, second: ReviewedComment) -> tuple[ReviewedComment, ReviewedComment]:
    """Passage and proposal stay with the half that says them, and with the first if neither does."""
    words = "\n".join([second.text, *second.sub])
    moves_passage = second.passage is not None and says(words, second.passage)
    moves_proposal = second.proposal is not None and says(words, second.proposal)
    return (
        replace(
            first,
            passage=None if moves_passage else first.passage,
            proposal=None if moves_proposal else first.proposal,
        ),
        replace(
            second,
            passage=second.passage if moves_passage else None,
            proposal=second.proposal if moves_proposal else None,
        ),
    )
