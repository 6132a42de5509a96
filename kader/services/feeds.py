"""News for feed readers: the versions of a framework; rounds and response documents. All of it is public.

A round becomes news when it opens, when it is extended, and when its response document is out; an announced
round is on its page, but nothing happened yet.
"""

from collections.abc import Iterator

from kader.formats.atom import Entry, Feed, write_atom
from kader.formats.dutch import moment
from kader.services.mailing import url
from kader.services.wiring import Wiring
from kader.storage import frameworks, responses
from kader.storage.tables import Round, Version

_NEWEST = 50


def versions_feed(wiring: Wiring, slug: str) -> bytes:
    """The versions of a framework, as Atom. Raises NotFound."""
    with wiring.database.read() as session:
        framework = frameworks.framework(session, slug)
        entries = [_version(wiring, version) for version in framework.versions]
        feed = Feed(
            f"{framework.title}: versies",
            framework.owner,
            url(wiring, f"/kaders/{slug}"),
            url(wiring, f"/kaders/{slug}/versies.atom"),
            _newest(entries),
        )
        return write_atom(feed)


def rounds_feed(wiring: Wiring) -> bytes:
    """Rounds that opened or were extended, and response documents, of all frameworks, as Atom."""
    with wiring.database.read() as session:
        entries = [entry for one in responses.rounds(session) for entry in _round(wiring, one)]
        feed = Feed(
            "Kader: consultatierondes en reactienota’s",
            "Kader",
            url(wiring, "/rondes"),
            url(wiring, "/rondes.atom"),
            _newest(entries),
        )
        return write_atom(feed)


def _newest(entries: list[Entry]) -> tuple[Entry, ...]:
    return tuple(sorted(entries, key=lambda entry: entry.at, reverse=True)[:_NEWEST])


def _version(wiring: Wiring, version: Version) -> Entry:
    page = url(wiring, f"/kaders/{version.framework.slug}/{version.label}")
    return Entry(
        page,
        f"{version.title}, versie {version.label}",
        f"Versie {version.label} is gepubliceerd ({version.status.value}).",
        page,
        version.published_at,
    )


def _round(wiring: Wiring, one: Round) -> Iterator[Entry]:
    page = url(wiring, f"/rondes/{one.id}")
    about = f"{one.version.framework.title}, versie {one.version.label}"
    if one.opens_at <= wiring.clock():
        # An extension is an entry of its own, so this one keeps saying what it said.
        closes = one.extensions[0].closed_at if one.extensions else one.closes_at
        words = f"Consultatieronde over {about}. Reageren kan tot {moment(closes)}."
        yield Entry(f"{page}#opening", f"Nu open: {one.title}", words, page, one.opens_at)
    for row in one.extensions:
        words = f"Consultatieronde over {about}. Reageren kan tot {moment(row.closes_at)}. {row.reason}"
        yield Entry(f"{page}#verlenging-{row.id}", f"Langer open: {one.title}", words, page, row.decided_at)
    if one.accounted_at is not None:
        path = f"/kaders/{one.version.framework.slug}/{one.version.label}/reactienota/{one.id}"
        words = f"De antwoorden op de reacties over {about} zijn gepubliceerd."
        yield Entry(
            url(wiring, path), f"Reactienota: {one.title}", words, url(wiring, path), one.accounted_at
        )
