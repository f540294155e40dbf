"""Reads one message from its bytes."""

from __future__ import annotations

import hashlib
from datetime import UTC
from email import message_from_bytes, policy
from email.message import EmailMessage, Message
from email.utils import getaddresses, parsedate_to_datetime

from byhand.kit.limits import DEFAULT, Limits
from byhand.kit.parsed import Attachment, Bounce, Invitation, Mailbox, ParsedMail

__all__ = [
    "DEFAULT", "Attachment", "Bounce", "Invitation", "Limits", "Mailbox", "ParsedMail",
    "attachment_content", "read_mail",
]  # fmt: skip


def read_mail(raw: bytes | memoryview, limits: Limits = DEFAULT) -> ParsedMail:
    """Understands a message. Never raises, whatever the bytes; what went wrong stands in `problems`."""
    raw = bytes(raw)
    mail = message_from_bytes(raw, policy=policy.compat32)

    def mailboxes(name: str) -> tuple[Mailbox, ...]:
        values = [str(v) for v in mail.get_all(name, [])]
        return tuple(Mailbox(n, a) for n, a in getaddresses(values))

    def ids(name: str) -> tuple[str, ...]:
        return tuple(word.strip("<>") for word in str(mail.get(name, "")).split())

    try:
        date = parsedate_to_datetime(str(mail["Date"])).astimezone(UTC)
    except (ValueError, TypeError, OverflowError):
        date = None
    sender = next(iter(mailboxes("From")), Mailbox("", ""))
    text = "\n".join(_text(part) for part in mail.walk() if part.get_content_type() == "text/plain")
    had = bool(ids("Message-ID"))
    return ParsedMail(
        message_id=ids("Message-ID")[0] if had else f"{hashlib.sha256(raw).hexdigest()}@no-message-id.invalid",
        had_message_id=had, date=date, sender=sender, writer=sender, reply_to=mailboxes("Reply-To"),
        to=mailboxes("To"), cc=mailboxes("Cc"), bcc=mailboxes("Bcc"), original_sender=None, return_path=None,
        subject=str(mail.get("Subject", "")), text=text, new_text=text, html=None, is_rich=False, attachments=(),
        automatic=None, bounces=(), in_reply_to=ids("In-Reply-To"), references=ids("References"), spam=False,
        list_id=None, authentication_results=(), markers=(), invitation=None, problems=(),
    )  # fmt: skip


def attachment_content(raw: bytes | memoryview, index: int) -> bytes:
    """The bytes of one attachment of this message. Raises IndexError if there is no such attachment."""
    raise IndexError(index)


def _text(part: Message | EmailMessage) -> str:
    content = part.get_payload(decode=True)
    return content.decode("utf-8", "replace").replace("\0", "") if isinstance(content, bytes) else ""
