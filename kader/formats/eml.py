"""A saved e-mail is a letter with a head of its own, and often only the envelope of an attachment."""

from __future__ import annotations

import re
from email import message_from_bytes, policy
from email.errors import MessageError
from email.message import EmailMessage

from lxml import etree, html

from kader.domain.errors import UnreadableDocument
from kader.domain.paragraphs import Paragraph
from kader.formats.plain import read_plain
from kader.formats.text_bytes import decode

_NOT_MAIL = (
    "De naam eindigt op .eml, maar het bestand is geen e-mail. "
    "Stuur de reactie als Word-document (.docx) of plak de tekst in een tekstbestand."
)
_ONLY_ATTACHMENTS = "In deze e-mail staat geen tekst, alleen een bijlage ({names}). Stuur de bijlage zelf in."
_MONTHS = (
    *("januari", "februari", "maart", "april", "mei", "juni"),
    *("juli", "augustus", "september", "oktober", "november", "december"),
)
_BLOCKS = (
    "p",
    "div",
    "li",
    "tr",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "table",
    "ul",
    "ol",
    "blockquote",
    "body",
)
_UNSEEN = ("script", "style", "head", "title")
_MOST_CHARACTERS = 5_000_000


def read_eml(content: bytes) -> tuple[Paragraph, ...]:
    """The head, the text and the names of the attachments of a saved e-mail. Raises UnreadableDocument."""
    try:
        mail = message_from_bytes(content, _class=EmailMessage, policy=policy.default)
        if not (mail.get("From") or mail.get("Subject")):
            raise UnreadableDocument(_NOT_MAIL)
        body, names = _body(mail), [_name(part) for part in mail.iter_attachments()]
        head = _head(mail)
    # The standard library promises no errors for mail that breaks its rules, and does not keep it.
    except (MessageError, LookupError, ValueError, AttributeError, TypeError, RecursionError) as error:
        raise UnreadableDocument(_NOT_MAIL) from error
    if not body.strip() and names:
        raise UnreadableDocument(_ONLY_ATTACHMENTS.format(names=", ".join(names)))
    if not body.strip():
        return ()
    paragraphs = read_plain(f"{head}\n\n{body}".encode())
    return (*paragraphs, *(Paragraph(f"Bijlage bij de e-mail, niet gelezen: {name}") for name in names))


def _head(mail: EmailMessage) -> str:
    lines = [("Van", mail.get("From")), ("Datum", _date(mail)), ("Onderwerp", mail.get("Subject"))]
    return "\n".join(f"{name}: {' '.join(str(value).split())}" for name, value in lines if value)


def _date(mail: EmailMessage) -> str | None:
    sent = getattr(mail.get("Date"), "datetime", None)
    return f"{sent.day} {_MONTHS[sent.month - 1]} {sent.year}" if sent else None


def _name(part: object) -> str:
    name = part.get_filename() if isinstance(part, EmailMessage) else None
    return " ".join(name.split()) if name else "zonder naam"


def _body(mail: EmailMessage) -> str:
    part = mail.get_body(("plain", "html"))
    if not isinstance(part, EmailMessage):
        return ""
    content = part.get_content()
    text = content if isinstance(content, str) else decode(content)
    text = text[:_MOST_CHARACTERS]
    if part.get_content_type() == "text/html":
        return _shown(text)
    # A mail need not say what it is: then it is plain text, and not folded.
    kind = part["Content-Type"]
    return _unfolded(text) if kind is not None and kind.params.get("format") == "flowed" else text


def _unfolded(text: str) -> str:
    """Lines that the mail program folded, as one (RFC 3676)."""
    return re.sub(r"(?m)(?<!^--)[ ]\n(?=[^\s>])", " ", text.replace("\r\n", "\n"))


def _shown(marked: str) -> str:
    """The text of HTML, a blank line between blocks."""
    try:
        root = html.document_fromstring(marked.encode("utf-8"), parser=html.HTMLParser(encoding="utf-8"))
    except (etree.ParserError, etree.XMLSyntaxError, ValueError):
        return ""
    for element in list(root.iter(*_UNSEEN)):
        element.drop_tree()
    for element in root.iter(*_BLOCKS, "br"):
        gap = "\n" if element.tag == "br" else "\n\n"
        element.tail = gap + (element.tail or "")
        if element.tag == "li":
            element.text = "- " + (element.text or "").lstrip()
    text = re.sub(r"[ \t\xa0]+", " ", root.text_content())
    return re.sub(r" *\n *", "\n", text)
