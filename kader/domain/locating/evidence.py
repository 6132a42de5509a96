"""Each remark may point at several places; here they are gathered and weighed.

A place scores by the words that the remark shares with it: rare words tell more than common ones, words in
the same order more than loose ones, quotation marks more than none, and the start of a remark more than its
end, where people explain, compare and propose. The weights are set by hand and measured in `bench/locating`.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kader.domain.dutch_words import is_function_word
from kader.domain.locating.cues import Cue, Reading, Strength
from kader.domain.locating.ground import Ground, rarity
from kader.domain.locating.layout import Layout
from kader.domain.locating.pointers import Element, Manner, Pointing
from kader.domain.locating.runs import Run, runs
from kader.domain.locating.tokens import Token
from kader.domain.locating.values import How, Span

# How much is added for words between marks, or announced, when the text has them all, or most of them.
WHOLE = {Strength.QUOTED: 1.5, Strength.ANNOUNCED: 0.8, Strength.BARE: 0.0}
PARTLY = {Strength.QUOTED: 0.6, Strength.ANNOUNCED: 0.3, Strength.BARE: 0.0}
LEAST_COVERED = 0.6
ONE_WORD = 0.4
# Without marks or announcement a repetition is one when it is this long.
BARE_WORDS, BARE_TELLING, LONG_WORDS = 4, 2, 5
# What has to speak for a place before it is better than the whole page.
LEAST = 1.1
LEADING, IN_PASSING = 3.0, 1.2
BY_SENTENCE = (1.0, 0.8, 0.65, 0.55)
AROUND = 0.5
OVER_THE_EDGE, CLEAR_WORDS = 0.5, 3
MOST_TOPICS = 6
# Many words that tell little add up to less than few that tell much: a long remark shares some with any page.
SPREAD = 1.6
SUBJECT = 0.2


@dataclass(frozen=True, slots=True)
class Candidate:
    """A place where a remark may point, how that was found, and the weight of what speaks for it."""

    span: Span
    score: float
    how: How


class Evidence:
    """All that speaks for places on the pages of one remark."""

    def __init__(
        self,
        reading: Reading,
        tokens: Sequence[Token],
        ground: Ground,
        area: Sequence[int],
        edges: Sequence[int],
    ) -> None:
        self._reading = reading
        self._tokens = tokens
        self._ground = ground
        self._area = frozenset(area)
        self._edges = frozenset(edges) - self._area
        self._topics = self._weigh_topics(proposed=False)

    def candidates(self, pointed: Sequence[Candidate]) -> tuple[Candidate, ...]:
        """The places, `pointed` ones among them; a quotation inside a pointed place adds up with it."""
        quoted = [*self._quotations(self._area), *self._over_the_edge()]
        leading = [place for place in pointed if place.score >= LEADING]
        found = [
            *(_raised(quote, leading) for quote in quoted),
            *pointed,
            *_by_topic(self._topics, self._ground),
        ]
        if all(place.score < LEAST for place in found):
            # What is proposed quotes nothing, but it is often the sentence that it is to replace, reworded.
            found += _by_topic(self._weigh_topics(proposed=True), self._ground)
        return tuple(found)

    def at(self, span: Span) -> float:
        """How much the loose words of the remark speak for a stretch."""
        return max((self._topics.get(number, 0.0) for number in self._ground.between(span)), default=0.0)

    def _weigh_topics(self, proposed: bool) -> dict[int, float]:
        """For each sentence of the pages the weights of the words it shares with the remark, each once."""
        shared: dict[int, dict[str, float]] = defaultdict(dict)
        for token in self._tokens:
            if is_function_word(token.folded) or (token.proposed and not proposed):
                continue
            for stem, sureness in token.senses.items():
                holding = {self._ground.sentence_of[at] for at in self._ground.places[stem]} & self._area
                here = 0.5 + 0.5 * rarity(len(holding), len(self._area))
                gain = token.weight * sureness * self._share(token) * here
                for number in holding:
                    shared[number][token.folded] = max(gain, shared[number].get(token.folded, 0.0))
        return {number: sum(gain**SPREAD for gain in gains.values()) for number, gains in shared.items()}

    def _share(self, token: Token) -> float:
        if token.start > self._reading.own:
            return BY_SENTENCE[-1]
        return BY_SENTENCE[min(token.sentence, len(BY_SENTENCE) - 1)]

    def _quotations(self, within: frozenset[int]) -> Iterator[Candidate]:
        cues = [*self._reading.cues, Cue(0, len(self._reading.text), Strength.BARE)]
        for cue in cues:
            chosen = [
                n for n, t in enumerate(self._tokens) if cue.start <= t.start < cue.end and not t.proposed
            ]
            for run in runs(self._tokens, chosen, self._ground, within):
                score = self._quotation_score(cue, chosen, run)
                if score is not None:
                    yield Candidate(self._span(run), score + AROUND * self._around(run), How.QUOTE)

    def _over_the_edge(self) -> Iterator[Candidate]:
        """Quotations on a neighbouring page: only when they are clear."""
        for cue in self._reading.cues:
            chosen = [
                n for n, t in enumerate(self._tokens) if cue.start <= t.start < cue.end and not t.proposed
            ]
            if len(chosen) >= CLEAR_WORDS:
                for run in runs(self._tokens, chosen, self._ground, self._edges):
                    if len(run.pairs) == len(chosen) and run.unbroken():
                        score = self._quotation_score(cue, chosen, run)
                        yield Candidate(self._span(run), (score or 0.0) - OVER_THE_EDGE, How.QUOTE)

    def _quotation_score(self, cue: Cue, chosen: Sequence[int], run: Run) -> float | None:
        """What a run counts for, or None when it is no quotation."""
        matched = {row for row, _ in run.pairs}
        covered = sum(self._tokens[n].weight for n in matched) / sum(self._tokens[n].weight for n in chosen)
        share = self._share(self._tokens[run.pairs[0][0]])
        telling = sum(self._tokens[row].telling for row in matched)
        if cue.strength is Strength.BARE:
            long = len(matched) >= LONG_WORDS and telling
            enough = long or (len(matched) >= BARE_WORDS and telling >= BARE_TELLING)
            return run.score * share if enough else None
        if len(chosen) == 1:
            return (ONE_WORD + run.score) * share
        if covered < LEAST_COVERED or len(matched) < 2 or not telling:
            return None
        whole = len(matched) == len(chosen) and run.unbroken()
        extra = (WHOLE if whole else PARTLY)[cue.strength]
        return (extra + run.score) * share

    def _around(self, run: Run) -> float:
        """What the words of the remark say for the sentences of a run, and whether it opens its block."""
        numbers = {self._ground.sentence_of[run.first], self._ground.sentence_of[run.last]}
        sentence = self._ground.sentences[self._ground.sentence_of[run.first]]
        opens = self._ground.words[run.first].start == self._ground.reading.blocks[sentence.block].start
        return max(self._topics.get(number, 0.0) for number in numbers) + opens * SUBJECT

    def _span(self, run: Run) -> Span:
        return Span(self._ground.words[run.first].start, self._ground.words[run.last].end)


def _by_topic(topics: dict[int, float], ground: Ground) -> Iterator[Candidate]:
    best = sorted(topics.items(), key=lambda found: (-found[1], found[0]))[:MOST_TOPICS]
    for number, score in best:
        yield Candidate(ground.sentences[number].span, score, How.TOPIC)


def _raised(quote: Candidate, leading: Sequence[Candidate]) -> Candidate:
    inside = [place.score for place in leading if place.span.holds(quote.span)]
    return Candidate(quote.span, quote.score + max(inside), quote.how) if inside else quote


def pointed_places(
    found: Sequence[Pointing], layout: Layout, before: Span | None, evidence: Evidence
) -> Iterator[Candidate]:
    """The places that are counted or named; of several that fit, the one that the other words speak for."""
    for pointing in found:
        places = _resolved(pointing, layout, before)
        base = LEADING if pointing.leading else IN_PASSING
        named = all(pointer.element in (Element.SECTION, Element.HEADING) for pointer in pointing.pointers)
        how = How.HEADING if named else How.ORDINAL
        for rank, span in enumerate(places):
            yield Candidate(span, base + AROUND * evidence.at(span) - 0.1 * rank, how)


def _resolved(pointing: Pointing, layout: Layout, before: Span | None) -> tuple[Span, ...]:
    """From coarse to fine, each within what the one before gave."""
    scopes: tuple[Span, ...] = ()
    for pointer in pointing.pointers:
        tried = scopes or (None,)
        found: list[Span] = []
        for scope in tried:
            found += layout.find(pointer, layout.spans if scope is None else (scope,), before)
        if found:
            scopes = tuple(dict.fromkeys(found))
        elif pointer.manner in (Manner.COUNTED, Manner.NUMBERED):
            return ()
    return scopes
