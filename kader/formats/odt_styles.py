"""OpenDocument says by style what is a heading, bold, or a page's start; styles inherit (ODF 1.3, 16)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from lxml import etree

from kader.formats.docx_styles import PAGE_MARK_NAME

_NS: Final = "{urn:oasis:names:tc:opendocument:xmlns:%s:1.0}"
OFFICE, TEXT, TABLE, STYLE, DRAW = (_NS % name for name in ("office", "text", "table", "style", "drawing"))
FO: Final = "{urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0}"
DC: Final = "{http://purl.org/dc/elements/1.1/}"
_MOST_PARENTS = 20
_OFF = ("none", "normal", "")


@dataclass(frozen=True, slots=True)
class Look:
    """What a style gives; `marks` holds (kind, on) for each kind the style speaks of."""

    title: bool = False
    breaks_before: bool = False
    breaks_after: bool = False
    marks: tuple[tuple[str, bool], ...] = ()

    def kinds(self) -> tuple[str, ...]:
        return tuple(kind for kind, on in self.marks if on)

    def under(self, outer: Look) -> Look:
        """This look within another: what it does not speak of stays as it was."""
        return Look(self.title, marks=tuple((dict(outer.marks) | dict(self.marks)).items()))


class Looks:
    """The styles of a document by family and name."""

    def __init__(self, *roots: etree._Element | None) -> None:
        self._styles: dict[tuple[str, str], etree._Element] = {}
        self._known: dict[tuple[str, str], Look] = {}
        for root in roots:
            for style in root.iter(f"{STYLE}style") if root is not None else ():
                self._styles[style.get(f"{STYLE}family", ""), style.get(f"{STYLE}name", "")] = style

    def of(self, family: str, name: str | None) -> Look:
        """The look of a style, an empty one for None or a style the file lacks."""
        return self._resolved((family, name or ""), 0)

    def _resolved(self, key: tuple[str, str], steps: int) -> Look:
        if key in self._known:
            return self._known[key]
        style = self._styles.get(key)
        # A damaged file may base a style on itself.
        if style is None or steps > _MOST_PARENTS:
            return Look()
        parent = self._resolved((key[0], style.get(f"{STYLE}parent-style-name", "")), steps + 1)
        self._known[key] = _derived(parent, style)
        return self._known[key]


def _derived(parent: Look, style: etree._Element) -> Look:
    names = (style.get(f"{STYLE}name", ""), style.get(f"{STYLE}display-name", ""))
    properties = style.find(f"{STYLE}paragraph-properties")
    before = "" if properties is None else properties.get(f"{FO}break-before", "")
    after = "" if properties is None else properties.get(f"{FO}break-after", "")
    page = {"page": True} if PAGE_MARK_NAME.match(names[0]) else {}
    return Look(
        title=parent.title or any(name.lower() in ("title", "titel") for name in names),
        # A style that names a page layout starts a page with it.
        breaks_before=before == "page" or bool(style.get(f"{STYLE}master-page-name")),
        breaks_after=after == "page",
        marks=tuple((dict(parent.marks) | _marks(style.find(f"{STYLE}text-properties")) | page).items()),
    )


def _marks(properties: etree._Element | None) -> dict[str, bool]:
    if properties is None:
        return {}
    weight, slant = properties.get(f"{FO}font-weight"), properties.get(f"{FO}font-style")
    lines = {"underline": "text-underline-style", "strike": "text-line-through-style"}
    found = {kind: properties.get(f"{STYLE}{name}") for kind, name in lines.items()}
    marks = {kind: value not in _OFF for kind, value in found.items() if value is not None}
    if weight is not None:
        marks["bold"] = weight == "bold" or (weight.isdecimal() and int(weight) >= 600)
    if slant is not None:
        marks["italic"] = slant not in _OFF
    return marks
