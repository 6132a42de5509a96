"""A star in a document is a star; in markdown it is emphasis. What the document says must come back out.

Only what CommonMark (with tables, strikethrough and footnotes) would take for a sign gets a backslash, so
that the markdown stays fit to read and edit.
"""

import re

_SIGNS = re.compile(
    r"[\\`*\[\]<|]"
    r"|(?<![^\W_])_|_(?![^\W_])"  # within a word an underscore is only an underscore
    r"|~(?=~)|(?<=~)~"
    r"|&(?=#?\w+;)"
)
_OPENING = re.compile(r"(?:#{1,6}(?=\s|$)|>|[-+](?=[\s-]|$)|(?P<number>\d{1,9})(?P<stop>[.)])(?=\s|$))")
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1b\x7f\u00ad]")


def escape(text: str) -> str:
    """Text within a line: white space stays as it is, soft hyphens and control characters go."""
    return "".join(escaped(text))


def escaped(text: str) -> list[str]:
    """The same by character, so that a piece of the text is escaped as it is within the whole."""
    signs = {found.start() for found in _SIGNS.finditer(text)}
    shown = ("" if _CONTROL.match(character) else character for character in text)
    return [f"\\{one}" if place in signs else one for place, one in enumerate(shown)]


def escape_opening(line: str) -> str:
    """A line of escaped text at the start of a block, where a dash would be a list."""
    found = _OPENING.match(line)
    if found is None:
        return line
    if found["number"]:
        return f"{found['number']}\\{line[found.start('stop') :]}"
    return f"\\{line}"


def escape_closing(line: str) -> str:
    """A heading's text, of which signs at the end would be taken for the end of the heading."""
    return f"{line[:-1]}\\#" if line.endswith("#") else line
