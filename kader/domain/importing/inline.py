"""One paragraph as a line of markdown: its words, emphasis and links, note marks and page breaks."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from kader.domain.importing.escaping import escape, escaped
from kader.domain.paragraphs import Emphasis, Paragraph
from kader.domain.reading_text import read

# Outermost first. Underlining has no sign in markdown; on a web page it would look like a link.
_NESTING = ("link", "bold", "italic", "strike")
_SIGNS = {"bold": "**", "italic": "*", "strike": "~~"}
_SAFE = ("http://", "https://", "mailto:")


@dataclass(frozen=True, slots=True)
class _Stretch:
    kind: str
    start: int
    end: int
    address: str = ""

    def opened(self) -> str:
        return "[" if self.kind == "link" else _SIGNS[self.kind]

    def closed(self) -> str:
        return f"](<{self.address}>)" if self.kind == "link" else _SIGNS[self.kind]


def inline(paragraph: Paragraph, marker: Callable[[int], str], plain: bool = False) -> str:
    """The paragraph as one line; `marker` gives the sign of a page, `plain` leaves bold letters out.

    Emphasis is dropped where markdown cannot express it: `**a,**b` shows stars, and would change the words.
    """
    stretches = [s for s in _stretches(paragraph) if not (plain and s.kind == "bold")]
    inserts = _inserts(paragraph, marker)
    if stretches:
        line = _woven(paragraph.text, stretches, inserts)
        if _shown(line, paragraph) == _shown(escape(paragraph.text), paragraph):
            return line
    return _woven(paragraph.text, (), inserts)


def _shown(line: str, paragraph: Paragraph) -> str:
    """What a reader sees of a line; behind a word it is no list and no heading."""
    notes = "".join(f"\n\n[^{note}]: noot" for _, note in paragraph.cites)
    reading = read(f"x {' '.join(line.split())}{notes}")
    return reading.text[: reading.blocks[0].end]


def _stretches(paragraph: Paragraph) -> list[_Stretch]:
    """Emphasis and links without white space at their ends; neighbours of one kind are one."""
    links = [
        _Stretch("link", start, end, address)
        for start, end, address in paragraph.links
        if address.startswith(_SAFE) and not set(address) & set("<>\\ \n")
    ]
    marks = [Emphasis(m.kind, m.start, m.end) for m in paragraph.marks if m.kind in _SIGNS]
    joined = [
        _Stretch(kind, start, end)
        for kind in _SIGNS
        for start, end in _joined(paragraph.text, sorted((m.start, m.end) for m in marks if m.kind == kind))
    ]
    trimmed = (_trimmed(stretch, paragraph.text) for stretch in (*links, *joined))
    return [stretch for stretch in trimmed if stretch.end > stretch.start]


def _joined(text: str, spans: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    found: list[tuple[int, int]] = []
    for start, end in spans:
        if found and not text[found[-1][1] : start].strip():
            found[-1] = (found[-1][0], max(end, found[-1][1]))
        else:
            found.append((start, end))
    return found


def _trimmed(stretch: _Stretch, text: str) -> _Stretch:
    words = text[stretch.start : stretch.end]
    start = stretch.start + len(words) - len(words.lstrip())
    return _Stretch(stretch.kind, start, stretch.start + len(words.rstrip()), stretch.address)


def _inserts(paragraph: Paragraph, marker: Callable[[int], str]) -> dict[int, str]:
    """Note marks and page signs by the offset before which they stand."""
    found: dict[int, str] = {}
    for offset, note in paragraph.cites:
        found[offset] = found.get(offset, "") + f"[^{note}]"
    for offset, page in paragraph.breaks:
        offset = _at_word(paragraph.text, offset)
        spaced = " " if paragraph.text[offset - 1 : offset].isspace() else ""
        found[offset] = found.get(offset, "") + marker(page) + spaced
    return found


def _at_word(text: str, offset: int) -> int:
    while offset < len(text) and text[offset].isspace():
        offset += 1
    return offset


def _woven(text: str, stretches: Sequence[_Stretch], inserts: dict[int, str]) -> str:
    edges = {edge for s in stretches for edge in (s.start, s.end)}
    offsets = sorted({0, len(text), *edges, *inserts})
    shown = escaped(text)
    parts: list[str] = []
    open_now: list[_Stretch] = []
    for start, end in zip(offsets, [*offsets[1:], len(text)], strict=True):
        wanted = sorted(
            (s for s in stretches if s.start <= start < s.end), key=lambda s: _NESTING.index(s.kind)
        )
        kept = _shared(open_now, wanted)
        parts += [stretch.closed() for stretch in reversed(open_now[kept:])]
        parts.append(inserts.get(start, ""))
        parts += [stretch.opened() for stretch in wanted[kept:]]
        parts.append("".join(shown[start:end]))
        open_now = wanted
    return " ".join("".join(parts).split())


def _shared(before: Sequence[_Stretch], after: Sequence[_Stretch]) -> int:
    """How many of the outermost stretches go on."""
    pairs = enumerate(zip(before, after, strict=False))
    return next((index for index, (one, other) in pairs if one != other), min(len(before), len(after)))
