"""Reading a framework in a process of its own, with the limits that `kader.formats.apart` sets."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from kader.domain.importing import Manuscript
from kader.formats.apart import answer_apart, ask_apart, paragraph
from kader.formats.frameworks.kinds import Reading, read_kind


def read_framework_apart(kind: str, content: bytes) -> Reading:
    """As `read_kind`. Raises UnreadableDocument, also when it takes too much time or memory."""
    answer = ask_apart("kader.formats.frameworks.apart", kind, content)
    labels = tuple((page, label) for page, label in answer["labels"])
    paragraphs = tuple(map(paragraph, answer["paragraphs"]))
    return Reading(Manuscript(paragraphs, labels, tuple(answer["attention"])), answer["drawn"])


def _answer(kind: str, content: bytes) -> dict[str, Any]:
    reading = read_kind(kind, content)
    return asdict(reading.manuscript) | {"drawn": reading.drawn}


if __name__ == "__main__":
    answer_apart(_answer)
