"""Carrying one anchor over one change of text."""

from dataclasses import dataclass
from functools import cached_property

from rapidfuzz import fuzz

from kader.domain.anchoring.brackets import look_between
from kader.domain.anchoring.gaps import Gaps
from kader.domain.anchoring.judgement import (
    PLACED,
    PROPOSED,
    Evidence,
    chance_of_gap,
    chance_of_phrase,
    chance_of_words,
    is_recognised,
)
from kader.domain.anchoring.mapping import map_words
from kader.domain.anchoring.pairing import likeness, word_pieces
from kader.domain.anchoring.placement import Hit, context_kept, hits_in, span_of, whole_sentences
from kader.domain.anchoring.sentences import Sentences, cut_sentences
from kader.domain.anchoring.sources import locate
from kader.domain.anchoring.values import Anchor, Carried, Status
from kader.domain.reading_text import ReadingText

# Longer passages, a page or a section, are judged by their words alone.
LONG = 2000
# A passage of more sentences is not looked for sentence by sentence.
FEW = 6


def _letters(one: str, other: str) -> float:
    """Common letters in order, white space made equal."""
    return fuzz.ratio(" ".join(one.split()), " ".join(other.split())) / 100


@dataclass(frozen=True, slots=True)
class Place:
    """A candidate place in the new text, the chance that it is right, and whether its words say so."""

    start: int
    end: int
    chance: float
    moved: bool = False
    recognised: bool = True


