"""A program's reading of a letter is a proposal; a person makes it right, and nothing is lost on the way.

What was understood of a response is one value, the `Review`; each correction of it gives another. In every
one of them each piece of the original belongs to a point, a comment, the letter or the list of unplaced
pieces, so that a correction can move words about but cannot make them vanish.
"""

from kader.domain.review.corrections import (
    Amendment,
    Among,
    amend_comment,
    amend_point,
    comment_to_letter,
    comment_to_point,
    join_comment,
    join_point,
    leave_out,
    leave_out_comment,
    leave_out_letter,
    leave_out_point,
    move_comment,
    move_point,
    nest_comment,
    piece_to_comment,
    piece_to_letter,
    piece_to_point,
    point_to_comment,
    point_to_letter,
    release_comment,
    release_point,
)
from kader.domain.review.doubts import Doubt, doubts
from kader.domain.review.marking import Marker, Stretch, anchor, marked
from kader.domain.review.pages import PageGroup, by_page, read_pages
from kader.domain.review.passages import Choice, Passage, choices_between, choices_on, find_within, find_words
from kader.domain.review.sources import uncovered
from kader.domain.review.splitting import Cut, cuts_of, split_comment
from kader.domain.review.together import looked_at, repage
from kader.domain.review.values import (
    Kept,
    LooseEnd,
    Review,
    ReviewedComment,
    ReviewedPoint,
    beside,
    found,
    says,
    stamp_of,
    understood,
    whole_text,
)

__all__ = [
    "Amendment",
    "Among",
    "Choice",
    "Cut",
    "Doubt",
    "Kept",
    "LooseEnd",
    "Marker",
    "PageGroup",
    "Passage",
    "Review",
    "ReviewedComment",
    "ReviewedPoint",
    "Stretch",
    "amend_comment",
    "amend_point",
    "anchor",
    "beside",
    "by_page",
    "choices_between",
    "choices_on",
    "comment_to_letter",
    "comment_to_point",
    "cuts_of",
    "doubts",
    "find_within",
    "find_words",
    "found",
    "join_comment",
    "join_point",
    "leave_out",
    "leave_out_comment",
    "leave_out_letter",
    "leave_out_point",
    "looked_at",
    "marked",
    "move_comment",
    "move_point",
    "nest_comment",
    "piece_to_comment",
    "piece_to_letter",
    "piece_to_point",
    "point_to_comment",
    "point_to_letter",
    "read_pages",
    "release_comment",
    "release_point",
    "repage",
    "says",
    "split_comment",
    "stamp_of",
    "uncovered",
    "understood",
    "whole_text",
]
