"""How much markdown is read: some of it costs far more to understand than to write.

A table of a million cells is two megabytes of bars; brackets that never close are each looked for to the end.
What is counted here bounds the work before any of it is done.
"""

from kader.domain.errors import UnreadableDocument

MAX_LENGTH = 5_000_000
"""Code points."""
MAX_BARS = 60_000
"""Bars, each of which may end a cell: a table of thousands of rows."""
MAX_BRACKETS = 40_000
"""Opening brackets, each of which may begin a link or a footnote."""


def require_readable(markdown: str) -> None:
    """Raises UnreadableDocument, which says what there is too much of."""
    for count, most, what in (
        (len(markdown), MAX_LENGTH, "tekens"),
        (markdown.count("|"), MAX_BARS, "cellen in tabellen"),
        (markdown.count("["), MAX_BRACKETS, "haken ([)"),
    ):
        if count > most:
            raise UnreadableDocument(
                f"In deze tekst staan te veel {what}: {count}. Het mogen er {most} zijn. Verdeel de tekst."
            )
