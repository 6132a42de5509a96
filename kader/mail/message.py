"""A mail as bytes: plain text, with headers that nobody's words can add to."""

from dataclasses import dataclass
from datetime import datetime
from email.errors import MessageDefect, MessageError
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime, parseaddr


class Unmailable(Exception):
    """No mail can be made for this address; `str(error)` is a Dutch sentence for an administrator."""


@dataclass(frozen=True, slots=True)
class Letter:
    """What a mail is made of; `unsubscribe` is an address that stops mails of this kind, "" for none.

    `attached` is the name of a PDF that goes along and its bytes.
    """

    sender: str
    to: str
    subject: str
    body: str
    message_id: str
    dated: datetime
    unsubscribe: str = ""
    attached: tuple[str, bytes] | None = None


def compose(letter: Letter) -> EmailMessage:
    """Raises Unmailable when the recipient's address cannot be one."""
    message = EmailMessage(policy=SMTP)
    message["From"] = _address(*parseaddr(letter.sender))
    message["To"] = _address("", letter.to)
    message["Subject"] = letter.subject
    message["Date"] = format_datetime(letter.dated)
    message["Message-ID"] = letter.message_id
    # So that an automatic reply (out of office) is not sent to us.
    message["Auto-Submitted"] = "auto-generated"
    if letter.unsubscribe:
        message["List-Unsubscribe"] = f"<{letter.unsubscribe}>"
    message.set_content(letter.body, cte="quoted-printable")
    if letter.attached:
        name, content = letter.attached
        message.add_attachment(content, maintype="application", subtype="pdf", filename=name)
    return message


def _address(name: str, spec: str) -> Address:
    """An international domain becomes its ASCII form. Raises Unmailable."""
    local, at, domain = spec.strip().rpartition("@")
    try:
        return Address(name, addr_spec=f"{local}{at}{_ascii(domain)}")
    except (ValueError, IndexError, MessageError, MessageDefect) as error:
        raise Unmailable("Dit e-mailadres kan geen mail krijgen. Controleer het.") from error


def _ascii(domain: str) -> str:
    return domain if domain.isascii() else domain.encode("idna").decode("ascii")
