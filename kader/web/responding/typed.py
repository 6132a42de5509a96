"""What a person typed in a form, as text that a database takes."""

from flask import request


def typed(name: str) -> str:
    return cleaned(request.form.get(name, ""))


def typed_list(name: str) -> tuple[str, ...]:
    return tuple(cleaned(text) for text in request.form.getlist(name))


def cleaned(text: str) -> str:
    """Line ends as one character, since a form sends two; without NUL, which PostgreSQL refuses."""
    return text.replace("\r\n", "\n").replace("\0", "")