class Carrier:
    """Carries anchors from one text to a later one. Make it once for a pair of texts, then ask it often.

    With `by_sentence` a remark on a whole sentence stays a remark on a whole sentence: when the sentence was
    merged or went on with new words, its place is all of the new sentence. Without, a passage is followed to
    the letter: for plain files, where lines, code and tables make sentences a guess.
    """

    def __init__(self, old: ReadingText, new: ReadingText, by_sentence: bool = True) -> None:
        self._old, self._new, self._by_sentence = old, new, by_sentence
        self._words = map_words(old.text, new.text)

    @cached_property
    def _old_sentences(self) -> Sentences:
        return cut_sentences(self._old.text)

    @cached_property
    def _new_sentences(self) -> Sentences:
        return cut_sentences(self._new.text)

    @cached_property
    def _gaps(self) -> Gaps:
        return Gaps(self._words, (self._old, self._new), (self._old_sentences, self._new_sentences))

    def carry(self, anchor: Anchor) -> Carried:
        """Where the passage is in the new text. Never fails: what cannot be found is `removed`."""
        start, end = locate(self._old, anchor)
        if not self._old.text[start:end].strip():
            return self._carry_blank(start, end)
        hits = hits_in(self._words, start, end)
        group = hits.together(self._words)
        places = []
        if group:
            same = self._unbroken(start, end, group)
            if same is not None:
                return self._found(
                    Status.MOVED if group[0].moved else Status.UNCHANGED, same, start, end, group
                )
            places.append(self._place_of_words(start, end, group, hits.share(group)))
        if not places or places[0].chance < 0.8:
            places.extend(self._places_in_gap(start, end))
        if not any(place.recognised and place.chance >= PLACED for place in places):
            places.extend(self._places_between(start, end))
        return self._verdict(start, end, places)

    def _verdict(self, start: int, end: int, places: list[Place]) -> Carried:
        sure = [place for place in places if place.recognised and place.chance >= PLACED]
        best = max(sure or places, key=lambda place: place.chance, default=None)
        if best is None or best.chance < PROPOSED:
            return Carried(Status.REMOVED, None, None, "", 1.0 - (best.chance if best else 0.0))
        exact = self._new.text[best.start : best.end]
        if not sure:
            return Carried(Status.UNCERTAIN, best.start, best.end, exact, best.chance)
        status = Status.REWORDED
        if best.moved:
            status = Status.MOVED
        elif exact.split() == self._old.text[start:end].split():
            status = Status.UNCHANGED
        return Carried(status, best.start, best.end, exact, best.chance)

    def _unbroken(self, start: int, end: int, group: list[Hit]) -> int | None:
        """Where the passage begins in the new text when it stands there letter for letter."""
        at = group[0].new_start - (group[0].start - start)
        same = at >= 0 and self._new.text[at : at + end - start] == self._old.text[start:end]
        return at if same and len({hit.new_start - hit.start for hit in group}) == 1 else None

    def _found(self, status: Status, at: int, start: int, end: int, group: list[Hit]) -> Carried:
        seen = self._seen(start, end, at, at + end - start, 1.0, group[0].moved)
        return Carried(status, at, at + end - start, self._old.text[start:end], chance_of_words(seen))

    def _place_of_words(self, start: int, end: int, group: list[Hit], cover: float) -> Place:
        if self._by_sentence and self._is_whole(start, end):
            at, stop = whole_sentences(self._new_sentences, group)
        else:
            at, stop = span_of(self._words, self._new_sentences, start, end, group)
        moved = sum(hit.weight for hit in group if hit.moved) > sum(
            hit.weight for hit in group if not hit.moved
        )
        seen = self._seen(start, end, at, stop, cover, moved)
        return Place(at, stop, chance_of_words(seen), moved)

    def _seen(self, start: int, end: int, at: int, stop: int, cover: float, moved: bool) -> Evidence:
        before, after = context_kept(self._words, start, end, at, stop)
        one, other = self._words.old.text[start:end], self._words.new.text[at:stop]
        if len(one) > LONG or len(other) > LONG:
            return Evidence(cover, cover, cover, before, after, moved)
        pieces = likeness(word_pieces(one), word_pieces(other)) if one != other else 1.0
        return Evidence(cover, pieces, _letters(one, other), before, after, moved)

    def _places_in_gap(self, start: int, end: int) -> list[Place]:
        touched = self._old_sentences.touched(start, end)
        if not 0 < len(touched) <= FEW:
            return []
        proposals = [found for k in touched if (found := self._gaps.proposal(k))]
        if not proposals:
            return []
        at, stop = min(found.start for found in proposals), max(found.end for found in proposals)
        seen = self._seen(start, end, at, stop, 0.0, False)
        share, room = max(found.share for found in proposals), min(found.room for found in proposals)
        chance = chance_of_gap(seen, share, room, self._is_whole(start, end))
        return [Place(at, stop, chance, recognised=is_recognised(seen, share))]

    def _places_between(self, start: int, end: int) -> list[Place]:
        """A phrase is looked for between the words around it; of whole sentences the gap says more."""
        if self._by_sentence and self._is_whole(start, end):
            return []
        place = look_between(self._words, start, end)
        return [Place(*place, chance_of_phrase(self._seen(start, end, *place, 0.0, False)))] if place else []

    def _is_whole(self, start: int, end: int) -> bool:
        """Whether the old passage is one or more sentences from start to end."""
        low, high = self._old_sentences.around(start, end)
        text = self._old.text
        return not any(char.isalnum() for char in text[low:start] + text[end:high])

    def _carry_blank(self, start: int, end: int) -> Carried:
        """An empty passage, or one of white space alone, stays behind the word it followed."""
        unit = self._words.old.unit_at(start)
        image = self._words.image[unit] if unit >= 0 else -1
        if unit < 0 or image >= 0:
            shift = self._words.new.ends[image] - self._words.old.ends[unit] if unit >= 0 else 0
            at, stop = start + shift, end + shift
            if (
                0 <= at <= stop <= len(self._new.text)
                and self._new.text[at:stop] == self._old.text[start:end]
            ):
                return Carried(Status.UNCHANGED, at, stop, self._new.text[at:stop], 1.0)
        return Carried(Status.REMOVED, None, None, "", 1.0)
