"""OpenDocument texts as a word processor saves them, made from the XML of their body."""

from __future__ import annotations

import io
import zipfile

_NS = "urn:oasis:names:tc:opendocument:xmlns:"
NAMES = (
    f'xmlns:office="{_NS}office:1.0" xmlns:text="{_NS}text:1.0" xmlns:table="{_NS}table:1.0" '
    f'xmlns:style="{_NS}style:1.0" xmlns:fo="{_NS}xsl-fo-compatible:1.0" xmlns:draw="{_NS}drawing:1.0" '
    'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:loext="urn:org:documentfoundation:names:experimental:'
    'office:xmlns:loext:1.0"'
)
NUMBERED = (
    '<text:list-style style:name="L1">'
    '<text:list-level-style-number text:level="1" style:num-format="1" style:num-suffix="."/>'
    '<text:list-level-style-number text:level="2" style:num-format="a" style:num-suffix=")"/>'
    '<text:list-level-style-bullet text:level="3" text:bullet-char="•"/></text:list-style>'
)


def an_odt(body: str, automatic: str = NUMBERED, **parts: str) -> bytes:
    """A file with this body and these automatic styles; `parts` are other parts by name."""
    content = (
        f'<?xml version="1.0" encoding="UTF-8"?><office:document-content {NAMES}>'
        f"<office:automatic-styles>{automatic}</office:automatic-styles>"
        f"<office:body><office:text>{body}</office:text></office:body></office:document-content>"
    )
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as made:
        made.writestr("mimetype", "application/vnd.oasis.opendocument.text", zipfile.ZIP_STORED)
        made.writestr("content.xml", content)
        for name, text in parts.items():
            made.writestr(name.replace("__", "/") + ".xml", text)
    return stream.getvalue()


def items(*texts: str, start: int | None = None, attributes: str = "", inner: str = "") -> str:
    """A numbered list; `inner` goes into its last item."""
    own = f' text:start-value="{start}"' if start else ""
    first, *rest = [f"<text:p>{text}</text:p>" for text in texts]
    listed = [f"<text:list-item{own}>{first}", *(f"<text:list-item>{text}" for text in rest)]
    inside = "</text:list-item>".join(listed)
    return f'<text:list text:style-name="L1" {attributes}>{inside}{inner}</text:list-item></text:list>'
