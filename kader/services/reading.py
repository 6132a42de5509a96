"""Reading: which frameworks there are, their versions and rounds, and the text of one version."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from markupsafe import Markup

from kader.domain.locating import How
from kader.domain.reading_text import ReadingText
from kader.domain.round import Phase, phase
from kader.domain.vocabulary import FrameworkKind, Outcome, VersionStatus
from kader.formats.html import Heading, outline, page_ids, render
from kader.services.wiring import Wiring
from kader.storage import frameworks as stored
from kader.storage import reading_remarks as remarks
from kader.storage.tables import Framework, Place, Round, Version


@dataclass(frozen=True, slots=True)
class VersionLine:
    """A version in a list; `previous` is the label of the version before it."""

    label: str
    title: str
    status: VersionStatus
    dated: date
    previous: str | None


@dataclass(frozen=True, slots=True)
class RoundLine:
    """A consultation round in a list."""

    id: int
    title: str
    introduction: str
    slug: str
    framework: str
    version: str
    opens_at: datetime
    closes_at: datetime
    phase: Phase


@dataclass(frozen=True, slots=True)
class FrameworkLine:
    """A framework in a list; `current` is the version to read: the last adopted one, else the newest."""

    slug: str
    title: str
    kind: FrameworkKind
    description: str
    owner: str
    current: VersionLine | None


@dataclass(frozen=True, slots=True)
class Home:
    frameworks: tuple[FrameworkLine, ...]
    rounds: tuple[RoundLine, ...]


@dataclass(frozen=True, slots=True)
class FrameworkPage:
    """One framework with its versions and rounds, newest first."""

    framework: FrameworkLine
    versions: tuple[VersionLine, ...]
    rounds: tuple[RoundLine, ...]


@dataclass(frozen=True, slots=True)
class ContentsItem:
    heading: Heading
    under: tuple["ContentsItem", ...]


@dataclass(frozen=True, slots=True)
class RemarkMark:
    """A published comment at code points [start, end) of the text; `key` names it."""

    key: str
    label: str | None
    organisation: str
    outcome: Outcome | None
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class VersionPage:
    """The text of one version; `pages` are (label, id) pairs, `newest` is a newer version if there is one.

    `marks` are the published comments on a passage, `elsewhere` counts those on a whole page or on none.
    """

    framework: FrameworkLine
    version: VersionLine
    versions: tuple[VersionLine, ...]
    rounds: tuple[RoundLine, ...]
    newest: VersionLine | None
    html: Markup
    contents: tuple[ContentsItem, ...]
    pages: tuple[tuple[str, str], ...]
    reading: ReadingText
    marks: tuple[RemarkMark, ...]
    elsewhere: int


def home(wiring: Wiring) -> Home:
    """All frameworks, and the rounds that are open now."""
    now = wiring.clock()
    with wiring.database.read() as session:
        lines = tuple(framework_line(framework) for framework in stored.frameworks(session))
        rounds = _round_lines(stored.rounds_closing_after(session, now), now)
    return Home(lines, tuple(r for r in rounds if r.phase is Phase.OPEN))


def all_frameworks(wiring: Wiring) -> tuple[FrameworkLine, ...]:
    with wiring.database.read() as session:
        return tuple(framework_line(framework) for framework in stored.frameworks(session))


def framework_page(wiring: Wiring, slug: str) -> FrameworkPage:
    """Raises NotFound."""
    with wiring.database.read() as session:
        framework = stored.framework(session, slug)
        rounds = [r for version in framework.versions for r in version.rounds]
        newest_first = sorted(rounds, key=lambda r: r.opens_at, reverse=True)
        return FrameworkPage(
            framework_line(framework),
            version_lines(framework.versions)[::-1],
            _round_lines(newest_first, wiring.clock()),
        )


def version_page(wiring: Wiring, slug: str, label: str) -> VersionPage:
    """Raises NotFound."""
    with wiring.database.read() as session:
        version = stored.version(session, slug, label)
        lines = version_lines(version.framework.versions)
        text = version_text(wiring, version)
        places = remarks.published_places(session, version)
        marks = tuple(_marks(places))
        return VersionPage(
            framework=framework_line(version.framework),
            version=next(line for line in lines if line.label == label),
            versions=lines[::-1],
            rounds=_round_lines(version.rounds, wiring.clock()),
            newest=lines[-1] if lines[-1].label != label else None,
            html=text.html,
            contents=text.contents,
            pages=text.pages,
            reading=wiring.derived.reading(version),
            marks=marks,
            elsewhere=len(places) - len(marks),
        )


def _marks(places: Iterable[Place]) -> Iterator[RemarkMark]:
    """A comment on a whole page is no mark: it would hide the others."""
    for place in places:
        comment = place.comment
        if place.start is not None and place.end is not None and place.how != How.PAGE:
            outcome = comment.disposition.outcome if comment.disposition else None
            organisation = comment.response.organisation.name
            yield RemarkMark(f"o{comment.id}", comment.label, organisation, outcome, place.start, place.end)


@dataclass(frozen=True, slots=True)
class VersionText:
    """What a version's text gives every page that shows it: made once for each hash."""

    html: Markup
    contents: tuple[ContentsItem, ...]
    pages: tuple[tuple[str, str], ...]


def version_text(wiring: Wiring, version: Version) -> VersionText:
    text: VersionText = wiring.derived.made("html", (version.sha256,), lambda: _text(wiring, version))
    return text


def _text(wiring: Wiring, version: Version) -> VersionText:
    reading = wiring.derived.reading(version)
    labels = (page.label for page in reading.pages)
    pages = tuple(zip(labels, page_ids(reading.pages), strict=True))
    return VersionText(render(reading), _contents(outline(reading)), pages)


def _contents(headings: Sequence[Heading]) -> tuple[ContentsItem, ...]:
    """Headings under headings. A title above everything is left out: the page itself bears it."""
    tree = _tree(headings)
    return tree[0].under if len(tree) == 1 and tree[0].under else tree


def _tree(headings: Sequence[Heading]) -> tuple[ContentsItem, ...]:
    """The tree of headings in a row, each with what stands under it until one of its own rank."""
    items = []
    start = 0
    while start < len(headings):
        head = headings[start]
        rest = headings[start + 1 :]
        size = next((i for i, heading in enumerate(rest) if heading.level <= head.level), len(rest))
        items.append(ContentsItem(head, _tree(rest[:size])))
        start += size + 1
    return tuple(items)


def framework_line(framework: Framework) -> FrameworkLine:
    lines = version_lines(framework.versions)
    adopted = [line for line in lines if line.status is VersionStatus.ADOPTED]
    return FrameworkLine(
        framework.slug,
        framework.title,
        framework.kind,
        framework.description,
        framework.owner,
        (adopted or lines)[-1] if lines else None,
    )


def version_lines(versions: Sequence[Version]) -> tuple[VersionLine, ...]:
    """Oldest first, as they are stored."""
    labels = [None, *(version.label for version in versions)]
    return tuple(
        VersionLine(version.label, version.title, version.status, version.dated, previous)
        for version, previous in zip(versions, labels, strict=False)
    )


def _round_lines(rounds: Iterable[Round], now: datetime) -> tuple[RoundLine, ...]:
    return tuple(
        RoundLine(
            id=one.id,
            title=one.title,
            introduction=one.introduction,
            slug=one.version.framework.slug,
            framework=one.version.framework.title,
            version=one.version.label,
            opens_at=one.opens_at,
            closes_at=one.closes_at,
            phase=phase(one.opens_at, one.closes_at, one.accounted_at, now),
        )
        for one in rounds
    )
