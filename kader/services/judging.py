"""Judging: an inspector links a norm to a passage, and looks again when one of them changed.

Every judgement stays: who changes or confirms one ends its row and adds another that leads back to it.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from kader.domain.alignment import (
    counterpart,
    find_words,
    joined,
    needs_review,
    norm_changed,
    require_passage,
)
from kader.domain.anchoring import Status
from kader.domain.anchoring.sentences import cut_sentences
from kader.domain.audit import Act
from kader.domain.errors import Immutable, InvalidInput, NotAllowed
from kader.domain.likely_passages import likely_passages
from kader.domain.reading_text import Block, ReadingText
from kader.domain.rights import Person
from kader.domain.vocabulary import Verdict
from kader.services.carrying import put_place
from kader.services.judgements import Pair, Sides, may_change, norms_of, require_inspector
from kader.services.wiring import Wiring, note
from kader.storage import alignments, frameworks
from kader.storage.database import Session
from kader.storage.tables import Alignment

_LONGEST_EXPLANATION = 5_000
_AROUND = 60
_LIKELY = 8


@dataclass(frozen=True, slots=True)
class Judged:
    """What an inspector filled in; `spans` are the chosen stretches in code points."""

    verdict: Verdict
    explanation: str
    spans: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Stretch:
    """A choosable stretch of the text: a sentence, or a block as a whole (then `text` is not repeated)."""

    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class BlockChoice:
    """A block with its sentences; `whole` is None when it has only one."""

    kind: str
    page: str | None
    section: str | None
    sentences: tuple[Stretch, ...]
    whole: Stretch | None


@dataclass(frozen=True, slots=True)
class Found:
    """A place where the words that were looked for stand, with the words around it."""

    start: int
    end: int
    text: str
    before: str
    after: str
    page: str | None
    section: str | None


@dataclass(frozen=True, slots=True)
class Choice:
    """What can be chosen: the blocks of a page, the likely blocks, or the places of words looked for.

    `kept` was chosen before and stands elsewhere, or is no whole sentence.
    """

    pages: tuple[str, ...]
    page: str
    likely: bool
    blocks: tuple[BlockChoice, ...]
    words: str
    found: tuple[Found, ...]
    kept: tuple[Found, ...]


@dataclass(frozen=True, slots=True)
class Look:
    """Where to look: for words, else on a page, else at what is like the norm; `chosen` is kept in sight."""

    page: str = ""
    words: str = ""
    chosen: tuple[tuple[int, int], ...] = ()


def choice(wiring: Wiring, person: Person, pair: Pair, number: str, look: Look) -> Choice:
    """What can be chosen for a norm. Raises NotFound."""
    with wiring.database.read() as session:
        require_inspector(person)
        sides = Sides(wiring, session, pair)
        reading, norm = sides.reading, sides.norm(number)
    labels = tuple(dict.fromkeys(one.label for one in reading.pages))
    found = find_words(reading, look.words)
    blocks: tuple[Block, ...] = ()
    if not look.words.strip():
        on_page = reading.blocks_on(look.page) if look.page in labels else ()
        blocks = on_page or likely_passages(reading, norm, _LIKELY)
    choices = tuple(_block_choice(reading, block) for block in blocks)
    stretches = [(one.start, one.end) for block in choices for one in block.sentences] + list(found)
    return Choice(
        pages=labels,
        page=look.page if look.page in labels else "",
        likely=look.page not in labels and not look.words.strip(),
        blocks=choices,
        words=look.words.strip(),
        found=tuple(_found(reading, start, end) for start, end in found),
        kept=tuple(_found(reading, *one) for one in look.chosen if _is_elsewhere(reading, one, stretches)),
    )


def _is_elsewhere(reading: ReadingText, span: tuple[int, int], stretches: Sequence[tuple[int, int]]) -> bool:
    """Whether a chosen span cannot be shown by ticking some of these stretches."""
    inside = [one for one in stretches if span[0] <= one[0] and one[1] <= span[1]]
    shown = (min((one[0] for one in inside), default=0), max((one[1] for one in inside), default=0))
    return shown != span and span[0] < span[1] <= len(reading.text)


def judge(wiring: Wiring, person: Person, pair: Pair, number: str, judged: Judged) -> int:
    """The id of a new judgement on a norm. Raises NotFound, InvalidInput."""
    with wiring.writing(person, Act.JUDGE) as session:
        organisation_id = require_inspector(person)
        sides = Sides(wiring, session, pair)
        row = Alignment(
            assessment_version_id=sides.assessment.id,
            norm=sides.norm(number).number,
            version_id=sides.version.id,
            organisation_id=organisation_id,
        )
        return _save(wiring, session, person, row, sides.reading, judged)


def change(wiring: Wiring, person: Person, number: int, judged: Judged) -> int:
    """Put another judgement in the place of one; gives the new id. Raises Immutable when it ended already."""
    with wiring.writing(person, Act.CHANGE_JUDGEMENT) as session:
        return _replace(wiring, session, person, _changeable(session, person, number), judged)


def confirm(wiring: Wiring, person: Person, number: int) -> int:
    """The judgement still holds, on the passage as it stands now; gives the new id.

    Raises InvalidInput when its passage is gone, Immutable when it ended already.
    """
    with wiring.writing(person, Act.CONFIRM_JUDGEMENT) as session:
        old = _changeable(session, person, number)
        spans = ((old.start, old.end),) if old.start is not None and old.end is not None else ()
        return _replace(wiring, session, person, old, Judged(old.verdict, old.explanation, spans))


def withdraw(wiring: Wiring, person: Person, number: int) -> None:
    """End a judgement; it stays in the history of its norm. Raises Immutable when it ended already."""
    with wiring.writing(person, Act.WITHDRAW_JUDGEMENT, f"oordeel {number}") as session:
        alignments.end(_changeable(session, person, number), wiring.clock(), person.id)


def take_over(wiring: Wiring, person: Person, pair: Pair) -> int:
    """Hold the judgements by the previous assessment version against this one; gives how many.

    A norm that reads as before keeps its judgement, a changed one is to be looked at again. What stood on a
    norm that was dropped stays where it is.
    """
    with wiring.writing(person, Act.TAKE_OVER_JUDGEMENTS) as session:
        require_inspector(person)
        sides = Sides(wiring, session, pair)
        previous = frameworks.previous(session, sides.assessment)
        if previous is None or alignments.in_force(session, sides.assessment, sides.version):
            raise NotAllowed("Er zijn geen oordelen over te nemen, of dat is al gebeurd.")
        before = {norm.number: norm for norm in norms_of(wiring, previous)}
        taken = 0
        for old in alignments.in_force(session, previous, sides.version):
            norm = before.get(old.norm)
            now = counterpart(norm, sides.norms) if norm else None
            if norm and now:
                session.add(_held_against(old, sides, now.number, norm_changed(norm, now)))
                taken += 1
        note(session, f"{taken} oordelen")
        return taken


def _held_against(old: Alignment, sides: Sides, number: str, changed: bool) -> Alignment:
    row = _successor(old, old.organisation_id)
    row.assessment_version_id, row.norm = sides.assessment.id, number
    row.verdict, row.explanation = old.verdict, old.explanation
    row.decided_at, row.decided_by_id = old.decided_at, old.decided_by_id
    put_place(row, sides.reading, old.start, old.end)
    row.carried_status = old.carried_status
    row.stale = old.stale or needs_review(Status.UNCHANGED, changed)
    return row


def _successor(old: Alignment, organisation_id: int | None) -> Alignment:
    return Alignment(
        assessment_version_id=old.assessment_version_id,
        norm=old.norm,
        version_id=old.version_id,
        organisation_id=organisation_id,
        carried_from_id=old.id,
    )


def _replace(wiring: Wiring, session: Session, person: Person, old: Alignment, judged: Judged) -> int:
    alignments.end(old, wiring.clock(), person.id)
    row = _successor(old, old.organisation_id or require_inspector(person))
    return _save(wiring, session, person, row, wiring.derived.reading(old.version), judged)


def _changeable(session: Session, person: Person, number: int) -> Alignment:
    row = alignments.locked(session, number)
    require_inspector(person)
    if not may_change(person, row):
        raise NotAllowed("Dit oordeel is van een andere inspectie. Alleen die kan het veranderen.")
    if row.ended_at is not None:
        raise Immutable("Dit oordeel is intussen vervangen of ingetrokken. Open de norm opnieuw.")
    return row


def _save(
    wiring: Wiring, session: Session, person: Person, row: Alignment, reading: ReadingText, judged: Judged
) -> int:
    passage = joined(reading, judged.spans)
    require_passage(judged.verdict, passage is not None)
    row.verdict, row.explanation = judged.verdict, _explanation(judged)
    put_place(row, reading, *(passage or (None, None)))
    row.decided_at, row.decided_by_id = wiring.clock(), person.id
    session.add(row)
    session.flush()
    note(session, f"oordeel {row.id}", row.verdict)
    return row.id


def _explanation(judged: Judged) -> str:
    text = judged.explanation.strip()
    if len(text) > _LONGEST_EXPLANATION:
        raise InvalidInput(f"De toelichting is te lang. Gebruik hoogstens {_LONGEST_EXPLANATION} tekens.")
    return text


def _block_choice(reading: ReadingText, block: Block) -> BlockChoice:
    text = reading.text[block.start : block.end]
    cut = cut_sentences(text)
    sentences = tuple(
        Stretch(block.start + start, block.start + end, text[start:end])
        for start, end in zip(cut.starts, cut.ends, strict=True)
    )
    whole = Stretch(block.start, block.end, text) if len(sentences) > 1 else None
    return BlockChoice(block.kind, block.page, block.section, sentences, whole)


def _found(reading: ReadingText, start: int, end: int) -> Found:
    block = reading.block_at(start)
    return Found(
        start,
        end,
        reading.text[start:end],
        reading.text[max(block.start if block else 0, start - _AROUND) : start],
        reading.text[end : min(block.end if block else end, end + _AROUND)],
        reading.page_at(start),
        block.section if block else None,
    )
