"""A Word file is a zip of XML, and a zip can lie: about its size, about its kind, and about being whole.

Nothing is handed to a parser before its real size is known, and no XML with entities is parsed at all.
"""

from __future__ import annotations

import io
import zipfile
import zlib

from lxml import etree

from kader.domain.errors import UnreadableDocument

MAX_PART = 40_000_000
"""Largest single part read, in bytes after inflating."""
MAX_TOTAL = 300_000_000
"""Largest declared sum of all parts, pictures included, in bytes after inflating."""
MAX_RATIO = 250
"""A part that grows more than this on inflating is a bomb; real Word XML stays under 60."""
MAX_PARTS = 5_000

DAMAGED = (
    "Dit bestand is beschadigd of niet compleet. Open het in uw tekstverwerker, "
    "sla het opnieuw op als .docx en stuur het nog een keer."
)
PROTECTED = "Dit bestand is beveiligd met een wachtwoord. Haal het wachtwoord eraf en stuur het opnieuw."
UNSAFE_SIZE = (
    "Dit bestand wordt uitgepakt veel groter dan het lijkt en is daarom niet gelezen. "
    "Sla de tekst zonder bijlagen en afbeeldingen op en stuur haar opnieuw."
)
UNSAFE_XML = (
    "In dit bestand staat code die niet in een document hoort (XML-entiteiten); het is daarom niet gelezen. "
    "Sla het opnieuw op als .docx en stuur het nog een keer."
)
_STRICT = b"http://purl.oclc.org/ooxml/wordprocessingml/main"
_USUAL = b"http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_CHUNK = 1 << 16
_DAMAGE = (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, ValueError, OverflowError)


class Archive:
    """The parts of a zipped document, each checked before it is read."""

    def __init__(self, content: bytes) -> None:
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(content))
        except _DAMAGE as error:
            raise UnreadableDocument(DAMAGED) from error
        self._parts = {part.filename: part for part in self._zip.infolist()}
        self._check_declared()

    def _check_declared(self) -> None:
        parts = self._zip.infolist()
        if any(part.flag_bits & 0x1 for part in parts):
            raise UnreadableDocument(PROTECTED)
        if len(parts) > MAX_PARTS or sum(part.file_size for part in parts) > MAX_TOTAL:
            raise UnreadableDocument(UNSAFE_SIZE)

    def __contains__(self, name: str) -> bool:
        return name in self._parts

    def names(self) -> tuple[str, ...]:
        return tuple(self._parts)

    def xml_size(self) -> int:
        """Bytes of all XML together, after inflating, as declared; reading never gives more."""
        return sum(part.file_size for name, part in self._parts.items() if name.endswith(".xml"))

    def read(self, name: str) -> bytes:
        """The real bytes of a part. Raises UnreadableDocument when damaged or larger than is safe."""
        part = self._parts[name]
        limit = min(MAX_PART, max(part.compress_size, 4_000) * MAX_RATIO)
        if part.file_size > limit:
            raise UnreadableDocument(UNSAFE_SIZE)
        try:
            return self._inflate(part, limit)
        except (*_DAMAGE, RuntimeError) as error:
            raise UnreadableDocument(DAMAGED) from error

    def _inflate(self, part: zipfile.ZipInfo, limit: int) -> bytes:
        found = io.BytesIO()
        with self._zip.open(part) as stream:
            while chunk := stream.read(_CHUNK):
                found.write(chunk)
                if found.tell() > limit:
                    raise UnreadableDocument(UNSAFE_SIZE)
        return found.getvalue()

    def plain_xml(self, name: str) -> bytes:
        """The bytes of an XML part without document type. Raises UnreadableDocument."""
        content = self.read(name)
        # A document type may stand in any encoding; no office program writes one.
        if b"<!DOCTYPE" in content or b"<!ENTITY" in content or "<!DOCTYPE".encode("utf-16-le") in content:
            raise UnreadableDocument(UNSAFE_XML)
        return content

    def xml(self, name: str) -> etree._Element:
        """The root element of an XML part. Raises UnreadableDocument for anything but sound, plain XML."""
        # Word's "strict" documents say the same under another name.
        content = self.plain_xml(name).replace(_STRICT, _USUAL)
        parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
        try:
            root = etree.fromstring(content, parser)
        except etree.XMLSyntaxError as error:
            raise UnreadableDocument(DAMAGED) from error
        if root.getroottree().docinfo.internalDTD is not None:
            raise UnreadableDocument(UNSAFE_XML)
        return root


def require_open(archive: Archive) -> None:
    """Raises UnreadableDocument for an OpenDocument file with a password."""
    # LibreOffice encrypts parts, and names them so in the manifest; newer ones pack the whole file.
    manifest = archive.read("META-INF/manifest.xml") if "META-INF/manifest.xml" in archive else b""
    if b"encryption-data" in manifest or "encrypted-package" in archive:
        raise UnreadableDocument(PROTECTED)
