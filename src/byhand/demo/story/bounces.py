"""A letter of ours that came back."""

from __future__ import annotations

from datetime import datetime
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime

from byhand.demo.story.cast import TEAM
from byhand.demo.story.posting import headers, message_id, sealed
from byhand.demo.story.shapes import Letter, Person


def bounce(ours: Letter, to: Person, at: datetime) -> Letter:
    """The delivery report for a letter of ours whose address is gone (RFC 3464)."""
    address = to.addresses[0]
    ident = message_id("server", "mail.kilnlane.example", ours.message_id)
    sender = ("Mail Delivery System", "MAILER-DAEMON@mail.kilnlane.example")
    rows = headers(sender, [(TEAM.name, TEAM.address)], "Undelivered Mail Returned to Sender", at, ident)
    mail = EmailMessage(policy=SMTP)
    mail.set_type("multipart/report", requote=True)
    mail.set_param("report-type", "delivery-status")
    for part in _report(ours, address, at):
        mail.attach(part)
    raw = sealed([("Return-Path", "<>"), *rows, ("Auto-Submitted", "auto-replied")], mail)
    return Letter(raw, "INBOX", at, None, ident)


def _report(ours: Letter, address: str, at: datetime) -> tuple[EmailMessage, EmailMessage, EmailMessage]:
    said, status, original = EmailMessage(policy=SMTP), EmailMessage(policy=SMTP), EmailMessage(policy=SMTP)
    said.set_content(
        "This is the mail system at host mail.kilnlane.example.\n\n"
        "I'm sorry to have to inform you that your message could not be delivered to one recipient.\n\n"
        f"<{address}>: host mx.{address.split('@')[1]} said: 550 5.1.1 <{address}>: user unknown\n"
        "    (in reply to RCPT TO command)\n"
    )
    status["Content-Type"] = "message/delivery-status"
    status.set_payload([_group({"Reporting-MTA": "dns; mail.kilnlane.example"}), _failure(address, at)])
    original.set_content(ours.raw.split(b"\r\n\r\n")[0].decode("ascii", "replace").replace("\r\n", "\n"))
    original.replace_header("Content-Type", "text/rfc822-headers")
    return said, status, original


def _failure(address: str, at: datetime) -> EmailMessage:
    return _group(
        {
            "Final-Recipient": f"rfc822; {address}",
            "Original-Recipient": f"rfc822;{address}",
            "Action": "failed",
            "Status": "5.1.1",
            "Last-Attempt-Date": format_datetime(at),
            "Diagnostic-Code": f"smtp; 550 5.1.1 <{address}>: user unknown",
        }
    )


def _group(fields: dict[str, str]) -> EmailMessage:
    group = EmailMessage(policy=SMTP)
    for name, value in fields.items():
        group[name] = value
    return group
