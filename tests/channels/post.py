"""Letters and mailboxes for the tests of this room."""

import json
from datetime import UTC, datetime
from itertools import count

from tests.servers.dovecot import Dovecot
from tests.servers.mailbox import Mailbox
from tests.servers.postfix import Postfix

from byhand.channels.envelope import Envelope, Outgoing, Recipient
from byhand.channels.inbox import Inbox
from byhand.team.secrets import seal_up

numbers = count(1)


def raw_letter(
    subject: str = "Glaze", *, to: str = "studio@clay.test", size: int = 0, message_id: str = ""
) -> bytes:
    """A letter as a customer's program writes it, each with an id of its own."""
    message_id = message_id or f"{next(numbers)}.{datetime.now(UTC).timestamp()}@customer.test"
    words = "Is the blue bowl still there?\r\n" + ("x" * 76 + "\r\n") * (size // 78)
    return (
        f"From: Ada <ada@customer.test>\r\nTo: {to}\r\nSubject: {subject}\r\nMessage-ID: <{message_id}>\r\n"
        f"Date: Fri, 02 Jan 2026 10:00:00 +0000\r\n\r\n{words}"
    ).encode()


def outgoing(
    inbox: Inbox, *to: str, subject: str = "Your bowl", body: str = "It is here.", **fields
) -> Outgoing:
    """What a colleague wrote, ready for the wire."""
    own = {
        name: fields.pop(name) for name in ("marker", "automatic", "signature", "author") if name in fields
    }
    return Outgoing(
        envelope=Envelope(
            inbox=inbox,
            to=tuple(Recipient(address) for address in to or ("ada@customer.test",)),
            subject=subject,
            body=body,
            **fields,
        ),
        message_id=f"bh.{next(numbers)}.{datetime.now(UTC).timestamp()}@clay.test",
        written_at=datetime(2026, 1, 2, 10, tzinfo=UTC),
        **{"author": "Grete Müller", **own},
    )


def inbox_of(mailbox: Mailbox, dovecot: Dovecot, postfix: Postfix | None = None, **options) -> Inbox:
    """The inbox that belongs to the mailbox, not yet kept."""
    ways = {"imap_host": "localhost", "imap_port": dovecot.imaps, "imap_security": "tls", "smtp_host": "localhost",
            "smtp_port": postfix.submission if postfix else 1, "smtp_security": "starttls",
            "ca_file": str(dovecot.certificate), "auth": "password"}  # fmt: skip
    inbox = Inbox(kind="email", name="Studio", address=mailbox.address, options=ways | options)
    inbox.sealed_secrets = _sealed(password=mailbox.password)
    return inbox


def with_password(inbox: Inbox, password: str) -> Inbox:
    inbox.sealed_secrets = _sealed(password=password)
    return inbox


def _sealed(**secrets: str) -> bytes:
    return seal_up(json.dumps(secrets))
