"""A reader wants to know what changed, an editor must say why: so what is one change?

A change is one unit of difference that a person can judge: a sentence reworded, a paragraph moved, a list
item added. Comparing goes from large to small, each step in a module of its own: blocks and sentences
(`units`), how much two of them are alike (`likeness`), which became which (`alignment`), the pieces a
reader wants (`pieces`), every code point accounted for (`parts`), and which words differ (`wording`).
`change` holds the result and the promise that it is exact.
"""

from collections.abc import Iterator

from kader.domain.comparison.change import Change, Kind, Names, Passage, Word, apply, revert
from kader.domain.comparison.parts import Part, Span, parts_of
from kader.domain.comparison.pieces import pieces_of
from kader.domain.comparison.wording import apart, wording
from kader.domain.reading_text import ReadingText

__all__ = ["Change", "Kind", "Passage", "Word", "apply", "compare", "revert"]


def compare(old: ReadingText, new: ReadingText) -> tuple[Change, ...]:
    """The changes from `old` to `new`, in the order of the new text; what was deleted stands where it was.

    Exact: `apply(old.text, changes) == new.text` and `revert(new.text, changes) == old.text`. The same
    texts give the same changes with the same ids. Time grows in proportion to the length of the texts.
    """
    names = Names()
    parts = parts_of(old, new, pieces_of(old, new))
    return tuple(change for part in parts for change in _told(part, old.text, new.text, names))


def _told(part: Part, old: str, new: str, names: Names) -> Iterator[Change]:
    if part.kind is None:
        return
    was, now = _passage(old, part.old), _passage(new, part.new)
    words = wording(was.text if was else "", now.text if now else "")
    if part.kind == "reworded" and was and now:
        yield from _reworded(was, now, words, names)
    else:
        kind = _kind(part.kind, words)
        yield Change(names.name(kind, was, now), kind, was, now, words)


def _kind(kind: Kind, words: tuple[Word, ...]) -> Kind:
    """What was written anew can hardly be called split or merged."""
    anew = kind in ("split", "merged") and all(word.op != "=" for word in words)
    return "reworded" if anew else kind


def _passage(text: str, span: Span | None) -> Passage | None:
    return Passage(span.start, span.end, text[span.start : span.end]) if span else None


def _reworded(was: Passage, now: Passage, words: tuple[Word, ...], names: Names) -> Iterator[Change]:
    """One change, or one for each group of edits in a long sentence."""
    i, j = was.start, now.start
    for group in apart(words):
        before = _from(i, "".join(word.text for word in group if word.op != "+"))
        after = _from(j, "".join(word.text for word in group if word.op != "-"))
        edits = [word.text for word in group if word.op != "="]
        if edits:
            kind: Kind = "reworded" if "".join(edits).strip() else "opmaak"
            yield Change(names.name(kind, before, after), kind, before, after, group)
        i, j = before.end, after.end


def _from(start: int, text: str) -> Passage:
    return Passage(start, start + len(text), text)
