"""Searching: what answers a question, with the way to the very place."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kader.search.index import Hit, IndexUnusable, Kind
from kader.search.snippet import Snippet
from kader.services.finding import rebuild_index
from kader.services.wiring import Wiring
from kader.storage import frameworks
from kader.storage.tables import Framework

LIMIT = 60


@dataclass(frozen=True, slots=True)
class Found:
    """Something that answers the question; `words` are (text, is it what was asked) in order.

    A passage that stands in several versions is found once: `versions` are their labels, the newest first,
    and `fragment` is its address in that one. For a remark or an answer `fragment` is the key of the remark.
    """

    kind: Kind
    title: str
    words: tuple[tuple[str, bool], ...]
    slug: str
    framework: str
    versions: tuple[str, ...]
    page: str | None
    fragment: str


@dataclass(frozen=True, slots=True)
class Results:
    """`frameworks` are (slug, title) to choose from; `more` says that there may be others than these."""

    found: tuple[Found, ...]
    frameworks: tuple[tuple[str, str], ...]
    more: bool


def search(wiring: Wiring, question: str, kind: str = "", framework: str = "") -> Results:
    """What answers the question, best first. `kind` and `framework` narrow it; unknown ones find nothing."""
    with wiring.database.read() as session:
        known = frameworks.frameworks(session)
        order = {(one.slug, v.label): v.ordinal for one in known for v in one.versions}
    hits: tuple[Hit, ...] = ()
    if question.strip() and kind in ("", *Kind) and framework in ("", *(one.slug for one in known)):
        hits = _hits(wiring, question, (Kind(kind),) if kind else (), framework or None)
    found = tuple(_found(group, known, order) for group in _groups(hits))
    return Results(found, tuple((one.slug, one.title) for one in known), len(hits) == LIMIT)


def _hits(wiring: Wiring, question: str, kinds: Sequence[Kind], framework: str | None) -> tuple[Hit, ...]:
    """An index that cannot be read is made again: it is never the only copy."""
    try:
        return wiring.index.search(question, LIMIT, kinds, framework)
    except IndexUnusable:
        rebuild_index(wiring)
        return wiring.index.search(question, LIMIT, kinds, framework)


def _groups(hits: Sequence[Hit]) -> Iterator[list[Hit]]:
    """Hits that show the same, where the best of them stands."""
    groups: dict[tuple[str | None, ...], list[Hit]] = {}
    for hit in hits:
        shown = (hit.title, hit.snippet.text) if hit.kind is Kind.PASSAGE else (hit.key,)
        groups.setdefault((hit.kind, hit.framework, *shown), []).append(hit)
    return iter(groups.values())


def _found(group: Sequence[Hit], known: Sequence[Framework], order: dict[tuple[str, str], int]) -> Found:
    hits = sorted(group, key=lambda hit: order.get((hit.framework or "", hit.version or ""), 0), reverse=True)
    newest = hits[0]
    return Found(
        newest.kind,
        newest.title,
        tuple(_words(newest.snippet)),
        newest.framework or "",
        next((one.title for one in known if one.slug == newest.framework), ""),
        tuple(dict.fromkeys(hit.version for hit in hits if hit.version)),
        newest.page,
        newest.fragment,
    )


def _words(snippet: Snippet) -> Iterator[tuple[str, bool]]:
    at = 0
    for start, end in snippet.highlights:
        yield snippet.text[at:start], False
        yield snippet.text[start:end], True
        at = end
    yield snippet.text[at:], False
