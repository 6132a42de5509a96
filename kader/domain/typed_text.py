"""What people type in a form, as text that every database and every format takes."""

import re

# All control characters but the tab and the end of a line: PostgreSQL refuses some, XML others.
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")


def cleaned(text: str) -> str:
    """Line ends as one character, no other control characters, no white space around it."""
    return _CONTROL.sub("", text.replace("\r\n", "\n").replace("\r", "\n")).strip()
