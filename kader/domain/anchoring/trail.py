"""A remark is carried version by version, and its trail is kept.

Each step starts from where the passage was in the version before. After a step that is not sure, and after a
removal, the last sure place is looked for in the next version: a passage that was taken out and comes back is
recognised, and a doubt is lifted when the words return. Otherwise a doubt stays a doubt; it is not forgotten
because the next step went well.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from kader.domain.anchoring.carrier import Carrier
from kader.domain.anchoring.values import Anchor, Carried, Status
from kader.domain.reading_text import ReadingText

# Code points of context on either side of a quote, as in the Web Annotation examples and the clients we know.
CONTEXT = 32


@dataclass(frozen=True, slots=True)
class Step:
    """Where a passage is in one version.

    `since` is the index of the version it was carried from: the one before, or the last in which it was sure.
    `returned` says that it was removed before and is back.
    """

    carried: Carried
    since: int
    returned: bool = False


class Journey:
    """Carries anchors through a row of versions, oldest first; each pair of texts is mapped once."""

    def __init__(self, versions: Sequence[ReadingText], by_sentence: bool = True) -> None:
        self._versions, self._by_sentence = tuple(versions), by_sentence
        self._carriers: dict[tuple[int, int], Carrier] = {}

    def carry(self, anchor: Anchor) -> tuple[Step, ...]:
        """One step for each version after the first, in which `anchor` stands."""
        steps: list[Step] = []
        sure, sure_at = anchor, 0
        for version in range(1, len(self._versions)):
            step = self._step(steps[-1] if steps else None, (sure, sure_at), version)
            steps.append(step)
            if _is_placed(step.carried):
                sure, sure_at = self._anchor(step.carried, version), version
        return tuple(steps)

    def _step(self, last: Step | None, sure: tuple[Anchor, int], version: int) -> Step:
        anchor, since = sure
        carried = self._carrier(since, version).carry(anchor)
        was_gone = last is not None and last.carried.status is Status.REMOVED
        if last is None or was_gone or _is_placed(last.carried) or _is_placed(carried):
            return Step(carried, since, returned=was_gone and carried.status is not Status.REMOVED)
        proposed = self._anchor(last.carried, version - 1)
        further = self._carrier(version - 1, version).carry(proposed)
        return Step(_still_uncertain(last.carried, further), version - 1)

    def _carrier(self, old: int, new: int) -> Carrier:
        if (old, new) not in self._carriers:
            texts = self._versions[old], self._versions[new]
            self._carriers[old, new] = Carrier(*texts, by_sentence=self._by_sentence)
        return self._carriers[old, new]

    def _anchor(self, carried: Carried, version: int) -> Anchor:
        return anchor_at(self._versions[version], carried.start or 0, carried.end or 0)


def carry_through(anchor: Anchor, versions: Sequence[ReadingText]) -> tuple[Step, ...]:
    """The trail of one anchor of the first version through the later ones; see Journey for many anchors."""
    return Journey(versions).carry(anchor)


def anchor_at(text: ReadingText, start: int, end: int) -> Anchor:
    """The anchor of a stretch of a text, in code points, with its context, page and section."""
    block = text.block_at(start)
    return Anchor(
        start=start,
        end=end,
        exact=text.text[start:end],
        prefix=text.text[max(0, start - CONTEXT) : start],
        suffix=text.text[end : end + CONTEXT],
        page=text.page_at(start),
        section=block.section if block else None,
    )


def _is_placed(carried: Carried) -> bool:
    return carried.status not in (Status.REMOVED, Status.UNCERTAIN)


def _still_uncertain(before: Carried, now: Carried) -> Carried:
    if not _is_placed(now):
        return now
    return replace(now, status=Status.UNCERTAIN, score=before.score * now.score)
