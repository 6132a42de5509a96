"""A file is made by a stranger, and a reader in C or Rust trusts it with the memory of the whole service.

So what is heavy or not read by Python is read by a process of its own, which has little memory and time and
may write nothing. Whatever happens to it, the service answers with a sentence.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from dataclasses import asdict
from typing import Any

from kader.domain.errors import UnreadableDocument
from kader.domain.margin import MarginComment, MarginReply
from kader.domain.paragraphs import Cell, Emphasis, Paragraph
from kader.formats import own_process
from kader.formats.by_kind import read_all

LIMITS = own_process.Limits(seconds=40, space=1_500_000_000)
"""Of the reading process."""

_TOO_HEAVY = (
    "Dit bestand is niet gelezen: het vraagt te veel tijd of geheugen, of het is beschadigd. "
    "Sla het opnieuw op zonder afbeeldingen, of stuur het in delen."
)


def read_apart(kind: str, content: bytes) -> tuple[Paragraph, ...]:
    """The paragraphs of a file of a kind such as ".pdf". Raises UnreadableDocument."""
    return tuple(map(paragraph, ask_apart("kader.formats.apart", kind, content)["paragraphs"]))


def ask_apart(module: str, kind: str, content: bytes) -> dict[str, Any]:
    """What a reader of ours says of a file, as its module prints it. Raises UnreadableDocument."""
    told = own_process.run(module, [kind], content, LIMITS)
    if told is None:
        raise UnreadableDocument(_TOO_HEAVY)
    answer: dict[str, Any] = json.loads(told)
    if "refused" in answer:
        raise UnreadableDocument(answer["refused"])
    return answer


def paragraph(fields: dict[str, Any]) -> Paragraph:
    """A paragraph from its fields as JSON has them."""
    told = {name: _tuples(value) for name, value in fields.items() if name not in ("marks", "cell", "margin")}
    marks = tuple(Emphasis(**mark) for mark in fields["marks"])
    cell = Cell(**fields["cell"]) if fields["cell"] else None
    return Paragraph(**told, marks=marks, cell=cell, margin=_margin(fields["margin"]))


def _margin(fields: dict[str, Any] | None) -> MarginComment | None:
    if fields is None:
        return None
    replies = tuple(MarginReply(**reply) for reply in fields.pop("replies"))
    return MarginComment(**fields, replies=replies)


def _tuples(value: Any) -> Any:
    # JSON has lists only.
    return tuple(map(_tuples, value)) if isinstance(value, list) else value


def answer_apart(read: Callable[[str, bytes], dict[str, Any]]) -> None:
    """Answer, in the process of its own, what `ask_apart` asks; `read` gets the kind and the bytes."""
    own_process.be_small(LIMITS)
    try:
        answer = read(sys.argv[1], sys.stdin.buffer.read())
    except UnreadableDocument as refused:
        answer = {"refused": str(refused)}
    sys.stdout.write(json.dumps(answer))


def _letter(kind: str, content: bytes) -> dict[str, Any]:
    return {"paragraphs": [asdict(one) for one in read_all(kind, content)]}


if __name__ == "__main__":
    answer_apart(_letter)
