"""Each remark to the most precise place that its words allow, and no more precise than that."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from kader.domain.dutch_words import words
from kader.domain.locating.area import Area
from kader.domain.locating.choosing import choose
from kader.domain.locating.cues import Reading, read_remark
from kader.domain.locating.evidence import Candidate, Evidence, pointed_places, resolved
from kader.domain.locating.ground import Ground, rarity
from kader.domain.locating.layout import Layout
from kader.domain.locating.leaning import leaned_on
from kader.domain.locating.named_places import NamedPlace, named_place, opening_place
from kader.domain.locating.pointers import Element, Manner, Pointing, pointings
from kader.domain.locating.tokens import Lexicon, damped, tokens_of
from kader.domain.locating.values import How, Location, Remark, Span
from kader.domain.reading_text import ReadingText

# A word that many remarks use is about the whole text rather than about one sentence.
COMMON_REMARKS = 3

NOWHERE = Location(None, None, None, None, How.NONE)


@dataclass(frozen=True, slots=True)
class _Scope:
    """Where a remark says it is about: pages by their labels, or the sections that it names.

    Without either it is about the whole text; `known` is false when it names pages that the text has not.
    """

    labels: tuple[str, ...] = ()
    sections: tuple[Span, ...] = ()
    known: bool = True

    @property
    def is_open(self) -> bool:
        return not self.labels and not self.sections


def locate(remarks: Sequence[Remark], reading: ReadingText) -> tuple[Location, ...]:
    """Where each remark points in the text, in the order of the remarks."""
    return _Locator(remarks, reading).locations()


class _Locator:
    def __init__(self, remarks: Sequence[Remark], reading: ReadingText) -> None:
        self._reading = reading
        self._ground = Ground(reading)
        self._lexicon = Lexicon(self._ground)
        told = [_scope(remark, reading) for remark in remarks]
        self._scopes = [scope for scope, _ in told]
        self._read = [_as_read(remark, said) for remark, (_, said) in zip(remarks, told, strict=True)]
        self._pointing = [pointings(read.text, read.sentences) for read in self._read]
        for number, other in enumerate(leaned_on(remarks)):
            if other is not None:
                # What another remark counts is counted on its own page; only its words are of use here.
                self._read[number] = _as_read(remarks[number], told[number][1], other.text)
        self._share = _shares(self._read)

    def locations(self) -> tuple[Location, ...]:
        places: dict[int, Candidate | None] = {}
        for scope, numbers in self._by_scope().items():
            places.update(self._anywhere(numbers) if scope.is_open else self._within(scope, numbers))
        return tuple(self._location(places.get(number), scope) for number, scope in enumerate(self._scopes))

    def _by_scope(self) -> dict[_Scope, list[int]]:
        """The remarks that name the same place; those that name a page the text has not are left out."""
        groups: dict[_Scope, list[int]] = defaultdict(list)
        for number, scope in enumerate(self._scopes):
            if scope.known:
                groups[scope].append(number)
        return groups

    def _within(self, scope: _Scope, numbers: Sequence[int]) -> dict[int, Candidate | None]:
        layout = Layout(self._ground, self._spans(scope), scope.labels)
        here, beside = self._sentences(scope)
        area, edges = Area(self._ground, here), Area(self._ground, beside)
        evidence = {number: self._evidence(number, area, edges, layout) for number in numbers}
        chosen = dict(
            zip(numbers, choose([self._places(n, evidence[n], layout) for n in numbers]), strict=True)
        )
        for earlier, number in pairwise(numbers):
            before = chosen[earlier]
            if before is not None and _leans(self._pointing[number]):
                (chosen[number],) = choose([self._places(number, evidence[number], layout, before.span)])
        return chosen

    def _spans(self, scope: _Scope) -> tuple[Span, ...]:
        pages = (self._reading.page(label) for label in scope.labels)
        return scope.sections or tuple(Span(page.start, page.end) for page in pages if page)

    def _sentences(self, scope: _Scope) -> tuple[set[int], set[int]]:
        """(the sentences of a scope, those where a clear quotation may come from as well)."""
        if scope.sections:
            here = {number for span in scope.sections for number in self._ground.between(span)}
            return here, set(range(len(self._ground.sentences))) - here
        here = set(self._ground.on_pages(scope.labels))
        return here, set(self._ground.on_pages(self._neighbours(scope.labels))) - here

    def _anywhere(self, numbers: Sequence[int]) -> dict[int, Candidate | None]:
        """Remarks that name no page: only what is clear in the whole text."""
        layout = Layout(self._ground, (Span(0, len(self._reading.text)),))
        nothing, whole = Area(self._ground, ()), Area(self._ground, range(len(self._ground.sentences)))
        found = {}
        for number in numbers:
            evidence = self._evidence(number, nothing, whole, layout)
            named = [pointing for pointing in self._pointing[number] if _names_section(pointing)]
            (found[number],) = choose(
                [evidence.candidates(tuple(pointed_places(named, layout, None, evidence)))]
            )
        return found

    def _places(
        self, number: int, evidence: Evidence, layout: Layout, before: Span | None = None
    ) -> tuple[Candidate, ...]:
        pointed = pointed_places(self._pointing[number], layout, before, evidence)
        return evidence.candidates(tuple(pointed))

    def _evidence(self, number: int, area: Area, edges: Area, layout: Layout) -> Evidence:
        read = self._read[number]
        counting = [
            (pointer.start, pointer.end)
            for pointing in self._pointing[number]
            if resolved(pointing, layout, None)
            for pointer in pointing.pointers
            if pointer.manner is Manner.COUNTED
        ]
        tokens = damped(tokens_of(read, self._lexicon), self._share, counting)
        return Evidence(read, tokens, area, edges)

    def _neighbours(self, labels: tuple[str, ...]) -> tuple[str, ...]:
        pages = self._reading.pages
        at = [number for number, page in enumerate(pages) if page.label in labels]
        near = {number + step for number in at for step in (-1, 1)} - set(at)
        return tuple(pages[number].label for number in sorted(near) if 0 <= number < len(pages))

    def _location(self, place: Candidate | None, scope: _Scope) -> Location:
        """Where the chosen place is; without one the whole first page, or section, that was named."""
        if place is not None:
            return self._at(place.span, place.how)
        if scope.sections:
            return self._at(scope.sections[0], How.HEADING)
        first = self._reading.page(scope.labels[0]) if scope.labels else None
        if first is None:
            return NOWHERE
        exact = self._reading.text[first.start : first.end]
        return Location(first.label, first.start, first.end, exact, How.PAGE)

    def _at(self, span: Span, how: How) -> Location:
        page, exact = self._reading.page_at(span.start), self._reading.text[span.start : span.end]
        return Location(page, span.start, span.end, exact, how)


def _names_section(pointing: Pointing) -> bool:
    return all(
        pointer.element in (Element.SECTION, Element.HEADING)
        and pointer.manner in (Manner.NUMBERED, Manner.NAMED)
        for pointer in pointing.pointers
    )


def _leans(found: Sequence[Pointing]) -> bool:
    return any(pointer.manner is Manner.SAME for pointing in found for pointer in pointing.pointers)


def _scope(remark: Remark, reading: ReadingText) -> tuple[_Scope, str]:
    """Where a remark is about, and what it says of the place beyond that, to be read with its words."""
    pages = (reading.page(label) for label in remark.pages)
    labels = tuple(dict.fromkeys(page.label for page in pages if page))
    said = remark.place or ""
    named = _section(remark, reading) if not labels else None
    if named is not None:
        return _Scope(sections=named.spans), named.rest
    return _Scope(labels, known=bool(labels) or not remark.pages), said


def _section(remark: Remark, reading: ReadingText) -> NamedPlace | None:
    if remark.place:
        return named_place(remark.place, reading)
    return None if remark.pages else opening_place(remark.text, reading)


def _as_read(remark: Remark, said: str, more: str = "") -> Reading:
    text = "\n".join(filter(None, [_with_place(remark.text, said), more]))
    return read_remark(text, remark.sub, remark.passage, remark.proposal, remark.pages)


def _with_place(text: str, said: str) -> str:
    return f"{said}: {text}" if said and said not in text else text


def _shares(read: Sequence[Reading]) -> dict[str, float]:
    """For each word how much of its weight it keeps, given how many remarks use it."""
    using = Counter(word for remark in read for word in {word.folded for word in words(remark.text)})
    total = max(len(read), 2 * COMMON_REMARKS)
    return {
        word: rarity(times - COMMON_REMARKS, total) for word, times in using.items() if times > COMMON_REMARKS
    }
