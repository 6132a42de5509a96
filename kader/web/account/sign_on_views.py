"""Sign in with the account of one's organisation: there and back."""

from dataclasses import asdict

from flask import redirect, request, session, url_for
from flask.typing import ResponseReturnValue

from kader.services import mailing, single_sign_on
from kader.services.provider import Departure, SignOnFailed
from kader.web.account.blueprint import blueprint, browser, enter, safe, start_again
from kader.web.shared.access import public, wiring

_DEPARTURE, _TARGET = "departure", "target"


@blueprint.get("/inloggen/organisatie")
@public
def go_to_provider() -> ResponseReturnValue:
    try:
        departure = single_sign_on.depart(wiring(), _back())
    except SignOnFailed as error:
        return start_again(str(error))
    session[_DEPARTURE], session[_TARGET] = asdict(departure), safe(request.args.get("next"))
    return redirect(departure.address, 303)


@blueprint.get("/inloggen/organisatie/terug")
@public
def come_back() -> ResponseReturnValue:
    """Works once for each time that somebody left from this browser."""
    left, target = session.pop(_DEPARTURE, None), str(session.pop(_TARGET, ""))
    if left is None:
        return start_again("Het inloggen duurde te lang. Begin opnieuw.")
    try:
        found = single_sign_on.arrive(wiring(), _back(), Departure(**left), request.args.to_dict(), browser())
    except SignOnFailed as error:
        return start_again(str(error))
    return enter(found, target)


def _back() -> str:
    """Where the provider sends people back to: the address of the settings, not the one that was asked."""
    return mailing.url(wiring(), url_for("account.come_back"))
