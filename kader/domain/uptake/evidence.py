"""What speaks for a link between one comment and one change.

Each kind of evidence is a number from 0 to 1, and each comes from something an editor would point at: the
passage itself was altered, it stands right beside it, the remark's words are new in the text, words that it
quotes have gone.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import exp, inf

from kader.domain.comparison import Change
from kader.domain.dutch_words import words
from kader.domain.text_blocks import ReadingText
from kader.domain.uptake.asking import Request, request
from kader.domain.uptake.edits import Edit, edits
from kader.domain.uptake.index import RunIndex, WordIndex
from kader.domain.uptake.places import Course, Sections, Span
from kader.domain.uptake.terms import Telling
from kader.domain.uptake.together import Together
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

    `touches`: it alters words of the passage, or adds to its sentence. `beside` falls from 1 as it stands
    further off. `under`: it stands under the same heading, or in the passage without touching it. `on_page`:
    the comment has no passage, and it stands on its page. `named`: it stands on another page that the comment
    names.
    """

    touches: bool
    beside: float
    under: bool
    on_page: bool
    named: bool

    @property
    def here(self) -> float:
        """From 0 for what stands elsewhere to 1 for what stands with the comment."""
        return max(float(self.touches or self.under or self.on_page or self.named), self.beside)


_AWAY = Nearness(touches=False, beside=0.0, under=False, on_page=False, named=False)


@dataclass(frozen=True, slots=True)
class Evidence:
    """All that speaks for or against a link.

    By place. `touches` as in `Nearness`; `rewritten`: how much of the touched sentence says something else;
    `around`: under the same heading, in a broad passage, on the page, or on a page that the remark names;
    `added`: put in beside the passage; `follows`: put in, or rewritten too, right behind a sentence of the
    passage that changed.

    By words. `words`: it brings words of the remark, `phrase`: several in a row; `said`: words of the remark
    went, or stood in what was rewritten; `about_here`: either of these, and near; `quote_gone`: a phrase that
    the remark quotes has gone elsewhere; `retired`: the remark is about a word, and that word is no longer
    used; `meaning`: it explains a term of a remark that asks for that; `proposal`: it brings the proposed
    wording.

    Against. `cut`: it only takes away, and not from the passage; `praised`: the remark praises and asks for
    nothing.
    """

    touches: float
    rewritten: float
    around: float
    added: float
    follows: float
    words: float
    phrase: float
    said: float
    about_here: float
    quote_gone: float
    retired: float
    meaning: float
    proposal: float
    cut: float
    praised: float


