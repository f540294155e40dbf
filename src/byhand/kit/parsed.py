"""What is known of one message after it was read: plain values, no behaviour."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

Automatic = Literal["auto-replied", "auto-generated", "bulk", "bounce"]


@dataclass(frozen=True, slots=True)
class Mailbox:
    """A name and an address as a message states them (RFC 5322, 3.4). Either may be empty."""

    name: str
    address: str


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file in a message. Its bytes are read again by `attachment_content(raw, index)`."""

    filename: str  # unique within the message, without a path
    type: str
    size: int
    sha256: str
    inline: bool
    content_id: str | None  # without angle brackets
    index: int


@dataclass(frozen=True, slots=True)
class Bounce:
    """One recipient a message could not be delivered to (RFC 3464)."""

    recipient: str | None
    status: str | None  # as 5.1.1, RFC 3463
    permanent: bool
    original_id: str | None  # Message-ID of the message that did not arrive
    asked_for: str | None = None  # Original-Recipient: the address we wrote to, where a forward led elsewhere
    said: str = ""  # what the other side said, in its own words


@dataclass(frozen=True, slots=True)
class Complaint:
    """What a mailbox provider reports of one message (RFC 5965). Nothing of it is proof but an id of our own."""

    type: str  # abuse, fraud, virus, not-spam, other ..., in lower case
    original_id: str | None  # Message-ID of the message it is about
    senders: tuple[str, ...]  # its envelope sender, as the report or the message that came back says


@dataclass(frozen=True, slots=True)
class Invitation:
    """What a calendar part says (RFC 5545), for a line above the message."""

    method: str  # REQUEST, REPLY, CANCEL, PUBLISH, ...
    summary: str
    starts: str | None  # ISO 8601; a date alone lasts all day
    ends: str | None
    location: str
    organizer: str  # an address
    uid: str


@dataclass(frozen=True, slots=True)
class ParsedMail:
    """A message, understood. Every text is free of NULs and lone surrogates."""

    message_id: str  # without angle brackets; made from the bytes if there was none
    had_message_id: bool
    date: datetime | None  # aware, UTC
    sender: Mailbox  # From
    writer: Mailbox  # who wrote it, as far as the message says; no proof of identity
    reply_to: tuple[Mailbox, ...]
    to: tuple[Mailbox, ...]
    cc: tuple[Mailbox, ...]
    bcc: tuple[Mailbox, ...]
    original_sender: Mailbox | None  # X-Original-Sender, written by group servers
    return_path: str | None  # None: the field is absent; "": the null path
    subject: str
    text: str  # all visible text
    new_text: str  # without quotes and signature
    html: str | None  # sanitised, remote images off
    is_rich: bool  # the HTML says more than its text
    attachments: tuple[Attachment, ...]
    automatic: Automatic | None
    bounces: tuple[Bounce, ...]
    in_reply_to: tuple[str, ...]
    references: tuple[str, ...]  # oldest first
    spam: bool  # marked so by the server that received it
    list_id: str | None
    authentication_results: tuple[str, ...]  # topmost first
    reached_at: tuple[
        str, ...
    ]  # as servers on its way noted it, and as it says; anyone can write such a field
    complaint: Complaint | None
    markers: tuple[str, ...]  # tokens that look like ours, in the order found; nothing is verified
    invitation: Invitation | None
    problems: tuple[str, ...]
    clock: str  # by which its Date was written, as `kit/clocks.py` reads it; empty: it says nothing

    @property
    def bounce(self) -> Bounce | None:
        """The first failed recipient."""
        return self.bounces[0] if self.bounces else None
