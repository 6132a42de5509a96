"""The blueprint of signing in and one's own account, and what its views share."""

from flask import Blueprint, flash, make_response, redirect, request, session, url_for
from flask.typing import ResponseReturnValue
from flask.wrappers import Response
from flask_login import login_user

from kader.domain.signing_in import Stage
from kader.services import sessions
from kader.services.signing_in import Browser, SignedIn
from kader.web.shared import access
from kader.web.shared.access import person, wiring

blueprint = Blueprint("account", __name__, template_folder="templates")

_MARK = "kader_browser"
_MARK_SECONDS = 180 * 24 * 3600
_HALF, _TARGET = "half", "target"


def browser() -> Browser:
    return Browser(request.headers.get("User-Agent", ""), request.cookies.get(_mark_cookie(), ""))


def enter(signed_in: SignedIn, target: str) -> ResponseReturnValue:
    """Go on to what somebody came for, or to the second step. The session in the cookie begins anew."""
    session.clear()
    if signed_in.stage is Stage.HALF:
        session[_HALF], session[_TARGET] = signed_in.token, target
        return redirect(url_for("account.code"), 303)
    take(signed_in.token)
    response = make_response(redirect(target or url_for("reading.home"), 303))
    remember_browser(response, signed_in.mark)
    return response


def take(token: str) -> None:
    """Let the cookie carry this session from now on."""
    found = sessions.current(wiring(), token)
    if found is None:
        raise LookupError("a session was begun and is not there")
    session.clear()
    login_user(access.SignedIn(token, found))


def half_token() -> str:
    """The token of somebody who must still give a code, "" when there is none."""
    return str(session.get(_HALF, ""))


def wanted() -> str:
    """Where somebody wanted to go before they had to give a code."""
    return str(session.get(_TARGET, ""))


def remember_browser(response: Response, mark: str) -> None:
    response.set_cookie(
        _mark_cookie(),
        mark,
        max_age=_MARK_SECONDS,
        path=url_for("account.sign_in"),
        secure=_is_production(),
        httponly=True,
        samesite="Lax",
    )


def _mark_cookie() -> str:
    """With this beginning a browser takes the cookie only over https."""
    return f"__Secure-{_MARK}" if _is_production() else _MARK


def _is_production() -> bool:
    return wiring().settings.mode == "production"


def start_again(sentence: str) -> ResponseReturnValue:
    """Back to the first step; who was signed in already stays so."""
    session.pop(_HALF, None)
    session.pop(_TARGET, None)
    flash(sentence, "warning")
    return redirect(url_for("account.sign_in" if person().id is None else "reading.home"), 303)


def secret_page(html: str) -> Response:
    """A page that no cache keeps and whose address is told to nobody."""
    response = make_response(html)
    response.headers["Cache-Control"] = "no-store"
    response.headers["Referrer-Policy"] = "no-referrer"
    return response


def safe(target: str | None) -> str:
    """Only an address within this service, so that nobody is sent elsewhere after signing in."""
    if not target or not target.startswith("/") or target.startswith(("//", "/\\")):
        return ""
    return target if target.isprintable() and "\\" not in target else ""
