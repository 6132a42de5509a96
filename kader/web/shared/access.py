"""Who is asking, and the right each route needs.

Every view carries exactly one of two marks: `@public`, or `@needs(action)`. A view without a mark does not
answer. `needs` lets in whoever may do the action somewhere; the service that does it checks for which
organisation or framework.
"""

from collections.abc import Callable
from dataclasses import replace
from typing import Any, TypeVar, cast

from flask import Flask, current_app, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import LoginManager, UserMixin, current_user

from kader.domain.errors import NotAllowed
from kader.domain.rights import VISITOR, Action, Person, may_somewhere
from kader.services import sessions
from kader.services.sessions import Current
from kader.services.wiring import Wiring
from kader.web.shared import guests
from kader.web.shared.sending_again import SIGNED_OUT, can_be_sent_again, page_to_send_again

View = TypeVar("View", bound=Callable[..., Any])
PUBLIC = "public"
_MARK = "kader_right"


class SignedIn(UserMixin):  # type: ignore[misc]
    """Whose session it is, in the shape Flask-Login asks for: what it keeps in the cookie is the token."""

    def __init__(self, token: str, found: Current) -> None:
        self.id = token
        self.person = found.person
        self.session_id = found.session_id
        self.held_back = found.held_back


def public(view: View) -> View:
    """Anyone may open this."""
    setattr(view, _MARK, PUBLIC)
    return view


def needs(action: Action) -> Callable[[View], View]:
    """Only who may do the action, somewhere, may open this."""

    def mark(view: View) -> View:
        setattr(view, _MARK, action)
        return view

    return mark


def right_of(view: Callable[..., Any]) -> Action | str | None:
    """The mark of a view: an action, PUBLIC, or None when it was forgotten."""
    return cast("Action | str | None", getattr(view, _MARK, None))


def person() -> Person:
    """Whoever sent this request."""
    user = current_user
    return user.person if user.is_authenticated else guests.present(wiring()) or VISITOR


def session_id() -> int:
    """The id of the session that sent this request; 0 for a visitor."""
    user = current_user
    return user.session_id if user.is_authenticated else 0


def wiring() -> Wiring:
    """The services' wiring, with the address that this request comes from."""
    return replace(cast(Wiring, current_app.extensions["kader"]), origin=request.remote_addr or "")


def guard(app: Flask) -> None:
    """Check the mark of a view before it answers, and load people from their session."""
    manager = LoginManager(app)
    # The session on the server decides; an address that changes on the way is no reason to doubt it.
    manager.session_protection = None
    manager.user_loader(_load_user)
    app.before_request(_check_right)
    app.context_processor(lambda: {"person": person(), "may_somewhere": may_somewhere, "Action": Action})


def _load_user(token: str) -> SignedIn | None:
    found = sessions.current(wiring(), token)
    return None if found is None else SignedIn(token, found)


def _check_right() -> ResponseReturnValue | None:
    if request.endpoint is None or request.endpoint == "static":
        return None
    right = right_of(current_app.view_functions[request.endpoint])
    if right == PUBLIC or (isinstance(right, Action) and may_somewhere(person(), right)):
        return None
    if right is not None and person().id is None:
        if can_be_sent_again():
            return page_to_send_again(SIGNED_OUT, 401)
        back = request.full_path if request.method == "GET" else None
        return redirect(url_for("account.sign_in", next=back))
    if right is not None and current_user.is_authenticated and current_user.held_back:
        return redirect(url_for("account.second_step"))
    raise NotAllowed("U hebt geen recht om deze pagina te openen.")
