"""Mail over TLS, with a password: the certificate is checked, and nothing goes to who has the wrong one."""

import socket
import ssl
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from email.message import EmailMessage
from ipaddress import ip_address
from pathlib import Path
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult, LoginPassword
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from kader.config import MailSecurity, MailSettings
from kader.mail.message import Letter, compose
from kader.mail.transport import SmtpTransport, Unreachable
from tests.mail_server import Inbox, free_port

PASSWORD = "een lang geheim"
# The server does not count the encryption that was there before the first word.
pytestmark = pytest.mark.filterwarnings("ignore:Requiring AUTH while not requiring TLS")


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A key and a certificate of 127.0.0.1 that vouches for itself, in one file."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "127.0.0.1")])
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ip_address("127.0.0.1"))]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    path = tmp_path_factory.mktemp("certificate") / "server.pem"
    private = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    path.write_bytes(private + made.public_bytes(serialization.Encoding.PEM))
    return path


class _Server(Controller):
    def _trigger_server(self) -> None:
        """See that it answers; the library would do so as a client with the context of a server."""
        with socket.create_connection((self.hostname, self.port)) as line:
            if self.ssl_context is None:
                line.recv(100)
                return
            trusting = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
            trusting.check_hostname, trusting.verify_mode = False, ssl.CERT_NONE
            with trusting.wrap_socket(line) as encrypted:
                encrypted.recv(100)


@pytest.fixture(params=["starttls", "tls"])
def server(request: pytest.FixtureRequest, certificate: Path) -> Iterator[tuple[Inbox, MailSecurity]]:
    """A server that takes mail only from who signs in, over an encrypted line."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)
    inbox = Inbox(free_port())
    encrypted: dict[str, Any] = (
        {"ssl_context": context, "auth_require_tls": False}
        if request.param == "tls"
        else {"tls_context": context, "require_starttls": True}
    )
    controller = _Server(
        inbox,
        hostname="127.0.0.1",
        port=inbox.port,
        auth_required=True,
        # One way to sign in: a second try with the same password would make the server hang up.
        auth_exclude_mechanism=["LOGIN"],
        authenticator=_signs_in,
        **encrypted,
    )
    controller.start()
    yield inbox, request.param
    controller.stop()


def _signs_in(_server: Any, _session: Any, _envelope: Any, _how: str, data: LoginPassword) -> AuthResult:
    return AuthResult(success=data.password == PASSWORD.encode(), handled=False)


def transport(server: tuple[Inbox, MailSecurity], password: str = PASSWORD) -> SmtpTransport:
    inbox, security = server
    return SmtpTransport(
        MailSettings("127.0.0.1", inbox.port, security, "kader", password, "kader@voorbeeld.example", Path())
    )


def mail() -> EmailMessage:
    return compose(
        Letter("kader@b.example", "jan@b.example", "Dag", "Dag.", "<1@b.example>", datetime.now(UTC))
    )


def test_mail_goes_over_an_encrypted_line_with_a_password(
    server: tuple[Inbox, MailSecurity], certificate: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    with transport(server).connected() as connection:
        connection.send(mail())
        connection.send(mail())
    assert len(server[0].mails) == 2


def test_server_with_a_certificate_that_nobody_vouches_for_gets_nothing(
    server: tuple[Inbox, MailSecurity],
) -> None:
    with pytest.raises(Unreachable, match="SSLCertVerificationError"), transport(server).connected():
        pass
    assert server[0].mails == []


def test_wrong_password_is_told_without_the_password(
    server: tuple[Inbox, MailSecurity], certificate: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    with pytest.raises(Unreachable) as told, transport(server, "verkeerd geheim").connected():
        pass
    assert "535" in str(told.value)
    assert "verkeerd" not in str(told.value)
