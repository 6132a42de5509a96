"""News as an Atom feed (RFC 4287), built as XML, so that no title can break out of its place."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from lxml import etree

_ATOM = "http://www.w3.org/2005/Atom"
# XML has no way to write these, not even escaped.
_NOT_IN_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_NOTHING_YET = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Entry:
    """One piece of news; `id` and `url` are full addresses, `at` is when it became news."""

    id: str
    title: str
    summary: str
    url: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Feed:
    """`url` is the page it is about, `own_url` the feed itself."""

    title: str
    author: str
    url: str
    own_url: str
    entries: tuple[Entry, ...]


def write_atom(feed: Feed) -> bytes:
    """The feed in UTF-8; it is as new as its newest entry, and stays the same as long as that does."""
    root = etree.Element(f"{{{_ATOM}}}feed", nsmap={None: _ATOM})
    root.set("{http://www.w3.org/XML/1998/namespace}lang", "nl")
    _text(root, "id", feed.own_url)
    _text(root, "title", feed.title)
    _text(root, "updated", _moment(max((entry.at for entry in feed.entries), default=_NOTHING_YET)))
    _text(_element(root, "author"), "name", feed.author)
    _element(root, "link", rel="alternate", type="text/html", href=feed.url)
    _element(root, "link", rel="self", type="application/atom+xml", href=feed.own_url)
    _entries(root, feed.entries)
    return bytes(etree.tostring(root, encoding="utf-8", xml_declaration=True))


def _entries(root: etree._Element, entries: Sequence[Entry]) -> None:
    for entry in sorted(entries, key=lambda one: one.at, reverse=True):
        element = _element(root, "entry")
        _text(element, "id", entry.id)
        _text(element, "title", entry.title)
        _text(element, "updated", _moment(entry.at))
        _text(element, "summary", entry.summary)
        _element(element, "link", rel="alternate", type="text/html", href=entry.url)


def _element(parent: etree._Element, name: str, **attributes: str) -> etree._Element:
    return etree.SubElement(parent, f"{{{_ATOM}}}{name}", attributes)


def _text(parent: etree._Element, name: str, words: str) -> None:
    _element(parent, name).text = _NOT_IN_XML.sub("\ufffd", words)


def _moment(value: datetime) -> str:
    return value.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
