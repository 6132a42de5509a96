"""What speaks for a link between one comment and one change.

Each kind of evidence is a number, mostly from 0 to 1, and each comes from something an editor would point
at: the passage itself was altered, it stands right beside it, the remark's words are new in the text, words
that it quotes have gone.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import exp, inf, log

from kader.domain.comparison import Change
from kader.domain.dutch_words import words
from kader.domain.text_blocks import ReadingText
from kader.domain.uptake.asking import Request, request
from kader.domain.uptake.edits import Edit, edits
from kader.domain.uptake.index import WordIndex
from kader.domain.uptake.places import Course, Sections
from kader.domain.uptake.terms import Telling, Wanted
from kader.domain.uptake.values import Asked

# After some 150 code points, a sentence or two, being near says a third of what it said.
_NEAR = 150.0
# What stands beside it under another heading is a third as near.
_ELSEWHERE = 0.3
# Further away than this, nearness says nothing any more.
_REACH = 600
# Words worth six (two rare ones) are half of all that words can say.
_HALF = 6.0
# A proposal that was taken over in part can say almost as much as one taken over to the letter.
_IN_OTHER_WORDS = 0.9


@dataclass(frozen=True, slots=True)
class Nearness:
    """Where a change stands as seen from a comment.

    `touches`: it alters the passage itself. `beside` falls from 1 as it stands further off. `same_section`:
    under the same heading. `nearest`: no other comment's passage is nearer. `on_page`: the comment has no
    passage, and it stands on its page.
    """

    touches: float
    beside: float
    same_section: float
    nearest: float
    on_page: float


@dataclass(frozen=True, slots=True)
class Evidence:
    """All that speaks for or against a link.

    The first five are those of `Nearness`. `beside_added`: it was put in beside the passage. `words`: it
    brings words of the remark, `words_here` and does so near, `best_words` and none does so more. `gone`:
    words of the remark have gone, `speaks`: they stood there. `quote_gone`: a phrase that the remark quotes
    has gone. `meaning`: it explains a term of a remark that asks for that. `proposal`: it brings the proposed
    wording. `heading`: it is the heading above. `size`: how much it brings.
    """

    touches: float
    beside: float
    same_section: float
    nearest: float
    on_page: float
    beside_added: float
    words: float
    words_here: float
    best_words: float
    gone: float
    speaks: float
    quote_gone: float
    meaning: float
    proposal: float
    heading: float
    size: float


class Case:
    """All comments and all changes of one comparison, with what is worth computing once."""

    def __init__(
        self, asked: Sequence[Asked], old: ReadingText, new: ReadingText, changes: Sequence[Change]
    ) -> None:
        course = Course(changes)
        self.edits = edits(old, new, changes, course)
        self.requests = [request(one, course) for one in asked]
        self._was, self._now = Sections(old), Sections(new)
        self._telling = Telling(old, new)
        index = WordIndex(self.edits, self._telling)
        self._words = [index.brought(one.wanted) for one in self.requests]
        self._candidates = [
            self._near(one, found, index) for one, found in zip(self.requests, self._words, strict=True)
        ]
        self._nearest: dict[int, float] = {}
        self._most_for = [max(found.values(), default=0.0) for found in self._words]
        self._most_from: dict[int, float] = defaultdict(float)
        for comment, one in enumerate(self.requests):
            self._compete(comment, one)

    def candidates(self, comment: int) -> tuple[int, ...]:
        """The changes, by index and in order, of which anything at all speaks for a link."""
        return self._candidates[comment]

    def evidence(self, comment: int, k: int) -> Evidence:
        """What speaks for and against a link of a comment with the change at index `k`."""
        one, edit = self.requests[comment], self.edits[k]
        near = self._nearness(one, k)
        words_brought = _squashed(self._words[comment].get(k, 0.0))
        here = max(near.touches, near.beside, near.same_section, near.on_page)
        return Evidence(
            touches=near.touches,
            beside=near.beside,
            same_section=near.same_section,
            nearest=near.nearest,
            on_page=near.on_page,
            beside_added=near.beside * edit.inserted,
            words=words_brought,
            words_here=words_brought * here,
            best_words=words_brought * self._suits_best(comment, k),
            gone=_squashed(self._worth(one.mentioned, edit.went)),
            speaks=0.0 if near.touches else _squashed(self._worth(one.mentioned, edit.had)),
            quote_gone=any(line in edit.before and line not in edit.after for line in one.quotes),
            meaning=not one.unexplained.isdisjoint(edit.explains),
            proposal=self._proposal(one, edit),
            heading=edit.heading and near.same_section,
            size=log(1 + len(edit.came)) / 5,
        )

    def shared_words(self, comment: int, k: int) -> tuple[str, ...]:
        """The words that the remark brings and the change puts in the text, most telling first."""
        wanted, edit = self.requests[comment].wanted, self.edits[k]
        shared = [s for s in edit.came if wanted.share(s) and self._telling.weight(s)]
        written = {word.stem: word.folded for word in words(edit.change.new.text if edit.change.new else "")}
        return tuple(written[s] for s in sorted(shared, key=lambda s: (-self._telling.weight(s), s)))

    def _near(self, one: Request, brought: Mapping[int, float], index: WordIndex) -> tuple[int, ...]:
        found = {k for k, worth in brought.items() if worth > _HALF / 2}
        found.update(index.quoting(one.quotes))
        for k, edit in enumerate(self.edits):
            placed = _gap(one, edit) <= _REACH or _on_page(one, edit)
            if placed or not one.unexplained.isdisjoint(edit.explains):
                found.add(k)
        return tuple(sorted(found))

    def _compete(self, comment: int, one: Request) -> None:
        """Remember of each change how near the nearest remark is, and how well its words suit the best."""
        for k in self._candidates[comment]:
            self._nearest[k] = min(self._nearest.get(k, inf), _gap(one, self.edits[k]))
        for k, worth in self._words[comment].items():
            self._most_from[k] = max(self._most_from[k], worth)

    def _nearness(self, one: Request, k: int) -> Nearness:
        edit = self.edits[k]
        if edit.formal:
            return Nearness(0, 0, 0, 0, 0)
        touches, gap = _touches(one, edit), _gap(one, edit)
        same = not touches and self._same_section(one, edit)
        return Nearness(
            touches=touches,
            beside=0.0 if touches else exp(-gap / _NEAR) * (1.0 if same else _ELSEWHERE),
            same_section=same,
            nearest=same and gap <= self._nearest.get(k, inf),
            on_page=_on_page(one, edit),
        )

    def _same_section(self, one: Request, edit: Edit) -> bool:
        if one.span is None or one.now is None:
            return False
        was = self._was.number(one.span[0]) == edit.section
        return was or self._now.number(one.now[0]) == edit.new_section

    def _worth(self, wanted: Wanted, found: frozenset[str]) -> float:
        weights = ((stem, self._telling.weight(stem)) for stem in sorted(found))
        return sum(wanted.share(stem) * weight for stem, weight in weights if weight)

    def _suits_best(self, comment: int, k: int) -> bool:
        """Whether no other change suits the remark's words better, and no other remark the change's."""
        worth = self._words[comment].get(k, 0.0)
        return worth > _HALF / 2 and worth >= max(self._most_for[comment], self._most_from[k])

    def _proposal(self, one: Request, edit: Edit) -> float:
        """1 for wording that was taken over to the letter, less for a part of its telling words."""
        if not one.proposed:
            return 0.0
        if any(line in edit.after and line not in edit.before for line in one.proposals):
            return 1.0
        whole = sum(self._telling.weight(stem) for stem in one.proposed)
        taken = sum(self._telling.weight(stem) for stem in one.proposed & edit.came)
        # However much of its words: what is not there to the letter was written anew.
        return _IN_OTHER_WORDS * taken / whole if whole > _HALF / 2 else 0.0


def _touches(one: Request, edit: Edit) -> bool:
    return one.span is not None and not edit.formal and one.span[0] < edit.end and edit.start < one.span[1]


def _gap(one: Request, edit: Edit) -> float:
    """Code points between the comment's passage and the change, in the text where they are nearest."""
    if one.span is None or one.now is None:
        return inf
    was = max(0, edit.start - one.span[1], one.span[0] - edit.end)
    now = max(0, edit.new_start - one.now[1], one.now[0] - edit.new_end)
    return min(was, now)


def _on_page(one: Request, edit: Edit) -> bool:
    # What is added to the last line of a page stands at its very end.
    return one.page is not None and edit.start <= one.page[1] and one.page[0] <= edit.end


def _squashed(worth: float) -> float:
    return worth / (worth + _HALF)
