"""Whether a Word paragraph is a heading, a list item or bold may be said by its style, or by its parent."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from lxml import etree

from kader.formats.docx_numbering import W

_HEADING_NAME = re.compile(r"^(?:heading|kop|koptekst|überschrift|titre)\s*([1-9])$", re.IGNORECASE)
_TITLE_NAME = re.compile(r"^(?:title|titel)$", re.IGNORECASE)
_CONTENTS_NAME = re.compile(r"^(?:toc|inhopg|inhoudsopgave|verzeichnis)\s*[1-9]$", re.IGNORECASE)
PAGE_MARK_NAME = re.compile(r"(?:eerste )?paginamerk|(?:first)?pagemark", re.IGNORECASE)
"""The styles of the page marks that a text bears which Kader wrote: "p. 4"."""
_DEEPER_NAME = re.compile(r"^(?:list|lijst)\D*([2-5])$", re.IGNORECASE)
_TOGGLES = {"b": "bold", "i": "italic", "u": "underline", "strike": "strike"}
_OFF = ("0", "false", "none", "off")


@dataclass(frozen=True, slots=True)
class Style:
    """What a style gives its paragraphs; None where it says nothing. `size` is in points."""

    heading: int | None = None
    number: str | None = None
    depth: int | None = None
    least_depth: int = 0
    marks: tuple[tuple[str, bool], ...] = ()
    size: float | None = None
    role: str | None = None


class Styles:
    """The styles of a document, each with what it inherits."""

    def __init__(self, root: etree._Element | None) -> None:
        self._elements: dict[str, etree._Element] = {}
        self._known: dict[str, Style] = {}
        self._default = ""
        self._base = _defaults(root)
        for style in root.iterfind(f"{W}style") if root is not None else ():
            identity = style.get(f"{W}styleId", "")
            self._elements[identity] = style
            if style.get(f"{W}default") in ("1", "true") and style.get(f"{W}type") == "paragraph":
                self._default = identity

    def of(self, identity: str | None) -> Style:
        """The style with this id; the default paragraph style for None; an empty one when unknown."""
        return self._resolve(self._default if identity is None else identity, 0)

    def character(self, identity: str) -> Style:
        return self._resolve(identity, 0)

    def _resolve(self, identity: str, steps: int) -> Style:
        if identity in self._known:
            return self._known[identity]
        element = self._elements.get(identity)
        # A damaged file may base a style on itself.
        if element is None or steps > 20:
            return self._base
        parent = element.find(f"{W}basedOn")
        base = self._base if parent is None else self._resolve(parent.get(f"{W}val", ""), steps + 1)
        self._known[identity] = _derived(base, element)
        return self._known[identity]


def _defaults(root: etree._Element | None) -> Style:
    usual = None if root is None else root.find(f"{W}docDefaults/{W}rPrDefault/{W}rPr")
    return Style(size=_size(usual))


def _derived(base: Style, element: etree._Element) -> Style:
    name_element = element.find(f"{W}name")
    name = "" if name_element is None else name_element.get(f"{W}val", "")
    number, depth = numbering_of(element.find(f"{W}pPr"))
    deeper = _DEEPER_NAME.match(name)
    shown = overridden(base, element.find(f"{W}rPr"))
    return Style(
        heading=_heading(name, element) or base.heading,
        number=number if number is not None else base.number,
        depth=depth if depth is not None else base.depth,
        least_depth=int(deeper.group(1)) if deeper else 0,
        marks=(*shown.marks, ("page", True)) if PAGE_MARK_NAME.match(name) else shown.marks,
        size=shown.size,
        role=_role(name) or base.role,
    )


def _role(name: str) -> str | None:
    if _TITLE_NAME.match(name):
        return "title"
    return "contents" if _CONTENTS_NAME.match(name) else None


def _heading(name: str, element: etree._Element) -> int | None:
    named = _HEADING_NAME.match(name)
    if named:
        return int(named.group(1))
    if _TITLE_NAME.match(name):
        return 1
    return outline_of(element.find(f"{W}pPr"))


def outline_of(properties: etree._Element | None) -> int | None:
    """The heading level, from 1, that paragraph properties set; level 9 in the file means body text."""
    level = None if properties is None else properties.find(f"{W}outlineLvl")
    value = "" if level is None else level.get(f"{W}val", "")
    return int(value) + 1 if value in tuple("012345678") else None


def numbering_of(properties: etree._Element | None) -> tuple[str | None, int | None]:
    """(list id, level from 0) that paragraph properties set, each None where they are silent."""
    numbering = None if properties is None else properties.find(f"{W}numPr")
    if numbering is None:
        return None, None
    number, depth = numbering.find(f"{W}numId"), numbering.find(f"{W}ilvl")
    level = "" if depth is None else depth.get(f"{W}val", "")
    return (
        None if number is None else number.get(f"{W}val"),
        int(level) if level in tuple("012345678") else None,
    )


def overridden(style: Style, properties: etree._Element | None) -> Style:
    """The style with the emphasis that run properties switch on or off, and their size."""
    if properties is None:
        return style
    marks = dict(style.marks)
    for tag, kind in _TOGGLES.items():
        toggle = properties.find(f"{W}{tag}")
        if toggle is not None:
            marks[kind] = toggle.get(f"{W}val", "1") not in _OFF
    return replace(style, marks=tuple(marks.items()), size=_size(properties) or style.size)


def _size(properties: etree._Element | None) -> float | None:
    """The font size in points; Word counts in halves."""
    size = None if properties is None else properties.find(f"{W}sz")
    value = "" if size is None else size.get(f"{W}val", "")
    return int(value) / 2 if value.isdecimal() and len(value) < 5 else None
