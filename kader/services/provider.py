"""Talk to a provider of OpenID Connect: send somebody there, and believe only an answer meant for us.

The authorization code flow with PKCE, through Authlib. A code is worth something only together with the state
and the verifier that stayed in the browser's own session; the token that it buys must be signed by the
provider, for us, now, and with our nonce. Source: OpenID Connect Core 1.0, 3.1; RFC 9700; RFC 9207.
"""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from authlib.common.errors import AuthlibBaseError
from authlib.integrations.requests_client import OAuth2Session
from authlib.oidc.core import CodeIDToken
from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import KeySet
from requests import RequestException

from kader.config import SignOn
from kader.domain.errors import KaderError
from kader.services.wiring import Clock

# Signed with the provider's private key: "none" and secrets that are shared are not among them.
_ALGORITHMS = ["RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "EdDSA"]
_SECONDS = 10
_LEEWAY = 60


class SignOnFailed(KaderError):
    """Signing in through the organisation did not succeed."""


@dataclass(frozen=True, slots=True)
class Departure:
    """Where to send somebody, and what must stay in their session until they are back."""

    address: str
    state: str
    nonce: str
    verifier: str


@dataclass(frozen=True, slots=True)
class Answer:
    """What the provider says of somebody: `claims` as it gave them, and not to be trusted as markup."""

    issuer: str
    subject: str
    claims: Mapping[str, Any]


def depart(sign_on: SignOn, back: str) -> Departure:
    """Raises SignOnFailed when the provider does not answer."""
    nonce, verifier = secrets.token_urlsafe(32), secrets.token_urlsafe(48)
    try:
        with _session(sign_on, back) as session:
            endpoint = _metadata(session, sign_on)["authorization_endpoint"]
            address, state = session.create_authorization_url(endpoint, nonce=nonce, code_verifier=verifier)
            return Departure(address, state, nonce, verifier)
    except (AuthlibBaseError, RequestException, ValueError, KeyError) as error:
        raise _failed(sign_on) from error


def arrive(
    sign_on: SignOn, back: str, departure: Departure, parameters: Mapping[str, str], clock: Clock
) -> Answer:
    """What the provider says, when its answer fits what we asked. Raises SignOnFailed."""
    _require_own(sign_on, departure, parameters)
    try:
        with _session(sign_on, back) as session:
            metadata = _metadata(session, sign_on)
            tokens = session.fetch_token(
                metadata["token_endpoint"], code=parameters["code"], code_verifier=departure.verifier
            )
            keys = KeySet.import_key_set({"keys": _json(session, metadata["jwks_uri"])["keys"]})
            claims = _verified(sign_on, departure, tokens, keys, int(clock().timestamp()))
            return Answer(sign_on.issuer, str(claims["sub"]), _more(session, metadata, claims))
    except (AuthlibBaseError, JoseError, RequestException, ValueError, KeyError, TypeError) as error:
        raise _failed(sign_on) from error


def _require_own(sign_on: SignOn, departure: Departure, parameters: Mapping[str, str]) -> None:
    if not secrets.compare_digest(parameters.get("state", "").encode(), departure.state.encode()):
        raise _failed(sign_on)
    if parameters.get("iss", sign_on.issuer) != sign_on.issuer or "code" not in parameters:
        raise _failed(sign_on)


def _session(sign_on: SignOn, back: str) -> OAuth2Session:
    return OAuth2Session(
        sign_on.client_id,
        sign_on.client_secret,
        scope="openid email profile",
        redirect_uri=back,
        code_challenge_method="S256",
        default_timeout=_SECONDS,
    )


def _metadata(session: OAuth2Session, sign_on: SignOn) -> dict[str, Any]:
    """What the provider tells of itself. Raises ValueError when it says that it is another."""
    metadata = _json(session, sign_on.issuer.rstrip("/") + "/.well-known/openid-configuration")
    if metadata["issuer"] != sign_on.issuer:
        raise ValueError("the provider names another issuer")
    secure = sign_on.issuer.startswith("https://")
    for name in ("authorization_endpoint", "token_endpoint", "jwks_uri"):
        if secure and not metadata[name].startswith("https://"):
            raise ValueError(f"{name} is not safe")
    return metadata


def _json(session: OAuth2Session, address: str) -> dict[str, Any]:
    response = session.get(address, withhold_token=True, timeout=_SECONDS)
    response.raise_for_status()
    found: dict[str, Any] = response.json()
    return found


def _verified(
    sign_on: SignOn, departure: Departure, tokens: Mapping[str, Any], keys: KeySet, now: int
) -> dict[str, Any]:
    """The claims of the identity token. Raises JoseError for a token that is not meant for us."""
    token = jwt.decode(tokens["id_token"], keys, algorithms=_ALGORITHMS)
    claims = CodeIDToken(
        token.claims,
        token.header,
        options={
            "iss": {"essential": True, "value": sign_on.issuer},
            "aud": {"essential": True, "value": sign_on.client_id},
            "nonce": {"essential": True, "value": departure.nonce},
        },
        params={
            "nonce": departure.nonce,
            "client_id": sign_on.client_id,
            "access_token": tokens.get("access_token"),
        },
    )
    claims.validate(now=now, leeway=_LEEWAY)
    return dict(claims)


def _more(session: OAuth2Session, metadata: Mapping[str, Any], claims: dict[str, Any]) -> dict[str, Any]:
    """The claims, with those that the provider gives only when asked."""
    if "email" in claims or "userinfo_endpoint" not in metadata:
        return claims
    response = session.get(metadata["userinfo_endpoint"], timeout=_SECONDS)
    response.raise_for_status()
    more = response.json()
    if more["sub"] != claims["sub"]:
        raise ValueError("the provider answers about somebody else")
    return {**more, **claims}


def _failed(sign_on: SignOn) -> SignOnFailed:
    return SignOnFailed(
        f"Inloggen met {sign_on.name} is niet gelukt. Probeer het opnieuw. Lukt het weer niet, vraag het dan "
        "aan de beheerder van Kader."
    )
