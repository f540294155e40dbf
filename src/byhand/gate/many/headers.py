"""The header fields of a broadcast: the same for everybody but for whom it goes to and how to leave.

List-Id (RFC 2919), List-Unsubscribe and its one click (RFC 2369, RFC 8058), Precedence: bulk. It is From the colleague
who wrote it, at the address of the inbox.
"""

from __future__ import annotations

from datetime import UTC, datetime
from email.utils import format_datetime

from byhand.channels.email import header_fields
from byhand.channels.email.addresses import domain_of
from byhand.channels.envelope import Recipient
from byhand.channels.inbox import Inbox
from byhand.gate.unsubscribing import fields_of
from byhand.people.topic import Topic

CONTENT = 'MIME-Version: 1.0\r\nContent-Type: multipart/alternative; boundary="%s"\r\n\r\n'


def for_everybody(inbox: Inbox, author: str, topic: Topic | None, *, boundary: str) -> bytes:
    """What stands in every copy, to the empty line; it comes last, behind the fields of each."""
    domain = domain_of(inbox.address) or "localhost"
    name, number = (topic.name, topic.pk) if topic else ("", 0)
    return "".join(
        (
            header_fields.addresses("From", [Recipient(inbox.address, author)]),
            _list_id(name, f"topic-{number}.{domain}"),
            header_fields.plain("Precedence", "bulk"),
            CONTENT % boundary,
        )
    ).encode()


def for_one(recipient: str, message_id: str, token: str, *, mailbox: str, at: datetime) -> str:
    """What stands in one copy alone. `token`: of their unsubscribing; `at`: when it is made ready to leave.

    A broadcast may take weeks, and a letter that says it is that old is sorted below what they have read, or is spam.
    """
    leave, post = fields_of(token, mailbox=mailbox)
    by_web, _, by_mail = leave.partition(", ")
    return (
        header_fields.addresses("To", [Recipient(recipient)])
        + header_fields.plain("Date", format_datetime(at.astimezone(UTC)))
        + f"Message-ID: <{message_id}>\r\n"
        + f"List-Unsubscribe: {by_web},\r\n {by_mail}\r\nList-Unsubscribe-Post: {post}\r\n"
    )


def subject(text: str) -> str:
    return header_fields.unstructured("Subject", text)


def _list_id(name: str, value: str) -> str:
    """The name as addresses have theirs, the id in one piece."""
    named = header_fields.addresses("List-Id", [Recipient(f"x@{value}", name)])
    return named.replace(f"x@{value}", value) if name else f"List-Id: <{value}>\r\n"
