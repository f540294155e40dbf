"""Raw mail for tests, written as mail programs write it."""

from __future__ import annotations

from itertools import count

_numbers = count(1)


def letter(
    words: str = "Could we bring twelve?",
    *,
    sender: str = "Ruth Okafor <ruth@harrow.example>",
    to: str = "studio@kilnlane.example",
    subject: str = "The lid",
    message_id: str | None = None,
    date: str = "Tue, 17 Nov 2026 16:20:00 +0000",
    headers: str = "",
) -> bytes:
    """A plain letter; `headers` are further header lines."""
    identity = f"<{message_id or f'letter-{next(_numbers)}@harrow.example'}>"
    lines = [
        f"From: {sender}",
        f"To: {to}",
        f"Subject: {subject}",
        f"Message-ID: {identity}",
        f"Date: {date}",
    ]
    if headers:
        lines.append(headers.strip())
    head = "\r\n".join(lines)
    return f"{head}\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n{words}\r\n".encode()


def answer(words: str, *, to: str, **more: str) -> bytes:
    """A letter that answers the Message-ID `to`."""
    subject = more.pop("subject", "Re: The lid")
    headers = f"In-Reply-To: <{to}>\r\nReferences: <{to}>\r\n{more.pop('headers', '')}"
    return letter(words, subject=subject, headers=headers, **more)


def bounce(
    *, original: str, recipient: str, status: str = "5.1.1", to: str = "studio@kilnlane.example", said: str = "",
    headers: str = "",
) -> bytes:  # fmt: skip
    """What a mail server sends when a letter did not arrive (RFC 3464)."""
    diagnosis = f"Diagnostic-Code: {said}\r\n" if said else ""
    return (
        f"{headers}Return-Path: <>\r\nFrom: Mail Delivery <mailer-daemon@mx.example>\r\nTo: {to}\r\n"
        f"Subject: Undelivered Mail Returned to Sender\r\nMessage-ID: <bounce-{next(_numbers)}@mx.example>\r\n"
        "Date: Tue, 17 Nov 2026 16:25:00 +0000\r\nAuto-Submitted: auto-replied\r\nMIME-Version: 1.0\r\n"
        'Content-Type: multipart/report; report-type=delivery-status; boundary="b"\r\n\r\n'
        "--b\r\nContent-Type: text/plain\r\n\r\nYour letter could not be delivered.\r\n"
        f"--b\r\nContent-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; mx.example\r\n\r\n"
        f"Final-Recipient: rfc822; {recipient}\r\nAction: failed\r\nStatus: {status}\r\n{diagnosis}\r\n"
        f"--b\r\nContent-Type: text/rfc822-headers\r\n\r\nMessage-ID: <{original}>\r\nSubject: The lid\r\n\r\n--b--\r\n"
    ).encode()


def complaint(
    *, original: str, sender: str = "", kind: str = "abuse", recipient: str = "", more: str = ""
) -> bytes:
    """What a mailbox provider sends when somebody called a letter spam (RFC 5965)."""
    told = f"Original-Mail-From: <{sender}>\r\n" if sender else ""
    told += f"Original-Rcpt-To: <{recipient}>\r\n" if recipient else ""
    return (
        f"From: Complaints <fbl@provider.example>\r\nTo: studio@kilnlane.example\r\nSubject: FW: The lid\r\n"
        f"Message-ID: <complaint-{next(_numbers)}@provider.example>\r\nDate: Tue, 17 Nov 2026 16:25:00 +0000\r\n{more}"
        'MIME-Version: 1.0\r\nContent-Type: multipart/report; report-type=feedback-report; boundary="c"\r\n\r\n'
        "--c\r\nContent-Type: text/plain\r\n\r\nThis is an abuse report.\r\n"
        f"--c\r\nContent-Type: message/feedback-report\r\n\r\nFeedback-Type: {kind}\r\nUser-Agent: P/1\r\n"
        f"Version: 1\r\n{told}\r\n--c\r\nContent-Type: message/rfc822\r\n\r\nFrom: studio@kilnlane.example\r\n"
        f"Message-ID: <{original}>\r\nSubject: The lid\r\n\r\nHello\r\n--c--\r\n"
    ).encode()
