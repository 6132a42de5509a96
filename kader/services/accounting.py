"""The response document (reactienota): all answers of a round, published at one moment.

Until then only the editors of the framework see it, with what is still missing; from then on it is public and
its outcomes are fixed.
"""

import logging
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import groupby

from kader.domain.anchoring import Status
from kader.domain.audit import Act
from kader.domain.errors import KaderError, NotFound
from kader.domain.reading_text import ReadingText
from kader.domain.rights import Action, Person, may, require
from kader.domain.round import Phase, phase, require_accountable
from kader.domain.uptake.ledger import Account, changed_against_the_answer, taken_up_without_change
from kader.domain.vocabulary import Outcome, UptakeState
from kader.search.index import IndexBusy, IndexUnusable
from kader.services import round_mails
from kader.services.answering import remark_by_key
from kader.services.finding import index_round, rebuild_index
from kader.services.following import Opinion, opinions_by_key
from kader.services.remarks import (
    Detail,
    LinkView,
    Remark,
    RemarkKind,
    RoundHead,
    Step,
    detail_of,
    remarks_of,
    round_head,
)
from kader.services.running_rounds import course_sentences, still_open_for
from kader.services.wiring import Wiring
from kader.storage import answering
from kader.storage.database import Session
from kader.storage.rounds import locked_round
from kader.storage.tables import Response, Round

_LOG = logging.getLogger(__name__)
_Counts = tuple[tuple[Outcome, int], ...]


@dataclass(frozen=True, slots=True)
class Entry:
    """One remark with its answer.

    `before` is its passage in the version consulted on, `after` what became of that in the next version; both
    are None for a remark on no precise passage. `changes` are the links an editor confirmed. `opinion` is
    what the organisation says of the answer, where this reader may know it.
    """

    remark: Detail
    before: Step | None
    after: Step | None
    changes: tuple[LinkView, ...]
    opinion: Opinion | None = None


@dataclass(frozen=True, slots=True)
class PagePart:
    """The remarks on one page, in the order of the letter; no page is an empty label."""

    page: str
    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class OrganisationPart:
    slug: str
    name: str
    title: str
    dated: str
    total: int
    counts: _Counts
    points: tuple[Entry, ...]
    pages: tuple[PagePart, ...]


@dataclass(frozen=True, slots=True)
class ResponseDocument:
    """`obstacle` says why it cannot be published yet; `missing` holds the remarks without an outcome.

    To look at before publishing: `unmatched` are called taken up without any change, `contradicted` are
    called not taken up while their passage did change.
    """

    head: RoundHead
    introduction: str
    # how the period came to be other than announced, one sentence each
    course: tuple[str, ...]
    accounted_at: datetime | None
    counts: _Counts
    total: int
    parts: tuple[OrganisationPart, ...]
    missing: tuple[Detail, ...]
    unmatched: tuple[Detail, ...]
    contradicted: tuple[Detail, ...]
    obstacle: str | None


def response_document(
    wiring: Wiring, person: Person, slug: str, label: str, round_id: int
) -> ResponseDocument:
    """The response document of a round on this version.

    Raises NotFound when there is none, or when it is not published and this person is no editor.
    """
    with wiring.database.read() as session:
        one = answering.round_by_id(session, round_id)
        version = one.version
        is_editor = may(person, Action.ANSWER, framework_id=version.framework_id)
        hidden = one.accounted_at is None and not is_editor
        if hidden or (version.framework.slug, version.label) != (slug, label):
            raise NotFound("Deze reactienota bestaat niet, of is nog niet gepubliceerd.")
        document = _document(wiring, session, one)
        return _with_opinions(session, one, document) if is_editor or one.satisfaction_public else document


def publish_document(wiring: Wiring, person: Person, round_id: int) -> tuple[str, str]:
    """Publish it: from now on it is public and its outcomes are fixed. Gives slug and label of the version.

    Raises NotAllowed when the round is not closed or was accounted for already, InvalidInput when something
    has no outcome.
    """
    with wiring.writing(person, Act.PUBLISH_DOCUMENT, f"consultatieronde {round_id}") as session:
        # Nobody is admitted or given more time while it is being published.
        one = locked_round(session, round_id)
        require(person, Action.PUBLISH, framework_id=one.version.framework_id)
        now = wiring.clock()
        done = answering.progress(session, [one.id]).get(one.id, answering.Progress())
        waiting = still_open_for(session, one, now)
        require_accountable(_phase(one, now), done.total - done.answered, waiting)
        round_mails.tell_document(session, wiring, one)
        one.accounted_at = now
        at = one.version.framework.slug, one.version.label
    _index(wiring, round_id)
    return at


def document_of(wiring: Wiring, key: str) -> tuple[str, str, int]:
    """Where a published remark stands: slug, label and round. Raises NotFound when it is not published."""
    with wiring.database.read() as session:
        one = remark_by_key(session, key).response.round
        if one.accounted_at is None:
            raise NotFound("Deze opmerking is nog niet gepubliceerd.")
        return one.version.framework.slug, one.version.label, one.id