class Case:
    """All comments and all changes of one comparison, with what is worth computing once."""

    def __init__(
        self, asked: Sequence[Asked], old: ReadingText, new: ReadingText, changes: Sequence[Change]
    ) -> None:
        course = Course(changes)
        self.edits = edits(old, new, changes, course)
        self.together = Together(self.edits, new)
        self.requests = [request(one, old, course) for one in asked]
        self._was, self._now = Sections(old), Sections(new)
        self._telling = Telling(old, new)
        self._anew = [_squashed(sum(self._weights(edit.came | edit.went).values())) for edit in self.edits]
        self._went = [self._weights(edit.went) for edit in self.edits]
        self._had = [self._weights(edit.had) for edit in self.edits]
        index, runs = WordIndex(self.edits, self._telling), RunIndex(self.edits, old)
        self._words = [index.brought(one.wanted) for one in self.requests]
        self._phrases = [runs.brought(one.runs) for one in self.requests]
        self._candidates = [self._looked_at(comment, index) for comment in range(len(asked))]

    def candidates(self, comment: int) -> tuple[int, ...]:
        """The changes, by index and in order, of which anything at all speaks for a link."""
        return self._candidates[comment]

    def evidence(self, comment: int, k: int) -> Evidence:
        """What speaks for and against a link of a comment with the change at index `k`."""
        one, edit = self.requests[comment], self.edits[k]
        near = self.nearness(comment, k)
        words_brought = _squashed(self._words[comment].get(k, 0.0))
        anew = self._anew[k]
        went = one.mentioned.worth(self._went[k])
        stood = 0.0 if near.touches else one.mentioned.worth(self._had[k])
        said = _squashed(max(went, stood * anew))
        return Evidence(
            touches=near.touches,
            rewritten=near.touches * anew,
            around=near.under or near.on_page or near.named,
            added=near.beside * edit.inserted,
            follows=(1.0 if edit.inserted else anew) * self._follows(one, k),
            words=words_brought,
            phrase=k in self._phrases[comment],
            said=said,
            about_here=max(words_brought, said) * near.here,
            quote_gone=not near.touches and any(_gone(line, edit) for line in one.quotes),
            retired=self._retires(one, edit),
            meaning=not one.unexplained.isdisjoint(edit.explains),
            proposal=self._proposal(one, edit),
            cut=edit.deleted and not near.touches,
            praised=one.praises,
        )

    def nearness(self, comment: int, k: int) -> Nearness:
        """Where the change at index `k` stands as seen from a comment; what is formal stands nowhere."""
        one, edit = self.requests[comment], self.edits[k]
        if edit.formal:
            return _AWAY
        touches = _touches(one, edit)
        within = _overlaps(one, edit) and not touches
        apart = touches or within or k in self.together.cells
        under = within or (not apart and self._same_section(one, edit))
        beside = 0.0 if apart else exp(-_gap(one, edit) / _NEAR) * (1.0 if under else _ELSEWHERE)
        return Nearness(touches, beside, under, _on_page(one, edit), _named(one, edit))

    def at_home(self, comment: int, k: int) -> bool:
        """Whether the change is in the passage itself, or was put in right behind it."""
        one, edit = self.requests[comment], self.edits[k]
        return _overlaps(one, edit) or (edit.inserted and self._follows(one, k))

    def on_one_place(self, comment: int, other: int) -> bool:
        """Whether two comments are about one passage, or say much the same of one page."""
        one, two = self.requests[comment], self.requests[other]
        alike = _meet(one.page, two.page) and one.mentioned.resembles(two.mentioned)
        return comment == other or _meet(one.span, two.span) or alike

    def shared_words(self, comment: int, k: int) -> tuple[str, ...]:
        """The words that the remark brings and the change puts in the text, most telling first."""
        wanted, edit = self.requests[comment].wanted, self.edits[k]
        shared = [s for s in edit.came if wanted.share(s) and self._telling.weight(s)]
        written = {word.stem: word.folded for word in words(edit.change.new.text if edit.change.new else "")}
        return tuple(written[s] for s in sorted(shared, key=lambda s: (-self._telling.weight(s), s)))

    def _looked_at(self, comment: int, index: WordIndex) -> tuple[int, ...]:
        one = self.requests[comment]
        found = {k for k, worth in self._words[comment].items() if worth > _HALF / 2} | self._phrases[comment]
        found.update(index.quoting(one.quotes))
        for k, edit in enumerate(self.edits):
            placed = _gap(one, edit) <= _REACH or _on_page(one, edit) or _named(one, edit)
            explains = not one.unexplained.isdisjoint(edit.explains)
            if placed or explains or self._retires(one, edit):
                found.add(k)
        return tuple(sorted(found.union(*(self.together.led(k) for k in found))))

    def _same_section(self, one: Request, edit: Edit) -> bool:
        if one.span is None or one.now is None:
            return False
        was = self._was.number(one.span[0]) == edit.section
        return was or self._now.number(one.now[0]) == edit.new_section

    def _weights(self, found: frozenset[str]) -> dict[str, float]:
        """What each of these stems tells, without those that tell nothing."""
        weights = ((stem, self._telling.weight(stem)) for stem in sorted(found))
        return {stem: weight for stem, weight in weights if weight}

    def _follows(self, one: Request, k: int) -> bool:
        lead = self.together.behind.get(k)
        return lead is not None and _touches(one, self.edits[lead]) and not _touches(one, self.edits[k])

    def _retires(self, one: Request, edit: Edit) -> bool:
        return any(
            one.disputed.share(stem) and self._telling.retired(stem) for stem in edit.went | edit.renamed
        )

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


def _meet(one: Span | None, two: Span | None) -> bool:
    return one is not None and two is not None and one[0] < two[1] and two[0] < one[1]


def _touches(one: Request, edit: Edit) -> bool:
    return not one.broad and _overlaps(one, edit) and _inside(one, edit)


def _overlaps(one: Request, edit: Edit) -> bool:
    return one.span is not None and not edit.formal and one.span[0] < edit.end and edit.start < one.span[1]


def _inside(one: Request, edit: Edit) -> bool:
    start, end = one.span or (0, 0)
    added = bool(edit.altered) and all(a == b for a, b in edit.altered)
    return added or any(a < end and start < b for a, b in edit.altered)


def _gone(line: str, edit: Edit) -> bool:
    return line in edit.before and line not in edit.after


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


def _named(one: Request, edit: Edit) -> bool:
    return any(start <= edit.start < end for start, end in one.named)


def _squashed(worth: float) -> float:
    return worth / (worth + _HALF)
