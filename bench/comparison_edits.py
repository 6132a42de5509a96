"""Whether an edit is told as what it is: documents of ours with edits made by known rules.

Each document gets a paragraph split, merged, dropped, added, moved and moved with rewording, and a sentence
reworded, dropped, added and moved. An edit is told right when a change of its kind holds it; `extra` counts
the changes that belong to none of the edits.
"""

import random
import re
from collections import Counter
from pathlib import Path

from kader.domain.comparison import Change, Passage, compare
from kader.domain.reading_text import read, read_plain

ROOT = Path(__file__).resolve().parents[1]
SOURCES = ("handelingskader/2.0", "kwaliteitskader/1.0", "toetsingskader-jeugd/1.0")
DOCUMENTS = 60
Edit = tuple[str, str | None, str | None]
"""(kind, old text, new text)"""


def report_edits() -> None:
    made, right, extra = Counter(), Counter(), 0
    sources = [read((ROOT / "content" / f"{name}.md").read_text("utf-8")).text for name in SOURCES]
    for seed in range(DOCUMENTS):
        old, new, edits = _Editor(sources, seed).document()
        changes = compare(read_plain(old), read_plain(new))
        found = [next((c for c in changes if _tells(c, edit)), None) for edit in edits]
        made.update(kind for kind, _, _ in edits)
        right.update(edit[0] for edit, change in zip(edits, found, strict=True) if change)
        extra += len(changes) - len({change.id for change in found if change})
    print(f"\nedits made by rule in {DOCUMENTS} documents, told as what they are")
    print("  ".join(f"{kind} {right[kind]}/{made[kind]}" for kind in sorted(made)), f" extra {extra}")


def _tells(change: Change, edit: Edit) -> bool:
    kind, old, new = edit
    return change.kind == kind and _covers(change.old, old) and _covers(change.new, new)


def _covers(passage: Passage | None, text: str | None) -> bool:
    if text is None or passage is None:
        return text is None
    told = passage.text.strip()
    return text in told or told in text


class _Editor:
    """Makes one document and its edits; a paragraph is edited at most once."""

    def __init__(self, sources: list[str], seed: int) -> None:
        self.rng = random.Random(seed)
        self.words = [word for source in sources for word in re.findall(r"\w{4,}", source)]
        self.old = self.rng.choice(sources).split("\n")
        self.new = [[paragraph] for paragraph in self.old]
        self.edits: list[Edit] = []
        self.free = [n for n, p in enumerate(self.old) if len(p) > 150 and len(_sentences(p)) >= 3]
        self.rng.shuffle(self.free)

    def document(self) -> tuple[str, str, list[Edit]]:
        edits = (self.split, self.merge, self.drop, self.add, self.reword, self.drop_sentence)
        for edit in (*edits, self.add_sentence, self.move_sentence):
            if len(self.free) > 4:
                edit(self.free.pop())
        moved = [self.lift(self.free.pop(), share) for share in (0.0, 0.2) if self.free]
        new = [paragraph for paragraphs in self.new for paragraph in paragraphs]
        for paragraph in moved:
            new.insert(self.rng.randrange(len(new)), paragraph)
        return "\n".join(self.old), "\n".join(new), self.edits

    def split(self, n: int) -> None:
        sentences = _sentences(self.old[n])
        at = self.rng.randrange(1, len(sentences))
        self.new[n] = [" ".join(sentences[:at]), " ".join(sentences[at:])]
        self.edits.append(("split", self.old[n], self.new[n][0]))

    def merge(self, n: int) -> None:
        if n + 1 in self.free and self.old[n + 1][0].isupper():
            self.free.remove(n + 1)
            self.new[n], self.new[n + 1] = [f"{self.old[n]} {self.old[n + 1]}"], []
            self.edits.append(("merged", self.old[n], self.new[n][0]))

    def drop(self, n: int) -> None:
        self.new[n] = []
        self.edits.append(("deleted", self.old[n], None))

    def add(self, n: int) -> None:
        added = self._reworded(self.rng.choice([p for p in self.old if len(p) > 60]), 0.9)
        self.new[n] = [self.old[n], added]
        self.edits.append(("inserted", None, added))

    def reword(self, n: int) -> None:
        sentences = _sentences(self.old[n])
        at = self.rng.randrange(len(sentences))
        old, sentences[at] = sentences[at], self._reworded(sentences[at], 0.25)
        self.new[n] = [" ".join(sentences)]
        self.edits.append(("reworded", old, sentences[at]))

    def drop_sentence(self, n: int) -> None:
        sentences = _sentences(self.old[n])
        self.edits.append(("deleted", sentences.pop(self.rng.randrange(len(sentences))), None))
        self.new[n] = [" ".join(sentences)]

    def add_sentence(self, n: int) -> None:
        added = _sentences(self._reworded(self.rng.choice(self.old), 0.9))[0]
        self._insert(n, added)
        self.edits.append(("inserted", None, added))

    def move_sentence(self, n: int) -> None:
        sentences = _sentences(self.old[n])
        moved = max(sentences, key=len)
        sentences.remove(moved)
        self.new[n] = [" ".join(sentences)]
        self._insert(self.free.pop(), moved)
        self.edits.append(("moved", moved, moved))

    def lift(self, n: int, share: float) -> str:
        """Takes a paragraph out, to be put back elsewhere, this share of its words replaced."""
        self.new[n] = []
        moved = self._reworded(self.old[n], share) if share else self.old[n]
        self.edits.append(("moved", self.old[n], moved))
        return moved

    def _insert(self, n: int, sentence: str) -> None:
        sentences = _sentences(self.old[n])
        sentences.insert(self.rng.randrange(len(sentences) + 1), sentence)
        self.new[n] = [" ".join(sentences)]

    def _reworded(self, text: str, share: float) -> str:
        words = text.split(" ")
        for _ in range(max(1, int(len(words) * share))):
            words[self.rng.randrange(len(words))] = self.rng.choice(self.words)
        made = " ".join(words).rstrip(",;:")
        return made[0].upper() + made[1:] + ("" if made[-1] in ".?!" else ".")


def _sentences(paragraph: str) -> list[str]:
    return re.split(r"(?<=[.?!]) (?=[A-Z])", paragraph)
