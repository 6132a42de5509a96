"""A version is published once, and stays as it was; what stood on the one before is carried to it.

Before publishing, an editor sees what the text is and what publishing it would do.
"""

import logging
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from kader.domain.anchoring import Carried, Status
from kader.domain.audit import Act, version_subject
from kader.domain.comparison import compare
from kader.domain.errors import Immutable
from kader.domain.reading_text import ReadingText, read
from kader.domain.rights import Action, Person, require
from kader.domain.vocabulary import VersionStatus
from kader.formats.version_file import VersionFile, read_version_file
from kader.search.index import IndexBusy, IndexUnusable
from kader.services import carrying, round_mails
from kader.services.finding import index_version, rebuild_index
from kader.services.wiring import Wiring, note
from kader.storage import answering, frameworks
from kader.storage.database import Session
from kader.storage.tables import Framework, Version

_LOG = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class LostRemark:
    """A remark whose passage would disappear, or would be found without certainty."""

    round_id: int
    key: str
    name: str
    exact: str
    removed: bool


@dataclass(frozen=True, slots=True)
class Check:
    """What a text is and what publishing it would do; `kinds` counts its changes by kind."""

    slug: str
    framework: str
    label: str
    title: str
    status: VersionStatus
    dated: date
    pages: int
    words: int
    previous: str | None
    kinds: tuple[tuple[str, int], ...]
    remarks: int
    lost: tuple[LostRemark, ...]
    alignments: int
    stale: int
    warnings: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Head:
    """A framework for which a next version is made, with the label of the version it follows."""

    slug: str
    title: str
    latest: str | None


def head(wiring: Wiring, person: Person, slug: str) -> Head:
    """Raises NotFound, NotAllowed."""
    with wiring.database.read() as session:
        framework = _mine(session, person, slug)
        latest = framework.versions[-1].label if framework.versions else None
        return Head(framework.slug, framework.title, latest)


def check_version(wiring: Wiring, person: Person, slug: str, source: str) -> Check:
    """Look at a text before it is published; changes nothing.

    Raises InvalidFrontMatter when the head is wrong, Immutable when the label is taken.
    """
    file = read_version_file(source)
    with wiring.database.read() as session:
        framework = _mine(session, person, slug)
        _require_free(framework, file.label)
        return _check(wiring, session, framework, file, read(source))


def publish_version(wiring: Wiring, person: Person, slug: str, source: str) -> str:
    """Publish a version's markdown with front matter; gives its label.

    Raises InvalidFrontMatter when the head is wrong, Immutable when the label is taken.
    """
    file = read_version_file(source)
    with wiring.writing(person, Act.PUBLISH_VERSION) as session:
        version = add_version(wiring, session, _mine(session, person, slug), file, person.id)
        round_mails.tell_version(session, wiring, version)
    index_published(wiring, version)
    return file.label


def add_version(
    wiring: Wiring, session: Session, framework: Framework, file: VersionFile, by: int | None
) -> Version:
    """Add a version within a running transaction, and carry to it what stood on the one before."""
    _require_free(framework, file.label)
    version = Version(
        label=file.label,
        ordinal=frameworks.next_ordinal(session, framework),
        title=file.title,
        status=file.status,
        dated=file.dated,
        source=file.source,
        sha256=frameworks.digest(file.source),
        published_at=wiring.clock(),
        published_by_id=by,
    )
    framework.versions.append(version)
    session.flush()
    # The hash stands in the log too, where it cannot be changed along with the text.
    note(session, version_subject(framework.slug, file.label), version.sha256)
    carrying.bring_up_to_date(wiring, session, framework)
    return version


def _mine(session: Session, person: Person, slug: str) -> Framework:
    framework = frameworks.framework(session, slug)
    require(person, Action.PUBLISH, framework_id=framework.id)
    return framework


def _require_free(framework: Framework, label: str) -> None:
    if any(version.label == label for version in framework.versions):
        raise Immutable(f"Versie {label} is al gepubliceerd en verandert niet. Kies een nieuw versienummer.")


def index_published(wiring: Wiring, version: Version) -> None:
    """Put a version in the search index.

    The version is published whatever happens here; the index can be made again at any time.
    """
    try:
        with wiring.database.read() as session:
            index_version(wiring, session, version)
    except IndexUnusable:
        rebuild_index(wiring)
    except IndexBusy:
        _LOG.warning("versie %s staat nog niet in de zoekindex; voer uit: kader index rebuild", version.label)


def _check(
    wiring: Wiring, session: Session, framework: Framework, file: VersionFile, reading: ReadingText
) -> Check:
    last = framework.versions[-1] if framework.versions else None
    text = carrying.Text(frameworks.digest(file.source), reading)
    outlook = carrying.outlook(wiring, session, framework, text)
    changes = compare(wiring.derived.reading(last), reading) if last else ()
    return Check(
        slug=framework.slug,
        framework=framework.title,
        label=file.label,
        title=file.title,
        status=file.status,
        dated=file.dated,
        pages=len(reading.pages),
        words=len(reading.text.split()),
        previous=last.label if last else None,
        kinds=tuple(Counter(change.kind for change in changes).most_common()),
        remarks=len(outlook.places),
        lost=tuple(_lost(session, outlook)),
        alignments=outlook.alignments,
        stale=outlook.stale,
        warnings=tuple(_warnings(session, framework, file, reading)),
    )


def _lost(session: Session, outlook: carrying.Outlook) -> Iterator[LostRemark]:
    for comment_id, carried in outlook.places:
        if carried.status in (Status.REMOVED, Status.UNCERTAIN):
            yield _lost_remark(session, comment_id, carried)


def _lost_remark(session: Session, comment_id: int, carried: Carried) -> LostRemark:
    comment = answering.comment(session, comment_id)
    response = comment.response
    number = f"opmerking {comment.label}" if comment.label else "opmerking zonder nummer"
    page = f", pagina {comment.page}" if comment.page else ""
    place = answering.place_in(comment.places, response.round.version_id)
    return LostRemark(
        response.round_id,
        f"o{comment.id}",
        f"{response.organisation.name}, {number}{page}",
        place.exact if place else "",
        carried.status is Status.REMOVED,
    )


def _warnings(
    session: Session, framework: Framework, file: VersionFile, reading: ReadingText
) -> Iterator[str]:
    if not reading.pages:
        yield "Er staan geen paginamarkeringen in de tekst. Lezers kunnen dan niet naar een pagina verwijzen."
    last = framework.versions[-1] if framework.versions else None
    if last is None:
        return
    if file.dated < last.dated:
        yield f"De datum ligt vóór die van versie {last.label}."
    if last.sha256 == frameworks.digest(file.source):
        yield f"De tekst is dezelfde als die van versie {last.label}."
    yield from _unanswered(session, last)


def _unanswered(session: Session, last: Version) -> Iterator[str]:
    progress = answering.progress(session, [one.id for one in last.rounds])
    for one in last.rounds:
        done = progress.get(one.id, answering.Progress())
        if done.answered < done.total:
            yield (
                f"In de ronde ‘{one.title}’ zijn {done.total - done.answered} van de {done.total} "
                "opmerkingen nog niet beantwoord."
            )
