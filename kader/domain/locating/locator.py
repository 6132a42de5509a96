"""Each remark to the most precise place that its words allow, and no more precise than that."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from itertools import pairwise

from kader.domain.dutch_words import words
from kader.domain.locating.area import Area
from kader.domain.locating.choosing import choose
from kader.domain.locating.cues import Reading, read_remark
from kader.domain.locating.evidence import Candidate, Evidence, pointed_places
from kader.domain.locating.ground import Ground, rarity
from kader.domain.locating.layout import Layout
from kader.domain.locating.pointers import Element, Manner, Pointing, pointings
from kader.domain.locating.tokens import Lexicon, damped, tokens_of
from kader.domain.locating.values import How, Location, Remark, Span
from kader.domain.reading_text import ReadingText

# A word that many remarks use is about the whole text rather than about one sentence.
COMMON_REMARKS = 3

NOWHERE = Location(None, None, None, None, How.NONE)


def locate(remarks: Sequence[Remark], reading: ReadingText) -> tuple[Location, ...]:
    """Where each remark points in the text, in the order of the remarks."""
    return _Locator(remarks, reading).locations()


class _Locator:
    def __init__(self, remarks: Sequence[Remark], reading: ReadingText) -> None:
        self._reading = reading
        self._ground = Ground(reading)
        self._lexicon = Lexicon(self._ground)
        self._read = [read_remark(r.text, r.sub, r.passage, r.proposal) for r in remarks]
        self._pointing = [pointings(read.text, read.sentences) for read in self._read]
        self._pages = [_known_pages(remark, reading) for remark in remarks]
        self._share = _shares(self._read)

    def locations(self) -> tuple[Location, ...]:
        places: dict[int, Candidate | None] = {}
        for labels, numbers in self._by_pages().items():
            places.update(self._on_pages(labels, numbers) if labels else self._anywhere(numbers))
        return tuple(self._location(places.get(number), labels) for number, labels in enumerate(self._pages))

    def _by_pages(self) -> dict[tuple[str, ...], list[int]]:
        """The remarks that name the same pages; those that name one the text does not have left out."""
        groups: dict[tuple[str, ...], list[int]] = defaultdict(list)
        for number, labels in enumerate(self._pages):
            if labels is not None:
                groups[labels].append(number)
        return groups

    def _on_pages(self, labels: tuple[str, ...], numbers: Sequence[int]) -> dict[int, Candidate | None]:
        layout = Layout(self._ground, labels)
        here = self._ground.on_pages(labels)
        beside = set(self._ground.on_pages(self._neighbours(labels))) - set(here)
        area, edges = Area(self._ground, here), Area(self._ground, beside)
        evidence = {number: self._evidence(number, area, edges) for number in numbers}
        chosen = dict(
            zip(numbers, choose([self._places(n, evidence[n], layout) for n in numbers]), strict=True)
        )
        for earlier, number in pairwise(numbers):
            before = chosen[earlier]
            if before is not None and _leans(self._pointing[number]):
                (chosen[number],) = choose([self._places(number, evidence[number], layout, before.span)])
        return chosen

    def _anywhere(self, numbers: Sequence[int]) -> dict[int, Candidate | None]:
        """Remarks that name no page: only what is clear in the whole text."""
        layout = Layout(self._ground, ())
        nothing, whole = Area(self._ground, ()), Area(self._ground, range(len(self._ground.sentences)))
        found = {}
        for number in numbers:
            evidence = self._evidence(number, nothing, whole)
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

    def _evidence(self, number: int, area: Area, edges: Area) -> Evidence:
        read = self._read[number]
        tokens = damped(tokens_of(read, self._lexicon), self._share)
        return Evidence(read, tokens, area, edges)

    def _neighbours(self, labels: tuple[str, ...]) -> tuple[str, ...]:
        pages = self._reading.pages
        at = [number for number, page in enumerate(pages) if page.label in labels]
        near = {number + step for number in at for step in (-1, 1)} - set(at)
        return tuple(pages[number].label for number in sorted(near) if 0 <= number < len(pages))

    def _location(self, place: Candidate | None, labels: tuple[str, ...] | None) -> Location:
        if place is not None:
            return self._at(place.span, place.how, self._reading.page_at(place.span.start))
        first = self._reading.page(labels[0]) if labels else None
        return self._at(Span(first.start, first.end), How.PAGE, first.label) if first else NOWHERE

    def _at(self, span: Span, how: How, page: str | None) -> Location:
        return Location(page, span.start, span.end, self._reading.text[span.start : span.end], how)


def _names_section(pointing: Pointing) -> bool:
    return all(
        pointer.element in (Element.SECTION, Element.HEADING)
        and pointer.manner in (Manner.NUMBERED, Manner.NAMED)
        for pointer in pointing.pointers
    )


def _leans(found: Sequence[Pointing]) -> bool:
    return any(pointer.manner is Manner.SAME for pointing in found for pointer in pointing.pointers)


def _known_pages(remark: Remark, reading: ReadingText) -> tuple[str, ...] | None:
    """The pages of the text that a remark names; () when it names none, None when none is in the text."""
    pages = (reading.page(label) for label in remark.pages)
    known = tuple(dict.fromkeys(page.label for page in pages if page))
    return known or (None if remark.pages else ())


def _shares(read: Sequence[Reading]) -> dict[str, float]:
    """For each word how much of its weight it keeps, given how many remarks use it."""
    using = Counter(word for remark in read for word in {word.folded for word in words(remark.text)})
    total = max(len(read), 2 * COMMON_REMARKS)
    return {
        word: rarity(times - COMMON_REMARKS, total) for word, times in using.items() if times > COMMON_REMARKS
    }
