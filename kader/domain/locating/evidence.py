"""Each remark may point at several places; here they are gathered and weighed.

A place scores by the words that the remark shares with it: rare words tell more than common ones, words in
the same order more than loose ones, quotation marks more than none, and the start of a remark more than its
end, where people explain, compare and propose. The weights are set by hand and measured in `bench/locating`.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from kader.domain.locating.area import Area
from kader.domain.locating.cues import Cue, Reading, Strength
from kader.domain.locating.ground import Ground
from kader.domain.locating.layout import Layout
from kader.domain.locating.pointers import Element, Pointing
from kader.domain.locating.runs import Run, runs
from kader.domain.locating.tokens import Token
from kader.domain.locating.topics import share, topics
from kader.domain.locating.values import How, Span

# How much is added for words between marks, or announced, when the text has them all, or most of them.
WHOLE = {Strength.QUOTED: 1.5, Strength.ANNOUNCED: 0.8, Strength.BARE: 0.0}
PARTLY = {Strength.QUOTED: 0.6, Strength.ANNOUNCED: 0.3, Strength.BARE: 0.0}
LEAST_COVERED, MOST_WORDS = 0.6, 0.75
ONE_WORD = {Strength.QUOTED: 0.4, Strength.ANNOUNCED: 0.2}
# Without marks or announcement a repetition is one when it is this long.
BARE_WORDS, BARE_TELLING, LONG_WORDS = 4, 2, 5
# What has to speak for a place before it is better than the whole page.
LEAST = 0.9
LEADING, IN_PASSING = 3.0, 1.2
AROUND, FINER = 0.5, 0.01
OVER_THE_EDGE, CLEAR_WORDS, CLEAR_SHARE = 0.5, 3, 0.8
MOST_TOPICS = 6
HEADED = (Element.SECTION, Element.HEADING)
PROPOSED = 0.75
SUBJECT = 0.2
# What the other cells of a row add to the best.
BESIDE = 0.5
# Two sentences that are not near each other, and of which one tells nearly as much as the other.
TIED, NEXT_TO, TIE = 0.95, 2, 0.2
# A sentence of the text repeated as a whole, among the first of the remark.
ECHO, FIRST_SENTENCES = 0.8, 3
# Wording that keeps this part of the words of a sentence in their order was made from it.
MOSTLY_KEPT, REWORDED = 0.6, 3.5
# What the words of a remark on a whole page or chapter tell of one sentence.
ABOUT_ALL = 0.5


@dataclass(frozen=True, slots=True)
class Candidate:
    """A place where a remark may point, how that was found, and the weight of what speaks for it."""

    span: Span
    score: float
    how: How


class Evidence:
    """All that speaks for places on the pages of one remark, and on the pages beside them."""

    def __init__(self, reading: Reading, tokens: Sequence[Token], area: Area, edges: Area) -> None:
        self._reading = reading
        self._tokens = tokens
        self._ground = area.ground
        self._area = area
        self._edges = edges
        worth = ABOUT_ALL if reading.whole else 1.0
        found = topics(tokens, reading.own, area)
        self._topics = {number: worth * score for number, score in found.items()}

    def candidates(self, pointed: Sequence[Candidate]) -> tuple[Candidate, ...]:
        """The places, `pointed` ones among them; a quotation inside a pointed place adds up with it."""
        quoted = [*self._quotations(), *self._echoes(), *self._over_the_edge()]
        leading = [place for place in pointed if place.score >= LEADING]
        found = [self._raised(quote, leading) for quote in quoted]
        found += [*pointed, *_by_topic(self._topics, self._ground), *self._rows(), *self._reworded()]
        if all(place.score < LEAST for place in found):
            # What is proposed quotes nothing, but it is often the sentence that it is to replace, reworded.
            proposed = topics(self._tokens, self._reading.own, self._area, proposed=True)
            found += _by_topic({at: PROPOSED * score for at, score in proposed.items()}, self._ground)
        return tuple(found)

    def at(self, span: Span) -> float:
        """How much the loose words of the remark speak for a stretch."""
        return max((self._topics.get(number, 0.0) for number in self._ground.between(span)), default=0.0)

    def begins_with_heading(self, span: Span) -> bool:
        block = self._ground.reading.block_at(span.start)
        return block is not None and block.kind == "heading"

    def _raised(self, quote: Candidate, leading: Sequence[Candidate]) -> Candidate:
        """A quotation inside what is pointed at; the name of a heading is no quotation from its section."""
        if self.begins_with_heading(quote.span):
            return quote
        inside = [place.score for place in leading if place.span.holds(quote.span)]
        return replace(quote, score=quote.score + max(inside)) if inside else quote

    def _quotations(self) -> Iterator[Candidate]:
        before: list[Candidate] = []
        for cue in [*self._reading.cues, Cue(0, len(self._reading.text), Strength.BARE)]:
            found = list(self._quotation(cue))
            joined = [hull for one in before for other in found if (hull := self._hull(one, other))]
            before = joined or found if cue.goes_on else found
            yield from (*found, *(joined if cue.goes_on else ()))

    def _quotation(self, cue: Cue) -> Iterator[Candidate]:
        chosen = self._chosen(cue)
        least = BARE_WORDS if cue.strength is Strength.BARE else min(2, len(chosen))
        for run in runs(self._tokens, chosen, self._area, least):
            score = self._quotation_score(cue, chosen, run)
            if score is None:
                continue
            score += AROUND * self._around(run)
            if len(run.pairs) == 1 and cue.strength is not Strength.QUOTED:
                # One word that is not between marks is a subject rather than a quotation.
                yield Candidate(
                    self._ground.sentences[self._ground.sentence_of[run.first]].span, score, How.TOPIC
                )
            else:
                yield Candidate(self._span(run), score, How.QUOTE)

    def _echoes(self) -> Iterator[Candidate]:
        """A sentence of the remark that is one of the text, word for word: a quotation without marks."""
        for start, end in self._reading.sentences[:FIRST_SENTENCES]:
            chosen = self._chosen(Cue(start, end, Strength.BARE))
            for run in runs(self._tokens, chosen, self._area, len(chosen)) if len(chosen) > 1 else ():
                sentence = self._ground.sentences[self._ground.sentence_of[run.first]]
                same = run.unbroken() and len(run.pairs) == len(chosen) == sentence.last - sentence.first
                if same and any(self._tokens[row].telling for row, _ in run.pairs):
                    yield Candidate(self._span(run), ECHO + run.score, How.QUOTE)

    def _rows(self) -> Iterator[Candidate]:
        """Rows of which several cells share words with the remark, or a cell and the head of its column."""
        cells: dict[tuple[int, int], list[int]] = defaultdict(list)
        heads: dict[int, list[float]] = defaultdict(list)
        for number, score in self._topics.items():
            cell = self._ground.block(number).cell
            if cell is not None and cell.row == 0:
                heads[cell.table].append(score)
            elif cell is not None:
                cells[cell.table, cell.row].append(number)
        for (table, row), numbers in cells.items():
            scores = sorted([self._topics[number] for number in numbers] + heads[table], reverse=True)
            if len(scores) > 1:
                whole = scores[0] + BESIDE * sum(scores[1:])
                yield Candidate(self._ground.row(table, row), whole, How.TOPIC)

    def _reworded(self) -> Iterator[Candidate]:
        """The sentences that proposed wording has most of the words of: what it is meant to replace."""
        chosen = [number for number, token in enumerate(self._tokens) if token.proposed]
        for run in runs(self._tokens, chosen, self._area, BARE_WORDS):
            sentence = self._ground.sentences[self._ground.sentence_of[run.first]]
            size = sentence.last - sentence.first
            kept = len({column for _, column in run.pairs if sentence.first <= column < sentence.last}) / size
            repeated = run.unbroken() and len(run.pairs) == size == len(chosen)
            if kept >= MOSTLY_KEPT and not repeated:
                yield Candidate(
                    sentence.span,
                    REWORDED * kept + self._topics.get(self._ground.sentence_of[run.first], 0.0),
                    How.TOPIC,
                )

    def _chosen(self, cue: Cue) -> list[int]:
        return [n for n, t in enumerate(self._tokens) if cue.start <= t.start < cue.end and not t.proposed]

    def _hull(self, one: Candidate, other: Candidate) -> Candidate | None:
        """Two parts of a quotation, with the words of the block between them that were left out."""
        same = self._ground.reading.block_at(one.span.start) == self._ground.reading.block_at(
            other.span.start
        )
        if not same or one.span.end > other.span.start:
            return None
        return Candidate(Span(one.span.start, other.span.end), one.score + other.score, How.QUOTE)

    def _over_the_edge(self) -> Iterator[Candidate]:
        """Quotations on a neighbouring page: only when they are clear."""
        for cue in [*self._reading.cues, Cue(0, len(self._reading.text), Strength.BARE)]:
            chosen = self._chosen(cue)
            least = 2 * CLEAR_WORDS if cue.strength is Strength.BARE else CLEAR_WORDS
            for run in runs(self._tokens, chosen, self._edges, least):
                score = self._quotation_score(cue, chosen, run)
                if score is not None and self._is_clear(cue, chosen, run):
                    yield Candidate(self._span(run), score - OVER_THE_EDGE, How.QUOTE)

    def _is_clear(self, cue: Cue, chosen: Sequence[int], run: Run) -> bool:
        if cue.strength is Strength.BARE:
            return run.unbroken() and len(run.pairs) >= 2 * CLEAR_WORDS
        return len(run.pairs) >= max(CLEAR_WORDS, CLEAR_SHARE * len(chosen))

    def _quotation_score(self, cue: Cue, chosen: Sequence[int], run: Run) -> float | None:
        """What a run counts for, or None when it is no quotation."""
        matched = {row for row, _ in run.pairs}
        covered = sum(self._tokens[n].weight for n in matched) / sum(self._tokens[n].weight for n in chosen)
        kept = share(self._tokens[run.pairs[0][0]], self._reading.own)
        telling = sum(self._tokens[row].telling for row in matched)
        if cue.strength is Strength.BARE:
            long = len(matched) >= LONG_WORDS and telling
            enough = long or (len(matched) >= BARE_WORDS and telling >= BARE_TELLING)
            return run.score * kept if enough else None
        if len(chosen) == 1:
            # Between marks also an everyday word is meant.
            rare = self._ground.rarity(self._ground.words[run.first].stem)
            return (ONE_WORD[cue.strength] + max(run.score, rare * (cue.strength is Strength.QUOTED))) * kept
        # "Niet meer dan drie doelen": most words are there, though not the one that weighs most.
        many = run.unbroken() and len(matched) >= max(BARE_WORDS, MOST_WORDS * len(chosen))
        if (
            (covered < LEAST_COVERED and not many)
            or len(matched) < 2
            or not (telling or self._is_heading(run))
        ):
            return None
        whole = len(matched) == len(chosen) and run.unbroken()
        extra = (WHOLE if whole else PARTLY)[cue.strength]
        return (extra + run.score) * kept

    def _is_heading(self, run: Run) -> bool:
        """Whether the run is a heading from its first word to its last."""
        sentence = self._ground.sentences[self._ground.sentence_of[run.first]]
        block = self._ground.reading.blocks[sentence.block]
        return (
            block.kind == "heading"
            and run.unbroken()
            and run.last - run.first == sentence.last - sentence.first - 1
        )

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
    # Words that stand just as well somewhere else on the page tell less of where the remark is about.
    tied = any(score >= TIED * best[0][1] and abs(at - best[0][0]) > NEXT_TO for at, score in best[1:])
    for number, score in best:
        yield Candidate(ground.sentences[number].span, score - tied * TIE, How.TOPIC)


def pointed_places(
    found: Sequence[Pointing], layout: Layout, before: Span | None, evidence: Evidence
) -> Iterator[Candidate]:
    """The places that are counted or named; of several that fit, the one that the other words speak for."""
    for pointing in found:
        base = LEADING if pointing.leading else IN_PASSING
        for rank, (span, element) in enumerate(resolved(pointing, layout, before)):
            how = How.HEADING if element in HEADED or evidence.begins_with_heading(span) else How.ORDINAL
            # Of two that are both named the finer is meant: "opsomming: goed, maar de laatste".
            score = base + FINER * element + AROUND * evidence.at(span) - 0.1 * rank
            yield Candidate(span, score, how)


def resolved(pointing: Pointing, layout: Layout, before: Span | None) -> tuple[tuple[Span, Element], ...]:
    """From coarse to fine, each within what the one before gave, as far as there is such a place."""
    places: tuple[tuple[Span, Element], ...] = ()
    for pointer in pointing.pointers:
        scopes: list[tuple[Span, ...]] = [(span,) for span, _ in places] or [layout.spans]
        found = [span for scope in scopes for span in layout.find(pointer, scope, before)]
        if found:
            places = tuple((span, pointer.element) for span in dict.fromkeys(found))
    return places
