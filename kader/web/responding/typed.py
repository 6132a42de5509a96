"""What a person typed in a form."""

from flask import request

from kader.domain.typed_text import cleaned


def typed(name: str) -> str:
    return cleaned(request.form.get(name, ""))


def typed_list(name: str) -> tuple[str, ...]:
    return tuple(cleaned(text) for text in request.form.getlist(name))
