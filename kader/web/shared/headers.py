"""What a browser is told of each answer: what it may load, run, keep and tell others.

Pages have no script or style of their own, are framed by nobody, and nobody else may load them. A page of
somebody who signed in is kept nowhere; an address with a token in it is told to no other page.
"""

from collections.abc import Mapping

from flask import Flask, request, session
from flask.wrappers import Response

from kader.web.shared import guests

_HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
        "connect-src 'self'; form-action 'self'; base-uri 'none'; object-src 'none'; frame-ancestors 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "X-Frame-Options": "DENY",
    "Permissions-Policy": (
        "camera=(), microphone=(), geolocation=(), payment=(), usb=(), display-capture=(), browsing-topics=()"
    ),
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}
# Only where the service is known to be reached by https: elsewhere it would shut people out.
_ONLY_HTTPS = {"Strict-Transport-Security": "max-age=63072000; includeSubDomains"}


def tell_browsers(app: Flask, *, https: bool) -> None:
    """Add the headers to every answer; `https` when the service is reached by https alone."""
    always = {**_HEADERS, **(_ONLY_HTTPS if https else {})}

    @app.after_request
    def add(response: Response) -> Response:
        if "token" in (request.view_args or {}):
            response.headers["Referrer-Policy"] = "no-referrer"
            response.headers["Cache-Control"] = "no-store"
        elif _is_personal():
            _keep_nowhere(response)
        return _with(response, always)


def _with(response: Response, headers: Mapping[str, str]) -> Response:
    for name, value in headers.items():
        response.headers.setdefault(name, value)
    return response


def _is_personal() -> bool:
    return request.endpoint != "static" and ("_user_id" in session or guests.is_known())


def _keep_nowhere(response: Response) -> None:
    """What is the same for everyone, such as the file of a version, may be kept also by who signed in."""
    if not response.cache_control.public:
        response.headers["Cache-Control"] = "no-store"
