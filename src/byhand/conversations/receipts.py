"""Receipts: asks the gate for “we have your message”, where the inbox sends them."""

from __future__ import annotations

from byhand.conversations.message import Message
from byhand.gate.notice import Notice
from byhand.gate.notices import Cause, receipt
from byhand.kit.mime import ParsedMail


def send_receipt(message: Message, mail: ParsedMail) -> Notice | None:
    """None when the inbox sends none or the gate says no."""
    if not message.inbox.sends_receipts or message.writer is None:
        return None
    cause = Cause(
        sender=message.writer.value,
        message_id=message.message_id,
        about=message.conversation.public_id,
        automatic=bool(message.automatic),
        on_a_list=mail.list_id is not None,
        has_null_path=mail.return_path == "",
        is_not_for_us=message.conversation.folded_at is not None,
    )
    return receipt(message.inbox, cause)
