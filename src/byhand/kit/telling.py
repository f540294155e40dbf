"""A message as plain JSON, for programs and for `byhand read`."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from byhand.kit.parsed import Attachment, Mailbox, ParsedMail


def to_json(mail: ParsedMail) -> dict[str, Any]:
    """What is known of a message, in values that `json.dumps` takes."""
    return {
        "message_id": mail.message_id,
        "date": mail.date.isoformat() if mail.date else None,
        "from": _mailbox(mail.sender),
        "reply_to": _mailboxes(mail.reply_to),
        "to": _mailboxes(mail.to),
        "cc": _mailboxes(mail.cc),
        "subject": mail.subject,
        "text": mail.text,
        "new_text": mail.new_text,
        "html": mail.html,
        "attachments": [_attachment(one) for one in mail.attachments],
        "automatic": mail.automatic,
        "bounce": _bounce(mail),
        "in_reply_to": list(mail.in_reply_to),
        "references": list(mail.references),
        "problems": list(mail.problems),
    }


def _mailbox(mailbox: Mailbox) -> dict[str, str]:
    return {"name": mailbox.name, "address": mailbox.address}


def _mailboxes(mailboxes: Iterable[Mailbox]) -> list[dict[str, str]]:
    return [_mailbox(one) for one in mailboxes]


def _attachment(attachment: Attachment) -> dict[str, Any]:
    return {
        "filename": attachment.filename,
        "type": attachment.type,
        "size": attachment.size,
        "sha256": attachment.sha256,
        "inline": attachment.inline,
        "content_id": attachment.content_id,
    }


def _bounce(mail: ParsedMail) -> dict[str, Any] | None:
    if mail.bounce is None:
        return None
    return {
        "recipient": mail.bounce.recipient,
        "status": mail.bounce.status,
        "permanent": mail.bounce.permanent,
        "original_id": mail.bounce.original_id,
    }
