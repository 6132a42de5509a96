"""Who was signed out while writing loses nothing: what they sent comes back in a form to send again.

A form that another site sent gets no such page: one button on it would do what that site wanted.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urlsplit

from flask import render_template, request
from flask.typing import ResponseReturnValue

# What is never shown again: passwords and codes. A form with one of these is short; it is filled in anew.
_SECRET = frozenset({"password", "huidig", "nieuw", "herhaald", "code"})
_TOKEN = "csrf_token"  # noqa: S105 - the name of a field
SIGNED_OUT = (
    "U bent niet meer ingelogd. Log in in een nieuw tabblad, en verstuur dan opnieuw. "
    "Wat u schreef, staat hieronder."
)
TOO_OLD = "Het formulier was te oud om te versturen. Wat u schreef, staat hieronder. Verstuur het opnieuw."


@dataclass(frozen=True, slots=True)
class Sent:
    """A field of the form that came; `is_written` when a person may have typed it."""

    name: str
    value: str
    is_written: bool


def can_be_sent_again() -> bool:
    """Whether this request is a form of ours, with words in it and no secrets."""
    sent = set(request.form) - {_TOKEN}
    return request.method == "POST" and bool(sent) and not sent & _SECRET and _came_from_here()


def page_to_send_again(sentence: str, status: int) -> ResponseReturnValue:
    """What was sent, in a form to send again; files are to be chosen again."""
    page = render_template(
        "shared/send_again.html",
        sentence=sentence,
        fields=tuple(_fields()),
        files=tuple(request.files),
        signed_out=sentence is SIGNED_OUT,
    )
    return page, status


def _fields() -> Iterator[Sent]:
    for name, values in request.form.lists():
        if name != _TOKEN:
            for value in values:
                yield Sent(name, value, any(letter.isspace() for letter in value))


def _came_from_here() -> bool:
    """By what the browser says of it, which no page can make it say otherwise."""
    site = request.headers.get("Sec-Fetch-Site")
    if site:
        return site == "same-origin"
    where = request.headers.get("Origin") or request.headers.get("Referer") or ""
    return urlsplit(where).netloc == request.host
