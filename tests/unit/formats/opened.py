"""Look into files that were written: what another program would see."""

from collections.abc import Iterator
from io import BytesIO
from typing import Any
from zipfile import ZipFile

from lxml import etree
from pypdf import PdfReader


def outline_titles(reader: PdfReader) -> list[str]:
    """The bookmarks, top to bottom."""
    return list(_titles(reader.outline))


def _titles(entries: list[Any]) -> Iterator[str]:
    for entry in entries:
        if isinstance(entry, list):
            yield from _titles(entry)
        else:
            yield entry.title


def structure_kinds(reader: PdfReader) -> set[str]:
    """The kinds of tag in the tree."""
    return {kind for kind, _ in structure(reader)}


def structure(reader: PdfReader) -> list[tuple[str, Any]]:
    """The tags in reading order, each with its kind."""
    return list(_tags(reader.trailer["/Root"]["/StructTreeRoot"]))


def structure_under(node: Any) -> list[tuple[str, Any]]:
    return list(_tags(node["/K"]))


def _tags(node: Any) -> Iterator[tuple[str, Any]]:
    node = node.get_object()
    if isinstance(node, list):
        for kid in node:
            yield from _tags(kid)
    elif isinstance(node, dict):
        if "/S" in node:
            yield node["/S"], node
        if "/K" in node:
            yield from _tags(node["/K"])


def odt_text(content: bytes) -> str:
    """The words of an ODT, a line for each paragraph."""
    with ZipFile(BytesIO(content)) as archive:
        assert archive.namelist()[0] == "mimetype"
        tree = etree.fromstring(archive.read("content.xml"))
    name = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
    return "\n".join("".join(e.itertext()) for e in tree.iter(f"{name}p", f"{name}h"))
