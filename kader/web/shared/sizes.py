"""How much may be sent: a form is small, only where files are taken in may it be large.

What is larger is refused before it is read.
"""

from collections.abc import Callable
from typing import Any, TypeVar

from flask import Flask, current_app, request

View = TypeVar("View", bound=Callable[..., Any])

FORM_BYTES = 1024 * 1024
"""Most bytes of a form without a file: the longest letter, typed, with room to spare."""
MAX_FIELDS = 1000
_MARK = "kader_takes_files"


def takes_files(view: View) -> View:
    """What is sent here may be as large as an upload: it is a file, or the text that was read from one."""
    setattr(view, _MARK, True)
    return view


def limit_sizes(app: Flask, upload_bytes: int) -> None:
    """Bound what each route reads; before anything else looks at the form."""
    app.config.update(
        MAX_CONTENT_LENGTH=upload_bytes, MAX_FORM_MEMORY_SIZE=upload_bytes, MAX_FORM_PARTS=MAX_FIELDS
    )
    app.before_request(_limit)


def has_small_limit() -> bool:
    """Whether this request was bounded as a form."""
    return request.max_content_length == FORM_BYTES


def _limit() -> None:
    view = current_app.view_functions.get(request.endpoint or "")
    if not getattr(view, _MARK, False):
        request.max_content_length = request.max_form_memory_size = FORM_BYTES
