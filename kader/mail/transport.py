"""Where mails go: to an SMTP server, or, without one, to a folder where they can be read."""

import hashlib
import os
import smtplib
import ssl
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, suppress
from email.message import EmailMessage
from pathlib import Path
from typing import Protocol

from kader.config import MailSettings

TIMEOUT_SECONDS = 20
"""For each step of the conversation with the server; one mail takes about ten steps."""
_NOT_NOW = 500


class Refused(Exception):
    """The server does not take this mail; it may later when it is not `forever`."""

    def __init__(self, sentence: str, *, forever: bool) -> None:
        super().__init__(sentence)
        self.forever = forever


class Unreachable(Exception):
    """The server does not answer, or does not let us in: that says nothing of this mail."""


class Connection(Protocol):
    def send(self, message: EmailMessage) -> None:
        """Hand one mail over. Raises Refused, Unreachable."""


class Transport(Protocol):
    def connected(self) -> AbstractContextManager[Connection]:
        """A connection to send mails over, closed when its block ends. Raises Unreachable."""


def transport_for(settings: MailSettings) -> Transport:
    return SmtpTransport(settings) if settings.host else FolderTransport(settings.folder)


class FolderTransport:
    """Mails as files. A mail that is sent again becomes the same file."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    @contextmanager
    def connected(self) -> Iterator[Connection]:
        self._folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        yield self

    def send(self, message: EmailMessage) -> None:
        name = hashlib.sha256(message["Message-ID"].encode()).hexdigest()[:16]
        path = self._folder / f"{name}.eml"
        # A mail may hold a link that opens an account: nobody else on the machine may read it.
        unfinished = os.open(path.with_suffix(".part"), os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(unfinished, "wb") as file:
            file.write(message.as_bytes())
        path.with_suffix(".part").replace(path)


class SmtpTransport:
    def __init__(self, settings: MailSettings) -> None:
        self._settings = settings

    @contextmanager
    def connected(self) -> Iterator[Connection]:
        try:
            server = self._open()
        except (OSError, smtplib.SMTPException) as error:
            raise Unreachable(f"De mailserver is niet te gebruiken ({_reason(error)}).") from error
        try:
            yield _SmtpConnection(server)
        finally:
            with suppress(OSError, smtplib.SMTPException):
                server.quit()

    def _open(self) -> smtplib.SMTP:
        chosen = self._settings
        if chosen.security == "tls":
            context = ssl.create_default_context()
            server: smtplib.SMTP = smtplib.SMTP_SSL(
                chosen.host, chosen.port, timeout=TIMEOUT_SECONDS, context=context
            )
        else:
            server = smtplib.SMTP(chosen.host, chosen.port, timeout=TIMEOUT_SECONDS)
        try:
            if chosen.security == "starttls":
                server.starttls(context=ssl.create_default_context())
            if chosen.user:
                server.login(chosen.user, chosen.password)
        except (OSError, smtplib.SMTPException):
            server.close()
            raise
        return server


class _SmtpConnection:
    def __init__(self, server: smtplib.SMTP) -> None:
        self._server = server

    def send(self, message: EmailMessage) -> None:
        try:
            self._server.send_message(message)
        except smtplib.SMTPRecipientsRefused as error:
            code, said = next(iter(error.recipients.values()))
            raise Refused(_said(code, said), forever=code >= _NOT_NOW) from error
        except (smtplib.SMTPSenderRefused, smtplib.SMTPDataError) as error:
            raise Refused(_said(error.smtp_code, error.smtp_error), forever=False) from error
        except (OSError, smtplib.SMTPException) as error:
            raise Unreachable(f"De verbinding met de mailserver viel weg ({_reason(error)}).") from error


def _said(code: int, words: bytes | str) -> str:
    text = words.decode(errors="replace") if isinstance(words, bytes) else words
    return f"De mailserver weigerde deze mail ({code} {' '.join(text.split())[:200]})."


def _reason(error: Exception) -> str:
    """The kind of fault and its code, never what was sent: that could hold the password."""
    code = getattr(error, "smtp_code", None) or getattr(error, "errno", None)
    return f"{type(error).__name__} {code}" if code else type(error).__name__
