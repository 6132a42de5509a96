"""What goes in and what comes out: a comment where it stands, and a link to a change with its reasons."""

from dataclasses import dataclass

SHOWN = 0.5
"""Links that score less are not shown to anybody."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A comment where it stands in the old version.

    `text` holds its sub-remarks; `passage` is what it quotes, `proposal` the wording it proposes. `start` and
    `end` are code points of the old reading text, None when it has no place; `precise` says whether they hold
    a passage (True) or no more than its page (False).
    """

    text: str
    passage: str | None
    proposal: str | None
    start: int | None
    end: int | None
    precise: bool


@dataclass(frozen=True, slots=True)
class Link:
    """`comment` is an index from 0, `change` a change's id; `score` runs from 0 to 1, `reasons` are Dutch."""

    comment: int
    change: str
    score: float
    reasons: tuple[str, ...]
