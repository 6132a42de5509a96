"""A real OpenID Connect provider on the loopback: pyop, which shares no code with our side of it.

`Provider.user` is who signs in there. `tamper` may change the claims of the identity token, which is then
signed anew with `signing` or `key`: that makes the provider one that lies, or somebody else's.
"""

import ssl
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address
from pathlib import Path
from threading import Thread
from typing import Any
from urllib.parse import parse_qs, urlsplit

import flask
from Cryptodome.PublicKey import RSA
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID
from jwkest.jwk import RSAKey
from jwkest.jws import JWS
from pyop.authz_state import AuthorizationState
from pyop.exceptions import OAuthError
from pyop.provider import Provider as Pyop
from pyop.subject_identifier import HashBasedSubjectIdentifierFactory
from pyop.userinfo import Userinfo
from werkzeug.serving import make_server

CLIENT, SECRET = "kader", "geheim van kader bij de aanbieder"
Claims = dict[str, Any]


def new_key(name: str = "eerste") -> RSAKey:
    return RSAKey(key=RSA.generate(2048), alg="RS256", use="sig", kid=name)


@dataclass
class Provider:
    issuer: str
    key: RSAKey
    user: Claims
    tamper: Callable[[Claims], Claims] | None = None
    algorithm: str = "RS256"
    signing: RSAKey | None = None
    asked: list[dict[str, str]] = field(default_factory=list)

    def pyop(self, back: str) -> Pyop:
        metadata = {
            "issuer": self.issuer,
            "authorization_endpoint": f"{self.issuer}/authorize",
            "token_endpoint": f"{self.issuer}/token",
            "userinfo_endpoint": f"{self.issuer}/userinfo",
            "jwks_uri": f"{self.issuer}/jwks",
            "response_types_supported": ["code"],
            "scopes_supported": ["openid", "email", "profile"],
            "id_token_signing_alg_values_supported": ["RS256"],
            "subject_types_supported": ["public"],
        }
        client = {
            "client_secret": SECRET,
            "redirect_uris": [back],
            "response_types": ["code"],
            "token_endpoint_auth_method": "client_secret_basic",
            "id_token_signed_response_alg": "RS256",
        }
        state = AuthorizationState(HashBasedSubjectIdentifierFactory("zout"))
        return Pyop(self.key, metadata, state, {CLIENT: client}, Userinfo({"user": self.user}))

    def told(self) -> Claims:
        """What stands in the identity token: the address only when the user has one."""
        return {name: value for name, value in self.user.items() if name != "sub"}

    def forged(self, id_token: str) -> str:
        if self.tamper is None:
            return id_token
        claims = self.tamper(JWS().verify_compact(id_token, [self.key]))
        return str(JWS(claims, alg=self.algorithm).sign_compact([self.signing or self.key]))


def _app(provider: Provider, back: str) -> flask.Flask:
    app, pyop = flask.Flask(__name__), provider.pyop(back)

    @app.get("/.well-known/openid-configuration")
    def metadata() -> Claims:
        return dict(pyop.provider_configuration.to_dict())

    @app.get("/jwks")
    def jwks() -> Claims:
        return dict(pyop.jwks)

    @app.get("/authorize")
    def authorize() -> Any:
        provider.asked.append(flask.request.args.to_dict())
        request = pyop.parse_authentication_request(flask.request.query_string.decode())
        return flask.redirect(pyop.authorize(request, "user").request(request["redirect_uri"]))

    @app.post("/token")
    def token() -> Any:
        body = flask.request.get_data(as_text=True)
        try:
            answer = pyop.handle_token_request(body, dict(flask.request.headers), provider.told())
        except OAuthError as error:
            return flask.Response(error.to_json(), 400, mimetype="application/json")
        return {**answer.to_dict(), "id_token": provider.forged(answer["id_token"])}

    @app.get("/userinfo")
    def userinfo() -> Claims:
        return dict(pyop.handle_userinfo_request("", dict(flask.request.headers)).to_dict())

    return app


def certificate(folder: Path) -> Path:
    """A file with a certificate for this machine alone, and its key: providers speak https."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "localhost")])
    here = [x509.DNSName("localhost"), x509.IPAddress(ip_address("127.0.0.1"))]
    made = (
        x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
        .not_valid_before(datetime.now(UTC) - timedelta(days=1))
        .not_valid_after(datetime.now(UTC) + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName(here), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    private = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    path = folder / "provider.pem"
    path.write_bytes(private + made.public_bytes(serialization.Encoding.PEM))
    return path


@contextmanager
def providing(back: str, key: RSAKey, user: Claims, pem: Path) -> Iterator[Provider]:
    """A provider that answers while the block runs; `back` is the only address it sends people to."""
    provider = Provider("", key, user)
    holder: dict[str, flask.Flask] = {}
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(pem)
    server = make_server(
        "127.0.0.1", 0, lambda *call: holder["app"](*call), threaded=True, ssl_context=context
    )
    provider.issuer = f"https://127.0.0.1:{server.server_port}"
    holder["app"] = _app(provider, back)
    thread = Thread(target=server.serve_forever)
    thread.start()
    try:
        yield provider
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def back_from(address: str) -> dict[str, str]:
    """The parameters with which a provider sends somebody back."""
    return {name: values[0] for name, values in parse_qs(urlsplit(address).query).items()}
