"""OpenDocument keeps remarks in the text, and what was deleted in a list at its head (ODF 1.3, 5.5 and 14.1).

A remark without an end stands at a point; LibreOffice names the remark that a reply answers.
"""

from __future__ import annotations

import re

from lxml import etree

from kader.domain.margin import MarginComment
from kader.formats.marked_text import MarkedText, Note
from kader.formats.odt import opened
from kader.formats.odt_styles import DC, OFFICE, TEXT

_XML_ID = "{http://www.w3.org/XML/1998/namespace}id"
_SIGNS = {f"{TEXT}s": " ", f"{TEXT}tab": " ", f"{TEXT}line-break": " "}
_SKIPPED = {f"{TEXT}tracked-changes", f"{TEXT}note-citation", f"{OFFICE}forms", f"{TEXT}ruby-text"}
_PARAGRAPHS = (f"{TEXT}p", f"{TEXT}h")


def read_odt_margin(content: bytes) -> tuple[MarginComment, ...]:
    """The remarks and tracked changes in an OpenDocument text, in order. Raises UnreadableDocument."""
    body, _, _ = opened(content)
    walk = _Walk(body)
    walk.blocks(body)
    return walk.marked.comments()


class _Walk:
    """Goes through the body, with the changes known by name and those that are open here."""

    def __init__(self, body: etree._Element) -> None:
        self.marked = MarkedText(_notes(body))
        self._changes = {_name(region): region for region in body.iter(f"{TEXT}changed-region")}
        self._inserting: str | None = None
        self._unnamed = 0

    def blocks(self, parent: etree._Element) -> None:
        self._text(parent.text if parent.tag in _PARAGRAPHS or _is_inline(parent) else None)
        for element in parent:
            if element.tag not in _SKIPPED and isinstance(element.tag, str):
                self._element(element)
            self._text(element.tail if parent.tag in _PARAGRAPHS or _is_inline(parent) else None)
        if parent.tag in _PARAGRAPHS:
            self._end_paragraph()

    def _element(self, element: etree._Element) -> None:
        tag = element.tag
        if tag == f"{OFFICE}annotation":
            self._annotation(element)
        elif tag == f"{OFFICE}annotation-end":
            self.marked.ends(element.get(f"{OFFICE}name", ""))
        elif tag in _SIGNS:
            self._text(_SIGNS[tag])
        elif tag == f"{TEXT}change":
            self._deletion(element.get(f"{TEXT}change-id", ""))
        elif tag == f"{TEXT}change-start":
            self._inserting = element.get(f"{TEXT}change-id", "")
        elif tag == f"{TEXT}change-end":
            self._inserting = None
        else:
            self.blocks(element)

    def _annotation(self, element: etree._Element) -> None:
        name = element.get(f"{OFFICE}name")
        if name is None:
            name, self._unnamed = f"#{self._unnamed}", self._unnamed + 1
        self.marked.begins(name)

    def _deletion(self, name: str) -> None:
        region = self._changes.get(name)
        deletion = None if region is None else region.find(f"{TEXT}deletion")
        if deletion is not None:
            lines = ["".join(_texts(paragraph)) for paragraph in deletion.iter(*_PARAGRAPHS)]
            self.marked.deleted("\n".join(lines), *_who(deletion))

    def _text(self, text: str | None) -> None:
        if not text:
            return
        region = self._changes.get(self._inserting or "")
        insertion = None if region is None else region.find(f"{TEXT}insertion")
        shown = re.sub(r"[ \t\r\n]+", " ", text)
        if insertion is None:
            self.marked.kept(shown)
        else:
            self.marked.inserted(shown, *_who(insertion))

    def _end_paragraph(self) -> None:
        region = self._changes.get(self._inserting or "")
        insertion = None if region is None else region.find(f"{TEXT}insertion")
        if insertion is None:
            self.marked.end_paragraph()
        else:
            self.marked.inserted("\n", *_who(insertion))


def _notes(body: etree._Element) -> dict[str, Note]:
    notes: dict[str, Note] = {}
    unnamed = 0
    for element in body.iter(f"{OFFICE}annotation"):
        name = element.get(f"{OFFICE}name")
        if name is None:
            name, unnamed = f"#{unnamed}", unnamed + 1
        lines = ("".join(_texts(paragraph)).strip() for paragraph in element.iter(*_PARAGRAPHS))
        parent = next((value for key, value in element.attrib.items() if key.endswith("}parent-name")), None)
        text = "\n".join(line for line in lines if line)
        notes[name] = Note(_child(element, "creator"), _child(element, "date"), text, parent)
    return notes


def _name(region: etree._Element) -> str:
    return region.get(f"{TEXT}id") or region.get(_XML_ID) or ""


def _who(change: etree._Element) -> tuple[str | None, str | None]:
    told = change.find(f"{OFFICE}change-info")
    return (None, None) if told is None else (_child(told, "creator"), _child(told, "date"))


def _child(element: etree._Element, name: str) -> str | None:
    found = element.find(f"{DC}{name}")
    return None if found is None or not found.text else found.text.strip() or None


def _is_inline(element: etree._Element) -> bool:
    return any(parent.tag in _PARAGRAPHS for parent in element.iterancestors()) and element.tag not in (
        f"{TEXT}note",
        f"{TEXT}note-body",
    )


def _texts(parent: etree._Element) -> list[str]:
    """The text of a paragraph, signs for spaces and line ends written out."""
    found = [parent.text or ""]
    for element in parent:
        found += [_SIGNS[element.tag]] if element.tag in _SIGNS else _texts(element)
        found.append(element.tail or "")
    return found
