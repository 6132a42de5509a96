"""Sign in with the account of one's organisation.

Somebody is known by what their provider calls them (issuer and subject), never by address alone: an address
links to an account once, when the provider says that it checked it. Which roles come along stands in the
settings; what the provider no longer says is withdrawn. A second step that was set up here is asked here too.
"""

from collections.abc import Mapping
from typing import Any

from kader.config import SignOn, SignOnRule
from kader.domain.audit import Act, account
from kader.domain.errors import InvalidInput
from kader.domain.rights import VISITOR
from kader.domain.signing_in import Method
from kader.domain.vocabulary import GRANTED_ROLES, Role
from kader.services import accounts, passwords, provider, signing_in
from kader.services.accounts import NewGrant
from kader.services.provider import Answer, Departure, SignOnFailed
from kader.services.signing_in import Browser, SignedIn
from kader.services.wiring import Wiring, note
from kader.storage import people, sign_ins
from kader.storage.database import Session
from kader.storage.tables import User

_LONGEST_NAME = 100


def depart(wiring: Wiring, back: str) -> Departure:
    """Raises SignOnFailed."""
    return provider.depart(_settings(wiring), back)


def arrive(
    wiring: Wiring, back: str, departure: Departure, parameters: Mapping[str, str], browser: Browser
) -> SignedIn:
    """Raises SignOnFailed, with the reason where telling it helps nobody who should not be in."""
    try:
        answer = provider.arrive(_settings(wiring), back, departure, parameters, wiring.clock)
        return _enter(wiring, answer, browser)
    except SignOnFailed:
        with wiring.writing(VISITOR, Act.FAIL_SIGN_IN) as session:
            note(session, "onbekend account", "account van de organisatie")
        raise


def require_sound(wiring: Wiring) -> None:
    """Raises InvalidInput when a rule of the settings names a role that there is not."""
    settings = wiring.settings.accounts.sign_on
    for rule in settings.rules if settings else ():
        _role(rule)


def _enter(wiring: Wiring, answer: Answer, browser: Browser) -> SignedIn:
    grants = _grants(wiring, answer.claims)
    with wiring.writing(VISITOR, Act.SIGN_IN) as session:
        user = _known(session, wiring, answer) or _new(session, wiring, answer, grants)
        if not user.active:
            raise SignOnFailed("Dit account is niet meer in gebruik. Vraag het aan de beheerder van Kader.")
        _follow(session, user, grants)
        note(session, account(user.id), "account van de organisatie")
        return signing_in.enter(session, wiring, user, browser, Method.ORGANISATION)


def _known(session: Session, wiring: Wiring, answer: Answer) -> User | None:
    """Whose identity this is, or whose address the provider vouches for."""
    found = sign_ins.identity(session, answer.issuer, answer.subject)
    if found is not None:
        return found.user
    user = people.user_by_email(session, _address(answer))
    if user is None:
        return None
    if sign_ins.has_identity(session, user.id):
        # An address that was given to a new colleague does not give them the account of the old one.
        raise SignOnFailed("Bij uw e-mailadres hoort al iemand anders. Vraag het aan de beheerder van Kader.")
    _link(session, wiring, user, answer)
    return user


def _new(session: Session, wiring: Wiring, answer: Answer, grants: list[NewGrant]) -> User:
    if not grants:
        raise SignOnFailed("U hebt nog geen account bij Kader. Vraag het aan de beheerder van Kader.")
    email = _address(answer)
    try:
        user = accounts.add(session, wiring, email, _name(answer, email), passwords.NO_PASSWORD, [])
    except InvalidInput as error:
        raise SignOnFailed(str(error)) from error
    _link(session, wiring, user, answer)
    return user


def _link(session: Session, wiring: Wiring, user: User, answer: Answer) -> None:
    try:
        sign_ins.add_identity(session, user.id, answer.issuer, answer.subject, wiring.clock())
    except InvalidInput as error:
        raise SignOnFailed(str(error)) from error


def _address(answer: Answer) -> str:
    """The address that the provider checked. Raises SignOnFailed when it did not."""
    email = answer.claims.get("email")
    if answer.claims.get("email_verified") is not True or not isinstance(email, str):
        raise SignOnFailed(
            "Uw organisatie heeft uw e-mailadres niet bevestigd. Laat dat daar doen en probeer het opnieuw."
        )
    return accounts.normal(email)


def _name(answer: Answer, email: str) -> str:
    """What somebody is called: one line of words, or else their address."""
    name = "".join(c if c.isprintable() else " " for c in str(answer.claims.get("name") or ""))
    return " ".join(name.split())[:_LONGEST_NAME] or email


def _grants(wiring: Wiring, claims: Mapping[str, Any]) -> list[NewGrant]:
    """The roles that the settings give for what the provider says."""
    settings = _settings(wiring)
    said = claims.get(settings.claim, []) if settings.claim else []
    values = {str(one) for one in (said if isinstance(said, list) else [said])}
    return [
        NewGrant(_role(rule), rule.organisation, rule.framework)
        for rule in settings.rules
        if rule.value in values
    ]


def _follow(session: Session, user: User, grants: list[NewGrant]) -> None:
    """Give the roles that came along, and withdraw those that came along before and no longer do."""
    wanted = [accounts.make_grant(people.Lookup(session), grant) for grant in grants]
    for held in [one for one in user.grants if one.by_sign_on]:
        if not any(accounts.same_grant(one, held) for one in wanted):
            user.grants.remove(held)
    for one in wanted:
        if not any(accounts.same_grant(one, held) for held in user.grants):
            one.by_sign_on = True
            user.grants.append(one)
    session.flush()


def _role(rule: SignOnRule) -> Role:
    role = next((one for one in GRANTED_ROLES if one.value == rule.role), None)
    if role is None:
        raise InvalidInput(f"KADER_OIDC_ROLES noemt de rol {rule.role!r}, en die is er niet.")
    return role


def _settings(wiring: Wiring) -> SignOn:
    settings = wiring.settings.accounts.sign_on
    if settings is None:
        raise SignOnFailed("Inloggen met het account van een organisatie staat hier niet aan.")
    return settings
