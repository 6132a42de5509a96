"""The screen "Inlezen", shown by more than one view: after a correction, and when one was not accepted."""

from typing import Any

from flask import render_template, request, session

from kader.services import reviewing
from kader.services.reviewing import ReviewPage
from kader.web.responding.landing import DONE
from kader.web.shared.access import person, wiring

_KEPT = "alleen_na_te_kijken"
"""In the session: the response of which only the doubtful comments are shown."""
_TOP = "gegevens"


def review_screen(
    response_id: int, page: ReviewPage | None = None, wrong: dict[str, Any] | None = None
) -> str:
    """The screen, with what was just done or what is wrong at its place."""
    page = page or reviewing.review_page(wiring(), person(), response_id)
    at = _place(page, request.args.get("bij", ""))
    done = {} if wrong else {at: DONE.get(request.args.get("gedaan", ""), "")}
    only = _only_doubtful(response_id) and bool(page.doubtful)
    return render_template(
        "responding/review.html", page=page, head=page.head, done=done, wrong=wrong, only=only, kept=at
    )


def _place(page: ReviewPage, at: str) -> str:
    """Where one lands; the top when the piece is no longer there."""
    if not at[1:].isdecimal():
        return at
    parts = {f"o{card.comment.id}" for group in page.groups for card in group.cards}
    return at if at in parts or at in {f"p{point.id}" for point in page.points} else _TOP


def _only_doubtful(response_id: int) -> bool:
    """What was asked for in the address holds until the other is asked for, also after a correction."""
    asked = request.args.get("toon")
    if asked in ("twijfel", "alles"):
        session[_KEPT] = response_id if asked == "twijfel" else None
    return bool(session.get(_KEPT) == response_id)
