"""Typst, as a process of its own: JSON goes in, the PDF comes out behind a line of JSON.

The line says on which sheet (from 1) each page of the text begins. Loaded are Typst and nothing else: it
starts in a few hundredths of a second.
"""

import json
import re
import sys
from importlib.resources import as_file, files
from typing import cast

import typst

from kader.formats import own_process

LIMITS = own_process.Limits(seconds=60, data=350_000_000)
"""Enough for 300 sheets full of text and notes, or 350 of a response document; with the service that asks for
it a PDF stays below 500 MB."""
_TEMPLATE = files("kader.formats") / "templates" / "document.typ"
_UNSHOWN = re.compile(r'the text `"(.+?)"` could not be displayed')
_ESCAPED = re.compile(r"\\u\{([0-9a-f]+)\}")
# Each time round names all that the fonts lack; what replaces it is plain ASCII.
_TRIES = 3


def typeset(data: str) -> tuple[bytes, list[tuple[int, str]]]:
    """The PDF/UA-1 of a document as JSON, and on which sheet (from 1) each page of the text begins."""
    for _ in range(_TRIES):
        try:
            with as_file(_TEMPLATE) as template:
                # Only the fonts in the wheel: the same document on every machine.
                compiler = typst.Compiler(
                    str(template), ignore_system_fonts=True, sys_inputs={"document": data}
                )
                made = compiler.compile(format="pdf", pdf_standards=["ua-1"])
                starts = json.loads(compiler.query("<page-starts>", field="value", one=True))
            return cast(bytes, made), [(sheet, label) for sheet, label in starts]
        except typst.TypstError as error:
            unshown = {_character(found) for found in _UNSHOWN.findall(error.diagnostic)}
            if not unshown:
                raise
            data = "".join(f"[U+{ord(char):04X}]" if char in unshown else char for char in data)
    raise ValueError("this text cannot be set")


def _character(shown: str) -> str:
    """A character as Typst names it: as it is, or by its number."""
    escaped = _ESCAPED.fullmatch(shown)
    return chr(int(escaped[1], 16)) if escaped else shown


if __name__ == "__main__":
    own_process.be_small(LIMITS)
    pdf, starts = typeset(sys.stdin.buffer.read().decode("utf-8"))
    sys.stdout.buffer.write(json.dumps(starts).encode() + b"\n" + pdf)
