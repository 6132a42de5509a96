"""Where sentences end, in a text and in what people write about it."""

import re
from itertools import pairwise


def sentence_spans(text: str) -> tuple[tuple[int, int], ...]:
    """The sentences of one paragraph as [start, end) in code points, without the space between them.

    A full stop after an abbreviation, a single letter or a number at the start ends no sentence, nor does one
    that a small letter follows. A line break does.
    """
    cuts = [found.end() for found in _END.finditer(text) if not _goes_on(text, found)]
    edges = [0, *cuts, len(text)]
    return tuple(_stripped(text, start, end) for start, end in pairwise(edges) if text[start:end].strip())


def _goes_on(text: str, found: re.Match[str]) -> bool:
    if "\n" in found[0]:
        return False
    follows = text[found.end() : found.end() + 1]
    before = text[max(0, found.start() - 12) : found.start() + 1]
    return follows.islower() or (found[0][0] == "." and _ABBREVIATION.search(before) is not None)


def _stripped(text: str, start: int, end: int) -> tuple[int, int]:
    piece = text[start:end]
    return start + len(piece) - len(piece.lstrip()), end - len(piece) + len(piece.rstrip())


_END = re.compile(r"[.!?…]+['\"’”)\]»*_]*\s+|\n+")
_ABBREVIATION = re.compile(
    r"(?:^|[\s(])(?:\w|\d+|bijv|bv|nr|art|par|blz|pag|p|hfst|incl|excl|ca|resp|evt|mevr|dhr|drs|mr|dr|prof|st|"
    r"jl|vgl|o\.a|i\.p\.v|m\.b\.t|t\.a\.v|d\.w\.z|t\.o\.v|i\.v\.m|e\.d|m\.n|a\.d\.h\.v|n\.a\.v)\.$",
    re.IGNORECASE,
)