def _phase(one: Round, now: datetime) -> Phase:
    return phase(one.opens_at, one.closes_at, one.accounted_at, now)


def _index(wiring: Wiring, round_id: int) -> None:
    """It is published whatever happens here; the index can be made again at any time."""
    try:
        with wiring.database.read() as session:
            index_round(wiring, session, answering.round_by_id(session, round_id))
    except IndexUnusable:
        rebuild_index(wiring)
    except IndexBusy:
        _LOG.warning("ronde %s staat nog niet in de zoekindex; voer uit: kader index rebuild", round_id)


def _document(wiring: Wiring, session: Session, one: Round) -> ResponseDocument:
    responses = answering.submitted(session, one.id)
    reading = wiring.derived.reading(one.version)
    parts = [_part(wiring, one, response, reading) for response in responses]
    entries = [entry for part in parts for entry in _entries(part)]
    missing = tuple(entry.remark for entry in entries if entry.remark.given is None)
    return ResponseDocument(
        head=round_head(one, wiring.clock()),
        introduction=one.introduction,
        course=course_sentences(session, one),
        accounted_at=one.accounted_at,
        counts=_counts(entries),
        total=len(entries),
        parts=tuple(parts),
        missing=missing,
        unmatched=tuple(e.remark for e in entries if taken_up_without_change(_account(e))),
        contradicted=tuple(e.remark for e in entries if changed_against_the_answer(_account(e))),
        obstacle=_obstacle(session, one, wiring.clock(), len(missing)),
    )


def _with_opinions(session: Session, one: Round, document: ResponseDocument) -> ResponseDocument:
    """With what the organisations say of the answers: for the editors, and for all if the round says so."""
    opinions = opinions_by_key(session, [response.id for response in answering.submitted(session, one.id)])

    def told(entry: Entry) -> Entry:
        return replace(entry, opinion=opinions.get(entry.remark.line.key))

    parts = (
        replace(
            part,
            points=tuple(map(told, part.points)),
            pages=tuple(replace(page, entries=tuple(map(told, page.entries))) for page in part.pages),
        )
        for part in document.parts
    )
    return replace(document, parts=tuple(parts)) if opinions else document


def _account(entry: Entry) -> Account:
    remark = entry.remark
    return Account(
        outcome=remark.line.outcome,
        passage=Status(entry.after.status) if entry.after and entry.after.status else None,
        links=tuple(link.state for link in remark.links if link.change),
        followed=len(remark.steps) > 1,
    )


def _obstacle(session: Session, one: Round, now: datetime, unanswered: int) -> str | None:
    try:
        require_accountable(_phase(one, now), unanswered, still_open_for(session, one, now))
    except KaderError as error:
        return str(error)
    return None


def _part(wiring: Wiring, one: Round, response: Response, reading: ReadingText) -> OrganisationPart:
    remarks = remarks_of([response], one.version, reading)
    entries = [_entry(wiring, one, remark) for remark in remarks]
    comments = [entry for entry in entries if entry.remark.line.kind is RemarkKind.COMMENT]
    return OrganisationPart(
        slug=response.organisation.slug,
        name=response.organisation.name,
        title=response.title,
        dated=response.dated,
        total=len(entries),
        counts=_counts(entries),
        points=tuple(entry for entry in entries if entry.remark.line.kind is RemarkKind.POINT),
        pages=_by_page(comments, response, reading),
    )


def _entries(part: OrganisationPart) -> list[Entry]:
    return [*part.points, *(entry for page in part.pages for entry in page.entries)]


def _entry(wiring: Wiring, one: Round, remark: Remark) -> Entry:
    detail = detail_of(wiring, one.version, *remark)
    head = round_head(one, wiring.clock())
    steps = {step.label: step for step in detail.steps} if detail.line.precise else {}
    return Entry(
        remark=detail,
        before=steps.get(head.label),
        after=steps.get(head.next_label or ""),
        changes=tuple(link for link in detail.links if link.state is UptakeState.CONFIRMED and link.change),
    )


def _by_page(entries: Sequence[Entry], response: Response, reading: ReadingText) -> tuple[PagePart, ...]:
    """Pages in the order of the text; within a page the order in which the organisation wrote."""
    printed = {f"o{comment.id}": comment.position for comment in response.comments}
    starts = {page.label: page.start for page in reversed(reading.pages)}

    def order(entry: Entry) -> tuple[int, str]:
        page = entry.remark.line.page
        return starts.get(page, len(reading.text) + (not page)), page

    ordered = sorted(entries, key=lambda entry: (order(entry), printed[entry.remark.line.key]))
    pages = groupby(ordered, key=lambda entry: entry.remark.line.page)
    return tuple(PagePart(page, tuple(group)) for page, group in pages)


def _counts(entries: Iterable[Entry]) -> _Counts:
    """How many remarks have each outcome, in the order of the outcomes."""
    counted = Counter(entry.remark.given.outcome for entry in entries if entry.remark.given)
    return tuple((outcome, counted[outcome]) for outcome in Outcome if counted[outcome])
