"""What speaks for a link between one comment and one change.

Each kind of evidence is a number, mostly from 0 to 1, and each comes from something an editor would point
at: the passage itself was altered, it stands right beside it, the remark's words are new in the text, words
that it mentions have gone. Counter-evidence too: the passage was altered for another remark, or only the form
changed.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from math import exp, log

from kader.domain.comparison import Change
from kader.domain.dutch_words import words
from kader.domain.text_blocks import ReadingText
from kader.domain.uptake.edits import Edit, Sections, edits, rows_of_additions
from kader.domain.uptake.terms import Telling, Wanted, stems
from kader.domain.uptake.values import Asked

# After some 150 code points, a sentence or two, being near says a third of what it said.
_NEAR = 150.0
# Words worth six (two rare ones) are half of all that words can say.
_HALF = 6.0
# A remark without a word to go by in the text can still ask for something to be added.
_ASKS_FOR_MORE = re.compile(
    r"\b(mist|mis|ontbre\w+|graag|toevoeg\w*|voeg|ook|uitwerk\w*|uitgewerkt|omschrij\w+|concre\w*|aandacht"
    r"|besteed|aanvul\w*|(be)?noem\w*|expliciet\w*)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Evidence:
    touches: float
    beside: float
    same_section: float
    nearest: float
    claimed: float
    on_page: float
    words: float
    words_here: float
    best_words: float
    gone: float
    added_here: float
    heading: float
    formal: float
    size: float


class Case:
    """All comments and all changes of one comparison, with what is worth computing once."""

    def __init__(
        self, asked: Sequence[Asked], old: ReadingText, new: ReadingText, changes: Sequence[Change]
    ) -> None:
        self.asked = asked
        self.edits = edits(old, changes)
        self._sections = Sections(old)
        self._telling = Telling(old, new)
        self._nearest = [min((_gap(a, e) for a in asked), default=float("inf")) for e in self.edits]
        self._claimed = [any(_touches(a, e) for a in asked) for e in self.edits]
        self._rows = rows_of_additions(self.edits)
        self._wanted = [_wanted(one) for one in asked]
        self._mentioned = [Wanted(stems(one.text)) for one in asked]
        self._words = [[self._worth(wanted, edit.came) for edit in self.edits] for wanted in self._wanted]
        self._most_for_comment = [max(row, default=0.0) for row in self._words]
        self._most_for_edit = [max(column) for column in zip(*self._words, strict=True)]

    def evidence(self, comment: int, k: int) -> Evidence:
        """What speaks for and against a link of a comment with the change at index `k`."""
        one, edit = self.asked[comment], self.edits[k]
        touches = _touches(one, edit)
        same = not touches and not edit.formal and self._same_section(one, edit)
        beside = 0.0 if touches or edit.formal else exp(-_gap(one, edit) / _NEAR) * (1 if same else 0.3)
        on_page = not edit.formal and _on_page(one, edit)
        worth = _squashed(self._words[comment][k])
        here = max(beside, on_page, same, touches)
        return Evidence(
            touches=touches,
            beside=beside,
            same_section=same,
            nearest=same and _gap(one, edit) <= self._nearest[k],
            claimed=self._claimed[k] and not touches,
            on_page=on_page,
            words=worth,
            words_here=worth * here,
            best_words=worth * self._suits_best(comment, k),
            gone=_squashed(self._worth(self._mentioned[comment], edit.went)),
            added_here=edit.inserted * max(beside, on_page) * bool(_ASKS_FOR_MORE.search(one.text)),
            heading=edit.heading and same,
            formal=edit.formal,
            size=log(1 + len(edit.came)) / 5,
        )

    def row_of(self, k: int) -> tuple[int, ...]:
        """The additions that stand directly before or after this one in the new text."""
        return self._rows.get(k, ())

    def shared_words(self, comment: int, k: int) -> tuple[str, ...]:
        """The words that the remark brings and the change puts in the text, most telling first."""
        wanted, edit = self._wanted[comment], self.edits[k]
        shared = [s for s in edit.came if wanted.share(s) and self._telling.weight(s)]
        written = {word.stem: word.folded for word in words(edit.change.new.text if edit.change.new else "")}
        return tuple(written[s] for s in sorted(shared, key=lambda s: (-self._telling.weight(s), s)))

    def _same_section(self, one: Asked, edit: Edit) -> bool:
        return one.precise and one.start is not None and self._sections.number(one.start) == edit.section

    def _worth(self, wanted: Wanted, found: frozenset[str]) -> float:
        return sum(wanted.share(stem) * self._telling.weight(stem) for stem in found)

    def _suits_best(self, comment: int, k: int) -> bool:
        """Whether no other change suits the remark's words better, and no other remark the change's."""
        worth = self._words[comment][k]
        return (
            worth > _HALF / 2 and worth >= self._most_for_comment[comment] and worth >= self._most_for_edit[k]
        )


def _wanted(one: Asked) -> Wanted:
    """What the remark brings: its own words and its proposal, not what it quotes."""
    return Wanted((stems(one.text) - stems(one.passage or "")) | stems(one.proposal or ""))


def _touches(one: Asked, edit: Edit) -> bool:
    if not one.precise or one.start is None or one.end is None or edit.formal:
        return False
    return one.start < edit.end and edit.start < one.end


def _gap(one: Asked, edit: Edit) -> float:
    """Code points between the comment's passage and the change; without a passage they are far apart."""
    if not one.precise or one.start is None or one.end is None:
        return float("inf")
    return max(0, edit.start - one.end, one.start - edit.end)


def _on_page(one: Asked, edit: Edit) -> bool:
    if one.precise or one.start is None or one.end is None:
        return False
    # What is added to the last line of a page stands at its very end.
    return edit.start <= one.end and one.start <= edit.end


def _squashed(worth: float) -> float:
    return worth / (worth + _HALF)
