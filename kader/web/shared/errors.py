"""What went wrong, as a page: one table from errors to statuses."""

from flask import Flask, current_app, render_template, request
from flask.typing import ResponseReturnValue
from flask_login import current_user
from flask_wtf.csrf import CSRFError
from werkzeug.exceptions import HTTPException

from kader.domain.errors import (
    Immutable,
    InvalidFrontMatter,
    InvalidInput,
    KaderError,
    NotAllowed,
    NotFound,
    TooManyAttempts,
    UnreadableDocument,
)
from kader.web.shared.sending_again import SIGNED_OUT, TOO_OLD, can_be_sent_again, page_to_send_again
from kader.web.shared.sizes import has_small_limit

STATUSES: dict[type[KaderError], int] = {
    NotFound: 404,
    NotAllowed: 403,
    InvalidInput: 422,
    InvalidFrontMatter: 422,
    UnreadableDocument: 422,
    Immutable: 409,
    TooManyAttempts: 429,
}
_TITLES = {
    403: "U mag dit niet doen",
    404: "Pagina niet gevonden",
    409: "Dit staat al vast",
    413: "Dit is te groot",
    422: "Dit is niet gelukt",
    429: "Even wachten",
    500: "Er ging iets mis",
}
_SENTENCES = {
    404: "Deze pagina bestaat niet. Controleer het adres, of zoek op de kaders.",
    405: "Deze pagina kunt u zo niet openen. Ga terug en gebruik de knop.",
    413: (
        "Er mag hoogstens {megabytes} MB tegelijk worden verstuurd, en er is niets ontvangen. Maak de "
        "afbeeldingen in het bestand kleiner of haal ze eruit, ga terug en stuur het bestand opnieuw."
    ),
    500: "Dat ligt aan ons. Wat u eerder opsloeg, is bewaard. Probeer het straks opnieuw.",
}
_FORM_TOO_LARGE = (
    "Er mag in een formulier hoogstens {megabytes} MB aan tekst staan, en er is niets ontvangen. Ga terug en "
    "verdeel de tekst, of stuur haar in als bestand."
)
_NOTED = (403, 429)
_MEGABYTE = 1024 * 1024


def status_of(error: KaderError) -> int:
    return next((status for kind, status in STATUSES.items() if isinstance(error, kind)), 422)


def handle_errors(app: Flask) -> None:
    app.register_error_handler(KaderError, _domain_error)
    app.register_error_handler(CSRFError, _expired_form)
    app.register_error_handler(HTTPException, _http_error)


def headers_of(error: Exception) -> dict[str, str]:
    """How long to wait, for programs, where that is what is wrong."""
    return {"Retry-After": str(error.seconds)} if isinstance(error, TooManyAttempts) else {}


def _domain_error(error: KaderError) -> ResponseReturnValue:
    status = status_of(error)
    if status in _NOTED:
        _note_refusal(status)
    return (
        render_template("shared/error.html", title=_title(status), sentence=str(error)),
        status,
        headers_of(error),
    )


def _expired_form(error: CSRFError) -> ResponseReturnValue:
    _note_refusal(422)
    if can_be_sent_again():
        return page_to_send_again(TOO_OLD if current_user.is_authenticated else SIGNED_OUT, 422)
    return _page(
        422, "Het formulier was te oud om te versturen. Ga terug, herlaad de pagina en probeer het opnieuw."
    )


def _note_refusal(status: int) -> None:
    """For who looks after the service; of the request only the name of its view, which holds no secret."""
    who = current_user.person.id if current_user.is_authenticated else None
    where = request.method, request.endpoint, status
    current_app.logger.warning("%s %s refused (%s), account %s, from %s", *where, who, request.remote_addr)


def _http_error(error: HTTPException) -> ResponseReturnValue:
    status = error.code or 500
    if status < 400:
        return error.get_response()
    sentence = _SENTENCES.get(status, "Ga terug en probeer het opnieuw.")
    if status == 413 and has_small_limit():
        sentence = _FORM_TOO_LARGE
    return _page(status, sentence.format(megabytes=(request.max_content_length or 0) // _MEGABYTE))


def _page(status: int, sentence: str) -> ResponseReturnValue:
    return render_template("shared/error.html", title=_title(status), sentence=sentence), status


def _title(status: int) -> str:
    return _TITLES.get(status, "Dit is niet gelukt")
