"""What no person types and no database takes, kept out at the door: NUL in words, numbers beyond any id."""

from collections.abc import Iterable, Mapping
from typing import Any

from flask import Flask, Request, abort, request
from werkzeug.datastructures import ImmutableMultiDict

_LAST_ID = 2**31 - 1


class WithoutNul(ImmutableMultiDict[str, Any]):
    """The fields of a form or an address, without NUL: PostgreSQL refuses it in a text."""

    def __init__(self, mapping: Mapping[str, Any] | Iterable[tuple[str, Any]] | None = None) -> None:
        pairs = mapping.items() if isinstance(mapping, Mapping) else mapping or ()
        super().__init__([(_clean(name), _clean(value)) for name, value in pairs])


class CleanRequest(Request):
    """A request whose fields hold nothing that a database refuses."""

    parameter_storage_class = WithoutNul


def keep_out_odd_values(app: Flask) -> None:
    app.request_class = CleanRequest
    app.before_request(_check_address)


def _check_address() -> None:
    values = (request.view_args or {}).values()
    if any(_is_odd(value) for value in values):
        abort(404)


def _is_odd(value: object) -> bool:
    return value > _LAST_ID if isinstance(value, int) else "\0" in str(value)


def _clean(value: Any) -> Any:
    return value.replace("\0", "") if isinstance(value, str) else value
