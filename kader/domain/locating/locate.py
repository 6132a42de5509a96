"""Each remark to the most precise place that its words allow, and no more precise than that."""

from collections import Counter, defaultdict
from collections.abc import Sequence

from kader.domain.dutch_words import words
from kader.domain.locating.choosing import choose
from kader.domain.locating.cues import Reading, read_remark
from kader.domain.locating.evidence import Candidate, Evidence, pointed_places
from kader.domain.locating.ground import Ground, rarity
from kader.domain.locating.layout import Layout
from kader.domain.locating.pointers import Manner, Pointing, pointings
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
        self._pages = [_known_pages(remark, reading) for remark in remarks]
        self._share = _shares(self._read)

    def locations(self) -> tuple[Location, ...]:
        found: dict[int, Location] = {}
        for labels, numbers in self._by_pages().items():
            found.update(self._on_pages(labels, numbers) if labels else dict.fromkeys(numbers, NOWHERE))
        return tuple(found[number] for number in range(len(self._read)))

    def _by_pages(self) -> dict[tuple[str, ...], list[int]]:
        groups: dict[tuple[str, ...], list[int]] = defaultdict(list)
        for number, labels in enumerate(self._pages):
            groups[labels].append(number)
        return groups

    def _on_pages(self, labels: tuple[str, ...], numbers: Sequence[int]) -> dict[int, Location]:
        layout = Layout(self._ground, labels)
        area, edges = self._ground.on_pages(labels), self._ground.on_pages(self._neighbours(labels))
        evidence = [self._evidence(number, area, edges) for number in numbers]
        pointing = [pointings(self._read[n].text, self._read[n].sentences) for n in numbers]
        own = [
            e.candidates(list(pointed_places(p, layout, None, e)))
            for e, p in zip(evidence, pointing, strict=True)
        ]
        chosen = list(choose(own))
        for at in range(1, len(chosen)):
            before = chosen[at - 1]
            if before is not None and _leans(pointing[at]):
                places = list(pointed_places(pointing[at], layout, before.span, evidence[at]))
                (chosen[at],) = choose([evidence[at].candidates(places)])
        return {
            number: self._location(place, layout, labels)
            for number, place in zip(numbers, chosen, strict=True)
        }

    def _evidence(self, number: int, area: Sequence[int], edges: Sequence[int]) -> Evidence:
        read = self._read[number]
        tokens = damped(tokens_of(read, self._lexicon), self._share)
        return Evidence(read, tokens, self._ground, area, edges)

    def _neighbours(self, labels: tuple[str, ...]) -> tuple[str, ...]:
        pages = self._reading.pages
        at = [number for number, page in enumerate(pages) if page.label in labels]
        near = {number + step for number in at for step in (-1, 1)} - set(at)
        return tuple(pages[number].label for number in sorted(near) if 0 <= number < len(pages))

    def _location(self, place: Candidate | None, layout: Layout, labels: tuple[str, ...]) -> Location:
        if place is None:
            whole = Span(layout.spans[0].start, layout.spans[0].end)
            return self._place(whole, How.PAGE, labels[0])
        return self._place(place.span, place.how, self._reading.page_at(place.span.start))

    def _place(self, span: Span, how: How, page: str | None) -> Location:
        return Location(page, span.start, span.end, self._reading.text[span.start : span.end], how)


def _leans(found: Sequence[Pointing]) -> bool:
    return any(pointer.manner is Manner.SAME for pointing in found for pointer in pointing.pointers)


def _known_pages(remark: Remark, reading: ReadingText) -> tuple[str, ...]:
    pages = (reading.page(label) for label in remark.pages)
    return tuple(dict.fromkeys(page.label for page in pages if page))


def _shares(read: Sequence[Reading]) -> dict[str, float]:
    """For each word how much of its weight it keeps, given how many remarks use it."""
    using = Counter(word for remark in read for word in {word.folded for word in words(remark.text)})
    total = max(len(read), 2 * COMMON_REMARKS)
    return {
        word: rarity(times - COMMON_REMARKS, total) for word, times in using.items() if times > COMMON_REMARKS
    }
