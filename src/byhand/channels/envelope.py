"""What leaves the house, as it crosses from room to room."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from byhand.channels.inbox import Inbox

Automatic = Literal["auto-replied", "auto-generated"]


@dataclass(frozen=True, slots=True)
class Recipient:
    """Someone the words go to."""

    address: str
    name: str = ""


@dataclass(frozen=True, slots=True)
class SentFile:
    """A file that goes along; its bytes lie in the file store under `sha256`."""

    filename: str
    type: str
    size: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Envelope:
    """Words with their addresses, as a colleague wrote them."""

    inbox: Inbox
    to: tuple[Recipient, ...]
    subject: str
    body: str
    cc: tuple[Recipient, ...] = ()
    bcc: tuple[Recipient, ...] = ()
    files: tuple[SentFile, ...] = ()
    in_reply_to: str = ""
    references: tuple[str, ...] = ()
    forwarded: str = ""  # what another said, quoted below the author's own words

    def words(self) -> str:
        """Everything it says: the author's words, then what they forward."""
        return f"{self.body}\n\n{self.forwarded}" if self.forwarded else self.body

    def recipients(self) -> tuple[Recipient, ...]:
        """Everyone it goes to, once each, To before Cc before Bcc."""
        seen: dict[str, Recipient] = {}
        for one in (*self.to, *self.cc, *self.bcc):
            seen.setdefault(one.address.lower(), one)
        return tuple(seen.values())


@dataclass(frozen=True, slots=True)
class Outgoing:
    """One envelope ready for the wire: identified, dated, named. The same for each of its recipients."""

    envelope: Envelope
    author: str
    message_id: str
    written_at: datetime
    marker: str = ""
    automatic: Automatic | None = None
    signature: str = field(default="")
    return_path: str = ""  # whither it comes back if it does not arrive; empty: to the inbox's address
