"""The parts of a Word document beside its text: styles, lists, notes, and the zip that holds them.

Written by hand and not by a library, since python-docx writes no footnotes, no tracked changes and no
language. Order matters: ECMA-376 part 1 (17.7 for styles) gives it, and Word refuses other orders.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from importlib.resources import files
from io import BytesIO
from typing import Any, TypeAlias
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from lxml import etree

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
_CONTENT = "http://schemas.openxmlformats.org/package/2006/content-types"
_CORE = "http://schemas.openxmlformats.org/package/2006/metadata/core-properties"
_DC = "http://purl.org/dc/elements/1.1/"
_TERMS = "http://purl.org/dc/terms/"
_XSI = "http://www.w3.org/2001/XMLSchema-instance"
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_STYLES = files("kader.formats") / "templates" / "docx-styles.xml"
_SPOKEN = {"nl": "nl-NL"}
_LEVELS = 9
_SIDE = 1588
# Widths of the text on A4, in twentieths of a point.
PORTRAIT_WIDTH = 11906 - 2 * _SIDE
LANDSCAPE_WIDTH = 16838 - 2 * _SIDE
_BULLETS = "•–▪"
# A zip cannot hold an earlier moment; the same document is the same bytes.
_MOMENT = (1980, 1, 1, 0, 0, 0)

Element: TypeAlias = Any


def w(tag: str, *children: Element | str, **attributes: str | int) -> Element:
    """A WordprocessingML element; text keeps its spaces."""
    named = {f"{{{W}}}{name}": str(value) for name, value in attributes.items()}
    # Some programs know the namespace by this prefix alone.
    made = etree.Element(f"{{{W}}}{tag}", named, nsmap={"w": W})
    for child in children:
        if isinstance(child, str):
            made.text = printable(child)
            made.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
        else:
            made.append(child)
    return made


def printable(text: str) -> str:
    """Text that XML can hold: what it cannot becomes U+FFFD."""
    return "".join(char if _is_xml(ord(char)) else "\ufffd" for char in text)


def _is_xml(code: int) -> bool:
    return code in (0x9, 0xA, 0xD) or 0x20 <= code <= 0xD7FF or 0xE000 <= code <= 0xFFFD or code >= 0x10000


@dataclass(frozen=True, slots=True)
class Parts:
    """All that differs between two documents. `links` are addresses, rId100 and on; `starts` the first number
    of each numbered list, numId 2 and on."""

    body: Sequence[Element]
    notes: Sequence[Element]
    links: Sequence[str]
    starts: Sequence[int]
    footer: Element
    title: str
    author: str
    language: str
    dated: date | None
    landscape: bool = False


def pack(parts: Parts) -> bytes:
    parts_by_name = {
        "[Content_Types].xml": _content_types(),
        "_rels/.rels": _relations(_PACKAGE_RELATIONS),
        "docProps/core.xml": _core(parts),
        "word/document.xml": _document(parts.body, landscape=parts.landscape),
        "word/_rels/document.xml.rels": _relations(_DOCUMENT_RELATIONS, parts.links),
        "word/styles.xml": _styles(parts.language),
        "word/numbering.xml": _numbering(parts.starts),
        "word/footnotes.xml": _footnotes(parts.notes),
        "word/footer1.xml": w("ftr", parts.footer),
        "word/settings.xml": _settings(),
    }
    return zipped({name: as_xml(tree) for name, tree in parts_by_name.items()})


def as_xml(tree: Element) -> bytes:
    written: bytes = etree.tostring(tree, xml_declaration=True, encoding="UTF-8", standalone=True)
    return written


def zipped(contents: Mapping[str, bytes], stored: Iterable[str] = ()) -> bytes:
    """A zip of these files in this order, those in `stored` uncompressed."""
    made = BytesIO()
    with ZipFile(made, "w", ZIP_DEFLATED) as archive:
        for name, content in contents.items():
            entry = ZipInfo(name, _MOMENT)
            entry.compress_type = 0 if name in stored else ZIP_DEFLATED
            archive.writestr(entry, content)
    return made.getvalue()


def _document(body: Sequence[Element], *, landscape: bool) -> Element:
    footer = w("footerReference", type="default")
    footer.set(f"{{{R}}}id", "rId5")
    size = w("pgSz", w=11906, h=16838)
    if landscape:
        size = w("pgSz", w=16838, h=11906, orient="landscape")
    edges = {"top": 1418, "right": _SIDE, "bottom": 1418, "left": _SIDE}
    margins = w("pgMar", **edges, header=709, footer=709, gutter=0)
    tree = etree.Element(f"{{{W}}}document", nsmap={"w": W, "r": R})
    tree.append(w("body", *body, w("sectPr", footer, size, margins)))
    return tree


# -- package -------------------------------------------------------------------------------------------------

_PACKAGE_RELATIONS = (
    ("rId1", f"{R}/officeDocument", "word/document.xml"),
    (
        "rId2",
        "http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties",
        "docProps/core.xml",
    ),
)
_DOCUMENT_RELATIONS = tuple(
    (f"rId{number}", f"{R}/{kind}", f"{name}.xml")
    for number, (kind, name) in enumerate(
        [
            ("styles", "styles"),
            ("numbering", "numbering"),
            ("footnotes", "footnotes"),
            ("settings", "settings"),
            ("footer", "footer1"),
        ],
        1,
    )
)
FIRST_LINK = 100


def _relations(fixed: Iterable[tuple[str, str, str]], links: Iterable[str] = ()) -> Element:
    tree = etree.Element(f"{{{_RELATIONS}}}Relationships", nsmap={None: _RELATIONS})
    for name, kind, target in fixed:
        etree.SubElement(tree, f"{{{_RELATIONS}}}Relationship", Id=name, Type=kind, Target=target)
    for number, address in enumerate(links, FIRST_LINK):
        relation = {
            "Id": f"rId{number}",
            "Type": f"{R}/hyperlink",
            "Target": printable(address),
            "TargetMode": "External",
        }
        etree.SubElement(tree, f"{{{_RELATIONS}}}Relationship", relation)
    return tree


def _content_types() -> Element:
    tree = etree.Element(f"{{{_CONTENT}}}Types", nsmap={None: _CONTENT})
    defaults = {"rels": "application/vnd.openxmlformats-package.relationships+xml", "xml": "application/xml"}
    for extension, kind in defaults.items():
        etree.SubElement(tree, f"{{{_CONTENT}}}Default", Extension=extension, ContentType=kind)
    kinds = {
        "document.main": "document",
        "styles": "styles",
        "numbering": "numbering",
        "footnotes": "footnotes",
        "settings": "settings",
        "footer": "footer1",
    }
    for kind, name in kinds.items():
        etree.SubElement(
            tree, f"{{{_CONTENT}}}Override", PartName=f"/word/{name}.xml", ContentType=f"{_WORD}.{kind}+xml"
        )
    core = "application/vnd.openxmlformats-package.core-properties+xml"
    etree.SubElement(tree, f"{{{_CONTENT}}}Override", PartName="/docProps/core.xml", ContentType=core)
    return tree


def _core(parts: Parts) -> Element:
    tree = etree.Element(
        f"{{{_CORE}}}coreProperties", nsmap={"cp": _CORE, "dc": _DC, "dcterms": _TERMS, "xsi": _XSI}
    )
    for name, value in (("title", parts.title), ("creator", parts.author), ("language", parts.language)):
        etree.SubElement(tree, f"{{{_DC}}}{name}").text = printable(value)
    if parts.dated:
        created = etree.SubElement(tree, f"{{{_TERMS}}}created", {f"{{{_XSI}}}type": "dcterms:W3CDTF"})
        created.text = f"{parts.dated.isoformat()}T00:00:00Z"
    return tree


def _settings() -> Element:
    mode = w(
        "compatSetting", name="compatibilityMode", uri="http://schemas.microsoft.com/office/word", val=15
    )
    separators = [w("footnote", id=-1), w("footnote", id=0)]
    return w("settings", w("footnotePr", *separators), w("compat", mode))


# -- notes and lists -----------------------------------------------------------------------------------------


def _footnotes(notes: Sequence[Element]) -> Element:
    lines = [("separator", -1), ("continuationSeparator", 0)]
    fixed = [w("footnote", w("p", w("r", w(kind))), type=kind, id=number) for kind, number in lines]
    return w("footnotes", *fixed, *notes)


def _numbering(starts: Sequence[int]) -> Element:
    """numId 1 is for bullets; each numbered list has a number of its own, so that it can start anew."""
    bullets = w(
        "abstractNum",
        w("multiLevelType", val="hybridMultilevel"),
        *(_bullet(level) for level in range(_LEVELS)),
        abstractNumId=0,
    )
    numbers = w(
        "abstractNum",
        w("multiLevelType", val="hybridMultilevel"),
        *(_number(level) for level in range(_LEVELS)),
        abstractNumId=1,
    )
    lists = [w("num", w("abstractNumId", val=0), numId=1)]
    for number, start in enumerate(starts, 2):
        overrides = [w("lvlOverride", w("startOverride", val=start), ilvl=level) for level in range(_LEVELS)]
        lists.append(w("num", w("abstractNumId", val=1), *overrides, numId=number))
    return w("numbering", bullets, numbers, *lists)


def _bullet(level: int) -> Element:
    return _level(level, "bullet", _BULLETS[level % len(_BULLETS)])


def _number(level: int) -> Element:
    return _level(level, "decimal", f"%{level + 1}.")


def _level(level: int, kind: str, shown: str) -> Element:
    indent = w("pPr", w("ind", left=425 * (level + 1), hanging=425))
    return w(
        "lvl",
        w("start", val=1),
        w("numFmt", val=kind),
        w("lvlText", val=shown),
        w("lvlJc", val="left"),
        indent,
        ilvl=level,
    )


# -- styles --------------------------------------------------------------------------------------------------


def _styles(language: str) -> Element:
    """The styles of every document, in this one's language."""
    tree = etree.fromstring(_STYLES.read_bytes())
    spoken = _SPOKEN.get(language, language)
    for told in tree.iter(f"{{{W}}}lang"):
        told.set(f"{{{W}}}val", spoken)
    return tree
