"""What a comparison says, and the promise that it says everything.

The promise is exact: cut every old passage out of the old text and every new passage out of the new text,
and the same text is left. So the new text follows from the old text and the changes, and the old text from
the new text and the changes. A passage therefore holds the white space that came or went with it: an
inserted paragraph brings the newline that sets it apart.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import Literal, NamedTuple

Kind = Literal["inserted", "deleted", "reworded", "moved", "split", "merged", "opmaak"]
Op = Literal["=", "-", "+"]


@dataclass(frozen=True, slots=True)
class Passage:
    """`text` stands at code points [start, end) of its reading text."""

    start: int
    end: int
    text: str


class Word(NamedTuple):
    """A stretch of text that both sides have ("="), only the old ("-") or only the new ("+")."""

    op: Op
    text: str


@dataclass(frozen=True, slots=True)
class Change:
    """One unit of difference that a reader can judge and a remark can be linked to.

    `old` is None for what was inserted, `new` for what was deleted. The words marked "=" and "-" make up the
    old passage, those marked "=" and "+" the new one. `id` depends on the kind and the words of the change,
    not on its place.

    """

    id: str
    kind: Kind
    old: Passage | None
    new: Passage | None
    words: tuple[Word, ...]


def apply(old_text: str, changes: Sequence[Change]) -> str:
    """The new text. Raises ValueError when the changes were not made from `old_text`."""
    kept = _without(old_text, (change.old for change in changes))
    return _with(kept, (change.new for change in changes))


def revert(new_text: str, changes: Sequence[Change]) -> str:
    """The old text. Raises ValueError when the changes were not made towards `new_text`."""
    kept = _without(new_text, (change.new for change in changes))
    return _with(kept, (change.old for change in changes))


def _without(text: str, passages: Iterable[Passage | None]) -> str:
    kept, at = [], 0
    for passage in _in_order(passages):
        if passage.start < at or text[passage.start : passage.end] != passage.text:
            raise ValueError(f"these changes do not belong to this text, see code point {passage.start}")
        kept.append(text[at : passage.start])
        at = passage.end
    return "".join([*kept, text[at:]])


def _with(kept: str, passages: Iterable[Passage | None]) -> str:
    pieces, at, length = [], 0, 0
    for passage in _in_order(passages):
        pieces += [kept[at : at + passage.start - length], passage.text]
        at += passage.start - length
        length = passage.end
    return "".join([*pieces, kept[at:]])


def _in_order(passages: Iterable[Passage | None]) -> list[Passage]:
    return sorted((p for p in passages if p is not None), key=lambda passage: passage.start)


class Names:
    """Gives changes names that survive edits elsewhere: the same words at another place keep their name."""

    def __init__(self) -> None:
        self._seen: dict[str, int] = {}

    def name(self, kind: Kind, old: Passage | None, new: Passage | None) -> str:
        texts = [" ".join(passage.text.split()) if passage else "" for passage in (old, new)]
        content = "\x1f".join([kind, *texts])
        occurrence = self._seen[content] = self._seen.get(content, 0) + 1
        digest = sha256(f"{content}\x1f{occurrence}".encode("utf-8", "surrogatepass")).hexdigest()
        return f"w{digest[:12]}"
